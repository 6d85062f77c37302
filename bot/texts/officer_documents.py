"""What officers hear when they press for a document of a request."""

from bot.texts.facts import RequestFacts
from bot.texts.letter import Letter
from bot.texts.rows import say_paragraph, subject


def document_follows(facts: RequestFacts, name: str, *, language: str) -> Letter:
    """It is on its way."""
    return _about(facts, "desk.document.follows", language, name=name)


def document_by_hand(facts: RequestFacts, name: str, *, language: str) -> Letter:
    """A terminal shows no documents."""
    return _about(facts, "desk.document.terminal", language, name=name)


def no_such_document(facts: RequestFacts, *, language: str) -> Letter:
    """A button of long ago."""
    return _about(facts, "desk.document.none", language)


def _about(facts: RequestFacts, key: str, language: str, **values: object) -> Letter:
    blocks = (say_paragraph(language, key, code=facts.code, **values),)
    return Letter(language, subject(language, facts.code, "desk.document.subject"), blocks)
