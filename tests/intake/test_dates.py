from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.periods import Period
from config.texts import period_text
from intake.date_intervals import Interval, Mode
from intake.dates import Ambiguity, Dates, Doubt, read_dates
from tests.intake.availability_corpus import Sentence, availability, rows

TODAY = date(2026, 1, 12)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
LANGUAGES = ("en", "fr", "es", "pt")
HELD_OUT_AT_LEAST = 0.95
HARDER_AT_LEAST = 0.83
"""Of the second held-out set, whose sentences are harder."""


def read(text: str, language: str = "en") -> Dates:
    return read_dates(text, TODAY, language)


def march(first: int, last: int) -> Interval:
    return Interval(date(2026, 3, first), date(2026, 3, last))


def days(first: int, last: int) -> Period:
    return Period(date(2026, 3, first), date(2026, 3, last))


@pytest.mark.parametrize("sentence", availability("availability.txt"), ids=lambda one: one.text)
def test_sentence_of_the_corpus_is_read_as_labelled(sentence: Sentence) -> None:
    found = read_dates(sentence.text, sentence.today, sentence.language)

    assert sentence.is_met_by(found), found


@pytest.mark.parametrize("name", ["availability.txt", "availability_held_out.txt", "availability_fresh.txt"])
@pytest.mark.parametrize("told", [True, False])
def test_nearly_all_sentences_are_read_right_even_in_an_unknown_language(name: str, told: bool) -> None:  # noqa: FBT001 - a parameter
    sentences = availability(name)

    right = [
        one
        for one in sentences
        if one.is_met_by(read_dates(one.text, one.today, one.language if told else None))
    ]

    assert len(right) / len(sentences) >= HELD_OUT_AT_LEAST


@pytest.mark.parametrize("told", [True, False])
def test_harder_sentences_are_mostly_read_right_and_no_refused_day_is_offered(told: bool) -> None:  # noqa: FBT001 - a parameter
    found = {
        one: read_dates(one.text, one.today, one.language if told else None)
        for one in availability("availability_held_out_2.txt")
    }

    assert sum(one.is_met_by(dates) for one, dates in found.items()) / len(found) >= HARDER_AT_LEAST
    assert [one.text for one, dates in found.items() if one.is_contradicted_by(dates)] == []


def test_corpus_is_large_enough_in_every_language() -> None:
    sentences = [*availability("availability.txt"), *availability("availability_held_out.txt")]

    assert len(sentences) >= 400
    assert all(sum(one.language == language for one in sentences) >= 80 for language in LANGUAGES)


@pytest.mark.parametrize("name", ["no_dates.txt", "no_dates_held_out.txt", "no_dates_held_out_2.txt"])
@pytest.mark.parametrize("today", [TODAY, date(2025, 11, 18), date(2026, 12, 31)])
def test_no_date_is_seen_in_a_sentence_without_dates(name: str, today: date) -> None:
    found = {text: read_dates(text, today, language) for language, text in rows(name, 2)}

    assert {
        text: dates
        for text, dates in found.items()
        if (dates.available, dates.unavailable, dates.ambiguous) != ((), (), ())
    } == {}
    assert len([*rows("no_dates.txt", 2), *rows("no_dates_held_out.txt", 2)]) >= 200


@pytest.mark.parametrize(
    ("text", "free", "taken"),
    [
        ("I am available from 12 to 20 March.", (days(12, 20),), ()),
        ("I am available from the 12th of March on.", (days(12, 31),), ()),
        ("I am available except on 16 March.", (days(1, 15), days(17, 31)), (days(16, 16),)),
        ("I cannot come before 15 March.", (days(15, 31),), (days(1, 14),)),
        ("I am away until 20 March.", (), (days(1, 20),)),
        (
            "I am free on Mondays in March.",
            (days(2, 2), days(9, 9), days(16, 16), days(23, 23), days(30, 30)),
            (),
        ),
        ("Thank you.", (), ()),
    ],
)
def test_dates_are_bounded_by_a_window(
    text: str, free: tuple[Period, ...], taken: tuple[Period, ...]
) -> None:
    found = read(text)

    assert (found.free_in(MARCH), found.taken_in(MARCH)) == (free, taken)


@pytest.mark.parametrize(
    ("text", "available"),
    [
        ("In March, from the 12th on, except the 16th.", (march(12, 15), march(17, 31))),
        ("I am busy from 9 to 20 March, but the 16th is possible.", (march(16, 16),)),
        ("I am free in March, ideally 9-13 March.", (march(1, 31),)),
        ("I'm busy on 16 March. I am available from 9 to 20 March.", (march(9, 15), march(17, 20))),
        ("I am not available except from 12 to 20 March.", (march(12, 20),)),
    ],
)
def test_narrower_statement_counts(text: str, available: tuple[Interval, ...]) -> None:
    assert read(text).available == available


def test_refused_days_offer_the_rest_only_if_they_were_refused_in_words() -> None:
    assert read("I cannot come before 15 March.").available == (Interval(date(2026, 3, 15), None),)
    assert read("I am on leave until 15 March.").available == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "I am free on Friday 14 March 2026.",
            Ambiguity("on Friday 14 March 2026", Doubt.WEEKDAY, (march(14, 14), march(13, 13))),
        ),
        (
            "I am free on 03/04/2026.",
            Ambiguity(
                "on 03/04/2026",
                Doubt.ORDER,
                (Interval(date(2026, 4, 3), date(2026, 4, 3)), march(4, 4)),
                assumed=True,
            ),
        ),
        ("I am free after Easter.", Ambiguity("after Easter", Doubt.HOLIDAY)),
        ("I am free 20-12 March.", Ambiguity("20-12 March", Doubt.REVERSED, (march(12, 20),), assumed=True)),
        (
            "I am free on 3 March 2025.",
            Ambiguity("on 3 March 2025", Doubt.PAST, (Interval(date(2025, 3, 3), date(2025, 3, 3)),)),
        ),
    ],
)
def test_what_has_to_be_asked_back_is_listed_with_its_readings(text: str, expected: Ambiguity) -> None:
    found = read(text)

    assert (found.ambiguous, found.clear) == ((expected,), False)
    assert bool(found.available) == expected.assumed


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("12-20 March, only remotely.", Mode.REMOTE),
        ("12-20 March, on site.", Mode.ON_SITE),
        ("12-20 March, online or on site.", Mode.EITHER),
        ("Remotely 2-6 March, on site 9-13 March.", Mode.UNSAID),
        ("12-20 March.", Mode.UNSAID),
    ],
)
def test_mode_of_all_days_is_that_of_each(text: str, mode: Mode) -> None:
    assert read(text).mode == mode


def test_each_interval_has_its_own_mode() -> None:
    found = read("Remotely 2-6 March, on site 9-13 March.")

    assert [one.mode for one in found.available] == [Mode.REMOTE, Mode.ON_SITE]


@pytest.mark.parametrize(
    ("text", "others"),
    [("Only 12-20 March.", False), ("Any day except 16 March.", True), ("12-20 March.", None)],
)
def test_other_days_are_free_or_taken_or_unsaid(text: str, others: bool | None) -> None:  # noqa: FBT001 - a parameter
    assert read(text).others_free is others


def test_open_ends_are_flagged() -> None:
    since, until = read("I am free from 12 March on."), read("I am free until 12 March.")

    assert (since.open_start, since.open_end, until.open_start, until.open_end) == (False, True, True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Could it be 20-25 April?",
        "Thank you for your message of 10 March.",
        "I will let you know by 12 March.",
    ],
)
def test_days_that_are_only_named_are_neither_free_nor_taken(text: str) -> None:
    found = read(text)

    assert (found.available, found.unavailable, len(found.mentioned)) == ((), (), 1)


def test_window_tells_the_month() -> None:
    window = Period(date(2026, 6, 1), date(2026, 6, 30))

    found = read_dates("From the 12th on, not the 16th.", TODAY, "en", window=window)

    assert found.free_in(window) == (
        Period(date(2026, 6, 12), date(2026, 6, 15)),
        Period(date(2026, 6, 17), date(2026, 6, 30)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "12-20 March",
        "Le 9 et le 10 mars",
        "9, 10 y 11 de marzo",
        "3 a 5 de março",
        "9. und 10. März",
        "- 12 March\n- 13 March",
    ],
)
def test_days_without_a_word_are_offered(text: str) -> None:
    found = read(text)

    assert (len(found.available), found.unavailable) == (1, ())


@pytest.mark.parametrize(
    "text",
    [
        "Flying home on 10 March.",
        "El 18 de marzo me caso.",
        "Ma fille naît le 6 mars.",
        "O 9 de março é o funeral.",
    ],
)
def test_days_beside_words_that_are_not_understood_are_not_offered(text: str) -> None:
    assert read(text).available == ()


@pytest.mark.parametrize(
    ("text", "available"),
    [
        ("En mars seulement la première semaine.", march(1, 7)),
        ("Not the week of 9 March, the following week is fine.", march(16, 22)),
        ("I am busy until 15 March, then free.", Interval(date(2026, 3, 16), None)),
        ("The 2nd and 3rd weeks of March suit me.", march(8, 21)),
        ("Podría llegar el 9 de marzo y quedarme hasta el 12.", march(9, 12)),
        ("Le week-end du 14 mars me va.", march(14, 15)),
        ("Martes 10 por la tarde y miércoles 11 de marzo.", march(10, 11)),
        ("I am free 9-13 March, does that suit you?", march(9, 13)),
        ("Tied up until 8 March, free from the 9th.", Interval(date(2026, 3, 9), None)),
    ],
)
def test_days_that_lean_on_others_are_found(text: str, available: Interval) -> None:
    assert read(text).available == (available,)


_DAYS = st.dates(TODAY + timedelta(days=1), TODAY + timedelta(days=700))
_OFFERS = {
    "en": "I am available {}.",
    "fr": "Je suis disponible {}.",
    "es": "Estoy disponible {}.",
    "pt": "Estou disponível {}.",
}
_REFUSALS = {
    "en": "I am not available {}.",
    "fr": "Je ne suis pas disponible {}.",
    "es": "No estoy disponible {}.",
    "pt": "Não estou disponível {}.",
}


@given(_DAYS, st.integers(0, 60), st.sampled_from(LANGUAGES))
def test_days_as_muster_writes_them_are_read_as_offered_or_refused(
    start: date, more: int, language: str
) -> None:
    period = Period(start, start + timedelta(days=more))
    written = period_text(period, language)

    offered = read_dates(_OFFERS[language].format(written), TODAY, language)
    refused = read_dates(_REFUSALS[language].format(written), TODAY, language)

    assert offered.available == refused.unavailable == (Interval(period.start, period.end),)
    assert offered.unavailable == refused.available == ()


@given(st.text(max_size=400))
def test_any_text_is_read_without_error_and_no_day_is_free_and_taken(text: str) -> None:
    found = read_dates(text, TODAY)

    assert not any(one in other for one in _ends(found.available) for other in found.unavailable)


def _ends(intervals: tuple[Interval, ...]) -> list[date]:
    return [day for one in intervals for day in (one.start, one.end) if day is not None]


@pytest.mark.parametrize(
    "unit",
    [
        "I am available from 12 to 20 March. ",
        "12, ",
        "-",
        "the ",
        "vingt et ",
        "n'",
        "12/03/2026 ",
        "segunda-feira, ",
        "from 1 to 2 and ",
    ],
)
@pytest.mark.timeout(20)
def test_hundred_kilobytes_are_read_in_bounded_time(unit: str) -> None:
    text = (unit * (100_000 // len(unit) + 1))[:100_000]

    assert isinstance(read_dates(text, TODAY), Dates)
