"""`muster import all`: every register of a workbook or a folder, in the order in which they need each other."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.text import Text
from sqlalchemy.exc import IntegrityError

from bot.cli.import_view import cut_text, report_json, report_view
from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import errors, print_json, show, stop
from bot.facility import Facility
from config.settings import Settings
from config.texts import list_text, say
from intake.imports import ImportReport, import_register
from intake.workbook import NoWorkbookError, Sheet, sheets_as_csv
from reporting.registers.registers import REGISTERS


def import_all(source: Path, *, as_json: bool) -> None:
    """Read what there is and report on each register; exit code 1 if nothing could be taken of one."""
    settings = facility_or_stop()
    with tempfile.TemporaryDirectory() as folder:
        files = _files(settings, source, Path(folder))
        if not files:
            known = list_text(tuple(REGISTERS), settings.language)
            stop(say(settings.language, "registers.none_here", file=source, known=known))
        with errors.status(say(settings.language, "cli.import.reading", file=source.name)):
            reports = with_facility(settings, lambda facility: _read(facility, settings, files))
    not_read = {sheet.name: sheet.rows_not_read for sheet in files}
    _tell(settings, reports, not_read, as_json=as_json)
    if any(report.refused and not _known(report) for report in reports.values()):
        stop(say(settings.language, "cli.import.nothing"))


def _files(settings: Settings, source: Path, folder: Path) -> Sequence[Sheet]:
    if source.is_dir():
        files = [Sheet(name, source / f"{name}.csv") for name in REGISTERS]
        return [sheet for sheet in files if sheet.file.is_file()]
    try:
        return sheets_as_csv(source, tuple(REGISTERS), folder)
    except NoWorkbookError:
        stop(say(settings.language, "registers.no_workbook", file=source))


async def _read(facility: Facility, settings: Settings, files: Sequence[Sheet]) -> Mapping[str, ImportReport]:
    reports = {}
    for sheet in files:
        try:
            reports[sheet.name] = await import_register(
                facility.database.transaction, sheet.name, sheet.file, now=facility.now()
            )
        except OSError as error:
            stop(say(settings.language, "cli.import.unreadable", file=sheet.file, error=error.strerror))
        except IntegrityError:
            stop(say(settings.language, "cli.import.interrupted"))
    return reports


def _tell(
    settings: Settings, reports: Mapping[str, ImportReport], not_read: Mapping[str, int], *, as_json: bool
) -> None:
    language = settings.language
    if as_json:
        print_json(
            {
                name: report_json(report, language=language) | {"rows_not_read": not_read[name]}
                for name, report in reports.items()
            }
        )
        return
    for name, report in reports.items():
        show(Text(name, style="bold"))
        show(report_view(report, language=language))
        if rows := not_read[name]:
            show(Text(cut_text(name, rows, language=language), style="bold red"))


def _known(report: ImportReport) -> int:
    return report.taken + report.updated + report.unchanged
