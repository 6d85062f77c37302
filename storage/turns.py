"""Whose turn it is with a request: the officers', the partner's, the experts' or nobody's."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import ColumnElement, exists
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.journal import JournalEntry
from storage.requests import Request
from storage.states import RequestStatus


class Turn(StrEnum):
    """Who has to do something next."""

    OFFICER = "officer"
    PARTNER = "partner"
    EXPERTS = "experts"
    NOBODY = "nobody"


_TURNS: Mapping[RequestStatus, Turn] = MappingProxyType(
    {
        RequestStatus.DRAFT: Turn.PARTNER,
        RequestStatus.RECEIVED: Turn.OFFICER,
        RequestStatus.CHECKING: Turn.OFFICER,
        RequestStatus.ELIGIBLE: Turn.OFFICER,
        RequestStatus.FORMULATED: Turn.EXPERTS,
    }
)
_DIALOGUE = ("request.question", "request.reply", "request.attached")
_REGISTER = "import"
_OPERATOR = "operator"


def whose_turn(status: RequestStatus, *, asked: bool, past: bool = False) -> Turn:
    """Whose turn it is; `asked` when an officer's question is open, `past` when it only stands in an old register."""
    if past:
        return Turn.NOBODY
    turn = _TURNS.get(status, Turn.NOBODY)
    return Turn.PARTNER if asked and turn is Turn.OFFICER else turn


def of_the_past() -> ColumnElement[bool]:
    """That a request was read from a register and nobody has touched it since: it tells of the past."""
    touched = exists().where(
        col(JournalEntry.request_id) == col(Request.id), col(JournalEntry.actor) != _OPERATOR
    )
    return (col(Request.channel) == _REGISTER) & ~touched


async def is_past(session: AsyncSession, request: Request) -> bool:
    """Whether this request only stands in an old register."""
    if request.channel != _REGISTER:
        return False
    found = await session.exec(select(Request.id).where(Request.id == request.id, of_the_past()))
    return found.first() is not None


async def open_question(session: AsyncSession, request_id: int) -> str:
    """An officer's question that the partner has not answered; '' if there is none."""
    found = await session.exec(
        select(JournalEntry)
        .where(JournalEntry.request_id == request_id, col(JournalEntry.event).in_(_DIALOGUE))
        .order_by(col(JournalEntry.id).desc())
        .limit(1)
    )
    entry = found.first()
    return str(entry.facts.get("question", "")) if entry and entry.event == "request.question" else ""


async def last_words(session: AsyncSession) -> dict[int, datetime]:
    """When officers and partner last spoke with each other, by request: from then on it is the other's turn."""
    found = await session.exec(
        select(JournalEntry.request_id, func.max(JournalEntry.at))
        .where(col(JournalEntry.event).in_(_DIALOGUE), col(JournalEntry.request_id).is_not(None))
        .group_by(col(JournalEntry.request_id))
    )
    return {id_: at for id_, at in found.all() if id_ is not None}


async def requests_with_question(session: AsyncSession) -> frozenset[int]:
    """The requests whose partner has an officer's question to answer."""
    latest = (
        select(func.max(JournalEntry.id))
        .where(col(JournalEntry.event).in_(_DIALOGUE))
        .group_by(col(JournalEntry.request_id))
    )
    found = await session.exec(
        select(JournalEntry.request_id).where(
            col(JournalEntry.id).in_(latest), JournalEntry.event == "request.question"
        )
    )
    return frozenset(id_ for id_ in found.all() if id_ is not None)
