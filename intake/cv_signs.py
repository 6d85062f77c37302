"""Whether a message brings CVs: somebody says so, and the files look like one. Pure."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from config.folding import fold
from intake.attached_form import form_in
from intake.cv_headings import Part, parts_of
from intake.documents import Document
from intake.message import Attachment, Message

_SAYS = re.compile(r"\b(?:cvs?|c v|curriculum|curriculums|curricula|resume|europass|hoja de vida)\b")
_MAY_SAY = re.compile(r"\b(?:experts?|expertes?|expertos?|expertas?|peritos?|peritas?|especialistas?)\b")
_PREFIXES = re.compile(r"^(?:(?:fwd?|wg|tr|rv|enc|re|rep|aw)\s*:\s*)+", re.IGNORECASE)
_PARTS = (Part.WORK, Part.EDUCATION, Part.LANGUAGES)
_FEWEST_PARTS = 2
_HEAD = 600


def cvs_in(message: Message) -> tuple[Attachment, ...]:
    """The files of a message that are CVs, if its words leave it possible.

    With the word CV a file needs to look like one or to be named so; with no more than the word expert it needs
    to look like one: an annex of a partner's letter on experts must not become a person of the register.
    """
    words = fold(f"{_PREFIXES.sub('', message.subject)}\n{(message.text or message.forwarded)[:_HEAD]}")
    named = _SAYS.search(words) is not None
    if not named and not _MAY_SAY.search(words):
        return ()
    return tuple(one for one in message.attachments if is_cv(one, named=named))


def is_cv(attachment: Attachment, *, named: bool) -> bool:
    """Whether a file is a CV; one that nobody can read only if it is named so and somebody says so."""
    document = attachment.document
    if not isinstance(document, Document):
        return named and document is not None and _named_so(attachment)
    if document.attached:
        return True
    if form_in(document):
        return False
    parts = parts_of(document.text)
    found = sum(part in parts for part in _PARTS)
    return (
        found >= _FEWEST_PARTS
        or (named and found > 0)
        or (named and _named_so(attachment) and bool(document.text))
    )


def says_cv(text: str) -> bool:
    """Whether a caption says that the file below it is a CV."""
    return _SAYS.search(fold(text[:_HEAD])) is not None


def _named_so(attachment: Attachment) -> bool:
    return _SAYS.search(fold(PurePath(attachment.filename).stem)) is not None


def names_of(files: Sequence[Attachment]) -> tuple[str, ...]:
    """What the files are called."""
    return tuple(one.filename for one in files)
