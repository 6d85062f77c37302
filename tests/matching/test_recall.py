import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col, select

from config.periods import Period
from matching.confirmation import confirm_if_full
from matching.inquiries import SeatConfirmed, SeatOpen, TooLate, mark_doubtful
from matching.mission_days import answer_json
from matching.offers import Availability
from matching.recall import (
    AlreadyEnded,
    MissionEnded,
    NothingInDoubt,
    NothingToEnd,
    TooFewDays,
    cancel_mission,
    recall_mission,
    settle_doubt,
)
from storage.database import Database
from storage.journal import last_told
from storage.life import move_mission
from storage.missions import Inquiry, Mission, Proposal
from storage.people import AvailabilityPeriod
from storage.states import InquiryStatus, MissionStatus, ProposalStatus
from tests.factories import MOMENT, add_officer, add_request
from tests.matching.people import march
from tests.matching.planned import NO, TERMS, YES, Plan, only, plan, without_days

LATER = MOMENT + timedelta(hours=2)


async def cancel(planned: Plan, officer_id: int = 1) -> MissionEnded | AlreadyEnded | NothingToEnd:
    async with planned.database.transaction() as session:
        return await cancel_mission(
            session, planned.request, reason="A new minister.", officer_id=officer_id, now=LATER
        )


async def blocked(database: Database) -> list[str]:
    async with database.transaction() as session:
        query = select(AvailabilityPeriod.source).where(col(AvailabilityPeriod.source).startswith("mission:"))
        return list((await session.exec(query)).all())


async def test_whoever_was_asked_or_said_yes_is_released(database: Database) -> None:
    planned = await plan(database)
    await planned.says(2, YES)

    ended = await cancel(planned)

    assert isinstance(ended, MissionEnded)
    assert [(one.inquiry.expert_id, one.had_accepted) for one in ended.called_off] == [(1, False), (2, True)]
    assert not ended.was_confirmed
    assert [one.status for one in await planned.questions()] == [InquiryStatus.WITHDRAWN] * 2
    assert await planned.standing() == ("eligible", "cancelled")


async def test_whoever_declined_is_left_in_peace(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, NO)

    ended = await cancel(planned)

    assert isinstance(ended, MissionEnded)
    assert [one.inquiry.expert_id for one in ended.called_off] == [2, 3]


async def test_confirmed_mission_gives_the_days_back(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, YES)
    await planned.says(2, YES)
    assert await planned.standing() == ("approved", "confirmed")
    assert len(await blocked(database)) == 2

    ended = await cancel(planned)

    assert isinstance(ended, MissionEnded)
    assert ended.was_confirmed
    assert await blocked(database) == []
    assert await planned.standing() == ("eligible", "cancelled")


async def test_journal_tells_who_and_why(database: Database) -> None:
    planned = await plan(database)

    await cancel(planned)

    told = await planned.journal("mission.cancelled", "request.eligible", "inquiry.withdrawn")
    assert told == [
        ("mission.cancelled", "officer:1", "mission:1"),
        ("inquiry.withdrawn", "officer:1", "inquiry:1"),
        ("inquiry.withdrawn", "officer:1", "inquiry:2"),
        ("request.eligible", "officer:1", "request:1"),
    ]


async def test_teams_it_came_from_are_no_longer_approved(database: Database) -> None:
    planned = await plan(database)

    await cancel(planned)

    async with database.transaction() as session:
        assert (await session.get_one(Proposal, 1)).status is ProposalStatus.SUPERSEDED


async def test_of_two_who_cancel_the_second_learns_who_did(database: Database) -> None:
    planned = await plan(database)
    async with database.transaction() as session:
        await add_officer(session, name="Piet Vos", email="piet@facility.example")

    outcomes = await asyncio.gather(cancel(planned, 1), cancel(planned, 2))

    (late,) = (one for one in outcomes if isinstance(one, AlreadyEnded))
    (first,) = await planned.journal("mission.cancelled")
    assert late == AlreadyEnded(first[1], LATER)


async def test_answer_after_the_end_decides_nothing(database: Database) -> None:
    planned = await plan(database)
    await cancel(planned)

    assert isinstance(await planned.says(1, YES), TooLate)
    assert await planned.standing() == ("eligible", "cancelled")


async def test_request_without_a_mission_has_nothing_to_call_off(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session)

        assert (
            await cancel_mission(session, request.id or 0, reason="x", officer_id=1, now=LATER)
            == NothingToEnd()
        )
        assert await cancel_mission(session, 99, reason="x", officer_id=1, now=LATER) == NothingToEnd()


async def test_mission_that_took_place_is_not_called_off(database: Database) -> None:
    planned = await plan(database)
    for number in (1, 2):
        await planned.says(number, YES)
    async with database.transaction() as session:
        mission = await session.get_one(Mission, planned.mission)
        await move_mission(session, mission, MissionStatus.COMPLETED, now=LATER, actor="officer:1")

    assert await cancel(planned) == NothingToEnd()


async def test_mission_with_a_vacant_seat_is_recalled_without_a_reason(database: Database) -> None:
    planned = await plan(database, alternates=((), ()))
    await planned.says(1, NO)
    await planned.says(2, YES)

    async with database.transaction() as session:
        ended = await recall_mission(session, planned.request, officer_id=1, now=LATER)

    assert isinstance(ended, MissionEnded)
    assert [one.had_accepted for one in ended.called_off] == [True]


@pytest.mark.parametrize("takes_part", [True, False])
async def test_second_officer_learns_who_settled_the_answer(database: Database, *, takes_part: bool) -> None:
    await plan(database)
    async with database.transaction() as session:
        (await session.get_one(Inquiry, 1)).status = InquiryStatus.DOUBTFUL
    async with database.transaction() as session:
        await settle_doubt(session, 1, takes_part=takes_part, officer_id=1, terms=TERMS, now=LATER)

    async with database.transaction() as session:
        second = await settle_doubt(
            session, 1, takes_part=not takes_part, officer_id=2, terms=TERMS, now=LATER + timedelta(hours=1)
        )

    assert isinstance(second, NothingInDoubt)
    assert (second.by, second.at) == ("officer:1", LATER)


async def settled(database: Database, said: Availability, *, takes_part: bool = True) -> object:
    """What settling leads to once the first expert has said this, with a condition."""
    async with database.transaction() as session:
        await mark_doubtful(session, 1, said, terms=TERMS, now=MOMENT)
    async with database.transaction() as session:
        return await settle_doubt(session, 1, takes_part=takes_part, officer_id=1, terms=TERMS, now=LATER)


@pytest.mark.parametrize("said", [only(march(9, 20)), without_days(march(2, 8), march(21, 27))])
async def test_doubtful_yes_is_taken_on_the_days_it_named(database: Database, said: Availability) -> None:
    planned = await plan(database)

    done = await settled(database, said)

    assert isinstance(done, SeatConfirmed)
    assert Period(done.mission.start, done.mission.end) == march(9, 20)
    assert (await planned.questions())[0].answer == answer_json(said.free, said.busy)


async def test_doubtful_yes_without_days_keeps_those_named_before(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, only(march(9, 20)))

    done = await settled(database, Availability(willing=True, words="From a distance, then."))

    assert isinstance(done, SeatConfirmed)
    assert Period(done.mission.start, done.mission.end) == march(9, 20)


async def test_too_few_days_are_no_seat_and_leave_the_answer_in_doubt(database: Database) -> None:
    planned = await plan(database)

    done = await settled(database, only(march(9, 10)))

    assert isinstance(done, TooFewDays)
    assert (await planned.questions())[0].status is InquiryStatus.DOUBTFUL
    async with database.transaction() as session:
        assert await last_told(session, "inquiry:1", "inquiry.settled") == ("", None)


async def test_days_do_not_matter_to_an_officer_who_asks_the_next_one(database: Database) -> None:
    await plan(database)

    assert isinstance(await settled(database, only(march(9, 10)), takes_part=False), SeatOpen)


async def test_answer_that_never_was_in_doubt_was_settled_by_nobody(database: Database) -> None:
    await plan(database)

    async with database.transaction() as session:
        second = await settle_doubt(session, 1, takes_part=True, officer_id=2, terms=TERMS, now=LATER)

    assert isinstance(second, NothingInDoubt)
    assert (second.by, second.at) == ("", None)


async def test_mission_that_is_called_off_is_not_confirmed_any_more(database: Database) -> None:
    planned = await plan(database)
    await cancel(planned)

    async with database.transaction() as session:
        assert not await confirm_if_full(session, await session.get_one(Mission, planned.mission), now=LATER)
