import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database
from storage.journal import JournalEntry
from storage.life import (
    STEPS_BACK,
    Moved,
    NotAllowed,
    lock_request,
    move_inquiry,
    move_mission,
    move_proposal,
    move_request,
    move_seat,
)
from storage.requests import Request
from storage.states import (
    INQUIRY_STEPS,
    MISSION_STEPS,
    PROPOSAL_STEPS,
    REQUEST_STEPS,
    SEAT_STEPS,
    InquiryStatus,
    MissionStatus,
    ProposalStatus,
    RequestStatus,
    SeatStatus,
)
from tests.factories import add_expert, add_inquiry, add_mission, add_proposal, add_request, add_seat
from tests.storage.locks import until_somebody_waits_for_a_lock

SECOND = timedelta(seconds=1)

# The database is emptied of nothing between the examples: each makes a row of its own.
EXAMPLES = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


async def a_request(database: Database, status: RequestStatus = RequestStatus.FORMULATED) -> int:
    async with database.transaction() as session:
        return (await add_request(session, status=status)).id or 0


async def decide(
    database: Database, request_id: int, to: RequestStatus, now: datetime, actor: str = "officer:1"
) -> Moved | NotAllowed:
    async with database.transaction() as session:
        request = await session.get_one(Request, request_id)
        return await move_request(session, request, to, now=now, actor=actor)


async def journal(session: AsyncSession, subject: str) -> list[JournalEntry]:
    query = select(JournalEntry).where(JournalEntry.subject == subject).order_by(col(JournalEntry.id))
    return list((await session.exec(query)).all())


async def everything(session: AsyncSession) -> dict[str, Any]:
    """One row of each kind that has a life of its own."""
    request = await add_request(session)
    mission = await add_mission(session, request)
    seat = await add_seat(session, mission)
    count = len((await session.exec(select(Request.id))).all())
    inquiry = await add_inquiry(session, seat, await add_expert(session, count))
    proposal = await add_proposal(session, request)
    return {
        "request": request,
        "mission": mission,
        "seat": seat,
        "inquiry": inquiry,
        "proposal": proposal,
    }


MOVES: dict[str, tuple[Any, Mapping[Any, frozenset[Any]]]] = {
    "request": (move_request, REQUEST_STEPS),
    "mission": (move_mission, MISSION_STEPS),
    "seat": (move_seat, SEAT_STEPS),
    "inquiry": (move_inquiry, INQUIRY_STEPS),
    "proposal": (move_proposal, PROPOSAL_STEPS),
}


async def test_a_received_draft_gets_its_code_and_its_date(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        draft = await add_request(session, created_at=now - SECOND)
        moved = await move_request(session, draft, RequestStatus.RECEIVED, now=now, actor="contact:3")

    async with database.snapshot() as session:
        request = (await session.exec(select(Request))).one()
    assert moved == Moved(RequestStatus.DRAFT, RequestStatus.RECEIVED)
    assert (request.code, request.received_at, request.status_since) == ("2026-01", now, now)


async def test_a_closed_draft_gets_no_code(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        draft = await add_request(session)
        await move_request(session, draft, RequestStatus.CLOSED, now=now, actor="contact:3")

    assert draft.code is None


async def test_a_code_brought_along_is_kept(database: Database, now: datetime) -> None:
    long_ago = datetime(2014, 1, 16, tzinfo=UTC)
    async with database.transaction() as session:
        old = await add_request(session, code="2014-01", received_at=long_ago)
        await move_request(session, old, RequestStatus.RECEIVED, now=now, actor="operator")

    assert (old.code, old.received_at) == ("2014-01", long_ago)


async def test_a_move_tells_the_journal_who_when_and_why(database: Database, now: datetime) -> None:
    request_id = await a_request(database, RequestStatus.CHECKING)

    async with database.transaction() as session:
        request = await session.get_one(Request, request_id)
        await move_request(
            session, request, RequestStatus.REJECTED, now=now, actor="officer:2", reason="outside the mandate"
        )
        [entry] = await journal(session, f"request:{request_id}")

    assert request.status_reason == "outside the mandate"
    assert entry.model_dump(exclude={"id"}) == {
        "at": now,
        "actor": "officer:2",
        "event": "request.rejected",
        "subject": f"request:{request_id}",
        "request_id": request_id,
        "facts": {"from": "checking", "to": "rejected", "reason": "outside the mandate"},
    }


async def test_a_refused_step_changes_nothing_and_is_not_in_the_journal(
    database: Database, now: datetime
) -> None:
    request_id = await a_request(database, RequestStatus.REJECTED)

    outcome = await decide(database, request_id, RequestStatus.APPROVED, now)

    async with database.snapshot() as session:
        request = await session.get_one(Request, request_id)
        assert request.status is RequestStatus.REJECTED
        assert await journal(session, f"request:{request_id}") == []
    assert outcome == NotAllowed(RequestStatus.REJECTED, RequestStatus.APPROVED)


async def test_words_changed_before_a_move_are_kept(database: Database, now: datetime) -> None:
    request_id = await a_request(database, RequestStatus.DRAFT)

    async with database.transaction() as session:
        request = await session.get_one(Request, request_id)
        request.title = "A better title"
        await move_request(session, request, RequestStatus.RECEIVED, now=now, actor="contact:3")

    async with database.snapshot() as session:
        assert (await session.exec(select(Request.title))).one() == "A better title"


async def test_a_row_not_yet_stored_can_be_moved(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        request = Request(created_at=now, status_since=now)
        session.add(request)
        await move_request(session, request, RequestStatus.RECEIVED, now=now, actor="contact:3")

    assert (request.code, request.status) == ("2026-01", RequestStatus.RECEIVED)


async def test_of_two_officers_who_decide_at_once_one_is_told_what_the_other_decided(
    database: Database, now: datetime
) -> None:
    request_id = await a_request(database)

    outcomes = await asyncio.gather(
        decide(database, request_id, RequestStatus.APPROVED, now, "officer:1"),
        decide(database, request_id, RequestStatus.REJECTED, now, "officer:2"),
    )

    async with database.snapshot() as session:
        request = await session.get_one(Request, request_id)
        entries = await journal(session, f"request:{request_id}")
    [won] = [outcome for outcome in outcomes if isinstance(outcome, Moved)]
    [lost] = [outcome for outcome in outcomes if isinstance(outcome, NotAllowed)]
    assert (won.after, lost.current, request.status) == (request.status, request.status, request.status)
    assert [entry.event for entry in entries] == [f"request.{request.status.value}"]


@pytest.mark.postgresql
async def test_who_read_before_the_other_decided_is_still_refused(
    postgresql_database: Database, now: datetime
) -> None:
    database = postgresql_database
    request_id = await a_request(database)

    async with database.transaction() as slow:
        seen = await slow.get_one(Request, request_id)
        assert seen.status is RequestStatus.FORMULATED
        await decide(database, request_id, RequestStatus.APPROVED, now)
        outcome = await move_request(slow, seen, RequestStatus.REJECTED, now=now, actor="officer:2")

    assert outcome == NotAllowed(RequestStatus.APPROVED, RequestStatus.REJECTED)


@pytest.mark.postgresql
async def test_who_comes_second_waits_for_the_first_to_end(
    postgresql_database: Database, now: datetime
) -> None:
    database = postgresql_database
    request_id = await a_request(database)

    async with database.transaction() as first:
        request = await lock_request(first, request_id)
        assert request is not None
        second = asyncio.create_task(decide(database, request_id, RequestStatus.REJECTED, now))
        await until_somebody_waits_for_a_lock(database)
        await move_request(first, request, RequestStatus.APPROVED, now=now, actor="officer:1")

    assert await second == NotAllowed(RequestStatus.APPROVED, RequestStatus.REJECTED)


async def test_locking_a_request_that_is_not_there_finds_nothing(database: Database) -> None:
    async with database.transaction() as session:
        assert await lock_request(session, 99) is None


async def test_locking_reads_a_request_again(database: Database, now: datetime) -> None:
    request_id = await a_request(database)

    async with database.transaction() as session:
        request = await session.get_one(Request, request_id)
        connection = await session.connection()
        await connection.exec_driver_sql("UPDATE requests SET status = 'approved'")
        locked = await lock_request(session, request_id)

    assert locked is request
    assert request.status is RequestStatus.APPROVED


@pytest.mark.parametrize("status", [ProposalStatus.APPROVED, ProposalStatus.REJECTED])
async def test_a_decided_proposal_knows_when(
    sqlite_database: Database, now: datetime, status: ProposalStatus
) -> None:
    async with sqlite_database.transaction() as session:
        proposal = await add_proposal(session, await add_request(session))
        await move_proposal(session, proposal, status, now=now, actor="officer:1", reason="best mix")

    assert (proposal.status, proposal.decided_at, proposal.reason) == (status, now, "best mix")


async def test_a_superseded_proposal_was_not_decided(sqlite_database: Database, now: datetime) -> None:
    async with sqlite_database.transaction() as session:
        proposal = await add_proposal(session, await add_request(session))
        await move_proposal(session, proposal, ProposalStatus.SUPERSEDED, now=now, actor="muster")

    assert proposal.decided_at is None


async def test_a_confirmed_mission_knows_when(sqlite_database: Database, now: datetime) -> None:
    async with sqlite_database.transaction() as session:
        mission = await add_mission(session, await add_request(session))
        await move_mission(session, mission, MissionStatus.CONFIRMED, now=now, actor="muster")
        await move_mission(session, mission, MissionStatus.COMPLETED, now=now + SECOND, actor="muster")

    assert mission.confirmed_at == now


@pytest.mark.parametrize(
    ("kind", "to"),
    [
        ("mission", MissionStatus.CANCELLED),
        ("seat", SeatStatus.ASKED),
        ("inquiry", InquiryStatus.ACCEPTED),
        ("proposal", ProposalStatus.APPROVED),
    ],
)
async def test_every_move_is_found_under_its_request(
    database: Database, now: datetime, kind: str, to: StrEnum
) -> None:
    async with database.transaction() as session:
        rows = await everything(session)
        move, _ = MOVES[kind]
        await move(session, rows[kind], to, now=now, actor="expert:5")
        [entry] = await journal(session, f"{kind}:{rows[kind].id}")

    assert (entry.event, entry.request_id) == (f"{kind}.{to.value}", rows["request"].id)


@EXAMPLES
@given(wanted=st.lists(st.sampled_from(RequestStatus), max_size=12))
async def test_no_sequence_of_moves_leaves_the_allowed_steps(
    database: Database, wanted: list[RequestStatus]
) -> None:
    await walk(database, "request", wanted)


@EXAMPLES
@given(data=st.data(), kind=st.sampled_from(sorted(MOVES)))
async def test_the_other_lives_keep_to_their_steps_as_well(
    sqlite_database: Database, data: st.DataObject, kind: str
) -> None:
    wanted = data.draw(st.lists(st.sampled_from(sorted(MOVES[kind][1])), max_size=8))

    await walk(sqlite_database, kind, wanted)


async def walk(database: Database, kind: str, wanted: list[Any]) -> None:
    """Try the steps one by one; each outcome, the row and the journal must agree with the table of steps."""
    move, steps = MOVES[kind]
    now = datetime(2026, 1, 12, tzinfo=UTC)
    async with database.transaction() as session:
        row = (await everything(session))[kind]
        stood, accepted = row.status, []
        for to in wanted:
            outcome = await move(session, row, to, now=now, actor="officer:1")
            allowed = to in steps[stood]
            assert outcome == (Moved(stood, to) if allowed else NotAllowed(stood, to))
            accepted += [STEPS_BACK.get((stood, to), f"{kind}.{to.value}")] if allowed else []
            stood = to if allowed else stood
            assert row.status is stood
        entries = await journal(session, f"{kind}:{row.id}")
    assert [entry.event for entry in entries] == accepted


@pytest.mark.parametrize(
    ("statuses", "steps"),
    [
        (RequestStatus, REQUEST_STEPS),
        (InquiryStatus, INQUIRY_STEPS),
        (ProposalStatus, PROPOSAL_STEPS),
        (SeatStatus, SEAT_STEPS),
        (MissionStatus, MISSION_STEPS),
    ],
)
def test_every_status_has_its_steps(
    statuses: type[StrEnum], steps: Mapping[StrEnum, frozenset[StrEnum]]
) -> None:
    assert set(steps) == set(statuses)
    assert set().union(*steps.values()) <= set(statuses)


async def test_a_confirmed_mission_that_is_open_again_is_told_as_such(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        mission = await add_mission(session, await add_request(session))
        for status in (MissionStatus.CONFIRMED, MissionStatus.PLANNED):
            await move_mission(session, mission, status, now=now, actor="muster")

        told = [entry.event for entry in await journal(session, f"mission:{mission.id}")]

    assert told == ["mission.confirmed", "mission.reopened"]
