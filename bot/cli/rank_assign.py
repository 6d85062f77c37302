"""`muster rank --assign`: who is given to which request, nobody above a load and no pair in conflict, the highest total score."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.cli.rank_table import HEADER
from config.texts import say, say_many
from matching.assignment import NOBODY, assign
from matching.relevance.document import Expert, Request
from matching.relevance.fusion import Scores

Pairs = frozenset[tuple[str, str]]
REQUEST, EXPERT, _SCORE = HEADER


@dataclass(frozen=True, slots=True)
class Demand:
    """How many experts each request is given, and how many requests an expert may have."""

    each: int
    load: int = 1
    conflicts: Path | None = None
    """A table of pairs that must not be."""


@dataclass(frozen=True, slots=True)
class Given:
    """An assignment, in the order of the requests."""

    rows: tuple[tuple[str, str, int], ...]
    """Request, expert and score, the best expert of a request first."""
    short: tuple[tuple[str, int], ...]
    """Requests that got fewer than they are due, and how many they got."""

    @property
    def total(self) -> int:
        """All scores together."""
        return sum(score for _, _, score in self.rows)


def why_impossible(demand: Demand, experts: int, requests: int, language: str) -> str:
    """Why so much cannot be had of so few, as a sentence; empty if it can as far as numbers tell."""
    if demand.each > experts:
        return say(language, "rank.too_few_experts", each=demand.each, experts=experts)
    places, enough = requests * demand.each, -(-requests * demand.each // experts)
    if enough <= demand.load:
        return ""
    filled = experts * demand.load
    return say(
        language, "rank.too_few_places", requests=requests, each=demand.each, places=places,
        experts=experts, load=demand.load, filled=filled, enough=enough,
    )  # fmt: skip


def read_conflicts(file: Path) -> Pairs | int:
    """The pairs of a CSV table with the columns request_id and expert_id; the number of the first line that is no pair."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened)
        if not {REQUEST, EXPERT} <= set(reader.fieldnames or ()):
            return 1
        pairs = set()
        for row in reader:
            pair = (row[REQUEST], row[EXPERT])
            if not all(pair):
                return reader.line_num
            pairs.add(pair)
    return frozenset(pairs)


def unknown(conflicts: Pairs, experts: Sequence[Expert], requests: Sequence[Request]) -> int:
    """How many pairs name somebody or something that is not in the files."""
    people, asked = {one.id for one in experts}, {one.id for one in requests}
    return sum(request not in asked or expert not in people for request, expert in conflicts)


def given(
    scores: Scores, experts: Sequence[Expert], requests: Sequence[Request], demand: Demand, conflicts: Pairs
) -> Given:
    """The assignment of the highest total among those that fill most places; the order of the files changes nothing of it."""
    people = np.argsort([one.id for one in experts], kind="stable")
    asked = np.argsort([one.id for one in requests], kind="stable")
    worth = scores[np.ix_(asked, people)].astype(np.float64)
    columns = {experts[column].id: n for n, column in enumerate(people.tolist())}
    lines = {requests[line].id: n for n, line in enumerate(asked.tolist())}
    for request, expert in conflicts:
        if request in lines and expert in columns:
            worth[lines[request], columns[expert]] = np.nan
    found = assign(worth, each=demand.each, load=demand.load).experts
    chosen = [people[row[row != NOBODY]].tolist() for row in found[np.argsort(asked, kind="stable")]]
    rows = (
        (request.id, experts[column].id, int(scores[line, column]))
        for line, request in enumerate(requests)
        for column in chosen[line]
    )
    short = (
        (request.id, len(team))
        for request, team in zip(requests, chosen, strict=True)
        if len(team) < demand.each
    )
    return Given(tuple(rows), tuple(short))


def told(result: Given, demand: Demand, language: str, most: int) -> Iterator[str]:
    """What came of it, in sentences; so many requests that got too few are named."""
    for request, count in result.short[:most]:
        yield say(language, "rank.short", request=request, given=count, each=demand.each)
    if len(result.short) > most:
        yield say_many(language, "rank.more_short", len(result.short) - most)
    yield say(language, "rank.assigned", places=len(result.rows), total=result.total)
    if result.short:
        yield say(language, "rank.conflicts_in_the_way")
