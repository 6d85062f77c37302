"""A letter as plain text, as a careful person would type it into a mail."""

from textwrap import TextWrapper

from bot.texts.letter import Block, Bullets, Choice, Choices, Facts, Heading, Letter, Paragraph, Quote
from bot.texts.printable import one_line, printable
from config.texts import say

_WIDTH = 76
# A line of exactly two hyphens and a space starts a signature: mail programs grey it out
# and leave it away when they quote.
SIGNATURE = "-- "


def as_text(letter: Letter) -> str:
    """The whole letter as text, wrapped at 76 columns, ending in one newline."""
    parts = (_body(letter), _form_text(letter), _footer(letter))
    return "\n\n".join(part for part in parts if part) + "\n"


def _body(letter: Letter) -> str:
    """The blocks with an empty line between them; a heading stays with what it heads."""
    body = ""
    for block in letter.blocks:
        words = _block_text(block, letter.language)
        body += words and words + ("\n" if isinstance(block, Heading) else "\n\n")
    return body.strip("\n")


def spoken_choices(choices: Choices) -> tuple[Choice, ...]:
    """The choices that can be made by writing a word, in reading order."""
    return tuple(choice for row in choices.rows for choice in row if choice.word)


def footer_lines(letter: Letter) -> tuple[str, ...]:
    """The small print under a mail."""
    keys = ("mail.footer", "mail.automatic_note") if letter.automatic else ("mail.footer",)
    if letter.automatic and any(
        spoken_choices(block) for block in letter.blocks if isinstance(block, Choices)
    ):
        keys = ("mail.written_by",)
    return tuple(say(letter.language, key) for key in keys)


def _block_text(block: Block, language: str) -> str:
    match block:
        case Paragraph(text) | Heading(text):
            return wrapped(text)
        case Facts(rows):
            return "\n".join(_fact(label, value, language) for label, value in rows)
        case Bullets(items):
            return "\n".join(wrapped(item, first="- ", rest="  ") for item in items)
        case Quote(text):
            return wrapped(text, first="> ", rest="> ")
        case Choices():
            return _choices_text(spoken_choices(block), language)


def _fact(label: str, value: str, language: str) -> str:
    """'Label: value'; French sets a space before the colon, which no line ends at."""
    words = say(language, "mail.fact", label=one_line(label), value=printable(value).strip() or "-")
    return wrapped(words, rest="  ")


def _choices_text(choices: tuple[Choice, ...], language: str) -> str:
    if not choices:
        return ""
    lines = [wrapped(f"{one_line(c.word)} - {c.hint or c.label}", first="  ", rest="    ") for c in choices]
    return "\n".join([wrapped(say(language, "mail.choices_intro")), *lines])


def _form_text(letter: Letter) -> str:
    if not letter.form:
        return ""
    return f"{wrapped(say(letter.language, 'mail.form_intro'))}\n\n{printable(letter.form).strip()}"


def _footer(letter: Letter) -> str:
    return "\n".join([SIGNATURE, *(wrapped(line) for line in footer_lines(letter))])


def wrapped(text: str, *, first: str = "", rest: str = "") -> str:
    """Each line wrapped by itself, so that a line break stays one; long words (addresses) stay whole."""
    lines = printable(text).strip("\n").split("\n")
    wrapped = [_wrap_line(line, first if index == 0 else rest, rest) for index, line in enumerate(lines)]
    return "\n".join(wrapped)


def _wrap_line(line: str, first: str, rest: str) -> str:
    wrapper = TextWrapper(
        width=_WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.fill(line) or first.rstrip()
