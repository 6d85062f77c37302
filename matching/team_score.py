"""How a team's score is shown: in the order of the ranking, as a share of the best that its rules allow."""

from collections.abc import Iterable, Mapping

from matching.need import Team


def share_of_best(team: Team, rules: object) -> float:
    """The score, 0 to 1, of a team under the rules kept with its proposal: 1 is every seat and every wish in full."""
    best = best_possible(team, rules)
    return min(1.0, team.score / best) if best else 0.0


def best_possible(team: Team, rules: object) -> float:
    """What a team of this size would score with every seat and every wish in full."""
    wishes = rules.get("wishes") if isinstance(rules, Mapping) else None
    return len(team.members) + sum(_weights(wishes if isinstance(wishes, list) else ()))


def _weights(wishes: Iterable[object]) -> Iterable[float]:
    for wish in wishes:
        weight = wish.get("weight") if isinstance(wish, Mapping) else None
        yield max(0.0, float(weight)) if isinstance(weight, int | float) else 0.0
