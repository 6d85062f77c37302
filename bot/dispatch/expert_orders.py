"""What somebody of the facility orders about the register of experts: a search, by chat or by the first line of a mail."""

from dataclasses import dataclass
from enum import StrEnum

from bot.dispatch.commands import MAX_WORDS
from config.folding import fold


class ExpertVerb(StrEnum):
    """What can be ordered about the register."""

    EXPERTS = "experts"


@dataclass(frozen=True, slots=True)
class ExpertOrder:
    """A search in words."""

    words: str = ""


_CHAT_COMMAND = f"/{ExpertVerb.EXPERTS}"
_MAIL_WORDS = frozenset({"experts", "expertos", "peritos"})


def read_expert_command(text: str) -> ExpertOrder | None:
    """The order of a typed command such as `/experts pensions French retired`."""
    first, _, rest = text.strip()[:MAX_WORDS].partition(" ")
    return ExpertOrder(rest.strip()) if first.partition("@")[0].lower() == _CHAT_COMMAND else None


def read_expert_line(text: str) -> ExpertOrder | None:
    """The order of a mail whose first line begins with EXPERTS; what stands below, such as a signature, is no part of it."""
    line = text.strip()[:MAX_WORDS].partition("\n")[0]
    first, _, rest = line.partition(" ")
    return ExpertOrder(rest.strip()) if fold(first) in _MAIL_WORDS else None
