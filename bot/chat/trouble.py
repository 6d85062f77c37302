"""What a failure while receiving from Telegram means."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import structlog
from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

from bot.dispatch.channel_health import LONGEST_WAIT, ChannelState, Patience, Trouble, backoff

log = structlog.get_logger()

Answer = TypeVar("Answer")


def judge(patience: Patience, error: Exception, failures: int) -> Trouble:
    """The `failures`-th failed try in a row, told to the log and to whoever watches."""
    trouble = trouble_of(error, failures, patience.luck())
    unexpected = error if trouble.state is ChannelState.NOT_STORED else None
    log.warning(
        "telegram.trouble",
        state=trouble.state,
        error=trouble.words,
        wait=round(trouble.delay, 1),
        exc_info=unexpected,
    )
    return patience.bear(trouble)


def trouble_of(error: Exception, failures: int, luck: float) -> Trouble:
    """How bad this failure is, the `failures`-th in a row; `luck` in [0, 1) spreads the waiting."""
    words = f"{type(error).__name__}: {error}"
    wait = backoff(failures, luck)
    match error:
        case RetryAfter():
            return Trouble(ChannelState.SLOWED, words, retry_after(error).total_seconds())
        case InvalidToken() | BadRequest():
            return Trouble(ChannelState.REFUSED, words, LONGEST_WAIT)
        case Conflict():
            return Trouble(ChannelState.CONFLICT, words, wait)
        case TelegramError():
            return Trouble(ChannelState.UNREACHABLE, words, wait)
        case _:
            return Trouble(ChannelState.NOT_STORED, type(error).__name__, wait)


async def until_reached(call: Callable[[], Awaitable[Answer]], patience: Patience) -> Answer:
    """Telegram's answer, however long it cannot be reached; what receiving meets meanwhile is told there."""
    failures = 0
    while True:
        try:
            return await call()
        except Exception as error:  # noqa: BLE001 - nor does an answer that nobody can read end the service
            failures += 1
            trouble = trouble_of(error, failures, patience.luck())
            log.warning("telegram.not_answered", error=trouble.words, wait=round(trouble.delay, 1))
            await patience.pause(trouble.delay)


def retry_after(error: RetryAfter) -> timedelta:
    """The pause Telegram asks for; the library gives seconds or a timedelta, depending on its settings."""
    wish = error.retry_after
    return wish if isinstance(wish, timedelta) else timedelta(seconds=wish)
