"""One mail that arrived becomes an inbox row: its stream, and the name by which a repeat is recognised."""

import hashlib
import re
from datetime import datetime

from bot.texts.printable import one_line
from intake.headers import addresses
from storage.inbox import Arrival

CHANNEL = "mail"
MAILBOX = "imap"
"""What the envelope names as peer of a mail that was read out of the facility's mailbox."""
_LONGEST_HEADER_BLOCK = 100_000
_LONGEST_ADDRESS = 320
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_MESSAGE_ID = re.compile(
    rb"^message-id:\s{0,80}(<[\x21-\x3b\x3d\x3f-\x7e]{3,250}>)[ \t]{0,80}\r?$", re.IGNORECASE | re.MULTILINE
)
_FROM = re.compile(rb"^from:([^\r\n]{0,1000})", re.IGNORECASE | re.MULTILINE)


def arrival(
    raw: bytes, *, mail_from: str, recipients: tuple[str, ...], peer: str, received_at: datetime
) -> Arrival:
    """The inbox row of a mail; mails of one sender form a stream and are read in order."""
    return Arrival(
        channel=CHANNEL,
        external_id=external_id(raw, recipients),
        stream=stream_of(raw, mail_from),
        payload=raw,
        envelope={
            "mail_from": clean_address(mail_from),
            "rcpt_to": [clean_address(recipient) for recipient in recipients],
            "peer": peer,
        },
        received_at=received_at,
    )


def external_id(raw: bytes, recipients: tuple[str, ...]) -> str:
    """The same for the same mail to the same recipients, also if it came a second time by another way.

    With one sane Message-ID, the words that relays add on the way (Received and the like) do not count;
    the body always does, because some programs use one Message-ID for different mails.
    """
    envelope = "\n".join(sorted({clean_address(recipient) for recipient in recipients})).encode()
    headers, body = _headers_and_body(raw)
    names = _MESSAGE_ID.findall(headers)
    told = [envelope, names[0], body] if len(names) == 1 else [envelope, raw]
    digest = hashlib.sha256()
    for part in told:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def stream_of(raw: bytes, mail_from: str) -> str:
    """The envelope sender, or for mail without one (bounces, automatic replies) the author it names."""
    named = _FROM.search(_headers_and_body(raw)[0])
    # Not the standard library's parser: a thousand opening brackets are too deep for it.
    author = next(iter(addresses([named[1].decode("utf-8", "replace")] if named else [])), "")
    return clean_address(mail_from) or clean_address(author) or "nobody"


def clean_address(address: str) -> str:
    """An address as it may be kept: lower case, printable, of sane length."""
    return one_line(address)[:_LONGEST_ADDRESS].lower()


def _headers_and_body(raw: bytes) -> tuple[bytes, bytes]:
    end = _END_OF_HEADERS.search(raw, 0, _LONGEST_HEADER_BLOCK)
    return (raw[: end.start()], raw[end.end() :]) if end else (raw[:_LONGEST_HEADER_BLOCK], raw)
