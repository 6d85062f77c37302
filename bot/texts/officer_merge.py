"""What officers hear about merging two requests."""

from collections.abc import Sequence

from bot.texts.choices import choices_now
from bot.texts.facts import RequestFacts
from bot.texts.letter import Block, Choice, Letter
from bot.texts.rows import (
    about_request,
    country_words,
    one_each,
    say_paragraph,
    shortened,
    status_word,
)
from bot.texts.words import decision_word
from config.texts import say
from intake.alike import Outline

LONGEST_LABEL = 40


def choose(facts: RequestFacts, offers: Sequence[Outline], *, words: str = "", language: str) -> Letter:
    """Which request is to stand for this one; `words` named one that does not exist."""
    blocks: list[Block] = []
    if words:
        blocks.append(say_paragraph(language, "desk.merge.unknown", words=shortened(words)))
    blocks.append(_of(facts, "desk.merge.which", language))
    blocks.append(
        say_paragraph(
            language, "desk.merge.how", command=f"/merge {facts.code}", word=decision_word("merge", language)
        )
    )
    buttons = [
        Choice(
            f"{one.code} - {shortened(one.title, LONGEST_LABEL)}",
            f"merge:{facts.id}:{one.id}",
            f"{decision_word('merge', language)} {one.code}",
            outline_words(one, language),
        )
        for one in offers
    ]
    back = Choice(say(language, "desk.sure.back"), f"card:{facts.id}")
    blocks.append(one_each([*buttons, back]))
    return about_request(facts, "desk.merge.subject", blocks, language)


def merged(facts: RequestFacts, into: RequestFacts, *, language: str) -> Letter:
    """Both codes now mean the other request."""
    blocks = (
        _of(facts, "desk.merge.done", language, into=into.code, other_title=shortened(into.title)),
        say_paragraph(language, "desk.merge.done.next", code=facts.code, into=into.code),
        one_each((Choice(say(language, "desk.see", code=into.code), f"card:{into.id}"),)),
    )
    return about_request(facts, "officer.noted.subject", blocks, language)


def cannot(facts: RequestFacts, *, language: str) -> Letter:
    """One of the two is over, is the other, or has experts who were asked."""
    blocks = (_of(facts, "desk.merge.cannot", language), choices_now(facts, language=language))
    return about_request(facts, "officer.nothing_done.subject", blocks, language)


def outline_words(one: Outline, language: str) -> str:
    """A request in one line without its code."""
    place = country_words(language, one.country)
    details = ", ".join(part for part in (place, status_word(language, one.status)) if part)
    return f"{shortened(one.title)} ({details})"


def _of(facts: RequestFacts, key: str, language: str, **values: object) -> Block:
    return say_paragraph(language, key, code=facts.code, title=shortened(facts.title), **values)
