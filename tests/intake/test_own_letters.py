import time
from collections.abc import Callable
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import expert
from bot.texts.letter import Letter
from bot.texts.render_html import as_html
from bot.texts.render_text import as_text
from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from intake.own_letters import without_own_letter
from intake.quoting import reply_text
from tests.bot.texts.every_letter import CONFIRMED, MISSION, every_letter

ABOVE = "Yes, but only from the 12th.\n\nAnn"
LETTERS: tuple[Callable[[str], Letter], ...] = (
    lambda language: expert.inquiry("Ann", MISSION, language=language),
    lambda language: expert.reminder("Ann", MISSION, language=language),
    lambda language: expert.confirmed("Ann", CONFIRMED, language=language),
    lambda language: expert.not_needed("Ann", MISSION, language=language),
)


def left_of(text: str) -> str:
    return "\n".join(without_own_letter(text.splitlines())).strip()


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("letter", LETTERS)
def test_our_letter_quoted_without_marks_leaves_no_sentence_and_no_date(
    language: str, letter: Callable[[str], Letter]
) -> None:
    ours = as_text(letter(language))

    left = reply_text(f"{ABOVE}\n\n{ours}", None)

    assert left.startswith(ABOVE)
    assert "2026" not in left
    assert [
        line for line in left.removeprefix(ABOVE).splitlines() if line and not line.startswith("- Zcolleague")
    ] == []


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_our_letter_in_html_leaves_no_date(language: str) -> None:
    ours = as_html(expert.inquiry("Ann", MISSION, language=language))

    left = reply_text(None, f"<p>Yes, but only from the 12th.</p><p>Ann</p><div>{ours}</div>")

    assert left.startswith(ABOVE)
    assert "2026" not in left


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_an_answer_below_our_letter_stays(language: str) -> None:
    ours = as_text(expert.reminder("Ann", MISSION, language=language)).partition("\n-- ")[0]

    assert reply_text(f"{ours}\n\nYes, gladly.\n", None).endswith("Yes, gladly.")


def test_an_answer_put_between_our_sentences_stays() -> None:
    ask, when = (say("en", f"expert.{key}", **VALUES) for key in ("inquiry.ask", "inquiry.reply_by"))

    assert left_of(f"Dear Ann,\n\n{ask}\nYes!\n{when}\nSoon.") == "Yes!\nSoon."


VALUES = {
    "institution": "Ministry of Labour and Social Protection",
    "country": "Togo",
    "days": "7 days",
    "period": "3 - 28 March 2026",
    "date": "22 January 2026",
    "name": "Ann",
}


@pytest.mark.parametrize(
    "words",
    [
        "Yes, any dates in the period suit me.",
        "A few words are enough.",
        "Would you be free for a mission too, Olga?",
        "Country: Togo\nDates: 12-20 March 2026",
        "I am free.\n\nDear Ann,\nthank you for your answer.",
        "Part of the dates suit me: only 12-16 March.",
    ],
)
def test_words_like_ours_are_a_persons_while_no_letter_is_there(words: str) -> None:
    assert left_of(words) == words


def test_what_stands_above_the_letter_is_never_touched() -> None:
    words = "Part of the dates suit you? Yes, any dates in the period suit me.\nCountry: Togo"
    ask = say("en", "expert.inquiry.ask", **VALUES)

    assert left_of(f"{words}\n\nDear Ann,\n\n{ask}") == words


def test_lines_of_a_form_that_was_filled_in_stay() -> None:
    ask = say("en", "expert.inquiry.ask", **VALUES)
    form = say("en", "mail.form_intro")

    assert (
        left_of(f"{ask}\n\n{form}\n\nInstitution: Fund\nCountry: Togo") == "Institution: Fund\nCountry: Togo"
    )


@given(st.text(max_size=400))
def test_only_whole_lines_go(text: str) -> None:
    lines = text.splitlines()

    assert set(without_own_letter(lines)) <= set(lines)


def test_time_grows_no_faster_than_the_text() -> None:
    openings = chain.from_iterable(as_text(letter).split("\n")[:3] for letter in every_letter("en"))
    lines = " ".join(openings).split()[:400] * 100
    start = time.process_time()

    without_own_letter([" ".join(lines)])

    assert time.process_time() - start < 2
