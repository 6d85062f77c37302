"""A request's documents, sent to the officer who presses for one; the bytes are read only when they are sent."""

from bot.dispatch.commands import Command
from bot.dispatch.facts import request_facts
from bot.dispatch.post import Post
from bot.dispatch.shown import pressed_message
from bot.texts import officer_documents as letters
from bot.texts.letter import Letter
from intake.message import Channel
from storage.jobs import enqueue
from storage.people import Officer
from storage.requests import Request, StoredFile


async def send_document(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Have one document sent to where the button was pressed; a terminal is told where to find it."""
    facts = await request_facts(post.session, request)
    file = await post.session.get(StoredFile, command.other) if command.other else None
    if file is None or file.request_id != request.id:
        return letters.no_such_document(facts, language=officer.language)
    chat, _ = pressed_message(post.cause)
    if not chat:
        return letters.document_by_hand(facts, file.filename, language=officer.language)
    await enqueue(
        post.session,
        kind=Channel.TELEGRAM,
        destination=chat,
        payload={"chat_id": int(chat.partition(":")[2]), "document": file.id},
        about=f"request:{request.id}",
        due_at=post.now,
        now=post.now,
    )
    return letters.document_follows(facts, file.filename, language=officer.language)
