"""What an officer orders: a pressed button, a chat command, or the first line of a reply by e-mail."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.texts.words import DECISION_WORDS
from config.folding import fold
from intake.hold_words import read_hold

MAX_ROW_ID = 999_999_999
LONGEST_ROW_ID = 9
MAX_WORDS = 2_000
MAX_SIGNATURE_LINES = 10
LONGEST_SIGNATURE_LINE = 80
MAX_FILTER = 40
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
    CANCEL = "cancel"
    SURE = "sure"
    KEEP = "keep"
    HOLD = "hold"
    DAYS = "days"
    RATE = "rate"
    DELIVERABLES = "deliverables"
    COMPLETE = "complete"
    RESUME = "resume"
    MERGE = "merge"
    ASSIGN = "assign"
    SWAP = "swap"
    PIN = "pin"
    EXCLUDE = "exclude"
    MORE = "more"
    WHY = "why"
    TEAM = "team"
    FILE = "file"
    FILES = "files"
    CARD = "card"
    QUEUE = "queue"
    PLAN = "plan"
    HELP = "help"


DECIDING = frozenset(Verb) - {
    Verb.PLAN,
    Verb.CARD,
    Verb.QUEUE,
    Verb.HELP,
    Verb.TEAM,
    Verb.FILE,
    Verb.FILES,
    Verb.WHY,
}
NEEDS_WORDS = frozenset({Verb.REJECT, Verb.ASK, Verb.NONE, Verb.CANCEL, Verb.HOLD, Verb.WHY, Verb.DAYS})
"""Orders that wait for a reason, a question, a name or a day when they come by a button."""
ASKED_TWICE = frozenset(
    {
        Verb.ELIGIBLE, Verb.REJECT, Verb.APPROVE, Verb.NONE, Verb.TEAMS, Verb.TAKE, Verb.PASS,
        Verb.HOLD, Verb.RESUME, Verb.MERGE, Verb.ASK, Verb.COMPLETE,
    }
)  # fmt: skip
"""Decisions that a button only begins: one more tap carries them out."""
ABOUT_REQUESTS_ONLY = frozenset({Verb.CANCEL, Verb.HOLD, Verb.RESUME, Verb.MERGE})
"""Orders after which the teams that a reply was about are no longer what the next reply is about."""
ABOUT_PROPOSALS = frozenset(
    {Verb.APPROVE, Verb.NONE, Verb.SWAP, Verb.PIN, Verb.EXCLUDE, Verb.MORE, Verb.WHY, Verb.TEAM}
)
ABOUT_INQUIRIES = frozenset({Verb.TAKE, Verb.PASS})
_ALONE = frozenset({Verb.PLAN, Verb.MORE, Verb.ASSIGN, Verb.COMPLETE})
"""Orders that take nothing else: a mail that goes on, "More on this tomorrow", is none."""
_NAMING = frozenset(
    {
        Verb.MERGE,
        Verb.SWAP,
        Verb.PIN,
        Verb.EXCLUDE,
        Verb.WHY,
        Verb.FILE,
        Verb.DAYS,
        Verb.RATE,
        Verb.DELIVERABLES,
    }
)
"""Orders whose button names another row as well: the request to merge into, an expert, a file."""
CONFIRMED = "yes:"
"""What the second tap's button begins with."""
NUMBERED = "#"
"""What stands between the order of the second tap's button and the number of its question."""
CHAT_COMMANDS = {
    "/plan": Verb.PLAN, "/queue": Verb.QUEUE, "/requests": Verb.QUEUE, "/show": Verb.CARD, "/card": Verb.CARD,
    "/status": Verb.CARD, "/eligible": Verb.ELIGIBLE, "/reject": Verb.REJECT, "/ask": Verb.ASK,
    "/approve": Verb.APPROVE, "/none": Verb.NONE, "/teams": Verb.TEAMS, "/cancel": Verb.CANCEL,
    "/hold": Verb.HOLD, "/resume": Verb.RESUME, "/help": Verb.HELP,
    "/start": Verb.HELP, "/merge": Verb.MERGE, "/assign": Verb.ASSIGN, "/swap": Verb.SWAP, "/pin": Verb.PIN,
    "/exclude": Verb.EXCLUDE, "/more": Verb.MORE, "/why": Verb.WHY, "/whynot": Verb.WHY,
    "/documents": Verb.FILES, "/take": Verb.TAKE, "/pass": Verb.PASS,
    "/days": Verb.DAYS, "/rate": Verb.RATE, "/deliverables": Verb.DELIVERABLES, "/complete": Verb.COMPLETE,
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
    "cancel": Verb.CANCEL,
    "hold": Verb.HOLD,
    "resume": Verb.RESUME,
    "merge": Verb.MERGE,
    "assign": Verb.ASSIGN,
    "swap": Verb.SWAP,
    "pin": Verb.PIN,
    "exclude": Verb.EXCLUDE,
    "more": Verb.MORE,
    "whynot": Verb.WHY,
    "queue": Verb.QUEUE,
    "plan": Verb.PLAN,
    "documents": Verb.FILES,
    "days": Verb.DAYS,
    "rate": Verb.RATE,
    "deliverables": Verb.DELIVERABLES,
    "complete": Verb.COMPLETE,
}


@dataclass(frozen=True, slots=True)
class Command:
    """An order, as far as it was said; what is missing comes from what the message was about."""

    verb: Verb
    target: int = 0
    """Request id, or proposal id for orders about teams, or inquiry id for take and pass; 0 when not said."""
    rank: int = 0
    """Of a team, from 1; of the queue, the page."""
    words: str = ""
    """The reason, the question, names, or what the queue is narrowed to."""
    sure: bool = True
    """Written out or tapped twice; False for a pressed button, and for a reason given to one."""
    other: int = 0
    """The other row a button names: the request to merge into, an expert, a file."""
    code: str = ""
    question: str = ""
    """The number of the question that a second tap answers."""
    spent: bool = False
    """Whether that question is answered already, or was put to somebody else."""
    seen_at: datetime | None = None
    """When the letter was written that this order answers, if it is known."""

    def aimed(self, *, request_id: int, proposal_id: int, seen_at: datetime | None = None) -> "Command":
        """The order of a reply, about what the reply was about; rejecting a proposal rejects its teams."""
        if self.verb is Verb.REJECT and proposal_id:
            return replace(self, verb=Verb.NONE, target=proposal_id, seen_at=seen_at)
        target = proposal_id if self.verb in ABOUT_PROPOSALS else request_id
        return replace(self, target=target, seen_at=seen_at)


def read_action(action: str) -> Command | None:
    """The order of a button such as `approve:5:2`, or of its second tap `yes:approve:5:2`; None if it is no officer's."""
    tapped = action.startswith(CONFIRMED)
    action, _, question = action.partition(NUMBERED)
    verb, _, rest = action.removeprefix(CONFIRMED).partition(":")
    target, _, rest = rest.partition(":")
    third, _, fourth = rest.partition(":")
    if verb == Verb.QUEUE:
        return Command(Verb.QUEUE, words=target[:MAX_FILTER], rank=_small(third))
    if verb not in set(Verb) or not _is_row_id(target):
        return None
    order = Verb(verb)
    named = (fourth or third) if order in _NAMING else ""
    return Command(
        order,
        int(target),
        0 if named and not fourth else _small(third),
        sure=tapped or order not in ASKED_TWICE,
        other=int(named) if _is_row_id(named) else 0,
        question=question,
    )


def was_tapped(action: str) -> bool:
    """Whether this is the second tap, so that what was written before the first one belongs to it."""
    return action.startswith((CONFIRMED, f"{Verb.SURE}:"))


def _small(number: str) -> int:
    return int(number) if number.isdecimal() and len(number) < 4 else 0


def _is_row_id(number: str) -> bool:
    """Whether it can be a row's; Python itself refuses to read a number of thousands of digits."""
    return number.isdecimal() and len(number) <= LONGEST_ROW_ID and int(number) <= MAX_ROW_ID


def read_waiting(waiting_for: str, words: str) -> Command | None:
    """The order completed by the words that Muster was waiting for."""
    command = read_action(waiting_for)
    if command is None or not words.strip() or words.strip().startswith("/"):
        return None  # a command that nobody knows is no reason
    asked_again = command.verb is Verb.CANCEL or command.verb in ASKED_TWICE
    return replace(command, words=words.strip()[:MAX_WORDS], sure=not asked_again)


def read_chat_command(text: str) -> Command | None:
    """The order of a typed command such as `/show 2026-03` or `/reject 2026-03 out of scope`."""
    first, _, rest = text.strip()[:MAX_WORDS].partition(" ")
    verb = CHAT_COMMANDS.get(first.partition("@")[0].lower())
    if verb is None:
        return None
    code, _, words = rest.strip().partition(" ")
    if not _looks_like_code(code):
        return Command(verb, words=rest.strip())
    return Command(
        verb, code=code, words=words.strip(), rank=_rank(words.strip()) if verb is Verb.APPROVE else 0
    )


def lacks_words(command: Command, *, today: date, language: str) -> bool:
    """Whether an order still waits for its reason or question, or a hold for its day."""
    if command.verb is Verb.HOLD:
        return read_hold(command.words, today=today, language=language).until is None
    return command.verb in NEEDS_WORDS and not (command.words or command.other)


def read_first_line(text: str, language: str) -> Command | None:
    """The order of a reply by e-mail: a command word opens the first line, the rest is its reason."""
    first, _, more = text.strip()[:MAX_WORDS].partition("\n")
    for decision, verb in _MAIL_WORDS.items():
        for word in DECISION_WORDS[decision][language] if decision in DECISION_WORDS else (decision,):
            rest = _after(first, word)
            if rest is not None and not (rest and verb in _ALONE):
                # Under "REJECT" a lone word is a reason; under an order that says all, a first name.
                signed = verb not in NEEDS_WORDS and _is_first_name(more)
                below = "" if signed or _is_farewell(more) else more.strip()
                words = "\n".join(part for part in (rest, below) if part)
                rank = _rank(f"{rest}\n{more}") if verb is Verb.APPROVE else 0
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
    """The rank of `A`, `team B.`, `3`; 0 unless the first line says that alone and only a signature follows."""
    first, _, below = words.partition("\n")
    named = _TEAM.fullmatch(first.strip())
    if named is None or not (_is_farewell(below) or _is_first_name(below)):
        return 0
    team = named["team"].lower()
    return LETTERS.index(team) + 1 if team in LETTERS else int(team)


_TEAM = re.compile(
    r"(?:(?:team|[ée]quipe|equipo|equipa)\s+)?(?P<team>[a-j]|[0-9]{1,2})\s*[.!]{0,3}", re.IGNORECASE
)
_FAREWELL = re.compile(
    r"(?:--|__|—|(?:many |kind |best |warm )?(?:thanks|thank you|regards|wishes)|best|cheers|sincerely|yours|(?:bien |très )?cordialement|merci|salutations|bien à vous"
    r"|(?:muchas )?gracias|(?:un )?(?:cordial )?saludos?|atentamente|cordialmente|(?:muito )?obrigad[oa]|(?:com os )?(?:melhores )?cumprimentos|atenciosamente|abraços?)"
    r"(?: (?:very much|so much|a lot|again|you|beaucoup|regards|wishes|cordiales|sincerely))?\s*[,.!]?"
    r"(?:\s+(?-i:[A-ZÀ-ÖØ-Þ])[^\W\d_]{1,30}\.?){0,3}",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(r"[^\W\d_][\w'’.-]{0,30}(?: [^\W\d_][\w'’.-]{0,30}){1,3}")
_FIRST_NAME = re.compile(r"(?-i:[A-ZÀ-ÖØ-Þ])[^\W\d_]{1,20}(?:-[^\W\d_]{1,20})?[.,]?")
_HESITATION = re.compile(
    r"maybe|perhaps|possibly|probably|provisional(?:ly)?|tentative(?:ly)?|conditional(?:ly)?|pending|none|nobody|both|stop|undo|tomorrow|draft|test"
    r"|peut-[êe]tre|provisoire(?:ment)?|aucune?|personne|stop|demain|rien|quiz[áa]s?|talvez|acaso|ningun[oa]|nadie|ma[ñn]ana|pendiente"
    r"|possivelmente|provavelmente|nenhuma?|ningu[ée]m|amanh[ãa]|pendente|parar?|para|ambos|ambas",
    re.IGNORECASE,
)
_SECOND_THOUGHTS = re.compile(
    r"(?<!\w)(?:(?-i:[A-J])(?!\.)|ps|nb|not|no|or|but|teams?|wait|yet|only|if|unless|except|instead|rather|also|later|never|please|hold|approve|reject|cancel"
    r"|non|pas|ou|mais|[ée]quipe|sauf|seulement|si|plut[oô]t|attendez|annulez|equipo|pero|salvo|sino|espere|cancele|equipa|mas|n[aã]o|exceto)(?!\w)",
    re.IGNORECASE,
)


def _is_farewell(below: str) -> bool:
    """Whether the lines under an order are empty, thanks or a signature; any second thought is not."""
    lines = [line.strip() for line in below.splitlines() if line.strip()]
    if not lines:
        return True
    opens = _FAREWELL.fullmatch(lines[0]) or (
        _FULL_NAME.fullmatch(lines[0]) and all(word[0].isupper() for word in lines[0].split())
    )
    return bool(opens) and len(lines) <= MAX_SIGNATURE_LINES and not any(map(_takes_back, lines))


def _is_first_name(below: str) -> bool:
    """Whether one capitalised word stands under an order, and it is none that hesitates."""
    return _FIRST_NAME.fullmatch(below.strip()) is not None and not _takes_back(below.strip())


def _takes_back(line: str) -> bool:
    return (
        len(line) > LONGEST_SIGNATURE_LINE
        or line.endswith("?")
        or _TEAM.fullmatch(line) is not None
        or _HESITATION.fullmatch(line.rstrip(".,!")) is not None
        or _SECOND_THOUGHTS.search(line) is not None
    )


def _looks_like_code(word: str) -> bool:
    year, _, number = word.partition("-")
    return len(year) == 4 and year.isdecimal() and number.isdecimal()
