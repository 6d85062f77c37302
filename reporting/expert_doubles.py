"""Rows of the register of experts that may be one person, read in a few columns because a roster may be large."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select as some_columns
from sqlmodel import col, func
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.expert_doubles import Double, Person, find_doubles, with_texts
from storage.people import Expert, ExpertArea, ExpertDocument, ExpertLanguage
from storage.queries import NOT_MERGED

MOST_READ = 200
"""Of so many pairs the CVs are compared as well."""
LONGEST_TEXT = 4_000


async def doubles(session: AsyncSession) -> tuple[tuple[Double, ...], Mapping[str, Person]]:
    """The pairs that may be one person, the likeliest first, and everybody by code."""
    people = await _people(session)
    found = find_doubles(people.values())
    likeliest = found[:MOST_READ]
    texts = await _texts(session, {code for pair in likeliest for code in (pair.one, pair.other)})
    read = [with_texts(pair, texts.get(pair.one, ""), texts.get(pair.other, "")) for pair in likeliest]
    read.sort(key=lambda pair: (-pair.score, pair.one, pair.other))
    return (*read, *found[MOST_READ:]), people


async def _people(session: AsyncSession) -> dict[str, Person]:
    languages = await _sets(session, ExpertLanguage.expert_id, ExpertLanguage.language)
    areas = await _sets(session, ExpertArea.expert_id, ExpertArea.area)
    wanted = some_columns(
        col(Expert.id), col(Expert.code), col(Expert.first_name), col(Expert.last_name), col(Expert.email),
        col(Expert.nationality), col(Expert.gender),
    ).where(NOT_MERGED).order_by(col(Expert.code))  # fmt: skip
    found = await (await session.connection()).execute(wanted)
    none: frozenset[str] = frozenset()
    return {
        code: Person(
            code, first, last, email, country, gender, languages.get(row_id, none), areas.get(row_id, none)
        )
        for row_id, code, first, last, email, country, gender in found.all()
    }


async def _sets(session: AsyncSession, expert_id: object, value: object) -> dict[int | None, frozenset[str]]:
    """The values of each expert."""
    gathered: dict[int | None, set[str]] = defaultdict(set)
    found = await (await session.connection()).execute(some_columns(expert_id, value))  # type: ignore[call-overload]
    for row_id, one in found.all():
        gathered[row_id].add(one)
    return {row_id: frozenset(values) for row_id, values in gathered.items()}


async def _texts(session: AsyncSession, codes: Iterable[str]) -> dict[str, str]:
    wanted = (
        some_columns(col(Expert.code), func.substr(ExpertDocument.text, 1, LONGEST_TEXT))
        .join(ExpertDocument, col(ExpertDocument.expert_id) == col(Expert.id))
        .where(col(Expert.code).in_(sorted(codes)))
        .order_by(col(ExpertDocument.id))
    )
    found = await (await session.connection()).execute(wanted)
    texts: dict[str, list[str]] = defaultdict(list)
    for code, text in found.all():
        texts[code].append(text)
    return {code: "\n".join(own) for code, own in texts.items()}
