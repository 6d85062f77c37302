"""An expert read from a CV becomes a row of the register, or brings one up to date; the words are kept for matching."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from rapidfuzz import fuzz
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.countries import country_name
from config.folding import fold
from config.languages import Level
from intake.cv import MOST_AREAS
from intake.cv_draft import (
    CvDraft,
    as_import,
    countries_cell,
    from_json,
    keys_of,
    spoken_of,
    to_json,
    topics_cell,
)
from intake.cv_on_file import Kept, put_on_file
from intake.expert_doubles import Person, find_doubles
from intake.import_experts import MOST_ENTRIES, read_expert
from intake.import_row import Record, Refused, RowNote
from intake.store_experts import store_experts
from storage.expert_cvs import drop_waiting_cv, drop_waiting_cvs
from storage.journal import record
from storage.people import Dialogue, Expert, ExpertArea, ExpertCountry, ExpertLanguage
from storage.queries import expert_by_code, expert_by_email

MOST_DOUBLES = 5
DRAFT = "cv"
"""How the keys of drafts begin."""
KEPT_FOR = timedelta(days=90)
"""A person in a draft has not been told of it."""
_LINE = 1
_NUMBER = re.compile(r"EX-(\d{1,8})")
_NEAR = 75.0
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Known:
    """An expert of the register who may be the person of a CV."""

    code: str
    name: str
    same_address: bool = False


@dataclass(frozen=True, slots=True)
class CvTaken:
    """The expert is in the register."""

    expert: Expert
    is_new: bool
    kept: Kept


@dataclass(frozen=True, slots=True)
class CvRefused:
    """The register does not take the row."""

    reasons: tuple[RowNote, ...]


# --- a draft that waits for an officer ---


async def keep_draft(session: AsyncSession, key: str, draft: CvDraft, *, now: datetime) -> None:
    """Keep a draft under a key, in the place of an earlier one; what nobody has settled for long goes away."""
    forgotten = col(Dialogue.chat).like(f"{DRAFT}:%"), col(Dialogue.updated_at) < now - KEPT_FOR
    await session.exec(delete(Dialogue).where(*forgotten))
    await drop_waiting_cvs(session, before=now - KEPT_FOR)
    row = await session.get(Dialogue, key) or Dialogue(chat=key, updated_at=now)
    if (replaced := row.state.get("file")) != draft.file:
        await drop_waiting_cv(session, cast("int | None", replaced))
    row.state, row.updated_at = to_json(draft), now
    session.add(row)
    await session.flush()


async def kept_draft(session: AsyncSession, key: str) -> CvDraft | None:
    """The draft under this key; None once it is settled."""
    row = await session.get(Dialogue, key)
    return from_json(row.state) if row is not None else None


async def forget_draft(session: AsyncSession, key: str) -> None:
    """Keep nothing of a draft that is settled, nor of its file unless that is an expert's by now."""
    row = await session.get(Dialogue, key)
    if row is not None:
        await drop_waiting_cv(session, cast("int | None", row.state.get("file")))
        await session.delete(row)
        await session.flush()


# --- who it may be ---


async def doubles_of(session: AsyncSession, draft: CvDraft) -> tuple[Known, ...]:
    """Experts with the same address, or with nearly the same name and the same nationality."""
    address = draft.cells.get("email", "")
    owner = await expert_by_email(session, address) if address else None
    found = {owner.code: Known(owner.code, _name(owner), same_address=True)} if owner else {}
    for expert in await _compatriots(session, draft.cells.get("nationality", "")):
        if _is_double(draft, expert):
            found.setdefault(expert.code, Known(expert.code, _name(expert)))
    return tuple(found.values())[:MOST_DOUBLES]


async def _compatriots(session: AsyncSession, nationality: str) -> Sequence[Expert]:
    if not nationality:
        return ()
    query = select(Expert).where(Expert.nationality == nationality, col(Expert.merged_into).is_(None))
    return (await session.exec(query.order_by(col(Expert.code)))).all()


def _is_double(draft: CvDraft, expert: Expert) -> bool:
    if fuzz.token_sort_ratio(fold(draft.name), fold(_name(expert))) < _NEAR:
        return False
    cells = draft.cells
    read = Person(
        "",
        cells.get("first_name", ""),
        cells.get("last_name", ""),
        cells.get("email", ""),
        expert.nationality,
    )
    row = Person("-", expert.first_name, expert.last_name, expert.email, expert.nationality)
    return bool(find_doubles((read, row), least=55.0))


# --- the row ---


async def next_code(session: AsyncSession) -> str:
    """The first code after the highest that is taken: EX-0400 after EX-0399."""
    codes = await session.exec(select(Expert.code).where(col(Expert.code).like("EX-%")))
    numbers = [int(match[1]) for code in codes.all() if (match := _NUMBER.fullmatch(code))]
    return f"EX-{max(numbers, default=0) + 1:0{_DIGITS}}"


async def take_cv(session: AsyncSession, draft: CvDraft, *, actor: str, now: datetime) -> CvTaken | CvRefused:
    """Add the expert of a draft, or bring the one it names up to date."""
    expert = await expert_by_code(session, draft.code) if draft.code else None
    if draft.code and expert is None:
        return CvRefused((RowNote(0, "expert_id", "bad_id", draft.code),))
    cells = await _brought_up_to_date(session, expert, draft) if expert else None
    reading = read_expert(Record(_LINE, cells or as_import(draft, await next_code(session))))
    if isinstance(reading, Refused):
        return CvRefused(reading.problems)
    stored = await store_experts(session, [reading.value], now=now)
    if stored.refused:
        return CvRefused(tuple(stored.refused))
    row = await expert_by_code(session, reading.value.code)
    if row is None:  # what was stored in this transaction is there
        raise LookupError(reading.value.code)
    row.employer = draft.cells.get("employer", "") or row.employer
    kept = await put_on_file(session, row, draft, now=now)
    facts = {"file": draft.title, "europass": draft.europass}
    record(
        session, at=now, actor=actor, event="expert.cv_read", subject=f"expert:{row.id}", facts=dict(facts)
    )
    await session.flush()
    return CvTaken(row, is_new=expert is None, kept=kept)


async def held_of(session: AsyncSession, expert: Expert) -> CvDraft:
    """All that the register holds about an expert, as a draft shows it."""
    spoken, areas, countries = await _on_file(session, expert)
    cells = {
        "first_name": expert.first_name,
        "last_name": expert.last_name,
        "email": expert.email,
        "nationality": expert.nationality,
        "occupation": expert.occupation,
        "employment": expert.employment,
        "languages": ";".join(f"{code}:{level}" for code, level in spoken.items()),
        "gender": expert.gender,
        "years_of_experience": str(expert.years_of_experience or ""),
        "employer": expert.employer,
        "topics": ";".join(areas),
        "countries": ";".join(countries),
        "eligibility": expert.eligibility,
    }
    return CvDraft({name: value for name, value in cells.items() if value})


async def _brought_up_to_date(session: AsyncSession, expert: Expert, draft: CvDraft) -> dict[str, str]:
    """The row on file with what the CV adds: names, nationality and an address that works are not changed by a CV."""
    told = draft.cells
    spoken, areas, countries = await _on_file(session, expert)
    spoken |= {code: level.label for code, level in spoken_of(told.get("languages", "")).items()}
    more = _joined(areas, keys_of(told.get("topics", "")))[: max(MOST_AREAS, len(areas))]
    places = _joined(countries, keys_of(told.get("countries", "")))[:MOST_ENTRIES]
    years = max(expert.years_of_experience, int(told.get("years_of_experience", "0")))
    address = told.get("email", "") if expert.email_bounced else ""
    return {
        "expert_id": expert.code,
        "first_name": expert.first_name,
        "last_name": expert.last_name,
        "email": address or expert.email,
        "nationality": country_name(expert.nationality, "en"),
        "region": expert.region,
        "eligibility": told.get("eligibility", "") or expert.eligibility,
        "occupation": told.get("occupation", "") or expert.occupation,
        "employment": told.get("employment", "") or expert.employment,
        "languages": ";".join(f"{code}:{level}" for code, level in spoken.items()),
        "gender": expert.gender or told.get("gender", ""),
        "years_of_experience": str(years),
        "topics": topics_cell(more),
        "countries_worked_in": countries_cell(places),
    }


def _joined(held: Sequence[str], told: Sequence[str]) -> list[str]:
    return list(dict.fromkeys((*held, *told)))


async def _on_file(
    session: AsyncSession, expert: Expert
) -> tuple[dict[str, str], Sequence[str], Sequence[str]]:
    """Languages with their levels, areas, and countries worked in."""
    spoken = select(ExpertLanguage).where(ExpertLanguage.expert_id == expert.id)
    areas = select(ExpertArea.area).where(ExpertArea.expert_id == expert.id)
    languages = (await session.exec(spoken.order_by(col(ExpertLanguage.language)))).all()
    named = (await session.exec(areas.order_by(col(ExpertArea.area)))).all()
    worked = select(ExpertCountry.country).where(ExpertCountry.expert_id == expert.id)
    countries = (await session.exec(worked.order_by(col(ExpertCountry.country)))).all()
    best_first = sorted(languages, key=lambda one: Level.read(one.level) or 0, reverse=True)
    return {one.language: one.level for one in best_first}, named, countries


def _name(expert: Expert) -> str:
    return f"{expert.first_name} {expert.last_name}"
