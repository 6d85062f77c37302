"""Experts who fit a search, the best first, each with what fits; if nobody does, which words leave nobody."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select as some_columns
from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.folding import fold
from intake.expert_search import Part, Query, read_query
from intake.expert_search_words import Kind
from reporting.expert_search_rows import in_order, in_text, matching
from reporting.expert_search_words import IN_A_TEXT, SURE, WHOLE, Hit, Names, TextReader, hits_in_names
from storage.people import Expert, ExpertArea, ExpertCountry, ExpertDocument, ExpertLanguage

SHOWN = 25
LONGEST_TEXT = 4_000
"""Of each document so much is read."""
MOST_TRIED = 8
"""Parts that are left out one by one to see which leaves nobody."""
_AT_ONCE = 2_000

Hits = Mapping[int, tuple[Hit, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """An expert who fits."""

    code: str
    name: str
    email: str
    country: str
    region: str
    eligibility: str
    occupation: str
    employment: str
    gender: str
    languages: tuple[tuple[str, str], ...] = ()
    areas: tuple[str, ...] = ()
    worked_in: tuple[str, ...] = ()
    flagged: bool = False
    mobilised: bool = False
    never_asked: bool = False
    """Wants no mail, cannot be reached, or is flagged."""
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Parts of a search without which so many would be found."""

    parts: tuple[Part, ...]
    without: int


@dataclass(frozen=True, slots=True)
class Searched:
    """What was understood, how many fit, and the best of them."""

    query: Query
    total: int
    best: tuple[Found, ...] = ()
    in_the_way: tuple[InTheWay, ...] = ()
    """Only when nobody fits; empty too if no single thing is to blame."""


async def understood(session: AsyncSession, text: str) -> Query:
    """What the words ask for; a word that somebody in the register is called is no misspelt language."""
    query = read_query(text)
    guessed = {fold(word) for part in query.parts if part.guessed for word in part.written.split()}
    names = frozenset([word for word in guessed if await _is_a_name(session, word)])
    return read_query(text, names=names) if names else query


async def search_experts(session: AsyncSession, query: Query, *, most: int = SHOWN) -> Searched:
    """Everyone who fits; whoever was found to be somebody's double is not there twice."""
    if not query.parts:
        return Searched(query, 0)
    ids, hits = await _fitting(session, query)
    best = await _details(session, ids[:most], hits)
    return Searched(query, len(ids), best, () if ids else await _in_the_way(session, query))


async def _is_a_name(session: AsyncSession, word: str) -> bool:
    called = or_(func.lower(Expert.first_name) == word, func.lower(Expert.last_name) == word)
    return (await session.exec(select(Expert.id).where(called).limit(1))).first() is not None


async def _fitting(session: AsyncSession, query: Query, *, misspelt: bool = True) -> tuple[list[int], Hits]:
    """The ids of those who fit, the best first, and where words were found."""
    found = await (await session.connection()).execute(in_order(query))
    rows = [Names(row_id or 0, *names) for row_id, *names in found.all()]
    ids, words = [row.id for row in rows], query.of(Kind.WORD)
    if not words:
        return ids, {}
    people = {row.id: row.tokens for row in rows}
    hits: dict[int, tuple[Hit, ...]] = defaultdict(tuple)
    for part in words:
        if not people:
            break
        told = hits_in_names(people, part.written, part.value)
        if not any(hit.score >= SURE for hit in told.values()):
            told = await _with_word(session, query, part) | told
        if not told and misspelt:
            told = await _with_like_words(session, query, part)
        for person, hit in told.items():
            hits[person] += (hit,)
        people = {person: tokens for person, tokens in people.items() if person in told}
    left = [row_id for row_id in ids if row_id in people]
    return sorted(left, key=lambda row_id: -sum(hit.score for hit in hits[row_id])), hits


async def _with_word(session: AsyncSession, query: Query, part: Part) -> dict[int, Hit]:
    """Those with a word in a document that begins so; the database looks."""
    wanted = some_columns(col(ExpertDocument.expert_id)).join(
        Expert, col(Expert.id) == col(ExpertDocument.expert_id)
    )
    found = await (await session.connection()).execute(wanted.where(matching(query), in_text(part)))
    hit = Hit(part.written, part.value, "text", WHOLE * IN_A_TEXT)
    return dict.fromkeys(found.scalars(), hit)


async def _with_like_words(session: AsyncSession, query: Query, part: Part) -> dict[int, Hit]:
    """Those with a word in a document that is nearly this one; read in a stream, for a large register has long texts."""
    reader = TextReader(part.written, part.value)
    wanted = (
        some_columns(col(ExpertDocument.expert_id), func.substr(ExpertDocument.text, 1, LONGEST_TEXT))
        .join(Expert, col(Expert.id) == col(ExpertDocument.expert_id))
        .where(matching(query))
    )
    hits: dict[int, Hit] = {}
    stream = await (await session.connection()).stream(wanted.execution_options(yield_per=_AT_ONCE))
    async for rows in stream.partitions():
        for person, text in rows:
            hit = reader.read(text)
            if hit is not None and (person not in hits or hits[person].score < hit.score):
                hits[person] = hit
    return hits


async def _in_the_way(session: AsyncSession, query: Query) -> tuple[InTheWay, ...]:
    """What alone leaves nobody, the least of a change first."""
    if len(query.conditions) < 2:
        return ()
    tried = []
    for group in query.conditions[:MOST_TRIED]:
        ids, _ = await _fitting(session, query.without(group), misspelt=False)
        tried.append(InTheWay(group, len(ids)))
    return tuple(sorted((one for one in tried if one.without), key=lambda one: one.without))


async def _details(session: AsyncSession, ids: Sequence[int], hits: Hits) -> tuple[Found, ...]:
    """All that is shown of these experts, in this order."""
    people = {
        one.id: one for one in (await session.exec(select(Expert).where(col(Expert.id).in_(ids)))).all()
    }
    languages: dict[int, list[tuple[str, str]]] = defaultdict(list)
    spoken = select(ExpertLanguage).where(col(ExpertLanguage.expert_id).in_(ids))
    for skill in (await session.exec(spoken.order_by(ExpertLanguage.language))).all():
        languages[skill.expert_id].append((skill.language, skill.level))
    areas: dict[int, list[str]] = defaultdict(list)
    known = select(ExpertArea).where(col(ExpertArea.expert_id).in_(ids)).order_by(ExpertArea.area)
    for area in (await session.exec(known)).all():
        areas[area.expert_id].append(area.area)
    worked: dict[int, list[str]] = defaultdict(list)
    places = select(ExpertCountry).where(col(ExpertCountry.expert_id).in_(ids))
    for place in (await session.exec(places.order_by(ExpertCountry.country))).all():
        worked[place.expert_id].append(place.country)
    return tuple(
        replace(
            _found(people[one], hits.get(one, ())),
            languages=tuple(languages[one]),
            areas=tuple(areas[one]),
            worked_in=tuple(worked[one]),
        )
        for one in ids
    )


def _found(expert: Expert, hits: tuple[Hit, ...]) -> Found:
    return Found(
        code=expert.code,
        name=f"{expert.first_name} {expert.last_name}".strip(),
        email=expert.email,
        country=expert.nationality,
        region=expert.region,
        eligibility=expert.eligibility,
        occupation=expert.occupation,
        employment=expert.employment,
        gender=expert.gender,
        flagged=expert.flagged,
        mobilised=expert.mobilised,
        never_asked=expert.flagged or expert.opted_out or expert.email_bounced,
        hits=hits,
    )
