"""The words of an ODT file (LibreOffice, OpenOffice): paragraphs and tables, without what was deleted or never filled in.

Runs in a process of its own (`bot/mail/document_child.py`): the file is a stranger's. No library: two XML files of an
archive, read without entities, without anything from the network, and no deeper than a document goes.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from intake.documents import MAX_CELLS, MAX_ROWS, MAX_TEXT, Document, Reading, Trouble, Unreadable
from intake.office_archive import members_of

MAX_DEPTH = 40
MOST_SPACES = 20
_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_OFFICE, _TEXT, _TABLE, _STYLE = (
    f"{{{_NAMES.format(name)}}}" for name in ("office", "text", "table", "style")
)
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_ROW, _CELL, _SPACES = f"{_TABLE}table-row", f"{_TABLE}table-cell", f"{_TEXT}s"
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_UNSAID = {
    f"{_TEXT}tracked-changes",
    f"{_TEXT}placeholder",
    f"{_TEXT}note-citation",
    f"{_OFFICE}annotation",
    f"{_OFFICE}forms",
}


def read_odt(content: bytes) -> Reading:
    """What the document says."""
    members = members_of(content)
    if members is None:
        return Unreadable(Trouble.TOO_LARGE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _MANIFEST in members and b"encryption-data" in archive.read(_MANIFEST):
            return Unreadable(Trouble.ENCRYPTED)
        body = _parsed(archive.read(_CONTENT)).find(f"{_OFFICE}body/{_OFFICE}text")
        styles = _parsed(archive.read(_STYLES)) if _STYLES in members else None
    if body is None:
        return Unreadable(Trouble.BROKEN)
    head = next(styles.iter(f"{_STYLE}header"), None) if styles is not None else None
    lines = [*(_lines(head, 0) if head is not None else ()), *_lines(body, 0)]
    text = "\n".join(lines)[:MAX_TEXT].strip()
    return Document(text, tuple(_rows(body))) if text else Unreadable(Trouble.NO_TEXT)


def _parsed(xml: bytes) -> Any:  # noqa: ANN401 -- lxml has no types
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(xml, parser)


def _lines(element: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 -- as above
    """The paragraphs below an element, each as one or more lines."""
    if depth > MAX_DEPTH or element.tag in _UNSAID:
        return
    if element.tag in _PARAGRAPHS:
        yield "".join(_words(element, depth))
        return
    for child in element:
        yield from _lines(child, depth + 1)


def _words(element: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 -- as above
    """The words of a paragraph; what stands in a frame inside it begins a line of its own."""
    if depth > MAX_DEPTH or element.tag in _UNSAID or not isinstance(element.tag, str):
        return
    if element.tag == _SPACES:
        yield " " * _count(element.get(f"{_TEXT}c", "1"))
    yield _SIGNS.get(element.tag, "")
    yield element.text or ""
    for child in element:
        if child.tag in _PARAGRAPHS:
            yield "\n"
        yield from _words(child, depth + 1)
        yield child.tail or ""


def _count(told: str) -> int:
    return min(int(told), MOST_SPACES) if told.isascii() and told.isdecimal() and len(told) < 5 else 1


def _rows(body: Any) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 -- as above
    """Rows of tables from all levels of the document, as far as a form goes."""
    left = MAX_TEXT
    for _, row in zip(range(MAX_ROWS), body.iter(_ROW), strict=False):
        cells = tuple("\n".join(_lines(cell, 0)).strip() for cell in row.iterfind(_CELL))[:MAX_CELLS]
        left -= sum(map(len, cells))
        if left < 0:
            return
        if len(cells) > 1:
            yield cells
