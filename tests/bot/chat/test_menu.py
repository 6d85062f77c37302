from dataclasses import replace

from bot.chat.client import TelegramClient
from bot.chat.menu import offer, set_menus
from bot.dispatch.channel_health import Patience
from bot.dispatch.menus import Menu, desk_menu
from storage.states import Role
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_faults import Fault, refused

PRIVATE = {"type": "all_private_chats"}
OLGAS_CHAT = 500
OLGAS = desk_menu(Role.OFFICER, "fr")


async def nobodys() -> list[tuple[int, Menu]]:
    return []


async def olgas() -> list[tuple[int, Menu]]:
    return [(404, OLGAS), (OLGAS_CHAT, OLGAS)]


def of_chat(peer: TelegramPeer, chat: int) -> list[tuple[str, str]]:
    return peer.menu.of("en", type="chat", chat_id=chat)


async def test_the_menu_is_set_in_every_language_and_for_everybody_else(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    await set_menus(client, nobodys, language="es")

    french = dict(peer.menu.of("fr", **PRIVATE))
    assert french["language"] == "Changer de langue"
    assert dict(peer.menu.of("sw", **PRIVATE))["language"] == "Cambiar de idioma"
    assert len(peer.called("setChatMenuButton")) == 1


async def test_a_telegram_that_is_away_is_waited_for(peer: TelegramPeer, client: TelegramClient) -> None:
    peer.fail_next(Fault(status=502, description="Bad Gateway"), "setMyCommands", times=2)
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    await set_menus(client, nobodys, language="en", patience=replace(Patience(), pause=pause))

    assert len(waited) == 2
    assert dict(peer.menu.of("en", **PRIVATE))["help"] == "What Muster can do"


async def test_each_officers_chat_has_its_own_menu_whatever_became_of_another(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    peer.fail_next(Fault(), "setMyCommands", times=5)  # those for everybody
    peer.fail_next(refused(400, "Bad Request: chat not found"), "setMyCommands")

    await set_menus(client, olgas, language="en")

    assert (of_chat(peer, 404), of_chat(peer, OLGAS_CHAT)) == ([], list(OLGAS))


async def test_a_chat_without_own_commands_has_those_of_everybody_again(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    await offer(client, OLGAS_CHAT, OLGAS)

    await offer(client, OLGAS_CHAT, ())

    assert of_chat(peer, OLGAS_CHAT) == []
