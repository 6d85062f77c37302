"""The words of a DOCX file: paragraphs, tables and content controls, without what was deleted or never filled in.

Runs in a process of its own (`bot/mail/document_child.py`): the file is a stranger's.
"""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from intake.documents import MAX_CELLS, MAX_ROWS, MAX_TEXT, Document, Reading, Trouble, Unreadable
from intake.office_archive import members_of

MAX_DEPTH = 40
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""A DOCX with a password is no archive but one of these."""

_P, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_CONTROL, _CONTROL_FACTS, _CONTROL_CONTENT = qn("w:sdt"), qn("w:sdtPr"), qn("w:sdtContent")
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSAID = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    qn("w:pPr"),
    qn("w:rPr"),
    _CONTROL_FACTS,
    _FALLBACK,
}


def read_docx(content: bytes) -> Reading:
    """What the document says."""
    if content.startswith(_OLE):
        return Unreadable(Trouble.ENCRYPTED)
    if members_of(content) is None:
        return Unreadable(Trouble.TOO_LARGE)
    document = docx.Document(io.BytesIO(content))
    head = document.sections[0].header._element if document.sections else None  # noqa: SLF001 -- its XML is the only way to its content controls
    body = document.element.body
    lines = [*(_lines(head, 0) if head is not None else ()), *_lines(body, 0)]
    text = "\n".join(lines)[:MAX_TEXT].strip()
    return Document(text, tuple(_capped(body))) if text else Unreadable(Trouble.NO_TEXT)


def _lines(element: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 -- lxml has no types
    """The paragraphs below an element, each as one or more lines."""
    if depth > MAX_DEPTH or element.tag in _UNSAID or _is_unfilled(element):
        return
    if element.tag == _P:
        yield "".join(_words(element, depth))
        return
    for child in element:
        yield from _lines(child, depth + 1)


def _words(element: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 -- as above
    if depth > MAX_DEPTH or element.tag in _UNSAID or _is_unfilled(element):
        return
    if element.tag == qn("w:t"):
        yield element.text or ""
    yield _SIGNS.get(element.tag, "")
    for child in element:
        if child.tag == _P:  # a text box in the middle of a paragraph
            yield "\n"
        yield from _words(child, depth + 1)


def _is_unfilled(element: Any) -> bool:  # noqa: ANN401 -- as above
    """A content control that still shows its invitation to click there."""
    return element.tag == _CONTROL and element.find(f"{_CONTROL_FACTS}/{qn('w:showingPlcHdr')}") is not None


def _capped(body: Any) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 -- as above
    left = MAX_TEXT
    for _, row in zip(range(MAX_ROWS), _rows(body), strict=False):
        left -= sum(map(len, row))
        if left < 0:
            return
        yield row


def _rows(body: Any) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 -- as above
    """Rows of tables, and content controls that have a name, from all levels of the document."""
    for element in body.iter(_ROW, _CONTROL):
        if element.tag == _ROW:
            cells = tuple(_text(cell) for cell in _cells(element))[:MAX_CELLS]
            if len(cells) > 1:
                yield cells
        else:
            name, content = _name(element), element.find(_CONTROL_CONTENT)
            if name and content is not None:
                yield name, "" if _is_unfilled(element) else _text(content)


def _cells(row: Any) -> Iterator[Any]:  # noqa: ANN401 -- as above
    """The cells of a row, also where a content control stands around one."""
    for child in row:
        if child.tag == _CELL:
            yield child
        elif child.tag == _CONTROL:
            yield from child.iterfind(f"{_CONTROL_CONTENT}/{_CELL}")


def _text(element: Any) -> str:  # noqa: ANN401 -- as above
    lines = list(_lines(element, 0))
    if not lines and element.tag == _CONTROL_CONTENT:
        lines = ["".join(_words(element, 0))]  # a control inside a paragraph
    return "\n".join(lines).strip()


def _name(control: Any) -> str:  # noqa: ANN401 -- as above
    """What people see on top of the control, else its name for programs."""
    for sign in ("w:alias", "w:tag"):
        named = control.find(f"{_CONTROL_FACTS}/{qn(sign)}")
        if named is not None and named.get(qn("w:val"), "").strip():
            return str(named.get(qn("w:val"))).strip()
    return ""
