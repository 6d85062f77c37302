"""Mail in by IMAP: a mailbox read as long as the service runs; woken by the server, and looking every minute anyway."""

import asyncio
import logging
import ssl
from dataclasses import dataclass, field

from bot.dispatch.channel_health import LONGEST_WAIT, Patience
from bot.mail.mailbox_access import ImapAccess
from bot.mail.mailbox_fetch import MailRoom, Reader
from bot.mail.mailbox_thread import OpenMailbox, opened
from bot.mail.mailbox_trials import Trials
from bot.mail.mailbox_trouble import all_read, judge

log = logging.getLogger(__name__)

_LISTED_AT_ONCE = 200
_FIRST_WAIT = 0.5


@dataclass(frozen=True, slots=True)
class Watching:
    """How to watch, decided by the operator or a test."""

    patience: Patience = field(default_factory=Patience)
    look_every: float = 60.0
    """Seconds; far less than the 29 minutes after which a server may end an IDLE (RFC 2177)."""
    look_at_all_every: float = 3600.0
    tls: ssl.SSLContext | None = None


_AS_USUAL = Watching()


async def watch_mailbox(access: ImapAccess, room: MailRoom, watching: Watching = _AS_USUAL) -> None:
    """Stores every mail until cancelled; after any error it connects anew, sooner or later."""
    clock = asyncio.get_running_loop().time
    trials, failures = Trials(_LISTED_AT_ONCE), 0
    while True:
        began, successes = clock(), trials.successes
        try:
            async with opened(access, watching.tls) as box:
                log.info("mailbox.open idle=%s move=%s", box.mailbox.can_idle, box.mailbox.can_move)
                await _read_for_ever(box, Reader(box, room, access.place, trials), trials, watching)
        except Exception as error:  # noqa: BLE001 - whatever broke, the mails are still in the mailbox
            came_far = trials.successes > successes or clock() - began > LONGEST_WAIT
            failures = 1 if came_far else failures + 1
            trouble = judge(watching.patience, error, failures)
        await watching.patience.pause(trouble.delay)


async def _read_for_ever(box: OpenMailbox, reader: Reader, trials: Trials, watching: Watching) -> None:
    clock = asyncio.get_running_loop().time
    while True:
        await reader.read_all()
        look_at_all, wait = clock() + watching.look_at_all_every, _FIRST_WAIT
        while clock() < look_at_all:
            all_read(watching.patience, aside=trials.aside())
            # What came just before the server began to tell of news was told to nobody: the first look is soon.
            await box.wait(min(wait, watching.look_every))
            wait = _FIRST_WAIT if await reader.read_new() else wait * 2
        trials.forgive()
