"""What became of a job: done, to be tried again, or refused for good."""

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Sent:
    """The other side took it."""

    result: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Later:
    """A temporary failure; `after` is the other side's own wish, if it has one."""

    error: str
    after: timedelta | None = None
    whole_channel: bool = False
    """The channel itself is down, so the job is not to blame and its attempts do not count."""


@dataclass(frozen=True, slots=True)
class Never:
    """A permanent refusal."""

    error: str


Outcome = Sent | Later | Never
