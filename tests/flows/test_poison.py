"""A message that breaks its reader: tried three times, set aside, told to the officers; the others go on."""

from sqlmodel import col, select

from storage.mail import Inbox
from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import SALMA, send_request

NO_JSON = b"\xff\xfe not what a terminal sends"


async def test_poison_message_is_set_aside_after_three_tries_and_told_once(facility: Facility) -> None:
    eve = await facility.chat("eve")

    await eve.put_bytes(NO_JSON)

    dead = await _inbox_row(facility)
    assert (dead.status, dead.attempts, dead.payload) == ("dead", 3, NO_JSON)
    assert "JSONDecodeError" in dead.last_error or "UnicodeDecodeError" in dead.last_error
    told = said(await facility.mail_to(OLGA))
    assert "could not be processed, even after three attempts" in told
    assert "terminal:eve" in told
    assert len(facility.mails_to(OLGA)) == 1


async def test_poison_message_blocks_neither_its_sender_nor_others(facility: Facility) -> None:
    eve = await facility.chat("eve")

    await eve.put_bytes(NO_JSON)

    assert "New request" in await eve.say("/start")
    assert "2026-01" in (await send_request(facility)).subject
    assert len(facility.mails_to(SALMA)) == 1


async def _inbox_row(facility: Facility) -> Inbox:
    async with facility.database.snapshot() as session:
        return (await session.exec(select(Inbox).order_by(col(Inbox.id)))).one()
