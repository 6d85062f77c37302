from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.mailboxes import Seen, find_or_add_mailbox, forget_gone, note_seen, seen_among
from storage.transaction import Transaction

PLACE = "muster@imap.facility.example/INBOX"
LARGEST = 2**32 - 1


async def mailbox_id(session: AsyncSession, now: datetime, place: str = PLACE) -> int:
    found = (await find_or_add_mailbox(session, place, now=now)).id
    assert found is not None
    return found


async def kept(session: AsyncSession) -> list[tuple[int, int]]:
    query = select(Seen.uidvalidity, Seen.uid).order_by(col(Seen.uidvalidity), col(Seen.uid))
    return list((await session.exec(query)).all())


async def test_a_folder_is_watched_from_the_first_time_it_is_opened(
    transaction: Transaction, now: datetime
) -> None:
    async with transaction() as session:
        first = await find_or_add_mailbox(session, PLACE, now=now)
    async with transaction() as session:
        again = await find_or_add_mailbox(session, PLACE, now=now + timedelta(days=40))

    assert (again.id, again.watched_since) == (first.id, now)


async def test_what_is_noted_is_seen(transaction: Transaction, now: datetime) -> None:
    async with transaction() as session:
        box = await mailbox_id(session, now)

        await note_seen(session, box, 7, [3, 5, LARGEST])

        assert await seen_among(session, box, 7, [1, 3, 4, 5, LARGEST]) == {3, 5, LARGEST}


async def test_noting_a_mail_twice_is_noting_it_once(transaction: Transaction, now: datetime) -> None:
    async with transaction() as session:
        box = await mailbox_id(session, now)
        await note_seen(session, box, 7, [3, 5])

        await note_seen(session, box, 7, [5, 6])

        assert await kept(session) == [(7, 3), (7, 5), (7, 6)]


async def test_of_no_mails_none_is_seen(transaction: Transaction, now: datetime) -> None:
    async with transaction() as session:
        box = await mailbox_id(session, now)
        await note_seen(session, box, 7, [])

        assert (await kept(session), await seen_among(session, box, 7, [])) == ([], set())


async def test_folders_and_numberings_are_told_apart(transaction: Transaction, now: datetime) -> None:
    async with transaction() as session:
        box, other = await mailbox_id(session, now), await mailbox_id(session, now, "other")
        await note_seen(session, box, 7, [3])

        found = [
            await seen_among(session, other, 7, [3]),
            await seen_among(session, box, 8, [3]),
            await seen_among(session, box, 7, [3]),
        ]

        assert found == [set(), set(), {3}]


@pytest.mark.parametrize("below", [1, 4, 100])
async def test_what_has_left_the_folder_is_forgotten(
    transaction: Transaction, now: datetime, below: int
) -> None:
    async with transaction() as session:
        box, other = await mailbox_id(session, now), await mailbox_id(session, now, "other")
        await note_seen(session, box, 6, [90])
        await note_seen(session, box, 7, [3, 5])
        await note_seen(session, other, 5, [1])

        await forget_gone(session, box, 7, lowest=below, next_uid=100)

        assert await kept(session) == [(5, 1), *((7, uid) for uid in (3, 5) if uid >= below)]


@pytest.mark.parametrize(("next_uid", "left"), [(5, []), (6, [(7, 3), (7, 5)]), (0, [(7, 3), (7, 5)])])
async def test_a_server_that_counts_anew_makes_everything_unseen(
    transaction: Transaction, now: datetime, next_uid: int, left: list[tuple[int, int]]
) -> None:
    async with transaction() as session:
        box = await mailbox_id(session, now)
        await note_seen(session, box, 7, [3, 5])

        await forget_gone(session, box, 7, lowest=1, next_uid=next_uid)

        assert await kept(session) == left
