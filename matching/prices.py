"""What each rule costs: the best team without it, and how much better that would be."""

from matching.board import as_score
from matching.hunt import Effort
from matching.need import Price
from matching.relaxations import without_rule
from matching.situation import Situation
from matching.solve import best_lineups

People = frozenset[str]


def prices(
    now: Situation, effort: Effort | None = None, *, besides: frozenset[People] = frozenset()
) -> tuple[Price, ...]:
    """The price of every hard rule, the dearest first; nothing, if there is no team to compare with.

    Teams `besides` are no choice: officers have turned them down.
    """
    effort = effort or Effort(wanted=1 + len(besides))
    best, proven = best_besides(now, effort, besides)
    if best is None:
        return ()
    found = []
    for rule in now.rules.hard:
        without, sure = best_besides(without_rule(rule.name)(now), effort, besides)
        value, keys = max(best, without or best)
        gain = max(round(as_score(value) - as_score(best[0]), 6), 0.0)
        found.append(Price(rule.name, gain, keys, proven and sure))
    return tuple(sorted(found, key=lambda one: (-one.gain, one.rule)))


def best_besides(
    now: Situation, effort: Effort, besides: frozenset[People]
) -> tuple[tuple[int, tuple[str, ...]] | None, bool]:
    """The value and the people of the best team that may be chosen, and whether it is proven to be that."""
    found = best_lineups(now.question(), effort)
    teams = ((one.value, tuple(sorted(str(now.pool.keys[row]) for row in one.rows))) for one in found.lineups)
    return next((team for team in teams if frozenset(team[1]) not in besides), None), found.proven
