from collections.abc import AsyncIterator

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.chats import (
    block_chat,
    bot_name,
    forget_reader,
    keep_bot_name,
    link_group,
    move_group,
    note_reader,
    officer_group,
    reads_in_group,
    takes_letters,
    unblock_chat,
    unlink_group,
)
from storage.database import Database
from tests.factories import MOMENT, add_officer

GROUP, OTHER = "telegram:-5", "telegram:-1006"


@pytest.fixture
async def session(database: Database) -> AsyncIterator[AsyncSession]:
    async with database.transaction() as opened:
        yield opened


async def test_there_is_one_group_and_the_one_linked_last_counts(session: AsyncSession) -> None:
    officer = await add_officer(session, language="fr")

    first = await link_group(session, GROUP, title="Desk", officer=officer, now=MOMENT)
    second = await link_group(session, OTHER, title="New desk", officer=officer, now=MOMENT)
    again = await link_group(session, OTHER, title="Newer desk", officer=officer, now=MOMENT)

    group = await officer_group(session)
    assert (first, second.chat if second else "", again) == (None, GROUP, None)
    assert group is not None
    assert (group.chat, group.title, group.language, group.linked_by) == (OTHER, "Newer desk", "fr", 1)


async def test_group_that_moves_stays_linked(session: AsyncSession) -> None:
    await link_group(session, GROUP, title="Desk", officer=await add_officer(session), now=MOMENT)

    moved, again = await move_group(session, GROUP, OTHER), await move_group(session, GROUP, OTHER)

    group = await officer_group(session)
    assert (moved, again) == (True, False)
    assert group is not None
    assert (group.chat, group.title) == (OTHER, "Desk")


async def test_group_is_unlinked_once(session: AsyncSession) -> None:
    await link_group(session, GROUP, title="Desk", officer=await add_officer(session), now=MOMENT)

    assert await unlink_group(session, OTHER) is None
    assert await unlink_group(session, GROUP) is not None
    assert await unlink_group(session, GROUP) is None
    assert await officer_group(session) is None


async def test_only_who_was_seen_in_the_group_reads_there(session: AsyncSession) -> None:
    olga = await add_officer(session)
    piet, mila = [await add_officer(session, email=f"{name}@facility.example") for name in ("piet", "mila")]
    await link_group(session, GROUP, title="Desk", officer=olga, now=MOMENT)
    for _ in range(2):
        await note_reader(session, GROUP, piet)

    first = [await reads_in_group(session, GROUP, one) for one in (olga, piet, mila)]
    await move_group(session, GROUP, OTHER)
    moved = [await reads_in_group(session, OTHER, one) for one in (olga, piet, mila)]
    await forget_reader(session, piet)

    assert first == moved == [True, True, False]
    assert not await reads_in_group(session, OTHER, piet)


async def test_group_linked_again_knows_its_readers_only_if_it_was_linked_all_along(
    session: AsyncSession,
) -> None:
    olga = await add_officer(session)
    piet = await add_officer(session, email="piet@facility.example")
    await link_group(session, GROUP, title="Desk", officer=olga, now=MOMENT)
    await note_reader(session, GROUP, piet)

    await link_group(session, GROUP, title="Desk", officer=olga, now=MOMENT)
    all_along = await reads_in_group(session, GROUP, piet)
    await unlink_group(session, GROUP)
    lost = await reads_in_group(session, GROUP, piet)
    await link_group(session, GROUP, title="Desk", officer=olga, now=MOMENT)

    assert (all_along, lost) == (True, True)
    assert not await reads_in_group(session, GROUP, piet)


async def test_blocked_chat_takes_letters_again_after_it_is_lifted(session: AsyncSession) -> None:
    heard = [await takes_letters(session, "telegram:7")]
    for _ in range(2):
        await block_chat(session, "telegram:7", now=MOMENT)
    heard.append(await takes_letters(session, "telegram:7"))
    await unblock_chat(session, "telegram:7")
    heard.append(await takes_letters(session, "telegram:7"))

    assert heard == [True, False, True]


@pytest.mark.parametrize("nowhere", [None, ""])
async def test_no_chat_takes_no_letters(session: AsyncSession, nowhere: str | None) -> None:
    assert not await takes_letters(session, nowhere)


async def test_name_of_the_bot_is_kept_and_renewed(session: AsyncSession) -> None:
    before = await bot_name(session, "telegram")
    for name in ("muster_bot", "facility_bot"):
        await keep_bot_name(session, "telegram", name)

    assert (before, await bot_name(session, "telegram")) == ("", "facility_bot")
