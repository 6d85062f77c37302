"""Mails that cannot be read out of a mailbox: found by reading fewer at a time, then left aside so that others get through."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_TRIES = 3


class Trials:
    """What was in hand when something broke. Kept in memory: after a restart every mail is tried again."""

    def __init__(self, largest_batch: int) -> None:
        self._largest = largest_batch
        self._size = largest_batch
        self._failures: Counter[int] = Counter()
        self._validity = 0
        self.successes = 0
        """Batches that went well, ever."""

    def batches(self, uids: Sequence[int]) -> Iterator[Sequence[int]]:
        """The mails to read, in order, without those left aside; after a failure one, then two, then four..."""
        waiting = [uid for uid in uids if self._failures[uid] < _TRIES]
        while waiting:
            batch, waiting = waiting[: self._size], waiting[self._size :]
            yield batch

    @contextmanager
    def in_hand(self, uids: Sequence[int]) -> Iterator[None]:
        """Whatever breaks inside the block is put down to these mails; alone, a mail is the only suspect."""
        try:
            yield
        except Exception:
            self._size = 1
            if len(uids) == 1:
                self._failures[uids[0]] += 1
            raise
        self._size = min(self._size * 2, self._largest)
        self.successes += 1

    def aside(self) -> int:
        """How many mails are left aside."""
        return sum(failures >= _TRIES for failures in self._failures.values())

    def numbered(self, validity: int) -> None:
        """Forget the numbers if they mean other mails now."""
        if validity != self._validity:
            self._validity = validity
            self.forgive()

    def forgive(self) -> None:
        """Try those left aside again."""
        self._failures.clear()
