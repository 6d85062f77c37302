"""What somebody of the facility orders about people, the officers' group and the daily digest."""

from dataclasses import dataclass
from enum import StrEnum

from bot.dispatch.commands import MAX_ROW_ID, MAX_WORDS
from bot.texts.people import role_words
from config.folding import fold
from storage.states import Role

LONGEST_NAME = 100


class PeopleVerb(StrEnum):
    """What can be ordered beside work on requests and messages."""

    INVITE = "invite"
    PEOPLE = "people"
    REMOVE = "remove"
    LINK = "link"
    UNLINK = "unlink"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class PeopleOrder:
    """An order, as far as it was said."""

    verb: PeopleVerb
    words: str = ""
    target: int = 0
    """The officer a pressed button names; only a button removes anybody."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be invited, as `officer olga@facility.example Olga Novak` says it."""

    email: str
    name: str
    """'' if none is said."""
    role: Role | None
    """None if none is said: somebody known keeps theirs."""


def read_people_command(text: str) -> PeopleOrder | None:
    """The order of a typed command such as `/invite officer name@facility.example`."""
    first, _, rest = text.strip()[:MAX_WORDS].partition(" ")
    verb = first.partition("@")[0].lower().removeprefix("/")
    if not first.startswith("/") or verb not in set(PeopleVerb):
        return None
    return PeopleOrder(PeopleVerb(verb), " ".join(rest.split()))


def read_people_action(action: str) -> PeopleOrder | None:
    """The order of a button such as `remove:12`."""
    verb, _, number = action.partition(":")
    if verb not in set(PeopleVerb) or not (number.isascii() and number.isdecimal() and len(number) <= 9):
        return None
    return PeopleOrder(PeopleVerb(verb), target=min(int(number), MAX_ROW_ID))


def read_wanted(words: str) -> Wanted | None:
    """Whom to invite; None without an e-mail address, or with a role that there is not."""
    pieces = words.split()
    place = next((number for number, piece in enumerate(pieces) if is_address(piece)), None)
    if place is None:
        return None
    email = pieces[place].lower()
    name = " ".join(pieces[place + 1 :])[:LONGEST_NAME]
    said = " ".join(pieces[:place])
    role = next((role for role in Role if fold(said) in role_words(role)), None) if said else None
    return Wanted(email, name, role) if role or not said else None


def name_of(email: str) -> str:
    """What to call somebody of whom only the address is known."""
    return email.partition("@")[0].replace(".", " ").replace("_", " ").title()


def is_address(text: str) -> bool:
    """Whether it has the parts of an e-mail address."""
    user, _, domain = text.rpartition("@")
    parts = domain.split(".")
    plain = text.isprintable() and not set(' <>()[],;:\\"') & set(text)
    return bool(user) and "@" not in user and len(parts) > 1 and all(parts) and plain and len(text) < 255
