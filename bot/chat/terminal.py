"""A terminal as a chat: typed lines enter by the same inbox as every other channel."""

import json
from datetime import datetime

from intake.message import Channel, Message

LONGEST_LINE = 20_000


def terminal_payload(text: str, *, action: str = "", name: str = "", language: str = "") -> bytes:
    """What the terminal stores of one typed line or chosen button."""
    words = {"text": text[:LONGEST_LINE], "action": action, "name": name, "language": language}
    return json.dumps(words).encode()


def read_terminal(payload: bytes, source_id: str, stream: str, received_at: datetime) -> Message:
    """The stored line as a message."""
    words = json.loads(payload)
    return Message(
        channel=Channel.TERMINAL,
        source_id=source_id,
        sender=stream,
        received_at=received_at,
        text=str(words["text"]),
        action=str(words["action"]),
        sender_name=str(words["name"]),
        language=str(words["language"]),
    )
