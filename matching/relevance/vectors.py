"""Documents as rows of weights: a term weighs by how often a document has it and how few documents of the pool do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.relevance.document import Document
from matching.relevance.words import is_single, terms_of

Floats = npt.NDArray[np.float64]
Rows = Any
"""A sparse matrix of float64, one row per document; scipy has no types."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of a pool, their columns, and how many of its documents have each."""

    terms: tuple[str, ...]
    columns: Mapping[str, int]
    frequencies: npt.NDArray[np.intp]
    documents: int
    shared_words: npt.NDArray[np.intp]
    """Columns of the single words that two documents or more have: from the others no likeness can be learned."""

    def rows(self, documents: Sequence[Document]) -> Rows:
        """Documents as rows of length 1, or 0 for one without a term of the pool."""
        return self.sparse([self.weights(document) for document in documents])

    def weights(self, document: Document) -> dict[str, float]:
        """What each term of a document weighs, by the frequencies of the pool; terms it does not have count for nothing."""
        counts = Counter(term for term in terms_of(document) if term in self.columns)
        return weighed(counts, {term: self.frequency(term) for term in counts}, self.documents)

    def frequency(self, term: str) -> int:
        """How many documents of the pool have the term."""
        column = self.columns.get(term)
        return 0 if column is None else int(self.frequencies[column])

    def sparse(self, weights: Sequence[Mapping[str, float]]) -> Rows:
        """Weights by term as rows of this pool."""
        columns = [
            [(self.columns[term], weight) for term, weight in one.items() if term in self.columns]
            for one in weights
        ]
        flat = [cell for one in columns for cell in sorted(one)]
        ends = np.cumsum([0, *map(len, columns)])
        return _sparse(
            np.array([weight for _, weight in flat], dtype=np.float64),
            np.array([column for column, _ in flat], dtype=np.int32),
            ends,
            len(self.columns),
        )

    def words_of(self, rows: Rows) -> Rows:
        """What single words shared by documents make of the rows, again of length 1."""
        return _of_length_one(rows[:, self.shared_words])


def weighed(counts: Mapping[str, int], frequencies: Mapping[str, int], documents: int) -> dict[str, float]:
    """The terms of one document, counted, as weights of length 1 together."""
    weights = {term: (1 + log(n)) * rarity(frequencies[term], documents) for term, n in counts.items()}
    length = sqrt(sum(weight * weight for _, weight in sorted(weights.items())))
    return {term: weight / length for term, weight in weights.items()}


def rarity(frequency: int, documents: int) -> float:
    """What a term is worth that so many of the documents have."""
    return 1 + log((1 + documents) / (1 + frequency))


def learn(documents: Sequence[Document]) -> tuple[Vocabulary, Rows]:
    """The vocabulary of a pool, and its documents in it; at least one of them must have a term."""
    # slow import: 1 s and 60 MB that a service at rest does not need
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer  # noqa: PLC0415

    counter = CountVectorizer(analyzer=terms_of)
    counts = counter.fit_transform(documents)
    terms = counter.get_feature_names_out()
    frequencies = np.bincount(counts.indices, minlength=len(terms))
    single = np.fromiter(map(is_single, terms), dtype=bool, count=len(terms))
    columns = {str(term): n for n, term in enumerate(terms)}
    shared = np.flatnonzero(single & (frequencies > 1))
    rows = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    return Vocabulary((*columns,), columns, frequencies, len(documents), shared), rows


def _sparse(weights: Floats, columns: npt.NDArray[np.int32], ends: npt.NDArray[np.intp], width: int) -> Rows:
    # slow import: 0.2 s and 15 MB that a service at rest does not need
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    return csr_matrix((weights, columns, ends), shape=(len(ends) - 1, width))


def _of_length_one(rows: Rows) -> Rows:
    """The rows, each divided by its length; one of nothing stays nothing."""
    rows = rows.copy()
    sizes = np.diff(rows.indptr)
    owner = np.repeat(np.arange(rows.shape[0]), sizes)
    lengths = np.sqrt(np.bincount(owner, weights=rows.data**2, minlength=rows.shape[0]))
    rows.data /= np.repeat(np.where(lengths > 0, lengths, 1.0), sizes)
    return rows
