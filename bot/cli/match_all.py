"""`muster match --all`: teams for all requests that wait for one, planned together; stored only with `--propose`."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import console, print_json, show
from bot.dispatch.matchmaking import Matchmaker
from bot.dispatch.planning import load_plan, made_plan, plan_facts
from bot.dispatch.planning_desk import propose_planned
from bot.facility import Facility
from bot.texts.officer_planning import PlanFacts, PlannedRow, PlannedTeam, counted, lost_words, total_lines
from bot.texts.printable import one_line
from bot.texts.rows import fine_percent, shortened
from config.texts import list_text, say, say_many

DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was planned, and how many proposals were stored."""

    facts: PlanFacts
    proposed: int = 0


def is_for_all(code: str | None, *, every: bool, propose: bool, others: Sequence[object]) -> bool:
    """Whether all requests are meant; a contradiction ends the command with a sentence."""
    if propose and not every:
        raise typer.BadParameter(say(_language(), "planning.cli.propose_needs_all"))
    if every == (code is not None) or (every and any(others)):
        raise typer.BadParameter(say(_language(), "planning.cli.code_and_all"))
    return every


def _language() -> str:
    return facility_or_stop().language


def match_all(*, as_json: bool, propose: bool) -> None:
    """Print the plan, and store its teams as proposals if that is wanted."""
    settings = facility_or_stop()
    outcome = with_facility(settings, lambda facility: _planned(facility, propose=propose))
    if as_json:
        print_json(_as_json(outcome))
        return
    _show(outcome.facts, settings.language)
    if propose:
        console.print()
        show(Text(say_many(settings.language, "planning.cli.stored", outcome.proposed)))


async def _planned(facility: Facility, *, propose: bool) -> Outcome:
    async with facility.database.snapshot() as session:
        to_plan = await load_plan(session, facility.house, today=facility.house.today(facility.now()))
        with _nothing_printed():
            planned = await made_plan(to_plan, facility.house)
        facts = await plan_facts(session, to_plan, planned, facility.house)
    if not propose:
        return Outcome(facts)
    desk = Matchmaker(facility.database.transaction, facility.house, facility.now)
    stored = [
        await propose_planned(desk, to_plan, request, planned.best[request.code or ""])
        for request in to_plan.requests
        if request.code in planned.best
    ]
    return Outcome(facts, sum(stored))


@contextmanager
def _nothing_printed() -> Iterator[None]:
    """HiGHS prints a stray line now and then, past Python: a script that reads the plan must not find it there."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _show(facts: PlanFacts, language: str) -> None:
    if facts.rows:
        show(_table(facts.rows, language))
        console.print()
    show(Text(counted(facts, language)))
    for line in total_lines(facts, language):
        show(Text(line))
    others = [row for row in facts.rows if row.changed_to_be_fair]
    if others:
        console.print()
        show(Text(say(language, "planning.cli.fair")))
        show(_fair_table(others, language))


def _table(rows: Sequence[PlannedRow], language: str) -> Table:
    table = _with_columns(("request", "team", "score", "alone", "lost"), language)
    for row in rows:
        table.add_row(
            _request(row),
            _names(row.team, language),
            _score(row.team, language),
            _score(row.alone, language),
            Text("\n".join(map(one_line, lost_words(row, language)))),
        )
    return table


def _fair_table(rows: Sequence[PlannedRow], language: str) -> Table:
    table = _with_columns(("request", "team", "score", "alone"), language)
    for row in rows:
        table.add_row(
            _request(row), _names(row.fair, language), _score(row.fair, language), _score(row.alone, language)
        )
    return table


def _with_columns(names: Sequence[str], language: str) -> Table:
    return Table(*(say(language, f"planning.cli.{name}") for name in names), box=None, pad_edge=False)


def _request(row: PlannedRow) -> Text:
    return Text(f"{row.code} {shortened(one_line(row.title), 32)}")


def _names(team: PlannedTeam | None, language: str) -> Text:
    return Text(one_line(list_text(team.names, language)) if team else say(language, "planning.cli.none"))


def _score(team: PlannedTeam | None, language: str) -> str:
    return fine_percent(team.score, language) if team else ""


def _as_json(outcome: Outcome) -> dict[str, object]:
    facts = outcome.facts
    return {
        "requests": [_row_json(row) for row in facts.rows],
        "not_ready": [code for code, _ in facts.not_ready],
        "total": facts.value,
        "bound": facts.bound,
        "gap": round(facts.gap, 8),
        "worst": round(facts.worst, DECIMALS),
        "fair": {"total": facts.fair_value, "worst": round(facts.fair_worst, DECIMALS)},
        "proposed": outcome.proposed,
    }


def _row_json(row: PlannedRow) -> dict[str, object]:
    return {
        "code": row.code,
        "team": _team_json(row.team),
        "alone": _team_json(row.alone),
        "fair": _team_json(row.fair),
        "lost": [{"expert": one.code, "to": one.taker} for one in row.lost],
    }


def _team_json(team: PlannedTeam | None) -> dict[str, object] | None:
    if team is None:
        return None
    told = asdict(team)
    return {**told, "score": round(team.score, DECIMALS), "share": round(team.share, DECIMALS)}
