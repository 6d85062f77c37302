"""Which earlier requests resemble a new one."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from intake.alike import LEAST, MOST, Outline, likeness, most_alike

PENSIONS = Outline(1, "2026-01", "Monitoring of the social pension", "TZ", ("social_pensions", "monitoring"))
ANOTHER = Outline(2, "2026-02", "Maternity leave of fishing crews", "PE", ("maternity",))
TITLES = st.text(max_size=40)
OUTLINES = st.builds(
    Outline,
    id=st.integers(1, 99),
    code=st.just("2026-01"),
    title=TITLES,
    country=st.sampled_from(["", "TZ", "PE"]),
    areas=st.lists(st.sampled_from(["a", "b", "c"]), max_size=3, unique=True).map(tuple),
)


def test_the_same_wish_in_other_words_is_alike() -> None:
    twin = replace(PENSIONS, id=5, title="Social pension: monitoring and evaluation")

    assert most_alike(PENSIONS, [ANOTHER, twin]) == (twin,)


def test_the_same_country_alone_is_not_enough() -> None:
    neighbour = replace(ANOTHER, country="TZ")

    assert most_alike(PENSIONS, [neighbour]) == ()


def test_a_request_is_not_like_itself() -> None:
    assert most_alike(PENSIONS, [PENSIONS]) == ()


def test_the_most_alike_comes_first_and_of_equals_the_newer() -> None:
    older, newer = replace(PENSIONS, id=3), replace(PENSIONS, id=4)
    weaker = replace(PENSIONS, id=9, title="Something else")

    assert most_alike(PENSIONS, [weaker, older, newer]) == (newer, older, weaker)


@given(OUTLINES, OUTLINES)
def test_likeness_is_mutual_and_between_nothing_and_all(one: Outline, other: Outline) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0.0 <= likeness(one, other) <= 1.0 + 1e-9


@given(OUTLINES, st.lists(OUTLINES, max_size=8))
def test_only_a_few_are_named_and_each_is_alike_enough(one: Outline, others: list[Outline]) -> None:
    found = most_alike(one, others)

    assert len(found) <= MOST
    assert all(likeness(one, other) >= LEAST for other in found)
