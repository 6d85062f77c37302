"""The open SMTP connections: so many and no more, and a goodbye for each when the service stops."""

import asyncio
from contextlib import suppress

from bot.mail.front_desk import FrontDesk
from bot.mail.smtp_session import Conversation

_TO_FINISH = 15.0


class Doors:
    """The open connections, so many and no more."""

    def __init__(self, desk: FrontDesk, *, max_connections: int, silence: float) -> None:
        self._desk = desk
        self._most = max_connections
        self._silence = silence
        self._inside: set[Visit] = set()
        self._empty = asyncio.Event()
        self._empty.set()

    def open(self) -> asyncio.Protocol:
        """A conversation for a new connection, or a friendly refusal of one."""
        if len(self._inside) >= self._most:
            return Full()
        return Visit(self, self._desk, hostname=self._desk.hostname, timeout=self._silence)

    def entered(self, visit: "Visit") -> None:
        """One more."""
        self._inside.add(visit)
        self._empty.clear()

    def left(self, visit: "Visit") -> None:
        """One less."""
        self._inside.discard(visit)
        if not self._inside:
            self._empty.set()

    async def close(self) -> None:
        """Say goodbye to everybody; who waits for the answer to a complete mail gets it first."""
        self._desk.closing = True
        talks = [visit.talk for visit in self._inside if visit.talk is not None]
        for visit in tuple(self._inside):
            if not visit.taking:
                visit.say_goodbye()
        with suppress(TimeoutError):
            async with asyncio.timeout(_TO_FINISH):
                await self._empty.wait()
        for visit in tuple(self._inside):
            visit.cut_off()
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


class Visit(Conversation):
    """A conversation that the doors know of."""

    def __init__(self, doors: Doors, desk: FrontDesk, *, hostname: str, timeout: float) -> None:
        super().__init__(desk, hostname=hostname, timeout=timeout)
        self._doors = doors

    @property
    def talk(self) -> asyncio.Task[None] | None:
        """The task in which the library listens."""
        return self._handler_coroutine

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody came in."""
        self._doors.entered(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Somebody left."""
        super().connection_lost(error)
        self._doors.left(self)

    def say_goodbye(self) -> None:
        """Ask the sender to come again later; a mail that was not complete stays with them."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.write(b"421 4.3.2 Closing down, please try again\r\n")
            self.transport.close()

    def cut_off(self) -> None:
        """End a conversation whose other side does not read."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()


class Full(asyncio.Protocol):
    """Tells one visitor too many to come again later."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say so and close."""
        if isinstance(transport, asyncio.WriteTransport):
            transport.write(b"421 4.3.2 Too many connections, please try again\r\n")
        transport.close()
