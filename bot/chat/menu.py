"""The commands beside the text box: a partner's for everybody, and in the chats of the facility's people theirs."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)
from telegram.error import BadRequest, Forbidden

from bot.chat.client import TelegramClient
from bot.chat.trouble import until_reached
from bot.dispatch.channel_health import Patience
from bot.dispatch.menus import Menu, partner_menu
from config.languages import INTERFACE_LANGUAGES

_AS_USUAL = Patience()


async def set_menus(
    client: TelegramClient,
    own: Callable[[], Awaitable[Sequence[tuple[int, Menu]]]],
    *,
    language: str,
    patience: Patience = _AS_USUAL,
) -> None:
    """Returns when Telegram knows the commands, however long that takes; `language` is for whoever speaks another.

    They are set at every start, for they may have changed; `own` says the chats that have others.
    """
    await until_reached(lambda: _for_everybody(client, language), patience)
    for chat, menu in await own():
        await until_reached(partial(_if_there, client, chat, menu), patience)


async def _for_everybody(client: TelegramClient, language: str) -> None:
    scope = BotCommandScopeAllPrivateChats()
    await client.set_my_commands(_commands(partner_menu(language)), scope=scope)
    for code in INTERFACE_LANGUAGES:
        await client.set_my_commands(_commands(partner_menu(code)), scope=scope, language_code=code)
    await client.set_chat_menu_button(menu_button=MenuButtonCommands())


async def _if_there(client: TelegramClient, chat: int, menu: Menu) -> None:
    """Nobody misses the commands of a chat that is gone."""
    try:
        await offer(client, chat, menu)
    except (BadRequest, Forbidden):
        return


async def offer(client: Bot, chat: int, menu: Menu) -> None:
    """Set one chat's own commands; without any it has those of everybody again."""
    scope = BotCommandScopeChat(chat)
    if menu:
        await client.set_my_commands(_commands(menu), scope=scope)
    else:
        await client.delete_my_commands(scope=scope)


def _commands(menu: Menu) -> list[BotCommand]:
    return [BotCommand(name, what) for name, what in menu]
