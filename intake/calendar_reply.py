"""What a calendar program says for its owner: a REPLY or COUNTER to an invitation of ours (iTIP, RFC 5546)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from config.periods import Period
from intake.calendar_days import days_of
from intake.calendar_lines import Line, lines_of
from intake.charsets import one_line, printable
from intake.headers import lowered

MAX_COMMENT = 2_000
MAX_EVENTS = 20
_EVENT = ["VCALENDAR", "VEVENT"]


class Attendance(StrEnum):
    """The button that was pressed."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    COUNTERED = "countered"
    """Other days were proposed."""
    UNCLEAR = "unclear"
    """Delegated, several different answers, or none."""


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """An answer out of a calendar; nothing in it is proven but by a token in `uid`."""

    uid: str
    attendance: Attendance
    attendee: str = ""
    """The address that answers, '' if the file does not tell; it may be an alias of the one asked."""
    sequence: int | None = None
    """The version of the invitation that is answered, as far as it is told."""
    comment: str = ""
    days: Period | None = None
    """The days of the entry; after COUNTERED those that are proposed."""
    endless: bool = False
    """The entry tells only when it begins, so nothing is known of its last day."""
    by_itself: bool = False
    """A room or a rule of the mailbox has answered; nobody has pressed anything."""


@dataclass(slots=True)
class _Event:
    first: dict[str, Line] = field(default_factory=dict)
    attendees: list[Line] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _File:
    method: str = ""
    zones: list[str] = field(default_factory=list)
    events: list[_Event] = field(default_factory=list)


def method_in(text: str) -> str:
    """The METHOD a calendar file gives itself, in upper case; '' if none."""
    return next((line.value.strip().upper() for line in lines_of(text) if line.name == "METHOD"), "")[:40]


def read_calendar_reply(text: str, *, sender: str) -> CalendarReply | None:
    """The answer in a calendar file; None if it is no REPLY or COUNTER, or about no event."""
    file = _read(text)
    if file.method not in {"REPLY", "COUNTER"} or not file.events:
        return None
    event = file.events[0]
    attendee = _attendee_of(event, sender)
    start, end, duration = (event.first.get(name) for name in ("DTSTART", "DTEND", "DURATION"))
    return CalendarReply(
        uid=one_line(_value(event, "UID"), 300),
        attendance=_attendance(file, sender),
        attendee=_address(attendee) if attendee else "",
        sequence=_number(_value(event, "SEQUENCE")),
        comment=_comment(event, attendee),
        days=days_of(start, end, duration, file.zones),
        endless=start is not None and end is None and duration is None,
        by_itself=attendee is not None and _is_thing(attendee),
    )


def _read(text: str) -> _File:
    """The few properties that matter, each only where it belongs: alarms and zones have their own."""
    file, within = _File(), list[str]()
    for line in lines_of(text):
        name = line.value.strip().upper()
        if line.name == "BEGIN":
            within.append(name)
            if within == _EVENT and len(file.events) < MAX_EVENTS:
                file.events.append(_Event())
        elif line.name == "END":
            if within and within[-1] == name:
                within.pop()
        elif within == _EVENT and file.events:
            _take(file.events[-1], line)
        elif within == ["VCALENDAR"] and line.name == "METHOD":
            file.method = file.method or name
        elif line.name in {"X-WR-TIMEZONE", "TZID"} and len(file.zones) < MAX_EVENTS:
            file.zones.append(line.value)
    return file


def _take(event: _Event, line: Line) -> None:
    if line.name == "ATTENDEE":
        event.attendees.append(line)
    elif line.name in {"COMMENT", "X-CALENDARSERVER-ATTENDEE-COMMENT"}:
        event.comments.append(line.text)
    else:
        event.first.setdefault(line.name, line)


def _attendance(file: _File, sender: str) -> Attendance:
    if len({_value(event, "UID") for event in file.events}) > 1:
        return Attendance.UNCLEAR
    if file.method == "COUNTER":
        return Attendance.COUNTERED
    # A changed day of a series would be an event of its own with another answer.
    told = {_said(attendee) for event in file.events if (attendee := _attendee_of(event, sender))}
    return told.pop() if len(told) == 1 else Attendance.UNCLEAR


def _said(attendee: Line) -> Attendance:
    told = attendee.parameters.get("PARTSTAT", "").strip().lower()
    known = {Attendance.ACCEPTED, Attendance.DECLINED, Attendance.TENTATIVE}
    return next((one for one in known if one.value == told), Attendance.UNCLEAR)


def _attendee_of(event: _Event, sender: str) -> Line | None:
    """Who answers: the only attendee, or among several the sender."""
    if len(event.attendees) == 1:
        return event.attendees[0]
    return next((one for one in event.attendees if _address(one) == sender), None)


_MAILTO = re.compile(r"(?:mailto:)?[ <]{0,5}([^\s<>?:,;\"]{1,64}@[^\s<>?:,;\"]{1,253})", re.IGNORECASE)


def _is_thing(attendee: Line) -> bool:
    """A room or a projector: its calendar accepts whatever finds it free."""
    return attendee.parameters.get("CUTYPE", "").strip().upper() in {"ROOM", "RESOURCE"}


def _address(attendee: Line) -> str:
    for told in (attendee.value, attendee.parameters.get("EMAIL", "")):
        match = _MAILTO.match(told.strip()[:400])
        if match:
            return lowered(one_line(match[1], 320))
    return ""


def _comment(event: _Event, attendee: Line | None) -> str:
    said: Sequence[str] = event.comments
    if attendee is not None:
        said = [*said, attendee.parameters.get("X-RESPONSE-COMMENT", "")]
    return printable("\n".join(dict.fromkeys(words.strip() for words in said))).strip()[:MAX_COMMENT]


def _value(event: _Event, name: str) -> str:
    return event.first[name].value.strip() if name in event.first else ""


def _number(told: str) -> int | None:
    return int(told) if re.fullmatch(r"[0-9]{1,9}", told) else None
