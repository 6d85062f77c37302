"""Somebody blocks the bot: what they must still get goes by mail, until they write in the chat again."""

from sqlmodel import select

from storage.chats import takes_letters
from storage.people import Officer
from storage.states import RequestStatus
from tests.flows.chats import OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA, said
from tests.flows.steps import form, send_request

pytestmark = ON_SQLITE

SALMA = "salma@ministry.example"
SALMAS_CHAT = 100


async def request_in_chat(telegram: Telegram) -> None:
    await telegram.say(SALMAS_CHAT, "/request", name="Salma")
    await telegram.say(SALMAS_CHAT, form() + f"E-mail: {SALMA}\n")
    await telegram.press(SALMAS_CHAT, "f:send")


async def decide(telegram: Telegram) -> None:
    """Olga finds the request eligible by mail."""
    await telegram.facility.reply(await telegram.facility.mail_to(OLGA, "New request"), "ELIGIBLE")
    await telegram.quiet()


async def test_partner_who_blocked_the_bot_hears_of_the_request_by_mail(telegram: Telegram) -> None:
    await request_in_chat(telegram)
    telegram.peer.block(SALMAS_CHAT)
    await telegram.quiet()

    await decide(telegram)

    assert (await telegram.facility.request("2026-01")).status is RequestStatus.ELIGIBLE
    assert "2026-01" in said(await telegram.facility.mail_to(SALMA))


async def test_letter_that_waited_when_the_bot_was_blocked_goes_by_mail(telegram: Telegram) -> None:
    await request_in_chat(telegram)
    telegram.peer.chats.blocked.add(SALMAS_CHAT)

    await decide(telegram)

    assert "2026-01" in said(await telegram.facility.mail_to(SALMA))
    async with telegram.database.snapshot() as session:
        assert not await takes_letters(session, f"telegram:{SALMAS_CHAT}")
    assert len(telegram.facility.mails_to(SALMA)) == 1


async def test_partner_who_writes_again_is_told_in_the_chat_again(telegram: Telegram) -> None:
    await request_in_chat(telegram)
    telegram.peer.block(SALMAS_CHAT)
    await telegram.quiet()
    await telegram.say(SALMAS_CHAT, "/status")

    before = len(telegram.peer.messages(SALMAS_CHAT))
    await decide(telegram)

    assert len(telegram.peer.messages(SALMAS_CHAT)) > before
    assert telegram.facility.mails_to(SALMA) == []


async def test_officer_who_blocked_the_bot_decides_by_mail_and_comes_back_to_the_chat(
    telegram: Telegram,
) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    telegram.peer.block(OLGAS_CHAT)
    await telegram.quiet()

    await send_request(telegram.facility)
    await decide(telegram)
    queue = await telegram.say(OLGAS_CHAT, "/queue")

    async with telegram.database.snapshot() as session:
        olga = (await session.exec(select(Officer).where(Officer.email == OLGA))).one()
        assert await takes_letters(session, olga.chat)
    assert "2026-01" in queue
    assert (await telegram.facility.request("2026-01")).status is RequestStatus.ELIGIBLE
