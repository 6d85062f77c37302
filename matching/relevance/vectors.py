"""Documents as rows of weights: a term weighs by how often a document has it and how few documents of the pool do."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    """The terms of a pool and what each weighs there."""

    vectorizer: Any
    shared_words: npt.NDArray[np.intp]
    """Columns of the single words that two documents or more have: from the others no likeness can be learned."""

    def rows(self, documents: Sequence[Document]) -> Rows:
        """Documents as rows of length 1, or 0 for one without a term of the pool."""
        return self.vectorizer.transform(documents)

    def words_of(self, rows: Rows) -> Rows:
        """What single words shared by documents make of the rows, again of length 1."""
        from sklearn.preprocessing import normalize  # noqa: PLC0415 -- slow import, as below

        part = rows[:, self.shared_words]
        return normalize(part) if part.shape[1] else part


def learn(documents: Sequence[Document]) -> tuple[Vocabulary, Rows]:
    """The vocabulary of a pool, and its documents in it; at least one of them must have a term."""
    # slow import: 1 s and 60 MB that a service at rest does not need
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    vectorizer = TfidfVectorizer(analyzer=terms_of, sublinear_tf=True)
    rows = vectorizer.fit_transform(documents)
    frequencies = np.bincount(rows.indices, minlength=rows.shape[1])
    single = np.fromiter(map(is_single, vectorizer.get_feature_names_out()), dtype=bool, count=rows.shape[1])
    return Vocabulary(vectorizer, np.flatnonzero(single & (frequencies > 1))), rows
