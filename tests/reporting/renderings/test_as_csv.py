import csv
import io

from reporting.renderings.as_csv import as_csv
from reporting.reports import REPORTS
from reporting.table import Column, Line, Naming, Table, Unit
from tests.reporting.past import facility


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(REPORTS[name](facility())))))


def test_each_line_says_what_it_lies_in_and_has_exact_numbers() -> None:
    first = rows("table5")[0]

    assert first == {
        "region": "Africa",
        "country": "BI",
        "action": "2014-02",
        "eu": "32",
        "partner": "0",
        "total": "32",
    } | {"eu": first["eu"], "total": first["total"], "partner": ""}


def test_sums_are_left_out_so_that_adding_up_gives_the_total() -> None:
    assert sum(float(row["total"]) for row in rows("table5")) == 1731.5
    assert sum(int(row["total"]) for row in rows("table2")) == 67


def test_columns_of_the_same_name_are_told_apart() -> None:
    assert list(rows("table6")[0]) == [
        "eligibility",
        "region",
        "women",
        "women_row_share",
        "men",
        "men_row_share",
        "number",
        "column_share",
    ]


def test_words_that_begin_like_a_formula_are_marked_as_text() -> None:
    columns = (Column("title", Unit.TEXT),)
    table = Table("annex-b", columns, (Line(Naming.ACTION, "@cmd", ("=1+1",)),))

    assert as_csv(table) == "action,title\n'@cmd,'=1+1\n"
