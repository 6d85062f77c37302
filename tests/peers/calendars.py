"""The calendars of experts: they read the invitation in a mail of ours and answer it as their programs do."""

from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage, Message
from typing import Any

from icalendar import Calendar

from tests.peers.smtp import Delivered, letter

HOSTILE_ZONE = """\
BEGIN:VTIMEZONE
TZID:{tzid}
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0000
TZOFFSETTO:-2359
RRULE:FREQ=SECONDLY;COUNT=2147483647
END:STANDARD
END:VTIMEZONE
"""
_REPLY = """\
BEGIN:VCALENDAR
PRODID:-//Calendar of an expert//EN
VERSION:2.0
METHOD:{method}
{zones}BEGIN:VEVENT
UID:{uid}
SEQUENCE:{sequence}
DTSTAMP:20260112T091200Z
{start}
{end}
SUMMARY:{summary}
ORGANIZER:mailto:{organizer}
ATTENDEE;PARTSTAT={partstat}:mailto:{attendee}
{comment}END:VEVENT
END:VCALENDAR
"""


@dataclass(frozen=True, slots=True)
class Invitation:
    """The calendar part of a mail as a calendar reads it."""

    method: str
    uid: str
    sequence: int
    start: date
    end: date
    """The last day, as people count."""
    status: str
    organizer: str
    attendee: str
    answer_wanted: bool
    summary: str


def invitation_in(mail: Delivered) -> Invitation | None:
    """The invitation in a mail, None if it has none; the file beside it must hold the same."""
    parts = [
        part for part in mail.mail.walk() if part.get_content_type() in {"text/calendar", "application/ics"}
    ]
    if not parts:
        return None
    [same] = {_text_of(part) for part in parts}
    calendar: Any = Calendar.from_ical(same)
    [event] = calendar.walk("VEVENT")
    attendee = event.get("ATTENDEE")
    return Invitation(
        method=str(calendar["METHOD"]),
        uid=str(event["UID"]),
        sequence=int(event["SEQUENCE"]),
        start=event.decoded("DTSTART"),
        end=event.decoded("DTEND") - timedelta(days=1),
        status=str(event["STATUS"]),
        organizer=str(event["ORGANIZER"]).removeprefix("mailto:"),
        attendee=str(attendee or "").removeprefix("mailto:"),
        answer_wanted=attendee is not None and attendee.params["RSVP"] == "TRUE",
        summary=str(event["SUMMARY"]),
    )


def _text_of(part: Message) -> str:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode().replace("\r\n", "\n")


def press(
    mail: Delivered,
    partstat: str,
    *,
    comment: str = "",
    sender: str = "",
    attendee: str = "",
    uid: str = "",
    days: tuple[str, str] = ("", ""),
    zones: str = "",
    method: str = "REPLY",
) -> EmailMessage:
    """What a calendar sends when its owner presses a button; `days` are DTSTART and DTEND of a proposal."""
    asked = invitation_in(mail)
    assert asked is not None, "there is no invitation in this mail"
    start, end = days
    written = _REPLY.format(
        method=method,
        zones=zones,
        uid=uid or asked.uid,
        sequence=asked.sequence,
        start=start or f"DTSTART;VALUE=DATE:{asked.start:%Y%m%d}",
        end=end or f"DTEND;VALUE=DATE:{asked.end + timedelta(days=1):%Y%m%d}",
        summary=asked.summary.replace(",", "\\,"),
        organizer=asked.organizer,
        partstat=partstat,
        attendee=attendee or asked.attendee,
        comment=f"COMMENT:{comment}\n" if comment else "",
    )
    subject = f"{partstat.capitalize()}: {asked.summary}"
    answer = letter(sender=sender or asked.attendee, to=asked.organizer, subject=subject)
    answer.add_alternative(written, subtype="calendar", params={"method": method})
    return answer
