"""News about chats themselves: somebody blocks the bot or lets it in, joins the group or leaves, the group moves or puts it out."""

from bot.dispatch.groups import group_of
from bot.dispatch.menus import offer_menu
from bot.dispatch.post import Post, to_admins
from bot.texts.people import group_lost
from intake.message import Message
from storage.chats import (
    block_chat,
    forget_reader,
    move_group,
    note_reader,
    officer_group,
    unblock_chat,
    unlink_group,
)
from storage.queries import officer_by_chat

BLOCKED, ADMITTED, MOVED, JOINED, LEFT = "blocked", "admitted", "moved", "joined", "left"
"""The doubts of a message that is news about its chat."""


async def hear_membership(post: Post, message: Message) -> str:
    """Note what has become of a chat; a machine's notice is only noted."""
    note = f"{message.kind}: {', '.join(message.doubts)}"
    group = group_of(message)
    if MOVED in message.doubts:
        await move_group(post.session, group, message.references[0])
        await offer_menu(post.session, message.references[0], now=post.now)
    elif BLOCKED in message.doubts and group:
        await lose_group(post, group)
    elif BLOCKED in message.doubts:
        await block_chat(post.session, message.sender, now=post.now)
    elif ADMITTED in message.doubts and not group:
        await unblock_chat(post.session, message.sender)
    elif {JOINED, LEFT} & {*message.doubts}:
        await _hear_members(post, group, message.references, stays=JOINED in message.doubts)
    return note


async def _hear_members(post: Post, group: str, people: tuple[str, ...], *, stays: bool) -> None:
    """Officers who have joined the officers' group read the cards there; who has left gets them elsewhere."""
    linked = await officer_group(post.session)
    if linked is None or linked.chat != group:
        return
    for person in people:
        officer = await officer_by_chat(post.session, person)
        if officer is not None and stays:
            await note_reader(post.session, group, officer)
        elif officer is not None:
            await forget_reader(post.session, officer)


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
