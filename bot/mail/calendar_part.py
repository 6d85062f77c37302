"""The calendar part of a mail: whole days, as an invitation that calendars answer (iMIP, RFC 6047).

An expert gets a REQUEST, so that mail programs offer Accept and Decline, and a CANCEL when it is over; whoever
only needs to know gets a PUBLISH without buttons. One attendee per entry: nobody sees who else is asked.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from email.headerregistry import Address
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.texts.letter import CalendarEvent, Entry
from bot.texts.printable import one_line, printable

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

_METHODS: Mapping[Entry, str] = MappingProxyType(
    {
        Entry.SHOWN: "PUBLISH",
        Entry.ASKED: "REQUEST",
        Entry.AGREED: "REQUEST",
        Entry.CANCELLED: "CANCEL",
    }
)


def method_of(event: CalendarEvent) -> str:
    """The iTIP method; the mail's Content-Type must say the same as the file."""
    return _METHODS[event.entry]


def calendar_text(
    event: CalendarEvent, *, uid: str, organizer: Address, attendee: Address, now: datetime
) -> str:
    """The event as an iCalendar file; `event.end` is its last day, DTEND the day after (RFC 5545, 3.6.1)."""
    from icalendar import Calendar  # noqa: PLC0415 - slow import: 0.15 s that only the first inquiry needs

    calendar = Calendar()
    calendar.add("prodid", "-//Muster//Missions//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method_of(event))
    entry = _entry(event, uid, now)
    entry.add("organizer", _party(organizer))
    if event.entry is not Entry.SHOWN:
        entry.add("attendee", _attendee(attendee, event))
    calendar.add_component(entry)
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _entry(event: CalendarEvent, uid: str, now: datetime) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - same

    entry = Event()
    entry.add("uid", one_line(uid))
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("sequence", event.sequence)
    entry.add("dtstart", date.fromisoformat(event.start))
    entry.add("dtend", date.fromisoformat(event.end) + timedelta(days=1))
    entry.add("summary", one_line(event.summary))
    _add_standing(entry, event)
    _add_words(entry, event)
    return entry


def _add_standing(entry: "Event", event: CalendarEvent) -> None:
    if event.entry is Entry.CANCELLED:
        status = "CANCELLED"
    else:
        status = "CONFIRMED" if event.confirmed else "TENTATIVE"
    busy = status == "CONFIRMED"
    entry.add("status", status)
    # Days that are only asked for must not make somebody look busy to their colleagues.
    entry.add("transp", "OPAQUE" if busy else "TRANSPARENT")
    shown = {"CONFIRMED": "BUSY", "TENTATIVE": "TENTATIVE", "CANCELLED": "FREE"}[status]
    entry.add("x-microsoft-cdo-busystatus", shown)
    # Outlook takes over this one when somebody accepts.
    entry.add("x-microsoft-cdo-intendedstatus", shown)


def _add_words(entry: "Event", event: CalendarEvent) -> None:
    if event.location:
        entry.add("location", one_line(event.location))
    if event.description:
        entry.add("description", printable(event.description))


def _attendee(attendee: Address, event: CalendarEvent) -> "vCalAddress":
    """The person asked; who has accepted once need not do so again for the dates that came of it."""
    party = _party(attendee)
    party.params["CUTYPE"] = "INDIVIDUAL"
    party.params["ROLE"] = "REQ-PARTICIPANT"
    party.params["PARTSTAT"] = "ACCEPTED" if event.entry is Entry.AGREED else "NEEDS-ACTION"
    party.params["RSVP"] = "TRUE" if event.entry is Entry.ASKED else "FALSE"
    return party


def _party(address: Address) -> "vCalAddress":
    from icalendar import vCalAddress  # noqa: PLC0415 - same

    party = vCalAddress(f"mailto:{address.addr_spec}")
    # A quotation mark cannot be written inside a parameter (RFC 5545, 3.1).
    party.params["CN"] = one_line(address.display_name).replace('"', "'") or address.addr_spec
    return party
