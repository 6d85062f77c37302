"""`muster demo history`: three years of a real facility read in, and its tables beside the published ones."""

import asyncio
import json
from importlib.resources import as_file, files
from pathlib import Path

from rich.text import Text

from bot.cli.demo import BEGIN, DemoSettings, make_room
from bot.cli.screen import command, console, show
from bot.cli.trouble import told_plainly
from bot.facility import open_facility
from config.texts import say, say_many
from intake.imports import import_register
from reporting.history import History, load_history
from reporting.page import page_of
from reporting.published import Printed, compare
from reporting.renderings.as_screen import as_screen
from reporting.reports import REPORTS
from storage.transaction import Transaction

LANGUAGE = "en"
_FILE = "published_tables.json"
_REGISTERS = ("institutions", "requests", "experts", "activities", "assignments")


def replay(folder: Path) -> None:
    """Read the registers into a database of their own and print every table with what was published."""
    settings = DemoSettings(data_dir=folder.absolute(), facility_name="Social Protection Facility")
    with told_plainly(settings):
        make_room(folder)
        history = asyncio.run(_history(settings))
    published = _published()
    for name in published:
        table = REPORTS[name](history)
        console.print()
        show(as_screen(page_of(table, as_of=history.as_of, language=LANGUAGE)))
        show(Text(_verdict(compare_named(name, history, published)), style="bold"))
    console.print()
    _tell("cli.history.where", folder=folder, muster=command())


def compare_named(name: str, history: History, published: dict[str, Printed]) -> tuple[int, tuple[str, ...]]:
    """How many cells of a table are as published, and a sentence for each that is not."""
    cells = compare(REPORTS[name](history), published[name])
    apart = tuple(
        say(
            LANGUAGE,
            "cli.history.cell",
            row=cell.row,
            column=cell.column,
            printed=cell.printed,
            ours="-" if cell.ours is None else cell.ours,
        )
        for cell in cells
        if not cell.equal
    )
    return len(cells) - len(apart), apart


async def _history(settings: DemoSettings) -> History:
    async with open_facility(settings) as facility:
        with as_file(files("bot") / "demo_data") as data:
            await _read_registers(facility.database.transaction, data)
        async with facility.database.snapshot() as session:
            return await load_history(session, as_of=facility.now())


async def _read_registers(transaction: Transaction, data: Path) -> None:
    for name in _REGISTERS:
        report = await import_register(transaction, name, data / f"{name}.csv", now=BEGIN)
        _tell("cli.history.read", rows=report.taken, register=name, notes=len(report.notes))
        for note in report.refused:
            _tell("cli.history.refused", register=name, line=note.line, value=note.value)


def _published() -> dict[str, Printed]:
    """The printed tables by the names of ours: table2_requests_by_region -> table2."""
    kept = json.loads((files("bot") / "demo_data" / _FILE).read_text(encoding="utf-8"))
    return {name.partition("_")[0]: rows for name, rows in kept.items() if name.startswith("table")}


def _verdict(compared: tuple[int, tuple[str, ...]]) -> str:
    equal, apart = compared
    lines = [say_many(LANGUAGE, "cli.history.equal", equal), *apart]
    return "\n".join(lines)


def _tell(key: str, **values: object) -> None:
    console.print(say(LANGUAGE, key, **values), markup=False, soft_wrap=True)
