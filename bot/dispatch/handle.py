"""One message in, one transaction, everything that follows from it out: the same for every channel."""

from bot.dispatch.chat_desk import hear_chat
from bot.dispatch.mail_desk import hear_mail
from bot.dispatch.post import Post
from bot.dispatch.screens import follow_changes
from intake.message import Channel, Message


async def handle(post: Post, message: Message, *, inbox_id: int) -> str:
    """Do what a message asks for, on all screens that show it; returns a note that says how it was understood."""
    note = await _hear(post, message, inbox_id)
    await follow_changes(post)
    return note


async def _hear(post: Post, message: Message, inbox_id: int) -> str:
    if message.channel is Channel.MAIL:
        return await hear_mail(post, message, inbox_id=inbox_id)
    return await hear_chat(post, message)
