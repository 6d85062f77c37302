"""What is known of chats: the officers' group, who takes no letters, and the bot's own name."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.cards import forget_cards_of_chat
from storage.people import BlockedChat, BotName, GroupReader, Officer, OfficerGroup
from storage.upsert import insert_into


async def officer_group(session: AsyncSession) -> OfficerGroup | None:
    """The group that cards are posted to, if the officers have chosen one."""
    return (await session.exec(select(OfficerGroup).limit(1))).one_or_none()


async def link_group(
    session: AsyncSession, chat: str, *, title: str, officer: Officer, now: datetime
) -> OfficerGroup | None:
    """Post cards to this group from now on; the group that was linked before, if it was another one."""
    before = await officer_group(session)
    if before is not None:
        await unlink_group(session, before.chat)
    if before is None or before.chat != chat:  # who was here some time ago may have left unseen
        await session.exec(delete(GroupReader).where(col(GroupReader.chat) == chat))
    session.add(
        OfficerGroup(
            chat=chat, title=title, language=officer.language, linked_by=officer.id or 0, linked_at=now
        )
    )
    await session.flush()
    await note_reader(session, chat, officer)
    return before if before is not None and before.chat != chat else None


async def unlink_group(session: AsyncSession, chat: str) -> OfficerGroup | None:
    """Post no more cards to this group; None if they were not posted there."""
    group = await session.get(OfficerGroup, chat)
    if group is not None:
        await session.delete(group)
        await forget_cards_of_chat(session, chat)
        await session.flush()
    return group


async def move_group(session: AsyncSession, before: str, after: str) -> bool:
    """The group has another number from now on; False if it is not the officers' group."""
    group = await unlink_group(session, before)
    if group is None:
        return False
    if await session.get(OfficerGroup, after) is None:
        session.add(OfficerGroup(**group.model_dump() | {"chat": after}))
        await session.flush()
    await session.exec(delete(GroupReader).where(col(GroupReader.chat) == after))
    await session.exec(update(GroupReader).where(col(GroupReader.chat) == before).values(chat=after))
    return True


async def note_reader(session: AsyncSession, chat: str, officer: Officer) -> None:
    """The officer was seen in the officers' group, and reads there from now on."""
    row = {"chat": chat, "officer_id": officer.id}
    await session.exec(insert_into(session, GroupReader).on_conflict_do_nothing(), params=[row])


async def forget_reader(session: AsyncSession, officer: Officer) -> None:
    """The officer has left the group, or has another chat of which nothing is known."""
    await session.exec(delete(GroupReader).where(col(GroupReader.officer_id) == officer.id))


async def reads_in_group(session: AsyncSession, chat: str, officer: Officer) -> bool:
    """Whether the officer was seen in this group; that somebody has a chat says nothing about it."""
    return await session.get(GroupReader, (chat, officer.id)) is not None


async def block_chat(session: AsyncSession, chat: str, *, now: datetime) -> None:
    """Letters for this person go by mail until they write in the chat again."""
    await forget_cards_of_chat(session, chat)
    row = {"chat": chat, "since": now}
    await session.exec(insert_into(session, BlockedChat).on_conflict_do_nothing(), params=[row])


async def unblock_chat(session: AsyncSession, chat: str) -> None:
    """The person is there again."""
    await session.exec(delete(BlockedChat).where(col(BlockedChat.chat) == chat))


async def takes_letters(session: AsyncSession, chat: str | None) -> bool:
    """Whether there is a chat, and the person in it has not blocked the bot."""
    return bool(chat) and await session.get(BlockedChat, chat) is None


async def keep_bot_name(session: AsyncSession, channel: str, name: str) -> None:
    """Note under which name people find Muster in this channel."""
    kept = await session.get(BotName, channel)
    if kept is None:
        session.add(BotName(channel=channel, name=name))
    else:
        kept.name = name
    await session.flush()


async def bot_name(session: AsyncSession, channel: str) -> str:
    """Under which name people find Muster in this channel; '' before the channel has told."""
    kept = await session.get(BotName, channel)
    return kept.name if kept else ""
