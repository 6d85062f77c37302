"""From stored rows to a need and its candidates, and from ranked teams back to a stored proposal."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.areas import area_label, areas_in
from config.countries import region_of
from config.languages import Level
from config.periods import Period, merged, without
from config.rules import Rules
from matching.need import Candidate, LanguageNeed, Need, Profile, Search
from matching.proposal_json import need_json, search_json
from storage.evaluations import Evaluation
from storage.life import move_proposal
from storage.missions import Mission, Proposal, Seat
from storage.people import AvailabilityPeriod, Expert, ExpertArea, ExpertDocument, ExpertLanguage
from storage.queries import NOT_MERGED
from storage.requests import Request
from storage.states import MissionStatus, ProposalStatus, SeatStatus


@dataclass(frozen=True, slots=True)
class NotReady:
    """What an officer must settle before anybody can be matched: field keys of the form."""

    missing: tuple[str, ...]
    dates_over: Period | None = None
    """The window, if it is known but has passed or leaves too few days."""


def need_of(request: Request, rules: Rules, *, today: date) -> Need | NotReady:
    """The need of a request from today on, or the fields without which nobody can be matched."""
    missing = tuple(
        name
        for name, value in (
            ("window", request.window_start and request.window_end),
            ("duration_days", request.duration_days),
            ("languages", request.languages),
            ("country", request.country),
        )
        if not value
    )
    if missing or not (request.window_start and request.window_end and request.duration_days):
        return NotReady(missing)
    asked = Period(request.window_start, request.window_end)
    window = days_ahead(asked, request.duration_days, today=today)
    if window is None:
        return NotReady(("window",), dates_over=asked)
    return Need(
        areas=tuple(request.areas),
        text=_words_of(request),
        languages=tuple(LanguageNeed(code, rules.min_language) for code in request.languages),
        window=window,
        days=request.duration_days,
        profiles=profiles_of(request, rules),
        country=request.country or "",
        region=region_of(request.country or ""),
    )


def days_ahead(period: Period, days: int, *, today: date) -> Period | None:
    """The part of the period that is still to come; None if too little is left for so many working days."""
    left = period.since(today)
    if left is None or (left != period and left.working_days < days):
        return None
    return left


def profiles_of(request: Request, rules: Rules) -> tuple[Profile, ...]:
    """One profile per seat: those described, then open ones up to the number asked for."""
    described = [Profile(label, areas_in(label)) for label in request.profiles]
    seats = max(request.experts_wanted or rules.default_seats, len(described), 1)
    return tuple(described + [Profile()] * (seats - len(described)))


def _words_of(request: Request) -> str:
    labels = [area_label(area, "en") for area in request.areas]
    parts = (
        request.title,
        *labels,
        request.general_objective,
        request.specific_objectives,
        request.expected_results,
        request.background,
    )
    return "\n".join(part for part in parts if part)


async def load_candidates(
    session: AsyncSession, *, year: int, unreachable_too: bool = False, texts: bool = True
) -> tuple[Candidate, ...]:
    """Every registered expert, as ranking sees one; `year` is the one whose missions count as load.

    Somebody whose mail came back or who wants no more is left out, unless it is about who they are and not about asking them.
    Without `texts` nobody's documents are read: an index has them, or nobody is to be ranked.
    """
    experts = (await session.exec(select(Expert).where(NOT_MERGED).order_by(col(Expert.code)))).all()
    languages: dict[int, dict[str, Level]] = defaultdict(dict)
    for skill in (await session.exec(select(ExpertLanguage))).all():
        level = Level.read(skill.level)
        if level is not None:
            languages[skill.expert_id][skill.language] = level
    areas: dict[int, list[str]] = defaultdict(list)
    for known in (await session.exec(select(ExpertArea).order_by(ExpertArea.area))).all():
        areas[known.expert_id].append(known.area)
    documents = await _texts_by_expert(session) if texts else {}
    periods: dict[int, list[AvailabilityPeriod]] = defaultdict(list)
    for period in (await session.exec(select(AvailabilityPeriod).order_by(col(AvailabilityPeriod.id)))).all():
        periods[period.expert_id].append(period)
    load = await _missions_by_expert(session, year)
    ratings = await _ratings_by_expert(session)
    found = (
        _candidate(
            expert,
            languages[expert.id or 0],
            areas[expert.id or 0],
            documents.get(expert.id or 0, ()),
            periods[expert.id or 0],
            load.get(expert.id or 0, 0),
        )
        for expert in experts
        if unreachable_too or not (expert.email_bounced or expert.opted_out)
    )
    return tuple(
        replace(one, rating=ratings[one.key][0], ratings=ratings[one.key][1]) if one.key in ratings else one
        for one in found
    )


async def _ratings_by_expert(session: AsyncSession) -> dict[str, tuple[float, int]]:
    """The mean of the evaluations of each expert's work and how many there are, by code."""
    rows = await session.exec(
        select(Expert.code, func.avg(Evaluation.score), func.count())
        .join(Evaluation, col(Evaluation.expert_id) == col(Expert.id))
        .group_by(col(Expert.code))
    )
    return {code: (float(mean), count) for code, mean, count in rows.all()}


async def _texts_by_expert(session: AsyncSession) -> dict[int, list[str]]:
    texts: dict[int, list[str]] = defaultdict(list)
    for document in (await session.exec(select(ExpertDocument).order_by(col(ExpertDocument.id)))).all():
        texts[document.expert_id].append(document.text)
    return texts


def _candidate(
    expert: Expert,
    languages: dict[str, Level],
    areas: Sequence[str],
    documents: Sequence[str],
    periods: Sequence[AvailabilityPeriod],
    load: int,
) -> Candidate:
    free, busy = calendar_of(periods)
    return Candidate(
        key=expert.code,
        country=expert.nationality,
        region=expert.region,
        eligibility=expert.eligibility,
        occupation=expert.occupation,
        employment=expert.employment,
        gender=expert.gender,
        languages=languages,
        areas=tuple(areas),
        documents=tuple(documents),
        free=free,
        busy=busy,
        years=expert.years_of_experience,
        missions_abroad=expert.missions_abroad,
        flagged=expert.flagged,
        employer=expert.employer,
        missions_this_year=load,
    )


def calendar_of(
    periods: Iterable[AvailabilityPeriod],
) -> tuple[tuple[Period, ...] | None, tuple[Period, ...]]:
    """Free days (None when nothing is known to be free) and busy days; what was said last wins."""
    free: tuple[Period, ...] = ()
    busy: tuple[Period, ...] = ()
    for row in periods:
        days = Period(row.start, row.end)
        if row.free:
            free, busy = merged((*free, days)), without(busy, days)
        else:
            free, busy = without(free, days), merged((*busy, days))
    return free or None, busy


async def _missions_by_expert(session: AsyncSession, year: int) -> dict[int, int]:
    rows = await session.exec(
        select(Seat.expert_id, func.count())
        .join(Mission, col(Mission.id) == col(Seat.mission_id))
        .where(
            col(Seat.expert_id).is_not(None),
            col(Seat.status).in_([SeatStatus.CONFIRMED, SeatStatus.ASKED]),
            col(Mission.status) != MissionStatus.CANCELLED,
            func.extract("year", col(Mission.start)) == year,
        )
        .group_by(col(Seat.expert_id))
    )
    return {expert_id: count for expert_id, count in rows.all() if expert_id is not None}


async def store_proposal(
    session: AsyncSession, request: Request, need: Need, rules: Rules, search: Search, *, now: datetime
) -> Proposal:
    """Keep the teams as they will be shown; an earlier open proposal of the request is superseded."""
    earlier = await session.exec(
        select(Proposal).where(Proposal.request_id == request.id, Proposal.status == ProposalStatus.OPEN)
    )
    for proposal in earlier.all():
        await move_proposal(session, proposal, ProposalStatus.SUPERSEDED, now=now, actor="muster")
    shown = search_json(search)
    teams = shown.pop("teams")
    assert isinstance(teams, list)  # noqa: S101 - search_json writes a list; this tells mypy
    proposal = Proposal(
        request_id=request.id or 0,
        teams=teams,
        basis={"search": shown, "need": need_json(need), "rules": rules.as_json()},
        created_at=now,
    )
    session.add(proposal)
    await session.flush()
    return proposal
