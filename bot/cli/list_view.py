"""How lists look in a terminal: one line for each request, draft or officer, cut rather than wrapped."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from bot.cli.case_view import turn_words
from bot.cli.stages import stage_word
from bot.texts.printable import one_line
from config.languages import language_name
from config.texts import list_text, say, say_many
from reporting.drafts import DraftRow
from reporting.officers import OfficerRow
from reporting.requests import RequestRow
from storage.turns import Turn, whose_turn

ROOMY = 100
"""Columns of a terminal in which long words need not be cut."""


def request_table(rows: Sequence[RequestRow], *, language: str, width: int) -> Table:
    """One line for each request, cut to the width of the screen."""
    roomy = width >= ROOMY
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", expand=True)
    for name, widest in (("code", 8), ("country", 22 if roomy else 14)):
        table.add_column(_column(name, language), no_wrap=True, max_width=widest, overflow="ellipsis")
    table.add_column(_column("title", language), no_wrap=True, ratio=1, overflow="ellipsis")
    for name, widest in (("status", 18 if roomy else 14), ("turn", 18)):
        table.add_column(_column(name, language), no_wrap=True, max_width=widest, overflow="ellipsis")
    for row in rows:
        cells = (
            row.code,
            row.country_name,
            row.title,
            stage_word(row.status, language),
            _turn(row, language),
        )
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    return table


def _column(name: str, language: str) -> str:
    return say(language, f"cli.column.{name}")


def _turn(row: RequestRow, language: str) -> str:
    """Whose turn; of a request that went into another its code, of one left open long ago where it stands."""
    if row.turn is not Turn.NOBODY:
        return turn_words(row.turn, row.since_days, language)
    if row.successors:
        return f"→ {', '.join(row.successors)}"
    left_open = row.past and whose_turn(row.status, asked=False) is not Turn.NOBODY
    return say(language, "cli.turn.past") if left_open else ""


def draft_table(rows: Sequence[DraftRow], *, language: str) -> Table:
    """One line for each request half told: who writes it, what about, since when."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", expand=True)
    for name, widest in (("contact", 20), ("email", 32)):
        table.add_column(_column(name, language), no_wrap=True, max_width=widest, overflow="ellipsis")
    table.add_column(_column("title", language), no_wrap=True, ratio=1, overflow="ellipsis")
    table.add_column(_column("since", language), no_wrap=True)
    for row in rows:
        title = row.title or say(language, "cli.drafts.untitled")
        since = say(language, "cli.drafts.since", days=row.since_days)
        table.add_row(*(Text(one_line(cell)) for cell in (row.contact, row.address, title, since)))
    return table


def request_totals(rows: Sequence[RequestRow], *, language: str) -> str:
    """How many there are, and how many wait for whom."""
    waiting = [
        f"{say(language, f'cli.turn.{turn}')} {count}"
        for turn in (Turn.OFFICER, Turn.PARTNER, Turn.EXPERTS)
        if (count := sum(row.turn is turn for row in rows))
    ]
    total = say_many(language, "cli.requests.total", len(rows))
    return (
        f"{total} {say(language, 'cli.requests.waiting', turns=list_text(waiting, language))}"
        if waiting
        else total
    )


def officer_table(rows: Sequence[OfficerRow], *, language: str) -> Table:
    """One line for each officer."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("name", "role", "email", "chat", "language"):
        table.add_column(_column(name, language), overflow="fold")
    for row in rows:
        chat = say(language, f"cli.officers.{row.chat or 'no_chat'}")
        cells = (
            row.name,
            say(language, f"values.role.{row.role}" if row.active else "cli.officers.left"),
            row.email,
            chat,
            language_name(row.language, language),
        )
        table.add_row(*(Text(one_line(cell)) for cell in cells), style="" if row.active else "dim")
    return table
