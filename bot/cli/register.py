"""`muster register`: look up, add, correct and take out single rows of the registers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from rich.table import Table
from rich.text import Text

from bot.cli.export import register_named
from bot.cli.import_view import note_text
from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import command, errors, narrate, print_json, show, stop
from bot.facility import Facility
from bot.texts.printable import one_line
from config.folding import fold
from config.settings import Settings
from config.texts import list_text, say, say_many
from intake.find_row import find_row
from intake.import_row import Record, Refused, RowNote, Stored
from intake.one_row import LINE, columns_of, kind_of, take_row
from reporting.registers.cells import Cells
from reporting.registers.registers import Register
from storage.removal import remove_row

MOST_LISTED = 200
MOST_COLUMNS = 6
OPERATOR = "operator"
_NAMED = 5
"""Rows named when a key fits several."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The settings and the register that a command is about."""

    settings: Settings
    register: Register

    def say(self, key: str, **values: object) -> str:
        """A sentence in the facility's language."""
        return say(self.settings.language, f"registers.{key}", **values)

    def stop(self, key: str, **values: object) -> NoReturn:
        """End with a sentence."""
        stop(self.say(key, **values))

    def key(self, row: Cells) -> str:
        """What a row is known by, as somebody types it."""
        return " ".join(row[column] for column in self.register.key if row[column])


def list_rows(name: str, words: Sequence[str], *, as_json: bool) -> None:
    """Print the rows in which all these words occur."""
    desk = _desk(name)
    rows = [row for row in _rows(desk) if _holds(row, words)]
    if as_json:
        print_json(rows)
        return
    if not rows:
        narrate(desk.say("none"))
        return
    show(_table(desk.register, rows[:MOST_LISTED]))
    if len(rows) > MOST_LISTED:
        narrate(say_many(desk.settings.language, "registers.more", len(rows) - MOST_LISTED))


def show_row(name: str, key: str, *, as_json: bool) -> None:
    """Print all that is known of one row."""
    desk = _desk(name)
    row = _row(desk, key)
    if as_json:
        print_json(row)
        return
    sheet = Table.grid(padding=(0, 2, 0, 0))
    sheet.add_column(style="dim", no_wrap=True)
    sheet.add_column(overflow="fold")
    for column in desk.register.columns(private=True):
        sheet.add_row(Text(column), Text(one_line(row[column])))
    show(sheet)


def add_row(name: str, pairs: Sequence[str]) -> None:
    """Add a row; one that is known is not changed."""
    desk = _desk(name)
    cells = _cells(desk, pairs)
    _keep(desk, cells, new=True)


def edit_row(name: str, key: str, pairs: Sequence[str]) -> None:
    """Correct cells of a row; those not named stay as they are."""
    desk = _desk(name)
    row = _row(desk, key)
    cells = _cells(desk, pairs)
    for column in desk.register.key:
        if fold(cells.get(column, row[column])) != fold(row[column]):
            desk.stop("key_stays", column=column, muster=command())
    _keep(desk, {**row, **cells}, new=False)


def take_out(name: str, key: str, *, sure: bool) -> None:
    """Take a row out, if nothing builds on it."""
    desk = _desk(name)
    if desk.register.name == "requests":
        desk.stop("requests_stay")
    row = _row(desk, key)
    known = desk.key(row)
    if not sure and not _agreed(desk, known):
        desk.stop("left", row=known)
    if not with_facility(desk.settings, lambda facility: _remove(facility, desk, row)):
        desk.stop("in_use", row=known)
    narrate(desk.say("removed", row=known))


def _agreed(desk: Desk, key: str) -> bool:
    """Whether somebody at the keyboard says yes; nobody there is no."""
    try:
        answer = errors.input(Text(f"{desk.say('sure', row=key)} "))
    except EOFError:
        return False
    return fold(answer).startswith((desk.say("yes"), "y"))


def _desk(name: str) -> Desk:
    settings = facility_or_stop()
    return Desk(settings, register_named(settings, name))


def _rows(desk: Desk) -> list[Cells]:
    async def look(facility: Facility) -> list[Cells]:
        async with facility.database.snapshot() as session:
            return await desk.register.rows(session)

    return with_facility(desk.settings, look)


def _holds(row: Cells, words: Sequence[str]) -> bool:
    text = fold(" ".join(row.values()))
    return all(fold(word) in text for word in words)


def _row(desk: Desk, wanted: str) -> Cells:
    """The one row that this key means: exactly, or by words that no other row's key has."""
    rows = _rows(desk)
    exact = [row for row in rows if fold(desk.key(row)) == fold(wanted)]
    found = exact or [
        row for row in rows if all(word in fold(desk.key(row)) for word in fold(wanted).split())
    ]
    if not found or not fold(wanted):
        desk.stop("unknown_row", row=one_line(wanted)[:60], register=desk.register.name)
    if len(found) > 1:
        names = list_text([desk.key(row) for row in found[:_NAMED]], desk.settings.language)
        desk.stop("several", row=one_line(wanted)[:60], n=len(found), names=names)
    return found[0]


def _cells(desk: Desk, pairs: Sequence[str]) -> dict[str, str]:
    known = desk.register.columns(private=True)
    cells: dict[str, str] = {}
    for pair in pairs:
        column, sign, value = pair.partition("=")
        if not sign or column.strip().lower() not in known:
            columns = list_text(known, desk.settings.language)
            desk.stop("pair", pair=one_line(pair)[:60], columns=columns)
        cells[column.strip().lower()] = value
    return cells


def _keep(desk: Desk, cells: Mapping[str, str], *, new: bool) -> None:
    async def work(facility: Facility) -> Stored | None:
        async with facility.database.transaction() as session:
            if new and await _is_known(facility, desk, cells):
                return None
            return await take_row(session, desk.register.name, cells, now=facility.now())

    stored = with_facility(desk.settings, work)
    key = " ".join(cells.get(column, "") for column in desk.register.key).strip()
    if stored is None:
        desk.stop("known", row=one_line(key), muster=command(), register=desk.register.name)
    for note in (*stored.notes, *stored.refused):
        errors.print(Text(_sentence(note, desk.settings.language)))
    if stored.refused:
        desk.stop("not_taken")
    outcome = "added" if stored.taken else "changed" if stored.updated else "unchanged"
    narrate(desk.say(outcome, row=one_line(key)))


async def _is_known(facility: Facility, desk: Desk, cells: Mapping[str, str]) -> bool:
    async with facility.database.snapshot() as session:
        rows = await desk.register.rows(session)
    wanted = [fold(cells.get(column, "")) for column in desk.register.key]
    return any([fold(row[column]) for column in desk.register.key] == wanted for row in rows)


async def _remove(facility: Facility, desk: Desk, cells: Cells) -> bool:
    kind = kind_of(desk.register.name, now=facility.now())
    wanted = columns_of(desk.register.name, now=facility.now()).all
    reading = kind.read(Record(LINE, {column: cells.get(column, "") for column in wanted}))
    async with facility.database.transaction() as session:
        row = None if isinstance(reading, Refused) else await find_row(session, reading.value)
        if row is None:
            return False
        noun = desk.register.name.removesuffix("s").replace("-", "_").replace("activitie", "activity")
        return await remove_row(session, row, noun=noun, actor=OPERATOR, now=facility.now())


def _table(register: Register, rows: Sequence[Cells]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    columns = register.columns(private=True)[:MOST_COLUMNS]
    for column in columns:
        table.add_column(column, overflow="ellipsis", no_wrap=True)
    for row in rows:
        table.add_row(*(Text(one_line(row[column])) for column in columns))
    return table


def _sentence(note: RowNote, language: str) -> str:
    return one_line(f"{note.column}: {note_text(note, language)}")
