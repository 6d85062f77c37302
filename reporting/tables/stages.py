"""How long each step of a request takes: half of them are faster than the median, nine in ten than the 90th percentile."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil

from reporting.course import Step
from reporting.history import History
from reporting.table import Cell, Column, Line, Naming, Table, Unit

_SLOW = Fraction(9, 10)
_WHOLE = "whole_way"


def stages(history: History) -> Table:
    """Days from the latest step before to each step, and from receipt to confirmed; what was never reached is not in it."""
    taken = [history.course.steps.get(request.code, {}) for request in history.requests]
    lines = (Line(Naming.MEASURE, f"to_{step}", _cells(list(_spent(taken, step)))) for step in list(Step)[1:])
    whole = [(steps[Step.RECEIVED], steps[Step.CONFIRMED]) for steps in taken if _went_all_the_way(steps)]
    return Table(
        "stages",
        (
            Column("number"),
            Column("median", Unit.ELAPSED),
            Column("slow", Unit.ELAPSED),
            Column("longest", Unit.ELAPSED),
        ),
        (*lines, Line(Naming.MEASURE, _WHOLE, _cells([end - start for start, end in whole]))),
    )


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle one, or the mean of the two in the middle."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def percentile(values: Sequence[Fraction], share: Fraction) -> Fraction:
    """The smallest value that so many are not above (nearest rank): always one that occurred."""
    return sorted(values)[ceil(share * len(values)) - 1]


def _spent(taken: Sequence[Mapping[Step, datetime]], step: Step) -> Iterator[timedelta]:
    """From the latest step known before; a request sent back counts by the first time it came this far."""
    earlier = list(Step)[: list(Step).index(step)]
    for steps in taken:
        before = [steps[one] for one in earlier if one in steps]
        if step in steps and before and max(before) <= steps[step]:
            yield steps[step] - max(before)


def _went_all_the_way(steps: Mapping[Step, datetime]) -> bool:
    ends = Step.RECEIVED in steps and Step.CONFIRMED in steps
    return ends and steps[Step.RECEIVED] <= steps[Step.CONFIRMED]


def _cells(spent: Sequence[timedelta]) -> tuple[Cell, ...]:
    days = [Fraction(one // timedelta(seconds=1), 86_400) for one in spent]
    return (len(days), median(days), percentile(days, _SLOW), max(days)) if days else (0, None, None, None)
