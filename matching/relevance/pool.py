"""The relevance of experts to requests, told from documents alone; docs/matching.md states the mathematics."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.relevance.document import Document, Expert
from matching.relevance.fusion import USUAL, Scores, fuse
from matching.relevance.latent import Placed, Space, learn_space
from matching.relevance.shelf import Shelf, arrange
from matching.relevance.vectors import Floats, Learned, Rows, Vocabulary, learn

MOST_CELLS = 2_000_000
"""Pairs of a request and a document compared at once: 16 MB for each kind of likeness."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What was learned from the documents of a pool, and the documents in its terms."""

    learned: Learned
    space: Space
    placed: Placed

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms of the pool."""
        return self.learned.vocabulary

    def words_in_common(self, requests: Rows) -> Floats:
        """Requests by documents: the cosine of their terms."""
        return np.asarray((requests @ self.learned.inverted).toarray())

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

    def without_texts(self) -> "Pool":
        """The pool without what it was learned from: its rows and places are all that scores need."""
        return replace(self, shelf=replace(self.shelf, documents=()))

    def _portions(self, requests: Sequence[Document]) -> Iterator[Sequence[Document]]:
        at_once = max(MOST_CELLS // max(self.shelf.size, 1), 1)
        return (requests[begin : begin + at_once] for begin in range(0, len(requests), at_once))

    def _scores(self, requests: Sequence[Document]) -> Scores:
        if self.knowledge is None:
            return np.zeros((len(requests), self.shelf.experts), dtype=np.int64)
        return fuse([*zip(self.likeness(self.knowledge.vocabulary.rows(requests)), USUAL, strict=True)])

    def likeness(self, requests: Rows) -> tuple[Floats, ...]:
        """Requests by experts, once for each kind of likeness; only of a pool that has learned anything."""
        known = self.knowledge
        if known is None:
            return tuple(np.zeros((requests.shape[0], self.shelf.experts)) for _ in USUAL)
        return (
            self.shelf.best(known.words_in_common(requests)),
            self.shelf.best(known.company_of_words(requests)),
        )


def learn_pool(experts: Sequence[Expert]) -> Pool:
    """The pool of some experts; columns of its scores are in their order."""
    shelf = arrange(experts)
    learned = learn(shelf.documents)
    if learned is None:
        return Pool(shelf, None)
    words = learned.words()
    space = learn_space(words)
    return Pool(shelf, Knowledge(learned, space, space.place(words)))
