import pytest

from reporting.drawings.bars import draw_bars
from reporting.figures.experts import figure11, figure12, figure13
from reporting.figures.figure import Figure
from reporting.figures.requests import figure3, figure4, figure5, figure6
from reporting.history import History
from tests.reporting.past import AS_OF, facility


def widths(figure: Figure, language: str = "en") -> dict[str, list[float]]:
    """The length of each bar, by series; one series has no legend."""
    (axes,) = draw_bars(figure, language).axes
    legend = axes.get_legend()
    names = [text.get_text() for text in legend.get_texts()] if legend else [""]
    return {
        name: [bar.get_width() for bar in bars] for name, bars in zip(names, axes.containers, strict=True)
    }


def labels(figure: Figure, language: str = "en") -> list[str]:
    (axes,) = draw_bars(figure, language).axes
    return [label.get_text() for label in axes.get_yticklabels()]


def ends(figure: Figure, language: str = "en") -> list[str]:
    """The numbers at the ends of the bars."""
    (axes,) = draw_bars(figure, language).axes
    return [text.get_text() for text in axes.texts if text.get_horizontalalignment() == "left"]


def test_regions_stand_above_their_countries() -> None:
    figure = figure3(facility())

    assert labels(figure)[:4] == ["Africa", "Burundi", "Cameroon", "Congo (Republic of)"]
    assert widths(figure)[""][:4] == [31, 2, 1, 1]
    assert ends(figure)[:2] == ["31 (46.3%)", "2 (3.0%)"]
    assert len(labels(figure)) == 7 + 33


def test_a_reader_finds_countries_where_their_language_puts_them() -> None:
    french = labels(figure3(facility()), "fr")

    assert french[:3] == ["Afrique", "Burundi", "Cameroun"]
    assert french.index("Amérique latine") < french.index("Asie") < french.index("Moyen-Orient")


def test_work_outside_any_request_stands_last() -> None:
    assert labels(figure5(facility()))[-1] == "ADB"
    assert ends(figure5(facility()))[-1] == "1 (2.6%)"


@pytest.mark.parametrize("figure", [figure4(facility()), figure6(facility())], ids=["requests", "actions"])
def test_shares_fill_each_bar_and_the_total_is_drawn(figure: Figure) -> None:
    pieces = widths(figure)

    assert labels(figure)[-1] == "Grand total"
    for bar in zip(*pieces.values(), strict=True):
        assert sum(bar) == pytest.approx(100)


def test_stages_are_series_with_their_shares() -> None:
    pieces = widths(figure4(facility()))

    assert [(name, round(shares[0], 1)) for name, shares in pieces.items()] == [
        ("Completed", 32.3),
        ("Completed (merged)", 25.8),
        ("Rejected", 19.4),
        ("Rejected (closed)", 9.7),
        ("Request", 0),
        ("Ongoing", 12.9),
    ]
    assert ends(figure4(facility()))[-1] == "67"


def test_women_and_men_stand_one_after_the_other() -> None:
    assert widths(figure11(facility())) == {"Women": [17, 4, 13, 3, 1, 2], "Men": [47, 11, 36, 6, 3, 3]}
    assert ends(figure11(facility())) == ["64", "15", "49", "9", "4", "5"]


def test_days_are_drawn_unrounded_and_written_rounded() -> None:
    women = widths(figure12(facility()))["Women"]

    assert sum(women[:1] + women[3:4]) == 532.5 - 0.25
    assert ends(figure12(facility()), "fr")[0] == "1\u202f501"


def test_averages_stand_side_by_side_with_their_total() -> None:
    figure = figure13(facility())

    assert [round(number) for number in widths(figure)["Women and men"]] == [23, 19, 25, 26, 30, 22, 24]
    assert ends(figure)[:7] == ["26", "30", "25", "28", "57", "13", "27"]


def test_nothing_is_drawn_of_nothing() -> None:
    for figure in (figure3, figure4, figure11, figure13):
        assert set(labels(figure(History(AS_OF)))) <= {"Grand total"}
