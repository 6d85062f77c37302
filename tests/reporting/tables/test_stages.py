from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.course import Step
from reporting.history import History
from reporting.table import Cell
from reporting.tables.stages import median, percentile, stages
from tests.reporting.courses import NOW, ago, on_its_way
from tests.reporting.past import request

HALF = Fraction(1, 2)


def of(*taken: dict[Step, datetime]) -> dict[str, tuple[Cell, ...]]:
    codes = [f"2026-{n:02d}" for n, _ in enumerate(taken, start=1)]
    base = on_its_way()
    history = replace(
        base,
        requests=tuple(map(request, codes)),
        course=replace(base.course, steps=dict(zip(codes, taken, strict=True))),
    )
    return {line.key: line.cells for line in stages(history).lines}


def test_each_step_is_timed_from_the_one_before() -> None:
    told = {line.key: line.cells[:2] for line in stages(on_its_way()).lines}

    assert told == {
        "to_acknowledged": (1, HALF),
        "to_eligible": (1, 3),
        "to_proposed": (1, HALF),
        "to_approved": (1, 6),
        "to_confirmed": (1, 10),
        "whole_way": (1, 20),
    }


def test_a_step_the_journal_does_not_know_is_passed_over() -> None:
    told = of({Step.RECEIVED: ago(9), Step.ELIGIBLE: ago(5)})

    assert told["to_acknowledged"] == (0, None, None, None)
    assert told["to_eligible"] == (1, 4, 4, 4)
    assert told["whole_way"] == (0, None, None, None)


def test_a_step_that_seems_to_come_before_the_one_before_is_left_out() -> None:
    assert of({Step.RECEIVED: ago(1), Step.ELIGIBLE: ago(5)})["to_eligible"][0] == 0


def test_nine_in_ten_is_a_time_that_occurred() -> None:
    taken = [{Step.RECEIVED: ago(50), Step.ELIGIBLE: ago(50 - days)} for days in range(1, 11)]

    assert of(*taken)["to_eligible"] == (10, Fraction(11, 2), 9, 10)


def test_requests_without_steps_are_no_cases() -> None:
    assert [line.cells[0] for line in stages(History(NOW, (request(),))).lines] == [0] * 6


@pytest.mark.parametrize(
    ("values", "middle", "slow"), [((1,), 1, 1), ((2, 1), Fraction(3, 2), 2), ((5, 1, 3), 3, 5)]
)
def test_the_middle_and_the_slow_end_of_a_few(
    values: Sequence[int], middle: int | Fraction, slow: int
) -> None:
    days = [Fraction(one) for one in values]

    assert median(days) == middle
    assert percentile(days, Fraction(9, 10)) == slow


@settings(max_examples=25)
@given(st.lists(st.integers(0, 400).map(Fraction), min_size=1, max_size=30))
def test_at_most_a_tenth_is_slower_than_nine_in_ten(days: list[Fraction]) -> None:
    slow = percentile(days, Fraction(9, 10))

    assert slow in days
    assert sum(one > slow for one in days) * 10 <= len(days)
    assert median(days) <= slow or len(days) < 3
