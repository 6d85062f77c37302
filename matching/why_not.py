"""Why somebody is not in the best team: a personal bar, a rule that fails, or the score it would cost. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from config.rules import Rules
from matching.hunt import USUAL, Effort
from matching.need import Candidate, Need, Reason, Team
from matching.propose import propose
from matching.ranking import seated
from matching.topics import Texts


@dataclass(frozen=True, slots=True)
class NotAmongThem:
    """Nobody of that code can be proposed at all: not registered, or not to be reached."""


@dataclass(frozen=True, slots=True)
class InBestTeam:
    """The question does not arise."""

    best: Team


@dataclass(frozen=True, slots=True)
class Barred:
    """Something about the person, or about what is known of their days."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class NoTeamWith:
    """No team with this person meets every hard rule; the reasons say which stand in the way."""

    obstacles: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Costs:
    """A team with this person is possible, but scores lower than the best."""

    best: Team
    with_them: Team
    proven: bool
    """Whether no better team with this person exists."""

    @property
    def loss(self) -> float:
        """How much lower the team's score is; never below nothing."""
        return max(0.0, self.best.score - self.with_them.score)

    @property
    def leaving(self) -> tuple[str, ...]:
        """Who would leave the best team."""
        return _besides(self.best, self.with_them)

    @property
    def joining(self) -> tuple[str, ...]:
        """Who would come in, this person among them."""
        return _besides(self.with_them, self.best)


Answer = NotAmongThem | InBestTeam | Barred | NoTeamWith | Costs


def why_not(
    need: Need,
    candidates: Sequence[Candidate],
    rules: Rules,
    key: str,
    *,
    effort: Effort = USUAL,
    texts: Texts | None = None,
) -> Answer:
    """What keeps this person out of the best team, or what they would cost it."""
    need = seated(need, rules)
    if all(one.key != key for one in candidates):
        return NotAmongThem()
    if key in need.excluded:
        return Barred(Reason("pool.excluded"))
    first = replace(effort, wanted=1)
    best = propose(need, candidates, rules, first, texts).teams
    if best and key in _members(best[0]):
        return InBestTeam(best[0])
    pinned = propose(_with(need, key), candidates, rules, first, texts)
    if pinned.teams and best:
        return Costs(best[0], pinned.teams[0], pinned.certificate.proven)
    return _hindered(key, pinned.obstacles)


def _with(need: Need, key: str) -> Need:
    """The need with this person pinned; other pins give way when the seats are taken."""
    others = need.pinned if len(need.pinned) < len(need.profiles) else frozenset()
    return replace(need, pinned=others | {key})


def _hindered(key: str, obstacles: tuple[Reason, ...]) -> Barred | NoTeamWith:
    """A personal bar is told by itself: the search names the pin and, next to it, what bars it."""
    for pin, bar in pairwise(obstacles):
        if pin.key == "obstacle.pin_barred" and pin.values.get("expert") == key:
            return Barred(bar)
    return NoTeamWith(tuple(one for one in obstacles if one.key != "unlock.without_pins"))


def _members(team: Team) -> tuple[str, ...]:
    return tuple(member.key for member in team.members)


def _besides(team: Team, other: Team) -> tuple[str, ...]:
    return tuple(key for key in _members(team) if key not in _members(other))
