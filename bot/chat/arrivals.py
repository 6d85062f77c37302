"""How an update is kept in the inbox: once per update id, in the order of its chat, exactly as it came."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.chat.read import chat_of
from storage import inbox
from storage.transaction import Transaction


async def store_updates(
    transaction: Transaction, updates: Sequence[tuple[Mapping[str, object], bytes]], now: datetime
) -> None:
    """Returns when all these updates (parsed, and as they came) are committed; repeats are dropped."""
    arrivals = [
        inbox.Arrival(
            channel="telegram",
            external_id=str(update["update_id"]),
            stream=chat_of(update),
            payload=payload,
            envelope={},
            received_at=now,
        )
        for update, payload in updates
    ]
    async with transaction() as session:
        await inbox.store_many(session, arrivals)
