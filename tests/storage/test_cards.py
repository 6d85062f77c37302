"""Which chat messages show which request: known once Telegram has numbered them, replaced when a message changes."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.cards import ShownCard, card_at, cards_of, forget_card, forget_cards_of_chat, remember_card
from storage.database import Database
from storage.jobs import enqueue
from storage.mail import Job
from tests.factories import add_request

CHAT = "telegram:500"


async def sent(session: AsyncSession, now: datetime, number: int | None) -> int:
    """A job for the chat; with a number it has been sent."""
    job = await enqueue(
        session, kind="telegram", destination=CHAT, payload={"dedupe": str(number)}, due_at=now, now=now
    )
    row = await session.get_one(Job, job)
    row.result = {"message_id": number} if number else {}
    await session.flush()
    return job or 0


def card(job: int, request: int, now: datetime, chat: str = CHAT) -> ShownCard:
    return ShownCard(chat=chat, job_id=job, request_id=request, shown_at=now)


async def test_a_card_is_known_by_its_message_once_it_is_sent(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        job = await sent(session, now, None)
        await remember_card(session, card(job, request.id or 0, now))
        assert await cards_of(session, request.id or 0) == []

        (await session.get_one(Job, job)).result = {"message_id": 7}
        await session.flush()

        (shown,) = await cards_of(session, request.id or 0)
        assert (shown.chat, shown.message_id) == (CHAT, 7)
        assert await card_at(session, CHAT, 7) == shown


async def test_a_message_that_shows_something_else_shows_only_that(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        first, second = await add_request(session), await add_request(session)
        await remember_card(session, card(await sent(session, now, 7), first.id or 0, now))
        await cards_of(session, first.id or 0)

        await remember_card(session, card(await sent(session, now, 7), second.id or 0, now), instead_of=7)

        assert await cards_of(session, first.id or 0) == []
        assert [one.message_id for one in await cards_of(session, second.id or 0)] == [7]


async def test_chats_do_not_see_each_others_numbers(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        await remember_card(session, card(await sent(session, now, 7), request.id or 0, now))
        await remember_card(session, card(await sent(session, now, 7), request.id or 0, now, "telegram:600"))

        await forget_card(session, CHAT, 7)

        assert [one.chat for one in await cards_of(session, request.id or 0)] == ["telegram:600"]
        assert await card_at(session, CHAT, 7) is None


async def test_a_chat_can_be_forgotten(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        await remember_card(session, card(await sent(session, now, 7), request.id or 0, now))

        await forget_cards_of_chat(session, CHAT)

        assert await cards_of(session, request.id or 0) == []
