"""A ClamAV daemon that follows a script, over TCP or a Unix socket: it speaks INSTREAM and PING as the real one does."""

import asyncio
import struct
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.documents import EICAR


@dataclass(slots=True)
class Clamd:
    """What it was given, and what it answers instead of the truth (`answers`, each used once, in order)."""

    address: str = ""
    scanned: list[bytes] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    silent: bool = False
    most: int = 1_000_000
    hung_up: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            command = await reader.readuntil(b"\0")
            answer = b"PONG" if command == b"zPING\0" else await self._scan(reader)
            if self.silent:
                await self.hung_up.wait()
            elif answer:
                writer.write((self.answers.pop(0) if self.answers else answer) + b"\0")
                await writer.drain()
        except (EOFError, OSError):
            pass
        finally:
            writer.close()

    async def _scan(self, reader: StreamReader) -> bytes:
        content = b""
        while size := struct.unpack("!L", await reader.readexactly(4))[0]:
            content += await reader.readexactly(size)
            if len(content) > self.most:
                return b"INSTREAM size limit exceeded. ERROR"
        self.scanned.append(content)
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"


@asynccontextmanager
async def clamd(socket: Path | None = None) -> AsyncIterator[Clamd]:
    """A daemon on a free port of this machine, or on a socket."""
    daemon = Clamd()
    if socket is not None:
        server = await asyncio.start_unix_server(daemon.serve, socket)
        daemon.address = str(socket)
    else:
        server = await asyncio.start_server(daemon.serve, "127.0.0.1", 0)
        daemon.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield daemon
        daemon.hung_up.set()
