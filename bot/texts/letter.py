"""A letter: what Muster says, before any channel has given it a shape."""

from dataclasses import dataclass, field
from enum import StrEnum

from reporting.proposal_picture import ProposalPicture


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain words; a line break stays a line break."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A short title inside a letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody else's words, shown as theirs."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to press in a chat, or a word to write at the top of a reply by e-mail ('' if mail has none).

    Without an action it is only there to be read: the name of a weekday above a column.
    """

    label: str
    action: str
    word: str = ""
    hint: str = ""
    """What the word does, shown beside it in a mail."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Rows of choices."""

    rows: tuple[tuple[Choice, ...], ...]


Block = Paragraph | Heading | Facts | Bullets | Quote | Choices


class Entry(StrEnum):
    """What a calendar entry is for."""

    SHOWN = "shown"
    """Days to know of; nobody answers them."""
    ASKED = "asked"
    """A question: mail programs offer to accept and to decline."""
    AGREED = "agreed"
    """Days, or new days, of somebody who has accepted."""
    CANCELLED = "cancelled"
    """The entry sent before goes away."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """The calendar part of a mail: whole days, tentative until confirmed."""

    uid: str
    start: str
    end: str
    summary: str
    location: str = ""
    description: str = ""
    confirmed: bool = False
    entry: Entry = Entry.SHOWN
    sequence: int = 0
    """Grows with every change of the same entry (RFC 5546, 2.1.4)."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message in one language."""

    language: str
    subject: str
    blocks: tuple[Block, ...]
    event: CalendarEvent | None = None
    form: str = ""
    """A blank or half-filled form to send along as text."""
    automatic: bool = True
    """Written by Muster in answer to something, never to be answered by a machine (Auto-Submitted)."""
    topic: str = field(default="")
    """Thread key: letters of one topic (request:3) to one person share one thread."""
    documents: tuple[int, ...] = ()
    """Stored files that a mail brings along; in a chat each is a message of its own."""
    picture: ProposalPicture | None = None
    """Drawn when the letter is sent. It shows people: only letters to officers have one."""
