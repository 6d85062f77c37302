"""Experts and requests as lines of JSON; a line that cannot be taken says in what it falls short."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from matching.relevance.document import Document, Expert, Request


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a line: a key of the catalogue `rank.flaw`, the place in the line, a detail."""

    what: str
    where: str = ""
    detail: str = ""


def read_expert(line: bytes) -> Expert | Flaw:
    """The expert of a line: `{"id", "documents": [{"title", "text", "language"}]}`."""
    record = _record(line)
    if isinstance(record, Flaw):
        return record
    name, given = _id(record), record.get("documents")
    if isinstance(name, Flaw):
        return name
    if not isinstance(given, list):
        return Flaw("no_documents")
    documents = []
    for n, one in enumerate(given):
        document = _document(one, f"documents[{n}]")
        if isinstance(document, Flaw):
            return document
        documents.append(document)
    return Expert(name, tuple(documents))


def read_request(line: bytes) -> Request | Flaw:
    """The request of a line: `{"id", "title", "text", "language"}`."""
    record = _record(line)
    if isinstance(record, Flaw):
        return record
    name, document = _id(record), _document(record)
    if isinstance(name, Flaw):
        return name
    return document if isinstance(document, Flaw) else Request(name, document)


def _record(line: bytes) -> Mapping[str, object] | Flaw:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Flaw("not_utf8")
    except json.JSONDecodeError as error:
        return Flaw("not_json", detail=str(error.pos + 1))
    except (ValueError, RecursionError):  # a number of 5,000 digits, 100,000 brackets
        return Flaw("not_json", detail="1")
    return value if isinstance(value, dict) else Flaw("no_object")


def _id(record: Mapping[str, object]) -> str | Flaw:
    """The id as text; a whole number will do, what cannot be written to a file will not."""
    given = record.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    if not isinstance(given, str) or not given.strip() or _holds_half_characters(given):
        return Flaw("no_id")
    return given


def _holds_half_characters(text: str) -> bool:
    """Whether JSON spelled one half of a pair of surrogates: such a text has no UTF-8."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def _document(given: object, where: str = "") -> Document | Flaw:
    """A document needs a title or a text; either may be empty. What is null is as good as left out."""
    if not isinstance(given, dict):
        return Flaw("no_document", where)
    told = {name: given[name] for name in ("title", "text", "language") if given.get(name) is not None}
    if not told.keys() & {"title", "text"}:
        return Flaw("empty_document" if where else "no_text", where)
    for name, value in told.items():
        if not isinstance(value, str):
            return Flaw("not_text", f"{where}.{name}".lstrip("."))
    return Document(told.get("title", ""), told.get("text", ""), told.get("language", ""))
