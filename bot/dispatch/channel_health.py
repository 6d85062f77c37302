"""How a channel stands towards the world outside, and how long it waits for better times: the same for every channel."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

LONGEST_WAIT = 60.0


class ChannelState(StrEnum):
    """How receiving or sending stands; anything but UP is for the operator's eyes."""

    UP = "up"
    UNREACHABLE = "unreachable"
    SLOWED = "slowed"
    REFUSED = "refused"
    """A token, password, certificate or DNS record of ours is wrong: only an operator can mend it."""
    CONFLICT = "conflict"
    """Somebody else receives in our place: a webhook, or another Muster with the same token."""
    NOT_STORED = "not stored"
    """The channel is fine but the database is not; nothing is acknowledged."""


Health = Callable[[ChannelState, str], None]


def ignore_health(state: ChannelState, words: str) -> None:
    """Nobody wants to know how the channel stands."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One failure, judged."""

    state: ChannelState
    words: str
    delay: float
    """Seconds before the next try."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Who is told of trouble, and how waiting is done."""

    health: Health = ignore_health
    """Told after every try how the channel stands, so that a refused token is loud."""
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    luck: Callable[[], float] = random.random

    def fine(self, words: str = "") -> None:
        """A try succeeded."""
        self.health(ChannelState.UP, words)

    def bear(self, trouble: Trouble) -> Trouble:
        """The trouble, told to whoever watches."""
        self.health(trouble.state, trouble.words)
        return trouble


def backoff(failures: int, luck: float) -> float:
    """Seconds to wait after so many failures in a row: 1, 2, 4 ... 60, less up to a half by luck in [0, 1)."""
    longest = min(LONGEST_WAIT, 2.0 ** min(failures - 1, 10))
    return longest * (0.5 + luck / 2)
