from datetime import datetime

import pytest

from bot.mail.compose import MailIdentity
from bot.mail.outbox import MailSender
from bot.mail.relay import SmtpAccess
from tests.bot.mail.office import Office
from tests.bot.mail.test_outbox import MARTA, job
from tests.peers.smtp import SmtpPeer, answer, letter


async def test_a_letter_goes_out_and_its_answer_comes_back_in_the_same_thread(
    office: Office, world: SmtpPeer, identity: MailIdentity, now: datetime
) -> None:
    access = SmtpAccess("127.0.0.1", world.port, security="none")
    async with MailSender(access, identity, clock=lambda: now) as sender:
        await sender.deliver(job(7, now))
    asked = await world.wait_for(to=MARTA, contains="Dear Marta,")

    await world.send(answer(asked, "Yes, gladly."), office.port)

    [row] = await office.inbox()
    assert row.envelope["rcpt_to"] == ["muster+q7abcdef@facility.example"]
    assert b"In-Reply-To: <7@facility.example>\r\n" in row.payload
    assert b"\r\nYes, gladly.\r\n" in row.payload
    assert b"\r\n> Dear Marta,\r\n" in row.payload


async def test_each_mail_is_waited_for_once(world: SmtpPeer) -> None:
    for text in ("first", "second"):
        await world.send(letter(sender="a@client.example", to=MARTA, text=text), world.port)

    found = [(await world.wait_for(to=MARTA)).text for _ in range(2)]

    assert found == ["first\n", "second\n"]
    with pytest.raises(AssertionError, match="no mail to"):
        await world.wait_for(to=MARTA, deadline=0.01)
