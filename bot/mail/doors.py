"""The open connections: so many and no more, a share for each peer, and a goodbye for each when the service stops."""

import asyncio
import ssl
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from bot.mail.certificate import Certificate
from bot.mail.front_desk import FrontDesk
from bot.mail.limits import Memory, Share
from bot.mail.peer import Network, Peer, peer_of
from bot.mail.smtp_session import Conversation

_TO_FINISH = 15.0
_CLOSING = "421 4.3.2 Closing down, please try again"


class Doors:
    """Who may come in, and who is inside."""

    def __init__(
        self, desk: FrontDesk, *, relays: Sequence[Network], lmtp: bool, certificate: Certificate | None
    ) -> None:
        self._desk = desk
        self._relays = relays
        self._lmtp = lmtp
        self._certificate = certificate
        self._memory = Memory(desk.limits)
        self._inside: set[Visit] = set()
        self._of_household: Counter[str] = Counter()
        self._empty = asyncio.Event()
        self._empty.set()

    def open(self) -> asyncio.Protocol:
        """Somebody for a new connection to talk with."""
        return Porter(self)

    def peer(self, transport: asyncio.BaseTransport) -> Peer:
        """Who came."""
        return peer_of(transport.get_extra_info("peername"), self._relays)

    def objection(self, peer: Peer) -> str:
        """Why somebody has to come again later; '' if they need not."""
        limits = self._desk.limits
        if self._desk.closing:
            return _CLOSING
        if len(self._inside) >= limits.connections:
            return "421 4.3.2 Too many connections, please try again"
        if not peer.relay and self._of_household[peer.household] >= limits.connections_per_peer:
            return "421 4.7.0 Too many connections from your address, please try again"
        return ""

    def visit(self, peer: Peer) -> "Visit":
        """A conversation with somebody who is let in."""
        return Visit(
            self,
            peer,
            self._desk,
            self._memory.share(peer.household, unlimited=peer.relay),
            hostname=self._desk.hostname,
            lmtp=self._lmtp,
            tls=self._certificate.context() if self._certificate else None,
        )

    def entered(self, visit: "Visit") -> None:
        """One more; after STARTTLS the library says so a second time."""
        if visit not in self._inside:
            self._inside.add(visit)
            self._of_household[visit.peer.household] += 1
            self._empty.clear()

    def left(self, visit: "Visit") -> None:
        """One less; of who is not there nothing is remembered."""
        if visit in self._inside:
            self._inside.remove(visit)
            self._of_household -= Counter([visit.peer.household])
        if not self._inside:
            self._empty.set()

    async def close(self) -> None:
        """Say goodbye to everybody; who waits for the answer to a complete mail gets it first."""
        self._desk.closing = True
        talks = [visit.talk for visit in self._inside if visit.talk is not None]
        for visit in tuple(self._inside):
            if not visit.taking:
                visit.send_away(_CLOSING)
        with suppress(TimeoutError):
            async with asyncio.timeout(_TO_FINISH):
                await self._empty.wait()
        for visit in tuple(self._inside):
            visit.cut_off()
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


class Porter(asyncio.Protocol):
    """Looks at who comes; a conversation is made only for those who are let in."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let in, or ask to come again later."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - what a server socket gives
        peer = self._doors.peer(transport)
        objection = self._doors.objection(peer)
        if objection:
            transport.write(f"{objection}\r\n".encode("ascii"))
            transport.close()
        else:
            visit = self._doors.visit(peer)
            transport.set_protocol(visit)
            visit.connection_made(transport)


class Visit(Conversation):
    """A conversation that the doors know of."""

    def __init__(
        self,
        doors: Doors,
        peer: Peer,
        desk: FrontDesk,
        room: Share,
        *,
        hostname: str,
        lmtp: bool,
        tls: ssl.SSLContext | None,
    ) -> None:
        super().__init__(desk, room, hostname=hostname, lmtp=lmtp, tls=tls)
        self.peer = peer
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

    def cut_off(self) -> None:
        """End a conversation whose other side does not read."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()
