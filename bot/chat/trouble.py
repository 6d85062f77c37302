"""What a failure while receiving from Telegram means: how the channel stands now, and how long to wait."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import structlog
from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

log = structlog.get_logger()

LONGEST_WAIT = 60.0


class ChannelState(StrEnum):
    """How receiving from Telegram stands; anything but UP is for the operator's eyes."""

    UP = "up"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    """The token or the call itself is wrong: only an operator can mend it."""
    CONFLICT = "conflict"
    """A webhook is set, or another Muster asks with the same token."""
    SLOWED = "slowed"
    NOT_STORED = "not stored"
    """Telegram is fine but the database is not; nothing is acknowledged."""


Health = Callable[[ChannelState, str], None]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One failure, judged."""

    state: ChannelState
    words: str
    delay: float
    """Seconds before the next try."""


def ignore_health(state: ChannelState, words: str) -> None:
    """Nobody wants to know how receiving goes."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Who is told of trouble, and how waiting is done."""

    health: Health = ignore_health
    """Told after every try how receiving stands, so that a refused token is loud."""
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    luck: Callable[[], float] = random.random

    def fine(self) -> None:
        """A try succeeded."""
        self.health(ChannelState.UP, "")

    def judge(self, error: Exception, failures: int) -> Trouble:
        """The `failures`-th failed try in a row, told to the log and to whoever watches."""
        trouble = trouble_of(error, failures, self.luck())
        unexpected = error if trouble.state is ChannelState.NOT_STORED else None
        log.warning(
            "telegram.trouble",
            state=trouble.state,
            error=trouble.words,
            wait=round(trouble.delay, 1),
            exc_info=unexpected,
        )
        self.health(trouble.state, trouble.words)
        return trouble


def trouble_of(error: Exception, failures: int, luck: float) -> Trouble:
    """How bad this failure is, the `failures`-th in a row; `luck` in [0, 1) spreads the waiting."""
    words = f"{type(error).__name__}: {error}"
    patience = backoff(failures, luck)
    match error:
        case RetryAfter():
            return Trouble(ChannelState.SLOWED, words, retry_after(error).total_seconds())
        case InvalidToken() | BadRequest():
            return Trouble(ChannelState.REFUSED, words, LONGEST_WAIT)
        case Conflict():
            return Trouble(ChannelState.CONFLICT, words, patience)
        case TelegramError():
            return Trouble(ChannelState.UNREACHABLE, words, patience)
        case _:
            return Trouble(ChannelState.NOT_STORED, type(error).__name__, patience)


def backoff(failures: int, luck: float) -> float:
    """Seconds to wait after so many failures in a row: 1, 2, 4 ... 60, less up to a half by luck."""
    longest = min(LONGEST_WAIT, 2.0 ** min(failures - 1, 10))
    return longest * (0.5 + luck / 2)


def retry_after(error: RetryAfter) -> timedelta:
    """The pause Telegram asks for; the library gives seconds or a timedelta, depending on its settings."""
    wish = error.retry_after
    return wish if isinstance(wish, timedelta) else timedelta(seconds=wish)
