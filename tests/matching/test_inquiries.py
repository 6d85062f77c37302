from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from matching.inquiries import (
    SeatConfirmed,
    SeatOpen,
    TooLate,
    apply_availability,
)
from matching.offers import Availability
from storage.database import Database
from storage.life import move_inquiry, move_mission
from storage.missions import Inquiry, Mission
from storage.states import InquiryStatus, MissionStatus
from tests.factories import MOMENT
from tests.matching.people import MARCH, TWO_STATES, march
from tests.matching.planned import (
    FIVE,
    FOUR,
    NO,
    ONE,
    TERMS,
    THREE,
    TWO,
    YES,
    only,
    plan,
    without_days,
)

LATER = MOMENT + timedelta(hours=5)


async def test_question_names_the_days_and_when_an_answer_is_due(database: Database) -> None:
    planned = await plan(database)

    asked = await planned.question(1)

    assert (asked.start, asked.end, asked.status) == (MARCH.start, MARCH.end, InquiryStatus.ASKED)
    assert (asked.asked_at, asked.reply_by, asked.reminder_due_at, asked.reminded_at) == (
        MOMENT,
        MOMENT + timedelta(days=7),
        MOMENT + timedelta(days=3),
        None,
    )
    assert await planned.journal("inquiry.asked") == [
        ("inquiry.asked", "muster", "inquiry:1"),
        ("inquiry.asked", "muster", "inquiry:2"),
    ]


async def test_yes_confirms_the_seat_and_leaves_the_days_as_they_are(database: Database) -> None:
    planned = await plan(database)

    applied = await planned.says(1, YES, LATER)

    assert isinstance(applied, SeatConfirmed)
    assert (applied.complete, applied.news) == (False, False)
    assert await planned.days() == MARCH
    assert await planned.seat_words() == ["confirmed", "asked"]
    assert await planned.standing() == ("formulated", "planned")
    first = await planned.question(1)
    assert (first.status, first.answered_at, first.answer) == (
        InquiryStatus.ACCEPTED,
        LATER,
        {"free": [], "busy": []},
    )


async def test_yes_is_kept_as_free_days_and_in_the_journal_with_its_words(database: Database) -> None:
    planned = await plan(database)

    await planned.says(1, YES)

    assert await planned.calendar(1) == [(MARCH.start, MARCH.end, True, "inquiry:1")]
    assert await planned.journal("inquiry.accepted", "seat.confirmed") == [
        ("inquiry.accepted", "expert:1", "inquiry:1"),
        ("seat.confirmed", "expert:1", "seat:1"),
    ]


async def test_some_days_narrow_the_mission(database: Database) -> None:
    planned = await plan(database)

    applied = await planned.says(1, only(march(12, 20)))

    assert isinstance(applied, SeatConfirmed)
    assert await planned.days() == march(12, 20)
    assert (await planned.question(1)).answer == {"free": [["2026-03-12", "2026-03-20"]], "busy": []}
    assert await planned.calendar(1) == [(march(12, 20).start, march(12, 20).end, True, "inquiry:1")]


async def test_days_beyond_those_asked_about_do_not_widen_the_mission(database: Database) -> None:
    planned = await plan(database)

    await planned.says(1, only(march(1, 31)))

    assert await planned.days() == MARCH


async def test_of_several_parts_the_longest_is_taken(database: Database) -> None:
    planned = await plan(database)

    await planned.says(1, only(march(2, 6), march(12, 20), march(24, 27)))

    assert await planned.days() == march(12, 20)


async def test_busy_days_cut_the_mission(database: Database) -> None:
    planned = await plan(database)

    applied = await planned.says(1, without_days(march(2, 9)))

    assert isinstance(applied, SeatConfirmed)
    assert await planned.days() == march(10, 27)
    assert await planned.calendar(1) == [
        (MARCH.start, MARCH.end, True, "inquiry:1"),
        (march(2, 9).start, march(2, 9).end, False, "inquiry:1"),
    ]


async def test_too_few_days_are_no_yes(database: Database) -> None:
    planned = await plan(database)

    applied = await planned.says(1, only(march(12, 13)))

    assert isinstance(applied, SeatOpen)
    assert (applied.dates_do_not_fit, applied.reopened) == (True, False)
    assert applied.following is not None
    assert await planned.asked() == [ONE, TWO, THREE]
    assert (await planned.question(1)).status is InquiryStatus.DECLINED
    assert await planned.days() == MARCH
    assert await planned.calendar(1) == [(march(12, 13).start, march(12, 13).end, True, "inquiry:1")]


async def test_five_days_across_a_weekend_are_enough(database: Database) -> None:
    planned = await plan(database)

    applied = await planned.says(1, only(march(5, 11)))

    assert isinstance(applied, SeatConfirmed)
    assert await planned.days() == march(5, 11)


async def test_days_that_others_cannot_make_are_no_yes(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, only(march(2, 10)))

    applied = await planned.says(2, only(march(16, 27)))

    assert isinstance(applied, SeatOpen)
    assert applied.dates_do_not_fit
    assert await planned.days() == march(2, 10)
    assert await planned.seat_words() == ["confirmed", "asked"]


async def test_busy_throughout_is_no_yes(database: Database) -> None:
    planned = await plan(database)

    applied = await planned.says(1, without_days(march(1, 31)))

    assert isinstance(applied, SeatOpen)
    assert applied.dates_do_not_fit


async def test_no_hands_the_seat_to_the_alternate(database: Database) -> None:
    planned = await plan(database)

    applied = await planned.says(1, NO, LATER)

    assert isinstance(applied, SeatOpen)
    assert (applied.dates_do_not_fit, applied.reopened) == (False, False)
    assert await planned.asked() == [ONE, TWO, THREE]
    assert await planned.seat_words() == ["asked", "asked"]
    assert [seat.expert_id for seat in await planned.seats()] == [3, 2]
    third = await planned.question(3)
    assert (third.start, third.end, third.asked_at) == (MARCH.start, MARCH.end, LATER)
    assert await planned.calendar(1) == []


async def test_no_with_busy_days_keeps_them(database: Database) -> None:
    planned = await plan(database)

    await planned.says(1, Availability(willing=False, busy=(MARCH,), words="Away all March."))

    assert await planned.calendar(1) == [(MARCH.start, MARCH.end, False, "inquiry:1")]


async def test_no_without_an_alternate_leaves_the_seat_vacant(database: Database) -> None:
    planned = await plan(database, alternates=((), ()))

    applied = await planned.says(1, NO)

    assert isinstance(applied, SeatOpen)
    assert applied.following is None
    assert await planned.seat_words() == ["vacant", "asked"]
    assert await planned.standing() == ("formulated", "planned")


async def test_nobody_is_asked_twice_for_one_mission(database: Database) -> None:
    planned = await plan(database, alternates=((THREE,), (THREE,)))
    await planned.says(1, NO)

    applied = await planned.says(2, NO)

    assert isinstance(applied, SeatOpen)
    assert applied.following is None
    assert await planned.asked() == [ONE, TWO, THREE]


async def test_alternate_who_declines_is_followed_by_the_next(database: Database) -> None:
    planned = await plan(database, alternates=((THREE, FIVE), (FOUR,)))
    await planned.says(1, NO)
    await planned.next_question()

    await planned.says(3, NO)

    assert await planned.asked() == [ONE, TWO, THREE, FIVE]


async def test_days_that_only_the_declining_expert_could_not_make_are_open_again(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, only(march(12, 20)))

    await planned.says(1, NO)

    assert await planned.days() == MARCH
    third = await planned.question(3)
    assert (third.start, third.end) == (MARCH.start, MARCH.end)


async def test_second_yes_with_other_days_replaces_the_first(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, only(march(2, 10)))

    applied = await planned.says(1, only(march(16, 27)))

    assert isinstance(applied, SeatConfirmed)
    assert await planned.days() == march(16, 27)
    assert await planned.seat_words() == ["confirmed", "asked"]


async def test_yes_after_no_takes_the_seat_nobody_else_wanted(database: Database) -> None:
    planned = await plan(database, alternates=((), ()))
    await planned.says(1, NO)

    applied = await planned.says(1, YES)

    assert isinstance(applied, SeatConfirmed)
    assert await planned.seat_words() == ["confirmed", "asked"]
    assert [seat.expert_id for seat in await planned.seats()] == [1, 2]


async def test_yes_after_no_is_too_late_when_an_alternate_has_been_asked(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, NO)

    applied = await planned.says(1, YES)

    assert isinstance(applied, TooLate)
    assert applied.inquiry.status is InquiryStatus.DECLINED
    assert await planned.calendar(1) == []
    assert [seat.expert_id for seat in await planned.seats()] == [3, 2]


async def test_yes_after_no_is_too_late_when_the_alternate_has_accepted(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, NO)
    await planned.next_question()
    await planned.says(3, YES)

    assert isinstance(await planned.says(1, YES), TooLate)
    assert await planned.seat_words() == ["confirmed", "asked"]


async def test_yes_after_no_is_too_late_when_the_team_has_become_another(database: Database) -> None:
    countries = ("FR", "SE", "ES", "FR")
    planned = await plan(database, alternates=((), (FOUR,)), hard=(TWO_STATES,), countries=countries)
    await planned.says(1, NO)
    await planned.says(2, NO)

    applied = await planned.says(1, YES)

    assert await planned.asked() == [ONE, TWO, FOUR]
    assert isinstance(applied, TooLate)


async def test_second_no_changes_nothing(database: Database) -> None:
    planned = await plan(database, alternates=((), ()))
    await planned.says(1, NO)

    applied = await planned.says(1, NO)

    assert isinstance(applied, SeatOpen)
    assert applied.following is None
    assert await planned.seat_words() == ["vacant", "asked"]


@pytest.mark.parametrize("said", [YES, NO, only(march(12, 20))])
async def test_answer_to_a_withdrawn_question_changes_nothing(database: Database, said: Availability) -> None:
    planned = await plan(database)
    async with database.transaction() as session:
        inquiry = await session.get_one(Inquiry, 1)
        await move_inquiry(session, inquiry, InquiryStatus.WITHDRAWN, now=MOMENT, actor="officer:1")

    applied = await planned.says(1, said)

    assert isinstance(applied, TooLate)
    assert (await planned.question(1)).status is InquiryStatus.WITHDRAWN
    assert await planned.seat_words() == ["asked", "asked"]
    assert await planned.calendar(1) == []


async def test_answer_for_a_cancelled_mission_changes_nothing(database: Database) -> None:
    planned = await plan(database)
    async with database.transaction() as session:
        mission = await session.get_one(Mission, planned.mission)
        await move_mission(session, mission, MissionStatus.CANCELLED, now=MOMENT, actor="officer:1")

    assert isinstance(await planned.says(1, YES), TooLate)
    assert await planned.seat_words() == ["asked", "asked"]


async def test_unknown_question_is_an_error_and_not_a_decision(database: Database) -> None:
    planned = await plan(database)

    with pytest.raises(NoResultFound):
        async with database.transaction() as session:
            await apply_availability(session, 99, YES, terms=TERMS, now=MOMENT)

    assert await planned.seat_words() == ["asked", "asked"]
