"""The relevance of experts to requests, told from documents alone; docs/matching.md states the mathematics."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matching.relevance.document import Document, Expert
from matching.relevance.fusion import COMPANY_OF_WORDS, WORDS_IN_COMMON, Scores, fuse
from matching.relevance.latent import Placed, Space, learn_space
from matching.relevance.shelf import Shelf, arrange
from matching.relevance.vectors import Floats, Rows, Vocabulary, learn
from matching.relevance.words import terms_of

MOST_CELLS = 2_000_000
"""Pairs of a request and a document compared at once: 16 MB for each kind of likeness."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What was learned from the documents of a pool, and the documents in its terms."""

    vocabulary: Vocabulary
    rows: Rows
    space: Space
    placed: Placed

    def words_in_common(self, requests: Rows) -> Floats:
        """Requests by documents: the cosine of their terms."""
        return np.asarray((requests @ self.rows.T).toarray())

    def company_of_words(self, requests: Rows) -> Floats:
        """Requests by documents: the cosine of their places among the latent axes."""
        return self.space.likeness(self.space.place(self.vocabulary.words_of(requests)), self.placed)


@dataclass(frozen=True, slots=True)
class Pool:
    """Experts whose relevance to any request can be told."""

    shelf: Shelf
    knowledge: Knowledge | None

    def scores(self, requests: Sequence[Document]) -> Scores:
        """Requests by experts; a request's scores depend on the pool and on it alone, not on the other requests."""
        nothing = np.zeros((0, self.shelf.experts), dtype=np.int64)
        return np.concatenate([nothing, *(self._scores(some) for some in self._portions(requests))])

    def _portions(self, requests: Sequence[Document]) -> Iterator[Sequence[Document]]:
        at_once = max(MOST_CELLS // max(len(self.shelf.documents), 1), 1)
        return (requests[begin : begin + at_once] for begin in range(0, len(requests), at_once))

    def _scores(self, requests: Sequence[Document]) -> Scores:
        known = self.knowledge
        if known is None:
            return np.zeros((len(requests), self.shelf.experts), dtype=np.int64)
        rows = known.vocabulary.rows(requests)
        return fuse(
            [
                (self.shelf.best(known.words_in_common(rows)), WORDS_IN_COMMON),
                (self.shelf.best(known.company_of_words(rows)), COMPANY_OF_WORDS),
            ]
        )


def learn_pool(experts: Sequence[Expert]) -> Pool:
    """The pool of some experts; columns of its scores are in their order."""
    shelf = arrange(experts)
    if not any(map(terms_of, shelf.documents)):
        return Pool(shelf, None)
    vocabulary, rows = learn(shelf.documents)
    words = vocabulary.words_of(rows)
    space = learn_space(words)
    return Pool(shelf, Knowledge(vocabulary, rows, space, space.place(words)))
