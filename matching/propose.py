"""From a need and everybody registered to the teams an officer sees: one pure call, made in a thread."""

from collections.abc import Mapping, Sequence
from dataclasses import fields

from config.rules import Rules
from matching.hunt import USUAL, Effort
from matching.need import Candidate, Need, Search
from matching.ranking import assess, seated
from matching.team import find_teams
from matching.topics import Texts


def propose(
    need: Need,
    candidates: Sequence[Candidate],
    rules: Rules,
    effort: Effort = USUAL,
    texts: Texts | None = None,
) -> Search:
    """The best teams with reasons, three unless told otherwise; the same people in another order give the same teams."""
    need = seated(need, rules)
    people = _registered(candidates)
    return find_teams(need, people, assess(need, people, rules, texts), rules, effort)


def _registered(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Everybody once, by code; of two entries under one code always the same one is taken."""
    entries: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        entries.setdefault(candidate.key, []).append(candidate)
    return [min(entries[key], key=_content) for key in sorted(entries)]


def _content(candidate: Candidate) -> str:
    values = (getattr(candidate, one.name) for one in fields(candidate))
    return repr([sorted(value.items()) if isinstance(value, Mapping) else value for value in values])
