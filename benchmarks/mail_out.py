"""How many mails a second go out: `python -m benchmarks.mail_out [MILLISECONDS ...]`.

The mail server is aiosmtpd in a process of its own, behind a line that takes so many milliseconds each way.
Each mail is composed, text and HTML, and handed over by Muster's `MailSender`.
"""

import asyncio
import multiprocessing
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection

from rich.console import Console
from rich.table import Table

from bot.dispatch.outcome import Sent
from bot.mail.compose import MailIdentity
from bot.mail.outbox import MailSender
from bot.mail.relay import SmtpAccess
from bot.texts.letter import Facts, Letter, Paragraph
from bot.texts.letter_json import letter_to_json
from storage.mail import Job
from tests.peers.smtp import smtp_peer

MAILS = 100
LINES = (0, 10, 50)
"""Milliseconds each way: the same machine, the same country, another continent."""
NOW = datetime.fromisoformat("2026-01-12T09:00:00+00:00")
IDENTITY = MailIdentity("Facility for Social Protection", "muster@facility.example", b"s" * 32)
LETTER = Letter(
    "en",
    "[2026-03] A mission",
    (Paragraph("Dear Marta,"), Facts((("Country", "Togo"),) * 8), Paragraph("word " * 200)),
)
WAYS = (
    ("one connection, no pipelining", 1, False),
    ("1 connection", 1, True),
    ("2", 2, True),
    ("4", 4, True),
)


def job(number: int) -> Job:
    payload: dict[str, object] = {"letter": letter_to_json(LETTER), "to": f"expert{number}@client.example"}
    return Job(
        id=number, kind="mail", destination=str(number), payload=payload, message_id=f"{number}@facility.example",
        due_at=NOW, created_at=NOW,
    )  # fmt: skip


async def with_pool(port: int, connections: int) -> float:
    access = SmtpAccess("127.0.0.1", port, security="none")
    async with MailSender(access, IDENTITY, clock=lambda: NOW, connections=connections) as sender:
        await delivered(sender, MAILS + 1)
        return await timed(lambda number: delivered(sender, number))


async def delivered(sender: MailSender, number: int) -> None:
    outcome = await sender.deliver(job(number))
    assert isinstance(outcome, Sent), outcome


async def timed(send: Callable[[int], Awaitable[None]]) -> float:
    """Mails a second when all are there at once, twenty in hand as the worker holds them."""
    numbers = iter(range(1, MAILS + 1))

    async def some() -> None:
        for number in numbers:
            await send(number)

    began = asyncio.get_running_loop().time()
    async with asyncio.TaskGroup() as group:
        for _ in range(20):
            group.create_task(some())
    return MAILS / (asyncio.get_running_loop().time() - began)


@asynccontextmanager
async def long_line(port: int, delay: float) -> AsyncIterator[int]:
    """A port behind which the server is, `delay` seconds away."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        while piece := await reader.read(65_536):
            loop.call_later(delay, writer.write, piece)
        loop.call_later(delay, writer.close)

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if (task := asyncio.current_task()) is not None:
            open_lines.append(task)
        there, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(carry(reader, back), carry(there, writer), return_exceptions=True)

    open_lines: list[asyncio.Task[None]] = []
    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await asyncio.gather(*open_lines)
        await asyncio.sleep(2 * delay)  # the last goodbyes are on their way


def serve(pipe: Connection, *, pipelining: bool) -> None:
    async def run() -> None:
        async with smtp_peer(pipelining=pipelining) as peer:
            pipe.send(peer.port)
            await asyncio.get_running_loop().run_in_executor(None, pipe.recv)

    asyncio.run(run())


def measure(connections: int, *, pipelining: bool, delay: float) -> float:
    here, there = multiprocessing.Pipe()
    told = {"pipelining": pipelining}
    server = multiprocessing.Process(target=serve, args=(there,), kwargs=told, daemon=True)
    server.start()
    try:
        return asyncio.run(run(here.recv(), connections, delay))
    finally:
        here.send(None)
        server.join()


async def run(port: int, connections: int, delay: float) -> float:
    async with long_line(port, delay) as far:
        through = far if delay else port
        return await with_pool(through, connections)


def main() -> None:
    lines = [int(word) for word in sys.argv[1:]] or LINES
    table = Table(*["mails a second", *(f"{line} ms each way" for line in lines)])
    for name, connections, pipelining in WAYS:
        rates = [measure(connections, pipelining=pipelining, delay=line / 1000) for line in lines]
        table.add_row(name, *(f"{rate:.0f}" for rate in rates))
    Console().print(f"{MAILS} mails, {datetime.now(UTC):%Y-%m-%d}")
    Console().print(table)


if __name__ == "__main__":
    main()
