"""The rows of the queue: whose turn, since when, late or not, in the order of waiting."""

from datetime import datetime, timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.queue import is_late, queue_rows
from matching.terms import Terms
from storage.database import Database
from storage.journal import record
from storage.states import RequestStatus
from storage.turns import Turn
from tests.factories import MOMENT, add_officer, add_request

DAY = timedelta(days=1)


async def waiting(session: AsyncSession, code: str, days: int, **values: object) -> int:
    request = await add_request(
        session, code=code, **{"status": RequestStatus.RECEIVED, "status_since": MOMENT - days * DAY} | values
    )
    return request.id or 0


def said(session: AsyncSession, request_id: int, event: str, at: datetime) -> None:
    record(
        session, at=at, actor="officer:1", event=event, subject=f"request:{request_id}",
        request_id=request_id, facts={"question": "How many?"},
    )  # fmt: skip


async def test_the_longest_wait_comes_first(database: Database) -> None:
    async with database.transaction() as session:
        await waiting(session, "2026-01", 1)
        await waiting(session, "2026-02", 5)
        await waiting(session, "2026-03", 9, status=RequestStatus.REJECTED)

        rows = await queue_rows(session, now=MOMENT, terms=Terms())

    assert [(row.code, row.turn, row.days, row.late) for row in rows] == [
        ("2026-02", "officer", 5, True),
        ("2026-01", "officer", 1, False),
    ]


async def test_a_turn_begins_with_the_last_word(database: Database) -> None:
    async with database.transaction() as session:
        asked, answered = await waiting(session, "2026-01", 30), await waiting(session, "2026-02", 30)
        said(session, asked, "request.question", MOMENT - 10 * DAY)
        said(session, answered, "request.question", MOMENT - 10 * DAY)
        said(session, answered, "request.reply", MOMENT - 2 * DAY)

        rows = await queue_rows(session, now=MOMENT, terms=Terms())

    assert [(row.code, row.turn, row.days, row.late) for row in rows] == [
        ("2026-01", "partner", 10, True),
        ("2026-02", "officer", 2, False),
    ]


async def test_who_looks_after_it_is_named(database: Database) -> None:
    async with database.transaction() as session:
        officer = await add_officer(session)
        await waiting(session, "2026-01", 1, assigned_to=officer.id)

        (row,) = await queue_rows(session, now=MOMENT, terms=Terms())

    assert (row.officer_id, row.officer) == (officer.id, "Olga Novak")


@pytest.mark.parametrize(
    ("turn", "days", "late"),
    [
        (Turn.OFFICER, 3, False),
        (Turn.OFFICER, 4, True),
        (Turn.PARTNER, 7, False),
        (Turn.PARTNER, 8, True),
        (Turn.EXPERTS, 8, True),
        (Turn.NOBODY, 99, False),
    ],
)
def test_officers_are_late_as_soon_as_reminders_and_others_as_soon_as_replies(
    turn: Turn, days: int, *, late: bool
) -> None:
    assert is_late(turn, days * DAY, Terms()) is late
