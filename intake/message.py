"""The one value every later step sees, whichever channel a message came by."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; the type is sniffed, not believed."""

    filename: str
    media_type: str
    content: bytes


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
    sender_name: str = ""
    action: str = ""
    """Data of a pressed button; '' for typed text."""
    subject: str = ""
    kind: Kind = Kind.PERSON
    message_id: str = ""
    references: tuple[str, ...] = ()
    """Message-IDs of In-Reply-To and References, nearest first, without angle brackets."""
    recipients: tuple[str, ...] = ()
    """Envelope recipients, then To and Cc; the reply token is found here."""
    envelope_from: str = ""
    attachments: tuple[Attachment, ...] = ()
    language: str = ""
    """A hint from the channel (Telegram's language_code, Content-Language); '' if none."""
    away_until: str = ""
    """Automatic replies: the words that tell dates of absence, for an officer's eyes."""
    failed_for_good: tuple[str, ...] = ()
    """Bounces: the addresses that cannot be reached for good; '' stands for one the report does not tell."""
    returned: tuple[str, ...] = ()
    """Bounces: the Message-ID of the mail that came back."""
    doubts: tuple[str, ...] = ()
    """Why an officer should look: 'attachment dropped', 'charset guessed' ... (catalogue keys)."""
