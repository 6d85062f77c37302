"""A figure as a file: the picture, with the words that stand for it where it cannot be seen."""

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from reporting.drawings.bars import draw_bars
from reporting.drawings.maps import draw_map
from reporting.drawings.style import as_png, as_svg
from reporting.drawings.times import draw_columns, draw_lines
from reporting.figures.figure import Figure, Kind
from reporting.figures.told import tell
from reporting.words import title_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

Form = Literal["png", "svg"]
FORMS: tuple[Form, ...] = ("png", "svg")


def draw(figure: Figure, language: str, form: Form, *, span: str = "") -> bytes:
    """The file of the picture, with `span` below it; the same figure gives the same file."""
    write = as_png if form == "png" else as_svg
    words = tell(figure, language)
    return write(
        picture_of(replace(figure, span=span), language),
        title=title_of(figure.table, language),
        description=words,
    )


def picture_of(figure: Figure, language: str) -> "Picture":
    """The picture before it is written into a file."""
    match figure.kind:
        case Kind.BARS | Kind.GROUPS:
            return draw_bars(figure, language)
        case Kind.COLUMNS:
            return draw_columns(figure, language)
        case Kind.LINES:
            return draw_lines(figure, language)
        case Kind.MAP:
            return draw_map(figure, language)
