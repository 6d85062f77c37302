"""The one thread in which an IMAP connection lives: its library blocks, the event loop must not."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

from bot.mail.mailbox import TO_ANSWER, TO_CONNECT, Mailbox, open_mailbox
from bot.mail.mailbox_access import ImapAccess, credential
from bot.mail.mailbox_login import LoginRefusedError

_Value = TypeVar("_Value")
_Call = Callable[[], None]

_TO_OPEN = TO_CONNECT + 3 * TO_ANSWER
_TO_DO = 600.0
"""Seconds for any one command: a server that trickles bytes for ever must not hold us for ever."""
_TO_CLOSE = 5.0


class MailboxThread:
    """Calls are made one after the other; who stops waiting for one has to cut the connection."""

    def __init__(self) -> None:
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        # A daemon: looking up a host name cannot be cut off, and must not keep the process from ending.
        Thread(target=self._work, name="mailbox", daemon=True).start()

    def start(self, call: Callable[[], _Value]) -> Future[_Value]:
        """What the call will return or raise."""
        outcome: Future[_Value] = Future()
        self._calls.put(lambda: _settle(outcome, call))
        return outcome

    async def run(self, call: Callable[[], _Value], *, seconds: float) -> _Value:
        """What the call returns or raises; a TimeoutError after so many seconds."""
        async with asyncio.timeout(seconds):
            return await asyncio.wrap_future(self.start(call))

    def end(self) -> None:
        """Let the thread end after the calls that wait."""
        self._calls.put(None)

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            call()


class OpenMailbox:
    """A mailbox whose calls can be awaited; after any error its connection is of no more use."""

    def __init__(self, thread: MailboxThread, mailbox: Mailbox) -> None:
        self._thread = thread
        self.mailbox = mailbox

    async def run(self, call: Callable[[Mailbox], _Value], *, seconds: float = _TO_DO) -> _Value:
        """What the call to the mailbox returns; cut off when nobody waits for it any more."""
        return await self._thread.run(lambda: call(self.mailbox), seconds=seconds)

    async def wait(self, seconds: float) -> None:
        """Return when there may be something new, at the latest after so many seconds."""
        if self.mailbox.can_idle:
            await self.run(lambda mailbox: mailbox.wait(seconds), seconds=seconds + 2 * TO_ANSWER)
        else:
            await asyncio.sleep(seconds)


@contextlib.asynccontextmanager
async def opened(access: ImapAccess, tls: ssl.SSLContext | None = None) -> AsyncIterator[OpenMailbox]:
    """The mailbox in a thread of its own; a token that is refused is asked for anew once."""
    thread = MailboxThread()
    try:
        try:
            mailbox = await _open(thread, access, tls)
        except LoginRefusedError:
            if access.tokens is None or access.password:
                raise
            mailbox = await _open(thread, access, tls, fresh=True)
        try:
            yield OpenMailbox(thread, mailbox)
        finally:
            mailbox.abort()
            with contextlib.suppress(TimeoutError):
                await asyncio.shield(thread.run(mailbox.close, seconds=_TO_CLOSE))
    finally:
        thread.end()


async def _open(
    thread: MailboxThread, access: ImapAccess, tls: ssl.SSLContext | None, *, fresh: bool = False
) -> Mailbox:
    shown = await credential(access, fresh=fresh)
    opening = thread.start(lambda: open_mailbox(access, shown, tls))
    try:
        async with asyncio.timeout(_TO_OPEN):
            return await asyncio.wrap_future(opening)
    except (TimeoutError, asyncio.CancelledError):
        opening.add_done_callback(_close_late)
        raise


def _close_late(opening: Future[Mailbox]) -> None:
    """Nobody waits any more for what has been opened at last."""
    if not opening.cancelled() and opening.exception() is None:
        opening.result().close()


def _settle(outcome: Future[_Value], call: Callable[[], _Value]) -> None:
    if not outcome.set_running_or_notify_cancel():
        return
    try:
        outcome.set_result(call())
    except BaseException as error:  # noqa: BLE001 - it is raised where the call is awaited
        outcome.set_exception(error)
