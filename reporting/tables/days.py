"""Table 5: the expert-days rendered for each action, by the experts' origin."""

from collections.abc import Mapping, Sequence

from reporting.history import History, PastExpert, Rendered
from reporting.table import Cell, Column, Line, Naming, Table, Unit, counted, grouped
from reporting.tables.experts import origin_of

_ORIGINS = ("eu", "partner", "other_european")
_OTHER = len(_ORIGINS) - 1


def table5(history: History) -> Table:
    """Expert-days by region, country, action and origin; work outside any request stands apart, after the regions."""
    requests, experts = history.request(), history.expert()
    inside = [one for one in history.rendered if one.action in requests]
    outside = [one for one in history.rendered if one.action not in requests]

    def cells(rendered: Sequence[Rendered]) -> tuple[Cell, ...]:
        days = [_days(rendered, experts, origin) for origin in _ORIGINS]
        return (*(counted(one) for one in days), sum(days))

    total = Line(Naming.TOTAL, "", cells(history.rendered))
    whole = Table(
        "table5",
        tuple(Column(key, Unit.DAYS) for key in (*_ORIGINS, "total")),
        grouped(
            inside,
            [
                (Naming.REGION, lambda one: requests[one.action].region),
                (Naming.COUNTRY, lambda one: requests[one.action].country),
                (Naming.ACTION, lambda one: one.action),
            ],
            cells,
        )
        + grouped(outside, [(Naming.ACTION, lambda one: one.action)], cells),
        total,
    )
    return whole if total.cells[_OTHER] else whole.without_column(_OTHER)


def _days(rendered: Sequence[Rendered], experts: Mapping[str, PastExpert], origin: str) -> int:
    return sum(one.quarter_days for one in rendered if origin_of(experts[one.expert]) == origin)
