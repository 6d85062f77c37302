import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import aiosmtplib
import pytest

from bot.mail.handover import Handover

ME, MARTA = "muster+b1@facility.example", "marta@client.example"
RAW = b"Subject: x\r\n\r\nDear Marta,\r\n.a line with a dot\r\n"
BOTH = pytest.mark.parametrize("together", [True, False])
Turn = tuple[bytes, bytes]
"""What the server waits for, and what it says then."""
GREETED = [(b"MAIL", b"250 ok\r\n"), (b"RCPT", b"250 ok\r\n"), (b"DATA", b"354 go\r\n")]
WELL = [*GREETED, (b"\r\n.\r\n", b"250 2.0.0 kept\r\n")]


@asynccontextmanager
async def server(script: Sequence[Turn], *, together: bool) -> AsyncIterator[tuple[Handover, bytearray]]:
    """A server that says its lines, each after it has heard what it waits for."""
    heard, left = bytearray(), asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for expected, reply in script:
            begin = heard.rfind(b"DATA\r\n") if expected == b"\r\n.\r\n" else 0
            while expected not in heard[max(begin, 0) :]:
                if not (piece := await reader.read(65_536)):
                    break
                heard.extend(piece)
            writer.write(reply)
        with suppress(ConnectionError):
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        left.set()

    listening = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    transport, _ = await asyncio.get_running_loop().create_connection(asyncio.Protocol, "127.0.0.1", port)
    try:
        yield Handover(transport, together=together), heard
    finally:
        transport.abort()
        await left.wait()
        listening.close()


@BOTH
async def test_a_mail_is_handed_over_with_its_dots_protected(*, together: bool) -> None:
    async with server(WELL, together=together) as (handover, heard):
        receipt = await handover.send(ME, MARTA, RAW, options=["SIZE=48"])

    assert receipt == "2.0.0 kept"
    assert handover.body_sent
    assert heard == (
        b"MAIL FROM:<muster+b1@facility.example> SIZE=48\r\nRCPT TO:<marta@client.example>\r\nDATA\r\n"
        b"Subject: x\r\n\r\nDear Marta,\r\n..a line with a dot\r\n.\r\n"
    )


async def test_commands_sent_together_need_one_reply_to_wait_for() -> None:
    script = [(b"MAIL", b""), (b"RCPT", b""), (b"DATA\r\n", b"250 ok\r\n250 ok\r\n354 go\r\n"), WELL[-1]]

    async with server(script, together=True) as (handover, _):
        receipt = await handover.send(ME, MARTA, RAW)

    assert receipt == "2.0.0 kept"


@BOTH
async def test_a_refused_recipient_gets_no_letter(*, together: bool) -> None:
    script = [
        (b"MAIL", b"250 ok\r\n"),
        (b"RCPT", b"550-5.1.1 nobody\r\n550 5.1.1 of this name\r\n"),
        *([(b"DATA", b"503 5.5.1 no recipients\r\n")] if together else []),
        (b"RSET", b"250 ok\r\n"),
    ]

    async with server(script, together=together) as (handover, heard):
        with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refusal:
            await handover.send(ME, MARTA, RAW)

    [recipient] = refusal.value.recipients
    assert (recipient.code, recipient.message) == (550, "5.1.1 nobody\n5.1.1 of this name")
    assert b"Dear Marta" not in heard
    assert not handover.body_sent


async def test_a_server_that_goes_on_without_a_recipient_gets_an_empty_letter() -> None:
    script = [
        (b"MAIL", b"250 ok\r\n"),
        (b"RCPT", b"450 later\r\n"),
        (b"DATA", b"354 go\r\n"),
        (b"\r\n.\r\n", b"554 no recipients\r\n"),
        (b"RSET", b"250 ok\r\n"),
    ]

    async with server(script, together=True) as (handover, heard):
        with pytest.raises(aiosmtplib.SMTPRecipientsRefused):
            await handover.send(ME, MARTA, RAW)

    assert heard.endswith(b"DATA\r\n.\r\nRSET\r\n")


@BOTH
async def test_a_refused_sender_is_not_a_refused_recipient(*, together: bool) -> None:
    rest = [(b"RCPT", b"503 first MAIL\r\n"), (b"DATA", b"503 first MAIL\r\n")] if together else []

    async with server([(b"MAIL", b"550 5.7.60 not yours\r\n"), *rest], together=together) as (handover, _):
        with pytest.raises(aiosmtplib.SMTPSenderRefused) as refusal:
            await handover.send(ME, MARTA, RAW)

    assert (refusal.value.code, refusal.value.sender) == (550, ME)


@BOTH
@pytest.mark.parametrize("at", [1, 2, 3, 4])
async def test_a_server_that_closes_with_421_is_heard_and_left(at: int, *, together: bool) -> None:
    script = [*WELL[: at - 1], (WELL[at - 1][0], b"421 4.3.2 closing\r\n")]

    async with server(script, together=together) as (handover, _):
        with pytest.raises(aiosmtplib.SMTPException, match=r"4\.3\.2 closing|recipients") as closed:
            await handover.send(ME, MARTA, RAW)

    error = closed.value
    told = error.recipients[0] if isinstance(error, aiosmtplib.SMTPRecipientsRefused) else error
    assert isinstance(told, aiosmtplib.SMTPResponseException)
    assert told.code == 421
    assert not handover.is_open


@BOTH
async def test_a_letter_refused_at_its_end_leaves_a_connection_for_the_next(*, together: bool) -> None:
    script = [*GREETED, (b"\r\n.\r\n", b"554 5.6.0 spam\r\n")]

    async with server(script, together=together) as (handover, heard):
        with pytest.raises(aiosmtplib.SMTPDataError, match="spam"):
            await handover.send(ME, MARTA, RAW)

        assert b"RSET" not in heard


@pytest.mark.parametrize(
    "nonsense",
    [b"hello\r\n", b"99 x\r\n", b"250-a\r\n" * 200, b"x" * 20_000, b"\xff\xfe\r\n", b"", b"250 no end"],
)
async def test_a_server_that_talks_nonsense_is_as_good_as_gone(nonsense: bytes) -> None:
    async with server([(b"MAIL", nonsense)], together=True) as (handover, _):
        with pytest.raises((aiosmtplib.SMTPServerDisconnected, ConnectionError)):
            await handover.send(ME, MARTA, RAW)


@pytest.mark.parametrize(
    "address", ["a@b.example>\r\nRCPT TO:<c@d.example", "a\x00@b.example", "a@b\n.example"]
)
async def test_no_command_can_be_smuggled_in_by_an_address(address: str) -> None:
    async with server([], together=True) as (handover, heard):
        with pytest.raises(ValueError, match="control character"):
            await handover.send(ME, address, RAW)

    assert heard == b""
