"""Tables 3, 4 and 6: who was mobilised, how long they worked, and who is registered."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from reporting.history import History, PastExpert
from reporting.table import Cell, Column, Line, Naming, Table, Unit, counted, grouped, shares_of

Cells = Callable[[Sequence[PastExpert]], tuple[Cell, ...]]

_OCCUPATIONS = ("public", "private")
_GENDERS = ("woman", "man")


def origin_of(expert: PastExpert) -> str:
    """Where an expert comes from, as days and people are counted: an EU Member State, a partner country, elsewhere."""
    if expert.region == "EU":
        return "eu"
    return "partner" if expert.eligibility == "partner" else "other_european"


def table3(history: History) -> Table:
    """Mobilised experts, those with days rendered, by origin, country and occupation."""
    working = {one.expert for one in history.rendered}
    mobilised = [expert for expert in history.experts if expert.code in working]
    return _by_origin("table3", mobilised, _people, Unit.COUNT)


def table4(history: History) -> Table:
    """Expert-days rendered by origin, country and occupation."""
    days: dict[str, int] = {}
    for one in history.rendered:
        days[one.expert] = days.get(one.expert, 0) + one.quarter_days
    working = [expert for expert in history.experts if expert.code in days]

    def cells(experts: Sequence[PastExpert]) -> tuple[Cell, ...]:
        sums = [_days(experts, days, occupation) for occupation in _OCCUPATIONS]
        return (*(counted(one) for one in sums), sum(days[expert.code] for expert in experts))

    return _by_origin("table4", working, cells, Unit.DAYS)


def table6(history: History) -> Table:
    """Registered experts by eligibility, region and gender, with the share of each gender and of each line."""
    everybody = len(history.experts)

    def cells(experts: Sequence[PastExpert]) -> tuple[Cell, ...]:
        genders = [sum(expert.gender == gender for expert in experts) for gender in _GENDERS]
        shares = [Fraction(number, len(experts)) if experts else None for number in genders]
        by_gender = [value for pair in zip(map(counted, genders), shares, strict=True) for value in pair]
        return (*by_gender, len(experts), Fraction(len(experts), everybody) if everybody else None)

    return Table(
        "table6",
        (
            Column("women"),
            Column("row_share", Unit.PERCENT),
            Column("men"),
            Column("row_share", Unit.PERCENT),
            Column("number"),
            Column("column_share", Unit.PERCENT),
        ),
        grouped(
            history.experts,
            [
                (Naming.ELIGIBILITY, lambda expert: expert.eligibility),
                (Naming.REGION, lambda expert: expert.region),
            ],
            cells,
        ),
        Line(Naming.TOTAL, "", cells(history.experts)),
    )


def _by_origin(name: str, experts: Iterable[PastExpert], cells: Cells, unit: Unit) -> Table:
    counted_ones = list(experts)
    total = Line(Naming.TOTAL, "", cells(counted_ones))
    return Table(
        name,
        tuple(Column(key, unit) for key in (*_OCCUPATIONS, "total")),
        grouped(
            counted_ones,
            [(Naming.ORIGIN, origin_of), (Naming.COUNTRY, lambda expert: expert.nationality)],
            cells,
        ),
        total,
        shares_of(total),
    )


def _people(experts: Sequence[PastExpert]) -> tuple[Cell, ...]:
    numbers = [sum(expert.occupation == occupation for expert in experts) for occupation in _OCCUPATIONS]
    return (*(counted(number) for number in numbers), len(experts))


def _days(experts: Sequence[PastExpert], days: dict[str, int], occupation: str) -> int:
    return sum(days[expert.code] for expert in experts if expert.occupation == occupation)
