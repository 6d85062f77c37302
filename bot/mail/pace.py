"""How fast mail may go out, counted over all connections: the provider's limits, and rest when it asks for some."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

DAY = 86_400.0
_FIRST_REST = 1.0
_LONGEST_REST = 300.0


@dataclass(frozen=True, slots=True)
class Limit:
    """So many mails within any stretch of so many seconds."""

    most: int
    seconds: float


def limits(*, per_second: float = 0, per_minute: int = 0, per_day: int = 0) -> tuple[Limit, ...]:
    """The limits that are not 0. Mails of one second are spread over it; those of a minute may come at once."""
    chosen = (Limit(1, 1 / per_second if per_second else 0), Limit(per_minute, 60), Limit(per_day, DAY))
    return tuple(limit for limit in chosen if limit.most and limit.seconds)


class Pace:
    """When the next mail may go; times are seconds on one clock that never goes back."""

    def __init__(self, *bounds: Limit) -> None:
        self._bounds = bounds
        self._gone = [deque[float](maxlen=limit.most) for limit in bounds]
        self._resting_until = 0.0
        self._rest = _FIRST_REST

    def remember(self, times: Iterable[float]) -> None:
        """Mails that went before this process began; a day's limit outlives a restart."""
        for time in sorted(times):
            self.take(time)

    def wait(self, now: float) -> float:
        """Seconds until the next mail may go; 0 if it may go now."""
        full = (
            gone[0] + limit.seconds
            for limit, gone in zip(self._bounds, self._gone, strict=True)
            if len(gone) == limit.most
        )
        return max(0.0, max(full, default=now) - now, self._resting_until - now)

    def take(self, now: float) -> None:
        """A mail goes."""
        for gone in self._gone:
            gone.append(now)

    def rest(self, now: float, wanted: float = 0) -> float:
        """Nothing goes for a while: as long as the server wants, else longer each time; returns the seconds."""
        if now < self._resting_until and not wanted:
            return self._resting_until - now
        seconds = wanted or self._rest
        self._rest = min(self._rest * 2, _LONGEST_REST)
        self._resting_until = now + seconds
        return seconds

    def fine(self) -> None:
        """The server took a mail: the next rest is a short one again."""
        self._rest = _FIRST_REST
