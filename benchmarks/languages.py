"""Whether a request finds the same experts in four languages: `python -m benchmarks.languages`.

44 requests of benchmarks/languages.toml, each in English, French, Spanish and Portuguese, are put to the register of 322
experts with no more than their words, as a mail would bring them. Agreement is the share of the five best experts of the
English request that the other language finds too; R-precision the share of experts who work on an area that the triage officer
would tick among as many first ones as there are such experts. Odd requests are for tuning, even ones are held out.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np
from rich.console import Console
from rich.table import Table

from config.areas import areas_in
from config.languages import INTERFACE_LANGUAGES
from matching.need import Candidate
from matching.topics import Theme, topics
from tests.matching.roster import candidates

CORPUS = Path(__file__).with_name("languages.toml")
FIRST = 5
HALVES = ("tuning", "held out")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request in all languages, and the areas it is about."""

    held_out: bool
    areas: frozenset[str]
    texts: Mapping[str, str]


def main() -> None:
    """Print agreement and R-precision of both halves, language by language."""
    people = candidates()
    table = Table("requests", "measure", *INTERFACE_LANGUAGES, "mean")
    for half in HALVES:
        some = [one for one in asked() if one.held_out == (half == "held out")]
        orders = {language: _orders(some, people, language) for language in INTERFACE_LANGUAGES}
        agreed = {
            language: _agreement(orders["en"], orders[language]) for language in INTERFACE_LANGUAGES[1:]
        }
        precise = {language: _precision(some, people, orders[language]) for language in INTERFACE_LANGUAGES}
        table.add_row(half, "same five as English", *_cells(agreed))
        table.add_row(half, "R-precision", *_cells(precise))
    Console().print(table)


def asked() -> Iterator[Asked]:
    """The requests, in the order of the file."""
    for number, entry in tomllib.loads(CORPUS.read_text(encoding="utf-8")).items():
        texts = {language: ". ".join(entry[language]) for language in INTERFACE_LANGUAGES}
        yield Asked(int(number) % 2 == 0, frozenset(entry["areas"]), texts)


def _orders(some: Sequence[Asked], people: Sequence[Candidate], language: str) -> list[list[int]]:
    """For each request the experts, best first; equal ones by code."""
    themes = [Theme(areas_in(one.texts[language]), one.texts[language]) for one in some]
    rows = topics(themes, people)
    return [sorted(range(len(people)), key=lambda n: (-row[n].score, people[n].key)) for row in rows]


def _agreement(ones: list[list[int]], others: list[list[int]]) -> float:
    return mean(len({*a[:FIRST]} & {*b[:FIRST]}) / FIRST for a, b in zip(ones, others, strict=True))


def _precision(some: Sequence[Asked], people: Sequence[Candidate], orders: list[list[int]]) -> float:
    shares = []
    for one, order in zip(some, orders, strict=True):
        good = {n for n, person in enumerate(people) if one.areas & {*person.areas}}
        shares.append(len({*order[: len(good)]} & good) / len(good))
    return mean(shares)


def _cells(values: Mapping[str, float]) -> list[str]:
    cells = [f"{values[language]:.3f}" if language in values else "" for language in INTERFACE_LANGUAGES]
    return [*cells, f"{np.mean([*values.values()]):.3f}"]


if __name__ == "__main__":
    main()
