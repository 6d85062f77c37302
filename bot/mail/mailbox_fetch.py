"""Reading a mailbox out: each mail is stored first and put away after the commit, so none is lost and none doubled."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.mail.arrival import MAILBOX, arrival, clean_address
from bot.mail.front_desk import Refusal
from bot.mail.mailbox import Listed, Mailbox
from bot.mail.mailbox_envelope import envelope
from bot.mail.mailbox_thread import OpenMailbox
from bot.mail.mailbox_trials import Trials
from bot.texts.printable import one_line
from storage.inbox import Arrival, store_many
from storage.mailboxes import find_or_add_mailbox, forget_gone, note_seen, seen_among
from storage.transaction import Transaction

log = logging.getLogger(__name__)

_FETCHED_AT_ONCE = 200
_BYTES_AT_ONCE = 8 * 1024 * 1024
_MOVED_AT_ONCE = 500
_TO_COMMIT = 60.0


class NotStoredError(Exception):
    """The database did not take what was read; the mails stay in the mailbox."""


@dataclass(frozen=True, slots=True)
class MailRoom:
    """What the house gives to whoever reads a mailbox for it."""

    transaction: Transaction
    mail_address: str
    max_bytes: int
    clock: Callable[[], datetime]
    arrived: Callable[[], None]
    refused: Callable[[AsyncSession, Refusal], Awaitable[None]]
    days_back: int = 30
    """Mails that were older than this when the folder was first opened belong to its earlier life."""


class Reader:
    """Reads one open mailbox."""

    def __init__(self, box: OpenMailbox, room: MailRoom, place: str, trials: Trials) -> None:
        self._box = box
        self._room = room
        self._place = place
        self._trials = trials
        self._mailbox_id = 0
        self._since = date.max
        self._highest = 0
        """All up to this number has been looked at in this connection: only saves looking again."""

    async def read_all(self) -> None:
        """Look at the whole folder: what is new is read; what is kept and still lies there is put away."""
        await self._box.run(Mailbox.reopen)
        self._trials.numbered(self._box.mailbox.uidvalidity)
        self._since = since = await self._first_day()
        uids = await self._box.run(lambda mailbox: mailbox.uids(since))
        kept = await self._kept(uids)
        for some in _cut(sorted(kept), _MOVED_AT_ONCE):
            await self._put_away(some)
        await self._read([uid for uid in uids if uid not in kept])
        self._highest = max(uids, default=0)

    async def read_new(self) -> bool:
        """Read what came since the last look; whether anything did."""
        highest, since = self._highest, self._since
        uids = await self._box.run(lambda mailbox: mailbox.uids_above(highest, since))
        await self._read(uids)
        self._highest = max(uids, default=highest)
        return bool(uids)

    async def _first_day(self) -> date:
        async with self._stored() as session:
            folder = await find_or_add_mailbox(session, self._place, now=self._room.clock())
        self._mailbox_id = folder.id or 0
        return (folder.watched_since - timedelta(days=self._room.days_back)).date()

    async def _kept(self, uids: Sequence[int]) -> set[int]:
        validity, next_uid = self._box.mailbox.uidvalidity, self._box.mailbox.next_uid
        lowest = uids[0] if uids else next_uid
        async with self._stored() as session:
            await forget_gone(session, self._mailbox_id, validity, lowest=lowest, next_uid=next_uid)
            return await seen_among(session, self._mailbox_id, validity, uids)

    async def _read(self, uids: Sequence[int]) -> None:
        for batch in self._trials.batches(uids):
            with self._trials.in_hand(batch):
                listed = await self._box.run(lambda mailbox, batch=batch: mailbox.listed(batch))  # type: ignore[misc]
            for some in _portions(listed):
                with self._trials.in_hand([mail.uid for mail in some]):
                    await self._take(some)

    async def _take(self, listed: Sequence[Listed]) -> None:
        """Keep mails and put them away; one that is gone by now is somebody else's doing."""
        most = self._room.max_bytes
        fitting = [mail.uid for mail in listed if mail.size <= most]
        raws = await self._box.run(lambda mailbox: mailbox.mails(fitting, most)) if fitting else {}
        # Some servers tell a smaller size than they deliver.
        kept = [mail for mail in listed if mail.uid in raws and len(raws[mail.uid]) <= most]
        refused = [mail for mail in listed if mail.size > most or len(raws.get(mail.uid, b"")) > most]
        refusals = [refusal for mail in refused if (refusal := await self._refusal(mail))]
        async with self._stored() as session:
            await store_many(session, [self._arrival(mail, raws[mail.uid]) for mail in kept])
            for refusal in refusals:
                await self._room.refused(session, refusal)
            done = [mail.uid for mail in (*kept, *refused)]
            await note_seen(session, self._mailbox_id, self._box.mailbox.uidvalidity, done)
        self._room.arrived()
        log.info("mailbox.stored mails=%d too_large=%d", len(kept), len(refusals))
        await self._put_away(done)

    def _arrival(self, mail: Listed, raw: bytes) -> Arrival:
        mail_from, recipients = envelope(raw, self._room.mail_address)
        now = self._room.clock()
        return arrival(
            raw,
            mail_from=mail_from,
            recipients=recipients,
            peer=MAILBOX,
            received_at=min(mail.arrived or now, now),
        )

    async def _refusal(self, mail: Listed) -> Refusal | None:
        """What an officer should know of a mail that is too large; it is never fetched whole."""
        header = await self._box.run(lambda mailbox: mailbox.header(mail.uid))
        if not header:
            return None
        mail_from, recipients = envelope(header, self._room.mail_address)
        return Refusal(clean_address(mail_from), recipients, mail.size, MAILBOX, header)

    async def _put_away(self, uids: Sequence[int]) -> None:
        """Out of the folder; if the server refuses that, they stay there and are known as kept."""
        try:
            await self._box.run(lambda mailbox: mailbox.put_away(uids))
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            log.warning("mailbox.not_put_away mails=%d error=%s", len(uids), one_line(str(error))[:200])

    @asynccontextmanager
    async def _stored(self) -> AsyncIterator[AsyncSession]:
        """A transaction whose failure is told apart from the server's."""
        try:
            async with asyncio.timeout(_TO_COMMIT), self._room.transaction() as session:
                yield session
        except Exception as error:
            raise NotStoredError(type(error).__name__) from error


def _portions(listed: Iterable[Listed]) -> Iterator[list[Listed]]:
    """As many mails at once as memory allows, at least one."""
    portion: list[Listed] = []
    size = 0
    for mail in listed:
        if portion and (len(portion) == _FETCHED_AT_ONCE or size + mail.size > _BYTES_AT_ONCE):
            yield portion
            portion, size = [], 0
        portion.append(mail)
        size += mail.size
    if portion:
        yield portion


def _cut(uids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (uids[start : start + size] for start in range(0, len(uids), size))
