import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.areas import area_label, load_areas
from config.countries import country_name
from config.languages import INTERFACE_LANGUAGES, language_name
from intake.words import (
    Match,
    countries_in,
    fold_numbers,
    guess_language,
    match_areas,
    match_country,
    match_languages,
    match_name,
    near_areas,
    read_count,
    read_days,
)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Togo", "TG"),
        ("togo.", "TG"),
        ("TG", "TG"),
        ("the Togolese Republic", "TG"),
        ("République du Togo", "TG"),
        ("in Togo", "TG"),
        ("Lomé, Togo", "TG"),
        ("Côte d'Ivoire", "CI"),
        ("ivory coast", "CI"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Guinea-Bissau", "GW"),
        ("Zanzibar", "TZ-Z"),
        ("Cabo Verde", "CV"),
        ("Perú", "PE"),
        ("Moçambique", "MZ"),
    ],
)
def test_a_country_is_known_by_all_its_names(written: str, code: str) -> None:
    match = match_country(written)

    assert match is not None
    assert (match.code, match.is_clear) == (code, True)


@pytest.mark.parametrize(
    ("written", "code"), [("Burkina Fasso", "BF"), ("Nigria", "NG"), ("Cambodja", "KH"), ("Jamaika", "JM")]
)
def test_a_misspelt_country_is_recognised(written: str, code: str) -> None:
    match = match_country(written)

    assert match is not None
    assert match.code == code


def test_a_short_misspelt_name_needs_a_question() -> None:
    match = match_country("Tgo")

    assert match is not None
    assert (match.code, match.is_clear) == ("TG", False)


@pytest.mark.parametrize("written", ["", "xx", "xyzzy", "our country", "a" * 5_000, "???"])
def test_what_is_no_country_is_none(written: str) -> None:
    assert match_country(written) is None


def test_a_match_with_rivals_is_not_clear() -> None:
    assert not Match("NE", 90.0, exact=False, others=("NG",)).is_clear


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("code", ["TG", "CI", "CD", "GW", "TZ-Z", "ST", "PE", "KH", "JO", "MD"])
def test_every_printed_country_name_is_read_back(code: str, language: str) -> None:
    match = match_country(country_name(code, language))

    assert match == Match(code, 100.0, exact=True)


def test_countries_in_a_text_come_most_often_named_first() -> None:
    found = countries_in("Like Barbados and Saint Lucia, Jamaica has a strategy. Jamaica wants to go on.")

    assert found == ("JM", "BB", "LC")


def test_the_longest_country_name_at_a_place_counts() -> None:
    assert countries_in("a mission to Guinea-Bissau and Equatorial Guinea") == ("GW", "GQ")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("disability", ("disability",)),
        ("pensions and disability", ("contributory_pensions", "disability")),
        ("retraites; handicap", ("contributory_pensions", "disability")),
        ("pensones", ("contributory_pensions",)),
        ("discapacidad", ("disability",)),
        ("xyzzy", ()),
        ("", ()),
    ],
)
def test_areas_are_found_in_free_words(written: str, expected: tuple[str, ...]) -> None:
    assert match_areas(written) == expected


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_printed_area_is_read_back(language: str) -> None:
    for key in load_areas():
        assert match_areas(area_label(key, language)) == (key,)


def test_near_areas_share_words_with_the_answer() -> None:
    assert "contributory_pensions" in near_areas("pension questions")
    assert near_areas("x") == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("English and French", ("en", "fr")),
        ("français", ("fr",)),
        ("portugais et anglais", ("pt", "en")),
        ("español", ("es",)),
        ("fr/en", ("fr", "en")),
        ("Spanish (preferably)", ("es",)),
        ("we work in French", ("fr",)),
        ("Frensh", ("fr",)),
        ("anglais; français; anglais", ("en", "fr")),
        ("Swahili", ("sw",)),
        ("Klingonese", ()),
        ("", ()),
    ],
)
def test_languages_are_found_in_free_words(written: str, expected: tuple[str, ...]) -> None:
    assert match_languages(written) == expected


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("code", ["en", "fr", "es", "pt", "ar", "ru", "sw"])
def test_every_printed_language_is_read_back(code: str, language: str) -> None:
    assert match_languages(language_name(code, language)) == (code,)


def test_a_known_name_is_found_by_its_spelling() -> None:
    names = ("Planning Institute of Jamaica", "Ministry of Labour")

    assert match_name("planning institute of jamaica", names) == ("Planning Institute of Jamaica",)
    assert match_name("Planing Institute of Jamaica", names) == ("Planning Institute of Jamaica",)
    assert match_name("Central Bank", names) == ()
    assert match_name("", names) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We would like to ask for help with our pension scheme", "en"),
        ("Nous souhaitons une assistance pour notre caisse", "fr"),
        ("Solicitamos asistencia técnica para nuestra caja de pensiones", "es"),
        ("Solicitamos assistência técnica para a nossa caixa", "pt"),
        ("", "en"),
        ("12-20", "en"),
        ("ok", "en"),
    ],
)
def test_the_language_of_a_text_is_guessed_by_its_common_words(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10", 10),
        ("ten days", 10),
        ("10 jours", 10),
        ("10 jours ouvrables", 10),
        ("dix jours", 10),
        ("diez días", 10),
        ("dez dias úteis", 10),
        ("10 working days", 10),
        ("10 expert-days", 10),
        ("10d", 10),
        ("two weeks", 10),
        ("deux semaines", 10),
        ("dos semanas", 10),
        ("duas semanas", 10),
        ("une semaine", 5),
        ("a week", 5),
        ("1.5 weeks", 8),
        ("1 month", 21),
        ("a fortnight", 10),
        ("5 to 7 days", 7),
        ("5-7 jours", 7),
        ("5-7", 7),
        ("14 calendar days", 10),
        ("7,5 jours", 8),
        ("about 8 days on site", 8),
        ("du 12 au 20 mars 2026, 7 jours", 7),
        ("12-20 March", None),
        ("March 2026", None),
        ("soon", None),
        ("0", None),
        ("-5", None),
        ("", None),
        ("9" * 500, None),
    ],
)
def test_days_of_work_are_read_from_numbers_words_and_weeks(text: str, expected: int | None) -> None:
    assert read_days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", 2),
        ("two experts", 2),
        ("deux experts", 2),
        ("dos expertos", 2),
        ("dois peritos", 2),
        ("one or two", 2),
        ("2-3", 3),
        ("2 - 3 experts", 3),
        ("- 3 experts", 3),
        ("(2)-3", 3),
        ("an expert", 1),
        ("Un actuaire et un juriste", 2),
        ("2 actuaries, 1 lawyer and a physician", 4),
        ("uma atuária e um jurista", 2),
        ("deux experts, un actuaire et un juriste", 2),
        ("2 experts (1 actuary and 1 lawyer)", 2),
        ("2 experts and 10 days", 2),
        ("-3", None),
        ("experts: -3", None),
        ("\N{MINUS SIGN}3 experts", None),
        ("1e9", None),
        ("2E+3 experts", None),
        ("some", None),
        ("", None),
        ("9" * 500, None),
    ],
)
def test_numbers_of_people_are_read(text: str, expected: int | None) -> None:
    assert read_count(text) == expected


def test_number_words_become_digits() -> None:
    assert fold_numbers("Deux semaines et 1,5 jour") == "2 semaines et 1.5 jour"


@pytest.mark.timeout(5)
@pytest.mark.parametrize("text", ["a," * 15_000, "pension " * 4_000, "é" * 30_000, "1 " * 15_000])
def test_hostile_texts_do_not_take_long(text: str) -> None:
    match_country(text)
    match_areas(text)
    near_areas(text)
    match_languages(text)
    countries_in(text)
    read_days(text)
    read_count(text)
    guess_language(text)


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    match_country(text)
    near_areas(text)
    days, count = read_days(text), read_count(text)

    assert set(match_areas(text)) <= set(load_areas())
    assert days is None or days >= 1
    assert count is None or count >= 0
    assert guess_language(text) in INTERFACE_LANGUAGES
