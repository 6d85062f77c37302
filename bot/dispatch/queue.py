"""The queue of open requests: whose turn, since when, whether late, and which officer looks after each."""

from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.commands import Command
from bot.dispatch.post import Post
from bot.texts import officer_queue as letters
from bot.texts.letter import Letter
from bot.texts.officer_queue import Filter, QueueRow
from matching.terms import Terms
from storage.people import Officer
from storage.queries import open_requests
from storage.requests import Request
from storage.turns import Turn, last_words, requests_with_question, whose_turn


async def show_queue(post: Post, officer: Officer, command: Command) -> Letter:
    """The page of the queue that words or a button ask for, the longest wait first."""
    words, page = _page_of(command)
    narrowed = Filter.read(words, officer.language)
    if narrowed is None:
        return letters.no_such_filter(words, language=officer.language)
    rows = await queue_rows(post.session, now=post.now, terms=post.house.terms)
    shown = [row for row in rows if narrowed.takes(row, officer.id or 0)]
    return letters.queue(shown, narrowed, page, total=len(rows), language=officer.language)


async def queue_rows(session: AsyncSession, *, now: datetime, terms: Terms) -> list[QueueRow]:
    """Every open request, the longest wait first; a handful of queries, however many there are."""
    asked = await requests_with_question(session)
    spoken = await last_words(session)
    names = await _names(session)
    waits: list[tuple[datetime, QueueRow]] = []
    for request in await open_requests(session):
        since = max(request.status_since, spoken.get(request.id or 0, request.status_since))
        turn = whose_turn(request.status, asked=request.id in asked)
        waits.append((since, _row(request, turn, now - since, names, terms)))
    return [row for _, row in sorted(waits, key=lambda one: (one[0], one[1].id))]


def is_late(turn: Turn, waited: timedelta, terms: Terms) -> bool:
    """Whether somebody has waited too long: for the officers as long as for a reminder, for others as long as for a reply."""
    if turn is Turn.NOBODY:
        return False
    return waited > (terms.remind_after if turn is Turn.OFFICER else terms.reply_within)


def _row(request: Request, turn: Turn, waited: timedelta, names: dict[int, str], terms: Terms) -> QueueRow:
    return QueueRow(
        id=request.id or 0,
        code=request.code or "",
        title=request.title,
        country=request.country or "",
        status=request.status.value,
        turn=turn.value,
        days=waited.days,
        late=is_late(turn, waited, terms),
        officer_id=request.assigned_to,
        officer=names.get(request.assigned_to or 0, ""),
    )


async def _names(session: AsyncSession) -> dict[int, str]:
    found = await session.exec(select(Officer.id, Officer.name).where(col(Officer.id).is_not(None)))
    return {id_ or 0: name for id_, name in found.all()}


def _page_of(command: Command) -> tuple[str, int]:
    """The words and the page, counted from 0; typed pages are counted from 1."""
    words = command.words.split()
    if words and words[-1].isdecimal() and len(words[-1]) < 4:
        return " ".join(words[:-1]), int(words[-1]) - 1
    return command.words, command.rank
