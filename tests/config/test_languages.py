import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from config.folding import fold
from config.languages import (
    _NATIVE_NAMES,
    INTERFACE_LANGUAGES,
    Level,
    all_language_names,
    find_language,
    language_name,
)


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("A1", Level.A1),
        ("c1", Level.C1),
        (" B2 ", Level.B2),
        ("native", Level.NATIVE),
        ("Mother tongue", Level.NATIVE),
        ("langue maternelle", Level.NATIVE),
        ("D1", None),
        ("", None),
        ("B", None),
    ],
)
def test_level_is_read_as_people_write_it(written: str, level: Level | None) -> None:
    assert Level.read(written) is level


def test_levels_are_ordered_from_beginner_to_native() -> None:
    assert sorted(Level) == [Level.A1, Level.A2, Level.B1, Level.B2, Level.C1, Level.C2, Level.NATIVE]


def test_label_of_a_level_can_be_read_back() -> None:
    assert [Level.read(level.label) for level in Level] == list(Level)


@given(st.text())
def test_any_text_is_a_level_or_none(text: str) -> None:
    assert Level.read(text) in {None, *Level}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("French", "fr"),
        ("francais", "fr"),
        ("FRANCÉS", "fr"),
        ("francês", "fr"),
        ("anglais", "en"),
        ("castellano", "es"),
        ("Portugais", "pt"),
        ("Brazilian Portuguese", "pt"),
        ("Deutsch", "de"),
        ("Русский", "ru"),
        ("العربية", "ar"),
        ("Kiswahili", "sw"),
        ("Farsi", "fa"),
        ("Khmer", "km"),
        ("EN", "en"),
        ("pt-BR", "pt"),
        ("zh_CN", "zh"),
        ("xx", None),
        ("pt-", "pt"),
        ("en something", None),
        ("Klingonese", None),
        ("", None),
    ],
)
def test_language_is_found_by_name_native_name_code_or_tag(written: str, code: str | None) -> None:
    assert find_language(written) == code


@pytest.mark.parametrize("spoken", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("code", [*INTERFACE_LANGUAGES, "ar", "ru", "vi", "km", "sw", "ro"])
def test_every_printed_language_name_is_found_again(code: str, spoken: str) -> None:
    assert find_language(language_name(code, spoken)) == code


def test_language_names_are_in_the_language_of_the_reader() -> None:
    assert [language_name("es", spoken) for spoken in INTERFACE_LANGUAGES] == [
        "Spanish",
        "espagnol",
        "español",
        "espanhol",
    ]


def test_reader_of_another_language_is_told_in_english() -> None:
    assert language_name("es", "de") == "Spanish"


def test_unknown_code_is_printed_as_it_is() -> None:
    assert language_name("xq", "en") == "xq"


def test_table_for_fuzzy_look_ups_holds_folded_names_but_no_codes() -> None:
    names = all_language_names()

    assert all(fold(name) == name for name in names)
    assert {"en", "fr", "es", "pt", "de"}.isdisjoint(names)


def test_languages_of_all_experts_are_known(experts: list[dict[str, str]]) -> None:
    spoken = {pair for row in experts for pair in row["languages"].split(";")}

    assert {pair for pair in spoken if find_language(pair.split(":")[0]) is None} == set()
    assert {pair for pair in spoken if Level.read(pair.split(":")[1]) is None} == set()


def test_native_names_are_those_of_babel() -> None:
    assert {code: Locale(code).languages[code] for code in _NATIVE_NAMES} == dict(_NATIVE_NAMES)
