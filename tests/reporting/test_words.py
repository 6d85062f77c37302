from decimal import Decimal
from fractions import Fraction

import pytest

from reporting.table import Column, Line, Naming, Number, Unit, printed
from reporting.words import cell_text, head_of, label_of, months_text, title_named


@pytest.mark.parametrize(
    ("key", "language", "told"),
    [
        ("2014-04-01", "en", "Apr - Sep 2014"),
        ("2014-10-01", "en", "Oct 2014 - Mar 2015"),
        ("2014-10-01", "fr", "oct. 2014 - mars 2015"),
        ("2014-04-01", "es", "abr - sept 2014"),
        ("2014-10-01", "pt", "out. de 2014 - mar. de 2015"),
        ("", "en", "Not known"),
    ],
)
def test_half_a_year_is_told_by_its_months(key: str, language: str, told: str) -> None:
    assert months_text(Line(Naming.PERIOD, key, ()), language) == told


@pytest.mark.parametrize(("language", "told"), [("en", "Q4 2016"), ("fr", "T4 2016"), ("es", "T4 2016")])
def test_a_quarter_is_told_by_its_number(language: str, told: str) -> None:
    assert label_of(Line(Naming.QUARTER, "2016-10-01", ()), language) == told


def test_an_institution_has_its_own_name_and_an_occupation_that_of_the_language() -> None:
    assert label_of(Line(Naming.INSTITUTION, "Expertise France", ()), "pt") == "Expertise France"
    assert label_of(Line(Naming.OCCUPATION, "private", ()), "pt") == "Privado"
    assert label_of(Line(Naming.OCCUPATION, "unknown", ()), "en") == "Not known"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Fraction(253, 20), Unit.WEEKS, "12.7"),
        (Fraction(1, 20), Unit.WEEKS, "0.1"),
        (Fraction(9717, 2), Unit.EUROS, "4859"),
        (Fraction(51, 2), Unit.AVERAGE, "26"),
    ],
)
def test_weeks_have_one_decimal_and_euros_and_averages_none_half_up(
    value: Number, unit: Unit, text: str
) -> None:
    assert printed(value, unit) == Decimal(text)


def test_weeks_always_show_their_decimal() -> None:
    assert cell_text(3, Unit.WEEKS, "en") == "3.0"
    assert cell_text(Fraction(25, 2), Unit.WEEKS, "fr") == "12,5"


def test_several_countries_and_areas_in_one_cell_are_a_list() -> None:
    assert cell_text("DE;BE;FR", Unit.COUNTRIES, "es") == "Alemania, Bélgica y Francia"
    assert cell_text("social_pensions", Unit.AREAS, "en") == "Social pensions"
    assert cell_text("", Unit.AREAS, "en") == ""


def test_figures_and_tables_have_their_words_in_catalogues_of_their_own() -> None:
    assert title_named("table2", "en") == "Requests received, by region, country and status"
    assert title_named("figure2", "en") == "Countries that sent requests"
    assert head_of(Column("completed"), "en") == "Completed"
    assert head_of(Column("cumulative"), "en") == "All until then"
