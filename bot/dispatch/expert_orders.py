"""What somebody of the facility orders about the register of experts: a search, or a CV, by chat or by mail."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.dispatch.commands import MAX_WORDS
from config.folding import fold


class ExpertVerb(StrEnum):
    """What can be ordered about the register."""

    EXPERTS = "experts"
    CV = "cv"


@dataclass(frozen=True, slots=True)
class ExpertOrder:
    """A search in words, or the code of the expert whose CV is wanted."""

    words: str = ""
    verb: ExpertVerb = ExpertVerb.EXPERTS
    number: int = 1
    """Which of the CVs of one expert; 1 is the current one."""


_CHAT_COMMANDS = {f"/{verb}": verb for verb in ExpertVerb}
_MAIL_WORDS = frozenset({"experts", "expertos", "peritos"})
_CV = re.compile(r"/?cv[ :]+([a-z]{1,4}-?\d{1,8})(?:[ #]+(\d{1,3}))?[ .!]*", re.IGNORECASE)


def read_expert_command(text: str) -> ExpertOrder | None:
    """The order of a typed command such as `/experts pensions French retired` or `/cv EX-0012`."""
    first, _, rest = text.strip()[:MAX_WORDS].partition(" ")
    verb = _CHAT_COMMANDS.get(first.partition("@")[0].lower())
    if verb is ExpertVerb.CV:
        return _cv(f"cv {rest.strip()}") or ExpertOrder(rest.strip(), verb)
    return ExpertOrder(rest.strip(), verb) if verb else None


def read_expert_line(text: str) -> ExpertOrder | None:
    """The order of a mail whose first line begins with EXPERTS, or is CV and a code; a signature below is no part of it."""
    line = text.strip()[:MAX_WORDS].partition("\n")[0]
    if order := _cv(line):
        return order
    first, _, rest = line.partition(" ")
    return ExpertOrder(rest.strip()) if fold(first) in _MAIL_WORDS else None


def _cv(line: str) -> ExpertOrder | None:
    """`CV EX-0012`, or `CV EX-0012 2` for the one before; any other line that begins with CV is about something else."""
    found = _CV.fullmatch(line.strip()[:60])
    return ExpertOrder(found[1].upper(), ExpertVerb.CV, int(found[2] or 1)) if found else None
