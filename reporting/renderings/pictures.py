"""The picture of a figure as a document shows it: its title and definition stand in the text, not in the picture."""

from typing import Literal

from reporting.drawings.drawn import picture_of
from reporting.drawings.style import as_png, as_svg
from reporting.figures.figure import Figure
from reporting.figures.told import tell
from reporting.words import title_of


def picture(figure: Figure, language: str, form: Literal["png", "svg"]) -> bytes:
    """The drawing alone."""
    drawn = picture_of(figure, language)
    drawn.suptitle("")
    drawn.supxlabel("")
    write = as_png if form == "png" else as_svg
    return write(drawn, title=title_of(figure.table, language), description=tell(figure, language))
