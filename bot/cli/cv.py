"""`muster cv FILE`: what a CV says, what is missing, and the expert in the register after a yes."""

import asyncio
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import filetype
from rich.table import Table
from rich.text import Text
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import command, errors, narrate, print_json, show, stop
from bot.dispatch.cv_desk import ask_expert
from bot.dispatch.post import Post
from bot.facility import Facility, utc_now
from bot.mail.documents import read_document
from bot.texts.cv_letters import (
    draft_rows,
    hint,
    kept_words,
    lacking_names,
    refused_words,
    taken_words,
    unreadable_words,
)
from bot.texts.printable import one_line
from config.folding import fold
from config.settings import Settings
from config.texts import say
from intake.cv import Cv
from intake.cv_answers import read_cv_answers
from intake.cv_draft import CvDraft, answered, draft_of, eligibility_of, lacking
from intake.cv_on_file import keep_file
from intake.cv_reading import read_cv
from intake.documents import Document, Format, Trouble, Unreadable, format_of
from intake.store_cv import CvRefused, CvTaken, Known, doubles_of, take_cv
from storage.queries import expert_by_code

LARGEST = 25 * 1024 * 1024
OPERATOR = "operator"
_TRIES = 2
_SNIFFED = 8_192


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line says."""

    file: Path
    code: str = ""
    is_new: bool = False
    as_json: bool = False
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """The file as it is."""

    content: bytes
    kind: Format


def take(wanted: Wanted) -> None:
    """Show what the file says; ask for what is missing; add or update the expert if somebody agrees."""
    settings = facility_or_stop()
    if wanted.code and wanted.is_new:
        stop(_said(settings, "both"), 2)
    cv, draft, sent = _read(settings, wanted.file)
    looked_up = with_facility(settings, lambda facility: _looked_up(facility, draft, wanted))
    if looked_up is None:
        stop(say(settings.language, "cv.unknown_code", code=one_line(wanted.code)[:40]))
    draft, doubles = looked_up
    if wanted.as_json and not wanted.sure:
        print_json(_plain(cv, draft, doubles))
        return
    if not wanted.as_json:
        show(_table(draft, settings.language))
    _settle_double(settings, draft, doubles)
    draft = draft if wanted.sure else _completed(draft, settings.language)
    if missing := lacking(draft):
        stop(_said(settings, "lacking", names=lacking_names(missing, settings.language)))
    if not wanted.sure and not _agreed(settings):
        stop(_said(settings, "left"))
    _tell(
        settings,
        with_facility(settings, lambda facility: _stored(facility, draft, sent)),
        draft,
        as_json=wanted.as_json,
    )


def _read(settings: Settings, file: Path) -> tuple[Cv, CvDraft, Sent]:
    name = one_line(file.name)[:100]
    sent = _sent(settings, file, name)
    document = _document(settings, sent, name)
    cv = read_cv(document.text, attached_xml=document.attached.encode(), today=utc_now().date())
    draft = draft_of(cv, title=name, text=document.text)
    if not (document.text.strip() or document.attached):
        stop(_said(settings, "nothing", file=name))
    return cv, draft, sent


def _sent(settings: Settings, file: Path, name: str) -> Sent:
    try:
        if file.stat().st_size > LARGEST:
            stop(unreadable_words(name, Trouble.TOO_LARGE, settings.language))
        content = file.read_bytes()
    except OSError as error:
        stop(_said(settings, "no_file", file=name, error=error.strerror))
    kind = format_of(file.name, _media_type(content))
    if kind is None:
        stop(_said(settings, "no_cv", file=name))
    return Sent(content, kind)


def _document(settings: Settings, sent: Sent, name: str) -> Document:
    """The words of the file, read in a process of its own under limits."""
    reading = asyncio.run(read_document(sent.content, sent.kind))
    if isinstance(reading, Unreadable):
        stop(unreadable_words(name, reading.trouble, settings.language))
    return reading


def _media_type(content: bytes) -> str:
    return str(filetype.guess_mime(content[:_SNIFFED]) or "application/octet-stream")


async def _looked_up(
    facility: Facility, draft: CvDraft, wanted: Wanted
) -> tuple[CvDraft, tuple[Known, ...]] | None:
    """The draft for the expert named on the command line, and who else it may be; None if nobody has that code."""
    async with facility.database.snapshot() as session:
        if wanted.code:
            expert = await expert_by_code(session, wanted.code)
            return (replace(draft, code=expert.code), ()) if expert is not None else None
        found = await doubles_of(session, draft)
        return replace(draft, is_new=wanted.is_new), found


def _settle_double(settings: Settings, draft: CvDraft, doubles: tuple[Known, ...]) -> None:
    """An expert who may be on file already is added only if somebody says that it is another one."""
    for one in doubles:
        if one.same_address or not draft.is_new:
            stop(_said(settings, "double", name=one.name, code=one.code))


def _completed(draft: CvDraft, language: str) -> CvDraft:
    """The draft with what somebody at the keyboard answers; nobody there answers nothing."""
    for name in lacking(draft):
        label = say(language, f"cv.label.{name}")
        for _ in range(_TRIES):
            typed = _typed(say(language, "cv.cli.ask", label=label, hint=hint(name, language)))
            values = read_cv_answers(f"{label}: {typed}").values
            if values:
                draft = answered(draft, values)
                break
    return draft


def _typed(question: str) -> str:
    try:
        return errors.input(Text(f"{question}: "))
    except EOFError:
        return ""


def _agreed(settings: Settings) -> bool:
    answer = fold(_typed(_said(settings, "sure")))
    return bool(answer) and answer[0] in {"y", fold(say(settings.language, "registers.yes"))[0]}


async def _stored(facility: Facility, draft: CvDraft, sent: Sent) -> tuple[CvTaken | CvRefused, bool]:
    """What became of it, and whether the expert was written to."""
    now = facility.now()
    async with facility.database.transaction() as session:
        draft = replace(draft, file=await keep_file(session, draft, sent.content, kind=sent.kind, now=now))
        taken = await take_cv(session, draft, actor=OPERATOR, now=now)
        if isinstance(taken, CvRefused):
            await session.rollback()
            return taken, False
        return taken, await _asked(facility, session, taken)


async def _asked(facility: Facility, session: AsyncSession, taken: CvTaken) -> bool:
    return await ask_expert(Post(session, facility.house, facility.now()), taken.expert)


def _tell(
    settings: Settings, outcome: tuple[CvTaken | CvRefused, bool], draft: CvDraft, *, as_json: bool
) -> None:
    taken, written = outcome
    if isinstance(taken, CvRefused):
        stop(refused_words(taken.reasons, settings.language))
    expert = taken.expert
    if as_json:
        cells = dict(draft.cells)
        print_json({"expert_id": expert.code, "new": taken.is_new, "kept": taken.kept, "cells": cells})
        return
    narrate(taken_words(taken, written=written, language=settings.language))
    order = f"{command()} experts cv {expert.code}"
    narrate(kept_words(taken, draft.title, order=order, language=settings.language))


def _plain(cv: Cv, draft: CvDraft, doubles: tuple[Known, ...]) -> dict[str, object]:
    """For scripts; a telephone number is nobody's business here."""
    read = {name: value for name, value in asdict(cv).items() if name != "phone"}
    spoken = [
        {"language": one.language, "level": one.level.label if one.level else None, "said": one.said}
        for one in cv.languages
    ]
    eligibility = eligibility_of(draft) if draft.cells.get("nationality") else ""
    return read | {
        "languages": spoken,
        "eligibility": eligibility,
        "missing": list(lacking(draft)),
        "may_be": [one.code for one in doubles],
    }


def _table(draft: CvDraft, language: str) -> Table:
    sheet = Table.grid(padding=(0, 2, 0, 0))
    sheet.add_column(style="dim", no_wrap=True)
    sheet.add_column(overflow="fold")
    for label, value in draft_rows(draft, language):
        sheet.add_row(Text(label), Text(one_line(value)))
    return sheet


def _said(settings: Settings, key: str, **values: object) -> str:
    return say(settings.language, f"cv.cli.{key}", **values)
