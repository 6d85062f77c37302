import asyncio
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.smtp_session import MailReading, next_piece
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


@dataclass
class Room:
    """So much memory."""

    max_bytes: int
    free: int

    def may_hold(self, size: int) -> bool:
        if size > self.free:
            return False
        self.free -= size
        return True

    def release(self, size: int) -> None:
        self.free += size


def test_when_memory_is_full_a_mail_is_put_off_and_nothing_of_it_stays() -> None:
    memory = Room(max_bytes=100, free=25)
    reading = MailReading(memory)

    ends = [
        reading.add(piece) for piece in (b"0123456789\r\n", b"0123456789\r\n", b"0123456789\r\n", b".\r\n")
    ]

    assert ends == [False, False, False, True]
    assert (reading.no_room, reading.too_large, bytes(reading.content), memory.free) == (True, False, b"", 25)


def test_a_mail_over_the_limit_is_counted_but_not_held() -> None:
    memory = Room(max_bytes=20, free=1000)
    reading = MailReading(memory)

    for _ in range(5):
        reading.add(b"0123456789\r\n")

    assert (reading.size, reading.too_large, bytes(reading.content), memory.free) == (60, True, b"", 1000)


@given(st.lists(st.binary(max_size=30), max_size=8), st.integers(min_value=2, max_value=40))
async def test_reading_piece_by_piece_gives_what_was_sent(lines: list[bytes], buffer: int) -> None:
    content = b"".join(line.replace(b"\r", b"").replace(b"\n", b"") + b"\r\n" for line in lines)
    sent = b"".join(b"." * line.startswith(b".") + line for line in content.splitlines(keepends=True) if line)
    reader = asyncio.StreamReader(limit=buffer)
    reader.feed_data(sent + b".\r\n")
    reading = MailReading(Room(max_bytes=10_000, free=10_000))

    while not reading.add(await next_piece(reader)):
        pass

    assert bytes(reading.content) == content
    assert reading.size == len(sent)


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        (b"DATA", "503 5.5.1 Error: need RCPT command"),
        (b"DATA now", "501 5.5.4 Syntax: DATA"),
        (b"RCPT TO:<muster@facility.example>", "503 Error: need MAIL command"),
        (b"MAIL FROM:<", "553 5.1.3 Error: malformed address"),
        (b"MAIL FROM:<@>", "553 5.1.3 Error: malformed address"),
        (b"MAIL FROM:<marta@[>", "553 5.1.3 Error: malformed address"),
        (b"MAIL FROM:<a@x.example> SIZE=\xc2\xb2", "250 2.1.0 OK"),
        (b"AUTH PLAIN AHgAeA==", "538 5.7.11 Encryption required for requested authentication mechanism"),
        (b"STARTTLS", "454 TLS not available"),
        (b"\x00\xff\xfe", "500 Error: bad syntax"),
        (b"VRFY @\xff", "451 4.3.0 Something went wrong here, please try again"),
        (b"NOOP " + b"x" * 2_000, "500 Command line too long"),
        (b"NOOP " + b"x" * 200_000, "500 Command line too long"),
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
    assert after == "250 OK"


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
