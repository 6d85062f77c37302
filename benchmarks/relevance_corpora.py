"""Documents with authors to try relevance on: what is held out of somebody's documents must find its author again.

Two corpora, neither of which is shipped: docstrings of the libraries installed here, whose authors are packages, and RFCs by
their authors, from the JSON files in Debian's non-free packages doc-rfc-*.
"""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from matching.relevance.document import Document, Expert

LIBRARIES = (
    "asyncio",
    "email",
    "matplotlib",
    "numpy",
    "scipy",
    "sklearn",
    "sqlalchemy",
    "aiohttp",
    "babel",
    "pydantic",
    "lxml",
)
FEWEST_WORDS = 20
FEWEST_DOCUMENTS = 8
MOST_DOCUMENTS = 20
HELD_OUT = 3
WRITTEN, SAME_FIELD, OTHER = 5, 3, 1


@dataclass(frozen=True, slots=True)
class Work:
    """A document, who wrote it, and its field."""

    document: Document
    authors: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class Trial:
    """Experts, documents held out as requests, and how well each expert (row) knows each of them (column)."""

    experts: list[Expert]
    requests: list[Document]
    grades: npt.NDArray[np.float64]


def docstrings() -> Iterator[Work]:
    """Functions and classes by the package that holds them; the library is their field."""
    for library in LIBRARIES:
        spec = find_spec(library)
        for folder in spec.submodule_search_locations or () if spec else ():
            for file in sorted(Path(folder).rglob("*.py")):
                if "tests" not in file.parts:
                    yield from _works_of(
                        file, ".".join((library, *file.relative_to(folder).parts[:-1])), library
                    )


def _works_of(file: Path, package: str, library: str) -> Iterator[Work]:
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            told = (ast.get_docstring(node) or "").partition("\nParameters\n")[0]
            # Names with dots would give the package away.
            text = re.sub(r"\w+(\.\w+)+", " ", told)
            if len(text.split()) >= FEWEST_WORDS:
                yield Work(Document(node.name.replace("_", " "), text, "en"), (package,), library)


def rfcs(folder: Path) -> Iterator[Work]:
    """RFCs with an abstract by the people who wrote them; the working group is their field."""
    for file in sorted(folder.rglob("rfc*.json")):
        told = json.loads(file.read_text(encoding="utf-8"))
        abstract = re.sub(r"<[^>]+>|\[STANDARDS-TRACK\]", " ", told.get("abstract") or "")
        if len(abstract.split()) >= FEWEST_WORDS:
            authors = tuple(name.removesuffix(", Ed.").strip() for name in told["authors"])
            yield Work(Document(told["title"], abstract, "en"), authors, told.get("source") or "")


def trial(works: Iterable[Work], seed: int, experts: int = 58, requests: int = 460) -> Trial:
    """Some authors with what they wrote but for a few documents; the requests are these and others' documents."""
    luck = Random(seed)  # noqa: S311 -- repeatable on purpose
    pool = list(works)
    written: defaultdict[str, list[Work]] = defaultdict(list)
    for work in pool:
        for author in work.authors:
            written[author].append(work)
    prolific = sorted(name for name, own in written.items() if len(own) >= FEWEST_DOCUMENTS)
    names = luck.sample(prolific, min(experts, len(prolific)))
    held = {work for name in names for work in luck.sample(written[name], HELD_OUT)}
    kept = {name: [work for work in written[name] if work not in held] for name in names}
    known = {name: luck.sample(own, min(len(own), MOST_DOCUMENTS)) for name, own in kept.items()}
    taken = held.union(*known.values())
    others = luck.sample([work for work in pool if work not in taken], max(requests - len(held), 0))
    asked = sorted(held, key=pool.index) + others
    return Trial(
        [Expert(name, tuple(work.document for work in own)) for name, own in known.items()],
        [work.document for work in asked],
        np.array([[_grade(name, own, work) for work in asked] for name, own in known.items()]),
    )


def _grade(name: str, own: Iterable[Work], work: Work) -> float:
    if name in work.authors:
        return WRITTEN
    return SAME_FIELD if work.field and any(one.field == work.field for one in own) else OTHER
