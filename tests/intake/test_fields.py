from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from config.texts import keys, say
from intake.field_json import answers_from, to_plain
from intake.field_list import labels
from intake.fields import (
    FIELDS,
    REQUIRED,
    Reading,
    Value,
    derived_days,
    read_values,
)

TODAY = date(2026, 1, 12)
MARCH = Period(date(2026, 3, 12), date(2026, 3, 20))
COMPLETE: dict[str, Value] = {
    "institution": "Caisse nationale de sécurité sociale (CNSS)",
    "country": "TG",
    "contact_name": "Ama Koffi",
    "contact_email": "ama@cnss.example",
    "contact_phone": "+228 90 00 00 00",
    "title": "Reform of the pension scheme",
    "areas": ("contributory_pensions", "disability"),
    "background": "First line.\nSecond line: with a colon.\n\nSecond paragraph.",
    "general_objective": "More people are covered.",
    "specific_objectives": "Review the decree.\nTrain ten inspectors.",
    "expected_results": "A report",
    "window": MARCH,
    "duration_days": 7,
    "languages": ("fr", "en"),
    "experts": 2,
    "profiles": ("Actuary", "IT specialist"),
}


def read(raw: dict[str, str], language: str = "en") -> Reading:
    return read_values(raw, today=TODAY, language=language)


def problems(reading: Reading) -> list[tuple[str, str]]:
    return [(problem.field, problem.key) for problem in reading.problems]


def test_required_fields_are_those_a_request_cannot_do_without() -> None:
    assert REQUIRED == (
        "institution",
        "country",
        "contact_name",
        "contact_email",
        "title",
        "areas",
        "background",
        "window",
        "duration_days",
        "languages",
    )


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_field_has_its_texts_in_every_language(language: str) -> None:
    wanted = {f"form.{name}.{part}" for name in FIELDS for part in ("label", "ask", "example", "help")}

    assert wanted <= keys(language, "form")


def test_every_printed_label_belongs_to_its_own_field_in_every_language() -> None:
    for language in INTERFACE_LANGUAGES:
        for name, field in FIELDS.items():
            assert labels()[fold(field.label(language))] == name


def test_a_whole_form_is_read_into_values() -> None:
    reading = read(
        {
            "institution": " Ministry  of Labour ",
            "country": "Togo",
            "contact_name": "Ama Koffi <Ama@Labour.example>, +228 90 00 00 00",
            "title": "Pensions",
            "areas": "pensions, disability",
            "background": "Text",
            "window": "12-20 March",
            "duration_days": "seven days",
            "languages": "French and English",
            "experts": "two",
            "profiles": "- Actuary\n- IT specialist",
        }
    )

    assert reading == Reading(
        {
            "institution": "Ministry of Labour",
            "country": "TG",
            "contact_name": "Ama Koffi",
            "contact_email": "ama@labour.example",
            "contact_phone": "+228 90 00 00 00",
            "title": "Pensions",
            "areas": ("contributory_pensions", "disability"),
            "background": "Text",
            "window": MARCH,
            "duration_days": 7,
            "languages": ("fr", "en"),
            "experts": 2,
            "profiles": ("Actuary", "IT specialist"),
        }
    )


def test_dates_and_duration_answer_for_each_other() -> None:
    assert read({"window": "du 12 au 20 mars 2026, 7 jours"}).values == {"window": MARCH, "duration_days": 7}
    assert read({"duration_days": "7 days from 12 to 20 March"}).values == {
        "window": MARCH,
        "duration_days": 7,
    }


def test_all_problems_are_reported_at_once() -> None:
    reading = read(
        {
            "country": "Atlantis",
            "contact_email": "ama at labour",
            "areas": "xyzzy",
            "window": "soon",
            "duration_days": "long",
            "languages": "Klingonese",
            "experts": "99",
        }
    )

    assert reading.values == {}
    assert problems(reading) == [
        ("country", "unknown_country"),
        ("contact_email", "no_email"),
        ("areas", "no_area"),
        ("window", "unreadable_dates"),
        ("duration_days", "no_number"),
        ("languages", "unknown_language"),
        ("experts", "number_out_of_range"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("country", "Tgo", "near_country"),
        ("country", "Togo and Benin", "several_countries"),
        ("country", "???", "missing"),
        ("contact_name", "12345", "missing"),
        ("contact_phone", "none", "no_phone"),
        ("window", "3-14 March 2025", "past_dates"),
        ("window", "20-12 March", "reversed_dates"),
        ("window", "12-20 March 2036", "far_dates"),
        ("window", "1 March 2026 to 1 March 2076", "long_dates"),
        ("duration_days", "500", "number_out_of_range"),
        ("duration_days", "1000 days", "number_out_of_range"),
        ("duration_days", "-3 days", "number_out_of_range"),
        ("duration_days", "1e9 days", "number_out_of_range"),
        ("duration_days", "some time", "no_number"),
        ("experts", "-3 experts", "number_out_of_range"),
        ("experts", "\N{MINUS SIGN}3", "number_out_of_range"),
        ("experts", "1e9", "number_out_of_range"),
        ("experts", "9" * 30, "number_out_of_range"),
        ("experts", "0", "number_out_of_range"),
        ("experts", "a few", "no_number"),
        ("title", "x" * 400, "too_long"),
        ("background", "x" * 10_001, "too_long"),
        ("background", " \n\t ... ", "missing"),
    ],
)
def test_each_bad_answer_has_its_own_problem(name: str, text: str, key: str) -> None:
    assert problems(read({name: text})) == [(name, key)]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_problem_can_be_said_in_every_language(language: str) -> None:
    bad = {
        "country": "Tgo",
        "contact_email": "x",
        "contact_phone": "x",
        "areas": "xyzzy",
        "window": "20-12 March",
        "duration_days": "x",
        "languages": "Klingonese",
        "title": "x" * 400,
    }

    reading = read(bad, language)
    clash = read({"window": "12-20 March", "duration_days": "30"}, language)

    for problem in (*reading.problems, *clash.problems):
        sentence = say(language, f"form.problem.{problem.key}", **problem.values)
        assert FIELDS[problem.field].label(language) in sentence


def test_a_near_country_is_offered_by_code_and_by_name() -> None:
    [problem] = read({"country": "Tgo"}, "fr").problems

    assert (problem.near, problem.values["near"], problem.values["written"]) == (("TG",), "Togo", "Tgo")


def test_reversed_dates_offer_the_days_the_right_way_round() -> None:
    [problem] = read({"window": "20-12 March"}).problems

    assert (problem.near, problem.values["period"]) == (("2026-03-12/2026-03-20",), "12-20 March 2026")


def test_a_window_of_two_years_is_room_enough() -> None:
    two_years = Period(date(2026, 3, 1), date(2028, 2, 29))

    assert read({"window": "1 March 2026 to 29 February 2028"}).values["window"] == two_years


def test_years_that_are_over_do_not_make_a_window_long() -> None:
    reading = read({"window": "1 March 2010 to 1 March 2026"})

    assert (reading.problems, reading.values["window"]) == ((), Period(TODAY, date(2026, 3, 1)))


@pytest.mark.parametrize("dates", ["1 March 2026 to 1 March 2076", "1-20 March 2040"])
def test_dates_beside_a_duration_are_not_taken_when_they_would_be_refused_as_dates(dates: str) -> None:
    assert read({"duration_days": f"7 days, {dates}"}).values == {"duration_days": 7}


def test_a_mission_longer_than_its_dates_is_a_problem_of_both() -> None:
    reading = read({"window": "12-13 March", "duration_days": "10"})

    assert reading.values == {"window": Period(date(2026, 3, 12), date(2026, 3, 13)), "duration_days": 10}
    assert problems(reading) == [("window", "window_too_short")]


def test_dates_that_have_begun_start_today() -> None:
    reading = read({"window": "5-16 January 2026"})

    assert reading.values["window"] == Period(TODAY, date(2026, 1, 16))


def test_alternative_dates_are_taken_and_kept_for_an_officer() -> None:
    text = "12-20 March or 6-10 April"

    reading = read({"window": text})

    assert reading == Reading({"window": MARCH}, (), {"window": text})


def test_unknown_fields_and_empty_values_are_passed_over() -> None:
    assert read({"colour": "blue", "title": "  "}) == Reading({})


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (MARCH, 7),
        (Period(date(2026, 3, 14), date(2026, 3, 15)), 1),
        (Period(date(2026, 3, 1), date(2026, 3, 31)), None),
        (None, None),
    ],
)
def test_only_a_short_window_tells_the_duration(window: Period | None, expected: int | None) -> None:
    assert derived_days(window) == expected


@given(
    st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text(max_size=120), max_size=6),
    st.sampled_from(INTERFACE_LANGUAGES),
)
def test_any_answers_give_values_or_problems_that_can_be_said(raw: dict[str, str], language: str) -> None:
    reading = read(raw, language)

    for problem in reading.problems:
        assert say(language, f"form.problem.{problem.key}", **problem.values)
    assert answers_from({name: to_plain(value) for name, value in reading.values.items()}) == reading.values
