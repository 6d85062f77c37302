from dataclasses import replace
from datetime import date
from fractions import Fraction

from reporting.figures.figure import Figure, Kind
from reporting.figures.requests import (
    actions_of,
    figure1,
    figure2,
    figure3,
    figure4,
    figure5,
    figure6,
    outside_of,
)
from reporting.history import History, Rendered
from reporting.table import Cell, Line, Naming
from storage.states import RequestStatus
from tests.reporting.past import AS_OF, expert, request

COMPLETED, MERGED, REJECTED = RequestStatus.COMPLETED, RequestStatus.MERGED, RequestStatus.REJECTED
APPROVED = RequestStatus.APPROVED
HISTORY = History(
    AS_OF,
    (
        replace(request("2014-01", "TG"), received_on=date(2014, 3, 31)),
        replace(request("2014-02", "TG", MERGED), received_on=date(2014, 4, 1)),
        replace(request("2015-01", "VN", APPROVED), received_on=date(2015, 1, 5)),
        request("2015-02", "GH", REJECTED),
    ),
    (expert("EX-0001"),),
    (Rendered("2014-01", "EX-0001", 20), Rendered("ADB", "EX-0001", 4)),
)


def lines(figure: Figure) -> dict[str, tuple[Cell, ...]]:
    """The cells of every line and of the total, by what the line is named after."""
    total = (figure.table.total,) if figure.table.total else ()
    found: list[Line] = [*(line for _, line in figure.table.walk()), *total]
    return {line.key or line.naming: line.cells for line in found}


def test_requests_are_counted_in_the_half_year_they_came_in_and_summed_up() -> None:
    figure = figure1(HISTORY)

    assert (figure.kind, figure.series, figure.curve) == (Kind.COLUMNS, ("requests",), "cumulative")
    assert [(line.key, line.cells) for line in figure.table.lines] == [
        ("2013-10-01", (1, 1)),
        ("2014-04-01", (1, 2)),
        ("2014-10-01", (1, 3)),
        ("", (1, 4)),
    ]
    assert figure.table.total == Line(Naming.TOTAL, "", (4, None))


def test_the_map_tells_requests_and_how_many_were_approved() -> None:
    figure = figure2(HISTORY)

    assert figure.kind is Kind.MAP
    assert lines(figure) == {
        "Africa": (3, 2),
        "GH": (1, None),
        "TG": (2, 2),
        "Asia": (1, 1),
        "VN": (1, 1),
        "total": (4, 3),
    }


def test_requests_have_a_share_of_all() -> None:
    assert lines(figure3(HISTORY)) == {
        "Africa": (3, Fraction(3, 4)),
        "GH": (1, Fraction(1, 4)),
        "TG": (2, Fraction(1, 2)),
        "Asia": (1, Fraction(1, 4)),
        "VN": (1, Fraction(1, 4)),
        "total": (4, 1),
    }


def test_each_status_has_a_share_of_its_region() -> None:
    figure = figure4(HISTORY)

    third = Fraction(1, 3)
    assert figure.series == ("completed", "merged", "rejected", "closed", "request", "ongoing")
    assert lines(figure)["Africa"] == (third, third, third, None, None, None, 3)
    assert lines(figure)["Asia"] == (None, None, None, None, None, 1, 1)


def test_only_completed_and_ongoing_requests_are_actions_of_their_own() -> None:
    assert [one.code for one in actions_of(HISTORY)] == ["2014-01", "2015-01"]


def test_work_outside_any_request_is_an_action_without_a_region() -> None:
    assert outside_of(HISTORY) == ("ADB",)
    assert lines(figure5(HISTORY)) == {
        "Africa": (1, Fraction(1, 3)),
        "TG": (1, Fraction(1, 3)),
        "Asia": (1, Fraction(1, 3)),
        "VN": (1, Fraction(1, 3)),
        "ADB": (1, Fraction(1, 3)),
        "total": (3, 1),
    }


def test_work_outside_any_request_is_completed_in_the_total_only() -> None:
    assert lines(figure6(HISTORY)) == {
        "Africa": (1, None, 1),
        "Asia": (None, 1, 1),
        "total": (Fraction(2, 3), Fraction(1, 3), 3),
    }


def test_nothing_at_all_gives_figures_without_lines() -> None:
    for figure in (figure1, figure2, figure3, figure4, figure5, figure6):
        table = figure(History(AS_OF)).table

        assert table.lines == ()
