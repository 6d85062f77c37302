import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.expert_letters import in_latin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "Mueller"),
        ("Jörg", "Joerg"),
        ("Сергей Иванов", "Sergei Ivanov"),
        ("Παπαδοπούλου", "Papadopoulou"),
        ("Łukasz", "Lukasz"),
        ("Ærø", "Aero"),
    ],
)
def test_name_is_one_in_every_alphabet(one: str, other: str) -> None:
    assert in_latin(one) == in_latin(other)


@given(st.text(max_size=60))
def test_anything_has_a_latin_spelling(text: str) -> None:
    assert in_latin(text) == in_latin(text).strip()
