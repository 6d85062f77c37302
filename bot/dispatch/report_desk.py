"""Reports in chat and by mail: ordered in a moment, made in a thread behind the scenes, sent as picture, words and file."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.house import House
from bot.dispatch.outcome import Never, Outcome, Sent
from bot.dispatch.post import Post, chat, mail
from bot.dispatch.report_orders import ReportOrder
from bot.texts import report_letter as letters
from bot.texts.letter import Letter
from intake.message import Channel
from reporting.drawings.drawn import draw
from reporting.history import History
from reporting.paper import Paper
from reporting.reading import alike, paper_for, read_for
from reporting.renderings.rendered import rendered
from reporting.spans import Span
from storage.files import TooLarge, store_file
from storage.jobs import enqueue
from storage.mail import Job
from storage.people import Officer
from storage.transaction import Transaction

log = structlog.get_logger()

REPORT = "report"
"""The field of a job that names the report to make."""
MOST_A_DAY = 40
"""Reports one person can order within a day: each takes a second of a processor."""
Snapshot = Callable[[], AbstractAsyncContextManager[AsyncSession]]


@dataclass(frozen=True, slots=True)
class Made:
    """A report with its files; a picture only for a figure alone."""

    paper: Paper
    pdf: bytes
    png: bytes = b""
    told: str = ""
    """The picture in words."""


async def order_report(post: Post, officer: Officer, order: ReportOrder, *, to: str) -> Letter | None:
    """Have a report made and sent to this chat or address; a letter at once only if none was named."""
    language = order.language or officer.language
    by_mail = "@" in to
    if order.unknown:
        return letters.no_such_report(order.unknown, alike(order.unknown), language=language)
    if not order.name:
        return letters.which_report(order.group, by_mail=by_mail, language=language)
    if await _had_today(post, officer) >= MOST_A_DAY:
        return letters.enough_reports(MOST_A_DAY, language=language)
    await have_made(post, officer, order, to=to)
    return None


async def have_made(
    post: Post, officer: Officer, order: ReportOrder, *, to: str, once: str | None = None
) -> bool:
    """Put the making into the job table; False if it was there before. `once` is told by the clock."""
    added = await enqueue(
        post.session,
        kind="match",  # what is computed in a thread has one queue
        destination=f"report:{officer.id}",
        payload={
            REPORT: order.name,
            "language": order.language or officer.language,
            "first": order.first.isoformat() if order.first else "",
            "last": order.last.isoformat() if order.last else "",
            "to": to,
            "officer": officer.id,
            "scheduled": once is not None,
        },
        about=f"report:{order.name}",
        due_at=post.now,
        now=post.now,
        dedupe=once,
    )
    return added is not None


async def _had_today(post: Post, officer: Officer) -> int:
    ordered = select(func.count()).where(
        Job.destination == f"report:{officer.id}", col(Job.created_at) > post.now - timedelta(days=1)
    )
    return (await post.session.exec(ordered)).one()


@dataclass(frozen=True, slots=True)
class ReportDesk:
    """Delivers the jobs that name a report."""

    snapshot: Snapshot
    transaction: Transaction
    house: House
    clock: Callable[[], datetime]

    async def deliver(self, job: Job) -> Outcome:
        """Read in a snapshot, make the files in a thread, then write the letters."""
        name, language = str(job.payload[REPORT]), str(job.payload["language"])
        async with self.transaction() as session:
            officer = await session.get(Officer, int(str(job.payload["officer"])))
            if officer is None or not officer.active:
                return Never("whoever asked is no longer of the facility")
        async with self.snapshot() as session:
            terms = self.house.terms
            history = await read_for(
                session,
                name,
                as_of=self.clock(),
                allowance_eur_per_day=terms.allowance_eur_per_day,
                rates=terms.rates,
            )
        try:
            made = await asyncio.to_thread(make, name, history, _span(job), language, self.house.name)
        except Exception:  # whoever waits is told; the log says why
            log.exception("report.failed", name=name)
            made = None
        async with self.transaction() as session:
            post = Post(session, self.house, self.clock())
            to = str(job.payload["to"])
            if made is None:
                await _write(post, officer, to, letters.report_failed(name, language=language), name)
                return Sent({"failed": name})
            await _send(post, officer, to, made, scheduled=bool(job.payload.get("scheduled")))
        return Sent({"report": name})


def make(name: str, history: History, span: Span | None, language: str, facility: str) -> Made:
    """The report and its files. Takes seconds: call it in a thread."""
    paper = paper_for(name, history, span, language=language, facility=facility)
    parts = list(paper.parts)
    figure = parts[0].figure if len(parts) == 1 else None
    png = draw(figure, language, "png", span=paper.span) if figure else b""
    return Made(paper, rendered(paper, "pdf"), png, letters.caption(parts[0], language))


def _span(job: Job) -> Span | None:
    first, last = (str(job.payload.get(key) or "") for key in ("first", "last"))
    if not first and not last:
        return None
    return Span(date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)


async def _send(post: Post, officer: Officer, to: str, made: Made, *, scheduled: bool) -> None:
    """In a chat each file is a message of its own, the picture first; a terminal shows the words alone."""
    if to.startswith(Channel.TERMINAL):
        letter = letters.report_letter(made.paper, documents=(), scheduled=scheduled, attached=False)
        await chat(post, letter, to=to)
        return
    name = made.paper.name
    picture = await _keep(post, f"{name}.png", made.png) if made.png else 0
    document = await _keep(post, f"{name}.pdf", made.pdf)
    files = [number for number in (picture, document) if number]
    letter = letters.report_letter(made.paper, documents=files, scheduled=scheduled, attached=True)
    if picture and "@" not in to:
        await _file(post, to, {"photo": picture, "caption": made.told}, name)
    await _write(post, officer, to, letter, name)
    if document and "@" not in to:
        await _file(post, to, {"document": document}, name)


async def _keep(post: Post, filename: str, content: bytes) -> int:
    """Kept until the chat's loose files are swept: by then it has long been sent."""
    stored = await store_file(
        post.session, request_id=None, inbox_id=None, filename=filename, content=content, now=post.now
    )
    return 0 if isinstance(stored, TooLarge) else stored.id or 0


async def _write(post: Post, officer: Officer, to: str, letter: Letter, name: str) -> None:
    about = f"report:{name}"
    if "@" in to:
        await mail(post, letter, to=to, to_name=officer.name, about=about, reply_to=None)
    else:
        await chat(post, letter, to=to, about=about)


async def _file(post: Post, to: str, what: dict[str, object], name: str) -> None:
    await enqueue(
        post.session,
        kind=Channel.TELEGRAM,
        destination=to,
        payload={"chat_id": int(to.partition(":")[2]), **what},
        about=f"report:{name}",
        due_at=post.now,
        now=post.now,
    )
