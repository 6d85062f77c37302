from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.periods import Period
from intake.answers import Answer, Verdict, read_answer
from tests.intake.answer_sentences import (
    COND,
    ENGLISH,
    FRENCH,
    GERMAN_AND_ITALIAN,
    NO,
    OTHER,
    PORTUGUESE,
    SOME,
    SPANISH,
    UNCLEAR,
    YES,
)
from tests.intake.availability_corpus import rows

WINDOW = Period(date(2026, 3, 3), date(2026, 3, 28))
TODAY = date(2026, 1, 12)


def read(text: str, language: str = "") -> Answer:
    return read_answer(text, window=WINDOW, today=TODAY, language=language)


def march(first: int, last: int) -> Period:
    return Period(date(2026, 3, first), date(2026, 3, last))


@pytest.mark.parametrize(("text", "verdict"), ENGLISH)
def test_english_answers(text: str, verdict: Verdict) -> None:
    assert read(text, "en").verdict == verdict


@pytest.mark.parametrize(("text", "verdict"), FRENCH)
def test_french_answers(text: str, verdict: Verdict) -> None:
    assert read(text, "fr").verdict == verdict


@pytest.mark.parametrize(("text", "verdict"), SPANISH)
def test_spanish_answers(text: str, verdict: Verdict) -> None:
    assert read(text, "es").verdict == verdict


@pytest.mark.parametrize(("text", "verdict"), PORTUGUESE)
def test_portuguese_answers(text: str, verdict: Verdict) -> None:
    assert read(text, "pt").verdict == verdict


@pytest.mark.parametrize(("text", "verdict"), GERMAN_AND_ITALIAN)
def test_german_and_italian_answers(text: str, verdict: Verdict) -> None:
    assert read(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [pair for pair in (*ENGLISH, *FRENCH, *SPANISH, *PORTUGUESE) if pair[1] is not YES],
)
def test_nothing_else_becomes_a_yes_whatever_language_was_expected(text: str, verdict: Verdict) -> None:
    assert {read(text, language).verdict for language in ("", "en", "fr", "es", "pt")} & {YES} == set()


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("Yes but only 12-20 March", (march(12, 20),)),
        ("available from the 12th", (march(12, 28),)),
        ("Not before the 15th", (march(15, 28),)),
        ("I cannot come before 15 March.", (march(15, 28),)),
        ("I am available until 20 March", (march(3, 20),)),
        ("Sí, pero no el 16", (march(3, 15), march(17, 28))),
        ("not available 16 March otherwise fine", (march(3, 15), march(17, 28))),
        ("Yes, except on the 16th and 17th", (march(3, 15), march(18, 28))),
        ("I am free from 12 to 20 March but not on the 16th.", (march(12, 15), march(17, 20))),
        ("I am not available except from 12 to 20 March.", (march(12, 20),)),
        ("Je ne suis disponible que du 12 au 20 mars.", (march(12, 20),)),
        ("Yes, 12-20 March and 24-26 March.", (march(12, 20), march(24, 26))),
        ("I am available in March.", (WINDOW,)),
        ("Yes", (WINDOW,)),
    ],
)
def test_free_days_are_those_offered_inside_the_window(text: str, free: tuple[Period, ...]) -> None:
    assert read(text).free == free


def test_days_offered_outside_the_window_are_kept_beside_a_no() -> None:
    answer = read("No, I could only come from 5 to 10 April.")

    assert answer == Answer(
        OTHER,
        free=(Period(date(2026, 4, 5), date(2026, 4, 10)),),
        because="No, I could only come from 5 to 10 April.",
    )


def test_busy_days_are_kept() -> None:
    assert read("Yes, but not on 16 March").busy == (march(16, 16),)


def test_condition_is_quoted() -> None:
    answer = read("Bonjour, oui, sous réserve du visa. Merci.", "fr")

    assert answer == Answer(
        COND,
        condition="oui, sous réserve du visa.",
        because="oui, sous réserve du visa.",
    )


def test_the_deciding_words_are_quoted() -> None:
    text = "Thank you for thinking of me. I am available. My CV has not changed."

    assert read("Thank you for thinking of me. I am available.").because == "I am available."
    assert read(text).verdict == UNCLEAR


def test_words_below_the_closing_are_not_the_answer() -> None:
    assert read("No, sorry.\n\nKind regards,\nJoy\nAlways available for you: yes!").verdict == NO


def test_wrapped_lines_are_one_sentence() -> None:
    text = "Thank you very much for the invitation to this mission; I am sorry, I am\nnot available."

    assert read(text).verdict == NO


@pytest.mark.parametrize(
    "text", ["yes " * 100_000, "12 March, " * 20_000, "(" * 50_000, "no if but " * 20_000]
)
def test_long_texts_are_read_in_bounded_time(text: str) -> None:
    assert read(text).verdict != NO or text.startswith("no")


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(read(text), Answer)


_WORDS = [
    "yes",
    "no",
    "not",
    "I",
    "am",
    "available",
    "if",
    "maybe",
    "12",
    "March",
    "but",
    ",",
    ".",
    "?",
    "except",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join))
def test_free_days_of_a_yes_are_the_whole_window(text: str) -> None:
    answer = read(text)

    assert (answer.verdict == YES) <= (answer.free == (WINDOW,))
    assert (answer.verdict == SOME) <= (answer.free not in ((), (WINDOW,)))


@given(st.sampled_from([text for text, verdict in ENGLISH if verdict is YES]))
def test_a_question_mark_or_a_maybe_takes_a_yes_back(text: str) -> None:
    assert read(f"Maybe. {text}").verdict != YES
    assert read(f"{text.partition('.')[0].rstrip('.!?')}?").verdict != YES


@pytest.mark.parametrize(("language", "verdict", "text"), list(rows("answers.txt", 3)))
def test_reply_of_the_corpus_is_understood(language: str, verdict: str, text: str) -> None:
    assert read(text, language).verdict == verdict


@pytest.mark.parametrize(
    ("name", "floor"), [("answers_held_out.txt", 0.85), ("answers_held_out_2.txt", 0.82)]
)
def test_most_replies_that_were_held_out_are_understood_and_none_as_a_yes(name: str, floor: float) -> None:
    held_out = [(verdict, read(text, language).verdict) for language, verdict, text in rows(name, 3)]

    assert sum(wanted == found for wanted, found in held_out) / len(held_out) >= floor
    assert [wanted for wanted, found in held_out if found is YES and wanted != YES] == []
    # What is not understood is left to an officer: no refusal, no opting out is made up either.
    strict = {NO, Verdict.NEVER_AGAIN}
    assert [wanted for wanted, found in held_out if found in strict and wanted not in strict] == []


@pytest.mark.parametrize("text", ["I am free on Friday 14 March.", "Yes, from 20 to 12 March."])
def test_days_that_contradict_themselves_are_left_to_an_officer(text: str) -> None:
    assert read(text, "en").verdict == Verdict.WHICH_DATES


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Yes. Please remove me from your list.", UNCLEAR),
        ("Please do not remove me from your list.", UNCLEAR),
        ("Could you take me off your list?", Verdict.NEVER_AGAIN),
        ("Please remove me from this mission.", NO),
        ("Do not write to me in March, I am away.", NO),
        ("Is the flight paid? If so, yes.", COND),
        ("Yes, on site or remotely.", COND),
    ],
)
def test_answers_beside_yes_and_no_need_to_be_meant(text: str, verdict: Verdict) -> None:
    assert read(text, "en").verdict == verdict


_REFUSALS = [
    *(text for _, verdict, text in rows("answers.txt", 3) if verdict in {"no", "never_again"}),
    *(
        text
        for pairs in (ENGLISH, FRENCH, SPANISH, PORTUGUESE, GERMAN_AND_ITALIAN)
        for text, verdict in pairs
        if verdict is NO
    ),
]
_FRAMES = [
    "{}",
    "Thank you. {}",
    "Dear all,\n\n{}\n\nBest regards,\nAnna",
    "{} Kind regards",
    "Yes. {}",
    "{} Thanks a lot!",
]
_TAILS = ["", " 12-20 March.", " OK?", " 👍", " I am sorry.", " Je suis désolée.", " Lo siento.", " See you!"]


@given(
    st.sampled_from(_REFUSALS),
    st.sampled_from(_FRAMES),
    st.sampled_from(_TAILS),
    st.sampled_from(["", "en", "fr", "es", "pt"]),
)
def test_refusal_is_never_read_as_a_yes(refusal: str, frame: str, tail: str, language: str) -> None:
    assert read(frame.format(refusal + tail), language).verdict is not YES


@given(st.sampled_from(_REFUSALS), st.data())
def test_refusal_with_a_typing_slip_is_never_read_as_a_yes(refusal: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(refusal)))

    assert (
        read(refusal[:place] + data.draw(st.sampled_from([" ", ",", "-"])) + refusal[place:]).verdict
        is not YES
    )
