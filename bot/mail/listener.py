"""Mail in: an SMTP or LMTP server in this event loop. 250 is said after the commit and not before."""

import asyncio
import errno
import logging
import os
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path

from bot.mail.certificate import Certificate
from bot.mail.doors import Doors
from bot.mail.front_desk import FrontDesk, Refused
from bot.mail.group_commit import GroupCommit
from bot.mail.limits import Limits
from bot.mail.peer import Network
from storage.transaction import Transaction

log = logging.getLogger(__name__)
# Below that the library writes into the log what people said: addresses, and the lines of a mail it did not expect.
logging.getLogger("mail.log").setLevel(logging.ERROR)

LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1"))
_WAITING_TO_BE_LET_IN = 128
_EVERY_LOCAL_PROGRAM = 0o666


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where mail comes in, in which dialect, and how the connection is protected."""

    host: str = "127.0.0.1"
    port: int = 0
    socket: Path | None = None
    """A Unix socket instead of host and port; who may use it is decided by the folder it is in."""
    lmtp: bool = False
    certificate: Certificate | None = None
    relays: Sequence[Network] = LOOPBACK
    """Mail servers in front of us: one of them may hold all connections."""


@asynccontextmanager
async def serve_mail(
    entrance: Entrance,
    *,
    transaction: Transaction,
    mail_address: str,
    limits: Limits,
    clock: Callable[[], datetime],
    arrived: Callable[[], None],
    refused: Refused,
) -> AsyncIterator[str]:
    """Listen while the block runs, telling where; leaving it lets mails that are complete be stored."""
    desk = FrontDesk(GroupCommit(transaction), mail_address, limits, clock, arrived, refused)
    house = Doors(desk, relays=entrance.relays, lmtp=entrance.lmtp, certificate=entrance.certificate)
    server = await _open(entrance, house)
    where = _where(server, entrance)
    log.info("mail.listening at=%s protocol=%s", where, "lmtp" if entrance.lmtp else "smtp")
    try:
        yield where
    finally:
        server.close()
        if entrance.socket:
            entrance.socket.unlink(missing_ok=True)
        await house.close()
        await desk.store.finish()
        log.info("mail.stopped")


async def _open(entrance: Entrance, house: Doors) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    if entrance.socket is None:
        return await loop.create_server(
            house.open, entrance.host, entrance.port, backlog=_WAITING_TO_BE_LET_IN
        )
    _not_in_use(entrance.socket)
    path = str(entrance.socket)  # a socket that a killed process left is removed
    server = await loop.create_unix_server(house.open, path, backlog=_WAITING_TO_BE_LET_IN)
    entrance.socket.chmod(_EVERY_LOCAL_PROGRAM)
    return server


def _not_in_use(path: Path) -> None:
    """An OSError if somebody answers there: the event loop would take the place of a living listener without a word."""
    with socket.socket(socket.AF_UNIX) as probe, suppress(FileNotFoundError, ConnectionRefusedError):
        probe.connect(str(path))
        raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE), str(path))


def _where(server: asyncio.Server, entrance: Entrance) -> str:
    if entrance.socket is not None:
        return str(entrance.socket)
    return f"{entrance.host}:{server.sockets[0].getsockname()[1]}"
