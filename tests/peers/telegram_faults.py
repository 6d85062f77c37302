"""What may go wrong between a bot and Telegram, as values for the script of the local Bot API server."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong with one call."""

    status: int = 0
    """Refuse with this status; 0 means that the call itself succeeds."""
    description: str = ""
    parameters: Mapping[str, int] = field(default_factory=dict)
    drop: bool = False
    """Cut the connection before anything is done."""
    lose_answer: bool = False
    """Do what was asked, then cut the connection."""
    delay: float = 0.0
    """Seconds before anything is done."""
    body: str = ""
    """Answer with this instead of JSON (a proxy's error page)."""


def too_many(seconds: int) -> Fault:
    """429 with a wish."""
    return Fault(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def broken(status: int = 502, body: str = "") -> Fault:
    """Telegram or something in front of it is ill."""
    return Fault(status, "Bad Gateway" if status == 502 else "Internal Server Error", body=body)


def refused(status: int, description: str) -> Fault:
    """A refusal in Telegram's words."""
    return Fault(status, description)


def moved(chat_id: int) -> Fault:
    """The group has become a supergroup with another id."""
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return Fault(400, words, {"migrate_to_chat_id": chat_id})


def dropped() -> Fault:
    """The call never arrives."""
    return Fault(drop=True)


def lost_answer() -> Fault:
    """The call is carried out, its answer never arrives."""
    return Fault(lose_answer=True)


def slow(seconds: float) -> Fault:
    """The call takes its time."""
    return Fault(delay=seconds)
