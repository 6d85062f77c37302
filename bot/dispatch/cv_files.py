"""The CV of an expert for the officer who asks: into their own chat, along with a mail, or where a command finds it."""

from dataclasses import replace

from bot.dispatch.documents import MOST_MAILED
from bot.dispatch.expert_orders import ExpertOrder
from bot.dispatch.post import Post
from bot.texts import cv_files as letters
from bot.texts.letter import Letter
from intake.message import Channel
from storage.expert_cvs import CvOnFile, cvs_of
from storage.jobs import enqueue
from storage.journal import record
from storage.people import Expert, Officer
from storage.queries import expert_by_code


async def send_cv(post: Post, officer: Officer, order: ExpertOrder) -> Letter:
    """What is told of the CV; the file goes to whoever asks and to nobody else, though they ask in a group."""
    language = officer.language
    if not order.words:
        return letters.cv_how(language=language)
    expert = await expert_by_code(post.session, order.words)
    if expert is None:
        return letters.cv_of_nobody(order.words[:40], language=language)
    name = f"{expert.first_name} {expert.last_name}"
    there = await cvs_of(post.session, expert.id or 0)
    if not there:
        return letters.cv_none(name, expert.code, language=language)
    wanted = next((one for one in there if one.number == order.number), there[0])
    key = _way(post, wanted)
    others = [one for one in there if one is not wanted]
    letter = letters.cv_brought(name, expert.code, wanted, others, key=key, language=language)
    if key in {"attached", "follows"}:
        _journal(post, officer, expert, wanted)
    if key == "follows":
        await _into_chat(post, expert, wanted)
    return replace(letter, documents=(wanted.file_id or 0,)) if key == "attached" else letter


def _way(post: Post, wanted: CvOnFile) -> str:
    if wanted.file_id is None:
        return "words"
    if post.cause is not None and post.cause.channel is Channel.MAIL:
        return "attached" if wanted.size <= MOST_MAILED else "large"
    in_chat = post.cause is not None and post.cause.channel is Channel.TELEGRAM
    return "follows" if in_chat else "terminal"


def _journal(post: Post, officer: Officer, expert: Expert, wanted: CvOnFile) -> None:
    """Who was given the papers of a person is on record."""
    record(
        post.session,
        at=post.now,
        actor=f"officer:{officer.id}",
        event="expert.cv_given",
        subject=f"expert:{expert.id}",
        facts={"file": wanted.filename, "sha256": wanted.sha256},
    )


async def _into_chat(post: Post, expert: Expert, wanted: CvOnFile) -> None:
    chat = post.cause.sender if post.cause else ""
    await enqueue(
        post.session,
        kind=Channel.TELEGRAM,
        destination=chat,
        payload={"chat_id": int(chat.partition(":")[2]), "document": wanted.file_id},
        about=f"expert:{expert.id}",
        due_at=post.now,
        now=post.now,
    )
