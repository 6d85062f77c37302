"""Experts of a roster become rows: new ones added, known ones brought up to date, each change in the journal."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.import_experts import ExpertRow
from intake.import_row import RowNote, Stored
from storage.journal import record
from storage.people import Expert, ExpertArea, ExpertCountry, ExpertDocument, ExpertLanguage

CV_TITLE = "roster"
"""Marks the text that came with a roster; other texts about an expert are left alone."""
_PLAIN = (
    "first_name",
    "last_name",
    "email",
    "nationality",
    "region",
    "eligibility",
    "occupation",
    "employment",
    "language",
)
_IF_SAID = ("gender", "years_of_experience", "missions_abroad", "mobilised", "employer", "opted_out")


@dataclass(frozen=True, slots=True)
class _Details:
    """What is kept about one expert beside the expert's own row."""

    languages: Mapping[str, str]
    areas: frozenset[str]
    countries: frozenset[str]
    cv: ExpertDocument | None


async def store_experts(session: AsyncSession, rows: Sequence[ExpertRow], *, now: datetime) -> Stored:
    """Add or update the experts of these rows; a row with somebody else's address is refused."""
    stored = Stored()
    known = await _by_code(session, [row.code for row in rows])
    owners = await _codes_by_address(session, [row.email for row in rows])
    details = await _details(session, [expert.id or 0 for expert in known.values()])
    new: list[tuple[Expert, ExpertRow]] = []
    for row in rows:
        owner, expert = owners.get(row.email, row.code), known.get(row.code)
        if expert is not None and expert.merged_into:
            stored.refused.append(RowNote(row.line, "expert_id", "merged", row.code, expert.merged_into))
        elif owner != row.code:
            stored.refused.append(RowNote(row.line, "email", "email_taken", row.email, owner))
        elif expert is None:
            new.append((Expert(code=row.code, **_values(row)), row))
        elif fields := await _update(session, expert, row, details[expert.id or 0]):
            _journal(session, expert, "expert.updated", now, {"fields": fields})
            stored.updated += 1
        else:
            stored.unchanged += 1
    await _add(session, new, now=now)
    stored.taken = len(new)
    return stored


def _values(row: ExpertRow) -> dict[str, Any]:
    """The columns of the expert's own row that the roster speaks of."""
    said = {name: getattr(row, name) for name in _IF_SAID if getattr(row, name) is not None}
    return {name: getattr(row, name) for name in _PLAIN} | said


async def _add(session: AsyncSession, new: Sequence[tuple[Expert, ExpertRow]], *, now: datetime) -> None:
    session.add_all(expert for expert, _ in new)
    await session.flush()
    for expert, row in new:
        expert_id = expert.id or 0
        _add_languages(session, expert_id, row)
        _add_areas(session, expert_id, row.areas or ())
        _add_countries(session, expert_id, row.countries or ())
        if row.cv:
            session.add(ExpertDocument(expert_id=expert_id, kind="cv", title=CV_TITLE, text=row.cv))
        _journal(session, expert, "expert.imported", now, {})


async def _update(session: AsyncSession, expert: Expert, row: ExpertRow, kept: _Details) -> list[str]:
    """Bring an expert up to date; returns the names of what changed."""
    changed = [name for name, value in _values(row).items() if getattr(expert, name) != value]
    if "email" in changed:
        expert.email_bounced = False
    for name in changed:
        setattr(expert, name, getattr(row, name))
    if kept.languages != {code: level.label for code, level in row.languages}:
        await session.exec(delete(ExpertLanguage).where(col(ExpertLanguage.expert_id) == expert.id))
        _add_languages(session, expert.id or 0, row)
        changed.append("languages")
    if row.areas is not None and kept.areas != set(row.areas):
        await session.exec(delete(ExpertArea).where(col(ExpertArea.expert_id) == expert.id))
        _add_areas(session, expert.id or 0, row.areas)
        changed.append("areas")
    if row.countries is not None and kept.countries != set(row.countries):
        await session.exec(delete(ExpertCountry).where(col(ExpertCountry.expert_id) == expert.id))
        _add_countries(session, expert.id or 0, row.countries)
        changed.append("countries")
    if row.cv is not None and row.cv != (kept.cv.text if kept.cv else ""):
        document = kept.cv or ExpertDocument(expert_id=expert.id or 0, kind="cv", title=CV_TITLE, text="")
        document.text = row.cv
        session.add(document)
        changed.append("cv")
    return changed


def _add_languages(session: AsyncSession, expert_id: int, row: ExpertRow) -> None:
    session.add_all(
        ExpertLanguage(expert_id=expert_id, language=code, level=level.label) for code, level in row.languages
    )


def _add_areas(session: AsyncSession, expert_id: int, areas: Sequence[str]) -> None:
    session.add_all(ExpertArea(expert_id=expert_id, area=area) for area in areas)


def _add_countries(session: AsyncSession, expert_id: int, countries: Sequence[str]) -> None:
    session.add_all(ExpertCountry(expert_id=expert_id, country=country) for country in countries)


def _journal(
    session: AsyncSession, expert: Expert, event: str, now: datetime, facts: dict[str, object]
) -> None:
    record(session, at=now, actor="operator", event=event, subject=f"expert:{expert.id}", facts=facts)


async def _by_code(session: AsyncSession, codes: Sequence[str]) -> dict[str, Expert]:
    found = await session.exec(select(Expert).where(col(Expert.code).in_(codes)))
    return {expert.code: expert for expert in found.all()}


async def _codes_by_address(session: AsyncSession, addresses: Sequence[str]) -> dict[str, str]:
    found = await session.exec(select(Expert.email, Expert.code).where(col(Expert.email).in_(addresses)))
    return dict(found.all())


async def _details(session: AsyncSession, ids: Sequence[int]) -> dict[int, _Details]:
    languages: dict[int, dict[str, str]] = defaultdict(dict)
    areas: dict[int, set[str]] = defaultdict(set)
    countries: dict[int, set[str]] = defaultdict(set)
    for skill in (
        await session.exec(select(ExpertLanguage).where(col(ExpertLanguage.expert_id).in_(ids)))
    ).all():
        languages[skill.expert_id][skill.language] = skill.level
    for known in (await session.exec(select(ExpertArea).where(col(ExpertArea.expert_id).in_(ids)))).all():
        areas[known.expert_id].add(known.area)
    worked = select(ExpertCountry).where(col(ExpertCountry.expert_id).in_(ids))
    for place in (await session.exec(worked)).all():
        countries[place.expert_id].add(place.country)
    texts = await session.exec(
        select(ExpertDocument).where(col(ExpertDocument.expert_id).in_(ids), ExpertDocument.title == CV_TITLE)
    )
    cvs = {text.expert_id: text for text in texts.all()}
    return {
        id_: _Details(languages[id_], frozenset(areas[id_]), frozenset(countries[id_]), cvs.get(id_))
        for id_ in ids
    }
