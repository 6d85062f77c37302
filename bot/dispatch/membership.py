"""News about chats themselves: somebody has blocked the bot or let it in again, a group has moved or put it out."""

from bot.dispatch.groups import group_of
from bot.dispatch.post import Post, to_admins
from bot.texts.people import group_lost
from intake.message import Message
from storage.chats import block_chat, move_group, unblock_chat, unlink_group

BLOCKED, ADMITTED, MOVED = "blocked", "admitted", "moved"
"""The doubts of a message that is news about its chat."""


async def hear_membership(post: Post, message: Message) -> str:
    """Note what has become of a chat; a machine's notice is only noted."""
    note = f"{message.kind}: {', '.join(message.doubts)}"
    group = group_of(message)
    if MOVED in message.doubts:
        await move_group(post.session, group, message.references[0])
    elif BLOCKED in message.doubts and group:
        await lose_group(post, group)
    elif BLOCKED in message.doubts:
        await block_chat(post.session, message.sender, now=post.now)
    elif ADMITTED in message.doubts and not group:
        await unblock_chat(post.session, message.sender)
    return note


async def lose_group(post: Post, chat: str) -> bool:
    """Muster was put out of this group: cards go to each officer again, and the admins know; False if it was not theirs."""
    group = await unlink_group(post.session, chat)
    if group is None:
        return False
    await to_admins(
        post,
        lambda language: group_lost(title=group.title, language=language),
        about="group",
    )
    return True
