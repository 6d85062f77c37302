from dataclasses import replace
from datetime import UTC, date, datetime
from email.headerregistry import Address
from typing import Any

import pytest
from icalendar import Calendar

from bot.mail.calendar_part import calendar_text, method_of
from bot.texts.letter import CalendarEvent, Entry

EVENT = CalendarEvent(
    uid="mission-3",
    start="2026-03-09",
    end="2026-03-20",
    summary="[2026-03] Mission à Lomé; Togo, with colleagues",
    location="Ministère, Lomé",
    description="Réforme des pensions\nDeux experts",
    entry=Entry.ASKED,
)
UID = "muster+q7abcdef@facility.example"
NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
ORGANIZER = Address("Facility, for Social Protection", addr_spec="muster@facility.example")
ATTENDEE = Address("Márta Silva", addr_spec="marta@client.example")


def written(event: CalendarEvent, *, uid: str = UID, attendee: Address = ATTENDEE) -> str:
    return calendar_text(event, uid=uid, organizer=ORGANIZER, attendee=attendee, now=NOW)


def entry(event: CalendarEvent, **values: Any) -> Any:
    [read] = Calendar.from_ical(written(event, **values)).walk("VEVENT")
    return read


def test_the_entry_covers_whole_days_and_its_end_is_exclusive() -> None:
    days = entry(EVENT)

    assert (days.decoded("dtstart"), days.decoded("dtend")) == (date(2026, 3, 9), date(2026, 3, 21))
    assert "DTSTART;VALUE=DATE:20260309\r\n" in written(EVENT)
    assert "DTEND;VALUE=DATE:20260321\r\n" in written(EVENT)
    assert "VTIMEZONE" not in written(EVENT)


@pytest.mark.parametrize(
    ("kind", "method", "partstat", "answer"),
    [
        (Entry.ASKED, "REQUEST", "NEEDS-ACTION", "TRUE"),
        (Entry.AGREED, "REQUEST", "ACCEPTED", "FALSE"),
        (Entry.CANCELLED, "CANCEL", "NEEDS-ACTION", "FALSE"),
    ],
)
def test_an_invitation_names_its_one_attendee_and_what_is_wanted(
    kind: Entry, method: str, partstat: str, answer: str
) -> None:
    event = replace(EVENT, entry=kind)

    attendee = entry(event)["ATTENDEE"]

    assert method_of(event) == method
    assert f"METHOD:{method}\r\n" in written(event)
    assert attendee == "mailto:marta@client.example"
    assert dict(attendee.params) == {
        "CN": "Márta Silva",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": partstat,
        "RSVP": answer,
    }


def test_days_to_know_of_offer_no_buttons() -> None:
    text = written(replace(EVENT, entry=Entry.SHOWN))

    assert "METHOD:PUBLISH\r\n" in text
    assert "ATTENDEE" not in text
    assert "RSVP" not in text


def test_the_organizer_is_where_answers_go() -> None:
    organizer = entry(EVENT)["ORGANIZER"]

    assert (organizer, organizer.params["CN"]) == (
        "mailto:muster@facility.example",
        "Facility, for Social Protection",
    )


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, ["TENTATIVE", "TRANSPARENT", "TENTATIVE", "TENTATIVE"]),
        ({"confirmed": True}, ["CONFIRMED", "OPAQUE", "BUSY", "BUSY"]),
        ({"confirmed": True, "entry": Entry.CANCELLED}, ["CANCELLED", "TRANSPARENT", "FREE", "FREE"]),
    ],
)
def test_only_confirmed_days_make_busy(changes: dict[str, Any], standing: list[str]) -> None:
    read = entry(replace(EVENT, **changes))

    names = ("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-INTENDEDSTATUS")
    assert [str(read[name]) for name in names] == standing


def test_a_change_keeps_the_name_and_has_the_number_it_is_given() -> None:
    read = entry(replace(EVENT, sequence=3))

    assert (str(read["UID"]), read["SEQUENCE"]) == (UID, 3)


def test_words_outside_ascii_and_with_signs_come_back_as_they_were() -> None:
    read = entry(EVENT)

    assert str(read["SUMMARY"]) == EVENT.summary
    assert str(read["LOCATION"]) == EVENT.location
    assert str(read["DESCRIPTION"]) == EVENT.description


def test_the_stamp_is_the_moment_passed_in() -> None:
    assert "DTSTAMP:20260112T090000Z\r\n" in written(EVENT)


@pytest.mark.parametrize(
    "attempt",
    ["x\r\nATTENDEE:mailto:a@x.example", "x\nEND:VEVENT", "x\u2028METHOD:REQUEST", "x\x00", 'x";RSVP="TRUE'],
)
def test_nobody_writes_a_line_of_ours(attempt: str) -> None:
    hostile = replace(EVENT, summary=attempt, location=attempt, description=attempt)
    named = Address(attempt.replace("\r", " ").replace("\n", " "), addr_spec="a@x.example")

    names = [line.split(":")[0] for line in written(hostile, uid=attempt, attendee=named).split("\r\n")]

    assert names.count("END") == 2
    assert sum(name.startswith("ATTENDEE") for name in names) == 1
    assert names.count("METHOD") == 1


def test_what_is_unknown_is_left_out() -> None:
    bare = entry(replace(EVENT, location="", description=""))

    assert "LOCATION" not in bare
    assert "DESCRIPTION" not in bare


def test_dates_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError):
        written(replace(EVENT, end="in spring"))
