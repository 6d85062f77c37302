"""Documents kept by expert, so that the best of each expert are found for all experts at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby

import numpy as np
import numpy.typing as npt

from matching.relevance.document import Document, Expert
from matching.relevance.vectors import Floats

BEST_DOCUMENTS = 3
"""One chance hit does not make an expert, and a life's work need not be all on one matter."""


@dataclass(frozen=True, slots=True)
class Row:
    """Experts with equally many documents: theirs stand one after the other, from `begin` on."""

    experts: npt.NDArray[np.intp]
    begin: int
    documents_each: int

    @property
    def end(self) -> int:
        """Where the next row begins."""
        return self.begin + len(self.experts) * self.documents_each


@dataclass(frozen=True, slots=True)
class Shelf:
    """All documents in an order that does not depend on the order of experts, and whose they are."""

    documents: tuple[Document, ...]
    rows: tuple[Row, ...]
    experts: int

    @property
    def size(self) -> int:
        """How many documents there are."""
        return self.rows[-1].end if self.rows else 0

    def documents_of(self, expert: int) -> range:
        """Where the documents of an expert stand."""
        for row in self.rows:
            for place in np.flatnonzero(row.experts == expert):
                begin = row.begin + int(place) * row.documents_each
                return range(begin, begin + row.documents_each)
        return range(0)

    def best(self, likeness: Floats) -> Floats:
        """Requests by experts: the mean of the best three documents of each, of requests by documents."""
        result = np.zeros((len(likeness), self.experts))
        for row in self.rows:
            cells = likeness[:, row.begin : row.end].reshape(len(likeness), -1, row.documents_each)
            if row.documents_each > BEST_DOCUMENTS:
                cells = np.partition(cells, -BEST_DOCUMENTS, axis=2)[:, :, -BEST_DOCUMENTS:]
            result[:, row.experts] = cells.mean(axis=2)
        return result


def arrange(experts: Sequence[Expert]) -> Shelf:
    """The shelf of some experts; a document somebody gave twice counts once, an empty one not at all."""
    own = [own_documents(expert) for expert in experts]
    order = sorted(
        (n for n, documents in enumerate(own) if documents), key=lambda n: (len(own[n]), _mark(own[n]))
    )
    documents = tuple(document for n in order for document in own[n])
    return Shelf(documents, tuple(_rows(order, own)), len(experts))


def own_documents(expert: Expert) -> tuple[Document, ...]:
    """The documents of an expert that say anything, each once, in an order of their own."""
    having = [one for one in expert.documents if one.title.strip() or one.text.strip()]
    return tuple(having if len(having) < 2 else sorted({*having}))


def _mark(documents: Sequence[Document]) -> bytes:
    """The same for the same documents on every machine, and faster to compare than long texts."""
    spelled = "\0".join(part for one in documents for part in (one.title, one.text, one.language))
    return blake2b(spelled.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _rows(order: Sequence[int], own: Sequence[tuple[Document, ...]]) -> list[Row]:
    rows: list[Row] = []
    for each, experts in groupby(order, key=lambda n: len(own[n])):
        rows.append(Row(np.array(list(experts), dtype=np.intp), rows[-1].end if rows else 0, each))
    return rows
