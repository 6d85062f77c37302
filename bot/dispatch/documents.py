"""A request's documents, for the officer who asks: into the chat, along with a mail, or where a terminal finds them.

Here only their sizes are looked at; the bytes are read when they are sent.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.commands import Command, Verb
from bot.dispatch.facts import request_facts
from bot.dispatch.post import Post
from bot.texts import officer_documents as letters
from bot.texts.letter import Letter
from bot.texts.officer_documents import Paper
from config.folding import fold
from intake.message import Channel, Message
from storage.jobs import enqueue
from storage.people import Officer
from storage.requests import Request, StoredFile

MOST_MAILED = 15 * 1024 * 1024
"""Bytes of documents in one mail: on the way they grow by a third, and many servers take no more than 25 MB."""


async def send_documents(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Have one document, those whose name is said, or all sent to whoever asks, by the channel they asked by."""
    facts = await request_facts(post.session, request)
    there = await papers_of(post.session, request.id or 0)
    wanted = _wanted(there, command)
    if not wanted:
        return letters.no_such_document(facts, there, language=officer.language)
    if post.cause is not None and post.cause.channel is Channel.MAIL:
        return _by_mail(letters.Asked(facts, there, wanted), language=officer.language)
    chat = _chat_of(post.cause)
    if not chat:
        return letters.document_by_hand(facts, wanted, language=officer.language)
    for paper in wanted:
        await _into_chat(post, chat, paper, request.id or 0)
    return letters.document_follows(facts, wanted, language=officer.language)


async def mailed_document(post: Post, officer: Officer, request: Request, number: int) -> Letter:
    """One document for an officer whose chat cannot be reached."""
    there = await papers_of(post.session, request.id or 0)
    wanted = [paper for paper in there if paper.id == number]
    asked = letters.Asked(await request_facts(post.session, request), there, wanted)
    return _by_mail(asked, language=officer.language)


async def refused_documents(
    post: Post, officer: Officer, request: Request, numbers: Sequence[int]
) -> Letter | None:
    """Instead of a mail that was refused with its documents; None if they are gone."""
    sent = [paper for paper in await papers_of(post.session, request.id or 0) if paper.id in numbers]
    facts = await request_facts(post.session, request)
    return letters.documents_refused(facts, sent, language=officer.language) if sent else None


async def papers_of(session: AsyncSession, request_id: int) -> list[Paper]:
    """The documents of a request, the oldest first."""
    found = await session.exec(
        select(StoredFile.id, StoredFile.filename, StoredFile.size)
        .where(StoredFile.request_id == request_id)
        .order_by(col(StoredFile.id))
    )
    return [Paper(number or 0, name, size) for number, name, size in found.all()]


def _wanted(there: Sequence[Paper], command: Command) -> list[Paper]:
    if command.verb is Verb.FILE:
        return [paper for paper in there if paper.id == command.other]
    said = fold(command.words)
    return [paper for paper in there if said in fold(paper.name)]


def _by_mail(asked: letters.Asked, *, language: str) -> Letter:
    """As many as one mail can carry, in their order; what is left out is named."""
    taken: list[Paper] = []
    for paper in asked.wanted:
        if sum(one.size for one in taken) + paper.size <= MOST_MAILED:
            taken.append(paper)
    letter = letters.documents_attached(asked, taken, most=MOST_MAILED, language=language)
    return replace(letter, documents=tuple(paper.id for paper in taken))


def _chat_of(cause: Message | None) -> str:
    """The chat that the order came from; '' for a terminal, which shows no documents."""
    if cause is None or cause.channel is not Channel.TELEGRAM:
        return ""
    return next(iter(cause.recipients), cause.sender)


async def _into_chat(post: Post, chat: str, paper: Paper, request_id: int) -> None:
    await enqueue(
        post.session,
        kind=Channel.TELEGRAM,
        destination=chat,
        payload={"chat_id": int(chat.partition(":")[2]), "document": paper.id},
        about=f"request:{request_id}",
        due_at=post.now,
        now=post.now,
    )
