"""One message in, one transaction, everything that follows from it out: the same for every channel."""

from bot.dispatch.chat_desk import hear_chat
from bot.dispatch.mail_desk import hear_mail
from bot.dispatch.post import Post
from intake.message import Channel, Message


async def handle(post: Post, message: Message, *, inbox_id: int) -> str:
    """Do what a message asks for; returns a note that says how it was understood."""
    if message.channel is Channel.MAIL:
        return await hear_mail(post, message, inbox_id=inbox_id)
    return await hear_chat(post, message)
