"""The list of requests: one line each, with whose turn it is and since when; and the drafts half told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.countries import country_name
from config.texts import say
from intake.import_requests import code_order
from storage.people import Institution
from storage.requests import Request
from storage.states import RequestStatus
from storage.turns import Turn, of_the_past, requests_with_question, whose_turn


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request as the list shows it."""

    code: str
    country: str
    country_name: str
    title: str
    institution: str
    status: RequestStatus
    status_label: str
    turn: Turn
    since_days: int
    """Days at this status."""
    received_on: date | None
    successors: tuple[str, ...] = ()
    """The codes it was merged into or replaced by."""
    past: bool = False
    """Whether it only stands in an old register: nobody has touched it here."""


async def list_requests(
    session: AsyncSession,
    *,
    now: datetime,
    language: str,
    statuses: Collection[RequestStatus] = (),
    country: str = "",
    turn: Turn | None = None,
) -> tuple[RequestRow, ...]:
    """The requests that have a code, newest first; of these statuses, this country, this turn, if given."""
    query = (
        select(Request, Institution.name, of_the_past())
        .join(Institution, col(Institution.id) == col(Request.institution_id), isouter=True)
        .where(col(Request.code).is_not(None))
    )
    if statuses:
        query = query.where(col(Request.status).in_(statuses))
    if country:
        query = query.where(Request.country == country)
    asked = await requests_with_question(session)
    found = (await session.exec(query)).all()
    rows = (
        _row(request, name, asked=request.id in asked, past=past, now=now, language=language)
        for request, name, past in found
    )
    return tuple(
        sorted(
            (row for row in rows if turn in {None, row.turn}),
            key=lambda row: code_order(row.code),
            reverse=True,
        )
    )


def _row(
    request: Request, institution: str | None, *, asked: bool, past: bool, now: datetime, language: str
) -> RequestRow:
    return RequestRow(
        code=request.code or "",
        country=request.country or "",
        country_name=country_name(request.country, language) if request.country else "",
        title=request.title,
        institution=institution or "",
        status=request.status,
        status_label=say(language, f"values.status.{request.status}"),
        turn=whose_turn(request.status, asked=asked, past=past),
        since_days=max(0, (now - request.status_since).days),
        received_on=request.received_at.date() if request.received_at else None,
        successors=successors_of(request),
        past=past,
    )


def successors_of(request: Request) -> tuple[str, ...]:
    """The codes a request was merged into or replaced by."""
    return (request.merged_into,) if request.merged_into else tuple(request.replaced_by)
