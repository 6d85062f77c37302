"""What must hold of every message that was read, whatever was in the mail."""

import unicodedata
from dataclasses import fields

from intake.message import Message

TURNS = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"


def assert_clean(message: Message) -> None:
    lines = [message.subject, message.sender, message.sender_name, message.message_id, message.envelope_from]
    lines += [message.diagnostic, message.calendar.uid if message.calendar else ""]
    lines += [*message.references, *message.recipients, *message.failed_for_good, *message.returned]
    lines += [file.filename for file in message.attachments]
    categories = {unicodedata.category(c) for line in lines for c in line}
    assert categories & {"Cc", "Cs", "Zl", "Zp"} == set()
    assert not any(c in line for line in lines for c in TURNS)
    said = message.text + (message.calendar.comment if message.calendar else "")
    assert {unicodedata.category(c) for c in said if c not in "\n\t"} & {"Cc", "Cs"} == set()
    assert message.sender.count("@") == (1 if message.sender else 0)
    assert all("/" not in file.filename and file.filename for file in message.attachments)
    assert len(message.text) <= 200_000
    for value in fields(message):
        getattr(message, value.name)
