"""How pictures look: colours that every eye tells apart, hatches that read in grey, and files that are the same each time."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from markupsafe import escape

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Picture

INK = "#222222"
FAINT = "#8a8a8a"
PAPER = "#ffffff"
LAND = "#e8e8e8"
"""Countries that a map does not speak of."""

BLACK, ORANGE, SKY, GREEN = "#000000", "#e69f00", "#56b4e9", "#009e73"
YELLOW, BLUE, VERMILION, PURPLE = "#f0e442", "#0072b2", "#d55e00", "#cc79a7"
"""The eight colours of Okabe and Ito."""

SHADES = ("#c6dbef", "#85bcdb", "#4a98c9", "#1764ab", "#08306b")
"""From little to much, in grey as well: each darker than the one before."""
DARK = frozenset(SHADES[2:])
"""Shades on which letters are white."""

DOTS_PER_INCH = 144
_PATH = re.compile(r' d="[^"]*"')
_MORE_DECIMALS = re.compile(r"(\.\d\d)\d+")
"""A hundredth of a point is finer than any screen; six decimals make a map twice as large a file."""


@dataclass(frozen=True, slots=True)
class Fill:
    """How one series is filled; next to each other in `FILLS`, two differ in colour, in grey and in hatch."""

    colour: str
    hatch: str = ""


FILLS = (
    Fill(BLUE),
    Fill(ORANGE, "///"),
    Fill(VERMILION, "\\\\\\"),
    Fill(SKY, "..."),
    Fill(GREEN, "|||"),
    Fill(YELLOW, "xxx"),
    Fill(PURPLE, "---"),
    Fill("#dddddd", "ooo"),
    Fill("#555555", "+++"),
    Fill(PAPER, "**"),
)

_LOOK: Mapping[Any, object] = MappingProxyType(
    {
        "font.family": ["DejaVu Sans"],
        "font.size": 9.0,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": FAINT,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "xtick.color": INK,
        "ytick.color": INK,
        "grid.color": "#dddddd",
        "hatch.color": INK,
        "hatch.linewidth": 0.5,
        "legend.frameon": False,
        "svg.hashsalt": "muster",
        "svg.fonttype": "path",
        "path.simplify": True,
    }
)


def fill(place: int) -> Fill:
    """The filling of the series at this place; after the last the first again."""
    return FILLS[place % len(FILLS)]


def filling(place: int) -> Mapping[str, Any]:
    """The same as matplotlib's bars take it: with a fine line around, so that pieces part in grey as well."""
    one = fill(place)
    return {"facecolor": one.colour, "hatch": one.hatch, "edgecolor": INK, "linewidth": 0.4}


def figure(width_inches: float, height_inches: float) -> "Picture":
    """An empty picture, laid out so that nothing is cut; it belongs to no window and to no global state."""
    _look_once()
    # Loaded by the first picture only: the import takes a third of a second.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure as Picture  # noqa: PLC0415

    picture = Picture(figsize=(width_inches, height_inches), dpi=DOTS_PER_INCH, layout="constrained")
    FigureCanvasAgg(picture)
    return picture


def as_png(picture: "Picture", *, title: str, description: str) -> bytes:
    """The picture as PNG; its words stand in the file as Title and Description."""
    file = io.BytesIO()
    words = {"Title": title, "Description": description, "Software": None}
    picture.savefig(file, format="png", dpi=DOTS_PER_INCH, facecolor=PAPER, metadata=words)
    return file.getvalue()


def as_svg(picture: "Picture", *, title: str, description: str) -> bytes:
    """The picture as SVG without a date, its words in <title> and <desc> for those who listen to it."""
    file = io.BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    picture.savefig(file, format="svg", facecolor=PAPER, metadata=nothing)
    head, opening, rest = file.getvalue().decode("utf-8").partition("<svg ")
    attributes, closing, body = rest.partition(">")
    body = _PATH.sub(lambda path: _MORE_DECIMALS.sub(r"\1", path[0]), body)
    told = f"\n <title>{escape(title)}</title>\n <desc>{escape(description)}</desc>"
    return f'{head}{opening}role="img" {attributes}{closing}{told}{body}'.encode()


@cache
def _look_once() -> None:
    """Our look for every picture of this process, whatever a matplotlibrc of the machine says."""
    import matplotlib as mpl  # noqa: PLC0415 see figure()

    # All but the backend: to set that one loads pyplot, which keeps windows and figures of its own.
    usual: dict[Any, object] = {k: v for k, v in mpl.rcParamsDefault.items() if k != "backend"}
    mpl.rcParams.update(usual)
    mpl.rcParams.update(_LOOK)
