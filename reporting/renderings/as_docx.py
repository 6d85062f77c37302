"""A document as DOCX, for people who go on writing in it: real headings, tables whose head repeats, pages on their side."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.run import Run

from config.texts import say
from reporting.page import Row
from reporting.paper import Paper, Part
from reporting.renderings.archive import steady
from reporting.renderings.as_sheets import is_for_sheets
from reporting.renderings.layout import (
    LONG,
    Check,
    alternative,
    check_of,
    imprint,
    is_strong,
    is_wide,
    notes_of,
)
from reporting.renderings.pictures import picture

FONT = "Calibri"
_FAINT = RGBColor(0x66, 0x66, 0x66)
_INK = RGBColor(0x22, 0x22, 0x22)
_SHADE = "F0F3F6"
_LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "pt": "pt-PT"}
_SHORT_EDGE, _LONG_EDGE, _MARGIN = Cm(21), Cm(29.7), Cm(2)
_INDENT = Cm(0.4)
_TALLEST = Cm(20)
_CODE, _SHORT, _NUMBER = Cm(1.9), Cm(2.7), Cm(3)
_LABEL, _LABEL_OF_MANY = Cm(5.2), Cm(4.2)
FEW = 5
"""More columns of numbers leave less room for labels."""
LONGEST_LABEL = 40
"""A label up to this long stands on two lines at most; the name of an institution may be longer."""


def as_docx(paper: Paper) -> bytes:
    """The document; the same one gives the same bytes."""
    document = docx.Document()
    _set_up(document, paper)
    _beginning(document, paper)
    for chapter in paper.chapters:
        if chapter.title:
            document.add_heading(chapter.title, 1).paragraph_format.page_break_before = True
        if chapter.sentences:
            document.add_paragraph(" ".join(chapter.sentences))
        for part in chapter.parts:
            _turn(document, wide=is_wide(part))
            _part(document, part, paper, level=2 if chapter.title else 1)
    _turn(document, wide=False)
    _check(document, check_of(paper))
    written = io.BytesIO()
    document.save(written)
    return steady(written.getvalue(), paper.as_of)


def _set_up(document: Document, paper: Paper) -> None:
    """A4, one typeface, the language for the spelling checker, page numbers, and honest properties."""
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    normal.element.rPr.append(_element("w:lang", val=_LOCALES[paper.language]))
    for level, size in enumerate((15, 12.5, 11), start=1):
        _plain_heading(document.styles[f"Heading {level}"], size)
    about = document.core_properties
    about.title, about.author, about.comments = paper.title, paper.facility, ""
    about.language = _LOCALES[paper.language]
    about.created = about.modified = paper.as_of.replace(tzinfo=None, microsecond=0)
    about.last_modified_by = paper.facility
    section = document.sections[0]
    _lay(section, wide=_begins_wide(paper))
    _footer(section, paper)


def _begins_wide(paper: Paper) -> bool:
    """A single wide report has no page on end before it."""
    return len(paper.chapters) == 1 and all(is_wide(part) for part in paper.parts)


def _plain_heading(style: Any, size: float) -> None:  # noqa: ANN401 -- python-docx types its styles too widely
    style.font.name, style.font.size, style.font.color.rgb, style.font.bold = FONT, Pt(size), _INK, True
    fonts = style.element.rPr.rFonts
    for place in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{place}"), None)


def _lay(section: Any, *, wide: bool) -> None:  # noqa: ANN401 -- as above
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG_EDGE, _SHORT_EDGE) if wide else (_SHORT_EDGE, _LONG_EDGE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN


def _turn(document: Document, *, wide: bool) -> None:
    """A new section where the pages turn; none where they lie as they should."""
    lies = document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    if lies != wide:
        _lay(document.add_section(WD_SECTION.NEW_PAGE), wide=wide)


def _footer(section: Any, paper: Paper) -> None:  # noqa: ANN401 -- as above
    """The moment, and which page of how many; later sections go on with it."""
    line = section.footer.paragraphs[0]
    line.add_run(f"{paper.moment}   ")
    before, _, after = say(paper.language, "interim.page", page="\0", pages="\1").partition("\0")
    between, _, end = after.partition("\1")
    line.add_run(before)
    _field(line, "PAGE")
    line.add_run(between)
    _field(line, "NUMPAGES")
    line.add_run(end)
    for run in line._p.iter(qn("w:r")):  # noqa: SLF001 -- also those inside fields
        _small(Run(run, line))


def _small(run: Run) -> None:
    run.font.size, run.font.color.rgb = Pt(8), _FAINT


def _field(paragraph: Any, code: str) -> None:  # noqa: ANN401 -- as above
    """A number that the word processor puts in; a 1 until it does."""
    field = _element("w:fldSimple", instr=code)
    field.append(paragraph.add_run("1")._r)  # noqa: SLF001 -- python-docx has no call for fields
    paragraph._p.append(field)  # noqa: SLF001 -- as above


def _beginning(document: Document, paper: Paper) -> None:
    _faint(document, paper.facility, 10)
    if len(paper.chapters) > 1:
        title = document.add_paragraph()
        run = title.add_run(paper.title)
        run.bold, run.font.size = True, Pt(22)
    for line in imprint(paper):
        _faint(document, line, 9)
    if len(paper.chapters) > 1:
        _contents(document, paper)


def _contents(document: Document, paper: Paper) -> None:
    """What follows, in words; pages are numbered by whatever lays the document out."""
    for chapter in paper.chapters:
        line = document.add_paragraph()
        line.paragraph_format.space_before = Pt(8)
        line.add_run(chapter.title).bold = True
        for part in chapter.parts:
            document.add_paragraph(part.page.title).paragraph_format.left_indent = _INDENT


def _part(document: Document, part: Part, paper: Paper, *, level: int) -> None:
    document.add_heading(part.page.title, level)
    for note in notes_of(part, paper.language):
        _faint(document, note, 8.5).paragraph_format.keep_with_next = True
    if part.figure is not None and not part.is_empty:
        _picture(document, part, paper.language)
    if is_for_sheets(part.page):
        for row in part.page.rows:
            _sheet(document, part, row, level + 1)
    elif part.page.rows:
        _table(document, part)


def _picture(document: Document, part: Part, language: str) -> None:
    if part.figure is None:
        return
    drawing = io.BytesIO(picture(part.figure, language, "png"))
    shape: Any = document.add_picture(drawing, width=_SHORT_EDGE - 2 * _MARGIN)
    if shape.height > _TALLEST:
        shape.width, shape.height = round(shape.width * _TALLEST / shape.height), _TALLEST
    about = shape._inline.docPr  # noqa: SLF001 -- python-docx has no call for alternative text
    about.set("descr", alternative(part, language))


def _sheet(document: Document, part: Part, row: Row, level: int) -> None:
    """One line of a very wide table as heads with their words."""
    document.add_heading(row.label, level)
    told = [pair for pair in zip(part.page.heads, row.cells, strict=True) if pair[1]]
    table: Any = document.add_table(rows=len(told), cols=2)
    table.autofit = False
    widths = (Cm(4.2), Cm(12.8))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for line, pair in zip(table.rows, told, strict=True):
        _whole(line)
        for cell, words, width in zip(line.cells, pair, widths, strict=True):
            cell.width = width
            _write(cell, words)
        line.cells[0].paragraphs[0].runs[0].font.color.rgb = _FAINT


def _table(document: Document, part: Part) -> None:
    page = part.page
    numeric = [False, *(not wordy for wordy in page.wordy)]
    rows = [([row.label, *row.cells], is_strong(part, n), row.depth) for n, row in enumerate(page.rows)]
    widths = _widths(part)
    _grid(document, ["", *page.heads], rows, numeric, widths)


def _widths(part: Part) -> list[Any]:
    """Columns of few words as wide as they need; those of many share what is left."""
    room = (_LONG_EDGE if is_wide(part) else _SHORT_EDGE) - 2 * _MARGIN
    long = [column.unit in LONG for column in part.table.columns]
    if any(long):
        rest = (room - _CODE - _SHORT * long.count(False)) // long.count(True)
        return [_CODE, *(rest if one else _SHORT for one in long)]
    label = int(_LABEL_OF_MANY if len(long) > FEW else _LABEL)
    if any(len(row.label) > LONGEST_LABEL for row in part.page.rows):
        label = room // 2
    return [label, *[min(_NUMBER, (room - label) // len(long))] * len(long)]


def _grid(
    document: Document,
    heads: Sequence[str],
    rows: Sequence[tuple[Sequence[str], bool, int]],
    numeric: Sequence[bool],
    widths: Sequence[Any],
) -> None:
    table: Any = document.add_table(rows=1 + len(rows), cols=len(heads))
    table.style, table.autofit = "Table Grid", False
    _borders(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    lines = list(_cells_of(table, len(heads)))
    first = table.rows[0]
    first._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001 -- no call for a repeated head
    for number, (cells, (words, strong, depth)) in enumerate(
        zip(lines, [(heads, True, 0), *rows], strict=True)
    ):
        for place, (cell, text) in enumerate(zip(cells, words, strict=True)):
            cell.width = widths[place]
            size = 8 if number == 0 and len(heads) > FEW + 1 else 9
            _write(cell, text, bold=strong, right=numeric[place], size=size)
            if number == 0:
                cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", fill=_SHADE))  # noqa: SLF001 -- no call for shading
        cells[0].paragraphs[0].paragraph_format.left_indent = _INDENT * depth
    for line in table.rows:
        _whole(line)


def _cells_of(table: Any, across: int) -> Iterator[list[Any]]:  # noqa: ANN401 -- as above
    """The cells row by row; python-docx looks through the whole table for each row it is asked for."""
    every = table._cells  # noqa: SLF001 -- as the docstring says
    return (every[start : start + across] for start in range(0, len(every), across))


def _whole(line: Any) -> None:  # noqa: ANN401 -- as above
    """The row is not broken over two pages."""
    line._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001 -- no call for it


def _borders(table: Any) -> None:  # noqa: ANN401 -- as above
    """Fine lines under the rows only."""
    borders = _element("w:tblBorders")
    for side in ("top", "left", "right", "insideV"):
        borders.append(_element(f"w:{side}", val="nil"))
    for side in ("bottom", "insideH"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color="BBBBBB"))
    table._tbl.tblPr.find(qn("w:tblW")).addnext(borders)  # noqa: SLF001 -- no call for borders


def _write(cell: Any, text: str, *, bold: bool = False, right: bool = False, size: float = 9) -> None:  # noqa: ANN401 -- as above
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold


def _check(document: Document, check: Check) -> None:
    document.add_heading(check.title, 1)
    document.add_paragraph(check.intro)
    if check.rows:
        numeric = [place > 2 for place in range(len(check.heads))]
        widths = [Cm(5), Cm(3), Cm(3), Cm(2), Cm(2), Cm(2)]
        _grid(document, check.heads, [(row, False, 0) for row in check.rows], numeric, widths)


def _faint(document: Document, text: str, size: float) -> Any:  # noqa: ANN401 -- as above
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(size), _FAINT
    paragraph.paragraph_format.space_after = Pt(2)
    return paragraph


def _element(name: str, **attributes: str) -> Any:  # noqa: ANN401 -- as above
    made: Any = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
