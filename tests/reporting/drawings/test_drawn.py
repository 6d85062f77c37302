"""Files of pictures. The fast suite lays out one of each kind in the longest language, the slow one all: 0.3 s each."""

from typing import TYPE_CHECKING

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from config.languages import INTERFACE_LANGUAGES
from reporting.drawings.drawn import FORMS, draw, picture_of
from reporting.figures.by_name import FIGURES
from reporting.figures.told import tell
from tests.reporting.past import facility

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

ONE_OF_EACH_KIND = ("figure2", "figure4", "figure7", "figure10", "figure13")
SLACK = 2.0
"""Pixels by which letters may lean over their box."""


def cut(picture: "Picture") -> list[str]:
    """Words that stand outside the picture."""
    canvas = FigureCanvasAgg(picture)
    canvas.draw()  # type: ignore[no-untyped-call]
    width, height = canvas.get_width_height()
    beyond = hidden(picture)
    words = [text for text in picture.findobj(Text) if isinstance(text, Text) and text not in beyond]
    return [
        text.get_text()
        for text in words
        if text.get_text()
        and (box := text.get_window_extent())
        and (box.x0 < -SLACK or box.y0 < -SLACK or box.x1 > width + SLACK or box.y1 > height + SLACK)
    ]


def hidden(picture: "Picture") -> set[Text]:
    """Numbers of an axis beyond its end, which are not drawn."""
    found: set[Text] = set()
    for axes in picture.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            places = zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=True)
            found |= {label for place, label in places if not low <= place <= high}
    return found


@pytest.mark.parametrize("name", ONE_OF_EACH_KIND)
def test_nothing_is_cut_in_french(name: str) -> None:
    assert cut(picture_of(FIGURES[name](facility()), "fr")) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("name", FIGURES)
def test_nothing_is_cut_in_any_language(name: str, language: str) -> None:
    assert cut(picture_of(FIGURES[name](facility()), language)) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_is_a_file_that_tells_itself(form: str) -> None:
    figure = FIGURES["figure11"](facility())

    file = draw(figure, "en", "svg" if form == "svg" else "png")

    assert file.startswith(b"\x89PNG" if form == "png" else b"<?xml")
    assert tell(figure, "en").encode() in file


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("form", FORMS)
def test_every_picture_is_the_same_file_again(name: str, form: str) -> None:
    figure, written = FIGURES[name](facility()), "svg" if form == "svg" else "png"

    assert draw(figure, "en", written) == draw(figure, "en", written)  # type: ignore[arg-type]
