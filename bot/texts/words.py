"""Command words of mails: the English word counts in every language, and so does the reader's own."""

from collections.abc import Mapping
from types import MappingProxyType

from config.languages import INTERFACE_LANGUAGES
from config.texts import say

DECISIONS = (
    "eligible",
    "reject",
    "ask",
    "approve",
    "teams",
    "take",
    "pass",
    "cancel",
    "hold",
    "days",
    "rate",
    "deliverables",
    "complete",
    "resume",
    "merge",
    "assign",
    "swap",
    "pin",
    "exclude",
    "more",
    "whynot",
    "queue",
    "plan",
    "documents",
    "details",
    "status",
    "help",
    "same",
    "new",
)


def _words(decision: str, language: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in say(language, f"officer.word.{decision}").split("|"))


def _accepted(decision: str, language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_words(decision, language), *_words(decision, "en"))))


DECISION_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        decision: MappingProxyType({code: _accepted(decision, code) for code in INTERFACE_LANGUAGES})
        for decision in DECISIONS
    }
)
"""Decision -> language -> words accepted in the first line of a reply, the one to show first; upper case."""


def decision_word(decision: str, language: str) -> str:
    """The word to show a reader of this language."""
    return DECISION_WORDS[decision].get(language, DECISION_WORDS[decision]["en"])[0]
