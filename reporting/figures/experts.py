"""Figures 9, 11, 12 and 13: where mobilised experts come from, and how much women and men worked."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from reporting.figures.figure import Figure, Kind
from reporting.history import History, PastExpert
from reporting.table import Cell, Column, Line, Naming, Table, Unit, counted, grouped
from reporting.tables.experts import origin_of

_WOMEN, _MEN, _UNSTATED, _TOTAL = "women", "men", "unstated", "total"
_GENDER_OF = {"woman": _WOMEN, "man": _MEN}
_LEVELS: Sequence[tuple[Naming, Callable[[PastExpert], str]]] = (
    (Naming.ORIGIN, origin_of),
    (Naming.OCCUPATION, lambda expert: expert.occupation or "unknown"),
)


def figure9(history: History) -> Figure:
    """The EU Member States that mobilised experts come from, on a map, with the number of experts of each."""
    experts = [expert for expert in mobilised(history) if origin_of(expert) == "eu"]
    levels = [(Naming.COUNTRY, lambda expert: expert.nationality)]
    total = Line(Naming.TOTAL, "", (len(experts),))
    lines = grouped(experts, levels, lambda some: (len(some),))
    table = Table("figure9", (Column("experts"),), lines, total)
    return Figure(Kind.MAP, table, history.as_of, ("experts",))


def figure11(history: History) -> Figure:
    """Mobilised experts by origin, occupation and gender."""
    one_each = dict.fromkeys((expert.code for expert in history.experts), 1)
    return _by_gender("figure11", history, one_each, Unit.COUNT)


def figure12(history: History) -> Figure:
    """Expert-days rendered by origin, occupation and gender."""
    return _by_gender("figure12", history, worked(history), Unit.DAYS)


def figure13(history: History) -> Figure:
    """The days an expert rendered on average, by origin, occupation and gender."""
    days = worked(history)

    def average(experts: Sequence[PastExpert]) -> Fraction | None:
        quarters = sum(days[expert.code] for expert in experts)
        return Fraction(quarters, 4 * len(experts)) if experts else None

    def cells(experts: Sequence[PastExpert]) -> tuple[Cell, ...]:
        women, men = _of(experts, _WOMEN), _of(experts, _MEN)
        return average(women), average(men), average(experts)

    experts = mobilised(history)
    keys = (_WOMEN, _MEN, "average")
    table = Table(
        "figure13",
        tuple(Column(key, Unit.AVERAGE) for key in keys),
        grouped(experts, _LEVELS, cells),
        Line(Naming.TOTAL, "", cells(experts)),
    )
    return Figure(Kind.GROUPS, table, history.as_of, keys)


def mobilised(history: History) -> tuple[PastExpert, ...]:
    """Experts who rendered any expert-day."""
    working = worked(history)
    return tuple(expert for expert in history.experts if expert.code in working)


def worked(history: History) -> Mapping[str, int]:
    """The quarter days of each expert who rendered any, by code."""
    days: dict[str, int] = {}
    for one in history.rendered:
        days[one.expert] = days.get(one.expert, 0) + one.quarter_days
    return days


def _of(experts: Sequence[PastExpert], gender: str) -> Sequence[PastExpert]:
    return [expert for expert in experts if _GENDER_OF.get(expert.gender, _UNSTATED) == gender]


def _by_gender(name: str, history: History, weight: Mapping[str, int], unit: Unit) -> Figure:
    """What mobilised experts weigh by gender, and the women's share; a gender nobody told has a column if there is one."""

    def cells(experts: Sequence[PastExpert]) -> tuple[Cell, ...]:
        weights = [sum(weight[one.code] for one in _of(experts, gender)) for gender in genders]
        whole = sum(weights)
        return (*map(counted, weights), whole, Fraction(weights[0], whole) if whole else None)

    experts = mobilised(history)
    genders = (_WOMEN, _MEN, *([_UNSTATED] if _of(experts, _UNSTATED) else []))
    columns = (*(Column(key, unit) for key in (*genders, _TOTAL)), Column("women_share", Unit.PERCENT))
    total = Line(Naming.TOTAL, "", cells(experts))
    table = Table(name, columns, grouped(experts, _LEVELS, cells), total)
    return Figure(Kind.BARS, table, history.as_of, genders, beside=_TOTAL)
