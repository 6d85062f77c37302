"""Letters about reports: which there are, and one report in a few lines with its files."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.texts.letter import Block, Bullets, Choice, Choices, Letter, Paragraph
from bot.texts.rows import say_paragraph, shortened
from config.texts import choice_text, say
from reporting.figures.told import tell
from reporting.interim import NAME as INTERIM
from reporting.page import Page, Row
from reporting.paper import Paper, Part
from reporting.words import title_named

PRESSED, PRESSED_GROUP = "report", "reports"
"""What the actions of buttons begin with: a report of this name, the group of this name."""

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "now": ("overview", "silence", "planning", "stages"),
        "requests": ("table2", "figure1", "figure2", "figure3", "figure4", "figure5", "figure6"),
        "work": ("table4", "table5", "figure7", "figure8", "figure10", "figure12", "figure13", "cost"),
        "experts": (
            ("table3", "table6", "figure9", "figure11", "experts", "acceptance", "exposure", "preferences")
        ),
        "whole": (INTERIM, "table1", "annex-a", "annex-b"),
    }
)
"""Every report, as the list shows them."""
_MOST_ROWS = 12
_MOST_CELLS = 4
_LONGEST_ROW = 160
_LONGEST_TOLD = 900


def which_report(group: str, *, by_mail: bool, language: str) -> Letter:
    """The list of reports: in a chat a group at a time by buttons, in a mail all with the word that orders them."""
    subject = say(language, "course.letter.which")
    if by_mail:
        every = [name for names in GROUPS.values() for name in names]
        lines = tuple(f"{name} - {title_of(name, language)}" for name in every)
        ask = say_paragraph(language, "course.letter.by_mail")
        return Letter(language, subject, (ask, Bullets(lines)))
    if not group:
        choices = [(_group(key, language), f"{PRESSED_GROUP}:{key}") for key in GROUPS]
        return Letter(language, subject, (say_paragraph(language, "course.letter.which"), _buttons(choices)))
    choices = [(title_of(name, language), f"{PRESSED}:{name}") for name in GROUPS[group]]
    return Letter(language, subject, (Paragraph(_group(group, language)), _buttons(choices)))


def no_such_report(words: str, alike: Sequence[str], *, language: str) -> Letter:
    """No report has this name; those it may mean."""
    blocks: list[Block] = [say_paragraph(language, "course.letter.unknown", words=shortened(words))]
    if alike:
        names = choice_text(list(alike), language)
        blocks.append(say_paragraph(language, "course.letter.alike", names=names))
        blocks.append(_buttons([(title_of(name, language), f"{PRESSED}:{name}") for name in alike]))
    blocks.append(say_paragraph(language, "course.letter.list"))
    return Letter(language, say(language, "course.letter.which"), tuple(blocks))


def enough_reports(most: int, *, language: str) -> Letter:
    """Somebody has had as many within a day as there are."""
    words = say_paragraph(language, "course.letter.enough", most=most)
    return Letter(language, say(language, "course.letter.which"), (words,))


def report_failed(name: str, *, language: str) -> Letter:
    """A report that could not be made, through no fault of the reader."""
    words = say_paragraph(language, "course.letter.failed", title=title_of(name, language))
    return Letter(language, title_of(name, language), (words,))


def report_letter(paper: Paper, *, documents: Sequence[int], scheduled: bool, attached: bool) -> Letter:
    """The report in a few lines; the files bring the rest."""
    language = paper.language
    blocks: list[Block] = [Paragraph("\n".join(filter(None, [paper.title, paper.span])))]
    parts = list(paper.parts)
    blocks += _told(parts[0], language) if len(parts) == 1 else _sentences(paper)
    if not attached:
        blocks.append(say_paragraph(language, "course.letter.terminal", name=paper.name))
    if scheduled:
        blocks.append(say_paragraph(language, "course.letter.scheduled"))
    blocks.append(Paragraph(paper.moment))
    return Letter(language, paper.title, tuple(blocks), documents=tuple(documents))


def caption(part: Part, language: str) -> str:
    """A figure in words, for who cannot see it."""
    return shortened(tell(part.figure, language), _LONGEST_TOLD) if part.figure else ""


def title_of(name: str, language: str) -> str:
    """What a report is called."""
    return say(language, "interim.title") if name == INTERIM else title_named(name, language)


def _group(key: str, language: str) -> str:
    return say(language, f"course.group.{key}")


def _buttons(choices: Sequence[tuple[str, str]]) -> Choices:
    return Choices(tuple((Choice(shortened(label), action),) for label, action in choices))


def _told(part: Part, language: str) -> list[Block]:
    """A figure in words; of a table the outermost lines with the sums."""
    if part.is_empty:
        return [say_paragraph(language, "course.letter.empty")]
    if part.figure:
        return [Paragraph(caption(part, language))]
    rows = [row for row in part.page.rows if row.depth == 0]
    shown = rows if len(rows) <= _MOST_ROWS else [*rows[: _MOST_ROWS - 1], *rows[-1:]]
    blocks: list[Block] = [Bullets(tuple(_line(row, part.page) for row in shown))]
    if len(shown) < len(part.page.rows):
        blocks.append(say_paragraph(language, "course.letter.more"))
    return blocks


def _line(row: Row, page: Page) -> str:
    """The label with its first numbers, and the last, which is most often the sum."""
    heads = zip(page.heads, row.cells, page.wordy, strict=True)
    cells = [cell if wordy else f"{head} {cell}" for head, cell, wordy in heads if cell]
    kept = cells if len(cells) <= _MOST_CELLS else [*cells[: _MOST_CELLS - 1], cells[-1]]
    return shortened(f"{row.label} - {', '.join(kept)}" if kept else row.label, _LONGEST_ROW)


def _sentences(paper: Paper) -> list[Block]:
    return [Paragraph(" ".join(chapter.sentences)) for chapter in paper.chapters if chapter.sentences]
