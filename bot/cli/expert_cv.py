"""`muster experts show` and `muster experts cv`: one expert in full, and the CV as it was sent, saved where it overwrites nothing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.table import Table
from rich.text import Text
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import narrate, print_json, show, stop
from bot.facility import Facility
from bot.texts.cv_files import card_rows, kind_words, size_words, standing_words
from bot.texts.printable import one_line
from config.settings import Settings
from config.texts import date_text, say
from intake.cv_draft import CvDraft
from intake.store_cv import held_of
from storage.expert_cvs import CvOnFile, ExpertCv, cvs_of, words_of
from storage.journal import record
from storage.people import Expert
from storage.queries import expert_by_code
from storage.requests import StoredFile

OPERATOR = "operator"
_COLUMNS = ("number", "file", "kind", "size", "received", "standing", "sha256")
_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class OneExpert:
    """An expert with everything that is told of them."""

    expert: Expert
    held: CvDraft
    cvs: Sequence[CvOnFile]


def show_card(code: str, *, as_json: bool) -> None:
    """Print what the register holds about one expert, and which CVs are on file."""
    settings = facility_or_stop()
    one = _one(settings, code)
    if as_json:
        print_json({"expert_id": one.expert.code, **one.held.cells, "cvs": [asdict(cv) for cv in one.cvs]})
        return
    sheet = Table.grid(padding=(0, 2, 0, 0))
    sheet.add_column(style="dim", no_wrap=True)
    sheet.add_column(overflow="fold")
    for label, value in card_rows(one.held, one.expert.code, one.cvs, settings.language):
        sheet.add_row(Text(label), Text(one_line(value)))
    show(sheet)


def list_cvs(code: str, *, as_json: bool) -> None:
    """Print which CVs of an expert are on file, the current one first."""
    settings = facility_or_stop()
    one = _one(settings, code)
    if as_json:
        print_json([asdict(cv) for cv in one.cvs])
        return
    if not one.cvs:
        stop(_none(settings, one))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in _COLUMNS:
        table.add_column(say(settings.language, f"cv.file.column.{name}"), overflow="fold")
    for cv in one.cvs:
        table.add_row(*(Text(one_line(cell)) for cell in _cells(cv, settings.language)))
    show(table)


def save_cv(code: str, *, number: int, output: Path | None) -> None:
    """Write a CV into a file that does not exist yet; of one without bytes its words."""
    settings = facility_or_stop()
    one = _one(settings, code)
    if not one.cvs:
        stop(_none(settings, one))
    cv = next((cv for cv in one.cvs if cv.number == number), None)
    if cv is None:
        stop(say(settings.language, "cv.file.number", code=one.expert.code, number=number))
    path = output or Path(cv.filename if cv.file_id else f"{one.expert.code}-{cv.number}.txt")
    if path.exists():
        stop(say(settings.language, "cv.file.taken", path=path))
    content = with_facility(settings, lambda facility: _content(facility, one.expert, cv))
    try:
        path.touch(mode=_PRIVATE, exist_ok=False)
        path.write_bytes(content)
    except OSError as error:
        stop(say(settings.language, "cli.form.unwritable", file=path, error=error.strerror))
    narrate(say(settings.language, "cv.file.saved", path=path))


def _one(settings: Settings, code: str) -> OneExpert:
    """The expert of this code; the command ends if nobody has it."""

    async def look(facility: Facility) -> OneExpert | None:
        async with facility.database.snapshot() as session:
            expert = await expert_by_code(session, code)
            if expert is None:
                return None
            return OneExpert(expert, await held_of(session, expert), await cvs_of(session, expert.id or 0))

    one = with_facility(settings, look)
    if one is None:
        stop(say(settings.language, "cv.unknown_code", code=one_line(code)[:40]))
    return one


async def _content(facility: Facility, expert: Expert, cv: CvOnFile) -> bytes:
    """The bytes, and a line in the journal on who was given them."""
    async with facility.database.transaction() as session:
        content = await _bytes(session, cv)
        record(
            session,
            at=facility.now(),
            actor=OPERATOR,
            event="expert.cv_given",
            subject=f"expert:{expert.id}",
            facts={"file": cv.filename, "sha256": cv.sha256},
        )
    return content


async def _bytes(session: AsyncSession, cv: CvOnFile) -> bytes:
    if cv.file_id is not None:
        return (await session.get_one(StoredFile, cv.file_id)).content
    return (await words_of(session, await session.get_one(ExpertCv, cv.id))).encode()


def _cells(cv: CvOnFile, language: str) -> tuple[str, ...]:
    return (
        str(cv.number),
        cv.filename,
        kind_words(cv),
        size_words(cv, language),
        date_text(cv.received_at.date(), language),
        standing_words(cv, language),
        cv.sha256[:16],
    )


def _none(settings: Settings, one: OneExpert) -> str:
    return say(settings.language, "cv.file.none", name=one.held.name, code=one.expert.code)
