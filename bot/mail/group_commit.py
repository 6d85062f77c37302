"""Many mails, few transactions: whoever arrives while one is being written shares the next."""

import asyncio
import logging

from storage.inbox import Arrival, store_many
from storage.transaction import Transaction

log = logging.getLogger(__name__)

_MOST_AT_ONCE = 50
_TO_COMMIT = 60.0

_Waiting = tuple[Arrival, asyncio.Future[bool]]


class GroupCommit:
    """Keeps arrivals; the answer comes after the commit."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._waiting: list[_Waiting] = []
        self._writer: asyncio.Task[None] | None = None

    async def keep(self, arrival: Arrival) -> bool:
        """Whether the mail is safe now; also true for one that was here before.

        A sender who hangs up meanwhile does not stop the writing: the mail is then kept without a receipt,
        and when it is sent again it is recognised.
        """
        kept: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrival, kept))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all(), name="mail-group-commit")
        return await asyncio.shield(kept)

    async def finish(self) -> None:
        """Returns when everything that waited has been written or refused."""
        if self._writer is not None:
            await self._writer

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_MOST_AT_ONCE], self._waiting[_MOST_AT_ONCE:]
            if not await self._write(batch):
                # One mail the database cannot take must not make it refuse the others.
                for single in batch:
                    _answer([single], kept=len(batch) > 1 and await self._write([single]))
            else:
                _answer(batch, kept=True)

    async def _write(self, batch: list[_Waiting]) -> bool:
        try:
            async with asyncio.timeout(_TO_COMMIT), self._transaction() as session:
                await store_many(session, [arrival for arrival, _ in batch])
        except Exception as error:  # noqa: BLE001 - whatever ails the database, the sender keeps the mail
            log.error("mail.not_stored mails=%d error=%s", len(batch), type(error).__name__)  # noqa: TRY400 - the traceback quotes the mail
            return False
        log.info("mail.stored mails=%d", len(batch))
        return True


def _answer(batch: list[_Waiting], *, kept: bool) -> None:
    for _, waiting in batch:
        if not waiting.done():
            waiting.set_result(kept)
