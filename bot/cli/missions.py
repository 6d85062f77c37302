"""`muster missions`: the list of missions, and the days and the cost of one that is over."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import NoReturn

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import agreed, command, console, narrate, print_json, show, stop
from bot.facility import Facility
from bot.texts.printable import one_line
from bot.texts.rows import amount
from config.expert_days import ExpertDays, read_parts
from config.periods import Period
from config.settings import Settings
from config.texts import date_text, days_text, list_text, period_text, say, say_many
from intake.import_missions import read_mission_code
from matching import closing
from reporting.missions import MissionLine, PaperOwed
from reporting.missions import list_missions as missions_on_file
from storage.missions import Mission
from storage.queries import mission_by_code

OPERATOR = "operator"
CENTS = 100
_COLUMNS = ("mission", "dates", "mode", "team", "status", "days", "cost")
_GAP = 2
_AMOUNT = re.compile(r"(\d{1,8})(?:[.,](\d{1,2}))?")


def list_missions(*, as_json: bool) -> None:
    """Print every mission, by its dates."""
    settings = facility_or_stop()

    async def look(facility: Facility) -> tuple[MissionLine, ...]:
        async with facility.database.snapshot() as session:
            return await missions_on_file(session, today=facility.house.today(facility.now()))

    lines = with_facility(settings, look)
    if as_json:
        print_json([asdict(line) | {"cost_owed": line.cost_owed} for line in lines])
    elif lines:
        show(mission_rows(lines, settings.language, console.width))
    else:
        narrate(_say(settings, "list.none"))


def complete(code: str, *, days: Sequence[str], actual: str, sure: bool) -> None:
    """Note the days of one mission and its cost, after asking; exit code 1, and nothing noted, if something cannot be."""
    settings = facility_or_stop()
    cents = _cents(settings, actual) if actual else None
    told = [pair.partition("=") for pair in days]

    async def look(facility: Facility) -> list[tuple[str, ExpertDays]]:
        async with facility.database.snapshot() as session:
            mission, team = await _mission(session, settings, code)
            given = _by_expert(settings, team, told)
            if not closing.is_over(mission, facility.house.today(facility.now())):
                _stop(settings, "not_yet", mission=one_line(code)[:40])
            full = await closing.days_to_note(session, mission, given)
            return [(expert, full[number]) for expert, number in team.items()]

    async def work(facility: Facility) -> closing.Closed:
        async with facility.database.transaction() as session:
            mission, team = await _mission(session, settings, code)
            done = await closing.close_mission(
                session,
                mission,
                _by_expert(settings, team, told),
                today=facility.house.today(facility.now()),
                actor=OPERATOR,
                now=facility.now(),
            )
            if not isinstance(done, closing.Closed):
                _stop(settings, "not_yet", mission=one_line(code)[:40])
            if cents is not None:
                closing.set_actual_cost(session, mission, cents, actor=OPERATOR, now=facility.now())
            return done

    if not sure:
        _ask(settings, code, with_facility(settings, look), cents)
    done = with_facility(settings, work)
    _tell(settings, code, done.mission, done.days)


async def _mission(session: AsyncSession, settings: Settings, code: str) -> tuple[Mission, dict[str, int]]:
    """The mission and its team, by their codes; one that is not known ends the command."""
    mission = await mission_by_code(session, *(read_mission_code(code) or ("", 0)))
    if mission is None:
        _stop(settings, "unknown", mission=one_line(code)[:40], muster=command())
    return mission, {expert.code: expert.id or 0 for expert in await closing.team(session, mission)}


def _ask(settings: Settings, code: str, days: Sequence[tuple[str, ExpertDays]], cents: int | None) -> None:
    """Show what would be noted; the command ends here unless somebody says yes."""
    narrate(_say(settings, "sure.days", mission=one_line(code)))
    for expert, rendered in days:
        narrate(f"  {expert}  {rendered} = {days_text(rendered.total, settings.language)}")
    if cents is not None:
        narrate(_say(settings, "done.cost", amount=_euros(cents, settings.language)))
    question = _say(settings, "sure", mission=one_line(code))
    if not agreed(question, say(settings.language, "roster.merge.yes")):
        _stop(settings, "left")


def _tell(settings: Settings, code: str, mission: Mission, days: closing.Days) -> None:
    total = days_text(sum(one.total for one in days.values()), settings.language)
    narrate(f"{_say(settings, 'done', mission=one_line(code))} {total}.")
    if mission.actual_cents is not None:
        narrate(_say(settings, "done.cost", amount=_euros(mission.actual_cents, settings.language)))


def _by_expert(
    settings: Settings, team: dict[str, int], told: Sequence[tuple[str, str, str]]
) -> dict[int, ExpertDays]:
    days: dict[int, ExpertDays] = {}
    for who, sign, text in told:
        number = team.get(who.strip().upper())
        read = ExpertDays() if text.strip() == "0" else read_parts(text)
        if number is None or read is None:
            names = list_text(list(team), settings.language)
            _stop(settings, "bad_days", days=one_line(f"{who}{sign}{text}")[:60], team=names)
        days[number] = read
    return days


def _cents(settings: Settings, text: str) -> int:
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        _stop(settings, "bad_amount", amount=one_line(text)[:40])
    return int(Decimal(f"{match[1]}.{match[2] or 0}") * CENTS)


def mission_rows(lines: Sequence[MissionLine], language: str, width: int) -> RenderableType:
    """Every mission on a row, and what is owed under it."""
    heads = [say(language, f"closing.column.{name}") for name in _COLUMNS]
    rows = [[one_line(cell) for cell in _cells(line, language)] for line in lines]
    widths = _widths([heads, *rows], width)
    shown: list[RenderableType] = [_row(heads, widths, style="bold")]
    for line, cells in zip(lines, rows, strict=True):
        shown.append(_row(cells, widths))
        if owed := _owed(line, language):
            words = say(language, "closing.owed.line", owed="; ".join(owed))
            shown.append(Padding(Text(words, style="dim"), (0, 0, 0, 2)))
    return Group(*shown)


def _row(cells: Sequence[str], widths: Sequence[int], style: str = "") -> Table:
    row = Table.grid(padding=(0, _GAP, 0, 0))
    for width in widths:
        row.add_column(width=width, overflow="fold")
    row.add_row(*(Text(cell) for cell in cells), style=style)
    return row


def _cells(line: MissionLine, language: str) -> tuple[str, ...]:
    return (
        line.code,
        period_text(Period(line.start, line.end), language),
        say(language, f"closing.mode.{line.mode}"),
        ", ".join(line.team),
        say(language, f"closing.status.{line.status}"),
        days_text(line.quarter_days, language) if line.quarter_days else "",
        _cost(line, language),
    )


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """What each column needs; the team, then the dates, the cost and the mode give way, down to their longest word."""
    widths = [max(cell_len(row[n]) for row in rows) for n in range(len(_COLUMNS))]
    for name in ("team", "dates", "cost", "mode"):
        n = _COLUMNS.index(name)
        over = sum(widths) + _GAP * (len(widths) - 1) - width
        least = max(cell_len(word) for row in rows for word in row[n].split() or [""])
        widths[n] = max(least, widths[n] - max(over, 0))
    return widths


def _cost(line: MissionLine, language: str) -> str:
    if line.actual_cents is not None:
        return _euros(line.actual_cents, language)
    if line.estimated_cents is None:
        return ""
    return say(language, "closing.cost.estimated", amount=_euros(line.estimated_cents, language))


def _owed(line: MissionLine, language: str) -> list[str]:
    owed = [say(language, "closing.owed.days")] if line.days_owed else []
    owed += [say(language, "closing.owed.cost")] if line.cost_owed else []
    return owed + _papers(line.papers, language)


def _papers(papers: Sequence[PaperOwed], language: str) -> list[str]:
    """Those of a kind that are due on a day together: 3 mission reports due 19 April 2026 (EX-0241, ...)."""
    together: dict[tuple[str, date | None], list[PaperOwed]] = {}
    for paper in papers:
        together.setdefault((paper.kind, paper.due), []).append(paper)
    said = []
    for (kind, due), group in together.items():
        words = say_many(language, f"closing.paper.{kind}", len(group))
        if due:
            words = say(language, "closing.owed.paper", kind=words, date=date_text(due, language))
        if experts := ", ".join(paper.expert for paper in group if paper.expert):
            words = say(language, "closing.owed.from", papers=words, experts=experts)
        said.append(words)
    return said


def _euros(cents: int, language: str) -> str:
    """Whole euros, half up."""
    return amount((cents + CENTS // 2) // CENTS, language)


def _say(settings: Settings, key: str, **values: object) -> str:
    return say(settings.language, f"closing.{key}", **values)


def _stop(settings: Settings, key: str, **values: object) -> NoReturn:
    stop(_say(settings, key, **values))
