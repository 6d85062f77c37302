from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reporting.table import (
    Column,
    Line,
    Naming,
    RoundingGap,
    Table,
    Unit,
    counted,
    grouped,
    half_up,
    number_in,
    printed,
    rounding_gaps,
    shares_of,
)
from tests.reporting.past import total_of

DAYS = Column("total", Unit.DAYS)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(0, 0), (Fraction(1, 2), 1), (Fraction(3, 2), 2), (Fraction(5, 2), 3), (Fraction(49, 100), 0), (7, 7)],
)
def test_a_half_goes_up(value: Fraction, rounded: int) -> None:
    assert half_up(value) == rounded


@given(some.fractions(min_value=0, max_value=10**6))
def test_rounding_moves_a_number_by_no_more_than_a_half(value: Fraction) -> None:
    assert -Fraction(1, 2) < half_up(value) - value <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (23, Unit.DAYS, "6"),  # 5.75 days
        (6926, Unit.DAYS, "1732"),  # 1,731.5 days
        (Fraction(54, 73), Unit.TENTHS, "74.0"),
        (Fraction(123, 287), Unit.PERCENT, "43"),
        (67, Unit.COUNT, "67"),
    ],
)
def test_numbers_are_printed_as_the_public_report_does(value: Fraction, unit: Unit, text: str) -> None:
    assert printed(value, unit) == Decimal(text)


def test_a_total_that_its_printed_rows_do_not_add_up_to_is_told_with_the_exact_sum() -> None:
    rows = (Line(Naming.ACTION, "2014-05", (62,)), Line(Naming.ACTION, "2014-06", (62,)))  # 15.5 days each
    total = Line(Naming.TOTAL, "", (124,))
    table = Table("table5", (DAYS,), rows, total)

    gaps = rounding_gaps(table)

    assert gaps == (
        RoundingGap(Line(Naming.TOTAL, "", (124,), rows), DAYS, Fraction(31), Decimal(31), Decimal(32)),
    )


def test_groups_inside_a_table_are_checked_as_well() -> None:
    parts = (Line(Naming.COUNTRY, "TG", (2,)), Line(Naming.COUNTRY, "ML", (2,)))
    group = Line(Naming.REGION, "Africa", (4,), parts)
    table = Table("table5", (DAYS,), (group,), Line(Naming.TOTAL, "", (4,)))

    assert rounding_gaps(table) == (RoundingGap(group, DAYS, Fraction(1), Decimal(1), Decimal(2)),)


def test_a_grand_total_that_was_rounded_itself_is_told_even_if_its_rows_add_up() -> None:
    rows = (Line(Naming.ACTION, "2014-05", (2,)), Line(Naming.ACTION, "2014-06", (4,)))  # half a day, and one

    gaps = rounding_gaps(Table("table5", (DAYS,), rows, Line(Naming.TOTAL, "", (6,))))

    assert [(gap.exact, gap.printed, gap.sum_of_printed) for gap in gaps] == [
        (Fraction(3, 2), Decimal(2), Decimal(2))
    ]


def test_counts_have_no_gaps() -> None:
    table = Table("table3", (Column("total"),), (), Line(Naming.TOTAL, "", (5,)))

    assert rounding_gaps(table) == ()


def test_rows_are_gathered_level_by_level_in_the_order_of_their_keys() -> None:
    rows = [("Asia", "VN"), ("Africa", "TG"), ("Africa", "ML"), ("Africa", "TG")]
    levels = [(Naming.REGION, lambda row: row[0]), (Naming.COUNTRY, lambda row: row[1])]

    lines = grouped(rows, levels, lambda members: (len(members),))

    assert lines == (
        Line(
            Naming.REGION,
            "Africa",
            (3,),
            (Line(Naming.COUNTRY, "ML", (1,)), Line(Naming.COUNTRY, "TG", (2,))),
        ),
        Line(Naming.REGION, "Asia", (1,), (Line(Naming.COUNTRY, "VN", (1,)),)),
    )


@given(some.lists(some.tuples(some.sampled_from("abc"), some.sampled_from("xyz"), some.integers(0, 99))))
def test_every_group_is_the_sum_of_its_parts(rows: list[tuple[str, str, int]]) -> None:
    levels = [(Naming.REGION, lambda row: row[0]), (Naming.COUNTRY, lambda row: row[1])]

    lines = grouped(rows, levels, lambda members: (sum(number for *_, number in members),))

    assert sum(number_in(line.cells[0]) for line in lines) == sum(number for *_, number in rows)
    for line in lines:
        assert line.cells[0] == sum(number_in(part.cells[0]) for part in line.parts)


def test_a_column_can_be_left_out_everywhere() -> None:
    inner = Line(Naming.COUNTRY, "TG", (1, 2, 3))
    table = Table(
        "table5",
        (Column("eu"), Column("partner"), Column("total")),
        (Line(Naming.REGION, "Africa", (1, 2, 3), (inner,)),),
        Line(Naming.TOTAL, "", (1, 2, 3)),
    )

    narrower = table.without_column(1)

    assert [column.key for column in narrower.columns] == ["eu", "total"]
    assert [line.cells for _, line in narrower.walk()] == [(1, 3), (1, 3)]
    assert total_of(narrower) == (1, 3)


def test_shares_are_of_the_last_cell() -> None:
    assert shares_of(Line(Naming.TOTAL, "", (1, None, 4))) == (Fraction(1, 4), Fraction(0), Fraction(1))
    assert shares_of(Line(Naming.TOTAL, "", (None, 0))) == ()


def test_nothing_counted_leaves_the_cell_empty() -> None:
    assert (counted(0), counted(3)) == (None, 3)
