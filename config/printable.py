"""What may be shown: text without the characters that move a cursor, reverse a line or break a file."""

import re

# C0 and C1 controls except tab and newline, lone surrogates, bidirectional overrides and isolates.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029|\x0b|\x0c")


def printable(text: str) -> str:
    """The text with plain newlines and nothing that a terminal, mail client or chat would obey."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """The text on a single line, for subjects, names and buttons."""
    return " ".join(printable(text).split())
