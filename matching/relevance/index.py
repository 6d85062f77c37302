"""Experts whose documents change one at a time: a pool that was learned once, and beside it what changed since."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import fsum

import numpy as np
import numpy.typing as npt

from matching.relevance.document import Document, Expert
from matching.relevance.fusion import USUAL, Scores, fuse
from matching.relevance.latent import Placed
from matching.relevance.pool import Knowledge, Pool, learn_pool
from matching.relevance.shelf import BEST_DOCUMENTS, own_documents
from matching.relevance.vectors import Floats, weighed
from matching.relevance.words import terms_of

LEARNED_ANEW = 5_000
"""A pool of no more documents is learned in about a second: there every change is a reason to learn it anew."""
SHARE_CHANGED = 0.01
"""Of a larger pool so much may have changed before the frequencies and axes it was learned with are out of date."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A document that came later: its terms with their weights, and its place among the axes of the pool."""

    weights: Mapping[str, float]
    place: Placed


@dataclass(frozen=True, slots=True)
class Index:
    """A snapshot that never changes: an update is a new index, which shares the pool with this one."""

    columns: Mapping[str, int]
    """Where the experts of the pool stand in its scores."""
    pool: Pool
    leaves: Mapping[str, tuple[Leaf, ...]] = field(default_factory=dict)
    """Experts who came or whose documents changed since; without leaves, they have no documents any more."""
    frequencies: Mapping[str, int] = field(default_factory=dict)
    """By how much more, or less, documents have a term than when the pool was learned; terms are only ever added."""
    documents: int = 0
    """How many documents there are now."""

    @property
    def out_of_date(self) -> bool:
        """Whether so much changed that the pool should be learned anew."""
        return bool(self.leaves) and (
            self.is_small
            or len(self.leaves) > SHARE_CHANGED * len(self.columns)
            or self.pool.knowledge is None
        )

    @property
    def is_small(self) -> bool:
        """Whether to learn it anew takes no longer than people wait without noticing."""
        return self.documents <= LEARNED_ANEW

    def updated(self, experts: Iterable[Expert]) -> "Index":
        """The index with the documents these experts have now; somebody who is gone has none."""
        known = self.pool.knowledge
        leaves, frequencies, documents = dict(self.leaves), Counter(self.frequencies), self.documents
        for expert in experts:
            earlier = self._terms_until_now(expert.id, leaves)
            for terms in earlier:
                frequencies.subtract(terms)
            told = [Counter(terms_of(document)) for document in own_documents(expert)]
            for counts in told:
                frequencies.update(counts.keys())
            documents += len(told) - len(earlier)
            after = replace(self, frequencies=frequencies, documents=documents)
            leaves[expert.id] = tuple(after.leaf_of(counts, known) for counts in told) if known else ()
        return replace(self, leaves=leaves, frequencies=frequencies, documents=documents)

    def scores_of(self, requests: Sequence[Document], keys: Sequence[str]) -> Scores:
        """Requests by the experts of these keys; somebody who is not in the index counts as without documents."""
        scores = self._scores(requests)
        later = {key: len(self.columns) + n for n, key in enumerate(self.leaves)}
        nobody = scores.shape[1] - 1
        return scores[:, [later.get(key, self.columns.get(key, nobody)) for key in keys]]

    def _scores(self, requests: Sequence[Document]) -> Scores:
        """First the experts of the pool, then those that changed, last somebody without documents."""
        weights = [self._weights(request) for request in requests]
        alive = np.ones(len(self.columns) + len(self.leaves), dtype=bool)
        alive[[self.columns[key] for key in self.leaves if key in self.columns]] = False
        alive[len(self.columns) :] = [bool(leaves) for leaves in self.leaves.values()]
        known = self.pool.knowledge
        if known is None or not requests:
            return np.zeros((len(requests), len(alive) + 1), dtype=np.int64)
        rows = known.vocabulary.sparse(weights)
        changed = self._changed(weights, known.space.place(known.vocabulary.words_of(rows)), known)
        whole = [
            (np.concatenate([before, after, np.zeros((len(requests), 1))], axis=1), usual)
            for before, after, usual in zip(self.pool.likeness(rows), changed, USUAL, strict=True)
        ]
        return fuse(whole, of=np.append(alive, False))

    def _changed(
        self, weights: Sequence[Mapping[str, float]], places: Placed, known: Knowledge
    ) -> tuple[Floats, Floats]:
        """Both kinds of likeness for the experts that changed, requests by experts."""
        leaves = [leaf for own in self.leaves.values() for leaf in own]
        words = np.zeros((len(weights), len(leaves)))
        for n, leaf in enumerate(leaves):
            words[:, n] = [_product(one, leaf.weights) for one in weights]
        company = known.space.likeness(places, _together([leaf.place for leaf in leaves], known))
        ends = np.cumsum([0, *map(len, self.leaves.values())])
        return self._best(words, ends), self._best(company, ends)

    def _best(self, likeness: Floats, ends: npt.NDArray[np.intp]) -> Floats:
        """For each changed expert the mean of the best three documents, as in the pool; nothing for one without."""
        best = np.zeros((len(likeness), len(self.leaves)))
        for n, (begin, end) in enumerate(pairwise(ends)):
            if end > begin:
                best[:, n] = np.sort(likeness[:, begin:end])[:, -BEST_DOCUMENTS:].mean(axis=1)
        return best

    def _weights(self, document: Document) -> dict[str, float]:
        counts = Counter(terms_of(document))
        known = {term: n for term, n in self._frequencies_of(counts).items() if n > 0}
        return weighed({term: counts[term] for term in known}, known, self.documents)

    def _frequencies_of(self, terms: Collection[str]) -> dict[str, int]:
        known = self.pool.knowledge
        learned = known.vocabulary.frequencies_of(terms) if known else dict.fromkeys(terms, 0)
        return {term: n + self.frequencies.get(term, 0) for term, n in learned.items()}

    def leaf_of(self, counts: Mapping[str, int], known: Knowledge) -> Leaf:
        """A document, counted, in the terms of today."""
        weights = weighed(counts, self._frequencies_of(counts), self.documents)
        row = known.vocabulary.sparse([weights])
        return Leaf(weights, known.space.place(known.vocabulary.words_of(row)))

    def _terms_until_now(self, key: str, leaves: Mapping[str, tuple[Leaf, ...]]) -> list[list[str]]:
        """The terms of each document the expert had."""
        if key in leaves:
            return [[*leaf.weights] for leaf in leaves[key]]
        known = self.pool.knowledge
        if known is None or key not in self.columns:
            return []
        return [known.learned.terms_of(n) for n in self.pool.shelf.documents_of(self.columns[key])]


def learn_index(experts: Sequence[Expert]) -> Index:
    """The index of these experts, from the beginning; those without documents say nothing about what is usual."""
    known = [expert for expert in experts if own_documents(expert)]
    pool = learn_pool(known)
    columns = {expert.id: n for n, expert in enumerate(known)}
    return Index(columns, pool.without_texts(), documents=pool.shelf.size)


def _together(places: Sequence[Placed], known: Knowledge) -> Placed:
    points = [place.points for place in places]
    lengths = [place.lengths for place in places]
    width, ranks = known.space.axes.shape[1], len(known.space.ranks)
    return Placed(
        np.concatenate([np.zeros((0, width)), *points]),
        np.concatenate([np.zeros((ranks, 0)), *lengths], axis=1),
    )


def _product(ones: Mapping[str, float], others: Mapping[str, float]) -> float:
    """Exact, for the order of a set differs from run to run."""
    return fsum(ones[term] * others[term] for term in ones.keys() & others.keys())
