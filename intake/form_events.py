"""What can happen to a form, and what is to be shown after it: the two sides of the dialogue."""

from collections.abc import Mapping
from dataclasses import dataclass

from intake.field_values import Problem
from intake.form_state import RequestForm


@dataclass(frozen=True, slots=True)
class Typed:
    """Words of a person: an answer, a pasted letter, a reply by mail."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button, by its action."""

    action: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A document that came along."""

    filename: str


@dataclass(frozen=True, slots=True)
class Filled:
    """Everything at once: the fields of a filled form or of a letter, as they are written."""

    raw: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Resume:
    """Show again where we are."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """An answer given earlier, as it is after the person changed their message."""

    field: str
    text: str


Event = Typed | Pressed | Attached | Filled | Resume | Corrected


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it says in the form's language, and its action of at most 40 bytes; '' is only there to be read."""

    label: str
    action: str


Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One field in a review, in words."""

    field: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of the dialogue; its words are `form.<field>.ask` and `form.<field>.example`."""

    field: str
    number: int
    of: int
    problems: tuple[Problem, ...] = ()
    choices: Rows = ()
    current: str = ""
    """The answer so far, or what is ticked."""
    examples: tuple[str, ...] = ()
    hint: str = ""
    """What is to be chosen next, where a question is answered in several steps."""


@dataclass(frozen=True, slots=True)
class AskMissing:
    """Everything that is missing or unreadable in a mail, asked at once."""

    problems: tuple[Problem, ...]
    understood: tuple[Row, ...]
    form: str
    """The form to fill in, with what is understood."""


@dataclass(frozen=True, slots=True)
class Review:
    """The whole request before it is sent."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    choices: Rows = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """The request is complete: confirmed in chat, nothing required missing in mail."""

    form: RequestForm


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The answers are dropped."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a letter or a form told, before the first question it left open."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """An earlier answer is now this; the dialogue stands where it stood."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class SavedForLater:
    """Nothing is lost; `Resume` or any answer goes on."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The event means nothing here: 'closed' form, 'stale' button or 'unclear' words; the question is repeated."""

    reason: str


Effect = Ask | AskMissing | Review | Ready | Cancelled | Changed | SavedForLater | NotUnderstood | Understood
