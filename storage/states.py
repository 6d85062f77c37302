"""The life cycles: every status a row can have and the steps allowed between them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class RequestStatus(StrEnum):
    """Where a request stands (DESIGN.md section 2)."""

    DRAFT = "draft"
    RECEIVED = "received"
    CHECKING = "checking"
    ELIGIBLE = "eligible"
    FORMULATED = "formulated"
    APPROVED = "approved"
    COMPLETED = "completed"
    ON_HOLD = "on_hold"
    REJECTED = "rejected"
    CLOSED = "closed"
    MERGED = "merged"
    REPLACED = "replaced"


class ProposalStatus(StrEnum):
    """A set of ranked teams put before the officers."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


class SeatStatus(StrEnum):
    """One profile asked for in a mission."""

    OPEN = "open"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    VACANT = "vacant"


class InquiryStatus(StrEnum):
    """The question put to one expert."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DOUBTFUL = "doubtful"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class MissionStatus(StrEnum):
    """Dated presence of a team."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class InboxStatus(StrEnum):
    """A message that arrived."""

    WAITING = "waiting"
    DOUBTFUL = "doubtful"
    """Handled as far as Muster could; it waits for a person's decision."""
    DONE = "done"
    DEAD = "dead"


class JobStatus(StrEnum):
    """Something to be done after commit."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


class Role(StrEnum):
    """What an officer may do: all see, approvers also decide about teams, officers about everything, admins also invite."""

    OFFICER = "officer"
    APPROVER = "approver"
    OBSERVER = "observer"
    ADMIN = "admin"


_R = RequestStatus
_REOPENABLE = frozenset({_R.CHECKING})

REQUEST_STEPS: Mapping[RequestStatus, frozenset[RequestStatus]] = MappingProxyType(
    {
        _R.DRAFT: frozenset({_R.RECEIVED, _R.CLOSED}),
        _R.RECEIVED: frozenset(
            {_R.CHECKING, _R.ELIGIBLE, _R.ON_HOLD, _R.REJECTED, _R.CLOSED, _R.MERGED, _R.REPLACED}
        ),
        _R.CHECKING: frozenset({_R.ELIGIBLE, _R.ON_HOLD, _R.REJECTED, _R.CLOSED, _R.MERGED, _R.REPLACED}),
        _R.ELIGIBLE: frozenset(
            {_R.FORMULATED, _R.CHECKING, _R.ON_HOLD, _R.REJECTED, _R.CLOSED, _R.MERGED, _R.REPLACED}
        ),
        _R.FORMULATED: frozenset({_R.APPROVED, _R.ELIGIBLE, _R.ON_HOLD, _R.REJECTED, _R.CLOSED}),
        _R.APPROVED: frozenset({_R.COMPLETED, _R.FORMULATED, _R.ELIGIBLE, _R.ON_HOLD, _R.CLOSED, _R.MERGED}),
        _R.COMPLETED: frozenset({_R.APPROVED}),
        _R.ON_HOLD: frozenset(
            {
                _R.CHECKING,
                _R.ELIGIBLE,
                _R.FORMULATED,
                _R.APPROVED,
                _R.ON_HOLD,
                _R.CLOSED,
                _R.REJECTED,
                _R.MERGED,
            }
        ),
        _R.REJECTED: _REOPENABLE,
        _R.CLOSED: _REOPENABLE,
        _R.MERGED: _REOPENABLE,
        _R.REPLACED: _REOPENABLE,
    }
)

_I = InquiryStatus
INQUIRY_STEPS: Mapping[InquiryStatus, frozenset[InquiryStatus]] = MappingProxyType(
    {
        _I.ASKED: frozenset({_I.ACCEPTED, _I.DECLINED, _I.DOUBTFUL, _I.EXPIRED, _I.WITHDRAWN}),
        _I.DOUBTFUL: frozenset({_I.ACCEPTED, _I.DECLINED, _I.DOUBTFUL, _I.EXPIRED, _I.WITHDRAWN}),
        _I.ACCEPTED: frozenset({_I.DECLINED, _I.DOUBTFUL, _I.ACCEPTED, _I.WITHDRAWN}),
        _I.DECLINED: frozenset({_I.ACCEPTED, _I.DOUBTFUL, _I.WITHDRAWN}),
        _I.EXPIRED: frozenset({_I.ACCEPTED, _I.DECLINED, _I.DOUBTFUL, _I.WITHDRAWN}),
        _I.WITHDRAWN: frozenset(),
    }
)

_P = ProposalStatus
PROPOSAL_STEPS: Mapping[ProposalStatus, frozenset[ProposalStatus]] = MappingProxyType(
    {
        _P.OPEN: frozenset({_P.APPROVED, _P.REJECTED, _P.SUPERSEDED}),
        _P.APPROVED: frozenset({_P.SUPERSEDED}),
        _P.REJECTED: frozenset(),
        _P.SUPERSEDED: frozenset(),
    }
)

_S = SeatStatus
SEAT_STEPS: Mapping[SeatStatus, frozenset[SeatStatus]] = MappingProxyType(
    {
        _S.OPEN: frozenset({_S.ASKED, _S.VACANT}),
        _S.ASKED: frozenset({_S.CONFIRMED, _S.OPEN, _S.VACANT}),
        _S.CONFIRMED: frozenset({_S.ASKED, _S.OPEN, _S.VACANT}),
        _S.VACANT: frozenset({_S.ASKED}),
    }
)

_M = MissionStatus
MISSION_STEPS: Mapping[MissionStatus, frozenset[MissionStatus]] = MappingProxyType(
    {
        _M.PLANNED: frozenset({_M.CONFIRMED, _M.CANCELLED}),
        _M.CONFIRMED: frozenset({_M.PLANNED, _M.COMPLETED, _M.CANCELLED}),
        _M.COMPLETED: frozenset(),
        _M.CANCELLED: frozenset(),
    }
)
