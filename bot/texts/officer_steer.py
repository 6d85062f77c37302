"""What officers hear when they steer the search: who is meant, that it runs, what it cannot give."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts.facts import RequestFacts
from bot.texts.letter import Block, Bullets, Choice, Choices, Letter
from bot.texts.reasons import reason_text
from bot.texts.rows import about_request, country_words, facts_of, one_each, say_paragraph, shortened
from bot.texts.words import decision_word
from config.texts import list_text
from matching.need import Reason

MOST_NAMED = 8
_WORDS = {"why": "whynot"}


@dataclass(frozen=True, slots=True)
class Person:
    """An expert a name may mean."""

    id: int
    code: str
    name: str
    country: str


def who(
    facts: RequestFacts,
    *,
    order: str,
    people: Sequence[Person] = (),
    words: str = "",
    proposal_id: int,
    language: str,
) -> Letter:
    """Which expert is meant: nobody was named, nobody is called so, or several are."""
    key = "several" if people else "unknown" if words else "ask"
    word = decision_word(_WORDS.get(order, order), language)
    blocks: list[Block] = [
        say_paragraph(language, f"desk.who.{key}", words=shortened(words), title=shortened(facts.title)),
        say_paragraph(language, f"desk.who.{'swap' if order == 'swap' else 'how'}", word=word),
    ]
    if people and order != "swap":
        blocks.append(one_each(_person(order, one, proposal_id, language) for one in people[:MOST_NAMED]))
    return about_request(facts, "desk.who.subject", blocks, language)


def searching(
    facts: RequestFacts, *, pinned: Sequence[str], excluded: Sequence[str], language: str
) -> Letter:
    """The search runs as the officer wished; the teams there are stay until there are others."""
    blocks = (
        say_paragraph(language, "desk.searching", title=shortened(facts.title)),
        facts_of(language, steering_rows(pinned, excluded, language)),
    )
    return about_request(
        facts, "desk.searching.subject", [one for one in blocks if one != facts_of(language, ())], language
    )


def steering_rows(
    pinned: Sequence[str], excluded: Sequence[str], language: str
) -> tuple[tuple[str, str], ...]:
    """Who is in every team and who in none, as rows."""
    return (
        ("pinned", list_text(list(pinned), language)),
        ("excluded", list_text(list(excluded), language)),
    )


def looking(facts: RequestFacts, name: str, *, language: str) -> Letter:
    """The question is being worked out."""
    return about_request(
        facts,
        "desk.why.subject",
        (say_paragraph(language, "desk.why.looking", name=name),),
        language,
        name=name,
    )


def no_more(facts: RequestFacts, *, language: str) -> Letter:
    """As many teams as can be told apart by a letter are shown already."""
    return about_request(
        facts, "officer.nothing_done.subject", (say_paragraph(language, "desk.more.enough"),), language
    )


def no_team_so(
    facts: RequestFacts, obstacles: Sequence[Reason], *, choices: Choices, language: str
) -> Letter:
    """No team is possible as the officer wished; the teams there were still wait."""
    blocks = (
        say_paragraph(language, "desk.no_team_so", title=shortened(facts.title)),
        Bullets(tuple(reason_text(reason, language) for reason in obstacles)),
        say_paragraph(language, "desk.no_team_so.next"),
        choices,
    )
    return about_request(facts, "officer.nothing_done.subject", blocks, language)


def _person(order: str, one: Person, proposal_id: int, language: str) -> Choice:
    label = f"{one.name} ({country_words(language, one.country)}), {one.code}"
    word = f"{decision_word(_WORDS.get(order, order), language)} {one.code}"
    return Choice(label, f"{order}:{proposal_id}:{one.id}", word, label)
