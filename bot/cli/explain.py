"""`muster explain mail FILE.eml`: what Muster understands of a mail, and why, before anybody sends it."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from bot.cli.on_file import with_facility
from bot.cli.screen import print_json, settings_or_stop, show, stop
from bot.cli.trouble import database_file
from bot.dispatch.explanation import UNKNOWN, Explanation, explain, place_of
from bot.facility import Facility
from bot.mail.examination import Examination
from bot.mail.reading import MailReading
from bot.texts.letter import Block, Facts, Heading, Letter, Quote
from bot.texts.printable import one_line
from bot.texts.render import as_terminal
from config.languages import language_name
from config.periods import Period
from config.settings import Settings
from config.texts import date_text, keys, list_text, period_text, say
from config.weekly_days import periods_text
from intake.date_intervals import Interval
from intake.headers import first, read_headers
from intake.leanings import leaning_of
from intake.message import Message
from storage.mail import Inbox

_MARKS_OF_A_MAIL = frozenset({"from", "to", "subject", "date", "received", "message-id", "return-path"})
LARGEST = 100 * 1024 * 1024


def explain_mail(file: Path, *, as_json: bool) -> None:
    """Print what Muster understands of the mail in a file; nothing is stored, answered or changed."""
    settings = settings_or_stop()
    raw = _bytes_of(file, settings)
    if not _MARKS_OF_A_MAIL & set(read_headers(raw)):
        stop(say(settings.language, "explain.no_mail", file=file.name), 2)
    written_at = _written_at(raw)
    read = MailReading(settings.mail_address, settings.mail_authserv_id)(_row(raw, file, written_at))
    message = asyncio.run(_with_documents(read, settings))
    database = database_file(settings)

    async def look(facility: Facility) -> Explanation:
        async with facility.database.snapshot() as session:
            place = await place_of(session, message, facility.house)
            return explain(message, place, authserv_id=settings.mail_authserv_id, today=written_at.date())

    if database is None or database.exists():
        found = with_facility(settings, look)
    else:
        today = written_at.date()
        found = explain(message, UNKNOWN, authserv_id=settings.mail_authserv_id, today=today)
    if as_json:
        print_json(asdict(found))
    else:
        show(as_terminal(explanation_letter(found, language=settings.language)))


async def _with_documents(message: Message, settings: Settings) -> Message:
    """The message with what its documents say; nobody scans what is not kept."""
    looked = await Examination(settings.mail_address)(message, message.received_at)
    return looked if isinstance(looked, Message) else message


def explanation_letter(found: Explanation, *, language: str) -> Letter:
    """The explanation as people read it: facts first, then the words themselves."""
    blocks: list[Block] = [
        Facts(
            tuple(
                (say(language, f"explain.label.{name}"), one_line(told))
                for name, told in _rows(found, language)
            )
        )
    ]
    if found.text:
        blocks += [Heading(say(language, "explain.label.text")), Quote(found.text)]
    return Letter(language, found.subject, tuple(blocks))


def _rows(found: Explanation, language: str) -> Iterator[tuple[str, str]]:
    sender = f"{found.sender_name} <{found.sender}>" if found.sender_name else found.sender
    yield "from", sender or say(language, "explain.nothing")
    yield "kind", say(language, f"explain.kind.{found.kind}", sign=found.kind_sign)
    yield "trust", say(language, f"explain.trust.{found.trust}")
    yield "place", _place_words(found, language)
    yield "language", language_name(found.language, language) if found.language else ""
    if found.answer is not None:
        yield "answer", say(language, f"explain.verdict.{found.answer.verdict}")
        yield "because", found.answer.because
        if like := leaning_of(found.text, found.answer):
            yield "leaning", say(language, f"explain.verdict.{like.verdict}")
    if not (found.form or found.request):
        yield from _date_rows(found, language)
    files = [f"{name} ({kind}, {size:,} bytes)" for name, kind, size in found.attachments]
    if files:
        yield "attachments", list_text(files, language)
    if found.doubts:
        yield "doubts", "; ".join(_doubt_words(doubt, language) for doubt in found.doubts)


def _date_rows(found: Explanation, language: str) -> Iterator[tuple[str, str]]:
    dates = found.dates
    for name, intervals in (
        ("free", dates.available),
        ("busy", dates.unavailable),
        ("mentioned", dates.mentioned),
    ):
        if intervals:
            yield name, _intervals_words(intervals, language)
    if dates.ambiguous:
        yield (
            "ambiguous",
            "; ".join(
                f"{one.words} ({say(language, f'explain.doubt.{one.doubt}')})" for one in dates.ambiguous
            ),
        )


def _place_words(found: Explanation, language: str) -> str:
    place = found.place
    words = [say(language, f"explain.place.{place.name}", code=place.code)]
    if place.name == "new":
        words += [say(language, f"explain.{name}") for name in ("form", "request") if getattr(found, name)]
    if place.by:
        words.append(say(language, f"explain.by.{place.by}"))
    if not place.trusted:
        words.append(say(language, "explain.untrusted", reason=_reason(place.reason, language)))
    return ", ".join(words)


def _reason(reason: str, language: str) -> str:
    key = f"officer.look.{reason}"
    return say(language, key).rstrip(".") if key in keys(language, "officer") else reason


def _doubt_words(doubt: str, language: str) -> str:
    """A doubt of the reader as a sentence; one without words is shown as the inbox notes it."""
    name, _, file = doubt.partition(": ")
    key = f"explain.note.{name}"
    return say(language, key, file=file) if key in keys(language, "explain") else doubt


def _intervals_words(intervals: Sequence[Interval], language: str) -> str:
    closed = [
        Period(one.start, one.end) for one in intervals if one.start is not None and one.end is not None
    ]
    if len(closed) == len(intervals):
        return periods_text(closed, language)
    return list_text([_interval_words(one, language) for one in intervals], language)


def _interval_words(interval: Interval, language: str) -> str:
    start, end = interval.start, interval.end
    if start is not None and end is not None:
        return period_text(Period(start, end), language)
    if start is not None:
        return say(language, "explain.open_end", start=date_text(start, language))
    return (
        say(language, "explain.open_start", end=date_text(end, language))
        if end
        else say(language, "explain.always")
    )


def _bytes_of(file: Path, settings: Settings) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST)
    except OSError as error:
        stop(say(settings.language, "explain.unreadable", file=file, error=error.strerror), 2)


def _written_at(raw: bytes) -> datetime:
    """What its Date says, because "next week" counts from there; now if it says nothing that can be read."""
    now = datetime.now(UTC)
    told = first(read_headers(raw), "date")
    try:
        return min(parsedate_to_datetime(told[:100]).astimezone(UTC), now)
    except (ValueError, OverflowError):
        return now


def _row(raw: bytes, file: Path, received_at: datetime) -> Inbox:
    """The mail as if it had come when it was written; without an envelope, so what its headers say counts."""
    return Inbox(
        channel="mail",
        external_id=file.name,
        stream="",
        payload=raw,
        envelope={},
        received_at=received_at,
    )
