import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from intake.triage import (
    AlreadyDecided,
    Decided,
    NoSuchRequest,
    Triage,
    mark_eligible,
    put_question,
    reject_request,
)
from storage.database import Database
from storage.institutions import find_or_add_institution
from storage.journal import JournalEntry
from storage.life import move_request
from storage.people import Contact
from storage.requests import Request
from storage.states import RequestStatus
from tests.factories import add_contact, add_request

HOUR = timedelta(hours=1)
Decide = Callable[[Database, int, datetime], Awaitable[Triage]]


async def eligible(database: Database, request_id: int, now: datetime) -> Triage:
    async with database.transaction() as session:
        return await mark_eligible(session, request_id, actor="officer:1", now=now)


async def reject(database: Database, request_id: int, now: datetime) -> Triage:
    async with database.transaction() as session:
        return await reject_request(session, request_id, reason="No mandate", actor="officer:2", now=now)


async def ask(database: Database, request_id: int, now: datetime) -> Triage:
    async with database.transaction() as session:
        return await put_question(session, request_id, question="Which dates?", actor="officer:3", now=now)


DECISIONS = pytest.mark.parametrize("decide", [eligible, reject, ask])


async def a_request(
    database: Database, status: RequestStatus = RequestStatus.RECEIVED, **values: object
) -> int:
    async with database.transaction() as session:
        return (await add_request(session, status=status, **values)).id or 0


async def a_contact(database: Database, **values: object) -> int:
    async with database.transaction() as session:
        return (await add_contact(session, **values)).id or 0


async def is_verified(database: Database, contact_id: int) -> bool:
    async with database.snapshot() as session:
        return (await session.get_one(Contact, contact_id)).verified


async def the_request(database: Database, request_id: int = 1) -> Request:
    async with database.transaction() as session:
        return await session.get_one(Request, request_id)


async def journal(database: Database) -> list[tuple[str, str, dict[str, object]]]:
    async with database.transaction() as session:
        entries = (await session.exec(select(JournalEntry).order_by(col(JournalEntry.id)))).all()
    return [(entry.event, entry.actor, entry.facts) for entry in entries]


@pytest.mark.parametrize("status", [RequestStatus.RECEIVED, RequestStatus.CHECKING, RequestStatus.ON_HOLD])
async def test_request_that_waits_can_be_found_eligible(
    database: Database, now: datetime, status: RequestStatus
) -> None:
    decided = await eligible(database, await a_request(database, status), now)

    assert isinstance(decided, Decided)
    request = await the_request(database)
    assert (request.status, request.status_since) == (RequestStatus.ELIGIBLE, now)
    assert await journal(database) == [
        ("request.eligible", "officer:1", {"from": status.value, "to": "eligible"})
    ]


@pytest.mark.parametrize(
    "status",
    [
        RequestStatus.RECEIVED,
        RequestStatus.CHECKING,
        RequestStatus.ELIGIBLE,
        RequestStatus.ON_HOLD,
    ],
)
async def test_request_nobody_is_asked_for_yet_can_be_rejected_with_a_reason(
    database: Database, now: datetime, status: RequestStatus
) -> None:
    decided = await reject(database, await a_request(database, status), now)

    assert isinstance(decided, Decided)
    assert (decided.request.status, decided.request.status_reason) == (RequestStatus.REJECTED, "No mandate")
    assert (await journal(database))[-1][2]["reason"] == "No mandate"


@pytest.mark.parametrize("decide", [eligible, reject])
@pytest.mark.parametrize(
    "status", [RequestStatus.FORMULATED, RequestStatus.APPROVED, RequestStatus.COMPLETED]
)
async def test_request_people_are_asked_for_is_decided(
    database: Database, now: datetime, decide: Decide, status: RequestStatus
) -> None:
    decided = await decide(database, await a_request(database, status), now)

    assert isinstance(decided, AlreadyDecided)
    assert (await the_request(database)).status is status


async def test_question_about_a_new_request_starts_the_check(database: Database, now: datetime) -> None:
    decided = await ask(database, await a_request(database), now)

    assert isinstance(decided, Decided)
    assert decided.request.status is RequestStatus.CHECKING
    assert [(event, actor) for event, actor, _ in await journal(database)] == [
        ("request.checking", "officer:3"),
        ("request.question", "officer:3"),
    ]
    assert (await journal(database))[-1][2] == {"question": "Which dates?"}


@pytest.mark.parametrize("status", [s for s in RequestStatus if s not in {"draft", "received"}])
async def test_question_later_on_leaves_the_request_where_it_stands(
    database: Database, now: datetime, status: RequestStatus
) -> None:
    decided = await ask(database, await a_request(database, status), now)

    assert isinstance(decided, Decided)
    assert decided.request.status is status
    assert [event for event, _, _ in await journal(database)] == ["request.question"]


@DECISIONS
async def test_unknown_request_cannot_be_decided(database: Database, now: datetime, decide: Decide) -> None:
    assert await decide(database, 99, now) == NoSuchRequest()
    assert await journal(database) == []


@DECISIONS
async def test_draft_is_nobody_s_business_but_the_partner_s(
    database: Database, now: datetime, decide: Decide
) -> None:
    decided = await decide(database, await a_request(database, RequestStatus.DRAFT), now)

    assert decided == NoSuchRequest()
    assert (await the_request(database)).status is RequestStatus.DRAFT


async def test_second_officer_learns_who_decided_and_when(database: Database, now: datetime) -> None:
    request_id = await a_request(database)
    await reject(database, request_id, now)

    late = await eligible(database, request_id, now + HOUR)

    assert isinstance(late, AlreadyDecided)
    assert (late.by, late.at, late.request.status) == ("officer:2", now, RequestStatus.REJECTED)
    assert len(await journal(database)) == 1


async def test_same_decision_twice_is_late_too(database: Database, now: datetime) -> None:
    request_id = await a_request(database)
    await eligible(database, request_id, now)

    late = await eligible(database, request_id, now + HOUR)

    assert isinstance(late, AlreadyDecided)
    assert (late.by, late.at) == ("officer:1", now)


async def test_step_nobody_took_is_told_with_its_time(database: Database, now: datetime) -> None:
    """An imported request, for one, was never moved by an officer of Muster."""
    async with database.transaction() as session:
        await add_request(session, status=RequestStatus.COMPLETED, status_since=now - HOUR)

    late = await eligible(database, 1, now)

    assert isinstance(late, AlreadyDecided)
    assert (late.by, late.at) == ("", now - HOUR)


async def test_two_officers_finding_it_eligible_at_once_move_it_once(
    database: Database, now: datetime
) -> None:
    request_id = await a_request(database)

    outcomes = await asyncio.gather(*(eligible(database, request_id, now) for _ in range(4)))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyDecided"] * 3 + ["Decided"]
    assert len(await journal(database)) == 1


async def test_who_mailed_an_eligible_request_is_vouched_for_once(database: Database, now: datetime) -> None:
    salma = await a_contact(database, email="salma@ministry.example")
    for _ in range(2):
        await eligible(database, await a_request(database, contact_id=salma), now)

    assert await is_verified(database, salma)
    assert [entry for entry in await journal(database) if entry[0] == "contact.verified"] == [
        ("contact.verified", "officer:1", {})
    ]


@pytest.mark.parametrize("decide", [reject, ask])
async def test_nobody_is_vouched_for_by_any_other_decision(
    database: Database, now: datetime, decide: Decide
) -> None:
    salma = await a_contact(database, email="salma@ministry.example")

    await decide(database, await a_request(database, contact_id=salma), now)

    assert not await is_verified(database, salma)


async def test_nobody_is_vouched_for_who_asked_for_an_institution_not_theirs(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        labour = await find_or_add_institution(session, "Ministry of Labour", "TG")
        welfare = await find_or_add_institution(session, "Ministry of Social Welfare", "TZ")
    salma = await a_contact(database, email="salma@ministry.example", institution_id=labour.id)

    await eligible(database, await a_request(database, contact_id=salma, institution_id=welfare.id), now)

    assert not await is_verified(database, salma)


async def test_late_eligible_vouches_for_nobody(database: Database, now: datetime) -> None:
    salma = await a_contact(database, email="salma@ministry.example")
    request_id = await a_request(database, contact_id=salma)
    await reject(database, request_id, now)

    await eligible(database, request_id, now)

    assert not await is_verified(database, salma)


@pytest.mark.parametrize(
    ("channel", "chat"), [("telegram", "telegram:1"), ("terminal", "terminal:eve"), ("mail", "telegram:1")]
)
async def test_address_that_was_typed_in_a_chat_stays_a_claim(
    database: Database, now: datetime, channel: str, chat: str
) -> None:
    eve = await a_contact(database, email="salma@ministry.example", chat=chat)

    await eligible(database, await a_request(database, contact_id=eve, channel=channel), now)

    assert not await is_verified(database, eve)


async def test_reopened_request_can_be_decided_again(database: Database, now: datetime) -> None:
    request_id = await a_request(database)
    await reject(database, request_id, now)
    async with database.transaction() as session:
        request = await session.get_one(Request, request_id)
        await move_request(session, request, RequestStatus.CHECKING, now=now, actor="officer:1")

    decided = await eligible(database, request_id, now + HOUR)

    assert isinstance(decided, Decided)
    assert (await the_request(database)).status_reason == ""
