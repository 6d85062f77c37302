"""A document on a terminal or in a plain file, by rich: chapters, tables, and figures told in words."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.text import Text

from reporting.paper import Chapter, Paper, Part
from reporting.renderings.as_screen import as_screen
from reporting.renderings.as_sheets import as_sheets, is_for_sheets
from reporting.renderings.layout import alternative, imprint

FILE_WIDTH = 120


def laid_out(paper: Paper) -> RenderableType:
    """The document for a terminal; a single report is shown as it is."""
    return Group(*_blocks(paper))


def as_text(paper: Paper) -> bytes:
    """The document for a plain file, without blanks at the ends of lines."""
    screen = Console(width=FILE_WIDTH, color_system=None)
    with screen.capture() as shown:
        screen.print(laid_out(paper))
    return "".join(f"{line.rstrip()}\n" for line in shown.get().splitlines()).encode()


def _blocks(paper: Paper) -> Iterator[RenderableType]:
    if len(paper.chapters) > 1:
        yield Text(f"{paper.title} - {paper.facility}", style="bold")
        yield from (Text(line, style="dim") for line in imprint(paper))
    for chapter in paper.chapters:
        yield from _chapter(chapter, paper.language)


def _chapter(chapter: Chapter, language: str) -> Iterator[RenderableType]:
    if chapter.title:
        yield Text(f"\n{chapter.title.upper()}", style="bold")
    if chapter.sentences:
        yield Text(" ".join(chapter.sentences))
    for part in chapter.parts:
        if chapter.title:
            yield ""
        yield from _part(part, language)


def _part(part: Part, language: str) -> Iterator[RenderableType]:
    """The table; of a figure also what the picture tells, in words."""
    yield as_sheets(part.page) if is_for_sheets(part.page) else as_screen(part.page)
    told = alternative(part, language)
    if told:
        yield Text(f"\n{told}")
