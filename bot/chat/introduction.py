"""The bot's own name, learned once at the start: links to it are made from that."""

from bot.chat.client import TelegramClient
from bot.chat.trouble import until_reached
from bot.dispatch.channel_health import Patience
from storage.chats import keep_bot_name
from storage.transaction import Transaction

_AS_USUAL = Patience()


async def learn_name(
    client: TelegramClient, transaction: Transaction, patience: Patience = _AS_USUAL
) -> None:
    """Returns when Telegram has told the bot's name and it is kept, however long that takes."""
    me = await until_reached(client.get_me, patience)
    async with transaction() as session:
        await keep_bot_name(session, "telegram", me.username or "")
