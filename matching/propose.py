"""From a need and everybody registered to the teams an officer sees: one pure call, made in a thread."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from config.rules import Rules
from matching.fairness_cost import with_wish_costs
from matching.hunt import USUAL, Effort
from matching.need import Candidate, Need, Search
from matching.obstacles import situation_of
from matching.prices import prices
from matching.ranking import assess, seated
from matching.team import Rows, find_teams
from matching.topics import Texts


def propose(
    need: Need,
    candidates: Sequence[Candidate],
    rules: Rules,
    effort: Effort = USUAL,
    texts: Texts | None = None,
) -> Search:
    """The best teams with reasons, three unless told otherwise; the same people in another order give the same teams."""
    need, people, rows = assessed(need, candidates, rules, texts)
    return find_teams(need, people, rows, rules, effort)


def propose_priced(
    need: Need,
    candidates: Sequence[Candidate],
    rules: Rules,
    effort: Effort = USUAL,
    texts: Texts | None = None,
    *,
    besides: frozenset[frozenset[str]] = frozenset(),
) -> Search:
    """The same, and what each rule costs the best team that is not one of those `besides`."""
    need, people, rows = assessed(need, candidates, rules, texts)
    search = find_teams(need, people, rows, rules, effort)
    if not search.teams:
        return search
    now = situation_of(need, people, rows, rules)
    search = with_wish_costs(now, search, besides=besides)
    return replace(search, prices=prices(now, besides=besides))


def assessed(
    need: Need, candidates: Sequence[Candidate], rules: Rules, texts: Texts | None
) -> tuple[Need, list[Candidate], Rows]:
    """The need with its seats, everybody registered once, and how well each serves each seat."""
    need, people = seated(need, rules), _registered(candidates)
    return need, people, assess(need, people, rules, texts)


def _registered(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Everybody once, by code; of two entries under one code always the same one is taken."""
    entries: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        entries.setdefault(candidate.key, []).append(candidate)
    return [min(entries[key], key=_content) for key in sorted(entries)]


def _content(candidate: Candidate) -> str:
    values = (getattr(candidate, one.name) for one in fields(candidate))
    return repr([sorted(value.items()) if isinstance(value, Mapping) else value for value in values])
