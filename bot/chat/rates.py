"""How fast Telegram may be spoken to: 25 messages a second overall, one a second per chat, 20 a minute per group."""

from collections import deque
from dataclasses import dataclass, field

_WINDOW = 1.0
_MANY = 1024


@dataclass(slots=True)
class Rates:
    """What was sent lately; `now` is any clock that only goes forward, in seconds."""

    overall: int = 25
    chat_gap: float = 1.0
    group_gap: float = 3.0
    """Evenly spaced, so that a busy group waits three seconds and never most of a minute."""
    _recent: deque[float] = field(default_factory=deque)
    _free_at: dict[int, float] = field(default_factory=dict)

    def reserve(self, chat: int | None, now: float) -> float:
        """Zero if this may go now (it is then counted), else the seconds after which to ask again.

        Nothing is booked ahead, so a chat that must wait never takes another chat's turn.
        `None` is for calls that show no message, which only the overall rate limits.
        """
        delay = max(self._overall_delay(now), self._chat_delay(chat, now))
        if delay > 0:
            return delay
        self._recent.append(now)
        if chat is not None:
            self._forget_old(now)
            self._free_at[chat] = now + self._gap(chat)
        return 0.0

    def _overall_delay(self, now: float) -> float:
        # The same sum as the delay's: by a difference, rounding could keep one that is due at once, and let two go.
        while self._recent and self._recent[0] + _WINDOW <= now:
            self._recent.popleft()
        return self._recent[0] + _WINDOW - now if len(self._recent) >= self.overall else 0.0

    def _chat_delay(self, chat: int | None, now: float) -> float:
        return 0.0 if chat is None else max(0.0, self._free_at.get(chat, now) - now)

    def _gap(self, chat: int) -> float:
        """Telegram gives groups and channels negative ids."""
        return self.group_gap if chat < 0 else self.chat_gap

    def _forget_old(self, now: float) -> None:
        if len(self._free_at) >= _MANY:
            self._free_at = {chat: free for chat, free in self._free_at.items() if free > now}
