from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from bot.mail.calendar_part import calendar_text
from bot.texts.letter import CalendarEvent

EVENT = CalendarEvent(
    uid="mission-3",
    start="2026-03-09",
    end="2026-03-20",
    summary="[2026-03] Mission à Lomé; Togo, with colleagues",
    location="Ministère, Lomé",
    description="Réforme des pensions\nDeux experts",
)
NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


def written(event: CalendarEvent) -> str:
    return calendar_text(event, domain="facility.example", organizer="muster@facility.example", now=NOW)


def entry(event: CalendarEvent) -> Any:
    [read] = Calendar.from_ical(written(event)).walk("VEVENT")
    return read


def test_the_entry_covers_whole_days_and_its_end_is_exclusive() -> None:
    days = entry(EVENT)

    assert (days.decoded("dtstart"), days.decoded("dtend")) == (date(2026, 3, 9), date(2026, 3, 21))
    assert "DTSTART;VALUE=DATE:20260309\r\n" in written(EVENT)
    assert "DTEND;VALUE=DATE:20260321\r\n" in written(EVENT)


def test_no_program_is_asked_to_offer_buttons() -> None:
    text = written(EVENT)

    assert "METHOD:PUBLISH\r\n" in text
    assert "ATTENDEE" not in text
    assert "RSVP" not in text


def test_days_only_asked_for_do_not_make_busy() -> None:
    asked = entry(EVENT)

    assert [str(asked[name]) for name in ("STATUS", "TRANSP", "SEQUENCE")] == [
        "TENTATIVE",
        "TRANSPARENT",
        "0",
    ]


def test_confirmed_days_replace_the_earlier_entry() -> None:
    asked, confirmed = entry(EVENT), entry(replace(EVENT, confirmed=True))

    assert [str(confirmed[name]) for name in ("STATUS", "TRANSP", "SEQUENCE")] == ["CONFIRMED", "OPAQUE", "1"]
    assert confirmed["UID"] == asked["UID"] == "mission-3@facility.example"


def test_words_outside_ascii_and_with_signs_come_back_as_they_were() -> None:
    read = entry(EVENT)

    assert str(read["SUMMARY"]) == EVENT.summary
    assert str(read["LOCATION"]) == EVENT.location
    assert str(read["DESCRIPTION"]) == EVENT.description


def test_the_stamp_is_the_moment_passed_in() -> None:
    assert "DTSTAMP:20260112T090000Z\r\n" in written(EVENT)


@pytest.mark.parametrize(
    "attempt", ["x\r\nATTENDEE:mailto:a@x.example", "x\nEND:VEVENT", "x\u2028METHOD:REQUEST", "x\x00"]
)
def test_nobody_writes_a_line_of_ours(attempt: str) -> None:
    hostile = replace(EVENT, uid=attempt, summary=attempt, location=attempt, description=attempt)

    names = [line.split(":")[0] for line in written(hostile).split("\r\n")]

    assert names.count("END") == 2
    assert "ATTENDEE" not in names
    assert names.count("METHOD") == 1


def test_what_is_unknown_is_left_out() -> None:
    bare = entry(replace(EVENT, location="", description=""))

    assert "LOCATION" not in bare
    assert "DESCRIPTION" not in bare


def test_dates_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError):
        written(replace(EVENT, end="in spring"))
