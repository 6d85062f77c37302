from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.areas import load_areas
from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from config.texts import say
from intake.fields import (
    FIELDS,
    Reading,
    Value,
    blank_form,
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


def test_long_answers_lose_the_line_ends_of_the_mail_program() -> None:
    raw = read_filled_form(
        "Institution: CNSS\nCountry: Togo\nBackground: The pension scheme of the country is in deficit, and our\n"
        "board asked us for a plan.\nGeneral objective: A scheme that is in balance for the next fifty years and\n"
        "covers more people.\nSpecific objectives:\n- review the decree\n- train ten inspectors\n"
    )

    assert raw == {
        "institution": "CNSS",
        "country": "Togo",
        "background": "The pension scheme of the country is in deficit, and our board asked us for a plan.",
        "general_objective": "A scheme that is in balance for the next fifty years and covers more people.",
        "specific_objectives": "- review the decree\n- train ten inspectors",
    }
