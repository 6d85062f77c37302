"""Somebody in a chat whom no officer knows: taken seriously, but neither codes nor officers are theirs to use up."""

from sqlmodel import col, func, select

from storage.people import Contact
from storage.requests import Request, StoredFile
from tests.flows.chats import AMINA, OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA
from tests.flows.steps import form
from tests.peers.telegram import Attached

pytestmark = ON_SQLITE
TITLES = ("Fishing crews", "School meals", "Maternity leave", "Cash transfers", "Actuarial studies", "Labour inspection",
          "Audit of funds")  # fmt: skip


async def send(telegram: Telegram, title: str) -> None:
    await telegram.say(AMINA, "/request", name="Mallory")
    await telegram.say(AMINA, form(title=title) + "E-mail: salma@ministry.example\n")
    await telegram.press_old(AMINA, "f:send")


async def received(telegram: Telegram) -> int:
    async with telegram.database.snapshot() as session:
        query = select(func.count()).select_from(Request).where(col(Request.code).is_not(None))
        return (await session.exec(query)).one()


async def test_five_requests_a_day_are_taken_from_somebody_unknown(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    for title in TITLES:
        await send(telegram, title)

    shown = await telegram.say(AMINA, "/request")

    cards = [m for m in telegram.peer.messages(OLGAS_CHAT) if "eligible:" in " ".join(m.actions)]
    assert "enough new requests for today" in shown
    assert (await received(telegram), len(cards)) == (5, 5)
    telegram.facility.time.forward(days=1, minutes=1)
    await send(telegram, "Complaints")
    assert await received(telegram) == 6


async def test_a_partner_who_is_believed_sends_as_many_as_there_are(telegram: Telegram) -> None:
    await send(telegram, TITLES[0])
    async with telegram.database.transaction() as session:
        (await session.exec(select(Contact).where(Contact.chat == f"telegram:{AMINA}"))).one().verified = True

    for title in TITLES[1:]:
        await send(telegram, title)

    assert await received(telegram) == len(TITLES)


async def test_officers_hear_twenty_times_a_day_from_somebody_unknown(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await send(telegram, TITLES[0])
    mine = telegram.peer.messages(AMINA)[-1].message_id
    before = len(telegram.peer.messages(OLGAS_CHAT))
    for number in range(23):
        telegram.peer.say(AMINA, f"one more word, {number}", reply_to=mine)
    await telegram.quiet()

    shown = [one.text for one in telegram.peer.messages(AMINA)]

    assert len(telegram.peer.messages(OLGAS_CHAT)) - before == 20
    assert sum("Your words are kept with 2026-01" in text for text in shown) == 3


async def test_a_file_under_a_command_is_dropped_after_a_month(telegram: Telegram) -> None:
    telegram.peer.attach(AMINA, Attached("big.bin", b"x" * 1000), caption="/status", name="Amina")
    await telegram.quiet()
    assert await files(telegram) == 1

    telegram.facility.time.forward(days=29)
    await telegram.facility.look_at_clock()
    assert await files(telegram) == 1
    telegram.facility.time.forward(days=2)
    await telegram.facility.look_at_clock()

    assert await files(telegram) == 0


async def files(telegram: Telegram) -> int:
    async with telegram.database.snapshot() as session:
        return (await session.exec(select(func.count()).select_from(StoredFile))).one()
