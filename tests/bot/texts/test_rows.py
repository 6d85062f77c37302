from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.facts import PersonFacts
from bot.texts.letter import Bullets, Choices, Facts, Paragraph, Quote
from bot.texts.rows import (
    amount,
    as_written,
    facts_of,
    fine_percent,
    label,
    mission_rows,
    percent,
    person_words,
    request_rows,
    shortened,
    subject,
    that_say_something,
    whole_days,
)
from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from tests.bot.texts.every_letter import CONFIRMED, MISSION, REQUEST


def test_subject_starts_with_the_code_if_there_is_one() -> None:
    assert subject("en", "2026-03", "officer.noted.subject") == "[2026-03] Noted"
    assert subject("en", "", "officer.noted.subject") == "Noted"


def test_empty_values_make_no_row() -> None:
    assert facts_of("en", (("title", "Pensions"), ("country", ""))) == Facts(
        (("Title of the request", "Pensions"),)
    )


def test_short_form_of_a_request_says_who_where_what_and_when() -> None:
    assert request_rows(REQUEST, "en") == (
        ("title", "Ztitle"),
        ("institution", "Zinstitution"),
        ("country", "Togo"),
        ("areas", "Cash transfers"),
        ("window", "3-28 March 2026"),
        ("days", "7 days"),
        ("languages", "French"),
        ("experts", "2"),
    )


def test_request_that_says_little_has_empty_values() -> None:
    bare = replace(REQUEST, country="", areas=(), window=None, days=None, languages=(), experts=None)

    assert [value for _, value in request_rows(bare, "fr")] == [
        "Ztitle",
        "Zinstitution",
        "",
        "",
        "",
        "",
        "",
        "",
    ]


def test_dates_of_a_mission_are_possible_until_they_are_confirmed() -> None:
    asked, fixed = dict(mission_rows(MISSION, "en")), dict(mission_rows(CONFIRMED, "en"))

    assert (asked.get("window"), fixed.get("mission_dates")) == ("3-28 March 2026", "9-17 March 2026")
    assert ("mission_dates" in asked, "window" in fixed) == (False, False)


def test_aim_that_only_repeats_the_title_is_left_out() -> None:
    assert dict(mission_rows(replace(MISSION, aim="Ztitle"), "en"))["aim"] == ""


def test_answers_kept_as_written_stand_under_the_label_of_their_field() -> None:
    blocks = as_written(replace(REQUEST, kept_as_written={"window": "soon"}), "en")

    assert blocks[1:] == (Facts((("Preferred dates", "soon"),)),)
    assert as_written(REQUEST, "en") == ()


def test_blocks_without_content_are_left_out() -> None:
    blocks = (Facts(()), Bullets(()), Paragraph(""), Choices(()), Quote("said"), Paragraph("words"))

    assert that_say_something(blocks) == (Quote("said"), Paragraph("words"))


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    assert [percent(0.824, language) for language in ("en", "fr")] == ["82%", "82\u00a0%"]
    assert [fine_percent(0.7066, language) for language in ("en", "pt")] == ["70.7%", "70,7%"]
    assert [amount(5250, language) for language in ("en", "pt", "de")] == [
        "EUR 5,250",
        "5.250 EUR",
        "EUR 5,250",
    ]


@pytest.mark.parametrize(("days", "words"), [(None, ""), (0, ""), (1, "1 day"), (7, "7 days")])
def test_days_are_whole_or_not_said(days: int | None, words: str) -> None:
    assert whole_days(days, "en") == words


def test_people_are_told_with_their_country() -> None:
    assert person_words("fr", PersonFacts("Ana Ruiz", "ES")) == "Ana Ruiz (Espagne)"


def test_long_titles_are_cut_at_a_word() -> None:
    assert shortened("Reform of the pension scheme", 20) == "Reform of the…"
    assert shortened("Unbreakable" * 5, 20) == "UnbreakableUnbreaka…"
    assert shortened("two\n lines ", 20) == "two lines"


@given(st.text(), st.integers(min_value=2, max_value=80))
def test_shortened_text_is_one_line_and_never_too_long(text: str, longest: int) -> None:
    short = shortened(text, longest)

    assert len(short) <= longest
    assert short == " ".join(short.split())


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize(
    ("fact", "field"),
    [
        ("title", "title"),
        ("institution", "institution"),
        ("country", "country"),
        ("contact", "contact_name"),
        ("areas", "areas"),
        ("background", "background"),
        ("general_objective", "general_objective"),
        ("specific_objectives", "specific_objectives"),
        ("expected_results", "expected_results"),
        ("window", "window"),
        ("days", "duration_days"),
        ("languages", "languages"),
        ("experts", "experts"),
        ("profiles", "profiles"),
        ("attachments", "attachments"),
    ],
)
def test_letters_and_forms_call_a_thing_by_the_same_name(fact: str, field: str, language: str) -> None:
    assert label(language, fact) == say(language, f"form.{field}.label")
