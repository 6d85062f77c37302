"""How many availability sentences are read right, and how fast, beside dateparser (measured if it is installed).

Run from the project's root: python -m benchmarks.dates
"""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.table import Table

from config.periods import Period
from intake.answers import read_answer
from intake.dates import Dates, read_dates
from tests.intake.availability_corpus import Sentence, availability, rows
from tests.intake.reply_corpus import judged, replies

WINDOW = Period(date(2026, 3, 3), date(2026, 3, 28))
TODAY = date(2026, 1, 12)
_OPEN_SET, _HELD_OUT = "availability.txt", "availability_held_out.txt"


@dataclass(frozen=True, slots=True)
class Score:
    """What a reader made of the corpora."""

    name: str
    open_set: float
    held_out: float
    false_dates: int
    milliseconds: float


def main() -> None:
    """Measure and print one table."""
    scores = [_muster()]
    parse = _dateparser()
    if parse is not None:
        scores.append(_peer(parse))
    table = Table("reader", "open set right", "held-out right", "false dates", "ms per sentence")
    for one in scores:
        table.add_row(
            one.name,
            f"{one.open_set:.1%}",
            f"{one.held_out:.1%}",
            f"{one.false_dates} of {len(_without_dates())}",
            f"{one.milliseconds:.2f}",
        )
    Console().print(table)
    for name in ("answers.txt", "answers_held_out.txt"):
        right = [verdict == _verdict(language, text) for language, verdict, text in rows(name, 3)]
        Console().print(f"verdicts of {name}: {sum(right)} of {len(right)} right")
    Console().print(_replies())


def _replies() -> Table:
    """Whole replies by writers who never saw the code; what each set gave at first sight is in docs/email.md."""
    table = Table(
        "replies",
        "dates exact",
        "false dates",
        "verdict right",
        "decision right",
        "right or asked",
        "wrong for certain",
    )
    for name in ("a", "b", "c", "d", "e"):
        found = [judged(reply) for reply in replies(name)]
        shares = (
            sum(getattr(one, part) for one in found) / len(found)
            for part in ("exact", "false_dates", "verdict", "decided", "safe", "wrong")
        )
        table.add_row(f"{name} ({len(found)})", *(f"{share:.1%}" for share in shares))
    return table


def _without_dates() -> list[tuple[str, ...]]:
    return [*rows("no_dates.txt", 2), *rows("no_dates_held_out.txt", 2)]


def _verdict(language: str, text: str) -> str:
    return str(read_answer(text, window=WINDOW, today=TODAY, language=language).verdict)


def _muster() -> Score:
    def right(sentence: Sentence) -> bool:
        return sentence.is_met_by(read_dates(sentence.text, sentence.today, sentence.language))

    def sees_dates(language: str, text: str) -> bool:
        found = read_dates(text, TODAY, language)
        return found != Dates(mode=found.mode, others_free=found.others_free, weekdays=found.weekdays)

    return _scored("Muster", right, sees_dates)


def _peer(search: Callable[..., Any]) -> Score:
    """Generously scored: its dates, first to last, need only be the ends of the days named; it tells no stances."""

    def found_in(text: str, language: str, today: date) -> list[date]:
        settings = {"RELATIVE_BASE": datetime.combine(today, time()), "PREFER_DATES_FROM": "future"}
        found = search(text, languages=[language], settings=settings) or []
        return [moment.date() for _, moment in found]

    def right(sentence: Sentence) -> bool:
        ends = [
            day for one in (*sentence.available, *sentence.unavailable) for day in (one.start, one.end) if day
        ]
        return bool(ends) and set(found_in(sentence.text, sentence.language, sentence.today)) == set(ends)

    return _scored("dateparser", right, lambda language, text: bool(found_in(text, language, TODAY)))


def _scored(name: str, right: Callable[[Sentence], bool], sees: Callable[[str, str], bool]) -> Score:
    right(availability(_OPEN_SET)[0])  # tables are loaded before the clock runs
    began = perf_counter()
    open_set, held_out = (_share(availability(corpus), right) for corpus in (_OPEN_SET, _HELD_OUT))
    spent = perf_counter() - began
    sentences = len(availability(_OPEN_SET)) + len(availability(_HELD_OUT))
    false_dates = sum(sees(language, text) for language, text in _without_dates())
    return Score(name, open_set, held_out, false_dates, 1000 * spent / sentences)


def _share(sentences: Sequence[Sentence], right: Callable[[Sentence], bool]) -> float:
    return sum(map(right, sentences)) / len(sentences)


def _dateparser() -> Callable[..., Any] | None:
    """The peer's search for dates in running text, None if it is not installed."""
    try:
        search: Callable[..., Any] = importlib.import_module("dateparser.search").search_dates
    except ImportError:
        return None
    return search


if __name__ == "__main__":
    main()
