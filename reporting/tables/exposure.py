"""Who gets a chance: each group of experts from the register to the days rendered, beside its share of the register."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from matching.fairness import Shown, exposure
from reporting.history import History, PastExpert
from reporting.table import Cell, Column, Line, Naming, Number, Table, Unit
from reporting.tables.experts import origin_of

LEAST_DUE = 5
"""Where a group's size would give it fewer than this, its ratio is left empty: chance alone moves it too far."""

_COLUMNS = (
    Column("registered"),
    Column("able"),
    Column("shown"),
    Column("chosen"),
    Column("confirmed"),
    Column("days_rendered", Unit.DAYS),
    Column("shown_ratio", Unit.PERCENT),
    Column("chosen_ratio", Unit.PERCENT),
    Column("days_ratio", Unit.PERCENT),
)
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class _Sums:
    """What a group of experts adds up to."""

    registered: int
    able: int
    places: int
    chosen: int
    confirmed: int
    days: int
    weight: Fraction
    works: int
    """In how many actions they worked, each counted."""


def experts_exposure(history: History) -> Table:
    """Groups by gender, occupation and origin, the last by country too; everybody stands once under each."""
    sums_of = _adder(history)
    whole = sums_of(history.experts)

    def line(naming: Naming, key: str, experts: Sequence[PastExpert], parts: tuple[Line, ...] = ()) -> Line:
        return Line(naming, key or _UNKNOWN, _cells(sums_of(experts), whole), parts)

    def origin(key: str, experts: Sequence[PastExpert]) -> Line:
        countries = _groups(experts, lambda one: one.nationality)
        parts = tuple(Line(Naming.COUNTRY, code, _cells(sums_of(own), whole)) for code, own in countries)
        return line(Naming.ORIGIN, key, experts, parts)

    return Table(
        "exposure",
        _COLUMNS,
        (
            *(line(Naming.GENDER, *group) for group in _groups(history.experts, lambda one: one.gender)),
            *(
                line(Naming.OCCUPATION, *group)
                for group in _groups(history.experts, lambda one: one.occupation)
            ),
            *(origin(*group) for group in _groups(history.experts, origin_of)),
            Line(Naming.TOTAL, "", _cells(whole, whole)),
        ),
    )


def _groups(
    experts: Sequence[PastExpert], key_of: Callable[[PastExpert], str]
) -> Iterator[tuple[str, list[PastExpert]]]:
    for key in sorted({key_of(one) for one in experts}):
        yield key, [one for one in experts if key_of(one) == key]


def _adder(history: History) -> Callable[[Sequence[PastExpert]], _Sums]:
    past, shown = history.choices, exposure(history.choices.proposals)
    days: dict[str, int] = {}
    works: dict[str, int] = {}
    for one in history.rendered:
        days[one.expert] = days.get(one.expert, 0) + one.quarter_days
        works[one.expert] = works.get(one.expert, 0) + 1

    def sums_of(experts: Sequence[PastExpert]) -> _Sums:
        codes = [one.code for one in experts]
        seen = [shown[code] for code in codes if code in shown]
        return _Sums(
            registered=len(codes),
            able=sum(code in past.able for code in codes),
            places=sum(one.places for one in seen),
            chosen=sum(one.chosen for one in seen),
            confirmed=_sum(past.confirmed, codes),
            days=_sum(days, codes),
            weight=_weight(seen),
            works=_sum(works, codes),
        )

    return sums_of


def _sum(numbers: Mapping[str, int], codes: Sequence[str]) -> int:
    return sum(numbers.get(code, 0) for code in codes)


def _weight(seen: Sequence[Shown]) -> Fraction:
    return sum((one.weight for one in seen), start=Fraction(0))


def _cells(own: _Sums, whole: _Sums) -> tuple[Cell, ...]:
    share = Fraction(own.registered, whole.registered) if whole.registered else None
    return (
        own.registered,
        own.able,
        own.places,
        own.chosen,
        own.confirmed,
        own.days,
        _ratio(own.weight, whole.weight, share, whole.places),
        _ratio(own.chosen, whole.chosen, share, whole.chosen),
        _ratio(own.days, whole.days, share, whole.works),
    )


def _ratio(own: Number, whole: Number, share: Fraction | None, occasions: int) -> Fraction | None:
    """The share of what there was beside the share of the register; None where too little was due to the group."""
    if not share or not whole or share * occasions < LEAST_DUE:
        return None
    return Fraction(own) / Fraction(whole) / share
