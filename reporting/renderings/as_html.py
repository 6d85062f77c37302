"""A document as one HTML file: no script, nothing loaded from elsewhere, every word escaped by the template."""

from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from reporting.paper import Paper, Part
from reporting.renderings.as_sheets import is_for_sheets
from reporting.renderings.layout import alternative, check_of, imprint, is_strong, notes_of
from reporting.renderings.pictures import picture


def as_html(paper: Paper) -> bytes:
    """The document; the same one gives the same bytes."""
    words = _template().render(
        paper=paper,
        imprint=imprint(paper),
        check=check_of(paper),
        pictures={part.page.name: _picture(part, paper.language) for part in paper.parts},
    )
    return words.encode()


def _picture(part: Part, language: str) -> str:
    """The drawing inside the page; a picture of its own, so that no two share the names in them."""
    if part.figure is None or part.is_empty:
        return ""
    return f"data:image/svg+xml;base64,{b64encode(picture(part.figure, language, 'svg')).decode()}"


@cache
def _template() -> Template:
    house = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    house.globals.update(
        alternative=alternative, is_for_sheets=is_for_sheets, is_strong=is_strong, notes_of=notes_of
    )
    return house.get_template("paper.html.j2")
