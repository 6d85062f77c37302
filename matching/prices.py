"""What each rule costs: the best team without it, and how much better that would be."""

from dataclasses import dataclass

from matching.board import as_score
from matching.hunt import Effort
from matching.relaxations import without_rule
from matching.situation import Situation
from matching.solve import best_lineups


@dataclass(frozen=True, slots=True)
class Price:
    """A hard rule, and the best team there would be without it."""

    rule: str
    gain: float
    """By how much that team scores better; 0 when the rule costs nothing."""
    members: tuple[str, ...]
    """Who would be in it."""
    proven: bool


def prices(now: Situation, effort: Effort | None = None) -> tuple[Price, ...]:
    """The price of every hard rule, the dearest first; nothing, if there is no team to compare with."""
    once = effort or Effort(wanted=1)
    best = best_lineups(now.question(), once)
    if not best.lineups:
        return ()
    found = []
    for rule in now.rules.hard:
        without = best_lineups(without_rule(rule.name)(now).question(), once)
        lineup = max(best.lineups[0], *without.lineups, key=lambda one: one.value)
        keys = sorted(str(now.pool.keys[row]) for row in lineup.rows)
        gain = as_score(lineup.value) - as_score(best.lineups[0].value)
        found.append(Price(rule.name, max(round(gain, 6), 0.0), tuple(keys), best.proven and without.proven))
    return tuple(sorted(found, key=lambda one: (-one.gain, one.rule)))
