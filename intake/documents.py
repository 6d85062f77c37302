"""What a document that came with a message says, or why it could not be read. Values only; reading is done elsewhere."""

from dataclasses import dataclass
from enum import StrEnum

MAX_TEXT = 200_000
MAX_ROWS = 1_000
MAX_CELLS = 12
MAX_ATTACHED = 1024 * 1024
"""Bytes of XML, without pictures, that a CV can have."""


class Format(StrEnum):
    """The documents that can be read."""

    DOCX = "docx"
    ODT = "odt"
    PDF = "pdf"
    XML = "xml"


class Trouble(StrEnum):
    """Why a document could not be read."""

    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    NO_TEXT = "no_text"
    """Pictures of pages, as a scanner makes them."""
    TOO_LARGE = "too_large"
    """More than a form or a letter can have, or more work than it may make."""


@dataclass(frozen=True, slots=True)
class Document:
    """The words of a document."""

    text: str
    """Every line in the order of reading, what stands in tables too."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Rows of tables, and fields to fill in with their names: the label first, what was filled in behind it."""
    attached: str = ""
    """The XML of a Europass CV, inside the document or the document itself."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The document is kept, but nobody knows what it says before a person looks."""

    trouble: Trouble


Reading = Document | Unreadable

_FORMATS = {
    "application/pdf": Format.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Format.DOCX,
    "application/vnd.oasis.opendocument.text": Format.ODT,
}
_XML = frozenset({"text/plain", "text/xml", "application/xml", "application/octet-stream"})
"""What the first bytes of XML are taken for."""
_BY_NAME = {".docx": Format.DOCX, ".odt": Format.ODT}


def format_of(filename: str, media_type: str) -> Format | None:
    """How to read a file, None if there is no way; some programs write documents that look like any archive."""
    if filename.lower().endswith(".xml") and media_type in _XML:
        return Format.XML
    if media_type == "application/zip":
        return next((kind for end, kind in _BY_NAME.items() if filename.lower().endswith(end)), None)
    return _FORMATS.get(media_type)
