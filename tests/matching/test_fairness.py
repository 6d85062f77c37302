from fractions import Fraction

import pytest

from matching.fairness import Shown, exposure, under_represented
from matching.need import Represented
from tests.matching.chosen import member, proposal, team

ONE, TWO, THREE = (f"EX-000{number}" for number in range(1, 4))


def women_and_men(women: tuple[int, int], men: tuple[int, int]) -> tuple[Represented, ...]:
    return Represented("gender", "man", *men), Represented("gender", "woman", *women)


def passed_over(*record: Represented, attribute: str = "gender", share: float = 0.8) -> list[str]:
    return [one.value for one in under_represented(record, attribute, share)]


def test_who_stands_below_is_shown_less() -> None:
    first, second = team(member(ONE), member(TWO)), team(member(ONE), member(THREE))

    found = exposure([proposal(1, first, second, chosen=2), proposal(2, first)])

    assert found == {
        ONE: Shown(3, Fraction(5, 2), 1),
        TWO: Shown(2, Fraction(2), 0),
        THREE: Shown(1, Fraction(1, 2), 1),
    }


def test_nobody_shown_is_nobody_exposed() -> None:
    assert exposure([]) == {}


@pytest.mark.parametrize(
    ("women", "men", "expected"),
    [
        ((40, 3), (60, 17), ["woman"]),
        ((40, 7), (60, 13), []),
        ((90, 20), (10, 1), ["man"]),
        ((40, 1), (60, 8), []),
        ((0, 0), (60, 20), []),
        ((3, 0), (97, 20), []),
    ],
    ids=["seldom", "nearly as often", "men", "too early", "nobody registered", "not due one place"],
)
def test_a_group_is_passed_over_when_it_is_chosen_clearly_less_than_its_number(
    women: tuple[int, int], men: tuple[int, int], expected: list[str]
) -> None:
    assert passed_over(*women_and_men(women, men)) == expected


def test_the_share_says_how_much_less() -> None:
    record = women_and_men((40, 7), (60, 13))

    assert passed_over(*record, share=1.0) == ["woman"]
    assert passed_over(*record, share=0.0) == []


def test_other_attributes_and_what_is_not_known_do_not_count() -> None:
    unknown = Represented("gender", "", 50, 0)

    assert passed_over(unknown, *women_and_men((10, 9), (40, 40))) == []
    assert passed_over(*women_and_men((40, 3), (60, 17)), attribute="country") == []
