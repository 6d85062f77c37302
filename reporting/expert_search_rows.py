"""A search of the register as conditions of the database: what must hold, and who comes first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, literal, or_
from sqlalchemy import select as some_columns
from sqlmodel import col, func, select

from intake.expert_search import Part, Query
from intake.expert_search_words import Kind, places
from storage.people import Expert, ExpertArea, ExpertCountry, ExpertDocument, ExpertLanguage
from storage.queries import NOT_MERGED

_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
_COLUMN = {
    Kind.COUNTRY: col(Expert.nationality),
    Kind.REGION: col(Expert.region),
    Kind.ELIGIBILITY: col(Expert.eligibility),
    Kind.OCCUPATION: col(Expert.occupation),
    Kind.EMPLOYMENT: col(Expert.employment),
    Kind.GENDER: col(Expert.gender),
}
_FLAG = {Kind.FLAGGED: col(Expert.flagged), Kind.MOBILISED: col(Expert.mobilised)}
_BEFORE_A_WORD = ("\n", "(", "-", "/", "'")
_EUROPE = ("EU", "Non-EU", "Europe")


def matching(query: Query) -> ColumnElement[bool]:
    """What must hold of an expert; words that name no kind are left to the reader."""
    groups = (group for group in query.conditions if group[0].kind is not Kind.WORD)
    return and_(NOT_MERGED, *(_condition(group) for group in groups))


def in_order(query: Query) -> Select[int | None, str, str, str, str]:
    """Everyone who fits, the best first: more of the areas, better languages, nobody who is not asked, most travelled."""
    wanted = some_columns(
        col(Expert.id), col(Expert.code), col(Expert.first_name), col(Expert.last_name), col(Expert.employer)
    )
    never_asked = case((col(Expert.flagged) | col(Expert.opted_out) | col(Expert.email_bounced), 1), else_=0)
    return wanted.where(matching(query)).order_by(
        *_merits(query), never_asked, col(Expert.missions_abroad).desc(), col(Expert.code)
    )


def in_text(part: Part) -> ColumnElement[bool]:
    """That a word of a document begins like this one, written with or without its accents."""
    text = func.lower(col(ExpertDocument.text))
    for sign in _BEFORE_A_WORD:
        text = func.replace(text, sign, " ")
    spellings = {part.value, part.written.lower()}
    return or_(*((literal(" ") + text).like(f"% {spelling}%") for spelling in sorted(spellings)))


def _condition(group: Sequence[Part]) -> ColumnElement[bool]:
    """That one of the group holds."""
    kind, values = group[0].kind, [part.value for part in group]
    if kind is Kind.AREA:
        return exists().where(col(ExpertArea.expert_id) == col(Expert.id), col(ExpertArea.area).in_(values))
    if kind is Kind.WORKED_IN:
        codes = {code for value in values for code in places(value)}
        return exists().where(
            col(ExpertCountry.expert_id) == col(Expert.id), col(ExpertCountry.country).in_(codes)
        )
    if kind is Kind.LANGUAGE:
        return exists().where(col(ExpertLanguage.expert_id) == col(Expert.id), *_speaks(group[0]))
    if kind in _FLAG:
        return _FLAG[kind].in_([value == "yes" for value in values])
    if kind is Kind.REGION and "Europe" in values:
        values = [*values, *_EUROPE]
    return _COLUMN[kind].in_(values)


def _speaks(part: Part) -> tuple[ColumnElement[bool], ...]:
    language = col(ExpertLanguage.language) == part.value
    if part.level not in _LEVELS:
        return (language,)
    return (language, col(ExpertLanguage.level).in_(_LEVELS[_LEVELS.index(part.level) :]))


def _merits(query: Query) -> list[ColumnElement[Any]]:
    """Only what can differ between those who fit."""
    merits: list[ColumnElement[Any]] = []
    areas = [part.value for part in query.of(Kind.AREA)]
    if len(areas) > 1:
        known = select(func.count()).where(ExpertArea.expert_id == Expert.id, col(ExpertArea.area).in_(areas))
        merits.append(known.correlate(Expert).scalar_subquery().desc())
    if languages := [part.value for part in query.of(Kind.LANGUAGE)]:
        rank = case(
            {level: place for place, level in enumerate(_LEVELS)}, value=ExpertLanguage.level, else_=-1
        )
        spoken = select(func.sum(rank)).where(
            ExpertLanguage.expert_id == Expert.id, col(ExpertLanguage.language).in_(languages)
        )
        merits.append(spoken.correlate(Expert).scalar_subquery().desc())
    return merits
