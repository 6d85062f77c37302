"""What letters are told: plain values in the shape people will read about, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from config.periods import Period
from matching.need import Reason, RuleOutcome

LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request as a letter tells it."""

    id: int
    code: str
    status: str
    """A value of RequestStatus."""
    title: str
    institution: str = ""
    country: str = ""
    contact_name: str = ""
    areas: tuple[str, ...] = ()
    background: str = ""
    general_objective: str = ""
    specific_objectives: str = ""
    expected_results: str = ""
    window: Period | None = None
    days: int | None = None
    languages: tuple[str, ...] = ()
    experts: int | None = None
    profiles: tuple[str, ...] = ()
    kept_as_written: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Field -> words that could not be read and that an officer must read."""
    received_on: date | None = None
    reason: str = ""
    """Why it was rejected, closed or put on hold."""
    verified: bool = True
    """Whether the sender is known to be who they say they are."""
    attachments: tuple[str, ...] = ()
    """File names."""
    question: str = ""
    """A question of an officer the partner has not answered yet."""
    until: date | None = None
    """The day a request on hold is looked at again."""
    successors: tuple[str, ...] = ()
    """The codes a request was merged into or replaced by."""
    officer: str = ""
    """Who of the officers looks after it."""


@dataclass(frozen=True, slots=True)
class WaitingFacts:
    """A request that waits for somebody: whose turn it is, and for how long."""

    request: RequestFacts
    turn: str
    """officer, partner, experts or nobody."""
    days: int


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Somebody of a team, as colleagues and partners are told."""

    name: str
    country: str


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A member of a proposed team, as officers see one."""

    code: str
    name: str
    """'' if the person has left the register since."""
    country: str
    occupation: str
    employment: str
    seat_label: str
    score: float
    """0 to 1."""
    reasons: tuple[Reason, ...] = ()
    """Topic, language, experience, availability."""
    parts: tuple[float, ...] = ()
    """The scores of these, 0 to 1."""
    id: int = 0


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """A proposed team."""

    rank: int
    """1 is the best."""
    score: float
    """0 to 1."""
    members: tuple[MemberFacts, ...]
    period: Period
    rules: tuple[RuleOutcome, ...] = ()
    cost_eur: int | None = None
    """Estimated allowances of the public experts; None when unknown."""
    fees: int = 0
    """How many members work for a fee, agreed by contract."""
    pinned: tuple[str, ...] = ()
    """Names of those an officer wanted in every team."""
    excluded: tuple[str, ...] = ()
    """Names of those an officer wanted in none."""

    @property
    def letter(self) -> str:
        """The name officers use: A for the best."""
        return LETTERS[self.rank - 1]


@dataclass(frozen=True, slots=True)
class MissionFacts:
    """A mission as experts and partners are told; days of work are quarter days."""

    id: int
    code: str
    title: str
    institution: str
    country: str
    window: Period
    """The days asked about; the final dates once confirmed."""
    on_site_days: int
    aim: str = ""
    areas: tuple[str, ...] = ()
    preparation_quarter_days: int = 0
    on_site_quarter_days: int = 0
    reporting_quarter_days: int = 0
    languages: tuple[str, ...] = ()
    allowance: int | None = None
    """EUR per expert-day of a public expert; None when a fee is agreed by contract."""
    colleagues: tuple[PersonFacts, ...] = ()
    reply_by: date | None = None
    seat_label: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class AskedFacts:
    """Somebody who was asked for a seat, and how they answered."""

    inquiry_id: int
    first_name: str
    last_name: str
    country: str
    status: str
    """A value of InquiryStatus."""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat of a mission and everybody asked for it, in the order they were asked."""

    position: int
    label: str
    status: str
    """A value of SeatStatus."""
    asked: tuple[AskedFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class AlternateFacts:
    """Who is asked for a seat next, and until when."""

    name: str
    reply_by: date


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What was understood from an expert's reply."""

    verdict: str
    """A value of Verdict: yes, no, some_dates, employer, never_again ..."""
    free: tuple[Period, ...] = ()
    busy: tuple[Period, ...] = ()
    condition: str = ""
    quote: str = ""
    """The expert's own words, for officers."""
    leaning: str = ""
    """The verdict that unclear words are most like; '' if none stands out."""
