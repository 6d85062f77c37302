"""What all documents lay out alike: which pages lie on their side, the imprint, and the self-check in words."""

from dataclasses import dataclass
from decimal import Decimal

from config.texts import say
from reporting.figures.told import tell
from reporting.paper import Paper, Part
from reporting.renderings.as_sheets import is_for_sheets
from reporting.table import RoundingGap, Unit
from reporting.words import decimal_text, head_of, label_of

WIDE = 9
"""Columns of numbers from which on a page lies on its side."""
WORDY = 4
"""Columns of words from which on it does."""
LONG = frozenset({Unit.TEXT, Unit.AREAS, Unit.COUNTRIES, Unit.DATES})
"""Columns that may hold many words and share what room is left."""


@dataclass(frozen=True, slots=True)
class Check:
    """The self-check as a table of words; without rows every total adds up."""

    title: str
    intro: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def is_wide(part: Part) -> bool:
    """Whether the report needs a page on its side."""
    page = part.page
    return not is_for_sheets(page) and (len(page.heads) >= WIDE or sum(page.wordy) >= WORDY)


def is_strong(part: Part, n: int) -> bool:
    """Whether a row stands out: totals, and the outermost groups where there are groups."""
    rows = part.page.rows
    return rows[n].total or (rows[n].depth == 0 and any(row.depth for row in rows))


def imprint(paper: Paper) -> tuple[str, ...]:
    """What a reader needs in order to trust it: the days it is about, the moment, and the rounding."""
    language = paper.language
    days = say(language, "interim.period", span=paper.span) if paper.span else say(language, "interim.ever")
    return (days, paper.moment, *filter(None, [paper.caveat]), paper.rounding)


def notes_of(part: Part, language: str) -> tuple[str, ...]:
    """What stands under one report of a document; moment and rounding are said once for all of them."""
    empty = (say(language, "interim.empty"),) if part.is_empty else ()
    return (*empty, part.page.definition, *filter(None, [part.page.span]))


def alternative(part: Part, language: str) -> str:
    """The picture of a report in words, for those who cannot see it; empty if it has none."""
    return tell(part.figure, language) if part.figure and not part.is_empty else ""


def check_of(paper: Paper) -> Check:
    """Every total of the document that rounding sets apart from its rows."""
    language = paper.language
    heads = tuple(
        say(language, f"interim.check.{key}")
        for key in ("report", "row", "column", "exact", "printed", "sum")
    )
    rows = tuple(_check_row(part, gap, language) for part, gap in paper.gaps)
    intro = say(language, "interim.check.intro" if rows else "interim.check.none")
    return Check(say(language, "interim.check.title"), intro, heads, rows)


def exact_of(gap: RoundingGap) -> Decimal:
    """The exact sum in days."""
    return Decimal(gap.exact.numerator) / Decimal(gap.exact.denominator)


def _check_row(part: Part, gap: RoundingGap, language: str) -> tuple[str, ...]:
    numbers = (exact_of(gap), gap.printed, gap.sum_of_printed)
    return (
        part.page.title,
        label_of(gap.line, language),
        head_of(gap.column, language),
        *(decimal_text(number, language) for number in numbers),
    )
