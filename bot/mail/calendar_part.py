"""The calendar part of a mail: whole days to look at, never buttons that decide.

METHOD is PUBLISH, not REQUEST: mail programs then offer to keep the entry but show no Accept and Decline.
Those buttons answer before the words of the letter are read, and here people answer in words
(DESIGN.md decision 7). A later entry with the same UID and a higher SEQUENCE replaces the earlier one.
"""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.texts.letter import CalendarEvent
from bot.texts.printable import one_line, printable

if TYPE_CHECKING:
    from icalendar import Event

METHOD = "PUBLISH"


def calendar_text(event: CalendarEvent, *, domain: str, organizer: str, now: datetime) -> str:
    """The event as an iCalendar file; `event.end` is its last day, DTEND the day after (RFC 5545, 3.6.1)."""
    from icalendar import Calendar  # noqa: PLC0415 - slow import: 0.15 s that only the first inquiry needs

    calendar = Calendar()
    calendar.add("prodid", "-//Muster//Missions//EN")
    calendar.add("version", "2.0")
    calendar.add("method", METHOD)
    calendar.add_component(_entry(event, domain, organizer, now))
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _entry(event: CalendarEvent, domain: str, organizer: str, now: datetime) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - same

    entry = Event()
    entry.add("uid", f"{one_line(event.uid)}@{domain}")
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("sequence", 1 if event.confirmed else 0)
    entry.add("dtstart", date.fromisoformat(event.start))
    entry.add("dtend", date.fromisoformat(event.end) + timedelta(days=1))
    entry.add("summary", one_line(event.summary))
    entry.add("status", "CONFIRMED" if event.confirmed else "TENTATIVE")
    # Days that are only asked for must not make somebody look busy to their colleagues.
    entry.add("transp", "OPAQUE" if event.confirmed else "TRANSPARENT")
    entry.add("x-microsoft-cdo-busystatus", "BUSY" if event.confirmed else "TENTATIVE")
    entry.add("organizer", f"mailto:{organizer}")
    _add_words(entry, event)
    return entry


def _add_words(entry: "Event", event: CalendarEvent) -> None:
    if event.location:
        entry.add("location", one_line(event.location))
    if event.description:
        entry.add("description", printable(event.description))
