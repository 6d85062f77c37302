"""How well documents tell who knows a matter: `python -m benchmarks.relevance [FOLDER OF RFC JSON FILES]`.

Documents are held out of 58 authors' work and put as requests. Loss is the share of pairs in the wrong order, weighted by the
difference of their grades (5 wrote it, 3 works in its field, 1 neither), once over the requests of each expert and once over
the experts of each request; then the mean reciprocal rank of an author. Peers: BM25 as published, and bm25s if it is installed.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import CountVectorizer

from benchmarks.relevance_corpora import WRITTEN, Trial, Work, docstrings, rfcs, trial
from matching.relevance.document import Document
from matching.relevance.pool import Knowledge, learn_pool
from matching.relevance.shelf import arrange
from matching.relevance.vectors import Floats
from matching.relevance.words import is_single, terms_of

TRIALS = 5
_K, _B = 1.2, 0.75

Method = Callable[[Trial], Floats]
"""Gives the scores of experts (rows) for requests (columns)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a method made of one trial."""

    over_requests: float
    over_experts: float
    reciprocal_rank: float
    milliseconds: float


def main() -> None:
    """Measure each method on each corpus and print one table."""
    table = Table(
        "corpus", "method", "loss over requests", "loss over experts", "reciprocal rank", "ms per request"
    )
    for name, works in _corpora():
        for method, results in _measured(works):
            table.add_row(
                name,
                method,
                f"{mean(one.over_requests for one in results):.3f}",
                f"{mean(one.over_experts for one in results):.3f}",
                f"{mean(one.reciprocal_rank for one in results):.3f}",
                f"{mean(one.milliseconds for one in results):.1f}",
            )
        table.add_section()
    Console().print(table)


def _corpora() -> Iterator[tuple[str, list[Work]]]:
    yield "docstrings", list(docstrings())
    if len(sys.argv) > 1:
        yield "RFCs", list(rfcs(Path(sys.argv[1])))


def _measured(works: list[Work]) -> Iterator[tuple[str, list[Result]]]:
    trials = [trial(works, seed) for seed in range(TRIALS)]
    for name, method in _methods():
        yield name, [_tried(method, one) for one in trials]


def _methods() -> Iterator[tuple[str, Method]]:
    yield "BM25", _bm25
    if find_spec("bm25s"):
        yield "bm25s", _bm25s
    yield "TF-IDF alone", lambda one: _alone(one, Knowledge.words_in_common)
    yield "LSA alone", lambda one: _alone(one, Knowledge.company_of_words)
    yield "Muster", lambda one: learn_pool(one.experts).scores(one.requests).T.astype(np.float64)


def _tried(method: Method, one: Trial) -> Result:
    began = perf_counter()
    scores = method(one)
    spent = perf_counter() - began
    ranks = list(_reciprocal_ranks(scores.T, one.grades.T))
    return Result(
        kendall_loss(scores, one.grades),
        kendall_loss(scores.T, one.grades.T),
        mean(ranks),
        1000 * spent / len(one.requests),
    )


def kendall_loss(scores: Floats, grades: Floats) -> float:
    """Pairs in each row that are in the wrong order (ties count half), weighted by how far apart their grades are."""
    lost = total = 0.0
    for score, grade in zip(scores, grades, strict=True):
        better = np.maximum(grade[:, np.newaxis] - grade, 0)
        ahead = score[:, np.newaxis] - score
        lost += float((better * ((ahead < 0) + 0.5 * (ahead == 0))).sum())
        total += float(better.sum())
    return lost / total


def _reciprocal_ranks(scores: Floats, grades: Floats) -> Iterator[float]:
    """For each request that an expert here wrote, one over the place of the first such expert."""
    for score, grade in zip(scores, grades, strict=True):
        if (grade == WRITTEN).any():
            yield 1.0 / (1 + (score > score[grade == WRITTEN].max()).sum())


def _alone(one: Trial, kind: Callable[[Knowledge, csr_array], Floats]) -> Floats:
    pool = learn_pool(one.experts)
    assert pool.knowledge is not None
    return pool.shelf.best(kind(pool.knowledge, pool.knowledge.vocabulary.rows(one.requests))).T


def _bm25(one: Trial) -> Floats:
    """Robertson and Zaragoza's formula over single stems, and the mean of the best three documents as everywhere here."""
    shelf = arrange(one.experts)
    counter = CountVectorizer(analyzer=_stems)
    counts = counter.fit_transform(shelf.documents).astype(np.float64).tocoo()
    documents, terms = counts.shape
    frequency = np.bincount(counts.col, minlength=terms)
    weight = np.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
    length = np.bincount(counts.row, weights=counts.data, minlength=documents)
    damped = counts.data + _K * (1 - _B + _B * length[counts.row] / length.mean())
    values = weight[counts.col] * counts.data * (_K + 1) / damped
    matrix = csr_array((values, (counts.row, counts.col)), shape=counts.shape)
    asked = csr_array(counter.transform(one.requests).astype(bool).astype(np.float64))
    return shelf.best((asked @ matrix.T).toarray()).T


def _bm25s(one: Trial) -> Floats:
    """The library, fed the same stems."""
    library = import_module("bm25s")
    shelf = arrange(one.experts)
    index = library.BM25(k1=_K, b=_B)
    index.index([_stems(document) for document in shelf.documents], show_progress=False)
    known = index.vocab_dict
    scores = [index.get_scores(sorted(set(_stems(document)) & known.keys())) for document in one.requests]
    return shelf.best(np.array(scores, dtype=np.float64)).T


def _stems(document: Document) -> list[str]:
    return [term for term in terms_of(document) if is_single(term)]


if __name__ == "__main__":
    main()
