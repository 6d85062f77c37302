"""A letter as HTML mail: one template, tables and inline styles only, nothing loaded from elsewhere."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from bot.texts.letter import Letter
from bot.texts.printable import one_line, printable
from bot.texts.render_text import footer_lines, spoken_choices
from config.texts import say


def as_html(letter: Letter) -> str:
    """The whole letter as an HTML document; every word of it is escaped by the template."""
    return _template().render(
        letter=letter,
        subject=one_line(letter.subject),
        choices_intro=say(letter.language, "mail.choices_intro"),
        form_intro=say(letter.language, "mail.form_intro") if letter.form else "",
        footer=footer_lines(letter),
    )


@cache
def _template() -> Template:
    # The house is one directory of templates; autoescape is on for every one of them, whatever its name.
    house = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    house.filters["kind"] = lambda block: type(block).__name__
    house.filters["lines"] = _lines
    house.filters["spoken"] = spoken_choices
    return house.get_template("mail.html.j2")


def _lines(text: str) -> Markup:
    """Escaped text whose line breaks are kept; Outlook does not know `white-space: pre-line`."""
    return Markup("<br>\n").join(escape(line) for line in printable(text).strip("\n").split("\n"))
