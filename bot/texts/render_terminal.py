"""A letter for a terminal: the same words, choices lettered so that they can be typed."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.texts.letter import Block, Bullets, Choice, Choices, Facts, Heading, Letter, Paragraph, Quote
from bot.texts.printable import one_line, printable

DAYS_OF_WEEK = 7
"""No other row of choices has so many."""


def as_terminal(letter: Letter) -> RenderableType:
    """Something for `rich` to print; no word of the letter is read as markup."""
    shown: list[RenderableType] = []
    number = 0
    for block in letter.blocks:
        shown.append(Padding(_block(block, number), (0, 0, 0 if isinstance(block, Heading) else 1, 0)))
        number += len(_lettered(block)) if isinstance(block, Choices) else 0
    if letter.form:
        shown.append(Text(printable(letter.form).strip()))
    return Group(*shown)


def lettered_choices(letter: Letter) -> tuple[Choice, ...]:
    """All choices of a letter in reading order: the first is what a typed `a` means."""
    return tuple(
        choice for block in letter.blocks if isinstance(block, Choices) for choice in _lettered(block)
    )


def _lettered(choices: Choices) -> list[Choice]:
    """The choices that get a letter: the days of a calendar are typed as they stand there."""
    return [choice for row in choices.rows if not _is_week(row) for choice in row]


def _is_week(row: tuple[Choice, ...]) -> bool:
    return len(row) == DAYS_OF_WEEK


def mark(place: int) -> str:
    """The letters that stand before a choice: a, b ... z, aa, ab ...; numbers are left for answers."""
    above, rest = divmod(place, 26)
    return (mark(above - 1) if above else "") + chr(ord("a") + rest)


def _block(block: Block, before: int) -> RenderableType:
    match block:
        case Paragraph(text):
            return _plain(text)
        case Heading(text):
            return Text(printable(text).strip(), style="bold")
        case Facts(rows):
            return _grid(((one_line(label), value) for label, value in rows), "dim")
        case Bullets(items):
            return _grid((("•", item) for item in items), "")
        case Quote(text):
            return _grid((("│", line) for line in printable(text).strip().split("\n")), "dim")
        case Choices(rows):
            lettered = enumerate(_lettered(block), start=before)
            listed = _grid(((mark(place), one_line(one.label)) for place, one in lettered), "bold cyan")
            weeks = [row for row in rows if _is_week(row)]
            return Group(_calendar(weeks), Text(), listed) if weeks else listed


def _calendar(weeks: Iterable[tuple[Choice, ...]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(DAYS_OF_WEEK):
        table.add_column(justify="right", no_wrap=True)
    for week in weeks:
        table.add_row(*(Text(one_line(day.label)) for day in week))
    return table


def _plain(text: str) -> Text:
    return Text(printable(text).strip())


def _grid(rows: Iterable[tuple[str, str]], style: str) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=style, no_wrap=True)
    table.add_column(overflow="fold")
    for left, right in rows:
        table.add_row(Text(left), _plain(right or "-"))
    return table
