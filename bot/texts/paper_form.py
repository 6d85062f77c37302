"""The request form as a DOCX file that an institution can print, sign and send back, or fill in on screen."""

from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from config.texts import say
from intake.field_list import FIELDS, FieldKind
from intake.paper_form import GROUPS, printed_hint, printed_label

FONT = "Calibri"
INK = RGBColor(0x1F, 0x2A, 0x44)
GREY = RGBColor(0x5F, 0x66, 0x73)
_SHADE, _LINE = "EEF1F6", "B8BFCC"
_LEFT, _RIGHT = Cm(6.2), Cm(10.8)
_HEIGHTS = {FieldKind.TEXT: Cm(2.2), FieldKind.LIST: Cm(2.2)}
_HIGHEST = {"background": Cm(4.2)}
_ONE_LINE = Cm(1.05)
_SIGNED = {"person": Cm(1.1), "place": Cm(1.1), "sign": Cm(2.6)}
_LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "pt": "pt-PT"}


def write_form(file: Path, *, language: str, facility: str, address: str, now: datetime) -> None:
    """Write the blank form of this facility in one of the four languages."""
    document = docx.Document()
    _set_up(document, language, facility, now)
    _letterhead(document, facility, address)
    _beginning(document, language, address)
    for name, keys in GROUPS.items():
        _group(document, language, name, keys)
    _signature(document, language)
    with file.open("wb") as opened:
        document.save(opened)


def _set_up(document: Document, language: str, facility: str, now: datetime) -> None:
    """A4, one typeface, the language for the spelling checker, and honest properties."""
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10.5)
    style.paragraph_format.space_after = Pt(0)
    style.element.rPr.append(_element("w:lang", val=_LOCALES[language]))
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(1.8)
    page.header_distance, page.footer_distance = Cm(1.1), Cm(0.9)
    about = document.core_properties
    about.title, about.author, about.comments = say(language, "docx.title"), facility, ""
    about.language = _LOCALES[language]
    about.created = about.modified = now.replace(tzinfo=None)
    about.last_modified_by = facility


def _letterhead(document: Document, facility: str, address: str) -> None:
    page = document.sections[0]
    head = page.header.paragraphs[0]
    _write(head, facility, bold=True, colour=INK, size=11)
    _rule_below(head)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(foot, f"{facility} · {address} · ", colour=GREY, size=8.5)
    _page_number(foot, "PAGE")
    _write(foot, " / ", colour=GREY, size=8.5)
    _page_number(foot, "NUMPAGES")


def _beginning(document: Document, language: str, address: str) -> None:
    title = document.add_paragraph()
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(8), Pt(6)
    _write(title, say(language, "docx.title"), bold=True, colour=INK, size=19)
    for words in (say(language, "docx.how"), say(language, "docx.return", address=address)):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        _write(paragraph, words, size=10)


def _group(document: Document, language: str, name: str, keys: tuple[str, ...]) -> None:
    _heading(document, say(language, f"docx.group.{name}"))
    table = _table(document, len(keys))
    for row, key in zip(table.rows, keys, strict=True):
        field = FIELDS[key]
        height = _HIGHEST.get(key) or _HEIGHTS.get(field.kind, _ONE_LINE)
        _set_height(row, height)
        _ask(row.cells[0], printed_label(field, language), printed_hint(field, language))


def _signature(document: Document, language: str) -> None:
    _heading(document, say(language, "docx.signature.heading"))
    declaration = document.add_paragraph()
    declaration.paragraph_format.space_after = Pt(5)
    declaration.paragraph_format.keep_with_next = True
    _write(declaration, say(language, "docx.signature.declaration"))
    table = _table(document, len(_SIGNED))
    for row, (name, height) in zip(table.rows, _SIGNED.items(), strict=True):
        _set_height(row, height)
        _ask(row.cells[0], say(language, f"docx.signature.{name}"))
        for cell in row.cells:  # the block is signed as a whole, so it stays on one page
            cell.paragraphs[0].paragraph_format.keep_with_next = name != "sign"


def _heading(document: Document, words: str) -> None:
    heading = document.add_heading(level=2)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(12), Pt(4)
    heading.paragraph_format.keep_with_next = True
    _write(heading, words, bold=True, colour=INK, size=12.5)


def _table(document: Document, rows: int) -> Table:
    table: Table = document.add_table(rows, 2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    facts: Any = table._tbl.tblPr  # noqa: SLF001 -- python-docx has no words for borders and margins
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    facts.append(_element("w:tblBorders", *(_border(f"w:{side}") for side in sides)))
    margins = (_element(f"w:{side}", w=width, type="dxa") for side, width in (("top", 60), ("bottom", 60)))
    facts.append(_element("w:tblCellMar", *margins))
    for column, width in zip(table.columns, (_LEFT, _RIGHT), strict=True):
        column.width = width  # for LibreOffice; Word looks at the cells
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = _LEFT, _RIGHT
        _properties(row.cells[0]).append(_element("w:shd", val="clear", color="auto", fill=_SHADE))
    return table


def _ask(cell: _Cell, label: str, hint: str = "") -> None:
    _write(cell.paragraphs[0], label, bold=True, colour=INK)
    if hint:
        _write(cell.add_paragraph(), hint, colour=GREY, size=8.5)


def _set_height(row: _Row, height: Cm) -> None:
    row.height, row.height_rule = height, WD_ROW_HEIGHT_RULE.AT_LEAST
    facts: Any = row._tr.get_or_add_trPr()  # noqa: SLF001 -- as above
    facts.append(_element("w:cantSplit"))


def _write(
    paragraph: Paragraph,
    words: str,
    *,
    bold: bool = False,
    colour: RGBColor | None = None,
    size: float | None = None,
) -> None:
    font = paragraph.add_run(words).font
    font.name, font.bold = FONT, bold
    font.color.rgb = colour
    font.size = Pt(size) if size else None


def _page_number(paragraph: Paragraph, name: str) -> None:
    """A field that the word processor fills in: PAGE or NUMPAGES."""
    field = _element("w:fldSimple", instr=name)
    run = paragraph.add_run("1")
    run.font.size, run.font.color.rgb = Pt(8.5), GREY
    field.append(run._r)  # noqa: SLF001 -- python-docx has no words for fields
    paragraph._p.append(field)  # noqa: SLF001 -- as above


def _rule_below(paragraph: Paragraph) -> None:
    facts: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 -- as above
    facts.append(_element("w:pBdr", _border("w:bottom", space="4")))


def _border(tag: str, space: str = "0") -> Any:  # noqa: ANN401 -- lxml has no types
    return _element(tag, val="single", sz="4", space=space, color=_LINE)


def _properties(cell: _Cell) -> Any:  # noqa: ANN401 -- as above
    return cell._tc.get_or_add_tcPr()  # noqa: SLF001 -- as above


def _element(tag: str, *children: Any, **attributes: object) -> Any:  # noqa: ANN401 -- as above
    made: Any = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made
