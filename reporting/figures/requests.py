"""Figures 1 to 6: when and whence requests came, and what became of them."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from types import MappingProxyType

from reporting.figures.figure import Figure, Kind
from reporting.figures.periods import half_year_of, without_gaps
from reporting.history import History, PastRequest
from reporting.table import Cell, Column, Line, Naming, Table, Unit, counted, grouped
from reporting.tables.requests import STAGES, Stage

_APPROVED = frozenset({Stage.COMPLETED, Stage.MERGED, Stage.ONGOING})
"""What the public report calls approved requests: those that became an action, or a part of one."""
ACTIONS: Mapping[Stage, str] = MappingProxyType({Stage.COMPLETED: "completed", Stage.ONGOING: "ongoing"})
"""A request is an action of its own once approved; a merged one is a part of another."""

Stages = Sequence[tuple[str, Callable[[PastRequest], bool]]]
_BY_COUNTRY: Sequence[tuple[Naming, Callable[[PastRequest], str]]] = (
    (Naming.REGION, lambda request: request.region),
    (Naming.COUNTRY, lambda request: request.country),
)


def figure1(history: History) -> Figure:
    """Requests received by interim reporting period, and all until then."""
    periods = [_period(request) for request in history.requests]
    every = without_gaps(set(periods), half_year_of)
    numbers = [periods.count(period) for period in every]
    lines = tuple(
        Line(Naming.PERIOD, period, (number, so_far))
        for period, number, so_far in zip(every, numbers, accumulate(numbers), strict=True)
    )
    columns = (Column("requests"), Column("cumulative"))
    total = Line(Naming.TOTAL, "", (len(periods), None))
    table = Table("figure1", columns, lines, total)
    return Figure(Kind.COLUMNS, table, history.as_of, ("requests",), curve="cumulative")


def figure2(history: History) -> Figure:
    """The countries that sent requests, on a map: how many each, and how many of them were approved."""

    def cells(requests: Sequence[PastRequest]) -> tuple[Cell, ...]:
        return len(requests), counted(sum(STAGES[request.status] in _APPROVED for request in requests))

    columns = (Column("requests"), Column("approved"))
    lines = grouped(history.requests, _BY_COUNTRY, cells)
    table = Table("figure2", columns, lines, Line(Naming.TOTAL, "", cells(history.requests)))
    return Figure(Kind.MAP, table, history.as_of, ("requests",))


def figure3(history: History) -> Figure:
    """Requests by region and country, with the share of all requests."""
    return _shares("figure3", "requests", history, history.requests)


def figure4(history: History) -> Figure:
    """What became of the requests of each region, as shares of its requests."""
    stages = [(str(stage), _at(stage)) for stage in Stage]
    return _by_stage("figure4", "requests", history, history.requests, stages)


def figure5(history: History) -> Figure:
    """Actions by region and country, with the share of all actions; work outside any request stands last."""
    return _shares("figure5", "actions", history, actions_of(history), outside_of(history))


def figure6(history: History) -> Figure:
    """Completed and ongoing actions of each region, as shares of its actions."""
    stages = [(key, _at(stage)) for stage, key in ACTIONS.items()]
    return _by_stage("figure6", "actions", history, actions_of(history), stages, outside_of(history))


def actions_of(history: History) -> tuple[PastRequest, ...]:
    """The requests that are actions of their own: completed, or going on."""
    return tuple(request for request in history.requests if STAGES[request.status] in ACTIONS)


def outside_of(history: History) -> tuple[str, ...]:
    """Work that belongs to no request; the public report counts it as an action, and as completed."""
    codes = history.request()
    return tuple(sorted({one.action for one in history.rendered} - codes.keys()))


def _period(request: PastRequest) -> str:
    return half_year_of(request.received_on) if request.received_on else ""


def _at(stage: Stage) -> Callable[[PastRequest], bool]:
    return lambda request: STAGES[request.status] is stage


def _shares(
    name: str, counted_as: str, history: History, requests: Sequence[PastRequest], outside: Sequence[str] = ()
) -> Figure:
    whole = len(requests) + len(outside)

    def cells(some: Sequence[object]) -> tuple[Cell, ...]:
        return len(some), Fraction(len(some), whole) if whole else None

    apart = tuple(Line(Naming.ACTION, code, cells([code])) for code in outside)
    table = Table(
        name,
        (Column(counted_as), Column("share", Unit.TENTHS)),
        (*grouped(requests, _BY_COUNTRY, cells), *apart),
        Line(Naming.TOTAL, "", cells([*requests, *outside])),
    )
    return Figure(Kind.BARS, table, history.as_of, (counted_as,), beside="share")


def _by_stage(
    name: str,
    counted_as: str,
    history: History,
    requests: Sequence[PastRequest],
    stages: Stages,
    outside: Sequence[str] = (),
) -> Figure:
    """The share of each stage in each region; work outside any request is completed, and in the total only."""

    def cells(some: Sequence[PastRequest], besides: int = 0) -> tuple[Cell, ...]:
        numbers = [sum(map(is_so, some)) for _, is_so in stages]
        numbers[0] += besides
        whole = len(some) + besides
        return (*(Fraction(number, whole) if number else None for number in numbers), whole)

    lines = grouped(requests, _BY_COUNTRY[:1], cells)
    keys = tuple(key for key, _ in stages)
    columns = (*(Column(key, Unit.TENTHS) for key in keys), Column(counted_as))
    total = Line(Naming.TOTAL, "", cells(requests, len(outside)))
    return Figure(Kind.BARS, Table(name, columns, lines, total), history.as_of, keys, beside=counted_as)
