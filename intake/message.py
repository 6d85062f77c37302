"""The one value every later step sees, whichever channel a message came by."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intake.calendar_reply import CalendarReply
from intake.documents import Reading


class Channel(StrEnum):
    """The door a message came through."""

    MAIL = "mail"
    TELEGRAM = "telegram"
    TERMINAL = "terminal"


class Kind(StrEnum):
    """Who wrote: only a person's words can be an answer."""

    PERSON = "person"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    LIST = "list"
    CALENDAR = "calendar"


AS_NEW = "new"
"""What an officer attached a message to that is to be read as a new request."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; the type is sniffed, not believed."""

    filename: str
    media_type: str
    content: bytes
    document: Reading | None = None
    """What a DOCX or PDF file says, if somebody has looked."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file that a channel keeps for us until it is fetched."""

    reference: str
    filename: str
    size: int
    """As the channel tells it, 0 if it does not."""


class Why(StrEnum):
    """The reason why a file is not passed on."""

    INFECTED = "infected"
    UNCHECKED = "unchecked"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A file that came with a message and is not passed on."""

    filename: str
    why: Why
    virus: str = ""
    """The name of what was found in it, if it is infected."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a person (or a machine) sent, read once and never changed."""

    channel: Channel
    source_id: str
    sender: str
    """A lower-case e-mail address ('' when unreadable), or the chat: telegram:123, terminal:name."""
    received_at: datetime
    text: str = ""
    """What was written now: no quoted history, no signature."""
    forwarded: str = ""
    """The words of a mail that was passed on without a comment; '' if something was written now."""
    sender_name: str = ""
    action: str = ""
    """Data of a pressed button; '' for typed text."""
    subject: str = ""
    kind: Kind = Kind.PERSON
    kind_sign: str = ""
    """The header or subject that told a machine; '' for a person's mail, which bears no sign."""
    message_id: str = ""
    references: tuple[str, ...] = ()
    """Message-IDs of In-Reply-To and References, nearest first, without angle brackets."""
    recipients: tuple[str, ...] = ()
    """Envelope recipients, then To and Cc; the reply token is found here."""
    envelope_from: str = ""
    attachments: tuple[Attachment, ...] = ()
    files: tuple[RemoteFile, ...] = ()
    """Files of a chat, not fetched yet."""
    album: str = ""
    """What the parts of one album have in common; '' for a message of its own."""
    more_follows: bool = False
    """Another part of the same album waits behind this one, and the last one is answered."""
    language: str = ""
    """A hint from the channel (Telegram's language_code, Content-Language); '' if none."""
    away_until: str = ""
    """Automatic replies: the words that tell dates of absence, for an officer's eyes."""
    failed_for_good: tuple[str, ...] = ()
    """Bounces: the addresses that cannot be reached for good; '' stands for one the report does not tell."""
    returned: tuple[str, ...] = ()
    """Bounces: the Message-ID of the mail that came back."""
    delivery: str = ""
    """Reports on a mail of ours: failed, delayed, delivered or read; '' for any other message."""
    cause: str = ""
    """Bounces: why, a value of `intake.bounces.Cause`."""
    diagnostic: str = ""
    """Bounces: what the other mail server said, word for word."""
    calendar: CalendarReply | None = None
    """The button pressed in a calendar, if that is what the message tells."""
    authentication: tuple[str, ...] = ()
    """Authentication-Results as they stand in the mail, the newest first; `sender_trust` says whose count."""
    signed_by: tuple[str, ...] = ()
    """Domains whose DKIM signature we have checked ourselves."""
    attached_to: str = ""
    """What an officer said a doubtful message belongs to: inquiry:7, request:3 or new."""
    attached_by: str = ""
    """Who said so: officer:2, or operator."""
    confirmed: bool = False
    """The officer in From has confirmed, by a second mail, that the order is theirs."""
    withheld: tuple[Withheld, ...] = ()
    """Files that nobody gets; whoever sent them is told, and so are officers."""
    doubts: tuple[str, ...] = ()
    """Why an officer should look: 'attachment dropped', 'charset guessed' ... (catalogue keys)."""
