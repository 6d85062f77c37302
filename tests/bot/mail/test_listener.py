import asyncio
import email.policy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import aiosmtplib
import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.mail.front_desk import Refusal
from bot.mail.limits import Limits
from storage.transaction import Transaction
from tests.bot.mail.office import ADDRESS, MAX_BYTES, Office, open_office
from tests.peers.smtp import SmtpPeer, letter
from tests.peers.smtp_talk import talk


async def test_a_mail_is_stored_before_it_is_acknowledged(
    office: Office, world: SmtpPeer, now: datetime
) -> None:
    mail = letter(sender="Marta <Marta@client.example>", to="muster+q1abc@facility.example", text="Yes.")

    reply = await world.send(mail, office.port)

    [row] = await office.inbox()
    assert reply == "2.0.0 Stored"
    assert row.payload == mail.as_bytes(policy=email.policy.SMTP)
    assert (row.channel, row.stream, row.received_at) == ("mail", "marta@client.example", now)
    assert row.envelope == {
        "mail_from": "marta@client.example",
        "rcpt_to": ["muster+q1abc@facility.example"],
        "peer": "127.0.0.1",
    }
    assert office.arrivals == 1


async def test_the_same_mail_again_is_acknowledged_and_not_doubled(office: Office, world: SmtpPeer) -> None:
    mail = letter(sender="marta@client.example", to=ADDRESS, text="Yes.")

    replies = [await world.send(mail, office.port) for _ in range(3)]

    assert replies == ["2.0.0 Stored"] * 3
    assert len(await office.inbox()) == 1


async def test_two_of_our_addresses_get_one_row(office: Office, world: SmtpPeer) -> None:
    mail = letter(sender="marta@client.example", to=ADDRESS, text="Yes.")
    both = (ADDRESS, "muster+r3xyz@facility.example")

    await world.send(mail, office.port, to=both)

    [row] = await office.inbox()
    assert row.envelope["rcpt_to"] == list(both)


async def test_what_people_say_is_not_written_into_the_log(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        async with talk(office.port) as client:
            await client.say("marta@client.example")
            await client.envelope("marta@client.example", ADDRESS)
            await client.say(b"Subject: x\r\n\r\nPrivate.\r\n.")
            await client.say("Private words of a mail nobody asked for")

    assert "mail.stored" in caplog.text
    assert "marta" not in caplog.text.lower()
    assert "private" not in caplog.text.lower()


@pytest.mark.parametrize("address", ["postmaster", "Postmaster@facility.example"])
async def test_the_postmaster_can_be_reached(office: Office, address: str) -> None:
    async with talk(office.port) as client:
        await client.envelope("marta@client.example", address)
        reply = await client.say(b"Subject: x\r\n\r\nYour server is slow.\r\n.")

    assert reply == "250 2.0.0 Stored"


async def test_a_bounce_comes_without_sender_and_is_taken(office: Office) -> None:
    async with talk(office.port) as client:
        await client.envelope("", ADDRESS)
        reply = await client.say(b"From: MAILER-DAEMON@relay.example\r\n\r\nUndeliverable\r\n.")

    [row] = await office.inbox()
    assert reply == "250 2.0.0 Stored"
    assert row.envelope["mail_from"] == ""
    assert row.stream == "mailer-daemon@relay.example"


@pytest.mark.parametrize(
    "address",
    [
        "someone@elsewhere.example",
        "musters@facility.example",
        "other@facility.example",
        "muster+x@facility.example.org",
        "muster%client.example@facility.example",
        '"muster@facility.example"@elsewhere.example',
    ],
)
async def test_mail_for_others_is_not_passed_on(office: Office, address: str) -> None:
    async with talk(office.port) as client:
        await client.say("EHLO client.example")
        await client.say("MAIL FROM:<marta@client.example>")
        reply = await client.say(f"RCPT TO:<{address}>")

    assert reply.startswith("550 5.1.1 ")


@pytest.mark.parametrize(
    "address", ["MUSTER@Facility.EXAMPLE", "Muster+Q1ABC@facility.example", "muster+a+b@facility.example"]
)
async def test_our_address_is_ours_in_any_case_and_with_any_tag(office: Office, address: str) -> None:
    async with talk(office.port) as client:
        await client.say("EHLO client.example")
        await client.say("MAIL FROM:<marta@client.example>")
        reply = await client.say(f"RCPT TO:<{address}>")

    assert reply == "250 2.1.5 OK"


async def test_an_address_is_kept_without_quotes_it_does_not_need(office: Office) -> None:
    async with talk(office.port) as client:
        await client.envelope("marta@client.example", r'"m\u\ster+Q1ABC"@Facility.example')
        await client.say("Subject: x\r\n\r\nYes.\r\n.")

    [row] = await office.inbox()
    assert row.envelope["rcpt_to"] == ["muster+q1abc@facility.example"]


async def test_an_international_domain_is_ours_by_both_its_names(
    transaction: Transaction, now: datetime
) -> None:
    office = Office(0, transaction)
    ours = "aide@xn--fcil-5na.example"
    async with open_office(transaction, now, office=office, mail_address=ours) as port, talk(port) as client:
        await client.envelope("marta@client.example", "aide+q1@fácil.example", "aide+q2@XN--fcil-5na.example")
        await client.say("Subject: x\r\n\r\nYes.\r\n.")

    [row] = await office.inbox()
    assert row.envelope["rcpt_to"] == ["aide+q1@xn--fcil-5na.example", "aide+q2@xn--fcil-5na.example"]


async def test_a_mail_of_thirty_megabytes_is_refused_with_a_clear_sentence(
    transaction: Transaction, now: datetime
) -> None:
    office = Office(0, transaction)
    megabyte = b"x" * 998 + b"\r\n"
    async with (
        open_office(transaction, now, office=office, limits=Limits(25 * 1024 * 1024)) as port,
        talk(port) as client,
    ):
        await client.envelope("marta@client.example", ADDRESS)
        for _ in range(30):
            await client.send(megabyte * 1049)
        reply = await client.say(b".")
        after = await client.say("NOOP")

    assert reply == (
        "552 5.3.4 The mail is too large: at most 25 MB with its attachments are taken. "
        "Please send it without the largest attachment"
    )
    assert after == "250 2.0.0 OK"
    assert office.refusals == [Refusal("marta@client.example", (ADDRESS,), 30 * 1049 * 1000, "127.0.0.1")]
    assert await office.inbox() == []


async def test_a_declared_size_over_the_limit_is_refused_before_the_mail_is_sent(
    office: Office, world: SmtpPeer
) -> None:
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await world.send(_large_mail(), office.port, mail_from="marta@client.example", to=(ADDRESS,))

    assert [refusal.code for refusal in refused.value.recipients] == [552]
    assert [refusal.mail_from for refusal in office.refusals] == ["marta@client.example"]


def _large_mail() -> bytes:
    return b"From: marta@client.example\r\n\r\n" + b"0123456789abcdef\r\n" * (MAX_BYTES // 18 + 10)


async def test_what_we_can_do_is_announced_and_login_is_not(office: Office) -> None:
    async with talk(office.port) as client:
        told = (await client.say("EHLO client.example")).split("\n")

    assert told == [
        "250-facility.example",
        f"250-SIZE {MAX_BYTES}",
        "250-8BITMIME",
        "250-SMTPUTF8",
        "250-PIPELINING",
        "250 ENHANCEDSTATUSCODES",
    ]


async def test_an_address_outside_ascii_may_write_to_us(office: Office) -> None:
    async with talk(office.port) as client:
        await client.say("EHLO client.example")
        await client.say("MAIL FROM:<josé@client.example> SMTPUTF8 BODY=8BITMIME")
        await client.say(f"RCPT TO:<{ADDRESS}>")
        await client.say("DATA")
        await client.say("Subject: día\r\n\r\nsí\r\n.")

    [row] = await office.inbox()
    assert row.stream == "josé@client.example"
    assert row.payload == "Subject: día\r\n\r\nsí\r\n".encode()


async def test_the_hundred_and_first_recipient_is_put_off(office: Office) -> None:
    async with talk(office.port) as client:
        await client.say("EHLO client.example")
        await client.say("MAIL FROM:<marta@client.example>")
        replies = [await client.say(f"RCPT TO:<muster+{n}@facility.example>") for n in range(101)]

    assert set(replies[:100]) == {"250 2.1.5 OK"}
    assert replies[100] == "452 4.5.3 Too many recipients, please send the others a copy of their own"


async def test_a_database_failure_leaves_the_mail_with_its_sender(
    now: datetime, transaction: Transaction
) -> None:
    @asynccontextmanager
    async def broken() -> AsyncIterator[AsyncSession]:
        async with transaction() as session:
            yield session
            raise OSError("disk full")

    office = Office(0, transaction)
    async with open_office(broken, now, office=office) as port, talk(port) as client:
        await client.envelope("marta@client.example", ADDRESS)
        reply = await client.say(b"Subject: x\r\n\r\nYes.\r\n.")

    assert reply == "451 4.3.0 The mail could not be stored now, please try again"
    assert office.arrivals == 0
    assert await office.inbox() == []


async def test_a_lost_note_about_a_refusal_does_not_change_the_answer(
    now: datetime, transaction: Transaction
) -> None:
    async def cannot_note(refusal: Refusal) -> None:
        raise OSError(f"no place for {refusal.size}")

    async with open_office(transaction, now, refused=cannot_note) as port, talk(port) as client:
        await client.envelope("marta@client.example", ADDRESS)
        await client.send(_large_mail())
        reply = await client.say(b".")

    assert reply.startswith("552 5.3.4 ")


async def test_many_mails_at_once_are_all_kept(office: Office, world: SmtpPeer) -> None:
    mails = [letter(sender=f"m{n}@client.example", to=ADDRESS, text=str(n)) for n in range(40)]

    replies = await asyncio.gather(*(world.send(mail, office.port) for mail in mails))

    assert replies == ["2.0.0 Stored"] * 40
    assert sorted(row.stream for row in await office.inbox()) == sorted(
        f"m{n}@client.example" for n in range(40)
    )
