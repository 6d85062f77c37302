"""What an officer orders: a pressed button, a chat command, or the first line of a reply by e-mail."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.texts.words import DECISION_WORDS
from config.folding import fold

MAX_ROW_ID = 2**31
LONGEST_ROW_ID = 10
LETTERS = "abcdefghij"


class Verb(StrEnum):
    """What an officer can order."""

    ELIGIBLE = "eligible"
    REJECT = "reject"
    ASK = "ask"
    APPROVE = "approve"
    NONE = "none"
    TEAMS = "teams"
    TAKE = "take"
    PASS = "pass"  # noqa: S105 -- an order, not a password
    CARD = "card"
    QUEUE = "queue"
    HELP = "help"


DECIDING = frozenset(
    {Verb.ELIGIBLE, Verb.REJECT, Verb.ASK, Verb.APPROVE, Verb.NONE, Verb.TEAMS, Verb.TAKE, Verb.PASS}
)
ABOUT_PROPOSALS = frozenset({Verb.APPROVE, Verb.NONE})
ABOUT_INQUIRIES = frozenset({Verb.TAKE, Verb.PASS})
_CHAT_COMMANDS = {
    "/queue": Verb.QUEUE, "/requests": Verb.QUEUE, "/show": Verb.CARD, "/card": Verb.CARD,
    "/status": Verb.CARD, "/eligible": Verb.ELIGIBLE, "/reject": Verb.REJECT, "/ask": Verb.ASK,
    "/approve": Verb.APPROVE, "/none": Verb.NONE, "/teams": Verb.TEAMS, "/help": Verb.HELP,
    "/start": Verb.HELP,
}  # fmt: skip
_MAIL_WORDS = {
    "eligible": Verb.ELIGIBLE,
    "reject": Verb.REJECT,
    "ask": Verb.ASK,
    "approve": Verb.APPROVE,
    "details": Verb.CARD,
    "status": Verb.CARD,
    "help": Verb.HELP,
    "teams": Verb.TEAMS,
    "take": Verb.TAKE,
    "pass": Verb.PASS,
}


@dataclass(frozen=True, slots=True)
class Command:
    """An order, as far as it was said; what is missing comes from what the message was about."""

    verb: Verb
    target: int = 0
    """Request id, or proposal id for approve and none, or inquiry id for take and pass; 0 when not said."""
    rank: int = 0
    words: str = ""
    """The reason or the question."""
    code: str = ""
    seen_at: datetime | None = None
    """When the letter was written that this order answers, if it is known."""

    def aimed(self, *, request_id: int, proposal_id: int, seen_at: datetime | None = None) -> "Command":
        """The order of a reply, about what the reply was about; rejecting a proposal rejects its teams."""
        if self.verb is Verb.REJECT and proposal_id:
            return replace(self, verb=Verb.NONE, target=proposal_id, seen_at=seen_at)
        target = proposal_id if self.verb in ABOUT_PROPOSALS else request_id
        return replace(self, target=target, seen_at=seen_at)


def read_action(action: str) -> Command | None:
    """The order of a button such as `approve:5:2`; None if it is no officer's button."""
    verb, _, rest = action.partition(":")
    target, _, rank = rest.partition(":")
    if verb not in set(Verb) or not _is_row_id(target):
        return None
    return Command(Verb(verb), int(target), int(rank) if rank.isdecimal() and len(rank) < 4 else 0)


def _is_row_id(number: str) -> bool:
    """Whether it can be a row's; Python itself refuses to read a number of thousands of digits."""
    return number.isdecimal() and len(number) <= LONGEST_ROW_ID and int(number) <= MAX_ROW_ID


def read_waiting(waiting_for: str, words: str) -> Command | None:
    """The order completed by the words that Muster was waiting for."""
    command = read_action(waiting_for)
    return replace(command, words=words.strip()) if command and words.strip() else None


def read_chat_command(text: str) -> Command | None:
    """The order of a typed command such as `/show 2026-03` or `/reject 2026-03 out of scope`."""
    first, _, rest = text.strip().partition(" ")
    verb = _CHAT_COMMANDS.get(first.partition("@")[0].lower())
    if verb is None:
        return None
    code, _, words = rest.strip().partition(" ")
    if not _looks_like_code(code):
        return Command(verb, words=rest.strip())
    return Command(
        verb, code=code, words=words.strip(), rank=_rank(words.strip()) if verb is Verb.APPROVE else 0
    )


def read_first_line(text: str, language: str) -> Command | None:
    """The order of a reply by e-mail: a command word opens the first line, the rest is its reason."""
    first, _, more = text.strip().partition("\n")
    for decision, verb in _MAIL_WORDS.items():
        for word in DECISION_WORDS[decision][language] if decision in DECISION_WORDS else (decision,):
            rest = _after(first, word)
            if rest is not None:
                words = "\n".join(part for part in (rest, more.strip()) if part)
                rank = _rank(rest) if verb is Verb.APPROVE else 0
                return Command(verb, rank=rank, words=words)
    return None


def _after(line: str, word: str) -> str | None:
    """What follows the word at the start of the line; None if the line does not start with it."""
    size = len(word.split())
    parts = line.split(maxsplit=size)
    if fold(" ".join(parts[:size])) != fold(word):
        return None
    return parts[size].lstrip(" :,-–") if len(parts) > size else ""


def _rank(words: str) -> int:
    """The rank of `A`, `team B`, `3`; 0 if none is named."""
    for part in fold(words).split()[:3]:
        if len(part) == 1 and part in LETTERS:
            return LETTERS.index(part) + 1
        if part.isdecimal() and len(part) < 3:
            return int(part)
    return 0


def _looks_like_code(word: str) -> bool:
    year, _, number = word.partition("-")
    return len(year) == 4 and year.isdecimal() and number.isdecimal()
