"""What was given up, a message or a job: an address that bounces is marked, and the officers learn of it."""

import re
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.documents import mailed_document, refused_documents
from bot.dispatch.experts import hear_bounce
from bot.dispatch.groups import is_group_chat
from bot.dispatch.house import House
from bot.dispatch.membership import lose_group
from bot.dispatch.menus import MENU
from bot.dispatch.newsletter_desk import is_copy_of_newsletter
from bot.dispatch.post import (
    Post,
    ReplyTo,
    mail,
    mail_contact,
    to_admins,
    to_officers,
    to_readers_of_group,
)
from bot.dispatch.screens import follow_changes
from bot.texts.letter import Letter
from bot.texts.letter_json import LetterUnreadableError, letter_from_json
from bot.texts.officer_desk import look_at_message
from intake.bounces import read_notice
from intake.message import Channel
from intake.tokens import Purpose
from storage import inbox, jobs
from storage.chats import block_chat
from storage.journal import record
from storage.mail import Inbox, Job
from storage.people import Officer
from storage.queries import contact_by_chat, expert_by_email, officer_by_chat, officer_by_email
from storage.requests import Request


async def give_up_exhausted(post: Post) -> int:
    """Bury what ended the process at each try, and tell the officers; returns how much that was."""
    messages = await inbox.give_up(post.session, now=post.now)
    for row in messages:
        await tell_of_dead_message(post, row)
    given_up = await jobs.give_up(post.session, now=post.now)
    for job in given_up:
        await tell_of_buried(post.session, post.house, job, job.last_error, now=post.now)
    return len(messages) + len(given_up)


async def tell_of_dead_message(post: Post, row: Inbox) -> None:
    """Have an admin look at a message that Muster could not handle."""
    await to_admins(
        post,
        lambda language: look_at_message(reason="dead", sender=row.stream, language=language),
        about=f"inbox:{row.id}",
    )


_REFUSED_ADDRESS = re.compile(r"\b55[013]\b|\b5\.1\.\d")


async def tell_of_buried(session: AsyncSession, house: House, job: Job, error: str, *, now: datetime) -> None:
    """Tell the officers whom Muster could not reach; a letter to an officer never causes another."""
    record(
        session, at=now, actor="muster", event="job.dead", subject=f"job:{job.id}",
        facts={"kind": job.kind, "about": job.about, "error": error[:500]},
    )  # fmt: skip
    if await is_copy_of_newsletter(session, job, is_gone=_is_refused_address(job, error), now=now):
        return
    if MENU in job.payload:
        return  # a chat that shows other commands is no reason to wake anybody
    to = job.destination
    officer = await officer_by_email(session, to) or await officer_by_chat(session, to)
    if officer is not None and job.kind != Channel.TELEGRAM:
        await _without_documents(Post(session, house, now), officer, job, error)
        return  # what a closed terminal does not show has gone by mail too
    if officer is not None and job.about.startswith("report:") and "letter" not in job.payload:
        return  # the report's letter goes by mail instead, and takes its files along
    if await _goes_another_way(Post(session, house, now), officer, job, error):
        return
    expert = await expert_by_email(session, job.destination) if _is_refused_address(job, error) else None
    kind, _, number = job.about.partition(":")
    if expert is not None and kind == "inquiry":
        cause = read_notice(error).cause
        post = Post(session, house, now)
        await hear_bounce(post, int(number), error, cause=cause)
        await follow_changes(post)
        return
    if expert is not None and expert.email == job.destination:  # the address of a double is given up anyway
        expert.email_bounced = True
    reply_to = _reply_to(job.about)
    await to_officers(
        Post(session, house, now),
        lambda language: look_at_message(
            reason="no_match" if job.kind == "match" else "not_delivered",
            sender="" if job.kind == "match" else job.destination,
            excerpt=error[:300],
            language=language,
        ),
        about=job.about,
        reply_to=reply_to,
        once=f"buried:{job.id}",
    )


async def _without_documents(post: Post, officer: Officer, job: Job, error: str) -> None:
    """A mail refused with documents is told by one without, which can cause no other."""
    letter = _letter_of(job) if job.kind == Channel.MAIL and not _is_refused_address(job, error) else None
    request = await _request_of(post, job)
    if letter is None or not letter.documents or request is None:
        return
    told = await refused_documents(post, officer, request, letter.documents)
    if told is not None:
        to, reply_to = officer.email, _reply_to(job.about)
        await mail(post, told, to=to, to_name=officer.name, about=job.about, reply_to=reply_to)


async def _request_of(post: Post, job: Job) -> Request | None:
    kind, _, number = job.about.partition(":")
    return await post.session.get(Request, int(number)) if kind == "request" and number.isdecimal() else None


async def _goes_another_way(post: Post, officer: Officer | None, job: Job, error: str) -> bool:
    """Whether a letter that a chat has refused reaches its reader by another way."""
    letter = await _letter_for_mail(post, officer, job) if job.kind == Channel.TELEGRAM else None
    if letter is None:
        return False
    if error.startswith("Forbidden") and not is_group_chat(job.destination):
        await block_chat(post.session, job.destination, now=post.now)
    if officer is not None:
        reply_to = _reply_to(job.about)
        await mail(post, letter, to=officer.email, to_name=officer.name, about=job.about, reply_to=reply_to)
        return True
    return await _was_for_group(post, job, letter, error) or await _by_mail(post, job, letter, error)


async def _by_mail(post: Post, job: Job, letter: Letter, error: str) -> bool:
    """A partner who has blocked the bot gets by mail what is about a request; a dialogue's questions mean nothing there."""
    contact = await contact_by_chat(post.session, job.destination)
    if contact is None or not job.about or not error.startswith("Forbidden"):
        return False
    return await mail_contact(post, contact, letter, about=job.about)


async def _was_for_group(post: Post, job: Job, letter: Letter, error: str) -> bool:
    """A card that a group cannot get any more goes to each of those who would have read it there."""
    if not is_group_chat(job.destination):
        return False
    if error.startswith(("Forbidden", "BadRequest: Chat not found")):
        await lose_group(post, job.destination)
    if job.about:
        reply_to = _reply_to(job.about)
        await to_readers_of_group(
            post,
            job.destination,
            letter,
            about=job.about,
            reply_to=reply_to,
            once=f"group:{job.id}",
        )
    return True


def _is_refused_address(job: Job, error: str) -> bool:
    """Whether the error is about the address; a relay that refuses us (5.7) says nothing about an expert."""
    return job.kind == "mail" and "5.7." not in error and _REFUSED_ADDRESS.search(error) is not None


async def _letter_for_mail(post: Post, officer: Officer | None, job: Job) -> Letter | None:
    """What the chat was to get; a document that an officer pressed for comes along with a mail."""
    number = job.payload.get("document")
    if officer is None or not isinstance(number, int):
        return _letter_of(job)
    request = await _request_of(post, job)
    return await mailed_document(post, officer, request, number) if request else None


def _letter_of(job: Job) -> Letter | None:
    try:
        return letter_from_json(job.payload.get("letter"))
    except LetterUnreadableError:
        return None


def _reply_to(about: str) -> ReplyTo | None:
    kind, _, number = about.partition(":")
    purpose = {"request": Purpose.OFFICER, "proposal": Purpose.PROPOSAL}.get(kind)
    return ReplyTo(purpose, int(number)) if purpose and number.isdecimal() else None
