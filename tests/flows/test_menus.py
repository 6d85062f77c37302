"""Beside the text box each sees what they can order: a partner, an officer, the group; and no more once they have left."""

import pytest

from bot.dispatch.menus import desk_menu, group_menu, partner_menu
from storage.states import Role
from tests.flows.chats import AMINA, OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA

pytestmark = ON_SQLITE

ADA, GROUP = 501, -5


@pytest.fixture
async def desk(telegram: Telegram) -> Telegram:
    await telegram.invite(ADA, "ada@facility.example", "Ada Admin", role=Role.ADMIN)
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    return telegram


def own(telegram: Telegram, chat: int) -> tuple[tuple[str, str], ...]:
    return tuple(telegram.peer.menu.of("en", type="chat", chat_id=chat))


async def test_an_officer_finds_the_commands_of_the_role_in_their_language(desk: Telegram) -> None:
    assert own(desk, OLGAS_CHAT) == desk_menu(Role.OFFICER, "en")

    await desk.say(OLGAS_CHAT, "/language fr")

    assert own(desk, OLGAS_CHAT) == desk_menu(Role.OFFICER, "fr")
    assert own(desk, ADA) == desk_menu(Role.ADMIN, "en")


async def test_the_menu_follows_the_role(desk: Telegram) -> None:
    await desk.say(ADA, f"/invite observer {OLGA}")

    assert own(desk, OLGAS_CHAT) == desk_menu(Role.OBSERVER, "en")


async def test_who_is_removed_has_the_partners_commands_again(desk: Telegram) -> None:
    await desk.say(ADA, f"/remove {OLGA}")
    await desk.press(ADA, "Yes, remove Olga Novak")

    assert own(desk, OLGAS_CHAT) == ()


async def test_a_chat_given_up_for_another_has_the_partners_commands_again(desk: Telegram) -> None:
    await desk.invite(OLGAS_CHAT + 9, OLGA, "Olga Novak")

    assert own(desk, OLGAS_CHAT) == ()
    assert own(desk, OLGAS_CHAT + 9) == desk_menu(Role.OFFICER, "en")


async def test_a_partner_who_chooses_a_language_finds_the_commands_in_it(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/start")
    assert own(telegram, AMINA) == ()

    await telegram.say(AMINA, "/language pt")

    assert own(telegram, AMINA) == partner_menu("pt")


async def test_the_group_has_a_menu_as_long_as_it_is_the_officers(desk: Telegram) -> None:
    desk.peer.join(GROUP, user_id=ADA, title="Desk")
    await desk.say(GROUP, "/link", user_id=ADA)
    assert own(desk, GROUP) == group_menu("en")

    await desk.say(GROUP, "/language es", user_id=ADA)
    assert own(desk, GROUP) == group_menu("es")

    await desk.say(GROUP, "/unlink", user_id=ADA)
    assert own(desk, GROUP) == ()
