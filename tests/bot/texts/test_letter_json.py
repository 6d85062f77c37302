import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.letter import (
    Block,
    Bullets,
    CalendarEvent,
    Choice,
    Choices,
    Entry,
    Facts,
    Heading,
    Letter,
    Paragraph,
    Quote,
)
from bot.texts.letter_json import LetterUnreadableError, letter_from_json, letter_to_json
from tests.reporting.teams import picture

WORDS = st.text(max_size=20)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, WORDS),
    st.builds(Heading, WORDS),
    st.builds(Quote, WORDS),
    st.builds(Bullets, st.lists(WORDS, max_size=3).map(tuple)),
    st.builds(Facts, st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple)),
    st.builds(
        Choices,
        st.lists(
            st.lists(st.builds(Choice, WORDS, WORDS, WORDS, WORDS), max_size=2).map(tuple), max_size=2
        ).map(tuple),
    ),
)
EVENTS = st.none() | st.builds(
    CalendarEvent,
    WORDS,
    WORDS,
    WORDS,
    WORDS,
    WORDS,
    WORDS,
    st.booleans(),
    st.sampled_from(Entry),
    st.integers(0, 9),
)
LETTERS = st.builds(
    Letter,
    st.sampled_from(["en", "fr", "es", "pt"]),
    WORDS,
    st.lists(BLOCKS, max_size=4).map(tuple),
    EVENTS,
    WORDS,
    st.booleans(),
    WORDS,
)


@given(LETTERS)
def test_a_letter_comes_back_from_json_as_it_was(letter: Letter) -> None:
    stored = json.dumps(letter_to_json(letter))

    assert letter_from_json(json.loads(stored)) == letter


def test_blocks_carry_their_kind() -> None:
    letter = Letter("en", "Hello", (Paragraph("One"), Quote("One")))

    blocks = letter_to_json(letter)["blocks"]

    assert blocks == [{"kind": "Paragraph", "text": "One"}, {"kind": "Quote", "text": "One"}]


@pytest.mark.parametrize(
    "stored",
    [
        None,
        "a letter",
        [],
        {},
        {"language": "en", "subject": "x"},
        {"language": "en", "subject": "x", "blocks": "none"},
        {"language": "en", "subject": "x", "blocks": ["text"]},
        {"language": "en", "subject": "x", "blocks": [{"text": "no kind"}]},
        {"language": "en", "subject": "x", "blocks": [{"kind": "Picture", "text": "x"}]},
        {"language": "en", "subject": "x", "blocks": [{"kind": "Paragraph", "text": 3}]},
        {"language": "en", "subject": "x", "blocks": [{"kind": "Facts", "rows": [["one"]]}]},
        {"language": "en", "subject": "x", "blocks": [], "event": {"uid": "x"}},
    ],
)
def test_what_is_no_letter_is_refused_with_one_error(stored: object) -> None:
    with pytest.raises(LetterUnreadableError):
        letter_from_json(stored)


def test_a_picture_comes_back_as_it_was_and_is_left_out_where_there_is_none() -> None:
    plain = Letter("en", "", ())
    stored = json.loads(json.dumps(letter_to_json(replace(plain, picture=picture("pt")))))

    assert letter_from_json(stored) == replace(plain, picture=picture("pt"))
    assert "picture" not in letter_to_json(plain)


def test_a_picture_of_another_version_is_refused() -> None:
    with pytest.raises(LetterUnreadableError):
        letter_from_json({**letter_to_json(Letter("en", "", ())), "picture": {"teams": 1}})
