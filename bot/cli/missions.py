"""`muster missions`: the list of missions, and the days and the cost of one that is over."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import NoReturn

from rich.table import Table
from rich.text import Text

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import command, narrate, print_json, show, stop
from bot.facility import Facility
from bot.texts.printable import one_line
from bot.texts.rows import amount
from config.expert_days import ExpertDays, read_parts
from config.periods import Period
from config.settings import Settings
from config.texts import date_text, days_text, list_text, period_text, say
from intake.import_missions import read_mission_code
from matching import closing
from reporting.missions import MissionLine
from reporting.missions import list_missions as missions_on_file
from storage.missions import Mission
from storage.queries import mission_by_code

OPERATOR = "operator"
CENTS = 100
_COLUMNS = ("mission", "dates", "mode", "team", "status", "days", "cost", "owed")
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
        show(_table(lines, settings.language))
    else:
        narrate(_say(settings, "list.none"))


def complete(code: str, *, days: Sequence[str], actual: str) -> None:
    """Note the days of one mission and its cost; exit code 1, and nothing noted, if something cannot be."""
    settings = facility_or_stop()
    cents = _cents(settings, actual) if actual else None
    told = [pair.partition("=") for pair in days]

    async def work(facility: Facility) -> closing.Closed:
        async with facility.database.transaction() as session:
            mission = await mission_by_code(session, *(read_mission_code(code) or ("", 0)))
            if mission is None:
                _stop(settings, "unknown", mission=one_line(code)[:40], muster=command())
            team = {expert.code: expert.id or 0 for expert in await closing.team(session, mission)}
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

    done = with_facility(settings, work)
    _tell(settings, code, done.mission, done.days)


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


def _table(lines: Sequence[MissionLine], language: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in _COLUMNS:
        heading = say(language, f"closing.column.{name}")
        table.add_column(heading, overflow="fold", no_wrap=name == "mission")
    for line in lines:
        cells = (
            line.code,
            period_text(Period(line.start, line.end), language),
            say(language, f"closing.mode.{line.mode}"),
            ", ".join(line.team),
            say(language, f"closing.status.{line.status}"),
            days_text(line.quarter_days, language) if line.quarter_days else "",
            _cost(line, language),
            "; ".join(_owed(line, language)),
        )
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    return table


def _cost(line: MissionLine, language: str) -> str:
    if line.actual_cents is not None:
        return _euros(line.actual_cents, language)
    if line.estimated_cents is None:
        return ""
    return say(language, "closing.cost.estimated", amount=_euros(line.estimated_cents, language))


def _owed(line: MissionLine, language: str) -> list[str]:
    owed = [say(language, "closing.owed.days")] if line.days_owed else []
    owed += [say(language, "closing.owed.cost")] if line.cost_owed else []
    for paper in line.papers:
        kind = say(language, f"closing.paper.{paper.kind}")
        day = date_text(paper.due, language) if paper.due else ""
        owed.append(say(language, "closing.owed.paper", kind=kind, date=day) if day else kind)
    return owed


def _euros(cents: int, language: str) -> str:
    """Whole euros, half up."""
    return amount((cents + CENTS // 2) // CENTS, language)


def _say(settings: Settings, key: str, **values: object) -> str:
    return say(settings.language, f"closing.{key}", **values)


def _stop(settings: Settings, key: str, **values: object) -> NoReturn:
    stop(_say(settings, key, **values))
