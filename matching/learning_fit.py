"""Weights refitted from choices: logistic regression on pairs of teams, drawn towards the weights of today.

With x the differences of a pair (chosen minus not chosen), w today's weights and b how firmly officers follow them,
the loss of t is the sum of m log(1 + exp(-t x)) over all pairs and half the squared distance of t from b w, each
difference measured in its own spread. The pairs of a choice weigh m together as much as one; no t is below nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from config.rules import Rules, Weights
from matching.learning import FEATURES, PARTS, Choice, Option, PastTeam, telling

LEAST_CHOICES = 10
"""Nothing is fitted to fewer choices."""
DRAWS = 500
"""How often the choices are drawn anew for the range of a weight."""
STRENGTH = 1.0
"""How much today's weights count: about as much as four choices."""
MOST = 10.0
"""Wishes are made at most so many times as heavy."""
DECIMALS = 3
_FIRMNESS = np.geomspace(1.0, 100.0, 41)
_WITHIN = (0.5, 99.5)
"""In percent. Five weights are looked at: with 95 of 100, one in three facilities would see a difference that is none."""
_AT_ONCE = 64
"""Rows fitted together, so that memory stays small."""
_MOST_TURNS = 2_000
_CLOSE = 1e-6
_FLAT = 1e-4

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighing:
    """What each feature of a team counts: four weights that add up to 1, and by how much all wishes are multiplied."""

    weights: Weights
    wishes: float = 1.0

    @classmethod
    def of(cls, rules: Rules) -> "Weighing":
        """Today's, as ranking uses them."""
        return cls.from_values([*(max(getattr(rules.weights, name), 0.0) for name in PARTS), 1.0], scale=1.0)

    @classmethod
    def from_values(cls, values: Sequence[float], scale: float | None = None) -> "Weighing":
        """Four numbers and the wishes beside them, made to add up to 1; wishes are measured by their sum too."""
        whole = float(sum(values[: len(PARTS)]))
        if whole <= 0:
            return cls(Weights())
        parts = dict(zip(PARTS, (float(one) / whole for one in values), strict=False))
        return cls(Weights(**parts), min(float(values[-1]) / (scale or whole), MOST))

    @property
    def values(self) -> tuple[float, ...]:
        """In the order of `FEATURES`."""
        return (*(getattr(self.weights, name) for name in PARTS), self.wishes)

    def score(self, team: PastTeam) -> float:
        """What the team is worth; less than is kept of scores is no difference."""
        return round(sum(w * one for w, one in zip(self.values, team.features, strict=True)), 4)

    def first(self, choice: Choice) -> Option:
        """The option that would stand first; of equals the one that stood first."""
        return max(choice.options, key=lambda option: self.score(option.team))


@dataclass(frozen=True, slots=True)
class Turned:
    """A proposal whose first team would have been another."""

    code: str
    before: Option
    after: Option
    chosen: Option


@dataclass(frozen=True, slots=True)
class TooFew:
    """There is too little to learn from."""

    choices: int
    needed: int = LEAST_CHOICES


@dataclass(frozen=True, slots=True)
class Lesson:
    """Weights as they are and as choices would have them, and what difference they make."""

    choices: int
    pairs: int
    took_first: int
    """How often the team shown first was approved."""
    today: Weighing
    fitted: Weighing
    ranges: Mapping[str, tuple[float, float]]
    """For each feature, where 99 of 100 fits to choices drawn anew lie."""
    first_today: int
    """How many of the teams approved stand first with today's weights."""
    first_fitted: int
    """The same with fitted ones, each choice judged by weights that were fitted without its request."""
    turned: tuple[Turned, ...]

    @property
    def convinces(self) -> bool:
        """Whether anything speaks for other weights: one clearly differs, and they put more approved teams first."""
        return any(map(self.is_clear, FEATURES)) and self.first_fitted > self.first_today

    def is_clear(self, feature: str) -> bool:
        """Whether the weight of today lies outside the range."""
        low, high = self.ranges[feature]
        now = self.today.values[FEATURES.index(feature)]
        return not low - 0.5 * 10**-DECIMALS <= now <= high + 0.5 * 10**-DECIMALS


def learn(found: Sequence[Choice], rules: Rules, *, seed: int) -> Lesson | TooFew:
    """What the choices teach; they should be those of one facility, in any order."""
    said = sorted(telling(found), key=lambda one: (one.code, one.number))
    if len(said) < LEAST_CHOICES:
        return TooFew(len(said))
    today = Weighing.of(rules)
    fitted, *without = fits(said, today, np.vstack([np.ones(len(said)), _without_own_request(said)]))
    return Lesson(
        choices=len(said),
        pairs=sum(len(one.others) for one in said),
        took_first=sum(one.taken.rank == 1 for one in said),
        today=today,
        fitted=fitted,
        ranges=ranges(said, today, seed=seed),
        first_today=sum(today.first(one) is one.taken for one in said),
        first_fitted=sum(own.first(one) is one.taken for own, one in zip(without, said, strict=True)),
        turned=_turned(said, today, fitted),
    )


def fit(found: Sequence[Choice], today: Weighing) -> Weighing:
    """The weights by which the teams approved would best have been told from the others."""
    return fits(found, today, np.ones((1, len(found))))[0]


def fits(found: Sequence[Choice], today: Weighing, times: Floats) -> list[Weighing]:
    """The same for every row of `times`, which says how often each choice counts in it."""
    if not any(one.others for one in found):
        return [today] * len(times)
    owners = [n for n, one in enumerate(found) for _ in one.others]
    differences = np.array(
        [np.subtract(one.taken.team.features, other.team.features) for one in found for other in one.others]
    )
    counts = times[:, owners] / np.array([len(found[n].others) for n in owners])
    now = np.array(today.values)
    return [
        Weighing.from_values(row.tolist())
        for n in range(0, len(counts), _AT_ONCE)
        for row in _fitted(differences, counts[n : n + _AT_ONCE], now)
    ]


def ranges(found: Sequence[Choice], today: Weighing, *, seed: int) -> Mapping[str, tuple[float, float]]:
    """Between which values each weight lies when requests are drawn anew, with their choices, again and again."""
    chance = np.random.default_rng(seed)
    requests = sorted({one.code for one in found})
    drawn = chance.multinomial(len(requests), np.full(len(requests), 1 / len(requests)), size=DRAWS)
    times = drawn[:, [requests.index(one.code) for one in found]].astype(np.float64)
    values = np.array([one.values for one in fits(found, today, times)])
    low, high = np.percentile(values, _WITHIN, axis=0).tolist()
    return {name: (low[n], high[n]) for n, name in enumerate(FEATURES)}


def reweighted(rules: Rules, fitted: Weighing) -> Rules:
    """The facility's rules with these weights, in whole thousandths as people write them."""
    wishes = tuple(
        replace(wish, weight=min(round(wish.weight * fitted.wishes, DECIMALS), MOST)) for wish in rules.wishes
    )
    return replace(rules, weights=_rounded(fitted.weights), wishes=wishes)


def _rounded(weights: Weights) -> Weights:
    """Thousandths that still add up to 1: what is left over goes to those cut most."""
    exact = np.array([getattr(weights, name) for name in PARTS]) * 10**DECIMALS
    whole = np.floor(exact + 1e-9)
    missing = round(10**DECIMALS - float(whole.sum()))
    whole[np.argsort(whole - exact, kind="stable")[:missing]] += 1
    return Weights(**dict(zip(PARTS, (whole / 10**DECIMALS).tolist(), strict=True)))


def _without_own_request(found: Sequence[Choice]) -> Floats:
    """A row for each choice in which its request does not count."""
    codes = np.array([one.code for one in found])
    apart: Floats = (codes[:, None] != codes[None, :]).astype(np.float64)
    return apart


def _fitted(differences: Floats, counts: Floats, today: Floats) -> Floats:
    """For each row of counts the values, found one after the other in turn; what never differs keeps its own.

    Each step minimises a parabola that lies above the loss (Jaakkola and Jordan), so that no step can make it worse.
    """
    spread = counts @ differences**2 / np.maximum(counts.sum(axis=1, keepdims=True), 1e-9)
    middle = _firmness(differences, counts, today)[:, None] * today
    now, odds = middle.copy(), middle @ differences.T
    for _ in range(_MOST_TURNS):
        before = now.copy()
        for n in np.flatnonzero(spread.any(axis=0)):
            own = differences[:, n]
            doubt = 1 / (1 + np.exp(np.clip(odds, -500, 500)))
            bend = np.where(np.abs(odds) < _FLAT, 0.25, (0.5 - doubt) / np.where(odds == 0, 1, odds))
            slope = STRENGTH * spread[:, n] * (now[:, n] - middle[:, n]) - (counts * doubt) @ own
            steep = STRENGTH * spread[:, n] + (counts * bend) @ own**2
            step = np.maximum(now[:, n] - slope / np.where(steep > 0, steep, np.inf), 0) - now[:, n]
            now[:, n] += step
            odds += step[:, None] * own
        if np.abs(now - before).max() <= _CLOSE * np.abs(now).max():
            break
    return now


def _firmness(differences: Floats, counts: Floats, today: Floats) -> Floats:
    """For each row, how firmly officers follow the weights of today: the likeliest factor."""
    losses = np.logaddexp(0, -np.outer(differences @ today, _FIRMNESS))
    best: Floats = _FIRMNESS[np.argmin(counts @ losses, axis=1)]
    return best


def _turned(found: Sequence[Choice], today: Weighing, fitted: Weighing) -> tuple[Turned, ...]:
    firsts = ((one, today.first(one), fitted.first(one)) for one in found)
    return tuple(
        Turned(one.code, before, after, one.taken) for one, before, after in firsts if before is not after
    )
