"""How fast the index of experts is made, asked and changed: `python -m benchmarks.relevance_index [EXPERTS ...]`.

Experts have one document of some hundred words drawn as words are in life (few often, most of them seldom); bm25s, if it is
installed, is asked the same stems. Times in milliseconds of wall clock, medians; memory is what the process holds more than before.
The last two columns are a start as the service has it: read from SQLite, learned, and the longest the event loop had to wait.
"""

import asyncio
import gc
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.table import Table
from sqlmodel import insert

from bot.dispatch.expert_index import ExpertIndex
from matching.relevance.document import Document, Expert
from matching.relevance.index import learn_index
from matching.relevance.words import is_single, terms_of
from storage import people as tables
from storage.database import Database, open_database

SIZES = (300, 3_000, 100_000)
WORDS_EACH = 100
LEXICON = 30_000
REPEATS = 15
PAUSE = 0.005
_TOLD_OF_NOBODY = (
    "first_name",
    "last_name",
    "nationality",
    "region",
    "eligibility",
    "occupation",
    "employment",
)


def main() -> None:
    """Print one line for each size of the register."""
    table = Table(
        "experts",
        "build s",
        "memory MB",
        "request ms",
        "bm25s ms",
        "update ms",
        "with 500 changed ms",
        "start from SQLite s",
        "longest pause ms",
    )
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        table.add_row(f"{size:,}", *_measured(size), *asyncio.run(_started(size)))
    Console(width=140).print(table)


def _measured(size: int) -> list[str]:
    people, asked = _people(size), [one.documents[0] for one in _people(REPEATS, seed=1)]
    before = _resident()
    begin = perf_counter()
    index = learn_index(people)
    built = perf_counter() - begin
    keys = [one.id for one in people]
    index.scores_of(asked[:1], keys)
    memory = _resident() - before
    changed = index.updated(_people(500, seed=2))
    newcomers = _people(REPEATS, seed=3)
    return [
        f"{built:.1f}",
        f"{memory:,.0f}",
        f"{_typical(lambda n: index.scores_of([asked[n]], keys)):.1f}",
        _bm25s(people, asked),
        f"{_typical(lambda n: index.updated([newcomers[n]])):.2f}",
        f"{_typical(lambda n: changed.scores_of([asked[n]], keys)):.1f}",
    ]


async def _started(size: int) -> list[str]:
    with TemporaryDirectory() as folder:
        database = open_database(f"sqlite+aiosqlite:///{Path(folder) / 'register.db'}")
        await database.migrate()
        await _write(database, _people(size))
        gc.collect()
        pauses: list[float] = []
        looking = asyncio.create_task(_look(pauses))
        begin = perf_counter()
        await ExpertIndex(database.snapshot).current()
        spent = perf_counter() - begin
        looking.cancel()
        await database.close()
    return [f"{spent:.1f}", f"{max(pauses):.0f}"]


async def _write(database: Database, people: list[Expert]) -> None:
    experts = [
        {"id": n, "code": one.id, "email": f"{n}@experts.example", **dict.fromkeys(_TOLD_OF_NOBODY, "")}
        for n, one in enumerate(people)
    ]
    texts = [{"expert_id": n, "text": one.documents[0].text} for n, one in enumerate(people)]
    async with database.transaction() as session:
        connection = await session.connection()
        await connection.execute(insert(tables.Expert), experts)
        await connection.execute(insert(tables.ExpertDocument), texts)


async def _look(pauses: list[float]) -> None:
    """How much later than due the loop comes back, in milliseconds."""
    while True:
        begin = perf_counter()
        await asyncio.sleep(PAUSE)
        pauses.append(1000 * (perf_counter() - begin - PAUSE))


def _people(count: int, seed: int = 0) -> list[Expert]:
    chance = np.random.default_rng(seed)
    return [Expert(f"EX-{n:06}", (Document("", _text(chance), "en"),)) for n in range(count)]


def _text(chance: np.random.Generator) -> str:
    ranks = np.minimum(chance.zipf(1.3, WORDS_EACH), LEXICON)
    return " ".join([_word(rank) for rank in ranks.tolist()])


@cache
def _word(rank: int) -> str:
    """Letters that spell the number: no two words have one stem."""
    return "".join("bdfghklmpr"[int(digit)] + "aou"[int(digit) % 3] for digit in str(rank))


def _typical(work: Callable[[int], object]) -> float:
    spent = []
    for n in range(REPEATS):
        begin = perf_counter()
        work(n)
        spent.append(1000 * (perf_counter() - begin))
    return median(spent)


def _bm25s(people: list[Expert], asked: list[Document]) -> str:
    if not find_spec("bm25s"):
        return "not installed"
    index = import_module("bm25s").BM25()
    index.index([_stems(one.documents[0]) for one in people], show_progress=False)
    return (
        f"{_typical(lambda n: index.get_scores([t for t in _stems(asked[n]) if t in index.vocab_dict])):.1f}"
    )


def _stems(document: Document) -> list[str]:
    return [term for term in terms_of(document) if is_single(term)]


def _resident() -> float:
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6


if __name__ == "__main__":
    main()
