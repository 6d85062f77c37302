"""A report as a document: chapters of tables and figures with who, when and how it was rounded. Layout comes later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from config.printable import one_line
from config.texts import say
from reporting.figures.by_name import FIGURES
from reporting.figures.figure import Figure
from reporting.history import History
from reporting.page import Page, moment_text, page_of
from reporting.reports import REPORTS
from reporting.spans import Span, dating_of, span_note, span_text, within
from reporting.table import RoundingGap, Table, rounding_gaps


@dataclass(frozen=True, slots=True)
class Part:
    """One report of a document: a table, or a figure with the table it is drawn from."""

    table: Table
    page: Page
    figure: Figure | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was there to count."""
        return not self.table.lines


@dataclass(frozen=True, slots=True)
class Chapter:
    """Reports that belong together, with a few sentences on what they show; a report alone has no heading."""

    title: str
    sentences: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document; every renderer lays out the same."""

    name: str
    title: str
    facility: str
    language: str
    as_of: datetime
    moment: str
    """When the registers stood like this."""
    span: str
    """The days it is about; empty if it is about all of them."""
    chapters: tuple[Chapter, ...]
    caveat: str = ""
    """How far a day that is over can be told; empty for a report of today, or where each part says it."""

    @property
    def parts(self) -> Iterator[Part]:
        """Every report in it, in order."""
        return (part for chapter in self.chapters for part in chapter.parts)

    @property
    def rounding(self) -> str:
        """How its numbers were rounded."""
        return say(self.language, "interim.rounding")

    @property
    def gaps(self) -> tuple[tuple[Part, RoundingGap], ...]:
        """The self-check: every total that is not the sum of its printed rows."""
        return tuple((part, gap) for part in self.parts for gap in rounding_gaps(part.table))


def part_of(name: str, history: History, span: Span | None, language: str, caveat: str = "") -> Part:
    """One report over these days, and what else stands below it."""
    dating = dating_of(name)
    seen = within(history, span, dating)
    figure = FIGURES[name](seen) if name in FIGURES else None
    table = figure.table if figure else REPORTS[name](seen)
    notes = [span_note(history, span, dating, language) if span else "", caveat]
    note = " ".join(filter(None, notes))
    return Part(table, page_of(table, as_of=history.as_of, language=language, span=note), figure)


def paper_of(
    name: str, history: History, span: Span | None, *, language: str, facility: str, caveat: str = ""
) -> Paper:
    """The document of one report."""
    part = part_of(name, history, span, language, caveat)
    return bound(
        name,
        part.page.title,
        (Chapter("", (), (part,)),),
        history,
        span,
        language=language,
        facility=facility,
    )


def bound(
    name: str,
    title: str,
    chapters: tuple[Chapter, ...],
    history: History,
    span: Span | None,
    *,
    language: str,
    facility: str,
) -> Paper:
    """Chapters with the facility's name and the moment they tell of."""
    return Paper(
        name=name,
        title=title,
        facility=one_line(facility),
        language=language,
        as_of=history.as_of,
        moment=moment_text(history.as_of, language),
        span=span_text(span, language) if span else "",
        chapters=chapters,
    )
