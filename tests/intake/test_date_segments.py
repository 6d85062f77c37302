from datetime import date
from time import perf_counter

import pytest

from config.periods import Period
from intake.answers import Verdict, read_answer
from intake.date_line import cut
from intake.date_segments import segments_of
from intake.date_spans import periods_in
from intake.dates import read_dates

WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))
TODAY = date(2026, 2, 2)


def march(first: int, last: int) -> Period:
    return Period(date(2026, 3, first), date(2026, 3, last))


def begins(text: str) -> list[str]:
    line = cut(text)
    return [line.words[segment.first] for segment in segments_of(line, text)]


def days(text: str) -> list[Period]:
    return [span.period for span in periods_in(text, today=TODAY, window=WINDOW)]


@pytest.mark.parametrize(
    "end", ["", ".", "!", "\n\nAnna", ".\n\nAnna", "\nAnna", ".\r\n\r\nAnna", ". Before that I teach."]
)
@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("Yes, but only from the 15th", (march(15, 27),)),
        ("Only from the 15th to the 26th", (march(15, 26),)),
        ("I can do 8-26 March, except the 16th", (march(8, 15), march(17, 26))),
        ("I am available, but not the 16th", (march(2, 15), march(17, 27))),
    ],
)
def test_what_follows_a_sentence_changes_none_of_its_days(
    text: str, free: tuple[Period, ...], end: str
) -> None:
    answer = read_answer(text + end, window=WINDOW, today=TODAY)
    assert (answer.verdict, answer.free) == (Verdict.SOME_DATES, free)


@pytest.mark.parametrize("name", ["May", "April", "June", "August"])
def test_a_month_alone_below_a_letter_is_a_first_name(name: str) -> None:
    found = read_dates(f"I am available, but not the 16th.\n\n{name}", TODAY, window=WINDOW)
    assert [(one.start, one.end) for one in found.unavailable] == [(date(2026, 3, 16), date(2026, 3, 16))]


@pytest.mark.parametrize("text", ["Which months do you propose:\n\nMay", "May", "I can come in\nMay"])
def test_a_month_that_answers_is_no_signature(text: str) -> None:
    assert days(text) == [Period(date(2026, 5, 1), date(2026, 5, 31))]


def test_sentences_begin_at_capitals_empty_lines_and_behind_answers() -> None:
    assert begins("from the 15th. Before that\n\n12 March: no. 16 March: yes.") == [
        "from",
        "before",
        "12",
        "16",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "from 3 March\nTo 14 March",
        "from 3\nto 14 March",
        "from the 3rd to the 14th.\nMarch is good",
        "3 to 14. März",
    ],
)
def test_a_range_may_run_over_two_lines(text: str) -> None:
    assert days(text)[0] == march(3, 14)


@pytest.mark.parametrize("text", ["Room no. 12", "convention no. 16", "am 15. Treffen kann ich nicht"])
def test_a_number_is_no_day_for_standing_behind_a_full_stop(text: str) -> None:
    assert days(text) == []


def test_many_short_lines_are_read_in_time() -> None:
    started = perf_counter()
    periods_in("12\n\n" * 5_000, today=TODAY, window=WINDOW)
    assert perf_counter() - started < 5
