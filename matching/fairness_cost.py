"""What a wish for groups passed over costs: the best team if nobody had wished it, beside the best as it is."""

from collections.abc import Sequence
from dataclasses import replace

from config.rules import Wish
from matching.board import as_score
from matching.hunt import Effort
from matching.need import Reason, RuleOutcome, Search, Team
from matching.prices import People, best_besides
from matching.situation import Situation
from matching.team_score import best_possible

PRICED = "under_represented"


def with_wish_costs(now: Situation, search: Search, *, besides: frozenset[People] = frozenset()) -> Search:
    """The search, its best team telling what each such wish that it meets costs."""
    wishes = [wish for wish in now.rules.wishes if wish.kind == PRICED]
    place = next((n for n, team in enumerate(search.teams) if _people(team) not in besides), None)
    if not wishes or place is None:
        return search
    team = _told(now, search.teams[place], wishes, besides)
    return replace(search, teams=(*search.teams[:place], team, *search.teams[place + 1 :]))


def _told(now: Situation, team: Team, wishes: Sequence[Wish], besides: frozenset[People]) -> Team:
    named = {wish.name: wish for wish in wishes}
    outcomes = (
        _priced(now, team, outcome, named[outcome.name], besides)
        if outcome.name in named and outcome.met and not outcome.hard
        else outcome
        for outcome in team.rules
    )
    return replace(team, rules=tuple(outcomes))


def _priced(
    now: Situation, team: Team, outcome: RuleOutcome, wish: Wish, besides: frozenset[People]
) -> RuleOutcome:
    """The cost as teams are shown: a share of the best that the rules allow."""
    others = tuple(one for one in now.rules.wishes if one.name != wish.name)
    at = replace(now, rules=replace(now.rules, wishes=others))
    best, _ = best_besides(at, Effort(wanted=1 + len(besides)), besides)
    gained = as_score(best[0]) - (team.score - wish.weight) if best else 0.0
    cost = round(max(gained, 0.0) / best_possible(team, now.rules.as_json()), 6)
    values = {**outcome.reason.values, "cost": cost}
    key = "rule.under_represented.costs" if cost >= _SHOWN else "rule.under_represented.free"
    return replace(outcome, reason=Reason(key, values))


_SHOWN = 0.0005
"""Less than this is printed as nothing."""


def _people(team: Team) -> People:
    return frozenset(member.key for member in team.members)
