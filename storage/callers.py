"""Everything that is on file about whoever writes in a chat, in one look: the most frequent question of all."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, bindparam
from sqlmodel import and_, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.people import BlockedChat, Contact, Dialogue, Officer
from storage.requests import Request


@dataclass(frozen=True, slots=True)
class Caller:
    """Who writes, and where their conversation stands; while this is held, `session.get` needs no query for it."""

    dialogue: Dialogue | None
    draft: Request | None
    """The request the dialogue is in the middle of."""
    officer: Officer | None
    """The active officer of this chat."""
    contact: Contact | None
    is_blocked: bool
    """Whether nothing is sent to this chat, because the person had blocked the bot."""


_CHAT = select(bindparam("chat", type_=String()).label("chat")).subquery().c.chat
_QUERY: Any = (
    select(Dialogue, Request, Officer, Contact)
    .add_columns(col(BlockedChat.chat))
    .select_from(_CHAT.table)
    .outerjoin(Dialogue, col(Dialogue.chat) == _CHAT)
    .outerjoin(Request, col(Request.id) == col(Dialogue.request_id))
    .outerjoin(Officer, and_(col(Officer.chat) == _CHAT, col(Officer.active)))
    .outerjoin(Contact, col(Contact.chat) == _CHAT)
    .outerjoin(BlockedChat, col(BlockedChat.chat) == _CHAT)
)


async def caller_of(session: AsyncSession, chat: str) -> Caller:
    """What is known of whoever writes in this chat (telegram:123)."""
    dialogue, draft, officer, contact, blocked = (await session.exec(_QUERY, params={"chat": chat})).one()
    return Caller(dialogue, draft, officer, contact, blocked is not None)
