"""Mail in: an SMTP server in this event loop. 250 is said after the commit and not before."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from bot.mail.doors import Doors
from bot.mail.front_desk import FrontDesk, Refused
from bot.mail.group_commit import GroupCommit
from storage.transaction import Transaction

log = logging.getLogger(__name__)
# At INFO the library writes every address into the log.
logging.getLogger("mail.log").setLevel(logging.WARNING)

_MOST_CONNECTIONS = 100
_SILENCE = 300.0


@asynccontextmanager
async def serve_mail(  # noqa: PLR0913 - values that the composition root passes down
    host: str,
    port: int,
    *,
    transaction: Transaction,
    mail_address: str,
    max_bytes: int,
    clock: Callable[[], datetime],
    arrived: Callable[[], None],
    refused: Refused,
    max_connections: int = _MOST_CONNECTIONS,
    silence: float = _SILENCE,
) -> AsyncIterator[int]:
    """Listen while the block runs, giving the port; leaving it lets mails that are complete be stored."""
    desk = FrontDesk(GroupCommit(transaction), mail_address, max_bytes, clock, arrived, refused)
    house = Doors(desk, max_connections=max_connections, silence=silence)
    server = await asyncio.get_running_loop().create_server(house.open, host, port)
    bound: int = server.sockets[0].getsockname()[1]
    log.info("mail.listening port=%d", bound)
    try:
        yield bound
    finally:
        server.close()
        await house.close()
        await desk.store.finish()
        log.info("mail.stopped")
