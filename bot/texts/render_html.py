"""A letter as HTML mail: one template, tables and inline styles only, nothing loaded from elsewhere."""

from functools import cache
from pathlib import Path
from textwrap import shorten

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from bot.texts.letter import Letter, Paragraph
from bot.texts.printable import one_line, printable
from bot.texts.render_text import footer_lines, spoken_choices
from config.texts import say
from reporting.proposal_picture import description

_GREETING_AND_MORE = 2
_LONGEST_GREETING = 40
_LONGEST_PREVIEW = 120


def as_html(letter: Letter, *, picture: str = "") -> str:
    """The whole letter as an HTML document; every word of it is escaped by the template.

    `picture` is the Content-ID of the letter's picture in the same mail, '' if it does not come along.
    """
    return template("mail.html.j2").render(
        letter=letter,
        subject=one_line(letter.subject),
        preview=_preview(letter),
        choices_intro=say(letter.language, "mail.choices_intro"),
        form_intro=say(letter.language, "mail.form_intro") if letter.form else "",
        footer=footer_lines(letter),
        picture=picture,
        picture_alt=description(letter.picture) if letter.picture and picture else "",
    )


def _preview(letter: Letter) -> str:
    """What a list of mails should show after the subject, where the letter itself begins with a greeting only."""
    paragraphs = [one_line(block.text) for block in letter.blocks if isinstance(block, Paragraph)]
    if len(paragraphs) < _GREETING_AND_MORE or len(paragraphs[0]) > _LONGEST_GREETING:
        return ""
    return shorten(paragraphs[1], _LONGEST_PREVIEW, placeholder="…")


@cache
def template(name: str) -> Template:
    """One of the templates of this house."""
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
    return house.get_template(name)


def _lines(text: str) -> Markup:
    """Escaped text whose line breaks are kept; Outlook does not know `white-space: pre-line`."""
    return Markup("<br>\n").join(escape(line) for line in printable(text).strip("\n").split("\n"))
