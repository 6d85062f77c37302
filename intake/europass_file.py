"""The XML of a Europass CV as a file: what may be parsed of a stranger's XML, and the words in it.

No document type, no entity, nothing from the network, no larger and no deeper than a CV.
"""

import re
from typing import Any

from lxml import etree

from intake.charsets import printable
from intake.documents import MAX_ATTACHED, MAX_TEXT, Document, Reading, Trouble, Unreadable

MOST_ELEMENTS = 20_000
_DANGER = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PICTURES = re.compile(rb">[A-Za-z0-9+/=\s]{5000,}<")
"""Photographs and scanned diplomas, which may be as large as the rest a hundred times."""
_ROOTS = frozenset({"SkillsPassport", "Candidate", "LearnerInfo", "Europass"})
_MARKUP = re.compile(r"<[^<>]{0,300}>|&nbsp;|&#160;")
_WORDS = re.compile(r"[^\W\d_]{2}")
_LONG = 60


def read_xml(content: bytes) -> Reading:
    """The words of a Europass file with the XML itself; a file of another kind says nothing to us."""
    xml = without_pictures(content)
    if len(xml) > MAX_ATTACHED:
        return Unreadable(Trouble.TOO_LARGE)
    root = parsed(xml)
    if root is None:
        return Unreadable(Trouble.BROKEN) if looks_like_europass(content) else Document("")
    return (
        Document(text_of(root), attached=xml.decode("utf-8", "replace"))
        if is_europass(root)
        else Document("")
    )


def looks_like_europass(content: bytes) -> bool:
    """Whether the first bytes name a Europass document."""
    return any(f"{root}".encode() in content[:4_000] for root in _ROOTS)


def without_pictures(content: bytes) -> bytes:
    """The XML without what is only pictures in letters."""
    return _PICTURES.sub(b"><", content)


def parsed(xml: bytes) -> Any:  # noqa: ANN401 -- lxml has no types
    """The root of the document; None if it is no XML, or more than XML of a CV ever is."""
    if not xml.strip() or len(xml) > MAX_ATTACHED or _DANGER.search(xml) or b"\x00" in xml[:64]:
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    too_many = sum(1 for _, _ in zip(range(MOST_ELEMENTS + 1), root.iter(), strict=False)) > MOST_ELEMENTS
    return None if too_many or root.getroottree().docinfo.doctype else root


def is_europass(root: Any) -> bool:  # noqa: ANN401 -- as above
    """Whether it is one of the two kinds."""
    return local(root) in _ROOTS


def local(element: Any) -> str:  # noqa: ANN401 -- as above
    """The name of an element, whatever its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(root: Any) -> str:  # noqa: ANN401 -- as above
    """Every word in it, a line for each element; descriptions are written in HTML."""
    lines = (printable(_MARKUP.sub(" ", words[:20_000])).strip() for words in root.itertext())
    kept = (line for line in lines if len(line) > _LONG or _WORDS.search(line))
    return "\n".join(dict.fromkeys(kept))[:MAX_TEXT]
