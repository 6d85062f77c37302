"""`muster export`: registers as tidy CSV files or one workbook, which every import reads again."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import narrate, stop
from bot.cli.slips import alike, did_you_mean
from bot.facility import Facility
from bot.texts.printable import one_line
from config.folding import fold
from config.settings import Settings
from config.texts import list_text, say
from reporting.registers.cells import Cells
from reporting.registers.registers import REGISTERS, Register
from reporting.renderings.spreadsheet import csv_text
from reporting.renderings.workbook import Sheet, workbook
from storage.states import Role

WORKBOOK = ".xlsx"
_OTHER_ENDINGS = frozenset(
    f".{ending}"
    for ending in [
        "xls",
        "xlsm",
        "xlsb",
        "xltx",
        "ods",
        "csv",
        "tsv",
        "txt",
        "json",
        "pdf",
        "docx",
        "html",
        "zip",
    ]
)
"""Nobody means a folder by a name that ends so."""


def export(names: Sequence[str], *, output: Path | None, role: Role) -> None:
    """Write registers; all of them unless some are named."""
    settings = facility_or_stop()
    chosen = [register_named(settings, name) for name in names] or list(REGISTERS.values())
    if output is None and len(chosen) > 1:
        stop(say(settings.language, "registers.where"))
    if output is not None and output.suffix.lower() in _OTHER_ENDINGS and not output.is_dir():
        named = output.with_suffix(WORKBOOK)
        stop(say(settings.language, "registers.no_folder", file=output, workbook=named), 2)
    rows = _rows(settings, chosen)
    sheets = [_sheet(register, rows[register.name], role) for register in chosen]
    if output is None:
        sys.stdout.buffer.write(_csv(sheets[0]))
        return
    try:
        written = _write(sheets, output)
    except OSError as error:
        stop(say(settings.language, "cli.report.unwritable", file=output, error=error.strerror))
    for file in written:
        narrate(say(settings.language, "cli.report.written", file=file))


def register_named(settings: Settings, name: str) -> Register:
    """The register of this name, however it is spelt; exit code 2 if there is none."""
    language = settings.language
    found = _spellings().get(fold(name))
    if found is None:
        known = list_text(tuple(REGISTERS), language)
        said = say(language, "registers.unknown", name=one_line(name)[:40], known=known)
        stop(did_you_mean(said, alike(name, _spellings()), language), 2)
    return REGISTERS[found]


def _spellings() -> Mapping[str, str]:
    """An action is a request that was approved, in the same register."""
    whole = {fold(name): name for name in REGISTERS}
    single = {name.removesuffix("s"): register for name, register in whole.items()}
    return whole | single | {"action": "requests", "actions": "requests"}


def _rows(settings: Settings, registers: Sequence[Register]) -> Mapping[str, list[Cells]]:
    async def look(facility: Facility) -> Mapping[str, list[Cells]]:
        async with facility.database.snapshot() as session:
            return {register.name: await register.rows(session) for register in registers}

    return with_facility(settings, look)


def _sheet(register: Register, rows: Sequence[Cells], role: Role) -> Sheet:
    heads = register.columns(private=role is not Role.OBSERVER)
    return Sheet(register.name, heads, [[row.get(head, "") for head in heads] for row in rows])


def _write(sheets: Sequence[Sheet], output: Path) -> list[Path]:
    if output.suffix.lower() == WORKBOOK:
        output.write_bytes(workbook(sheets))
        return [output]
    output.mkdir(parents=True, exist_ok=True)
    files = [output / f"{sheet.name}.csv" for sheet in sheets]
    for sheet, file in zip(sheets, files, strict=True):
        file.write_bytes(_csv(sheet))
    return files


def _csv(sheet: Sheet) -> bytes:
    return csv_text(sheet.heads, sheet.rows).encode()
