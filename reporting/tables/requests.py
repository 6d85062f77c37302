"""Table 2: the requests received, by region, country and status."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from reporting.history import History, PastRequest
from reporting.table import Column, Line, Naming, Table, counted, grouped
from storage.states import RequestStatus


class Stage(StrEnum):
    """A request's status as reports print it."""

    COMPLETED = "completed"
    MERGED = "merged"
    REJECTED = "rejected"
    CLOSED = "closed"
    REQUEST = "request"
    """Received and not yet an action: being checked, being prepared, or on hold."""
    ONGOING = "ongoing"


STAGES: Mapping[RequestStatus, Stage] = MappingProxyType(
    {
        RequestStatus.RECEIVED: Stage.REQUEST,
        RequestStatus.CHECKING: Stage.REQUEST,
        RequestStatus.ELIGIBLE: Stage.REQUEST,
        RequestStatus.FORMULATED: Stage.REQUEST,
        RequestStatus.ON_HOLD: Stage.REQUEST,
        RequestStatus.APPROVED: Stage.ONGOING,
        RequestStatus.COMPLETED: Stage.COMPLETED,
        RequestStatus.MERGED: Stage.MERGED,
        RequestStatus.REPLACED: Stage.REJECTED,
        RequestStatus.REJECTED: Stage.REJECTED,
        RequestStatus.CLOSED: Stage.CLOSED,
    }
)
"""Every status a request with a code can have; the public report counts a replaced request as rejected."""


def table2(history: History) -> Table:
    """Requests by region, country and status."""
    levels = [
        (Naming.REGION, lambda request: request.region),
        (Naming.COUNTRY, lambda request: request.country),
    ]
    return Table(
        "table2",
        (*(Column(stage) for stage in Stage), Column("total")),
        grouped(history.requests, levels, _cells),
        Line(Naming.TOTAL, "", _cells(history.requests)),
    )


def _cells(requests: Sequence[PastRequest]) -> tuple[int | None, ...]:
    stages = [STAGES[request.status] for request in requests]
    return (*(counted(stages.count(stage)) for stage in Stage), len(requests))
