"""All that ranking ever sees: the need, the candidates, and the reasons it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from config.languages import Level
from config.periods import Period


@dataclass(frozen=True, slots=True)
class LanguageNeed:
    """A working language with the lowest CEFR level that serves."""

    code: str
    minimum: Level = Level.B2


@dataclass(frozen=True, slots=True)
class Profile:
    """One seat asked for; no areas means any area of the request."""

    label: str = ""
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Represented:
    """A group of experts, such as women: how many are registered, and how often one of them was asked to go."""

    attribute: str
    value: str
    registered: int
    chosen: int


@dataclass(frozen=True, slots=True)
class Need:
    """What a request needs, ready for ranking."""

    areas: tuple[str, ...]
    text: str
    languages: tuple[LanguageNeed, ...]
    window: Period
    days: int
    """Working days on site."""
    profiles: tuple[Profile, ...]
    country: str
    region: str = ""
    """The facility's region of the partner country: Africa, Asia ..."""
    excluded: frozenset[str] = frozenset()
    pinned: frozenset[str] = frozenset()
    record: tuple[Represented, ...] = ()
    """Whom past choices fell on; kept only where the facility wishes for groups chosen too seldom."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registered expert as ranking sees one: no name, no address."""

    key: str
    """The expert's code, EX-0001."""
    country: str
    region: str
    eligibility: str
    occupation: str
    employment: str
    gender: str
    languages: Mapping[str, Level]
    areas: tuple[str, ...]
    documents: tuple[str, ...] = ()
    free: tuple[Period, ...] | None = None
    """Days known to be free; None when the calendar is unknown."""
    busy: tuple[Period, ...] = ()
    years: int = 0
    missions_abroad: int = 0
    flagged: bool = False
    employer: str = ""
    missions_this_year: int = 0
    rating: float = 0.0
    """The mean of what evaluators said of their work, 1 to 5; 0.0 if nobody did."""
    ratings: int = 0
    """How many did."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as a catalogue key (domain `reasons`) with its values; words are made by the reader's language."""

    key: str
    values: Mapping[str, str | int | float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score, in [0, 1], with its reason."""

    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Assessment:
    """How well one candidate serves one seat; `barred` names the hard no, if any."""

    key: str
    topic: Part
    language: Part
    availability: Part
    experience: Part
    total: float
    barred: Reason | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a proposed team."""

    seat: int
    key: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """A named rule or wish and whether a team meets it."""

    name: str
    hard: bool
    met: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class Team:
    """A team that meets every hard rule, with its score (seat scores plus wishes) and its alternates per seat."""

    members: tuple[Member, ...]
    score: float
    period: Period
    """The part of the window in which all members whose calendar is known are free."""
    rules: tuple[RuleOutcome, ...]
    alternates: tuple[tuple[str, ...], ...] = ()
    """For each seat, candidates who could take it and keep every hard rule, best first."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """How the result was found: what was looked at, what was ruled out, whether it is proven best."""

    candidates: int
    barred: Mapping[str, int]
    nodes: int
    proven: bool
    gap: float
    seed: float = 0.0
    """The score of the best team of the first look at a few."""
    threshold: float = 0.0
    """Everybody with a better score for some seat was looked at closely."""
    ruled_out: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many of those not barred the threshold, the bounds and the calendars ruled out, over all passes."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a hard rule costs: the best team there would be without it."""

    rule: str
    gain: float
    """By how much that team scores better; 0 when the rule costs nothing."""
    members: tuple[str, ...]
    """Who would be in it."""
    proven: bool


@dataclass(frozen=True, slots=True)
class Search:
    """The best teams that differ by at least one member, best first, or why there are none."""

    teams: tuple[Team, ...]
    certificate: Certificate
    obstacles: tuple[Reason, ...] = ()
    """When there is no team: which rule or shortage stands in the way, and which changes would make one exist."""
    nearly: Team | None = None
    """When there is no team: the best there would be if one rule could be broken."""
    prices: tuple[Price, ...] = ()
    """When there is a team and it was asked: what each hard rule costs, the dearest first."""
