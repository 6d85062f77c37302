from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from matplotlib.axes import Axes

from reporting.drawings.times import draw_columns, draw_lines
from reporting.figures.figure import Figure
from reporting.figures.requests import figure1
from reporting.figures.work import figure7, figure8, figure10
from reporting.history import History, PastMission, Rendered
from storage.states import MissionStatus
from tests.reporting.past import AS_OF, expert, facility, request

MIXED = History(
    AS_OF,
    (replace(request("2014-01"), received_on=date(2014, 3, 1)),),
    (expert(),),
    (
        Rendered("2014-01", "EX-0001", 40, 1),
        Rendered("2014-01", "EX-0001", 20),
        Rendered("ADB", "EX-0001", 4),
    ),
    (
        PastMission(
            1, "2014-01", MissionStatus.COMPLETED, date(2014, 2, 1), date(2014, 2, 9), estimated_cents=500_000
        ),
    ),
)


def names(axes: Axes) -> list[str]:
    """The series of the legend."""
    legend = axes.get_legend()
    assert legend is not None
    return [text.get_text() for text in legend.get_texts()]


def heights(figure: Figure) -> dict[str, list[float]]:
    """The height of each piece, by series."""
    axes, *_ = draw_columns(figure, "en").axes
    return {
        name: [bar.get_height() for bar in bars]
        for name, bars in zip(names(axes), axes.containers, strict=False)
    }


def months(figure: Figure, language: str) -> list[str]:
    axes, *_ = draw_columns(figure, language).axes
    return [label.get_text() for label in axes.get_xticklabels()]


def test_requests_stand_by_half_year_under_their_sum_so_far() -> None:
    axes, right = draw_columns(figure1(facility()), "en").axes

    (bars,) = axes.containers
    (curve,) = right.lines
    assert [bar.get_height() for bar in bars] == [9, 13, 16, 9, 5, 12, 3]
    assert list(np.asarray(curve.get_ydata())) == [9, 22, 38, 47, 52, 64, 67]
    assert [text.get_text() for text in axes.texts if text.get_text()] == [
        "9",
        "13",
        "16",
        "9",
        "5",
        "12",
        "3",
    ]
    assert [text.get_text() for text in right.texts] == ["9", "22", "38", "47", "52", "64", "67"]


def test_half_years_and_quarters_are_named_in_the_language() -> None:
    assert months(figure1(facility()), "fr")[:2] == ["oct. 2013 -\nmars 2014", "avr. -\nsept. 2014"]
    assert months(figure8(facility()), "es")[:2] == ["T1 2014", "T2 2014"]
    assert months(figure7(facility()), "en")[-1] == "Not known"


def test_work_is_drawn_by_how_it_is_dated_and_an_empty_kind_is_left_out() -> None:
    assert list(heights(figure7(facility()))) == ["No mission kept: dated by the request"]
    assert heights(figure7(MIXED)) == {
        "Dated by the mission": [2, 0],
        "No mission kept: dated by the request": [1, pytest.approx(0.2)],
    }


def test_regions_are_pieces_of_their_quarters() -> None:
    pieces = heights(figure8(facility()))

    assert list(pieces) == [
        "Africa",
        "Asia",
        "Caribbean",
        "Central Asia",
        "Europe",
        "Latin America",
        "Middle East",
    ]
    assert [round(number, 1) for number in pieces["Africa"][:3]] == [19.6, 7.7, 22.7]
    assert sum(map(sum, pieces.values())) == pytest.approx((1731.5 - 15.25) / 5)


def test_a_line_is_drawn_for_each_kind_of_money_that_is_known() -> None:
    (axes,) = draw_lines(figure10(facility()), "en").axes
    (both,) = draw_lines(figure10(MIXED), "en").axes

    assert names(axes) == ["Allowances of public experts alone (€)"]
    assert [text.get_text() for text in axes.texts][:3] == ["820", "979", "1,043"]
    assert names(both)[0] == "Cost of missions (€)"
    assert [text.get_text() for text in both.texts] == ["2,500", "1,250", "1,250"]


def test_no_line_leads_to_what_has_no_date() -> None:
    (axes,) = draw_lines(figure10(facility()), "en").axes

    points, joined = (np.asarray(line.get_ydata()) for line in axes.lines)
    assert not np.isnan(points[-1])
    assert np.isnan(joined[-1])
    assert not np.isnan(joined[:-1]).any()


def test_nothing_is_drawn_of_nothing() -> None:
    assert months(figure1(History(AS_OF)), "en") == []
    assert draw_lines(figure10(History(AS_OF)), "en").axes


def test_a_long_history_is_drawn_wider_and_then_with_fewer_words() -> None:
    def past(years: int) -> Figure:
        dates = [date(2000 + year, month, 1) for year in range(years) for month in (5, 11)]
        return figure1(History(AS_OF, tuple(replace(request(str(day)), received_on=day) for day in dates)))

    pictures = [draw_columns(past(years), "en") for years in (3, 8, 20)]

    assert [round(picture.get_figwidth()) for picture in pictures] == [9, 12, 14]
    assert [len(picture.axes[0].get_xticklabels()) for picture in pictures] == [6, 16, 20]
    assert len(pictures[2].axes[0].patches) == 40
    assert len([text for text in pictures[2].axes[0].texts if text.get_text()]) == 20
