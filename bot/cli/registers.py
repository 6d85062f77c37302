"""What is on file: lists of requests and officers, one request in full, and registers read from CSV files."""

from dataclasses import asdict
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from bot.cli.case_view import case_letter
from bot.cli.import_view import report_json, report_view
from bot.cli.list_view import draft_table, officer_table, request_table, request_totals
from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import console, errors, narrate, print_json, show, stop, tell
from bot.cli.slips import did_you_mean, request_typed, unknown_request
from bot.cli.stages import stage_word, stages_called, stages_like
from bot.dispatch.history import history_lines
from bot.facility import Facility
from bot.texts.printable import one_line
from bot.texts.render import as_terminal
from config.countries import country_name, find_country
from config.settings import Settings
from config.texts import list_text, say, say_many
from intake import imports
from intake.imports import ImportReport
from intake.words import match_country
from reporting.casefile import case_file
from reporting.drafts import DraftRow, count_drafts, list_drafts
from reporting.officers import OfficerRow
from reporting.officers import list_officers as officers_on_file
from reporting.requests import RequestRow
from reporting.requests import list_requests as requests_on_file
from storage.states import RequestStatus


def list_requests(*, status: str, country: str, as_json: bool) -> None:
    """Print the requests, all or some."""
    settings = facility_or_stop()
    statuses = _statuses(settings, status) if status.strip() else frozenset()
    code = _country(settings, country) if country.strip() else ""

    if statuses == {RequestStatus.DRAFT}:
        _list_drafts(settings, code, as_json=as_json)
        return

    async def look(facility: Facility) -> tuple[tuple[RequestRow, ...], int]:
        async with facility.database.snapshot() as session:
            rows = await requests_on_file(
                session, now=facility.now(), language=settings.language, statuses=statuses, country=code
            )
            return rows, 0 if status or country else await count_drafts(session)

    rows, drafts = with_facility(settings, look)
    if as_json:
        print_json([asdict(row) for row in rows])
    elif rows:
        show(request_table(rows, language=settings.language, width=console.width))
        console.print(request_totals(rows, language=settings.language), markup=False)
    else:
        tell(settings, "requests.none")
    if drafts and not as_json:
        narrate(say_many(settings.language, "cli.drafts.waiting", drafts))


def _list_drafts(settings: Settings, country: str, *, as_json: bool) -> None:
    async def look(facility: Facility) -> tuple[DraftRow, ...]:
        async with facility.database.snapshot() as session:
            return await list_drafts(session, now=facility.now(), country=country)

    rows = with_facility(settings, look)
    if as_json:
        print_json([asdict(row) for row in rows])
    elif rows:
        show(draft_table(rows, language=settings.language))
    else:
        tell(settings, "drafts.none")


def show_request(code: str, *, as_json: bool) -> None:
    """Print everything about one request."""
    settings = facility_or_stop()

    async def look(facility: Facility) -> str:
        async with facility.database.snapshot() as session:
            request = await request_typed(session, code)
            case = await case_file(session, request.code or code) if request else None
            if case is None:
                return await unknown_request(session, code, settings.language)
            if as_json:
                print_json(asdict(case))
                return ""
            history = await history_lines(session, case.id, language=settings.language)
            letter = case_letter(case, history, now=facility.now(), language=settings.language)
            show(as_terminal(letter))
            return ""

    if unknown := with_facility(settings, look):
        stop(unknown)


def import_register(name: str, file: Path, *, as_json: bool) -> None:
    """Read a register from a file and report."""
    settings = facility_or_stop()

    async def work(facility: Facility) -> ImportReport:
        try:
            return await imports.import_register(
                facility.database.transaction, name, file, now=facility.now()
            )
        except OSError as error:
            stop(say(settings.language, "cli.import.unreadable", file=file, error=error.strerror))
        except IntegrityError:
            stop(say(settings.language, "cli.import.interrupted"))

    with errors.status(say(settings.language, "cli.import.reading", file=file.name)):
        report = with_facility(settings, work)
    _tell(settings, file, report, as_json=as_json)


def list_officers(*, as_json: bool) -> None:
    """Print the officers."""
    settings = facility_or_stop()

    async def look(facility: Facility) -> tuple[OfficerRow, ...]:
        async with facility.database.snapshot() as session:
            return await officers_on_file(session)

    rows = with_facility(settings, look)
    if as_json:
        print_json([asdict(row) for row in rows])
    elif rows:
        show(officer_table(rows, language=settings.language))
    else:
        tell(settings, "officers.none")


def _tell(settings: Settings, file: Path, report: ImportReport, *, as_json: bool) -> None:
    if as_json:
        print_json(report_json(report, language=settings.language))
    elif missing := [note.column for note in report.refused if note.what == "missing_column"]:
        columns = list_text(missing, settings.language)
        stop(
            say_many(
                settings.language, "cli.import.no_such_table", len(missing), file=file.name, columns=columns
            )
        )
    else:
        show(report_view(report, language=settings.language))
    known = report.taken + report.updated + report.unchanged
    if report.refused and not known:
        stop(say(settings.language, "cli.import.nothing"))
    if report.rows_refused > known:
        stop(say(settings.language, "cli.import.mostly_refused"))


def _statuses(settings: Settings, wanted: str) -> frozenset[RequestStatus]:
    found = stages_called(wanted)
    if not found:
        language = settings.language
        known = ", ".join(stage_word(status, language) for status in RequestStatus)
        said = say(language, "cli.requests.no_such_status", status=one_line(wanted), known=known)
        stop(did_you_mean(said, stages_like(wanted, language), language), 2)
    return found


def _country(settings: Settings, wanted: str) -> str:
    code = find_country(wanted) or find_country(wanted.upper())
    if code is None:
        said = say(settings.language, "cli.requests.no_such_country", country=one_line(wanted))
        meant = match_country(wanted)
        codes = (meant.code, *meant.others) if meant else ()
        near = [country_name(one, settings.language) for one in codes]
        stop(did_you_mean(said, near, settings.language), 2)
    return code
