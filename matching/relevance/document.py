"""What is compared: documents, the experts they are of, and requests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Document:
    """A text with its title: a CV, terms of reference, a paper, or what a request asks for."""

    title: str
    text: str
    language: str = ""
    """ISO 639-1 code; whatever else it says, or nothing, and the text itself tells its language."""


@dataclass(frozen=True, slots=True)
class Expert:
    """Somebody who is known by documents."""

    id: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """Something that experts are sought for."""

    id: str
    document: Document
