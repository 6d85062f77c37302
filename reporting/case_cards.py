"""One request with all that followed from it, as frozen values that turn into JSON by `dataclasses.asdict`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from config.periods import Period
from matching.need import Reason, RuleOutcome
from storage.states import InquiryStatus, MissionStatus, ProposalStatus, RequestStatus, SeatStatus
from storage.turns import Turn


@dataclass(frozen=True, slots=True)
class RequestCard:
    """What the partner asked for, and where it stands."""

    code: str
    status: RequestStatus
    status_since: datetime
    reason: str
    turn: Turn
    question: str
    """An officer's question the partner has not answered."""
    title: str
    institution: str
    country: str
    contact: str
    channel: str
    verified: bool
    areas: tuple[str, ...]
    background: str
    general_objective: str
    specific_objectives: str
    expected_results: str
    window: Period | None
    days: int | None
    languages: tuple[str, ...]
    experts: int | None
    profiles: tuple[str, ...]
    kept_as_written: Mapping[str, str]
    received_at: datetime | None
    date_as_printed: str
    hold_until: date | None
    successors: tuple[str, ...]
    attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """An expert by name."""

    code: str
    name: str
    country: str
    opted_out: bool = False
    """They asked never to be written to again, so nobody proposes or asks them."""


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A member of a proposed team."""

    person: Person
    seat: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class TeamCard:
    """A proposed team, as it was shown."""

    rank: int
    score: float
    """Of its seats and wishes, 0 to 1."""
    period: Period
    chosen: bool
    members: tuple[MemberCard, ...]
    rules: tuple[RuleOutcome, ...]


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """Teams put before the officers, and what they decided."""

    id: int
    status: ProposalStatus
    created_at: datetime
    decided_at: datetime | None
    decided_by: str
    reason: str
    teams: tuple[TeamCard, ...]


@dataclass(frozen=True, slots=True)
class SeatCard:
    """One seat of a mission."""

    position: int
    label: str
    status: SeatStatus
    holder: Person | None


@dataclass(frozen=True, slots=True)
class InquiryCard:
    """The question put to one expert, and what came back."""

    id: int
    seat: int
    person: Person
    status: InquiryStatus
    window: Period
    asked_at: datetime
    reply_by: datetime
    reminded_at: datetime | None
    answered_at: datetime | None
    words: str
    """The expert's own words."""
    free: tuple[Period, ...]
    busy: tuple[Period, ...]
    note: str
    passed_over_by: str = ""
    """The officer who asked somebody else after a doubtful answer; '' if the expert's own words decided."""


@dataclass(frozen=True, slots=True)
class MissionCard:
    """A mission, who sits on it and who was asked."""

    id: int
    status: MissionStatus
    mode: str
    window: Period
    on_site_days: int
    preparation_quarter_days: int
    on_site_quarter_days: int
    reporting_quarter_days: int
    confirmed_at: datetime | None
    seats: tuple[SeatCard, ...]
    inquiries: tuple[InquiryCard, ...]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry of the journal."""

    at: datetime
    actor: str
    event: str
    subject: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One request with all that followed from it."""

    id: int
    request: RequestCard
    proposals: tuple[ProposalCard, ...]
    missions: tuple[MissionCard, ...]
    history: tuple[HistoryEntry, ...]
