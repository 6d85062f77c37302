"""A partner's whole conversation in each of the four languages: not a phrase of another one is in it.

Slow: a conversation is 25 messages long.
"""

import re

import pytest

from config.languages import INTERFACE_LANGUAGES
from config.texts import DOMAINS, sentences
from tests.flows.chats import Telegram
from tests.flows.databases import ON_SQLITE
from tests.peers.telegram_chats import Shown
from tools.telegram_story import PARTNERS_CHAT, WORDS, Screen, partner_story

TELLING = 14
"""Letters from which on a phrase cannot be the same in another language, or a name, by chance."""


def phrases(language: str) -> set[str]:
    """What stands between the placeholders of every sentence of a language, if it is long enough to tell."""
    pieces = (
        piece.strip(" .:,;?!«»“”()\u00a0\u202f")
        for domain in DOMAINS
        for sentence in sentences(language, domain)
        for piece in re.split(r"\{\w*\}|\n", sentence)
    )
    return {piece for piece in pieces if len(piece) >= TELLING}


def said_in(shown: list[Shown]) -> str:
    """Everything a person could read, buttons and all."""
    return "\n".join(line for message in shown for line in (message.text, *message.labels))


@pytest.mark.slow
@ON_SQLITE
@pytest.mark.parametrize("language", WORDS)
async def test_a_partner_reads_one_language_from_the_greeting_to_the_status(
    telegram: Telegram, language: str
) -> None:
    partner = Screen(telegram, PARTNERS_CHAT, WORDS[language].name, language)

    await partner_story(partner)

    read = said_in(telegram.peer.messages(PARTNERS_CHAT))
    others = [phrases(other) for other in INTERFACE_LANGUAGES if other != language]
    foreign = set().union(*others) - phrases(language)
    assert len(foreign) > 1000
    assert sorted(phrase for phrase in foreign if phrase in read) == []
    assert (await telegram.facility.request("2026-01")).language == language
    assert sum(phrase in read for phrase in phrases(language)) > 30
