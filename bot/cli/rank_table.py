"""The table of scores: one row for each request and expert, as CSV, in a file that is there whole or not at all."""

import csv
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from typing import TextIO

import numpy as np

from matching.relevance.document import Expert, Request
from matching.relevance.fusion import Scores
from matching.relevance.pool import Pool

HEADER = ("request_id", "expert_id", "score")
REQUESTS_AT_ONCE = 50
STANDARD_OUTPUT = Path("-")


def write_table(
    target: TextIO, pool: Pool, experts: Sequence[Expert], requests: Sequence[Request]
) -> Iterator[int]:
    """Write the table; tells after each portion how many requests it held."""
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(HEADER)
    ids = np.array([expert.id for expert in experts], dtype=object)
    places = np.empty(len(ids), dtype=np.intp)
    places[np.argsort(ids, kind="stable")] = np.arange(len(ids))
    for begin in range(0, len(requests), REQUESTS_AT_ONCE):
        some = requests[begin : begin + REQUESTS_AT_ONCE]
        for request, scores in zip(some, pool.scores([one.document for one in some]), strict=True):
            order = _best_first(scores, places)
            writer.writerows(zip(repeat(request.id), ids[order], scores[order].tolist(), strict=False))
        yield len(some)


def _best_first(scores: Scores, places: Scores) -> Scores:
    """Experts by score, highest first, those with the same score by id."""
    return np.lexsort((places, -scores))


@contextmanager
def opened_table(file: Path) -> Iterator[TextIO]:
    """Where the table goes; what was in the file before stays until the new table is complete."""
    if file == STANDARD_OUTPUT:
        yield sys.stdout
        sys.stdout.flush()
    elif file.exists() and not file.is_file():  # a pipe or a device
        with file.open("w", encoding="utf-8", newline="") as target:
            yield target
    else:
        part = file.with_name(f"{file.name}.part")
        try:
            with part.open("w", encoding="utf-8", newline="") as target:
                yield target
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
