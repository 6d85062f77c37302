"""Our own corpus of replies: what people wrote, with how programs quoted what they answered, and whole odd mails."""

import itertools
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.intake.quoting_clients import CLIENTS, Parts

_FOLDER = Path(__file__).parent / "corpus" / "quoting"
_BETWEEN = "\n%%\n"


class Case(NamedTuple):
    """A mail and what its sender wrote now."""

    name: str
    plain: str | None
    html: str | None
    written: str


@cache
def cases() -> tuple[Case, ...]:
    """Every case of the corpus, always in the same order."""
    return (*_quoted_cases(), *_odd_cases())


def replies() -> tuple[tuple[str, str], ...]:
    """What people wrote, each with its language."""
    return tuple(_by_language("replies.txt"))


def histories() -> tuple[str, ...]:
    """What they answered."""
    return tuple(text for _, text in _by_language("histories.txt"))


def signatures() -> tuple[str, ...]:
    """What stands below their words."""
    return tuple(
        text.strip("\n") for text in (_FOLDER / "signatures.txt").read_text(encoding="utf-8").split(_BETWEEN)
    )


def _quoted_cases() -> Iterator[Case]:
    """Each reply in three programs, with a history of its language (else English) and a signature or footer."""
    clients = itertools.cycle(CLIENTS)
    below = itertools.cycle(signatures())
    histories: dict[str, Iterator[str]] = {
        language: itertools.cycle([text for _, text in group])
        for language, group in itertools.groupby(_by_language("histories.txt"), key=lambda item: item[0])
    }
    for number, (language, reply) in enumerate(replies()):
        for client in itertools.islice(clients, 3):
            history = next(histories.get(language, histories["en"]))
            mail = client(Parts(language, reply, next(below), history))
            yield Case(f"{language}-{number}-{client.__name__}", mail.plain, mail.html, reply)


def _odd_cases() -> Iterator[Case]:
    """Whole mails: `=== name`, the plain part, after `--- html` the HTML if any, after `--- written` the answer."""
    for block in (_FOLDER / "odd.txt").read_text(encoding="utf-8").split("\n=== ")[1:]:
        name, _, rest = block.partition("\n")
        mail, _, written = rest.partition("\n--- written")
        plain, _, html = mail.partition("--- html\n")
        yield Case(name, plain.strip("\n") or None, html.strip("\n") or None, written.strip("\n"))


def _by_language(file: str) -> Iterator[tuple[str, str]]:
    for block in (_FOLDER / file).read_text(encoding="utf-8").split("## ")[1:]:
        language, _, texts = block.partition("\n")
        for text in texts.split(_BETWEEN):
            yield language, text.strip("\n")
