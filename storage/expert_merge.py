"""Two rows that are one expert become one: work moves to the row that is kept, the other keeps its code and address."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import cast

from sqlalchemy import CursorResult
from sqlmodel import SQLModel, col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.assignments import Assignment
from storage.deliverables import Deliverable
from storage.evaluations import Evaluation
from storage.expert_cvs import ExpertCv, current_cv
from storage.journal import record
from storage.missions import Inquiry, Mission, Seat
from storage.newsletters import leave_as_one
from storage.people import (
    AvailabilityPeriod,
    Expert,
    ExpertArea,
    ExpertCountry,
    ExpertDocument,
    ExpertLanguage,
)
from storage.states import InquiryStatus, MissionStatus

SOURCE = "import"
"""Of days that a register told."""
OLD_CV = "merged_cv"
"""The kind of a CV that came with the other row, where the row that is kept has its own."""
_CV = "cv"
_MOVED = (Seat, Inquiry, Deliverable, Evaluation, ExpertDocument, ExpertCv, AvailabilityPeriod)
SetOf = tuple[type[ExpertArea | ExpertCountry], str]
_OPEN = (InquiryStatus.ASKED, InquiryStatus.DOUBTFUL)
_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
_IF_EMPTY = ("gender", "employer", "employer_id")
_THE_MORE = ("years_of_experience", "missions_abroad")


class Obstacle(StrEnum):
    """Why two rows cannot become one now."""

    SAME_ROW = "same_row"
    MERGED_BEFORE = "merged_before"
    SAME_MISSION = "same_mission"
    BOTH_ASKED = "both_asked"


@dataclass(frozen=True, slots=True)
class Merged:
    """What moved to the row that is kept, by table."""

    kept: str
    double: str
    moved: dict[str, int]


async def obstacle_to_merge(session: AsyncSession, keep: Expert, double: Expert) -> Obstacle | None:
    """What stands in the way; nothing if they can be merged."""
    if keep.id == double.id:
        return Obstacle.SAME_ROW
    if keep.merged_into or double.merged_into:
        return Obstacle.MERGED_BEFORE
    pair = (keep.id or 0, double.id or 0)
    if await _share_a_mission(session, pair):
        return Obstacle.SAME_MISSION
    asked = select(func.count(func.distinct(Inquiry.expert_id))).where(
        col(Inquiry.expert_id).in_(pair), col(Inquiry.status).in_(_OPEN)
    )
    return Obstacle.BOTH_ASKED if (await session.exec(asked)).one() > 1 else None


async def merge_experts(
    session: AsyncSession, keep: Expert, double: Expert, *, actor: str, now: datetime
) -> Merged | Obstacle:
    """Let the first row stand for both; there is no way back but by hand."""
    await _lock(session, keep, double)
    if (obstacle := await obstacle_to_merge(session, keep, double)) is not None:
        return obstacle
    moved = await _move_rows(session, keep, double, now=now)
    moved["assignments"] = await _move_days(session, keep, double)
    moved["languages"] = await _join_languages(session, keep, double)
    moved["areas"] = await _join_set(session, keep, double, (ExpertArea, "area"))
    moved["countries"] = await _join_set(session, keep, double, (ExpertCountry, "country"))
    await _rename_alternates(session, keep, double)
    fields = join_columns(keep, double)
    double.merged_into = keep.code
    # Whoever was found to be the double before is the person that is kept from now on: no chains.
    earlier = update(Expert).where(col(Expert.merged_into) == double.code)
    await session.exec(earlier.values(merged_into=keep.code))
    told = {name: count for name, count in moved.items() if count}
    record(
        session, at=now, actor=actor, event="expert.merged", subject=f"expert:{double.id}",
        facts={"code": double.code, "into": keep.code, "moved": told, "fields": fields},
    )  # fmt: skip
    await session.flush()
    await leave_as_one(session, keep.email, by=actor, now=now)
    return Merged(keep.code, double.code, told)


def source_of_double(source: str, code: str) -> str:
    """The source of days told under the other code; importing them again finds them there."""
    return f"{source}:{code}"


async def work_of(session: AsyncSession, expert: Expert) -> dict[str, int]:
    """How many rows of each kind are this expert's, to be looked at before a merge."""
    counted = {}
    for table in (*_MOVED, Assignment):
        query = select(func.count()).select_from(table).where(col(table.expert_id) == expert.id)
        counted[str(table.__tablename__)] = (await session.exec(query)).one()
    return counted


def join_columns(keep: Expert, double: Expert) -> list[str]:
    """Fill what the kept row lacks; a flag, and a wish for no more mail, are never lost. Returns what changed."""
    before = keep.model_dump()
    for name in _IF_EMPTY:
        setattr(keep, name, getattr(keep, name) or getattr(double, name))
    for name in _THE_MORE:
        setattr(keep, name, max(getattr(keep, name), getattr(double, name)))
    keep.mobilised = keep.mobilised or double.mobilised
    keep.opted_out = keep.opted_out or double.opted_out
    if double.flagged:
        keep.flagged = True
        keep.flag_reason = "; ".join(dict.fromkeys(filter(None, (keep.flag_reason, double.flag_reason))))
    return [name for name, value in keep.model_dump().items() if before[name] != value]


async def _lock(session: AsyncSession, *pair: Expert) -> None:
    """Both rows as they stand now, in an order that never waits in a circle."""
    await session.flush()
    for expert in sorted(pair, key=lambda one: one.id or 0):
        await session.refresh(expert, with_for_update=True)


async def _share_a_mission(session: AsyncSession, pair: Sequence[int]) -> bool:
    """Whether both have a seat in one mission that was not called off."""
    found = await session.exec(
        select(Seat.mission_id, Seat.expert_id)
        .join(Mission, col(Mission.id) == col(Seat.mission_id))
        .where(col(Seat.expert_id).in_(pair), Mission.status != MissionStatus.CANCELLED)
        .distinct()
    )
    return any(count > 1 for count in Counter(mission for mission, _ in found.all()).values())


async def _move_rows(session: AsyncSession, keep: Expert, double: Expert, *, now: datetime) -> dict[str, int]:
    await _keep_one_cv(session, keep, double, now=now)
    moved = {}
    for table in _MOVED:
        statement = update(table).where(col(table.expert_id) == double.id).values(expert_id=keep.id)
        moved[str(table.__tablename__)] = _count(await session.exec(statement))
    return moved


async def _keep_one_cv(session: AsyncSession, keep: Expert, double: Expert, *, now: datetime) -> None:
    """A register writes one CV of each expert: the kept row's, if it has any; so it is with files."""
    if await current_cv(session, keep.id or 0) is not None:
        theirs = (col(ExpertCv.expert_id) == double.id, col(ExpertCv.replaced_at).is_(None))
        await session.exec(update(ExpertCv).where(*theirs).values(replaced_at=now))
    own = select(ExpertDocument.id).where(ExpertDocument.expert_id == keep.id, ExpertDocument.kind == _CV)
    if (await session.exec(own.limit(1))).first() is not None:
        others = (col(ExpertDocument.expert_id) == double.id, col(ExpertDocument.kind) == _CV)
        await session.exec(update(ExpertDocument).where(*others).values(kind=OLD_CV, title=double.code))


async def _move_days(session: AsyncSession, keep: Expert, double: Expert) -> int:
    """The days stay apart where both worked for one action, so that their sum is what it was."""
    days = (await session.exec(select(Assignment).where(Assignment.expert_id == double.id))).all()
    own = (await session.exec(select(Assignment).where(Assignment.expert_id == keep.id))).all()
    told = {(row.action, row.source) for row in own}
    for row in days:
        row.expert_id = keep.id or 0
        if row.source == SOURCE or (row.action, row.source) in told:
            row.source = source_of_double(row.source, double.code)
    return len(days)


async def _join_languages(session: AsyncSession, keep: Expert, double: Expert) -> int:
    """The better level of each language; returns how many are new or better."""
    own = {row.language: row for row in await _languages_of(session, keep)}
    gained = 0
    for row in await _languages_of(session, double):
        known = own.get(row.language)
        if known is None:
            session.add(ExpertLanguage(expert_id=keep.id or 0, language=row.language, level=row.level))
        elif _rank(row.level) > _rank(known.level):
            known.level = row.level
        else:
            continue
        gained += 1
    await session.flush()
    await session.exec(delete(ExpertLanguage).where(col(ExpertLanguage.expert_id) == double.id))
    return gained


async def _languages_of(session: AsyncSession, expert: Expert) -> Sequence[ExpertLanguage]:
    return (await session.exec(select(ExpertLanguage).where(ExpertLanguage.expert_id == expert.id))).all()


def _rank(level: str) -> int:
    return _LEVELS.index(level) if level in _LEVELS else -1


async def _join_set(session: AsyncSession, keep: Expert, double: Expert, of: SetOf) -> int:
    """What one of the two has becomes the kept row's; returns how many are new there."""
    table, name = of
    column = col(getattr(table, name))
    own, others = [
        set((await session.exec(select(column).where(table.expert_id == one.id))).all())
        for one in (keep, double)
    ]
    session.add_all(table(expert_id=keep.id or 0, **{name: value}) for value in sorted(others - own))
    await session.flush()
    await session.exec(delete(table).where(col(table.expert_id) == double.id))
    return len(others - own)


async def _rename_alternates(session: AsyncSession, keep: Expert, double: Expert) -> None:
    """Whoever is next for a seat is named by code."""
    for seat in (await session.exec(select(Seat))).all():
        if double.code in seat.alternates:
            renamed = [keep.code if code == double.code else code for code in seat.alternates]
            seat.alternates = list(dict.fromkeys(renamed))


def _count(done: object) -> int:
    return cast("CursorResult[tuple[SQLModel]]", done).rowcount
