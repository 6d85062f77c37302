from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.areas import load_areas
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from config.texts import keys, say
from intake.field_json import answers_from, from_plain, to_plain
from intake.field_list import labels
from intake.fields import (
    FIELDS,
    REQUIRED,
    Reading,
    Value,
    blank_form,
    derived_days,
    read_filled_form,
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


# --- forms ---


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_form_filled_by_muster_is_read_back(language: str) -> None:
    raw = read_filled_form(blank_form(language, COMPLETE))

    assert raw is not None
    assert read(raw, language) == Reading(COMPLETE)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_form_left_blank_says_nothing(language: str) -> None:
    assert read_filled_form(blank_form(language)) == {}


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_quoted_and_rewrapped_form_is_read_back(language: str) -> None:
    form = blank_form(language, COMPLETE)
    quoted = "\n".join(f"> {line}" for line in form.splitlines())

    raw = read_filled_form(f"Hello,\n\n{quoted}\n")

    assert raw is not None
    assert read(raw, language) == Reading(COMPLETE)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_answers_written_below_the_label_or_in_place_of_the_help_are_read(language: str) -> None:
    lines = [f"{FIELDS[name].label(language)}:\n{answer}" for name, answer in _answers(language).items()]

    raw = read_filled_form("\n".join(lines))

    assert raw == _answers(language)


def _answers(language: str) -> dict[str, str]:
    return {
        name: say(language, f"form.{name}.example") for name in ("institution", "country", "title", "window")
    }


def test_a_form_survives_bullets_bold_french_spaces_and_wide_colons() -> None:
    text = """Bonjour, voici notre demande.
> **Institution :** Ministère du Travail
> - Pays： Togo
> 3. *Titre de la demande* [une ligne] : Réforme
> des pensions
> • Durée en jours : ____
> Domaines d'assistance\u00a0: [...]
> Contexte :
> Premier paragraphe.
>
> Second paragraphe
> Dates souhaites : du 12 au 20 mars
Cordialement,
Ama"""

    assert read_filled_form(text) == {
        "institution": "Ministère du Travail",
        "country": "Togo",
        "title": "Réforme\ndes pensions",
        "background": "Premier paragraphe.\n\nSecond paragraphe",
        "window": "du 12 au 20 mars",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Yes, I am available.",
        "Country: Togo\nDates: March",
        "Objet : demande d'appui\nTél. : +228 90 00 00 00\nE-mail : a@b.example\nNom : Ama",
        "He said: this is fine: really.",
        ":" * 5_000,
    ],
)
def test_fewer_than_three_labels_or_only_those_of_a_letter_are_no_form(text: str) -> None:
    assert read_filled_form(text) is None


def test_labels_may_be_in_any_language_and_mixed() -> None:
    raw = read_filled_form("Institution: X\nPaís: Perú\nDurée: 7 jours\nLínguas de trabalho: português")

    assert raw == {
        "institution": "X",
        "country": "Perú",
        "duration_days": "7 jours",
        "languages": "português",
    }


def test_misspelt_labels_are_recognised() -> None:
    raw = read_filled_form("Institucion: X\nContry: Togo\nWorking langages: French\nBackgrond: y")

    assert raw is not None
    assert set(raw) == {"institution", "country", "languages", "background"}


def test_the_first_filled_value_of_a_repeated_label_counts() -> None:
    raw = read_filled_form("Country:\nInstitution: X\nLanguages: French\nCountry: Togo\nCountry: Benin")

    assert raw is not None
    assert raw["country"] == "Togo"


def test_headings_without_colon_are_labels() -> None:
    raw = read_filled_form("Institution\nMinistry of Labour\n\nCountry\nTogo\n\nBackground\nWe need help.")

    assert raw == {"institution": "Ministry of Labour", "country": "Togo", "background": "We need help."}


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "text",
    [
        "Country: \n" * 20_000,
        "xountry: a\n" * 20_000,
        "[" * 60_000,
        "> " * 40_000,
        "(" * 60_000,
        "a:" * 40_000,
        " " * 90_000,
    ],
)
def test_hostile_forms_do_not_take_long(text: str) -> None:
    read_filled_form(text)


@given(st.text(max_size=400))
def test_any_text_is_tried_as_a_form_without_error(text: str) -> None:
    raw = read_filled_form(text)

    assert raw is None or set(raw) <= set(FIELDS)


# --- values ---


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
        ("duration_days", "500", "number_out_of_range"),
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


# --- JSON ---


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("country", "XX"),
        ("country", 7),
        ("window", "yesterday"),
        ("window", "2026-03-20/2026-03-12"),
        ("window", None),
        ("duration_days", "7"),
        ("duration_days", True),
        ("duration_days", 0),
        ("experts", 1_000),
        ("areas", ["no_such_area"]),
        ("areas", "disability"),
        ("languages", ["klingon"]),
        ("title", ""),
        ("title", "x" * 1_000),
        ("profiles", []),
        ("profiles", [1, None]),
        ("colour", "blue"),
    ],
)
def test_stored_values_that_make_no_sense_are_left_out(name: str, plain: object) -> None:
    assert from_plain(name, plain) is None


def test_answers_from_anything_but_a_mapping_are_none() -> None:
    assert answers_from(None) == answers_from([1]) == answers_from("x") == {}


_AREAS = st.lists(st.sampled_from(sorted(load_areas())), min_size=1, max_size=4, unique=True).map(tuple)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "country": st.sampled_from(["TG", "CI", "TZ-Z", "CD", "PE"]),
            "areas": _AREAS,
            "window": st.builds(
                lambda start, more: Period(start, start + timedelta(days=more)),
                st.dates(TODAY, date(2028, 1, 1)),
                st.integers(14, 90),
            ),
            "duration_days": st.integers(1, 14),
            "languages": st.lists(
                st.sampled_from(["en", "fr", "es", "pt", "ar"]), min_size=1, unique=True
            ).map(tuple),
            "experts": st.integers(1, 12),
            "title": st.sampled_from(["Reform of pensions", "Réforme: suite", "A [draft] law"]),
        },
    ),
    st.sampled_from(INTERFACE_LANGUAGES),
)
def test_any_values_survive_a_form_in_any_language(values: dict[str, Value], language: str) -> None:
    raw = read_filled_form(blank_form(language, values))

    assert raw is not None
    found = read(raw, language)
    assert {name: _unordered(value) for name, value in found.values.items()} == {
        name: _unordered(value) for name, value in values.items()
    }


def _unordered(value: Value) -> object:
    """Areas come back most often named first, which is not the order they were written in."""
    return frozenset(value) if isinstance(value, tuple) else value
