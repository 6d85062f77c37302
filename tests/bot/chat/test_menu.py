from dataclasses import replace

import pytest

from bot.chat.client import TelegramClient
from bot.chat.menu import menu, set_menu
from bot.dispatch.channel_health import Patience
from bot.texts.partner_commands import COMMANDS
from config.languages import INTERFACE_LANGUAGES
from config.texts import keys
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_faults import Fault

PRIVATE = {"type": "all_private_chats"}


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_command_says_what_it_is_for(language: str) -> None:
    assert [command.command for command in menu(language)] == list(COMMANDS)
    assert all(3 <= len(command.description) <= 256 for command in menu(language))
    assert keys(language, "commands") == {f"commands.{name}" for name in COMMANDS}


async def test_the_menu_is_set_in_every_language_and_for_everybody_else(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    await set_menu(client, language="es")

    french = dict(peer.menu.of("fr", **PRIVATE))
    assert french["language"] == "Changer de langue"
    assert dict(peer.menu.of("sw", **PRIVATE))["language"] == "Cambiar de idioma"
    assert len(peer.called("setChatMenuButton")) == 1


async def test_a_telegram_that_is_away_is_waited_for(peer: TelegramPeer, client: TelegramClient) -> None:
    peer.fail_next(Fault(status=502, description="Bad Gateway"), "setMyCommands", times=2)
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    await set_menu(client, language="en", patience=replace(Patience(), pause=pause))

    assert len(waited) == 2
    assert dict(peer.menu.of("en", **PRIVATE))["help"] == "What Muster can do"
