"""The parts of a letter: its sentences, the body between greeting and closing, the signature."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_LETTER = 20_000
_SHORT_LINE = 50
_SIGNATURE_LINES = 10

_GREETING = re.compile(
    r"^\s*(?:dear\b|to whom|madame|monsieur|mesdames|messieurs|bonjour|chers?\b|chère|excellen|estimad|señor|"
    r"buen[oa]s|distinguid|prezad|exm|ex\.mo|caros?\b|caras?\b|senhor|bom dia|boa tarde|hello|hi\b|good (?:morning|day))",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\s*(?:--\s*$|(?:with )?(?:best|kind|warm|kindest)?\s?regards|yours\b|sincerely|respectfully|with best|"
    r"many thanks|thank you(?: very much)?(?: in advance)?[,.! ]*$|cordialement|bien à vous|bien cordialement|"
    r"salutations|meilleures salutations|veuillez (?:agréer|recevoir)|je vous prie d|nous vous prions d|"
    r"dans l'attente|respectueusement|avec mes|atentamente|atte\b|saludos|un cordial|cordialmente|"
    r"muchas gracias|muy atentamente|reciba|sin otro particular|atenciosamente|com os melhores|"
    r"melhores cumprimentos|cumprimentos|respeitosamente|muito obrigad|com os meus)",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?;](?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*•–]|\d{1,2}[.)])\s)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, and where it begins in the letter."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in parts; `text` holds all of it."""

    text: str
    head: tuple[str, ...]
    """Lines above the greeting: sender's address, date, subject."""
    body: str
    signature: tuple[str, ...]


def laid_out(text: str) -> Letter:
    """The parts of a letter by its greeting and closing words."""
    text = text[:LONGEST_LETTER]
    lines = text.splitlines()
    greeting = next((n for n, line in enumerate(lines[:40]) if _GREETING.match(line)), -1)
    closing = _closing(lines, greeting)
    end = len(lines) if closing is None else closing
    signature = lines[end + 1 :] if closing is not None else lines[-_SIGNATURE_LINES:]
    if closing is not None and not any(line.strip() for line in signature):
        signature = lines[end:]
    return Letter(
        text=text,
        head=tuple(line.strip() for line in lines[: max(greeting, 0)] if line.strip()),
        body="\n".join(lines[greeting + 1 : end]).strip(),
        signature=tuple(line.strip() for line in signature if line.strip())[: 2 * _SIGNATURE_LINES],
    )


def _closing(lines: list[str], greeting: int) -> int | None:
    """The last closing words; a polite formula may run over several lines and ends with the first empty one."""
    found = [n for n, line in enumerate(lines) if n > greeting + 1 and _CLOSING.match(line)]
    return found[-1] if found else None


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text; wrapped lines belong together, short lines stand alone."""
    start = 0
    for match in _END.finditer(text):
        yield from _by_short_lines(text[start : match.end()], start)
        start = match.end()
    yield from _by_short_lines(text[start:], start)


def _by_short_lines(part: str, start: int) -> Iterator[Sentence]:
    begin = place = 0
    for line in part.splitlines(keepends=True):
        place += len(line)
        if line.endswith("\n") and len(line) < _SHORT_LINE:
            yield Sentence(part[begin:place], start + begin)
            begin = place
    if part[begin:].strip():
        yield Sentence(part[begin:], start + begin)


def unwrapped(text: str) -> str:
    """A sentence in one line."""
    return " ".join(text.split())
