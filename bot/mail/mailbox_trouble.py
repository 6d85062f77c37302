"""What a failure while reading a mailbox means: how it stands now, and how long to wait."""

import asyncio
import logging
import random
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from imapclient.exceptions import CapabilityError

from bot.mail.mailbox_fetch import NotStoredError
from bot.mail.mailbox_folders import FolderMissingError
from bot.mail.mailbox_login import LoginRefusedError
from bot.mail.oauth import TokenRefusedError
from bot.texts.printable import one_line

log = logging.getLogger(__name__)

LONGEST_WAIT = 60.0
WAIT_FOR_OPERATOR = 600.0
"""After a refused password: trying on would have the account locked."""
_LONGEST_REASON = 300


class MailboxState(StrEnum):
    """How reading the mailbox stands; anything but UP is for the operator's eyes."""

    UP = "up"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    """The password, the folder or the certificate is wrong: only an operator can mend it."""
    NOT_STORED = "not stored"
    """The mailbox is fine but the database is not; the mails stay where they are."""


Health = Callable[[MailboxState, str], None]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One failure, judged."""

    state: MailboxState
    words: str
    delay: float
    """Seconds before the next try."""


def ignore_health(state: MailboxState, words: str) -> None:
    """Nobody wants to know how reading goes."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Who is told of trouble, and how waiting is done."""

    health: Health = ignore_health
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    luck: Callable[[], float] = random.random

    def fine(self, *, aside: int = 0) -> None:
        """Everything that was there has been read, but for mails that again and again break the connection."""
        if aside:
            log.error("mailbox.left_aside mails=%d", aside)
        self.health(MailboxState.UP, f"{aside} mails cannot be read" if aside else "")

    def judge(self, error: Exception, failures: int) -> Trouble:
        """The `failures`-th failure in a row, told to the log and to whoever watches."""
        trouble = trouble_of(error, failures, self.luck())
        level = logging.ERROR if trouble.state is MailboxState.REFUSED else logging.WARNING
        log.log(
            level, "mailbox.trouble state=%s error=%s wait=%.1f", trouble.state, trouble.words, trouble.delay
        )
        self.health(trouble.state, trouble.words)
        return trouble


def trouble_of(error: Exception, failures: int, luck: float) -> Trouble:
    """How bad this failure is, the `failures`-th in a row; `luck` in [0, 1) spreads the waiting."""
    words = one_line(f"{type(error).__name__}: {error}")[:_LONGEST_REASON]
    match error:
        case LoginRefusedError() | TokenRefusedError() | FolderMissingError() | CapabilityError():
            return Trouble(MailboxState.REFUSED, words, WAIT_FOR_OPERATOR)
        case ssl.SSLCertVerificationError():
            return Trouble(MailboxState.REFUSED, words, WAIT_FOR_OPERATOR)
        case NotStoredError():
            return Trouble(MailboxState.NOT_STORED, words, backoff(failures, luck))
        case _:
            return Trouble(MailboxState.UNREACHABLE, words, backoff(failures, luck))


def backoff(failures: int, luck: float) -> float:
    """Seconds to wait after so many failures in a row: 1, 2, 4 ... 60, less up to a half by luck."""
    longest = min(LONGEST_WAIT, 2.0 ** min(failures - 1, 10))
    return longest * (0.5 + luck / 2)
