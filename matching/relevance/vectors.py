"""Documents as rows of weights: a term weighs by how often a document has it and how few documents of the pool do."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.relevance.document import Document
from matching.relevance.words import Told, is_single, tell, terms_of

Floats = npt.NDArray[np.float64]
Columns = npt.NDArray[np.intp]
Rows = Any
"""A sparse matrix of float64, one row per document; scipy has no types."""
NOWHERE = -1
"""The column of a term that the pool does not have."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of a pool: words have the first columns, pairs of them those after; and how many documents have each."""

    words: tuple[str, ...]
    columns: Mapping[str, int]
    pairs: npt.NDArray[np.int64]
    """Pairs of words, each as one number, in order: a million of them as texts would take a hundred megabytes."""
    frequencies: Columns
    documents: int
    shared_words: Columns
    """Columns of the single words that two documents or more have: from the others no likeness can be learned."""

    def rarities(self) -> Floats:
        """What each term is worth."""
        return np.asarray(1 + np.log((1 + self.documents) / (1 + self.frequencies)))

    def rows(self, documents: Sequence[Document]) -> Rows:
        """Documents as rows of length 1, or 0 for one without a term of the pool."""
        return self.sparse([self._weights(document) for document in documents])

    def frequencies_of(self, terms: Collection[str]) -> dict[str, int]:
        """How many documents of the pool have each of the terms."""
        columns = self._columns_of(terms)
        found = np.where(columns == NOWHERE, 0, self.frequencies[columns])
        return dict(zip(terms, found.tolist(), strict=True))

    def terms(self, columns: npt.NDArray[np.signedinteger[Any]]) -> list[str]:
        """The terms that have these columns."""
        size = len(self.words)
        pairs = [divmod(key, size) for key in self.pairs[columns[columns >= size] - size].tolist()]
        return [
            *(self.words[column] for column in columns[columns < size].tolist()),
            *(f"{self.words[first]} {self.words[second]}" for first, second in pairs),
        ]

    def sparse(self, weights: Sequence[Mapping[str, float]]) -> Rows:
        """Weights by term as rows of this pool, terms it does not have left out."""
        rows = [self._row(one) for one in weights]
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([np.zeros(0, dtype=np.int32), *(columns for columns, _ in rows)])
        values = np.concatenate([np.zeros(0), *(values for _, values in rows)])
        return _sparse(values, columns, ends, len(self.frequencies))

    def words_of(self, rows: Rows) -> Rows:
        """What single words shared by documents make of the rows, again of length 1."""
        shared = self.shared_words
        if not len(shared):
            return _of_length_one(rows[:, shared])
        # What scipy does for rows[:, shared] takes a step for every term of the pool, not of the rows.
        places = np.minimum(np.searchsorted(shared, rows.indices), len(shared) - 1)
        found = shared[places] == rows.indices
        ends = np.append(0, np.cumsum(found))[rows.indptr]
        return _of_length_one(_sparse(rows.data[found], places[found], ends, len(shared)))

    def _weights(self, document: Document) -> dict[str, float]:
        counts = Counter(terms_of(document))
        frequencies = {term: n for term, n in self.frequencies_of(counts).items() if n}
        return weighed({term: counts[term] for term in frequencies}, frequencies, self.documents)

    def _row(self, weights: Mapping[str, float]) -> tuple[npt.NDArray[np.int32], Floats]:
        columns = self._columns_of(weights)
        known = np.flatnonzero(columns != NOWHERE)
        order = known[np.argsort(columns[known])]
        return columns[order].astype(np.int32), np.array([*weights.values()], dtype=np.float64)[order]

    def _columns_of(self, terms: Collection[str]) -> Columns:
        """Where each term stands, or NOWHERE."""
        columns = np.array([self.columns.get(term, NOWHERE) for term in terms], dtype=np.intp)
        spelled = [(n, term.split(" ")) for n, term in enumerate(terms) if not is_single(term)]
        known = [
            (n, self.columns[first] * len(self.words) + self.columns[second])
            for n, (first, second) in spelled
            if first in self.columns and second in self.columns
        ]
        if not known or not len(self.pairs):
            return columns
        places, keys = np.array(known, dtype=np.int64).T
        found = np.minimum(np.searchsorted(self.pairs, keys), len(self.pairs) - 1)
        columns[places] = np.where(self.pairs[found] == keys, len(self.words) + found, NOWHERE)
        return columns


def weighed(counts: Mapping[str, int], frequencies: Mapping[str, int], documents: int) -> dict[str, float]:
    """The terms of one document, counted, as weights of length 1 together."""
    weights = {term: (1 + log(n)) * rarity(frequencies[term], documents) for term, n in counts.items()}
    length = sqrt(sum(weight * weight for _, weight in sorted(weights.items())))
    return {term: weight / length for term, weight in weights.items()}


def rarity(frequency: int, documents: int) -> float:
    """What a term is worth that so many of the documents have."""
    return 1 + log((1 + documents) / (1 + frequency))


@dataclass(frozen=True, slots=True)
class Learned:
    """What the documents of a pool are in its terms."""

    vocabulary: Vocabulary
    inverted: Rows
    """Terms by documents, documents of length 1: a request looks at the documents that have one of its terms, and at no others."""
    columns: npt.NDArray[np.int32]
    """The columns of the terms of each document, one document after the other."""
    begins: Columns
    """Where those of each document begin; last, where all end."""

    def words(self) -> Rows:
        """Documents by single words shared by documents, of length 1."""
        return _of_length_one(self.inverted[self.vocabulary.shared_words].T.tocsr())

    def terms_of(self, document: int) -> list[str]:
        """The terms of a document."""
        return self.vocabulary.terms(self.columns[self.begins[document] : self.begins[document + 1]])


def learn(documents: Sequence[Document]) -> Learned | None:
    """The vocabulary of a pool, and its documents in it; nothing if none of them has a term."""
    told = tell(documents)
    if not told.stems:
        return None
    terms, owners, counts = _counted(_cells(told), len(documents))
    starts = np.flatnonzero(np.diff(terms, prepend=-1))
    vocabulary = _vocabulary(told, terms[starts], np.diff(starts, append=len(terms)))
    columns = np.repeat(np.arange(len(starts), dtype=np.int32), vocabulary.frequencies)
    weights = (1 + np.log(counts)) * vocabulary.rarities()[columns]
    lengths = np.sqrt(np.bincount(owners, weights=weights**2, minlength=len(documents)))
    inverted = _sparse(weights / lengths[owners], owners, np.append(starts, len(terms)), len(documents))
    return Learned(vocabulary, inverted, *_by_document(owners, columns, inverted.shape))


def _vocabulary(told: Told, keys: npt.NDArray[np.int64], frequencies: Columns) -> Vocabulary:
    """Every word is a term, so the first keys are the words, by number; the others are pairs."""
    size = len(told.stems)
    numbers = {stem: n for n, stem in enumerate(told.stems)}
    shared = np.flatnonzero(frequencies[:size] > 1)
    return Vocabulary(told.stems, numbers, keys[size:] - size, frequencies, len(told.lengths), shared)


def _by_document(
    owners: npt.NDArray[np.int32], columns: npt.NDArray[np.int32], shape: tuple[int, int]
) -> tuple[npt.NDArray[np.int32], Columns]:
    """The columns of each document, one document after the other, and where those of each begin."""
    terms, documents = shape
    cells = owners.astype(np.int64) * terms + columns
    cells.sort()
    cells %= terms
    begins = np.cumsum(np.append(0, np.bincount(owners, minlength=documents)))
    return cells.astype(np.int32), begins


def _cells(told: Told) -> npt.NDArray[np.int64]:
    """Each word and each pair of neighbours, as one number with the document it is in; in order."""
    stems = np.frombuffer(told.numbers, dtype=np.int32)
    documents, size = len(told.lengths), len(told.stems)
    if documents * size * (size + 1) > np.iinfo(np.int64).max:
        raise OverflowError(f"{size} different words in {documents} documents are more than can be numbered")
    owners = np.repeat(np.arange(documents, dtype=np.int64), told.lengths)
    words = np.flatnonzero(stems >= 0)
    first = words[:-1][np.diff(words) == 1]
    pairs = size + stems[first].astype(np.int64) * size + stems[first + 1]
    cells = np.concatenate([stems[words] * documents + owners[words], pairs * documents + owners[first]])
    cells.sort()
    return cells


def _counted(
    cells: npt.NDArray[np.int64], documents: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Terms with the documents that have them, and how often."""
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    counts = np.diff(starts, append=len(cells))
    terms, owners = np.divmod(cells[starts], documents)
    return terms, owners.astype(np.int32), counts


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
