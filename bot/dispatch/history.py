"""The journal of a request as lines that people read."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.texts import date_text, keys, say
from storage.journal import JournalEntry
from storage.missions import Inquiry
from storage.people import Contact, Expert, Officer

LONGEST_HISTORY = 40


async def history_lines(session: AsyncSession, request_id: int, *, language: str) -> tuple[str, ...]:
    """What happened to a request, oldest first, in words; events nobody needs to read are left out."""
    told = keys(language, "journal")
    found = await session.exec(
        select(JournalEntry)
        .where(JournalEntry.request_id == request_id)
        .order_by(col(JournalEntry.id).desc())
        .limit(LONGEST_HISTORY)
    )
    entries = [entry for entry in reversed(found.all()) if f"journal.{entry.event}" in told]
    return tuple([await _line(session, entry, language) for entry in entries])


async def _line(session: AsyncSession, entry: JournalEntry, language: str) -> str:
    return say(
        language,
        "journal.line",
        date=date_text(entry.at.date(), language),
        event=await _event(session, entry, language),
        actor=await _name(session, entry.actor, language),
        words=_words(entry),
    ).strip(" :–-")


async def _event(session: AsyncSession, entry: JournalEntry, language: str) -> str:
    """What happened; what somebody else did about an expert's inquiry names the expert."""
    special = (
        f"journal.{entry.event}.after.{entry.facts.get('from', '')}",
        f"journal.{entry.event}.by.{entry.actor.partition(':')[0]}",
    )
    told = keys(language, "journal")
    words = say(language, next((key for key in special if key in told), f"journal.{entry.event}"))
    kind, _, number = entry.subject.partition(":")
    if kind != "inquiry" or not number.isdecimal() or entry.actor.startswith("expert:"):
        return words
    inquiry = await session.get(Inquiry, int(number))
    if inquiry is None:
        return words
    expert = await _name(session, f"expert:{inquiry.expert_id}", language)
    return say(language, "journal.named", event=words, expert=expert)


async def _name(session: AsyncSession, actor: str, language: str) -> str:
    kind, _, number = actor.partition(":")
    if not number.isdecimal():
        return say(language, "journal.muster") if kind == "muster" else say(language, "journal.operator")
    if kind == "expert":
        expert = await session.get(Expert, int(number))
        return f"{expert.first_name} {expert.last_name}" if expert else actor
    if kind == "officer":
        officer = await session.get(Officer, int(number))
        return officer.name if officer else actor
    contact = await session.get(Contact, int(number))
    return (contact.name or contact.email or actor) if contact else actor


def _words(entry: JournalEntry) -> str:
    said = entry.facts.get("reason") or entry.facts.get("question") or entry.facts.get("words") or ""
    author = entry.facts.get("author")
    return " ".join(f"{author}: {said}".split() if author else str(said).split())[:160]
