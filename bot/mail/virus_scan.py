"""Asks a ClamAV daemon about a file: the INSTREAM command, over TCP or a Unix socket."""

import asyncio
import struct
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from bot.texts.printable import one_line

CHUNK = 64 * 1024
LONGEST_ANSWER = 4_096
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Clean:
    """Nothing was found."""


@dataclass(frozen=True, slots=True)
class Infected:
    """Something was found."""

    virus: str


@dataclass(frozen=True, slots=True)
class Away:
    """Nobody knows: the scanner cannot be reached, or did not do its work."""

    reason: str


Verdict = Clean | Infected | Away


@dataclass(frozen=True, slots=True)
class Scanner:
    """A daemon at host:port, or at the path of its socket."""

    address: str
    seconds: float = 8.0

    async def scan(self, content: bytes) -> Verdict:
        """What it says about these bytes."""
        answer = await self._ask(b"zINSTREAM\0", content)
        return answer if isinstance(answer, Away) else _verdict(answer)

    async def is_there(self) -> Away | None:
        """None if it answers."""
        answer = await self._ask(b"zPING\0", None)
        if isinstance(answer, Away) or answer == "PONG":
            return answer if isinstance(answer, Away) else None
        return Away(f"an unexpected answer: {answer}")

    async def _ask(self, command: bytes, content: bytes | None) -> str | Away:
        try:
            async with asyncio.timeout(self.seconds), self._connection() as (reader, writer):
                writer.write(command)
                if content is not None:
                    await _stream(writer, content)
                answer = await reader.readuntil(b"\0")
        except TimeoutError:
            return Away(f"no answer within {self.seconds:g} seconds")
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
            return Away(one_line(str(error))[:200] or type(error).__name__)
        return one_line(answer.rstrip(b"\0").decode("utf-8", "replace"))

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[tuple[StreamReader, StreamWriter]]:
        host, _, port = self.address.rpartition(":")
        if self.address.startswith("/"):
            reader, writer = await asyncio.open_unix_connection(self.address, limit=LONGEST_ANSWER)
        else:
            reader, writer = await asyncio.open_connection(host.strip("[]"), int(port), limit=LONGEST_ANSWER)
        try:
            yield reader, writer
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


async def _stream(writer: StreamWriter, content: bytes) -> None:
    """Pieces with their lengths, then an empty one. A daemon that has heard enough says so before it hangs up."""
    with suppress(OSError):
        for start in range(0, len(content), CHUNK):
            piece = content[start : start + CHUNK]
            writer.write(struct.pack("!L", len(piece)) + piece)
            await writer.drain()
        writer.write(struct.pack("!L", 0))
        await writer.drain()


def _verdict(answer: str) -> Verdict:
    words = answer.removeprefix("stream:").strip()
    if words == "OK":
        return Clean()
    if words.endswith(" FOUND"):
        return Infected(words.removesuffix(" FOUND")[:LONGEST_NAME])
    return Away(words[:200] or "an empty answer")
