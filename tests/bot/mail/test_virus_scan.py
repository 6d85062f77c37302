"""The scanner's language, against a scripted daemon over real sockets."""

import socket
from pathlib import Path

import pytest

from bot.mail.virus_scan import CHUNK, Away, Clean, Infected, Scanner
from tests.documents import EICAR
from tests.peers.clamd import clamd


async def test_a_clean_file_is_clean_and_arrives_whole() -> None:
    content = bytes(range(256)) * 1_000
    async with clamd() as daemon:
        assert await Scanner(daemon.address).scan(content) == Clean()

    assert daemon.scanned == [content]


@pytest.mark.parametrize("content", [b"", b"x", b"x" * CHUNK, b"x" * (CHUNK + 1)], ids=len)
async def test_every_length_is_told_rightly(content: bytes) -> None:
    async with clamd() as daemon:
        assert await Scanner(daemon.address).scan(content) == Clean()

    assert daemon.scanned == [content]


async def test_the_test_virus_is_found() -> None:
    async with clamd() as daemon:
        assert await Scanner(daemon.address).scan(EICAR) == Infected("Eicar-Test-Signature")


async def test_a_daemon_behind_a_unix_socket_is_asked_the_same(tmp_path: Path) -> None:
    async with clamd(tmp_path / "clamd.ctl") as daemon:
        scanner = Scanner(daemon.address)

        assert await scanner.scan(EICAR) == Infected("Eicar-Test-Signature")
        assert await scanner.is_there() is None


async def test_a_file_that_the_daemon_does_not_take_is_not_called_clean() -> None:
    async with clamd() as daemon:
        daemon.most = 1_000
        verdict = await Scanner(daemon.address).scan(bytes(5_000_000))

    assert isinstance(verdict, Away)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"INSTREAM size limit exceeded. ERROR", "INSTREAM size limit exceeded. ERROR"),
        (b"stream: ", "an empty answer"),
        (b"", "an empty answer"),
        (b"stream: OK, more or less", "OK, more or less"),
        (b"stream: \xff\r\nOK", "� OK"),
    ],
)
async def test_any_other_answer_is_no_verdict(answer: bytes, reason: str) -> None:
    async with clamd() as daemon:
        daemon.answers = [answer]
        verdict = await Scanner(daemon.address).scan(b"x")

    assert verdict == Away(reason)


async def test_an_answer_without_end_is_no_verdict() -> None:
    async with clamd() as daemon:
        daemon.answers = [b"x" * 100_000]
        verdict = await Scanner(daemon.address).scan(b"x")

    assert isinstance(verdict, Away)


async def test_a_daemon_that_says_nothing_is_not_waited_for() -> None:
    async with clamd() as daemon:
        daemon.silent = True
        verdict = await Scanner(daemon.address, seconds=0.1).scan(b"x")
        daemon.hung_up.set()

    assert verdict == Away("no answer within 0.1 seconds")


async def test_a_daemon_that_is_not_there_is_away(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    assert isinstance(await Scanner(f"127.0.0.1:{port}").is_there(), Away)
    assert isinstance(await Scanner(str(tmp_path / "nothing")).scan(b"x"), Away)


async def test_somebody_else_at_that_address_is_no_scanner() -> None:
    async with clamd() as daemon:
        daemon.answers = [b"220 mail.example"]
        found = await Scanner(daemon.address).is_there()

    assert found == Away("an unexpected answer: 220 mail.example")
