"""What somebody's calendar already shows: each change of an entry has the next number, and no change keeps it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.texts.letter import CalendarEvent, Entry, Letter
from storage.mail import Job

MOST_LETTERS = 200
_EVENT = TypeAdapter(CalendarEvent)


async def numbered(session: AsyncSession, letter: Letter, *, to: str, about: str) -> Letter:
    """The letter with the number of its calendar entry; a cancellation of nothing is left out."""
    if letter.event is None:
        return letter
    before = await last_entry(session, to=to, about=about)
    shown = before is not None and before.entry is not Entry.CANCELLED
    if letter.event.entry is Entry.CANCELLED and not shown:
        return replace(letter, event=None)
    return replace(letter, event=replace(letter.event, sequence=_number(letter.event, before)))


async def last_entry(session: AsyncSession, *, to: str, about: str) -> CalendarEvent | None:
    """The calendar entry sent last to this address about this subject."""
    found = await session.exec(
        select(Job.payload)
        .where(Job.kind == "mail", Job.destination == to, Job.about == about)
        .order_by(col(Job.id).desc())
        .limit(MOST_LETTERS)
    )
    return next((event for payload in found.all() if (event := _event_in(payload)) is not None), None)


def _event_in(payload: Mapping[Any, Any]) -> CalendarEvent | None:
    letter = payload.get("letter")
    try:
        return _EVENT.validate_python(letter.get("event")) if isinstance(letter, dict) else None
    except ValidationError:
        return None  # no entry, or one of a version that wrote it otherwise


def _number(event: CalendarEvent, before: CalendarEvent | None) -> int:
    if before is None:
        return 0
    return before.sequence + (_content(event) != _content(before))


def _content(event: CalendarEvent) -> tuple[object, ...]:
    """What the person asked would have to consent to again."""
    return event.start, event.end, event.confirmed, event.entry is Entry.CANCELLED, event.location
