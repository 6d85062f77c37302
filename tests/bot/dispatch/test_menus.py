from datetime import datetime

import pytest
from sqlmodel import col, select

from bot.dispatch.menus import (
    MENU,
    Menu,
    desk_menu,
    facility_menus,
    group_menu,
    menu_from_json,
    offer_menu,
    partner_menu,
)
from bot.texts.partner_commands import COMMANDS
from config.languages import INTERFACE_LANGUAGES
from config.texts import keys
from storage.chats import link_group
from storage.database import Database
from storage.mail import Job
from storage.people import Officer
from storage.states import Role
from tests.factories import add_officer

WORKING = {
    "queue",
    "plan",
    "show",
    "documents",
    "cv",
    "inbox",
    "experts",
    "report",
    "people",
    "digest",
    "language",
    "help",
}
LOOKING = WORKING - {"plan", "cv", "inbox"}


async def menus(database: Database) -> list[tuple[str, Menu]]:
    async with database.snapshot() as session:
        jobs = (await session.exec(select(Job).order_by(col(Job.id)))).all()
    return [(job.destination, menu_from_json(job.payload[MENU])) for job in jobs]


def names(menu: Menu) -> set[str]:
    return {name for name, _ in menu}


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_command_says_what_it_is_for(language: str) -> None:
    everything = (*partner_menu(language), *desk_menu(Role.ADMIN, language), *group_menu(language))

    assert [name for name, _ in partner_menu(language)] == list(COMMANDS)
    assert all(3 <= len(what) <= 256 for _, what in everything)
    assert keys(language, "commands") == {f"commands.{name}" for name in COMMANDS}
    assert keys(language, "desk_commands") == {
        f"desk_commands.{name}" for name in names(desk_menu(Role.ADMIN, language)) | {"unlink"}
    }


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.OBSERVER, LOOKING),
        (Role.APPROVER, LOOKING),
        (Role.OFFICER, WORKING),
        (Role.ADMIN, WORKING | {"invite"}),
    ],
)
def test_a_role_is_offered_what_it_may_order(role: Role, offered: set[str]) -> None:
    assert names(desk_menu(role, "en")) == offered


async def test_a_chat_is_offered_the_commands_of_whoever_it_belongs_to(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        officer = await add_officer(session, chat="telegram:7", language="fr", role=Role.OBSERVER)
        await link_group(session, "telegram:-5", title="Desk", officer=officer, now=now)
        for chat in ("telegram:7", "telegram:-5", "telegram:8", "terminal:x", None):
            await offer_menu(session, chat, now=now)
        await offer_menu(session, "telegram:8", now=now, language="pt")

    assert await menus(database) == [
        ("menu:telegram:7", desk_menu(Role.OBSERVER, "fr")),
        ("menu:telegram:-5", group_menu("fr")),
        ("menu:telegram:8", ()),
        ("menu:telegram:8", partner_menu("pt")),
    ]


async def test_the_facilitys_chats_are_known_at_the_start(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        officer = await add_officer(session, chat="telegram:7", language="en", role=Role.ADMIN)
        await add_officer(session, email="a@facility.example", chat="terminal:a")
        await add_officer(session, email="b@facility.example", chat="telegram:9", active=False)
        await link_group(session, "telegram:-5", title="Desk", officer=officer, now=now)

    async with database.snapshot() as session:
        assert await facility_menus(session) == [(7, desk_menu(Role.ADMIN, "en")), (-5, group_menu("en"))]
        assert len((await session.exec(select(Officer))).all()) == 3


@pytest.mark.parametrize("stored", [None, "x", 3, [["queue"]], [1, 2], {"a": "b"}])
def test_a_menu_that_cannot_be_read_is_empty(stored: object) -> None:
    assert menu_from_json(stored) == ()
