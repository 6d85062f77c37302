"""What time does to a question: doubt, absence, reminders and expiry."""

import asyncio
from datetime import date, datetime, timedelta

import pytest

from config.periods import Period
from matching.inquiries import (
    Doubted,
    SeatConfirmed,
    SeatOpen,
    TooLate,
    apply_availability,
    mark_doubtful,
    note_absence,
    take_due_expiries,
    take_due_reminders,
)
from matching.offers import Availability
from storage.database import Database
from storage.life import move_inquiry
from storage.missions import Inquiry
from storage.states import InquiryStatus
from tests.factories import MOMENT
from tests.matching.people import march
from tests.matching.planned import FOUR, NO, ONE, TERMS, THREE, TWO, YES, Plan, only, plan
from tests.storage.locks import until_somebody_waits_for_a_lock

HOUR = timedelta(hours=1)
REMIND = MOMENT + timedelta(days=3)
OVER = MOMENT + timedelta(days=7)


async def doubt(database: Database, inquiry_id: int, now: datetime = MOMENT) -> Doubted | TooLate:
    async with database.transaction() as session:
        said = Availability(willing=True, words="Perhaps, it depends.")
        return await mark_doubtful(session, inquiry_id, said, terms=TERMS, now=now)


async def absence(database: Database, until: date | None, words: str = "Away") -> Inquiry:
    async with database.transaction() as session:
        return await note_absence(session, 1, words=words, until=until, now=MOMENT)


async def reminded(database: Database, now: datetime) -> list[int]:
    async with database.transaction() as session:
        return [inquiry.id or 0 for inquiry in await take_due_reminders(session, now=now)]


async def expired(database: Database, now: datetime) -> tuple[SeatOpen, ...]:
    async with database.transaction() as session:
        return await take_due_expiries(session, terms=TERMS, now=now)


async def confirmed(database: Database) -> Plan:
    planned = await plan(database)
    await planned.says(1, YES)
    await planned.says(2, YES)
    return planned


async def test_doubtful_answer_keeps_the_seat_asked(database: Database) -> None:
    planned = await plan(database)

    doubted = await doubt(database, 1)

    assert isinstance(doubted, Doubted)
    assert doubted.reopened is False
    first = await planned.question(1)
    assert (first.status, first.answered_at) == (InquiryStatus.DOUBTFUL, MOMENT)
    assert await planned.seat_words() == ["asked", "asked"]
    assert await planned.journal("inquiry.doubtful") == [("inquiry.doubtful", "expert:1", "inquiry:1")]


async def test_doubtful_answer_on_the_last_day_leaves_time_to_settle_it(database: Database) -> None:
    planned = await plan(database)

    await doubt(database, 1, OVER - HOUR)

    assert (await planned.question(1)).reply_by == OVER - HOUR + timedelta(days=3)


async def test_doubtful_answer_never_shortens_the_time(database: Database) -> None:
    planned = await plan(database)

    await doubt(database, 1, MOMENT + HOUR)

    assert (await planned.question(1)).reply_by == OVER


async def test_doubt_about_a_confirmed_seat_reopens_mission_and_request(database: Database) -> None:
    planned = await confirmed(database)

    doubted = await doubt(database, 1)

    assert isinstance(doubted, Doubted)
    assert doubted.reopened
    assert await planned.standing() == ("formulated", "planned")
    assert await planned.seat_words() == ["asked", "confirmed"]
    assert (await planned.the_mission()).confirmed_at is None
    assert [row for number in (1, 2) for row in await planned.calendar(number) if not row[2]] == []


async def test_doubt_before_the_mission_is_confirmed_opens_the_seat_only(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, YES)

    doubted = await doubt(database, 1)

    assert isinstance(doubted, Doubted)
    assert doubted.reopened is False
    assert await planned.seat_words() == ["asked", "asked"]
    assert await planned.standing() == ("formulated", "planned")


async def test_clear_answer_settles_a_doubt(database: Database) -> None:
    planned = await confirmed(database)
    await doubt(database, 1)

    applied = await planned.says(1, YES)

    assert isinstance(applied, SeatConfirmed)
    assert (applied.complete, applied.news) == (True, True)
    assert await planned.standing() == ("approved", "confirmed")


async def test_doubtful_words_after_a_no_hold_the_vacant_seat(database: Database) -> None:
    planned = await plan(database, alternates=((), ()))
    await planned.says(1, NO)

    doubted = await doubt(database, 1)

    assert isinstance(doubted, Doubted)
    assert await planned.seat_words() == ["asked", "asked"]
    assert (await planned.question(1)).status is InquiryStatus.DOUBTFUL


async def test_doubtful_words_come_too_late_once_an_alternate_was_asked(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, NO)

    assert isinstance(await doubt(database, 1), TooLate)
    assert (await planned.question(1)).status is InquiryStatus.DECLINED


async def test_doubtful_words_under_a_withdrawn_question_come_too_late(database: Database) -> None:
    await plan(database)
    async with database.transaction() as session:
        inquiry = await session.get_one(Inquiry, 1)
        await move_inquiry(session, inquiry, InquiryStatus.WITHDRAWN, now=MOMENT, actor="muster")

    assert isinstance(await doubt(database, 1), TooLate)


async def test_absence_is_no_answer_and_moves_the_reminder_to_the_day_after(database: Database) -> None:
    planned = await plan(database)

    inquiry = await absence(database, date(2026, 1, 16))

    assert inquiry.reminder_due_at == datetime(2026, 1, 17, 9, tzinfo=MOMENT.tzinfo)
    first = await planned.question(1)
    assert (first.status, first.answered_at, first.reply_by, first.note) == (
        InquiryStatus.ASKED,
        None,
        OVER,
        "Away",
    )
    assert await planned.journal("inquiry.absence") == [("inquiry.absence", "expert:1", "inquiry:1")]


@pytest.mark.parametrize(
    "until", [date(2026, 1, 18), date(2026, 1, 19), date(2026, 6, 1), date(9999, 12, 31)]
)
async def test_long_absence_moves_the_reminder_to_the_day_before_the_answer_is_due(
    database: Database, until: date
) -> None:
    await plan(database)

    inquiry = await absence(database, until)

    assert inquiry.reminder_due_at == OVER - timedelta(days=1)


@pytest.mark.parametrize("until", [None, date(2025, 12, 24), date(2026, 1, 12), date(2026, 1, 14)])
async def test_absence_that_ends_earlier_leaves_the_reminder(database: Database, until: date | None) -> None:
    await plan(database)

    assert (await absence(database, until)).reminder_due_at == REMIND


async def test_absence_after_the_reminder_moves_nothing(database: Database) -> None:
    await plan(database)
    await reminded(database, REMIND)

    inquiry = await absence(database, date(2026, 1, 17))

    assert (inquiry.reminder_due_at, inquiry.note) == (REMIND, "Away")


async def test_endless_words_of_an_absence_are_cut(database: Database) -> None:
    await plan(database)

    assert len((await absence(database, None, "x" * 100_000)).note) == 500


async def test_absence_asked_on_a_leap_day_is_no_error(database: Database) -> None:
    leap = datetime(2028, 2, 29, 9, tzinfo=MOMENT.tzinfo)
    await plan(database, now=leap, period=Period(date(2028, 3, 6), date(2028, 3, 31)))

    inquiry = await absence(database, date(2028, 3, 5))

    assert inquiry.reminder_due_at == datetime(2028, 3, 6, 9, tzinfo=MOMENT.tzinfo)


async def test_silent_experts_are_reminded_once(database: Database) -> None:
    planned = await plan(database)

    assert await reminded(database, REMIND - HOUR) == []
    assert await reminded(database, REMIND) == [1, 2]
    assert await reminded(database, REMIND + HOUR) == []
    assert (await planned.question(1)).reminded_at == REMIND


async def test_reminder_is_in_the_journal(database: Database) -> None:
    planned = await plan(database)

    await reminded(database, REMIND)

    assert await planned.journal("inquiry.reminded") == [
        ("inquiry.reminded", "muster", "inquiry:1"),
        ("inquiry.reminded", "muster", "inquiry:2"),
    ]


async def test_who_has_answered_or_doubted_is_not_reminded(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, YES)
    await doubt(database, 2)

    assert await reminded(database, REMIND) == []


async def test_nobody_is_reminded_when_it_is_too_late_to_answer(database: Database) -> None:
    await plan(database)

    assert await reminded(database, OVER) == []


async def test_reminder_asks_about_the_days_that_are_left(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, only(march(12, 20)))

    await reminded(database, REMIND)

    second = await planned.question(2)
    assert (second.start, second.end) == (march(12, 20).start, march(12, 20).end)


@pytest.mark.postgresql
async def test_two_clocks_at_once_remind_once(postgresql_database: Database) -> None:
    await plan(postgresql_database)

    async with postgresql_database.transaction() as one, postgresql_database.transaction() as other:
        first = await take_due_reminders(one, now=REMIND)
        second = await take_due_reminders(other, now=REMIND)

    assert ([inquiry.id for inquiry in first], second) == ([1, 2], ())
    assert await reminded(postgresql_database, REMIND + HOUR) == []


async def test_silence_hands_the_seat_on_once(database: Database) -> None:
    planned = await plan(database)
    await planned.says(2, YES)

    assert await expired(database, OVER - HOUR) == ()
    (seat_open,) = await expired(database, OVER)
    assert await expired(database, OVER) == ()

    assert seat_open.following is not None
    assert seat_open.following.reply_by == OVER + timedelta(days=7)
    assert (await planned.question(1)).status is InquiryStatus.EXPIRED
    assert await planned.asked() == [ONE, TWO, THREE]
    assert await planned.journal("inquiry.expired") == [("inquiry.expired", "muster", "inquiry:1")]


async def test_doubt_that_nobody_settles_expires_too(database: Database) -> None:
    planned = await plan(database)
    await planned.says(2, YES)
    await doubt(database, 1, OVER - HOUR)

    assert await expired(database, OVER) == ()
    assert len(await expired(database, OVER + timedelta(days=3))) == 1
    assert await planned.asked() == [ONE, TWO, THREE]


async def test_alternates_that_are_silent_too_are_followed_until_nobody_is_left(database: Database) -> None:
    planned = await plan(database)
    await expired(database, OVER)

    opened = await expired(database, OVER + timedelta(days=7))

    assert [seat_open.following for seat_open in opened] == [None, None]
    assert await planned.asked() == [ONE, TWO, THREE, FOUR]
    assert await planned.seat_words() == ["vacant", "vacant"]


async def test_yes_after_expiry_takes_the_vacant_seat(database: Database) -> None:
    planned = await plan(database, alternates=((), ()))
    await expired(database, OVER)

    applied = await planned.says(1, YES, OVER + HOUR)

    assert isinstance(applied, SeatConfirmed)
    assert await planned.seat_words() == ["confirmed", "vacant"]


async def test_yes_after_expiry_is_too_late_when_the_alternate_was_asked(database: Database) -> None:
    planned = await plan(database)
    await expired(database, OVER)

    assert isinstance(await planned.says(1, YES, OVER + HOUR), TooLate)


@pytest.mark.postgresql
async def test_two_clocks_at_once_ask_each_alternate_once(postgresql_database: Database) -> None:
    planned = await plan(postgresql_database)

    async with postgresql_database.transaction() as one:
        first = await take_due_expiries(one, terms=TERMS, now=OVER)
        other = asyncio.create_task(expired(postgresql_database, OVER))
        await until_somebody_waits_for_a_lock(postgresql_database)

    assert (len(first), await other) == (2, ())
    assert await planned.asked() == [ONE, TWO, THREE, FOUR]


@pytest.mark.postgresql
async def test_answer_that_arrives_while_the_clock_gives_up_comes_first(
    postgresql_database: Database,
) -> None:
    planned = await plan(postgresql_database, ONE, alternates=((THREE,),))

    async with postgresql_database.transaction() as one:
        await apply_availability(one, 1, YES, terms=TERMS, now=OVER)
        clock = asyncio.create_task(expired(postgresql_database, OVER))
        await until_somebody_waits_for_a_lock(postgresql_database)

    assert await clock == ()
    assert await planned.standing() == ("approved", "confirmed")
