"""The commands a partner finds beside the text box, in each language; set at every start, for they may have changed."""

from telegram import BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands

from bot.chat.client import TelegramClient
from bot.chat.trouble import until_reached
from bot.dispatch.channel_health import Patience
from bot.texts.partner_commands import COMMANDS
from config.languages import INTERFACE_LANGUAGES
from config.texts import say

_AS_USUAL = Patience()


async def set_menu(client: TelegramClient, *, language: str, patience: Patience = _AS_USUAL) -> None:
    """Returns when Telegram knows the commands, however long that takes; `language` is for whoever speaks another."""
    await until_reached(lambda: _set(client, language), patience)


async def _set(client: TelegramClient, language: str) -> None:
    scope = BotCommandScopeAllPrivateChats()
    await client.set_my_commands(menu(language), scope=scope)
    for code in INTERFACE_LANGUAGES:
        await client.set_my_commands(menu(code), scope=scope, language_code=code)
    await client.set_chat_menu_button(menu_button=MenuButtonCommands())


def menu(language: str) -> list[BotCommand]:
    """The commands and what each is for."""
    return [BotCommand(name, say(language, f"commands.{name}")) for name in COMMANDS]
