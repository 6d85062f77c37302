from datetime import datetime

import pytest

from storage.journal import record
from storage.requests import Request
from storage.states import RequestStatus
from storage.transaction import Transaction
from storage.turns import Turn, is_past, open_question, requests_with_question, whose_turn
from tests.factories import add_request


def _turns(*, asked: bool) -> dict[Turn, set[str]]:
    found: dict[Turn, set[str]] = {turn: set() for turn in Turn}
    for status in RequestStatus:
        found[whose_turn(status, asked=asked)].add(status.value)
    return found


def test_every_status_is_somebody_s_turn_or_nobody_s() -> None:
    assert _turns(asked=False) == {
        Turn.OFFICER: {"received", "checking", "eligible"},
        Turn.PARTNER: {"draft"},
        Turn.EXPERTS: {"formulated"},
        Turn.NOBODY: {"approved", "completed", "on_hold", "rejected", "closed", "merged", "replaced"},
    }


def test_open_question_makes_it_the_partner_s_turn_while_officers_would_act() -> None:
    assert _turns(asked=True) == {
        Turn.OFFICER: set(),
        Turn.PARTNER: {"draft", "received", "checking", "eligible"},
        Turn.EXPERTS: {"formulated"},
        Turn.NOBODY: {"approved", "completed", "on_hold", "rejected", "closed", "merged", "replaced"},
    }


def test_what_only_stands_in_an_old_register_is_nobody_s_turn() -> None:
    assert {
        whose_turn(status, asked=asked, past=True) for status in RequestStatus for asked in (True, False)
    } == {Turn.NOBODY}


@pytest.mark.parametrize(
    ("channel", "actors", "past"),
    [
        ("import", (), True),
        ("import", ("operator", "operator"), True),
        ("import", ("operator", "officer:1"), False),
        ("import", ("contact:1",), False),
        ("mail", (), False),
    ],
)
async def test_imported_request_is_past_until_somebody_touches_it_here(
    transaction: Transaction, now: datetime, channel: str, actors: tuple[str, ...], *, past: bool
) -> None:
    async with transaction() as session:
        request = await add_request(session, channel=channel)
        for actor in actors:
            record(session, at=now, actor=actor, event="request.imported", subject="", request_id=request.id)
        await session.flush()

        assert await is_past(session, request) is past


@pytest.mark.parametrize(
    ("events", "question"),
    [
        ((), ""),
        (("question",), "Which dates?"),
        (("question", "reply"), ""),
        (("question", "reply", "question"), "Which dates?"),
        (("question", "eligible"), "Which dates?"),
    ],
)
async def test_question_is_open_until_the_partner_replies(
    transaction: Transaction, now: datetime, events: tuple[str, ...], question: str
) -> None:
    async with transaction() as session:
        request, other = await add_request(session), await add_request(session)
        for event in events:
            facts: dict[str, object] = {"question": "Which dates?"} if event == "question" else {}
            record(
                session,
                at=now,
                actor="officer:1",
                event=f"request.{event}",
                subject=f"request:{request.id}",
                request_id=request.id,
                facts=facts,
            )
        await session.flush()

        assert await open_question(session, _id(request)) == question
        assert await open_question(session, _id(other)) == ""
        assert await requests_with_question(session) == (frozenset({_id(request)} if question else ()))


def _id(request: Request) -> int:
    assert request.id is not None
    return request.id
