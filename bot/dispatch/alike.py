"""Earlier requests beside a request: those like it, and those it could be merged into."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.alike import Outline, most_alike
from intake.merging import MERGEABLE
from storage.requests import Request
from storage.states import RequestStatus

MOST_OFFERS = 6
_OPEN = frozenset({*MERGEABLE, RequestStatus.FORMULATED, RequestStatus.APPROVED})
_OVER = frozenset({RequestStatus.MERGED, RequestStatus.REPLACED})


async def alike(session: AsyncSession, request: Request) -> tuple[Outline, ...]:
    """The requests most like this one, from the old registers too."""
    others = await _outlines(session)
    return most_alike(_outline(request), [one for one in others if one.status not in _OVER])


async def merge_offers(session: AsyncSession, request: Request) -> tuple[Outline, ...]:
    """Requests this one could be merged into: open ones like it, then open ones of the same institution."""
    open_ones = [one for one in await _outlines(session) if one.status in _OPEN and one.id != request.id]
    first = most_alike(_outline(request), open_ones, most=MOST_OFFERS)
    same = await session.exec(
        select(Request.id).where(
            Request.institution_id == request.institution_id, col(Request.institution_id).is_not(None)
        )
    )
    of_institution = frozenset(same.all())
    others = [one for one in reversed(open_ones) if one.id in of_institution and one not in first]
    return (*first, *others)[:MOST_OFFERS]


async def _outlines(session: AsyncSession) -> list[Outline]:
    """Everything ever received, in outline; the long texts are left in the database."""
    columns = (Request.id, Request.code, Request.title, Request.country, Request.areas, Request.status)
    query = select(*columns).where(Request.status != RequestStatus.DRAFT)  # type: ignore[call-overload]
    rows = (await session.exec(query.order_by(col(Request.id)))).all()
    return [
        Outline(id_ or 0, code or "", title, country or "", tuple(areas), status.value)
        for id_, code, title, country, areas, status in rows
    ]


def _outline(request: Request) -> Outline:
    return Outline(
        request.id or 0, request.code or "", request.title, request.country or "", tuple(request.areas)
    )
