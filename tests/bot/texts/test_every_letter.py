import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import config.texts
from bot.texts.letter import Block, Bullets, Choice, Choices, Facts, Heading, Letter, Paragraph, Quote
from bot.texts.letter_json import letter_from_json, letter_to_json
from bot.texts.render import as_html, as_telegram, as_text
from config.languages import INTERFACE_LANGUAGES
from config.texts import DOMAINS
from tests.bot.texts.every_letter import every_letter, words_of

LETTER_DOMAINS = ("desk", "digest", "expert", "facts", "files", "officer", "partner", "people", "talk")
UNSAID = (
    "officer.word.", "people.word.", "people.group_not_linked", "digest.word.", "desk.match.", "desk.filter.",
    "officer.choice.swap", "officer.choice.pin", "officer.choice.exclude", "officer.choice.queue",
)  # fmt: skip
"""Words that are read and not said, words of the terminal, and buttons that say whom they are about instead."""
SHORTEST_TELLING_FRAGMENT = 12
CODES_OF_MACHINES = re.compile(r"\{\w*\}|None|<bound|dataclass")


def sentences(language: str, domain: str) -> dict[str, tuple[str, ...]]:
    file = Path(config.texts.__file__).parent / "texts" / language / f"{domain}.po"
    with file.open("rb") as opened:
        catalogue = read_po(opened, locale=language)
    return {
        message.id if isinstance(message.id, str) else str(message.id[0]): (
            (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        )
        for message in catalogue
        if message.id
    }


def fragments(sentence: str) -> list[str]:
    """What is said whatever the values are."""
    return [part.strip() for part in re.split(r"\{\w+\}|\|", sentence)]


def telling(language: str) -> set[str]:
    """Fragments long enough to give a language away."""
    found = {
        part
        for domain in DOMAINS
        for forms in sentences(language, domain).values()
        for form in forms
        for part in fragments(form)
    }
    return {part for part in found if len(part) >= SHORTEST_TELLING_FRAGMENT}


def said(language: str) -> str:
    return "\n".join(words_of(letter) for letter in every_letter(language))


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_letter_renders_in_every_channel_and_language(language: str) -> None:
    for letter in every_letter(language):
        assert as_text(letter).strip()
        assert "<html" in as_html(letter)
        assert all(text.strip() for text, _ in as_telegram(letter))


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_letter_survives_the_job_table(language: str) -> None:
    letters = list(every_letter(language))

    assert [letter_from_json(letter_to_json(letter)) for letter in letters] == letters


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_no_letter_shows_a_placeholder_or_a_value_of_the_program(language: str) -> None:
    assert CODES_OF_MACHINES.findall(said(language)) == []


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_no_letter_mixes_languages(language: str) -> None:
    mine = said(language)
    own = "\n".join(form for d in DOMAINS for forms in sentences(language, d).values() for form in forms)
    others = {part for other in INTERFACE_LANGUAGES if other != language for part in telling(other)}

    assert sorted(part for part in others if part in mine and part not in own) == []


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_sentence_of_the_letters_is_said_by_some_letter(language: str) -> None:
    heard = said(language).casefold()
    unheard = [
        key
        for domain in LETTER_DOMAINS
        for key, forms in sentences(language, domain).items()
        if not key.startswith(UNSAID)
        if not any(max(fragments(form), key=len).casefold() in heard for form in forms)
    ]

    assert unheard == []


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_no_letter_has_an_empty_part_or_an_empty_label(language: str) -> None:
    for letter in every_letter(language):
        assert letter.subject.strip() == letter.subject != ""
        assert all(part.strip() for block in letter.blocks for part in parts(block))


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_code_opens_the_subject_and_nothing_else_stands_in_brackets(language: str) -> None:
    opened = {letter.subject[:9] for letter in every_letter(language) if letter.subject.startswith("[")}

    assert opened == {"[2026-03]"}


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_choice_is_an_action_that_fits_a_telegram_button(language: str) -> None:
    actions = [choice.action for letter in every_letter(language) for choice in choices_of(letter)]

    assert all(0 < len(action.encode()) <= 64 for action in actions)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_nothing_is_said_by_pictures(language: str) -> None:
    assert re.findall("[\u2190-\u2bff\U0001f000-\U0001faff]", said(language)) == []


@pytest.mark.parametrize("language", ["fr", "es", "pt"])
def test_letters_of_another_language_are_as_many_and_built_alike(language: str) -> None:
    assert [shape(letter) for letter in every_letter(language)] == [
        shape(letter) for letter in every_letter("en")
    ]


def test_french_puts_no_breakable_space_before_its_signs() -> None:
    written = [
        form for domain in LETTER_DOMAINS for forms in sentences("fr", domain).values() for form in forms
    ]

    assert [form for form in written if re.search(r" [:;?!»%]|« ", form)] == []


def shape(letter: Letter) -> tuple[object, ...]:
    return (
        tuple(type(block) for block in letter.blocks),
        letter.event is None,
        letter.automatic,
        letter.topic,
    )


def parts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text) | Heading(text) | Quote(text):
            yield text
        case Facts(rows):
            assert rows
            yield from (cell for row in rows for cell in row)
        case Bullets(items):
            assert items
            yield from items
        case Choices(rows):
            assert all(rows)
            yield from (choice.label for row in rows for choice in row)


def choices_of(letter: Letter) -> Iterator[Choice]:
    for block in letter.blocks:
        if isinstance(block, Choices):
            yield from (choice for row in block.rows for choice in row)
