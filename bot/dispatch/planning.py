"""All requests that wait for teams, planned together: what is loaded, planned in a thread, and told."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.facts import expert_name
from bot.dispatch.house import House
from bot.dispatch.matchmaking import rejected_teams
from bot.dispatch.steering import Steering, experts_by_code
from bot.dispatch.why_desk import steered
from bot.texts.officer_planning import Lost, PlanFacts, PlannedRow, PlannedTeam
from matching.fairness_record import with_record
from matching.need import Candidate, Need, Team
from matching.proposals import NotReady, load_candidates, need_of
from matching.team_score import share_of_best
from storage.queries import open_proposal, refused_by
from storage.requests import Request
from storage.states import RequestStatus
from storage.turns import of_the_past

if TYPE_CHECKING:
    from matching.plan_needs import Planned, Waiting
    from matching.topics import Texts


@dataclass(frozen=True, slots=True)
class ToPlan:
    """The requests that wait for teams, those that nobody can be matched for yet, and who could go for each."""

    requests: tuple[Request, ...]
    needs: Mapping[int, Need]
    not_ready: tuple[Request, ...]
    candidates: Mapping[int, Sequence[Candidate]]
    besides: Mapping[int, frozenset[frozenset[str]]]

    def waiting(self) -> "list[Waiting]":
        """As the plan wants them."""
        # Slow imports: numpy and what plans need, which a service at rest does not.
        from matching.plan_needs import Waiting  # noqa: PLC0415

        return [
            Waiting(
                one.code or "",
                self.needs[one.id or 0],
                self.candidates[one.id or 0],
                self.besides[one.id or 0],
            )
            for one in self.requests
        ]


async def waiting_for_teams(session: AsyncSession) -> list[Request]:
    """Requests that are eligible and have no approved team yet, the oldest first."""
    query = select(Request).where(Request.status == RequestStatus.ELIGIBLE, ~of_the_past())
    return list((await session.exec(query.order_by(col(Request.id)))).all())


async def load_plan(session: AsyncSession, house: House, *, today: date, texts: bool = True) -> ToPlan:
    """Everything there is to plan, with what officers have decided about each request so far."""
    ready: list[Request] = []
    needs: dict[int, Need] = {}
    not_ready: list[Request] = []
    besides: dict[int, frozenset[frozenset[str]]] = {}
    for request in await waiting_for_teams(session):
        id_ = request.id or 0
        need = need_of(request, house.rules, today=today)
        if isinstance(need, NotReady):
            not_ready.append(request)
            continue
        shown = await open_proposal(session, id_)
        steering = Steering.of_proposal(shown) if shown else Steering()
        need = steered(need, steering, await refused_by(session, id_))
        needs[id_] = await with_record(session, need, house.rules)
        besides[id_] = await rejected_teams(session, id_)
        ready.append(request)
    years = {need.window.start.year for need in needs.values()}
    by_year = {year: await load_candidates(session, year=year, texts=texts) for year in sorted(years)}
    candidates = {id_: by_year[need.window.start.year] for id_, need in needs.items()}
    return ToPlan(tuple(ready), needs, tuple(not_ready), candidates, besides)


async def made_plan(to_plan: ToPlan, house: House, texts: "Texts | None" = None) -> "Planned":
    """The plan, made in a thread."""
    from matching.plan_needs import plan_needs  # noqa: PLC0415 - see above

    return await asyncio.to_thread(plan_needs, to_plan.waiting(), house.rules, texts=texts)


async def plan_facts(session: AsyncSession, to_plan: ToPlan, planned: "Planned", house: House) -> PlanFacts:
    """The plan in words that letters and tables are made of."""
    best, fair = planned.planning.best, planned.planning.fair
    every = (*planned.best.values(), *planned.fair.values(), *planned.alone.values())
    codes = sorted({member.key for team in every for member in team.members})
    names = {code: expert_name(one) for code, one in (await experts_by_code(session, codes)).items()}
    rules = house.rules.as_json()

    def told(teams: Mapping[str, Team], key: str, share: float) -> PlannedTeam | None:
        if key not in teams:
            return None
        members = tuple(one.key for one in teams[key].members)
        called = tuple(names.get(code) or code for code in members)
        return PlannedTeam(members, called, share_of_best(teams[key], rules), share)

    rows = tuple(
        PlannedRow(
            id=request.id or 0,
            code=request.code or "",
            title=request.title,
            country=request.country or "",
            team=told(planned.best, place.key, place.share),
            alone=told(planned.alone, place.key, 1.0),
            fair=told(planned.fair, fair_place.key, fair_place.share),
            lost=tuple(Lost(code, names.get(code) or code, taker) for code, taker in place.lost.items()),
        )
        for request, place, fair_place in zip(to_plan.requests, best.places, fair.places, strict=True)
    )
    return PlanFacts(
        rows=rows,
        not_ready=tuple((one.code or "", one.title) for one in to_plan.not_ready),
        value=best.value,
        bound=planned.planning.bound,
        gap=planned.planning.gap,
        worst=best.worst,
        fair_value=fair.value,
        fair_worst=fair.worst,
        most_loss=house.rules.plan_loss,
    )
