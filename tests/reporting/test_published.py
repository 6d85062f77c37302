from decimal import Decimal

import pytest

from reporting.published import Compared, compare
from reporting.reports import REPORTS
from reporting.table import Column, Line, Naming, Table, Unit
from tests.reporting.past import facility, published


@pytest.mark.parametrize("name", published())
def test_every_published_cell_is_ours(name: str) -> None:
    rows = published()[name]
    numbers = [number for row in rows.values() for number in row.values() if not isinstance(number, str)]

    cells = compare(REPORTS[name](facility()), rows)

    assert [cell for cell in cells if not cell.equal] == []
    assert [cell.printed for cell in cells] == numbers


def table(*lines: Line, total: int = 3) -> Table:
    return Table("table3", (Column("public"), Column("total")), lines, Line(Naming.TOTAL, "", (1, total)))


TOGO = Line(Naming.COUNTRY, "TG", (1, 3))
KENYA = Line(Naming.COUNTRY, "KE", (None, 1))
TOTAL = {"Grand Total": {"public": 1, "total": 3}}


def test_a_number_of_ours_that_differs_is_told() -> None:
    cells = compare(table(TOGO), {"Togo": {"public": 2, "total": 3}, **TOTAL})

    assert [cell for cell in cells if not cell.equal] == [Compared("Togo", "public", Decimal(2), Decimal(1))]


def test_a_row_that_we_do_not_have_is_told() -> None:
    cells = compare(table(), {"Kenya": {"public": 2}, **TOTAL})

    assert [cell for cell in cells if not cell.equal] == [Compared("Kenya", "public", Decimal(2), None)]


def test_a_number_of_ours_that_was_not_printed_is_told() -> None:
    cells = compare(table(TOGO, KENYA), {"Kenya": {"total": 1}, **TOTAL})

    assert [cell for cell in cells if not cell.equal] == [
        Compared("country:TG", "public", Decimal(0), Decimal(1)),
        Compared("country:TG", "total", Decimal(0), Decimal(3)),
    ]


def test_sums_that_were_not_printed_at_all_are_not_missed() -> None:
    africa = Line(Naming.REGION, "Africa", (1, 3), (TOGO,))

    assert all(cell.equal for cell in compare(table(africa), {"Togo": {"public": 1, "total": 3}, **TOTAL}))


def test_an_empty_cell_is_as_good_as_nothing_printed() -> None:
    empty = table(Line(Naming.COUNTRY, "TG", (None, 3)))

    assert all(cell.equal for cell in compare(empty, {"Togo": {"total": 3}, **TOTAL}))


def test_days_are_compared_as_they_are_printed() -> None:
    days = Table("table4", (Column("total", Unit.DAYS),), (), Line(Naming.TOTAL, "", (6926,)))

    assert compare(days, {"Grand Total": {"total": 1732}}) == (
        Compared("Grand Total", "total", Decimal(1732), Decimal(1732)),
    )
