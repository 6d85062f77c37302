from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.dispatch.calendar_desk import is_outdated
from bot.dispatch.calendar_entries import last_entry, numbered
from bot.texts.letter import CalendarEvent, Entry, Letter, Paragraph
from bot.texts.letter_json import letter_to_json
from config.periods import Period
from intake.calendar_reply import Attendance, CalendarReply
from storage.database import Database
from storage.jobs import enqueue

TO = "anna@experts.example"
ABOUT = "inquiry:1"
ASKED = CalendarEvent("mission-1", "2026-03-09", "2026-03-27", "Mission", entry=Entry.ASKED)
FINAL = replace(ASKED, end="2026-03-13", confirmed=True, entry=Entry.AGREED)
GONE = replace(ASKED, entry=Entry.CANCELLED)


async def send(
    database: Database, now: datetime, *events: CalendarEvent | None, to: str = TO
) -> list[int | None]:
    """Send letters with these entries one after another; the numbers they were given."""
    numbers: list[int | None] = []
    for event in events:
        async with database.transaction() as session:
            letter = Letter("en", "Hello", (Paragraph("Hello"),), event=event)
            letter = await numbered(session, letter, to=to, about=ABOUT)
            payload: dict[str, object] = {"letter": letter_to_json(letter), "to": to}
            await enqueue(
                session, kind="mail", destination=to, payload=payload, about=ABOUT, due_at=now, now=now
            )
            numbers.append(letter.event.sequence if letter.event else None)
    return numbers


async def test_every_change_has_the_next_number_and_a_repeat_the_same(
    database: Database, now: datetime
) -> None:
    told = await send(database, now, ASKED, None, ASKED, FINAL, replace(FINAL, confirmed=False), GONE)

    assert told == [0, None, 0, 1, 2, 3]


async def test_other_words_for_the_same_days_are_no_change(database: Database, now: datetime) -> None:
    assert await send(database, now, ASKED, replace(ASKED, summary="Mission spéciale")) == [0, 0]


async def test_nothing_is_cancelled_twice_or_before_it_was_sent(database: Database, now: datetime) -> None:
    assert await send(database, now, GONE, ASKED, GONE, GONE, ASKED) == [None, 0, 1, None, 2]


async def test_each_person_has_a_calendar_of_their_own(database: Database, now: datetime) -> None:
    await send(database, now, ASKED, FINAL)

    assert await send(database, now, FINAL, to="marek@experts.example") == [0]


async def test_last_entry_is_what_the_calendar_shows(database: Database, now: datetime) -> None:
    await send(database, now, ASKED, FINAL, None)

    async with database.snapshot() as session:
        assert await last_entry(session, to=TO, about=ABOUT) == replace(FINAL, sequence=1)
        assert await last_entry(session, to=TO, about="inquiry:2") is None


@pytest.mark.parametrize(
    ("sequence", "shown", "outdated"),
    [
        (0, ASKED, False),
        (None, replace(ASKED, sequence=2), False),
        (1, replace(ASKED, sequence=2), True),
        (3, replace(ASKED, sequence=2), False),
        (1, replace(GONE, sequence=1), True),
        (0, None, True),
    ],
)
def test_answer_to_an_earlier_version_is_outdated(
    sequence: int | None, shown: CalendarEvent | None, *, outdated: bool
) -> None:
    reply = CalendarReply("uid", Attendance.ACCEPTED, sequence=sequence)

    assert is_outdated(reply, shown) == outdated


def test_answer_about_other_days_is_outdated() -> None:
    days = Period(date.fromisoformat(ASKED.start), date.fromisoformat(ASKED.end))
    reply = CalendarReply("uid", Attendance.ACCEPTED, days=days)
    moved = replace(reply, days=Period(days.start - timedelta(days=7), days.end))

    assert (is_outdated(reply, ASKED), is_outdated(moved, ASKED)) == (False, True)
