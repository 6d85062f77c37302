import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest
from sqlmodel import select

from config.periods import Period
from matching.decisions import (
    DatesOver,
    Decision,
    NoSuchTeam,
    TeamApproved,
    TeamsAlreadyDecided,
    TeamsRejected,
    approve_team,
    reject_teams,
)
from matching.need import Team
from matching.proposals import store_proposal
from matching.terms import Terms
from storage.database import Database
from storage.life import move_request
from storage.missions import Inquiry, Mission, Proposal, Seat
from storage.queries import inquiries_of, seats_of
from storage.requests import Activity, Request
from storage.states import InquiryStatus, MissionStatus, ProposalStatus, RequestStatus, SeatStatus
from tests.factories import MOMENT, add_officer, added
from tests.matching.people import MARCH, march, rules
from tests.matching.planned import (
    FIVE,
    FOUR,
    ONE,
    SIX,
    TERMS,
    THREE,
    TWO,
    add_eligible,
    add_people,
    asked_for,
    search,
    team,
)
from tests.storage.locks import until_somebody_waits_for_a_lock

HOUR = timedelta(hours=1)
TODAY = MOMENT.date()
TEAM_A = team(ONE, TWO, alternates=((THREE, FOUR), (FIVE,)))
TEAM_B = team(ONE, SIX, alternates=((), ()), period=march(9, 20))


async def proposed(database: Database, *teams: Team, **request: object) -> int:
    """Id of a proposal of these teams for an eligible request; two officers, Olga (1) and Piet (2)."""
    async with database.transaction() as session:
        await add_people(session)
        await add_officer(session)
        await add_officer(session, name="Piet Vos", email="piet@facility.example")
        eligible = await add_eligible(session, **request)
        shown = search(*(teams or (TEAM_A, TEAM_B)))
        return (await store_proposal(session, eligible, asked_for(), rules(), shown, now=MOMENT)).id or 0


async def approve(
    database: Database,
    proposal_id: int,
    rank: int = 1,
    officer_id: int = 1,
    terms: Terms = TERMS,
    today: date = TODAY,
) -> Decision:
    async with database.transaction() as session:
        return await approve_team(
            session, proposal_id, rank, officer_id=officer_id, terms=terms, today=today, now=MOMENT + HOUR
        )


async def reject(database: Database, proposal_id: int, officer_id: int = 1) -> Decision:
    async with database.transaction() as session:
        return await reject_teams(
            session, proposal_id, reason="All too senior", officer_id=officer_id, now=MOMENT + HOUR
        )


async def the_proposal(database: Database, proposal_id: int = 1) -> Proposal:
    async with database.transaction() as session:
        return await session.get_one(Proposal, proposal_id)


async def nothing_planned(database: Database) -> bool:
    async with database.transaction() as session:
        return not (await session.exec(select(Mission))).all()


async def test_approved_team_becomes_a_mission_of_its_days(database: Database) -> None:
    decided = await approve(database, await proposed(database))

    assert isinstance(decided, TeamApproved)
    assert decided.request.status is RequestStatus.FORMULATED
    assert decided.mission.model_dump(exclude={"id", "mode", "actual_cents", "days_asked_on"}) == {
        "request_id": 1,
        "number": 1,
        "activity_id": 1,
        "proposal_id": 1,
        "status": MissionStatus.PLANNED,
        "start": MARCH.start,
        "end": MARCH.end,
        "on_site_days": 5,
        "preparation_quarter_days": 8,
        "on_site_quarter_days": 20,
        "reporting_quarter_days": 8,
        "estimated_cents": 2 * 9 * 250 * 100,
        "created_at": MOMENT + HOUR,
        "confirmed_at": None,
    }


async def test_members_get_the_seats_they_were_proposed_for_and_are_asked(database: Database) -> None:
    await approve(database, await proposed(database))

    async with database.transaction() as session:
        seats, inquiries = await seats_of(session, 1), await inquiries_of(session, 1)
    facts = {"position", "label", "areas", "expert_id", "status", "alternates"}
    assert [seat.model_dump(include=facts) for seat in seats] == [
        {
            "position": 1,
            "label": "Actuary",
            "areas": ["cash_transfers"],
            "expert_id": 1,
            "status": SeatStatus.ASKED,
            "alternates": [THREE, FOUR],
        },
        {
            "position": 2,
            "label": "",
            "areas": [],
            "expert_id": 2,
            "status": SeatStatus.ASKED,
            "alternates": [FIVE],
        },
    ]
    assert [(one.seat_id, one.expert_id, one.status) for one in inquiries] == [
        (1, 1, InquiryStatus.ASKED),
        (2, 2, InquiryStatus.ASKED),
    ]


async def test_decision_says_who_when_and_which_team(database: Database) -> None:
    await approve(database, await proposed(database), rank=2, officer_id=2)

    proposal = await the_proposal(database)
    assert (proposal.status, proposal.chosen, proposal.decided_by, proposal.decided_at) == (
        ProposalStatus.APPROVED,
        2,
        2,
        MOMENT + HOUR,
    )


async def test_second_team_is_asked_for_its_own_days(database: Database) -> None:
    decided = await approve(database, await proposed(database), rank=2)

    assert isinstance(decided, TeamApproved)
    asked = {(one.expert_id, Period(one.start, one.end)) for one in decided.inquiries}
    assert asked == {(1, march(9, 20)), (6, march(9, 20))}


async def test_facility_s_terms_become_the_mission_s(database: Database) -> None:
    terms = Terms(preparation_days=0.5, reporting_days=1.25, reply_within=timedelta(days=2))

    decided = await approve(database, await proposed(database), terms=terms)

    assert isinstance(decided, TeamApproved)
    mission, inquiry = decided.mission, decided.inquiries[0]
    assert (mission.preparation_quarter_days, mission.reporting_quarter_days) == (2, 5)
    assert inquiry.reply_by == MOMENT + HOUR + timedelta(days=2)


async def test_mission_belongs_to_the_first_activity_there_is(database: Database) -> None:
    proposal_id = await proposed(database)
    async with database.transaction() as session:
        await added(session, Activity(request_id=1, number="4a", title="Training"))
        await added(session, Activity(request_id=1, number="4b", title="Follow-up"))

    decided = await approve(database, proposal_id)

    assert isinstance(decided, TeamApproved)
    assert decided.mission.activity_id == 1
    async with database.transaction() as session:
        assert (await session.exec(select(Activity.number))).all() == ["4a", "4b"]


async def test_request_without_days_takes_all_working_days_of_the_team(database: Database) -> None:
    decided = await approve(database, await proposed(database, duration_days=None))

    assert isinstance(decided, TeamApproved)
    assert (decided.mission.on_site_days, decided.mission.on_site_quarter_days) == (20, 80)


@pytest.mark.parametrize("rank", [-1, 0, 3, 10**9])
async def test_rank_that_was_not_shown_decides_nothing(database: Database, rank: int) -> None:
    decided = await approve(database, await proposed(database), rank)

    assert decided == NoSuchTeam()
    assert (await the_proposal(database)).status is ProposalStatus.OPEN
    assert await nothing_planned(database)


async def test_unknown_proposal_decides_nothing(database: Database) -> None:
    await proposed(database)

    assert await approve(database, 99) == NoSuchTeam()
    assert await reject(database, 99) == NoSuchTeam()
    assert await nothing_planned(database)


async def test_second_approval_learns_who_decided_and_when(database: Database) -> None:
    proposal_id = await proposed(database)
    await approve(database, proposal_id, officer_id=2)

    decided = await approve(database, proposal_id, rank=2, officer_id=1)

    assert isinstance(decided, TeamsAlreadyDecided)
    assert (decided.by, decided.at, decided.proposal.chosen) == ("officer:2", MOMENT + HOUR, 1)
    async with database.transaction() as session:
        assert len((await session.exec(select(Inquiry))).all()) == 2


async def test_two_officers_at_once_approve_one_team(database: Database) -> None:
    proposal_id = await proposed(database)

    decisions = await asyncio.gather(
        approve(database, proposal_id, 1, officer_id=1), approve(database, proposal_id, 2, officer_id=2)
    )

    (won,) = [one for one in decisions if isinstance(one, TeamApproved)]
    (late,) = [one for one in decisions if isinstance(one, TeamsAlreadyDecided)]
    winner = won.mission.proposal_id and (await the_proposal(database)).decided_by
    assert (late.by, late.at) == (f"officer:{winner}", MOMENT + HOUR)
    async with database.transaction() as session:
        assert len((await session.exec(select(Mission))).all()) == 1
        assert len((await session.exec(select(Seat))).all()) == 2


@pytest.mark.postgresql
async def test_officer_who_waited_for_the_other_s_decision_is_told(postgresql_database: Database) -> None:
    proposal_id = await proposed(postgresql_database)

    async with postgresql_database.transaction() as session:
        await approve_team(session, proposal_id, 1, officer_id=2, terms=TERMS, today=TODAY, now=MOMENT)
        waiting = asyncio.create_task(reject(postgresql_database, proposal_id))
        await until_somebody_waits_for_a_lock(postgresql_database)

    late = await waiting
    assert isinstance(late, TeamsAlreadyDecided)
    assert (late.by, late.at) == ("officer:2", MOMENT)
    assert (await the_proposal(postgresql_database)).reason == ""


@pytest.mark.parametrize("today", [date(2026, 3, 17), date(2026, 3, 21), date(2027, 1, 1)])
async def test_team_whose_days_have_passed_is_not_asked(database: Database, today: date) -> None:
    proposal_id = await proposed(database)

    late = await approve(database, proposal_id, 2, today=today)

    assert isinstance(late, DatesOver)
    assert late.period == march(9, 20)
    assert (await the_proposal(database)).status is ProposalStatus.OPEN
    async with database.transaction() as session:
        assert (await session.exec(select(Mission))).all() == []
        assert (await session.get_one(Request, 1)).status is RequestStatus.ELIGIBLE


async def test_team_is_asked_only_for_the_days_still_to_come(database: Database) -> None:
    proposal_id = await proposed(database)

    done = await approve(database, proposal_id, today=date(2026, 3, 9))

    assert isinstance(done, TeamApproved)
    assert (done.mission.start, done.mission.end) == (date(2026, 3, 9), MARCH.end)


async def test_team_already_decided_says_so_even_when_its_days_have_passed(database: Database) -> None:
    proposal_id = await proposed(database)
    await approve(database, proposal_id)

    assert isinstance(await approve(database, proposal_id, today=date(2027, 1, 1)), TeamsAlreadyDecided)


async def test_rejected_teams_keep_the_reason_and_the_request_waits(database: Database) -> None:
    decided = await reject(database, await proposed(database), officer_id=2)

    proposal = await the_proposal(database)
    assert isinstance(decided, TeamsRejected)
    assert decided.request.status is RequestStatus.ELIGIBLE
    assert (proposal.status, proposal.reason, proposal.decided_by, proposal.decided_at) == (
        ProposalStatus.REJECTED,
        "All too senior",
        2,
        MOMENT + HOUR,
    )
    assert await nothing_planned(database)


async def test_rejected_teams_cannot_be_approved_any_more(database: Database) -> None:
    proposal_id = await proposed(database)
    await reject(database, proposal_id, officer_id=2)

    decided = await approve(database, proposal_id)

    assert isinstance(decided, TeamsAlreadyDecided)
    assert (decided.by, decided.proposal.status) == ("officer:2", ProposalStatus.REJECTED)
    assert decided.request.status is RequestStatus.ELIGIBLE


async def test_approved_teams_cannot_be_rejected_any_more(database: Database) -> None:
    proposal_id = await proposed(database)
    await approve(database, proposal_id)

    assert isinstance(await reject(database, proposal_id, officer_id=2), TeamsAlreadyDecided)
    assert (await the_proposal(database)).decided_by == 1


async def test_old_teams_cannot_be_approved_once_newer_ones_are_shown(database: Database) -> None:
    old = await proposed(database)
    async with database.transaction() as session:
        request = await session.get_one(Request, 1)
        await store_proposal(session, request, asked_for(), rules(), search(TEAM_B), now=MOMENT + HOUR)

    decided = await approve(database, old)

    assert isinstance(decided, TeamsAlreadyDecided)
    assert (decided.by, decided.at) == ("muster", MOMENT + HOUR)
    assert decided.proposal.status is ProposalStatus.SUPERSEDED
    assert await nothing_planned(database)


@pytest.mark.parametrize("status", [RequestStatus.REJECTED, RequestStatus.ON_HOLD, RequestStatus.CHECKING])
@pytest.mark.parametrize("decide", [approve, reject])
async def test_teams_of_a_request_that_moved_on_can_be_neither_approved_nor_rejected(
    database: Database, status: RequestStatus, decide: Callable[..., Awaitable[Decision]]
) -> None:
    proposal_id = await proposed(database)
    async with database.transaction() as session:
        request = await session.get_one(Request, 1)
        await move_request(session, request, status, now=MOMENT + HOUR, actor="officer:2")

    decided = await decide(database, proposal_id)

    assert isinstance(decided, TeamsAlreadyDecided)
    assert (decided.by, decided.at) == ("officer:2", MOMENT + HOUR)
    assert (await the_proposal(database)).status is ProposalStatus.OPEN
    assert await nothing_planned(database)


async def test_proposal_without_teams_can_only_be_rejected(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session)
        request = await add_eligible(session)
        proposal = await store_proposal(session, request, asked_for(), rules(), search(), now=MOMENT)

    assert await approve(database, proposal.id or 0) == NoSuchTeam()
    assert isinstance(await reject(database, proposal.id or 0), TeamsRejected)
