"""Which attachment of a mail is a filled request form, which one is the letter that asks, and which nobody could read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from config.folding import fold
from intake.documents import Document, Unreadable
from intake.field_list import FIELDS, labels
from intake.filled_form import LONGEST_FORM, field_named, is_form, labelled, value_of
from intake.message import Attachment
from intake.paper_form import LONGEST_HINT, ends, headings, lines_of_hint, without_hint
from intake.request_signs import is_request

SHORT = 600
"""A mail of so few words that brings a request is a covering note."""
_LONGEST_WORDS = 120
_IN_BRACKETS = re.compile(r"\([^()]{0,60}\)")
_LONGEST_LABEL = 3
"""Lines of a narrow column."""
_OLD = ("application/msword", "application/rtf", "text/rtf")
_OLD_NAMES = (".doc", ".dot", ".rtf", ".wpd", ".wps", ".pages", ".fodt")
"""Documents by name alone: of many old Word files nobody can tell by the first bytes what they are."""
_MOST_ROWS = 200
_LABEL_COLUMNS = 3
_FEWEST_ANSWERS = 2
_KEYS = {fold(key): key for key in FIELDS}
"""What a program may call a field that people see another label of."""


@dataclass(frozen=True, slots=True)
class AttachedForm:
    """A form that came as a file."""

    filename: str
    values: Mapping[str, str]
    """Field -> what was filled in; '' where a question was passed over."""


def attached_form(attachments: Sequence[Attachment]) -> AttachedForm | None:
    """The form with the most answers; the first of equals. A blank form is none."""
    found = [AttachedForm(name, form_in(document)) for name, document in _documents(attachments)]
    best = max(found, key=_answers, default=None)
    return best if best is not None and _answers(best) >= _FEWEST_ANSWERS else None


def attached_letter(attachments: Sequence[Attachment], *, mail: str, subject: str) -> str:
    """The letter among the files that asks for help, '' if there is none or the mail itself says what it says."""
    if len(mail) > SHORT and is_request(mail, subject=subject):
        return ""
    asking = (one for _, one in _documents(attachments) if is_request(one.text, subject=subject))
    return next((one.text for one in asking if not form_in(one)), "")


def unread(attachments: Sequence[Attachment]) -> tuple[str, ...]:
    """Names of the documents whose words nobody knows yet."""
    return tuple(one.filename for one in attachments if _is_unread(one))


def _is_unread(attachment: Attachment) -> bool:
    """Whether it is a document that could not be read, or of a kind that is not read."""
    if isinstance(attachment.document, Document):
        return False
    old = attachment.media_type in _OLD or attachment.filename.lower().endswith(_OLD_NAMES)
    return old or isinstance(attachment.document, Unreadable)


def words_of(attachments: Sequence[Attachment]) -> str:
    """What the documents say, one after the other."""
    return "\n".join(document.text for _, document in _documents(attachments))


def form_in(document: Document) -> dict[str, str]:
    """Field -> value for every label, '' where nothing was filled in; empty if it is no form."""
    by_row = dict(_by_row(document))
    found = {**_by_line(document.text[:LONGEST_FORM]), **by_row}
    return found if is_form(set(found)) else {}


def _documents(attachments: Sequence[Attachment]) -> Iterator[tuple[str, Document]]:
    for attachment in attachments:
        if isinstance(attachment.document, Document):
            yield attachment.filename, attachment.document


def _answers(form: AttachedForm) -> int:
    return sum(bool(value) for value in form.values.values())


def _by_row(document: Document) -> Iterator[tuple[str, str]]:
    """What tables and fields say; of two fields with one label the first that was filled in counts."""
    found: dict[str, str] = {}
    for row in document.rows[:_MOST_ROWS]:
        for name, words in _pairs(row):
            found[name] = found.get(name) or value_of(name, without_hint(name, words))
    yield from found.items()


def _pairs(row: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Label and answer side by side: once, or twice in a row of four; a number may stand before them."""
    if len(row) == 4 and _cell_named(row[0]) and (second := _cell_named(row[2])):
        yield _cell_named(row[0]) or "", row[1]
        yield second, row[3]
        return
    for place, cell in enumerate(row[:-1][:_LABEL_COLUMNS]):
        if name := _cell_named(cell):
            yield name, "\n".join(dict.fromkeys(row[place + 1 :]))  # a cell across columns is told for each
            return


def _cell_named(cell: str) -> str | None:
    """The field whose label a cell begins with; hints may stand below it."""
    lines = [line for line in cell.splitlines() if line.strip()][:_LONGEST_LABEL]
    for many in range(len(lines), 0, -1):
        words = " ".join(lines[:many])
        if name := field_named(words.replace("_", " ")) or _KEYS.get(fold(words)):
            return name
    return None


def _by_line(text: str) -> dict[str, str]:
    """What stands behind and below labels, where tables were lost on the way."""
    found: dict[str, str] = {}
    for group in _groups(_with_whole_labels(text.splitlines())):
        for name, words in labelled(group).items():
            found[name] = found.get(name) or value_of(name, without_hint(name, words))
    return found


def _with_whole_labels(lines: Sequence[str]) -> Iterator[str]:
    """The lines without printed hints; of a label that was broken into several, one."""
    place = 0
    while place < len(lines):
        many = next((n for n in (3, 2) if _label_in(" ".join(lines[place : place + n]))), 1)
        label = " ".join(lines[place : place + many])
        yield label
        place += many
        if name := _label_in(label):
            place += lines_of_hint(name, lines[place : place + LONGEST_HINT])


def _label_in(words: str) -> str | None:
    return labels().get(fold(_IN_BRACKETS.sub(" ", words))) if len(words) <= _LONGEST_WORDS else None


def _groups(lines: Iterator[str]) -> Iterator[str]:
    """The questions between the headings of the printed form, which are nobody's answer."""
    group: list[str] = []
    for line in lines:
        words = fold(line)
        if words in headings() or words in ends():
            yield "\n".join(group)
            group = []
        if words in ends():
            return
        if words not in headings():
            group.append(line)
    yield "\n".join(group)
