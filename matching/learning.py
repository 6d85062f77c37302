"""What officers chose: the team they approved beside every team they could have had, and where it had more or less."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from math import comb
from statistics import fmean
from types import MappingProxyType

PARTS = ("topic", "language", "availability", "experience")
FEATURES = (*PARTS, "wishes")
"""What a team's score is made of; these have weights."""

FEWEST = 5
"""Fewer cases that differ say nothing about what officers prefer."""
CHANCE = 0.05
"""A preference is told as one if it would come about less often than this by tossing coins."""
_ALIKE = 5e-5
"""Scores are kept with four decimals: less is no difference."""


@dataclass(frozen=True, slots=True)
class PastMember:
    """Somebody of a team as it was shown; the parts of the score in the order of `PARTS`."""

    key: str
    parts: tuple[float, ...]
    missions: int = 0
    years: int = 0


@dataclass(frozen=True, slots=True)
class PastTeam:
    """A team as it was shown."""

    members: tuple[PastMember, ...]
    wishes: float = 0.0
    """What it earned by wishes."""

    @property
    def keys(self) -> frozenset[str]:
        """Who is in it."""
        return frozenset(member.key for member in self.members)

    @property
    def features(self) -> tuple[float, ...]:
        """The parts of all members added up, and the wishes: in the order of `FEATURES`."""
        sums = (sum(member.parts[n] for member in self.members) for n in range(len(PARTS)))
        return (*sums, self.wishes)


@dataclass(frozen=True, slots=True)
class PastProposal:
    """Teams that were put before officers, and what became of them."""

    number: int
    """Later ones have higher numbers."""
    code: str
    on: date
    teams: tuple[PastTeam, ...]
    chosen: int | None = None
    """The rank of the team that was approved, from 1."""
    turned_down: bool = False
    """All of its teams."""
    steered: bool = False
    """Whether an officer asked for just these: without some people, with others, or more of them."""
    pinned: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Option:
    """A team that could have been approved."""

    rank: int
    team: PastTeam
    beside: bool = True
    """Shown beside the one approved; else an earlier one, which an officer steered away from."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One approval: the options, those shown beside each other first, and which of them it was."""

    number: int
    code: str
    on: date
    options: tuple[Option, ...]
    chosen: int

    @property
    def taken(self) -> Option:
        """The one approved."""
        return self.options[self.chosen]

    @property
    def others(self) -> tuple[Option, ...]:
        """Those not approved."""
        return self.options[: self.chosen] + self.options[self.chosen + 1 :]


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of experts beside the scores: the days on which they declined, and how they were evaluated."""

    declined: Mapping[str, tuple[date, ...]] = field(default_factory=lambda: MappingProxyType({}))
    evaluated: Mapping[str, tuple[tuple[date, int], ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )


@dataclass(frozen=True, slots=True)
class Leaning:
    """In how many choices the team approved had more of something than the others had on average, or less."""

    measure: str
    more: int
    less: int
    alike: int

    @property
    def differing(self) -> int:
        """The choices that say anything."""
        return self.more + self.less

    @property
    def too_few(self) -> bool:
        """Whether there is too little to tell a preference from."""
        return self.differing < FEWEST

    @property
    def by_chance(self) -> bool:
        """Whether coins would do the same often enough (sign test, two-sided)."""
        highest = max(self.more, self.less)
        tail = sum(comb(self.differing, n) for n in range(highest, self.differing + 1))
        return 2 * tail >= CHANCE * (1 << self.differing)


@dataclass(frozen=True, slots=True)
class Case:
    """One team approved, and one that was not: who differs, and of what the first had more or less."""

    code: str
    on: date
    joining: tuple[str, ...]
    leaving: tuple[str, ...]
    more: tuple[str, ...]
    less: tuple[str, ...]
    beside: bool = True
    """Whether both were shown at the same time; else an officer had searched again."""


Measure = Callable[[PastTeam, date, Known], float | None]


def _part(place: int) -> Measure:
    return lambda team, on, known: team.features[place]  # noqa: ARG005 (all measures are called alike)


def _declines(team: PastTeam, on: date, known: Known) -> float:
    days = (day for member in team.members for day in known.declined.get(member.key, ()))
    return sum(day < on for day in days)


def _evaluations(team: PastTeam, on: date, known: Known) -> float | None:
    """The mean over members of their mean before that day; None if nobody was evaluated yet."""
    before = (
        [score for day, score in known.evaluated.get(member.key, ()) if day < on] for member in team.members
    )
    means = [fmean(scores) for scores in before if scores]
    return fmean(means) if means else None


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        **{name: _part(place) for place, name in enumerate(FEATURES)},
        "missions": lambda team, on, known: sum(one.missions for one in team.members),  # noqa: ARG005 (same)
        "years": lambda team, on, known: sum(one.years for one in team.members),  # noqa: ARG005 (same)
        "declines": _declines,
        "evaluations": _evaluations,
    }
)
"""What teams are compared by; gender, nationality and age are not among it."""


def choices(proposals: Sequence[PastProposal]) -> tuple[Choice, ...]:
    """Every approval with the teams there were instead, by request and in order; one without others has one option."""
    ordered = sorted(proposals, key=lambda one: (one.code, one.number))
    of_request = (list(own) for _, own in groupby(ordered, key=lambda one: one.code))
    return tuple(
        _choice(own[place], own[:place])
        for own in of_request
        for place, one in enumerate(own)
        if one.chosen is not None
    )


def telling(found: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices in which there was something to choose between."""
    return tuple(one for one in found if len(one.options) > 1)


def leanings(found: Sequence[Choice], known: Known) -> tuple[Leaning, ...]:
    """For every measure, how often the team approved had more of it."""
    return tuple(_leaning(measure, telling(found), known) for measure in MEASURES)


def cases(found: Sequence[Choice], known: Known) -> tuple[Case, ...]:
    """Every team approved beside every other, in the order of choices."""
    return tuple(_case(one, other, known) for one in found for other in one.others)


def _choice(proposal: PastProposal, earlier: Sequence[PastProposal]) -> Choice:
    shown = tuple(Option(rank, team) for rank, team in enumerate(proposal.teams, start=1))
    chosen = (proposal.chosen or 1) - 1
    aside = tuple(_put_aside(proposal, shown[chosen].team, earlier))
    there = {option.team.keys for option in shown}
    more = tuple(one for one in aside if one.team.keys not in there)
    return Choice(proposal.number, proposal.code, proposal.on, shown + more, chosen)


def _put_aside(proposal: PastProposal, chosen: PastTeam, earlier: Sequence[PastProposal]) -> Iterator[Option]:
    """From each proposal that was steered away from, the team ruled out that is most like the one approved."""
    steered = proposal.steered
    for before in reversed(earlier):
        if not steered or before.turned_down or before.chosen is not None:
            return
        ruled_out = [
            Option(rank, team, beside=False)
            for rank, team in enumerate(before.teams, start=1)
            if len(team.members) == len(chosen.members)
            and (team.keys & proposal.excluded or proposal.pinned - team.keys)
        ]
        if ruled_out:
            yield max(ruled_out, key=lambda option: (len(option.team.keys & chosen.keys), -option.rank))
        steered = before.steered


def _leaning(measure: str, found: Sequence[Choice], known: Known) -> Leaning:
    differences = [_difference(measure, one, known) for one in found]
    told = [one for one in differences if one is not None]
    more, less = sum(one > _ALIKE for one in told), sum(one < -_ALIKE for one in told)
    return Leaning(measure, more, less, len(told) - more - less)


def _difference(measure: str, choice: Choice, known: Known) -> float | None:
    own = MEASURES[measure](choice.taken.team, choice.on, known)
    theirs = [MEASURES[measure](other.team, choice.on, known) for other in choice.others]
    told = [one for one in theirs if one is not None]
    return own - fmean(told) if own is not None and told else None


def _case(choice: Choice, option: Option, known: Known) -> Case:
    chosen, other = choice.taken.team, option.team
    differences = {
        name: own - theirs
        for name, measure in MEASURES.items()
        if (own := measure(chosen, choice.on, known)) is not None
        and (theirs := measure(other, choice.on, known)) is not None
    }
    return Case(
        choice.code,
        choice.on,
        tuple(sorted(chosen.keys - other.keys)),
        tuple(sorted(other.keys - chosen.keys)),
        tuple(name for name, difference in differences.items() if difference > _ALIKE),
        tuple(name for name, difference in differences.items() if difference < -_ALIKE),
        option.beside,
    )
