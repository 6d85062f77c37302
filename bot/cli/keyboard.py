"""Lines as they are typed or piped in, without ever holding up the event loop or the end of the program."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import suppress

LONGEST = 1_000_000


async def typed_lines(descriptor: int) -> AsyncIterator[str]:
    """Each line from a terminal, a pipe or a file, until its end.

    A thread of its own reads: a terminal cannot be waited for together with a file in one way, and a daemon
    that waits for the keyboard does not keep Ctrl-C from ending the program.
    """
    lines = asyncio.Queue[str | None]()
    feeding = (descriptor, asyncio.get_running_loop(), lines)
    threading.Thread(target=_feed, args=feeding, name="keyboard", daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line


def _feed(descriptor: int, loop: asyncio.AbstractEventLoop, lines: asyncio.Queue[str | None]) -> None:
    with (
        suppress(RuntimeError),  # the loop is closed: nobody listens any more
        open(descriptor, encoding="utf-8", errors="replace", closefd=False) as keyboard,
    ):
        while line := keyboard.readline(LONGEST):
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, None)
