from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from config.texts import (
    choice_text,
    date_text,
    days_text,
    keys,
    list_text,
    period_text,
    say,
    say_many,
    sentences,
)

_SPACE = " "


def test_sentence_is_said_in_the_language_of_the_reader() -> None:
    assert [say(language, "values.status.received") for language in INTERFACE_LANGUAGES] == [
        "Received",
        "Reçue",
        "Recibida",
        "Recebido",
    ]


def test_reader_of_a_language_without_catalogues_is_told_in_english() -> None:
    assert say("de", "values.status.received") == "Received"
    assert keys("de", "values") == keys("en", "values")


def test_missing_key_is_an_error_that_names_it() -> None:
    with pytest.raises(KeyError, match=r"values\.status\.lost"):
        say("fr", "values.status.lost")


@pytest.mark.parametrize("key", ["nowhere.title", "", "../../secret.title", "en/values.title"])
def test_key_of_no_domain_is_an_error(key: str) -> None:
    with pytest.raises(KeyError):
        say("en", key)


def test_placeholder_without_a_value_is_an_error_that_names_key_and_placeholder() -> None:
    with pytest.raises(KeyError, match=r"values\.days needs a value for .n."):
        say("en", "values.days")


def test_hostile_value_is_not_read_as_a_placeholder() -> None:
    assert say_many("en", "values.days", 2, ignored="{n.__class__}") == "2 days"


@pytest.mark.parametrize(
    ("language", "n", "words"),
    [
        ("en", 0, "0 days"),
        ("en", 1, "1 day"),
        ("en", 2, "2 days"),
        ("fr", 0, "0 jour"),
        ("fr", 1, "1 jour"),
        ("fr", 2, "2 jours"),
        ("es", 0, "0 días"),
        ("es", 1, "1 día"),
        ("pt", 1, "1 dia"),
        ("pt", 5, "5 dias"),
    ],
)
def test_number_decides_between_singular_and_plural(language: str, n: int, words: str) -> None:
    assert say_many(language, "values.days", n) == words


def test_sentence_without_a_plural_is_said_for_any_number() -> None:
    assert say_many("en", "values.status.draft", 3) == "Draft"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "12 March 2026"),
        ("fr", "12 mars 2026"),
        ("es", "12 de marzo de 2026"),
        ("pt", "12 de março de 2026"),
        ("de", "12 March 2026"),
    ],
)
def test_date_is_written_out(language: str, words: str) -> None:
    assert date_text(date(2026, 3, 12), language) == words


@pytest.mark.parametrize(
    ("end", "english", "spanish"),
    [
        (date(2026, 3, 12), "12 March 2026", "12 de marzo de 2026"),
        (date(2026, 3, 20), "12-20 March 2026", "12-20 de marzo de 2026"),
        (date(2026, 4, 3), "12 March - 3 April 2026", "12 de marzo - 3 de abril de 2026"),
        (date(2027, 1, 3), "12 March 2026 - 3 January 2027", "12 de marzo de 2026 - 3 de enero de 2027"),
        (date(2027, 3, 20), "12 March 2026 - 20 March 2027", "12 de marzo de 2026 - 20 de marzo de 2027"),
    ],
)
def test_period_says_month_and_year_once(end: date, english: str, spanish: str) -> None:
    period = Period(date(2026, 3, 12), end)

    assert (period_text(period, "en"), period_text(period, "es")) == (english, spanish)


def test_list_is_joined_as_a_sentence() -> None:
    items = ["Togo", "Mali", "Gabon"]

    assert [list_text(items, language) for language in INTERFACE_LANGUAGES] == [
        "Togo, Mali and Gabon",
        "Togo, Mali et Gabon",
        "Togo, Mali y Gabon",
        "Togo, Mali e Gabon",
    ]
    assert (list_text(["Togo"], "fr"), list_text([], "fr")) == ("Togo", "")


@pytest.mark.parametrize(
    ("quarter_days", "english", "french"),
    [
        (28, "7 days", "7 jours"),
        (4, "1 day", "1 jour"),
        (6, "1.5 days", "1,5 jour"),
        (1, "0.25 days", "0,25 jour"),
        (0, "0 days", "0 jour"),
        (9, "2.25 days", "2,25 jours"),
    ],
)
def test_quarter_days_are_said_as_days(quarter_days: int, english: str, french: str) -> None:
    assert (days_text(quarter_days, "en"), days_text(quarter_days, "fr")) == (english, french)


@given(st.dates(), st.dates(), st.sampled_from(INTERFACE_LANGUAGES))
def test_any_period_is_one_line_that_ends_with_its_last_year(a: date, b: date, language: str) -> None:
    text = period_text(Period(min(a, b), max(a, b)), language)

    assert text.splitlines() == [text]
    assert text.split(_SPACE)[-1].lstrip("0") == str(max(a, b).year)


def test_sentences_of_a_domain_come_with_their_placeholders_open() -> None:
    assert "{label}: {value}" in sentences("en", "mail")
    assert len(sentences("fr", "mail")) == len(keys("fr", "mail"))


def test_both_forms_of_a_plural_are_sentences() -> None:
    assert {"{n} day", "{n} days"} <= set(sentences("en", "values"))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Albania or Togo"),
        ("fr", "Albania ou Togo"),
        ("es", "Albania o Togo"),
        ("pt", "Albania ou Togo"),
    ],
)
def test_a_choice_is_offered_with_or(language: str, told: str) -> None:
    assert choice_text(("Albania", "Togo"), language) == told
    assert choice_text((), language) == ""


def test_french_counts_the_first_day_of_a_period() -> None:
    within, across = Period(date(2016, 4, 1), date(2016, 4, 9)), Period(date(2016, 4, 1), date(2016, 9, 30))

    assert period_text(within, "fr") == "1er-9 avril 2016"
    assert period_text(across, "fr") == "1er avril - 30 septembre 2016"
