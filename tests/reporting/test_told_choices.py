import pytest

from config.languages import INTERFACE_LANGUAGES
from matching.learning import MEASURES, Case
from reporting.told_choices import counted_cases, few, over, told_text
from tests.matching.chosen import DAY

ONE, TWO, THREE = (f"EX-000{number}" for number in range(1, 4))


def case(
    *more: str, less: tuple[str, ...] = (), joining: tuple[str, ...] = (TWO,), beside: bool = True
) -> Case:
    return Case("2026-04", DAY, joining, (ONE,), more, less, beside)


def test_cells_are_keys_with_numbers() -> None:
    assert [few(3), counted_cases("more", 7, 9)] == ["few;3", "more;7;9"]
    assert over(case("topic", joining=(TWO, THREE))) == "over;EX-0002,EX-0003;EX-0001;topic;"


def test_few_cases_say_nothing() -> None:
    assert told_text(few(3), "en") == "too few cases to say: 3"


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("more", "more of it in 7 of 9 cases"),
        ("less", "less of it in 7 of 9 cases"),
        ("chance", "more of it in 7 of 9 cases: could be chance"),
        ("taken", "approved in 7 of 9 cases"),
    ],
)
def test_cases_are_counted_in_words(how: str, words: str) -> None:
    assert told_text(counted_cases(how, 7, 9), "en") == words


def test_a_case_names_people_by_their_codes_and_what_differs() -> None:
    both = over(case("missions", "topic", less=("wishes",)))

    assert told_text(both, "en") == (
        "EX-0002 instead of EX-0001. More: missions abroad and topic. Less: wishes met."
    )
    assert told_text(both, "fr") == (
        "EX-0002 au lieu de EX-0001. Plus\u00a0: missions à l’étranger et thème. Moins\u00a0: souhaits satisfaits."
    )
    assert told_text(over(case()), "es") == "EX-0002 en lugar de EX-0001."


def test_it_is_told_when_an_officer_had_searched_again() -> None:
    again = over(case("topic", beside=False))

    assert again == "again;EX-0002;EX-0001;topic;"
    assert (
        told_text(again, "en") == "EX-0002 instead of EX-0001. More: topic. The officer had searched again."
    )


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_measure_has_words(language: str) -> None:
    assert "{" not in told_text(over(case(*MEASURES)), language)
