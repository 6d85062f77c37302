"""A bare SMTP client for what no well-behaved program would send."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Talk:
    """One connection; every reply is read whole."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def reply(self) -> str:
        """The next reply, all its lines; '' when the other side has hung up."""
        lines: list[str] = []
        async with asyncio.timeout(20):
            while not lines or lines[-1][3:4] == "-":
                line = await self.reader.readline()
                if not line:
                    break
                lines.append(line.decode().rstrip("\r\n"))
        return "\n".join(lines)

    async def say(self, line: bytes | str) -> str:
        """Send one line and read the reply."""
        await self.send((line if isinstance(line, bytes) else line.encode()) + b"\r\n")
        return await self.reply()

    async def send(self, content: bytes) -> None:
        self.writer.write(content)
        await self.writer.drain()

    async def envelope(self, mail_from: str, *recipients: str) -> None:
        """Everything up to the 354."""
        for line in (
            "EHLO client.example",
            f"MAIL FROM:<{mail_from}>",
            *(f"RCPT TO:<{to}>" for to in recipients),
        ):
            assert (await self.say(line)).startswith("250")
        assert (await self.say("DATA")).startswith("354")

    async def hung_up(self) -> bool:
        """Whether the other side closes within the deadline, whatever it says first."""
        with suppress(ConnectionError):
            async with asyncio.timeout(20):
                await self.reader.read()
        return True


@asynccontextmanager
async def talk(port: int, *, greeted: bool = True) -> AsyncIterator[Talk]:
    """A connection to a server on this machine, its greeting already read."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    client = Talk(reader, writer)
    try:
        if greeted:
            assert (await client.reply()).startswith("220")
        yield client
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
