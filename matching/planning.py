"""Several requests at once that want the same people: who gets which team so that all together are served best.

Set packing over teams: each request gets at most one, nobody is in two teams whose windows overlap or above the load cap.
Column generation finds the bound, the exact search of each request its columns (docs/matching.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from matching.board import as_score
from matching.bounds import Steps
from matching.hunt import Effort
from matching.ledger import Lineup
from matching.plan_columns import Generation, PlanEffort
from matching.plan_fair import Fair
from matching.plan_market import WHOLE, Market
from matching.plan_master import Master, Option
from matching.plan_pricing import Buyer
from matching.plan_whole import best_whole
from matching.question import Question

USUAL_PLAN = PlanEffort()


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A request that waits for a team."""

    key: str
    question: Question
    besides: frozenset[frozenset[str]] = frozenset()
    """Teams that officers have turned down."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a request gets in a plan, what it would have had alone, and who went where instead."""

    key: str
    team: Lineup | None
    alone: Lineup | None
    """None when no team exists even without the others."""
    lost: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Of its own best team, who serves another request instead, and which."""

    @property
    def score(self) -> float:
        """The score of its team; 0 without one."""
        return as_score(self.team.value) if self.team else 0.0

    @property
    def score_alone(self) -> float:
        """The score of its best team by itself; 0 if there is none."""
        return as_score(self.alone.value) if self.alone else 0.0

    @property
    def share(self) -> float:
        """How much of its best team by itself it gets."""
        return self.team.value / self.alone.value if self.team and self.alone else 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Who gets which team, in the order in which the requests were given."""

    places: tuple[Place, ...]

    @property
    def value(self) -> float:
        """All scores together."""
        return round(sum(place.score for place in self.places), 6)

    @property
    def worst(self) -> float:
        """The lowest share of those for whom a team exists at all; 1 if there is nobody to serve."""
        return min((place.share for place in self.places if place.alone), default=1.0)


@dataclass(frozen=True, slots=True)
class Planning:
    """The plan of the highest total, the one that serves the worst served better, and how sure they are."""

    best: Plan
    fair: Plan
    bound: float
    """No plan has a higher total."""
    columns: int
    """How many teams were compared."""
    rounds: int

    @property
    def gap(self) -> float:
        """By which share of the bound the best plan may be below the optimum."""
        return max(self.bound - self.best.value, 0.0) / self.bound if self.bound > 0 else 0.0


def plan(asked: Sequence[Asked], effort: PlanEffort = USUAL_PLAN) -> Planning:
    """Teams for all requests together; their order and requests that nobody can serve change nothing for the others."""
    ordered = sorted(asked, key=lambda one: one.key)
    steps = Steps()
    buyers = {one.key: Buyer.of(one.question, one.besides, steps) for one in ordered}
    alone = {key: _alone(buyer, effort) for key, buyer in buyers.items()}
    served = [key for key in buyers if alone[key] is not None]
    generation = _generation([buyers[key] for key in served], [alone[key] for key in served], effort)
    best: Mapping[int, Option] = {}
    fair = best
    if served:
        generation.run()
        best = best_whole(generation).chosen
        fair = _fair(generation, best, [alone[key] for key in served])
    market = generation.market
    keys = [one.key for one in asked]

    def told(chosen: Mapping[int, Option]) -> Plan:
        places = _places(served, chosen, alone, buyers, market)
        return Plan(tuple(places.get(key) or Place(key, None, None) for key in keys))

    bound = generation.bound if served else 0.0
    return Planning(told(best), told(fair), round(bound, 6), generation.master.compared, generation.rounds)


def _alone(buyer: Buyer, effort: PlanEffort) -> Lineup | None:
    free = np.zeros(len(buyer.question.pool), dtype=np.int64)
    found = buyer.offers(free, Effort(1, effort.node_limit)).lineups
    return found[0] if found else None


def _generation(buyers: Sequence[Buyer], alone: Sequence[Lineup | None], effort: PlanEffort) -> Generation:
    """Every request's best team by itself is a column to begin with."""
    market = Market.of([one.question for one in buyers])
    master = Master(market, len(buyers))
    for claim, lineup in enumerate(alone):
        master.add(claim, [lineup] if lineup else [])
    return Generation(market, buyers, master, effort)


def _fair(
    generation: Generation, best: Mapping[int, Option], alone: Sequence[Lineup | None]
) -> Mapping[int, Option]:
    total = sum(one.value for one in best.values())
    own = [one.value / WHOLE if one else 0.0 for one in alone]
    fair = Fair(generation, own, total * (1 - generation.effort.most_loss), dict(best))
    fair.run()
    return fair.chosen


def _places(
    served: Sequence[str],
    chosen: Mapping[int, Option],
    alone: Mapping[str, Lineup | None],
    buyers: Mapping[str, Buyer],
    market: Market,
) -> dict[str, Place]:
    places = {}
    for claim, key in enumerate(served):
        one, own = chosen.get(claim), alone[key]
        pool = buyers[key].question.pool
        lost = {
            str(pool.keys[row]): taker
            for row in sorted(own.rows if own else ())
            if (taker := _taker(int(market.rows[claim][row]), claim, served, chosen, market))
        }
        places[key] = Place(key, one.lineup if one else None, own, MappingProxyType(lost))
    return places


def _taker(
    person: int, claim: int, served: Sequence[str], chosen: Mapping[int, Option], market: Market
) -> str:
    """The request whose team somebody is in, while this one goes without; '' if there is none."""
    mine = chosen.get(claim)
    if mine and person in mine.people:
        return ""
    rivals = (other for other in chosen if set(market.inside[other]) & set(market.inside[claim]))
    return next((served[other] for other in sorted(rivals) if person in chosen[other].people), "")
