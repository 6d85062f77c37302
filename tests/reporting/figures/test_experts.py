from dataclasses import replace
from fractions import Fraction

from reporting.figures.experts import figure9, figure11, figure12, figure13, mobilised
from reporting.figures.figure import Kind
from reporting.history import History, Rendered
from reporting.table import Line, Naming, Unit
from tests.reporting.past import AS_OF, expert

HISTORY = History(
    AS_OF,
    (),
    (
        expert("EX-0001", "BE"),
        expert("EX-0002", "FR", gender="man", occupation="private"),
        expert("EX-0003", "VN", "Asia", "partner", gender="man"),
        expert("EX-0004", "BE"),
        expert("EX-0005", "CH", "Non-EU"),
    ),
    (
        Rendered("2014-01", "EX-0001", 40),
        Rendered("2014-02", "EX-0001", 10),
        Rendered("2014-01", "EX-0002", 20),
        Rendered("2014-01", "EX-0003", 30),
    ),
)


def test_only_who_rendered_days_is_mobilised() -> None:
    assert [one.code for one in mobilised(HISTORY)] == ["EX-0001", "EX-0002", "EX-0003"]


def test_the_map_has_the_member_states_alone() -> None:
    figure = figure9(HISTORY)

    assert figure.kind is Kind.MAP
    assert figure.table.lines == (Line(Naming.COUNTRY, "BE", (1,)), Line(Naming.COUNTRY, "FR", (1,)))
    assert figure.table.total == Line(Naming.TOTAL, "", (2,))


def test_people_are_counted_by_origin_occupation_and_gender() -> None:
    figure = figure11(HISTORY)

    assert (figure.series, figure.beside) == (("women", "men"), "total")
    assert figure.table.lines == (
        Line(
            Naming.ORIGIN,
            "eu",
            (1, 1, 2, Fraction(1, 2)),
            (
                Line(Naming.OCCUPATION, "private", (None, 1, 1, Fraction(0))),
                Line(Naming.OCCUPATION, "public", (1, None, 1, Fraction(1))),
            ),
        ),
        Line(
            Naming.ORIGIN,
            "partner",
            (None, 1, 1, Fraction(0)),
            (Line(Naming.OCCUPATION, "public", (None, 1, 1, Fraction(0))),),
        ),
    )


def test_days_are_quarters_of_the_same_people() -> None:
    figure = figure12(HISTORY)

    assert figure.table.columns[0].unit is Unit.DAYS
    assert figure.table.total == Line(Naming.TOTAL, "", (50, 50, 100, Fraction(1, 2)))


def test_an_average_is_in_days_and_empty_where_nobody_is() -> None:
    figure = figure13(HISTORY)

    assert figure.kind is Kind.GROUPS
    assert figure.table.lines[1].cells == (None, Fraction(15, 2), Fraction(15, 2))
    assert figure.table.total == Line(Naming.TOTAL, "", (Fraction(25, 2), Fraction(25, 4), Fraction(25, 3)))


def test_a_gender_nobody_told_has_a_column_of_its_own() -> None:
    untold = replace(HISTORY, experts=(replace(HISTORY.experts[0], gender=""), *HISTORY.experts[1:]))

    figure = figure11(untold)

    assert figure.series == ("women", "men", "unstated")
    assert figure.table.total == Line(Naming.TOTAL, "", (None, 2, 1, 3, Fraction(0)))


def test_an_occupation_nobody_told_is_not_known() -> None:
    untold = replace(HISTORY, experts=(replace(HISTORY.experts[0], occupation=""), *HISTORY.experts[1:]))

    assert [part.key for part in figure11(untold).table.lines[0].parts] == ["private", "unknown"]


def test_nobody_at_all_gives_figures_without_lines() -> None:
    for figure in (figure9, figure11, figure12, figure13):
        assert figure(History(AS_OF)).table.lines == ()
