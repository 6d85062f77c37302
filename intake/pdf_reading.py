"""The words of a PDF file and what was filled into its fields.

Runs in a process of its own (`bot/mail/document_child.py`): the file is a stranger's.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from pypdf import PdfReader

from intake.documents import MAX_ATTACHED, MAX_ROWS, MAX_TEXT, Document, Reading, Trouble, Unreadable
from intake.europass_file import looks_like_europass, without_pictures

MAX_PAGES = 100
MOST_FILES = 20
"""Files inside a PDF that are looked at."""
_DIGITS = re.compile(r"\d+")
_AT_THE_EDGE = 2
"""Lines at the top and at the foot of a page that may be the same on each."""
_WORDS = re.compile(r"[^\W\d_]{2}")
_FEWEST_WORDS = 3


def read_pdf(content: bytes) -> Reading:
    """What the document says."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):  # many are only protected against changes
        return Unreadable(Trouble.ENCRYPTED)
    if len(reader.pages) > MAX_PAGES:
        return Unreadable(Trouble.TOO_LARGE)
    rows = tuple(_filled(reader))
    text = _without_running_lines(list(_pages(reader))).strip()[:MAX_TEXT]
    if not rows and len(_WORDS.findall(text)) < _FEWEST_WORDS:
        return Unreadable(Trouble.NO_TEXT)
    return Document(text, rows, _europass(reader))


def _europass(reader: PdfReader) -> str:
    """The XML of a Europass CV among the first files inside; '' if there is none that can be read."""
    try:
        for file in islice(reader.attachment_list, MOST_FILES):
            content = file.content if file.name.lower().endswith(".xml") else b""
            if looks_like_europass(content):
                xml = without_pictures(content)
                return xml.decode("utf-8", "replace") if len(xml) <= MAX_ATTACHED else ""
    except Exception:  # noqa: BLE001 -- what stands on the pages is worth reading all the same
        return ""
    return ""


def _pages(reader: PdfReader) -> Iterator[str]:
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        yield text
        if length > MAX_TEXT:
            return


def _filled(reader: PdfReader) -> Iterator[tuple[str, ...]]:
    """The label (else the name) of each text or choice field, and what was filled in."""
    fields = reader.get_fields() or {}
    for _, (name, field) in zip(range(MAX_ROWS), fields.items(), strict=False):
        if field.get("/FT") in {"/Tx", "/Ch"}:
            value = field.get("/V", "")
            told = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            label = str(field.get("/TU") or name.rpartition(".")[2])
            yield label[:MAX_TEXT], told.replace("\r\n", "\n").replace("\r", "\n")[:MAX_TEXT]


def _without_running_lines(pages: list[str]) -> str:
    """The pages in a row, without the head and foot lines that all of them have."""
    cut = [page.strip().splitlines() for page in pages if page.strip()]
    edges = Counter(sign for lines in cut for sign in _edge(lines))
    running = {sign for sign, times in edges.items() if len(cut) > 1 and times >= len(cut)}
    kept = [line for lines in cut for line in _inner(lines, running)]
    return "\n".join(kept)


def _edge(lines: list[str]) -> set[str]:
    return {_sign(line) for line in (*lines[:_AT_THE_EDGE], *lines[-_AT_THE_EDGE:])}


def _inner(lines: list[str], running: set[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        at_edge = min(place, len(lines) - 1 - place) < _AT_THE_EDGE
        if not (at_edge and _sign(line) in running):
            yield line


def _sign(line: str) -> str:
    """The line without its numbers: 'Page 3 of 4' stands on every page."""
    return _DIGITS.sub("0", line.strip())
