"""`muster rank`: how relevant each expert is to each request, told from files alone; no database, no settings needed."""

import csv
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from bot.cli.rank_assign import Demand, Pairs, given, read_conflicts, told, unknown, why_impossible
from bot.cli.rank_lines import UNREADABLE, BadLine, Record, Register, read_register
from bot.cli.rank_table import HEADER, STANDARD_OUTPUT, opened_table, write_table
from bot.cli.screen import errors, settings_or_stop, stop
from bot.texts.printable import one_line
from config.texts import say, say_many
from matching.relevance.document import Document, Expert, Request
from matching.relevance.fusion import Scores
from matching.relevance.pool import learn_pool
from matching.relevance.records import Flaw, read_expert, read_request
from matching.relevance.words import terms_of

WRONG_INPUT = 2
MOST_SHOWN = 20
"""Bad lines named of each file; the others are counted."""


def rank(
    experts_file: Path, requests_file: Path, output: Path, *, skip_bad: bool, demand: Demand | None = None
) -> None:
    """Read both files, learn from the experts' documents, and write the table of scores, or of who is given to which request."""
    language = settings_or_stop().language
    conflicts_file = demand.conflicts if demand else None
    if any(_is_same(output, one) for one in (experts_file, requests_file, conflicts_file) if one):
        stop(say(language, "rank.same_file", file=output), WRONG_INPUT)
    with _progress() as progress:
        progress.add_task(say(language, "rank.reading"), total=None)
        experts = _read(experts_file, read_expert, language)
        requests = _read(requests_file, read_request, language)
    _settle_bad_lines({experts_file: experts, requests_file: requests}, language, skip_bad=skip_bad)
    for register, file, missing in (
        (experts, experts_file, "experts"),
        (requests, requests_file, "requests"),
    ):
        if not register.taken:
            stop(say(language, f"rank.no_{missing}", file=file), WRONG_INPUT)
    if demand:
        _assign(output, experts.taken, requests.taken, demand, language)
        return
    _say_what_there_is(experts.taken, requests.taken, language)
    with _opened(output, language) as target:
        _write(target, experts.taken, requests.taken, language)
    if output != STANDARD_OUTPUT:
        _tell(say(language, "rank.written", rows=len(experts.taken) * len(requests.taken), file=output))


def _assign(
    output: Path, experts: list[Expert], requests: list[Request], demand: Demand, language: str
) -> None:
    """Write who is given to which request; one that got too few ends the command with 1, its table written."""
    conflicts = _conflicts(demand.conflicts, language)
    if reason := why_impossible(demand, len(experts), len(requests), language):
        stop(reason, WRONG_INPUT)
    _say_what_there_is(experts, requests, language)
    if strangers := unknown(conflicts, experts, requests):
        _tell(say_many(language, "rank.unknown_conflicts", strangers, file=demand.conflicts))
    with _opened(output, language) as target:
        result = given(_scores(experts, requests, language), experts, requests, demand, conflicts)
        csv.writer(target, lineterminator="\n").writerows([HEADER, *result.rows])
    for sentence in told(result, demand, language, MOST_SHOWN):
        _tell(sentence)
    if result.short:
        raise typer.Exit(1)


@contextmanager
def _opened(output: Path, language: str) -> Iterator[TextIO]:
    """Where the table goes; a place that cannot be written is told."""
    try:
        with opened_table(output) as target:
            yield target
    except BrokenPipeError:
        _leave_quietly()
    except OSError as error:
        stop(say(language, "rank.unwritable", file=output, error=error.strerror or error))


def _read(file: Path, read: Callable[[bytes], Record | Flaw], language: str) -> Register[Record]:
    try:
        return read_register(file, read)
    except UNREADABLE as error:
        stop(say(language, "rank.unreadable", file=file, error=one_line(str(error))), WRONG_INPUT)


def _settle_bad_lines(
    registers: dict[Path, Register[Expert] | Register[Request]], language: str, *, skip_bad: bool
) -> None:
    """Name the lines that were not taken; they end the command unless they are to be left out."""
    for file, register in registers.items():
        for bad in register.bad[:MOST_SHOWN]:
            _tell(bad_line_text(file, bad, language))
        if len(register.bad) > MOST_SHOWN:
            _tell(say_many(language, "rank.more_bad", len(register.bad) - MOST_SHOWN, file=file))
    count = sum(len(register.bad) for register in registers.values())
    if count and not skip_bad:
        stop(say_many(language, "rank.not_scored", count), WRONG_INPUT)
    if count:
        _tell(say_many(language, "rank.skipped", count))


def bad_line_text(file: Path, bad: BadLine, language: str) -> str:
    """A bad line as a sentence: which one, and what is wrong with it."""
    flaw = bad.flaw
    reason = say(language, f"rank.flaw.{flaw.what}", where=flaw.where, detail=one_line(flaw.detail))
    return say(language, "rank.bad_line", file=file, line=bad.number, reason=reason)


def _say_what_there_is(experts: list[Expert], requests: list[Request], language: str) -> None:
    documents = sum(len(expert.documents) for expert in experts)
    _tell(say(language, "rank.read", experts=len(experts), documents=documents, requests=len(requests)))
    wordless = {
        "experts": sum(not any(map(_has_text, expert.documents)) for expert in experts),
        "requests": sum(not terms_of(request.document) for request in requests),
    }
    for kind, count in wordless.items():
        if count:
            _tell(say_many(language, f"rank.wordless_{kind}", count))


def _has_text(document: Document) -> bool:
    return bool(document.title.strip() or document.text.strip())


def _write(target: TextIO, experts: list[Expert], requests: list[Request], language: str) -> None:
    with _progress() as progress:
        learning = progress.add_task(say(language, "rank.learning"), total=None)
        pool = learn_pool(experts)
        progress.remove_task(learning)
        scoring = progress.add_task(say(language, "rank.scoring"), total=len(requests))
        for done in write_table(target, pool, experts, requests):
            progress.advance(scoring, done)


def _conflicts(file: Path | None, language: str) -> Pairs:
    try:
        pairs = read_conflicts(file) if file else frozenset()
    except (*UNREADABLE, ValueError, csv.Error) as error:
        stop(say(language, "rank.unreadable", file=file, error=one_line(str(error))), WRONG_INPUT)
    if isinstance(pairs, int):
        stop(say(language, "rank.bad_conflict", file=file, line=pairs), WRONG_INPUT)
    return pairs


def _scores(experts: list[Expert], requests: list[Request], language: str) -> Scores:
    with _progress() as progress:
        progress.add_task(say(language, "rank.learning"), total=None)
        return learn_pool(experts).scores([one.document for one in requests])


@contextmanager
def _progress() -> Iterator[Progress]:
    """A line that moves on standard error, where somebody watches; it is gone when the work is done."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=errors, transient=True, disable=not errors.is_terminal
    ) as progress:
        yield progress


def _tell(sentence: str) -> None:
    errors.print(sentence, markup=False, soft_wrap=True)


def _is_same(output: Path, file: Path) -> bool:
    return output.exists() and output.samefile(file)


def _leave_quietly() -> None:
    """Whoever read our output, say `head`, has seen enough; nothing is to be flushed to them at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit
