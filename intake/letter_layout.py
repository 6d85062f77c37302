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
    r"merci[,.! ]*$|(?:muchas )?gracias[,.! ]*$|thanks[,.! ]*$|best wishes|un saludo|muchos saludos|"
    r"salutations|meilleures salutations|veuillez (?:agréer|recevoir)|je vous prie d|nous vous prions d|"
    r"dans l'attente|respectueusement|avec mes|atentamente|atte\b|saludos|un cordial|cordialmente|"
    r"muchas gracias|muy atentamente|reciba|sin otro particular|atenciosamente|com os melhores|"
    r"melhores cumprimentos|cumprimentos|respeitosamente|muito obrigad|com os meus)",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"\s*(?:(?:dear|to whom|madame|monsieur|mesdames|messieurs|bonjour|bonsoir|chers?|chères?|excellen|estimad|señor|"
    r"buen[oa]s|distinguid|prezad|exm|caros?|caras?|senhor|bom dia|boa tarde|hello|hi|good (?:morning|day))"
    r"(?:(?!\b(?:we|i|nous|je|somos|soy|sou)\b)[^,:.!\n]){0,60}[,:!][ \t]*){1,4}",
    re.IGNORECASE,
)
_LONG_LINE = 60
_FAREWELL = re.compile(
    r"(?:^|\n|(?<=[.!?;,])[ \t])[ \t]*"
    r"((?i:(?:with )?(?:best |kind |warm |kindest )?regards|best wishes|yours|sincerely|respectfully|many thanks|"
    r"thank you|thanks|bien cordialement|cordialement|bien à vous|(?:meilleures )?salutations|merci|"
    r"veuillez (?:agréer|recevoir)|(?:muy )?atentamente|(?:muchos )?saludos|un (?:cordial )?saludo|cordialmente|"
    r"(?:muchas )?gracias|atenciosamente|(?:com os )?(?:melhores )?cumprimentos|respeitosamente|"
    r"(?:muito )?obrigad[oa]))"
    r"((?: [a-zà-ÿ]{2,16}){0,3})[ \t]*[,.!:–-]{0,2}[ \t]+(?=[A-ZÀ-Ý])"
)
_END_OF_LETTER = 400
_LONGEST_FAREWELL = 14
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
    text = _spread(text[:LONGEST_LETTER])
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
        body="\n".join(lines[_first_line(lines, greeting, end) : end]).strip(),
        signature=tuple(line.strip() for line in signature if line.strip())[: 2 * _SIGNATURE_LINES],
    )


def _first_line(lines: list[str], greeting: int, end: int) -> int:
    """The first line of the body: a greeting without a comma that goes on as a sentence belongs to it."""
    nothing_below = not any(line.strip() for line in lines[greeting + 1 : end])
    is_sentence = greeting >= 0 and (nothing_below or len(lines[greeting]) > _LONG_LINE)
    return greeting if is_sentence else greeting + 1


def _spread(text: str) -> str:
    """A letter typed in one go, with its greeting and its closing words in lines of their own."""
    lines = text.split("\n")
    for place, line in enumerate(lines[:40]):
        if _GREETING.match(line):
            match = _SALUTATION.match(line[:300])
            if match is not None and len(line[match.end() :].split()) >= 3:
                lines[place] = f"{line[: match.end()].strip()}\n{line[match.end() :]}"
            break
    return _with_farewell_apart("\n".join(lines))


def _with_farewell_apart(text: str) -> str:
    """'... in June. Regards, Ion Rusu': the last such words of the letter end it."""
    start = max(len(text) - _END_OF_LETTER, 0)
    matches = list(_FAREWELL.finditer(text, start))
    if not matches:
        return text
    match = matches[-1]
    signed, _, below = text[match.end() :].partition("\n")
    if len(signed.split()) > _LONGEST_FAREWELL:
        return text
    names = re.sub(r"[,;.][ \t]+(?=[^\W\d_])", "\n", signed)
    words = (match.group(1) + match.group(2)).strip()
    return f"{text[: match.start()].rstrip()}\n\n{words},\n{names}\n{below}".rstrip("\n")


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
