from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.invitations import link_chat
from bot.dispatch.people_desk import INVITATION_LASTS, order_about_people
from bot.dispatch.people_orders import PeopleOrder, PeopleVerb, read_people_command
from bot.texts import people as letters
from bot.texts.letter import Choices, Letter, Paragraph
from storage import jobs
from storage.chats import block_chat, keep_bot_name, link_group, officer_group
from storage.database import Database
from storage.journal import JournalEntry
from storage.mail import Job
from storage.people import Officer
from storage.queries import officer_by_chat, officer_by_email
from storage.states import JobStatus, Role
from tests.bot.dispatch.office import OLGA, post, tray
from tests.factories import MOMENT, add_officer

PIET = "piet@facility.example"


@pytest.fixture
async def session(database: Database) -> AsyncIterator[AsyncSession]:
    async with database.transaction() as opened:
        yield opened


async def admin(session: AsyncSession, **values: Any) -> Officer:
    return await add_officer(session, **{"role": Role.ADMIN, "chat": "telegram:7"} | values)


async def order(session: AsyncSession, by: Officer, text: str) -> Letter:
    said = read_people_command(text)
    assert said is not None
    return await order_about_people(post(session), by, said)


async def press_remove(session: AsyncSession, by: Officer, number: int) -> Letter:
    return await order_about_people(post(session), by, PeopleOrder(PeopleVerb.REMOVE, target=number))


def words(letter: Letter) -> str:
    return "\n".join(block.text for block in letter.blocks if isinstance(block, Paragraph))


async def events(session: AsyncSession) -> list[tuple[str, str, str]]:
    found = (await session.exec(select(JournalEntry).order_by(col(JournalEntry.id)))).all()
    return [(entry.event, entry.actor, entry.subject) for entry in found]


async def test_admin_invites_by_a_link_that_works_once_and_is_mailed_too(session: AsyncSession) -> None:
    olga = await admin(session)
    await keep_bot_name(session, "telegram", "facility_bot")

    told = await order(session, olga, f"/invite approver {PIET} Piet Vos")

    piet = await officer_by_email(session, PIET)
    assert piet is not None
    assert (piet.name, piet.role, piet.chat) == ("Piet Vos", Role.APPROVER, None)
    link = next(line for line in words(told).splitlines() if line.startswith("https://"))
    assert link.startswith("https://t.me/facility_bot?start=")
    assert "26 January 2026" in words(told)
    [mailed] = await tray(session)
    assert (mailed.to, link in mailed.letter.blocks[-2].text) == (PIET, True)  # type: ignore[union-attr]
    secret = link.rpartition("=")[2]
    await link_chat(post(session), secret, "telegram:8", language="en")
    again = await link_chat(post(session), secret, "telegram:9", language="en")
    assert again is not None
    assert (piet.chat, "does not work any more" in words(again)) == ("telegram:8", True)
    assert ("officer.invited", "officer:1", "officer:2") in await events(session)


async def test_invitation_ends_after_its_time(session: AsyncSession) -> None:
    olga = await admin(session)
    told = await order(session, olga, f"/invite officer {PIET}")
    secret = words(told).partition("/start ")[2].splitlines()[0]

    late = post(session, MOMENT + INVITATION_LASTS + timedelta(seconds=1))
    await link_chat(late, secret, "telegram:8", language="en")

    assert await officer_by_chat(session, "telegram:8") is None


async def test_link_is_a_line_to_send_before_the_bot_has_told_its_name(session: AsyncSession) -> None:
    told = await order(session, await admin(session), f"/invite officer {PIET}")

    assert "https://" not in words(told)
    assert "/start " in words(told)


@pytest.mark.parametrize("said", ["/invite", "/invite officer", f"/invite king {PIET}", "/invite olga"])
async def test_invitation_that_is_not_understood_says_how(session: AsyncSession, said: str) -> None:
    olga = await admin(session)

    assert await order(session, olga, said) == letters.invite_how(language="en")
    assert await tray(session) == []


async def test_known_person_gets_another_role(session: AsyncSession) -> None:
    olga = await admin(session)
    piet = await add_officer(session, email=PIET, name="Piet Vos", chat="telegram:8")

    await order(session, olga, f"/invite observer {PIET}")

    assert (piet.role, piet.name, piet.chat) == (Role.OBSERVER, "Piet Vos", "telegram:8")


@pytest.mark.parametrize(
    ("known", "role"),
    [
        ({"role": Role.ADMIN}, Role.ADMIN),
        ({"role": Role.OBSERVER}, Role.OBSERVER),
        ({"role": Role.ADMIN, "active": False}, Role.OFFICER),
    ],
)
async def test_invitation_without_a_role_leaves_it_to_who_still_belongs_to_the_facility(
    session: AsyncSession, known: dict[str, Any], role: Role
) -> None:
    olga = await admin(session)
    piet = await add_officer(session, email=PIET, name="Piet Vos", **known)

    told = await order(session, olga, f"/invite {PIET}")

    assert (piet.role, piet.active) == (role, True)
    assert "Piet Vos" in words(told)


async def test_somebody_new_is_an_officer_if_no_role_is_said(session: AsyncSession) -> None:
    await order(session, await admin(session), f"/invite {PIET}")

    piet = await officer_by_email(session, PIET)
    assert piet is not None
    assert piet.role is Role.OFFICER


async def test_last_admin_keeps_the_role(session: AsyncSession) -> None:
    olga = await admin(session)

    told = await order(session, olga, f"/invite officer {OLGA}")

    assert told == letters.last_admin(name="Olga Novak", language="en")
    assert olga.role is Role.ADMIN


async def test_last_admin_cannot_be_removed_by_command_or_button(session: AsyncSession) -> None:
    olga = await admin(session)
    await add_officer(session, email=PIET)
    refused = letters.last_admin(name="Olga Novak", language="en")

    assert await order(session, olga, f"/remove {OLGA}") == refused
    assert await press_remove(session, olga, olga.id or 0) == refused
    assert olga.active


async def test_one_of_two_admins_can_be_removed_and_the_other_then_not(session: AsyncSession) -> None:
    olga, piet = await admin(session), await admin(session, email=PIET, name="Piet Vos", chat="telegram:8")

    assert await press_remove(session, olga, piet.id or 0) == letters.removed(name="Piet Vos", language="en")
    refused = await press_remove(session, olga, olga.id or 0)

    assert (piet.active, olga.active) == (False, True)
    assert refused == letters.last_admin(name="Olga Novak", language="en")


async def test_removal_is_asked_about_first(session: AsyncSession) -> None:
    olga = await admin(session)
    piet = await add_officer(session, email=PIET, name="Piet Vos")

    asked = await order(session, olga, f"/remove {PIET.upper()}")

    assert [one.action for block in asked.blocks if isinstance(block, Choices) for one in block.rows[0]] == [
        f"remove:{piet.id}"
    ]
    assert piet.active


async def test_removed_person_has_neither_chat_nor_letters_nor_invitation(session: AsyncSession) -> None:
    olga = await admin(session)
    told = await order(session, olga, f"/invite officer {PIET}")
    secret = words(told).partition("/start ")[2].splitlines()[0]
    piet = await officer_by_email(session, PIET)
    assert piet is not None
    piet.chat = "telegram:8"
    await jobs.enqueue(
        session, kind="telegram", destination="telegram:8", payload={}, due_at=MOMENT, now=MOMENT
    )

    await press_remove(session, olga, piet.id or 0)
    await link_chat(post(session), secret, "telegram:9", language="en")

    await session.refresh(piet)
    assert not piet.active
    assert await officer_by_chat(session, "telegram:8") is None
    waiting = select(Job.destination).where(Job.status != JobStatus.DONE)
    assert (await session.exec(waiting)).all() == ["menu:telegram:8"]
    assert await officer_by_chat(session, "telegram:9") is None
    assert ("officer.removed", "officer:1", "officer:2") in await events(session)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/remove", letters.remove_how(language="en")),
        ("/remove piet", letters.remove_how(language="en")),
        (f"/remove {PIET}", letters.not_on_file(email=PIET, language="en")),
    ],
)
async def test_nobody_is_removed_by_a_vague_order(session: AsyncSession, said: str, answer: Letter) -> None:
    assert await order(session, await admin(session), said) == answer


async def test_button_about_somebody_unknown_removes_nobody(session: AsyncSession) -> None:
    assert await press_remove(session, await admin(session), 99) == letters.remove_how(language="en")


async def test_people_are_listed_with_the_way_they_are_reached(session: AsyncSession) -> None:
    olga = await admin(session)
    blocked = await add_officer(session, email=PIET, name="Piet Vos", chat="telegram:8", role=Role.OBSERVER)
    await add_officer(session, email="tove@facility.example", name="Tove", chat="terminal:tove")
    await add_officer(session, email="gone@facility.example", name="Gone", active=False)
    await block_chat(session, blocked.chat or "", now=MOMENT)
    await link_group(session, "telegram:-5", title="Desk", officer=olga, now=MOMENT)

    listed = await order(session, blocked, "/people")

    assert listed == letters.people(
        [
            letters.PersonOnFile("Olga Novak", OLGA, Role.ADMIN, "telegram"),
            letters.PersonOnFile("Piet Vos", PIET, Role.OBSERVER, "mail"),
            letters.PersonOnFile("Tove", "tove@facility.example", Role.OFFICER, "terminal"),
        ],
        group="Desk",
        manages=False,
        language="en",
    )


async def test_group_is_linked_from_within_and_unlinked_from_anywhere(session: AsyncSession) -> None:
    olga = await admin(session)

    assert await order(session, olga, "/link") == letters.link_where(language="en")
    assert await order(session, olga, "/unlink") == letters.link_where(language="en")
    await link_group(session, "telegram:-5", title="Desk", officer=olga, now=MOMENT)
    assert await order(session, olga, "/unlink") == letters.group_unlinked(language="en")
    assert await officer_group(session) is None
