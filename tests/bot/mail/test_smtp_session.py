import pytest

from tests.bot.mail.office import ADDRESS, MAX_BYTES, Office
from tests.peers.smtp_talk import talk


async def kept(office: Office, content: bytes) -> bytes:
    """What is stored of a mail whose content is sent exactly so."""
    async with talk(office.port) as client:
        await client.envelope("marta@client.example", ADDRESS)
        assert await client.say(content + b"\r\n.") == "250 2.0.0 Stored"
    [row] = await office.inbox()
    return row.payload


async def test_the_dot_that_protects_a_dot_is_taken_away(office: Office) -> None:
    assert await kept(office, b"..\r\n...x\r\na.b") == b".\r\n..x\r\na.b\r\n"


@pytest.mark.parametrize(
    "inside", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n", b"\n\n.\n\n"]
)
async def test_no_second_mail_is_smuggled_in_behind_a_bare_line_end(office: Office, inside: bytes) -> None:
    second = (
        b"MAIL FROM:<officer@facility.example>\r\nRCPT TO:<" + ADDRESS.encode() + b">\r\nDATA\r\nAPPROVE A"
    )
    content = b"Subject: x\r\n\r\nYes." + inside + second

    stored = await kept(office, content)

    assert stored.endswith(b"APPROVE A\r\n")
    assert stored.startswith(b"Subject: x\r\n\r\nYes.")


async def test_any_byte_may_come(office: Office) -> None:
    content = b"Subject: \x00\xff\r\n\r\n" + bytes(set(range(256)) - {10, 13, 46})

    assert await kept(office, content) == content + b"\r\n"


@pytest.mark.parametrize("length", [999, 2_000, 65_535, 65_536, 65_537, 150_000])
async def test_a_line_longer_than_the_standard_allows_is_taken_whole(office: Office, length: int) -> None:
    content = b"Subject: x\r\n\r\n" + b"x" * length + b"\r\n.."

    assert await kept(office, content) == b"Subject: x\r\n\r\n" + b"x" * length + b"\r\n.\r\n"


async def test_an_empty_mail_is_a_mail(office: Office) -> None:
    async with talk(office.port) as client:
        await client.envelope("marta@client.example", ADDRESS)
        reply = await client.say(b".")

    assert reply == "250 2.0.0 Stored"


async def test_a_line_without_end_is_cut_off_and_nothing_is_kept(office: Office) -> None:
    async with talk(office.port) as client:
        await client.envelope("marta@client.example", ADDRESS)
        await client.send(b"x" * (MAX_BYTES * 4 + 100_000))
        reply = await client.reply()

    assert reply == "421 4.3.0 Far too much data, goodbye"
    assert await office.inbox() == []


async def test_a_mail_cut_off_in_the_middle_is_not_kept(office: Office) -> None:
    async with talk(office.port) as client:
        await client.envelope("marta@client.example", ADDRESS)
        await client.send(b"Subject: x\r\n\r\nYes, but")
    async with talk(office.port) as other:
        await other.say("NOOP")

    assert await office.inbox() == []


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        (b"DATA", "503 5.5.1 Error: need RCPT command"),
        (b"DATA now", "501 5.5.4 Syntax: DATA"),
        (b"RCPT TO:<muster@facility.example>", "503 5.5.1 Error: need MAIL command"),
        (b"MAIL FROM:<", "553 5.1.3 Error: malformed address"),
        (b"MAIL FROM:<@>", "553 5.1.3 Error: malformed address"),
        (b"MAIL FROM:<marta@[>", "553 5.1.3 Error: malformed address"),
        (b"MAIL FROM:<a@x.example> SIZE=\xc2\xb2", "250 2.1.0 OK"),
        (b"AUTH PLAIN AHgAeA==", "502 5.5.1 There is nothing to log in to"),
        (b"STARTTLS", "454 4.7.0 TLS not available"),
        (b"\x00\xff\xfe", "500 5.5.2 Error: bad syntax"),
        (b"VRFY @\xff", "252 2.5.0 Send a mail and see"),
        (b"EXPN @\xff", "502 5.5.1 EXPN not implemented"),
        (b"EHLO", "501 5.5.4 Syntax: EHLO hostname"),
        (b"LHLO client.example", "500 5.5.1 This is SMTP: EHLO"),
        (b"RSET", "250 2.0.0 OK"),
        (b"NOOP " + b"x" * 2_000, "500 5.5.2 Command line too long"),
        (b"NOOP " + b"x" * 200_000, "500 5.5.2 Command line too long"),
    ],
)
async def test_nonsense_is_answered_and_the_conversation_goes_on(
    office: Office, line: bytes, reply: str
) -> None:
    async with talk(office.port) as client:
        await client.say("EHLO client.example")
        told = await client.say(line)
        after = await client.say("NOOP")

    assert told == reply
    assert after == "250 2.0.0 OK"


async def test_bytes_that_are_no_text_in_an_address_can_be_stored(office: Office) -> None:
    async with talk(office.port) as client:
        await client.say("EHLO client.example")
        await client.say(b"MAIL FROM:<marta\xff@client.example>")
        await client.say(f"RCPT TO:<{ADDRESS}>")
        await client.say("DATA")
        reply = await client.say(b"Yes.\r\n.")

    [row] = await office.inbox()
    assert reply == "250 2.0.0 Stored"
    assert row.stream == "marta@client.example"
