from fractions import Fraction

import pytest

from config.languages import INTERFACE_LANGUAGES
from tests.reporting.papers import HALF_YEAR, paper


def test_one_report_is_a_document_of_one_part() -> None:
    document = paper("table4")

    assert document.title == "Expert-days rendered, by origin, country and occupation"
    assert document.moment == "As it stood on 31 December 2016 at 12:00 UTC."
    assert document.span == ""
    assert [part.page.name for part in document.parts] == ["table4"]


def test_a_figure_brings_the_table_it_is_drawn_from() -> None:
    (part,) = paper("figure3").parts

    assert part.figure is not None
    assert part.figure.table is part.table


def test_the_period_narrows_the_numbers_and_is_told() -> None:
    document = paper("table2", span=HALF_YEAR)
    (part,) = document.parts

    assert document.span == "1 April - 30 September 2016"
    assert part.table.total is not None
    assert part.table.total.cells[-1] == 1
    assert part.page.span.startswith("Period: 1 April - 30 September 2016.")


def test_the_self_check_lists_each_total_that_rounding_sets_apart() -> None:
    gaps = [(gap.line.key, gap.column.key, gap.exact, int(gap.printed)) for _, gap in paper("table4").gaps]

    assert gaps == [
        ("", "public", Fraction(11, 4), 3),
        ("", "private", Fraction(1, 2), 1),
        ("", "total", Fraction(13, 4), 3),
        ("eu", "total", Fraction(13, 4), 3),
    ]


def test_words_that_would_steer_a_screen_are_taken_out_of_the_facilitys_name() -> None:
    assert paper("table2").facility == "Facility <& Co> #1"


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_the_rounding_rule_is_told_in_every_language(language: str) -> None:
    assert paper("table2", language=language).rounding


def test_a_period_in_which_nothing_happened_leaves_an_empty_report() -> None:
    empty = paper("table4", span=type(HALF_YEAR)(end=HALF_YEAR.start))

    assert [part.is_empty for part in empty.parts] == [True]
