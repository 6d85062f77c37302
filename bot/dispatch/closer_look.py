"""Messages whose files are fetched and checked: a few at a time, beside the loop, so that nobody else waits for them."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from intake.message import Message
from storage.mail import Inbox

AT_ONCE = 4
"""Of each channel: the files of one must not keep the files of another waiting."""
CROWDED = timedelta(seconds=2)
APART = timedelta(seconds=0.1)
"""Messages turned away come back one after the other: reading them again must leave the loop free for the others."""
LONGEST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NotYet:
    """The message cannot be handled before something is there that is away now; that is nobody's fault."""

    reason: str
    after: timedelta


Examine = Callable[[Message, datetime], Awaitable[Message | NotYet]]
"""A closer look that takes a while, so that no transaction may wait for it: files that came along."""


async def as_it_is(message: Message, _now: datetime) -> Message | NotYet:
    """No closer look."""
    return message


@dataclass(frozen=True, slots=True)
class Looked:
    """A message after its closer look, or what came in between."""

    row: Inbox
    found: Message | NotYet | Exception


@dataclass(slots=True)
class Looks:
    """The closer looks of one worker. Their messages stay leased, so that none of the same stream overtakes them."""

    examine: Examine
    clock: Callable[[], datetime]
    wake: asyncio.Event
    """Set when a look has ended."""
    _ended: deque[Looked] = field(default_factory=deque)
    _rows: dict[int, Inbox] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _turned_away: int = 0

    @property
    def in_hand(self) -> Mapping[int, Inbox]:
        """The messages that are looked at, or were and are not settled yet."""
        return self._rows

    @property
    def waiting(self) -> bool:
        """Whether a look has ended that nobody has taken."""
        return bool(self._ended)

    def begin(self, group: asyncio.TaskGroup, row: Inbox, message: Message) -> NotYet | None:
        """Look at a message from now on; or why not yet."""
        if sum(one.channel == row.channel for one in self._rows.values()) >= AT_ONCE:
            self._turned_away += 1
            return NotYet("other files come first", min(CROWDED + APART * self._turned_away, LONGEST))
        self._rows[row.id or 0] = row
        task = group.create_task(self._look(row, message), name=f"look at {row.id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return None

    def take(self) -> Looked:
        """The look that ended first."""
        return self._ended.popleft()

    def settled(self, row: Inbox) -> None:
        """The message is out of our hands."""
        self._rows.pop(row.id or 0, None)
        if not self._rows:
            self._turned_away = 0

    def cancel(self) -> None:
        """End every look; their messages stay in hand."""
        for task in self._tasks:
            task.cancel()

    async def _look(self, row: Inbox, message: Message) -> None:
        found: Message | NotYet | Exception
        try:
            found = await self.examine(message, self.clock())
        except Exception as error:  # noqa: BLE001 -- raised again where failed tries are counted
            found = error
        self._ended.append(Looked(row, found))
        self.wake.set()
