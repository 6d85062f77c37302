import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycountry import countries

from config.countries import (
    country_name,
    country_names,
    eu_member_since,
    find_country,
    is_country,
    is_eu_member,
    official_language,
    region_name,
    region_of,
)
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES

_REGIONS = {
    *("Africa", "Asia", "Caribbean", "Central Asia", "Europe", "Latin America", "Middle East"),
    *("North America", "Pacific"),
}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Ivory Coast", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("cote d'ivoire", "CI"),
        ("Costa do Marfim", "CI"),
        ("Zanzibar", "TZ-Z"),
        ("Tanzania", "TZ"),
        ("Congo (Republic Of)", "CG"),
        ("Congo-Brazzaville", "CG"),
        ("DRC", "CD"),
        ("RDC", "CD"),
        ("Democratic Republic of the Congo", "CD"),
        ("République démocratique du Congo", "CD"),
        ("Saint Kitts & Nevis", "KN"),
        ("St. Kitts and Nevis", "KN"),
        ("St Vincent & the Grenadines", "VC"),
        ("Vietnam", "VN"),
        ("Viet Nam", "VN"),
        ("Bolivia", "BO"),
        ("Laos", "LA"),
        ("Moldova", "MD"),
        ("Kyrgyzstan", "KG"),
        ("Kirghizistan", "KG"),
        ("Cape Verde", "CV"),
        ("Cabo Verde", "CV"),
        ("Swaziland", "SZ"),
        ("Burma", "MM"),
        ("Palestine", "PS"),
        ("Kosovo", "XK"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Czech Republic", "CZ"),
        ("República Dominicana", "DO"),
        ("Dominica", "DM"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Guinée", "GN"),
        ("Guinea Bissau", "GW"),
        ("UK", "GB"),
        ("U.S.A.", "US"),
    ],
)
def test_country_is_found_by_its_everyday_name(written: str, code: str) -> None:
    assert find_country(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("la Colombie", "CO"),
        ("The Gambia", "GM"),
        ("République du Togo", "TG"),
        ("Republic of Togo", "TG"),
        ("República de Colombia", "CO"),
        ("Government of Jamaica", "JM"),
        ("Gouvernement de la Côte d'Ivoire", "CI"),
        ("the Kingdom of Morocco", "MA"),
        ("Republic of Korea", "KR"),
        ("Republic of the Congo", "CG"),
    ],
)
def test_country_is_found_behind_articles_and_forms_of_state(written: str, code: str) -> None:
    assert find_country(written) == code


def test_iso_codes_are_read_in_capitals_only() -> None:
    assert (find_country("TG"), find_country("TGO"), find_country("tg")) == ("TG", "TG", None)


def test_words_that_look_like_codes_are_no_countries() -> None:
    assert (find_country("NO"), find_country("SI")) == (None, None)


@pytest.mark.parametrize(
    "written",
    ["", "   ", "Atlantis", "ZZ", "QQQ", "Togo and Benin", "the", "republic of", "Antarctica", "Antártida"],
)
def test_what_names_no_country_finds_none(written: str) -> None:
    assert find_country(written) is None


@given(st.text())
def test_any_text_finds_a_country_or_none(text: str) -> None:
    code = find_country(text)

    assert code is None or is_country(code)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_printed_name_is_found_again(language: str) -> None:
    codes = [*(country.alpha_2 for country in countries), "XK", "TZ-Z"]

    lost = {code for code in codes if find_country(country_name(code, language)) != code}
    assert lost == {"AQ", "BV", "GS", "HM", "TF", "UM"}, "where nobody lives nobody asks"


def test_names_are_folded() -> None:
    assert [name for name in country_names() if fold(name) != name] == []


def test_country_is_printed_in_the_language_of_the_reader() -> None:
    assert [country_name("CI", language) for language in INTERFACE_LANGUAGES] == [
        "Côte d’Ivoire",
        "Côte d’Ivoire",
        "Côte d’Ivoire",
        "Costa do Marfim",
    ]
    assert country_name("CD", "fr") == "République démocratique du Congo"
    assert country_name("TZ-Z", "es") == "Zanzíbar"


def test_reader_of_another_language_is_told_in_english() -> None:
    assert country_name("ES", "de") == "Spain"


def test_unknown_code_is_printed_as_it_is() -> None:
    assert country_name("QQ", "en") == "QQ"


def test_countries_of_all_historic_requests_are_found_in_their_region(requests: list[dict[str, str]]) -> None:
    found = [(row["partner_country"], _region(row["partner_country"])) for row in requests]

    assert found == [(row["partner_country"], row["region"]) for row in requests]


def test_nationalities_of_all_experts_are_found(experts: list[dict[str, str]]) -> None:
    assert {row["nationality"] for row in experts if find_country(row["nationality"]) is None} == set()


def test_experts_from_partner_countries_are_found_in_their_region(experts: list[dict[str, str]]) -> None:
    partners = [row for row in experts if row["region"] not in {"EU", "Non-EU"}]

    assert [row for row in partners if _region(row["nationality"]) != row["region"]] == []


def _region(name: str) -> str | None:
    code = find_country(name)
    return region_of(code) if code else None


def test_every_country_has_one_region() -> None:
    assert {region_of(country.alpha_2) for country in countries} == _REGIONS


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_region_has_a_name(language: str) -> None:
    regions = {*_REGIONS, "EU", "Non-EU"}

    assert len({region_name(region, language) for region in regions}) == len(regions)


def test_region_of_no_country_is_an_error() -> None:
    with pytest.raises(KeyError):
        region_of("QQ")


def test_members_of_the_union_are_those_of_today() -> None:
    members = [country.alpha_2 for country in countries if is_eu_member(country.alpha_2)]

    assert (len(members), is_eu_member("FR"), is_eu_member("GB"), is_eu_member("CH")) == (
        27,
        True,
        False,
        False,
    )
    assert (eu_member_since("LT"), eu_member_since("HR"), eu_member_since("NO")) == (2004, 2013, None)


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("TG", "fr"),
        ("MA", "fr"),
        ("CO", "es"),
        ("MZ", "pt"),
        ("BR", "pt"),
        ("KE", "en"),
        ("VN", "en"),
        ("TZ-Z", "en"),
    ],
)
def test_ministries_are_written_to_in_the_language_they_read(code: str, language: str) -> None:
    assert official_language(code) == language


def test_importing_loads_no_library_of_names() -> None:
    program = "import config.countries, sys; print({'babel', 'pycountry'} & set(sys.modules))"

    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.strip() == "set()"
