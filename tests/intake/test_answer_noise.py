import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.answer_noise import asks_again_later, closes, is_of_papers, without_numbers


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("RG 22.731.406, nascida em 23/06/1959", ", nascida em 23/06/1959"),
        ("Mi cédula es 1.028.730.615", ""),
        ("Tel 06 55 01 07 17", ""),
        ("SIRET 809 140 926 00017", ""),
        ("Kd.-Nr. 0614-2027", ""),
        ("DNI 12.030.926-X, nacido", ", nacido"),
        ("call +591 7 555 0907", "call"),
        ("14 rue du 18-Juin, bât. B", ", bât. B"),
    ],
)
def test_numbers_of_papers_and_telephones_are_left_out(text: str, left: str) -> None:
    assert without_numbers(text).strip() == left


@pytest.mark.parametrize(
    "text",
    ["I am free 12.03.2026", "call me 12-16 March", "tel 12 March", "from 3 to 14 March", "2026-03-12"],
)
def test_days_are_no_numbers_of_papers(text: str) -> None:
    assert without_numbers(text) == text


@given(st.text(alphabet="tel 0123456789+.-rue,marchdni", max_size=200))
def test_places_stay_where_they_were(text: str) -> None:
    left = without_numbers(text)

    assert len(left) == len(text)
    assert all(new in {old, " "} for old, new in zip(text, left, strict=True))


@pytest.mark.parametrize(
    "words",
    [
        "and nothing else",
        "no más",
        "pas davantage",
        "sans autre possibilité",
        "pas une autre",
        "y ya",
        "punto",
        "no tengo más hueco",
        "nada mais tenho livre",
        "le reste non",
        "that is all",
    ],
)
def test_words_that_close_an_offer(words: str) -> None:
    assert closes(words)


@pytest.mark.parametrize(
    "words", ["no", "i cannot", "§ no", "je ne viens pas", "nothing planned", "no puedo"]
)
def test_a_refusal_closes_no_offer(words: str) -> None:
    assert not closes(words)


def test_papers_and_wishes_for_another_time_are_known() -> None:
    assert is_of_papers("my passport is valid until §")
    assert not is_of_papers("i am free until §")
    assert asks_again_later("Please keep me on your list for the autumn.")
    assert asks_again_later("N'hésitez pas à me recontacter à l'automne.")
    assert not asks_again_later("I am free in autumn.")
