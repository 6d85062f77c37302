from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.languages import Level
from intake.cv import Cv, Spoken
from intake.cv_reading import read_cv
from tests.cvs import CANDIDATE, EN, ES, FR, PASSPORT, PT

TODAY = date(2026, 1, 12)


def read(text: str, xml: bytes = b"") -> Cv:
    return read_cv(text, attached_xml=xml, today=TODAY)


def test_an_english_cv_is_read_whole() -> None:
    assert read(EN) == Cv(
        first_name="Ana Maria",
        last_name="da Silva",
        email="ana.silva@experts.example",
        phone="+351 912 345 678",
        nationality="PT",
        gender="woman",
        languages=(
            Spoken("pt", Level.NATIVE),
            Spoken("en", Level.B2),
            Spoken("fr", None, "fluent"),
        ),
        areas=(("social_pensions", 2), ("cash_transfers", 1)),
        countries=("PT", "TG", "BJ", "MZ", "AO"),
        years_of_experience=21,
        employer="Ministry of Labour",
        occupation="public",
        employment="active",
    )


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (FR, ("Jean-Luc", "Moreau", "jl.moreau@experts.example", "FR", "man")),
        (ES, ("Lucía", "Fernández Ortiz", "lucia@experts.example", "ES", "woman")),
        (PT, ("Rui", "Teixeira", "rui.teixeira@experts.example", "PT", "man")),
    ],
    ids=["fr", "es", "pt"],
)
def test_the_person_is_read_in_each_language(text: str, who: tuple[str, ...]) -> None:
    cv = read(text)

    assert (cv.first_name, cv.last_name, cv.email, cv.nationality, cv.gender) == who


@pytest.mark.parametrize(
    ("text", "work"),
    [
        (FR, (24, "private", "active")),
        (ES, (23, "public", "active")),
        (PT, (29, "public", "retired")),
    ],
    ids=["fr", "es", "pt"],
)
def test_work_is_read_in_each_language(text: str, work: tuple[int, str, str]) -> None:
    cv = read(text)

    assert (cv.years_of_experience, cv.occupation, cv.employment) == work


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        (FR, (Spoken("fr", Level.NATIVE), Spoken("en", Level.B2), Spoken("es", None, "bien"))),
        (ES, (Spoken("es", Level.NATIVE), Spoken("en", Level.C1), Spoken("pt", Level.B1))),
        (PT, (Spoken("pt", Level.NATIVE), Spoken("en", Level.C1), Spoken("fr", None, "fluente"))),
    ],
    ids=["fr", "es", "pt"],
)
def test_languages_are_read_in_each_language(text: str, spoken: tuple[Spoken, ...]) -> None:
    assert read(text).languages == spoken


def test_a_europass_file_says_everything_without_a_word_beside_it() -> None:
    assert read("", PASSPORT) == Cv(
        first_name="Eva",
        last_name="Nováková",
        email="eva.novakova@experts.example",
        phone="+420 111 222 333",
        nationality="CZ",
        gender="woman",
        languages=(Spoken("cs", Level.NATIVE), Spoken("en", Level.C1)),
        areas=(("unemployment_insurance", 1), ("labour_inspection", 1)),
        countries=("CZ", "GR"),
        years_of_experience=20,
        employer="Ministry of Labour",
        occupation="public",
        employment="active",
        europass=True,
    )


def test_the_newer_format_is_read_too() -> None:
    cv = read("", CANDIDATE)

    assert (cv.first_name, cv.last_name, cv.email) == ("Karim", "Benali", "karim@experts.example")
    assert (cv.nationality, cv.gender, cv.countries) == ("FR", "man", ("TG",))
    assert cv.languages == (Spoken("fr", Level.NATIVE), Spoken("en", Level.B2))
    assert (cv.years_of_experience, cv.occupation, cv.employment) == (10, "private", "")
    assert cv.unread == ("employment",)


def test_what_the_xml_says_is_believed_before_the_pages() -> None:
    cv = read(EN, PASSPORT)

    assert (cv.first_name, cv.nationality, cv.years_of_experience) == ("Eva", "CZ", 20)
    assert dict(cv.areas) == {"social_pensions": 2, "cash_transfers": 1}


def test_what_a_cv_does_not_say_is_told_and_not_invented() -> None:
    cv = read("Dear colleague,\nI would like to work for you.")

    assert cv == Cv(
        unread=(
            "first_name", "last_name", "email", "nationality", "occupation", "employment", "employer", "languages",
            "years_of_experience",
        )
    )  # fmt: skip


def test_years_are_believed_in_words_if_no_line_has_dates() -> None:
    assert read("Ana Silva\nAn economist with 25 years of experience.").years_of_experience == 25


def test_areas_named_often_are_the_main_ones_if_there_are_enough() -> None:
    often = ("a", "b", "c", "d")
    cv = Cv(areas=(*((key, 3) for key in often), ("e", 1)))

    assert (cv.main_areas, Cv(areas=(("a", 3), ("e", 1))).main_areas) == (often, ("a", "e"))


PIECES = st.sampled_from(
    ["Name:", "Nationality:", "Languages", "Work experience", "2010 - present", "C1 C2", "French", "\x00", "﷽", "İ", "ß",
     "31/13/2010 - 00/2011", "a@b.example", "|", ";;", "Since 9999", "\u202e", "é" * 300, "Jean"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), max_size=25), st.binary(max_size=60))
def test_nothing_makes_it_fail(pieces: list[str], xml: bytes) -> None:
    for sign in ("\n", " "):
        assert isinstance(read(sign.join(pieces), b"<SkillsPassport>" + xml + b"</SkillsPassport>"), Cv)
