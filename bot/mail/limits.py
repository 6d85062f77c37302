"""How much the listener gives to one visitor and to all of them: connections, memory, mistakes and time."""

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be set; those of one peer do not hold for the mail servers in front of us."""

    max_bytes: int
    recipients: int = 100
    """Of one mail; as many as the standard asks every server to take (RFC 5321, 4.5.3.1.8)."""
    connections: int = 100
    connections_per_peer: int = 10
    mails_in_memory: int = 8
    """All that is being received just now, counted in mails of the largest size."""
    mails_in_memory_per_peer: int = 2
    errors: int = 20
    """Refused commands in one connection."""
    replies: int = 500
    """Commands without bringing a mail."""
    silence: float = 300.0
    """Seconds to the next command or, within a mail, to the next megabyte: slower is as good as silent."""
    empty_handed: float = 600.0
    """Seconds a connection may last without bringing a mail, whatever else is said."""


class Memory:
    """The bytes of mails that are being received just now, and whose they are."""

    def __init__(self, limits: Limits) -> None:
        self._in_all = limits.mails_in_memory * limits.max_bytes
        self._each = limits.mails_in_memory_per_peer * limits.max_bytes
        self._held: Counter[str] = Counter()

    def share(self, household: str, *, unlimited: bool) -> "Share":
        """What one visitor may use of it; the mail servers in front of us may use all."""
        return Share(self, household, self._in_all if unlimited else self._each)

    def hold(self, household: str, size: int, most: int) -> bool:
        """Whether there is room for so much more; taken at once if there is."""
        if self._held[household] + size > most or self._held.total() + size > self._in_all:
            return False
        self._held[household] += size
        return True

    def release(self, household: str, size: int) -> None:
        """Room given back; nobody is remembered who holds nothing."""
        self._held[household] -= size
        if not self._held[household]:
            del self._held[household]


@dataclass(frozen=True, slots=True)
class Share:
    """One visitor's part of the memory."""

    memory: Memory
    household: str
    most: int

    def hold(self, size: int) -> bool:
        """Whether there is room for so much more of a mail; `release` gives it back."""
        return self.memory.hold(self.household, size, self.most)

    def release(self, size: int) -> None:
        """Room given back."""
        self.memory.release(self.household, size)
