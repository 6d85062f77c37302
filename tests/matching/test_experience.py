import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.experience import experience
from matching.need import Reason
from tests.matching.people import expert

COUNTS = st.integers(-5, 60)


@pytest.mark.parametrize(
    ("years", "missions", "key"),
    [
        (20, 5, "years_missions"),
        (20, 1, "years_one_mission"),
        (20, 0, "years"),
        (1, 5, "missions"),
        (0, 1, "one_mission"),
        (0, 0, "none"),
    ],
)
def test_experience_is_told_in_years_and_missions(years: int, missions: int, key: str) -> None:
    part, barred = experience(expert(years=years, missions_abroad=missions))

    assert part.reason == Reason(f"experience.{key}", {"years": years, "missions": missions})
    assert barred is None


def test_a_flagged_expert_is_a_hard_no() -> None:
    assert experience(expert(flagged=True))[1] == Reason("experience.flagged")


@given(COUNTS, COUNTS)
def test_the_part_stays_between_nothing_and_one(years: int, missions: int) -> None:
    assert 0 <= experience(expert(years=years, missions_abroad=missions))[0].score <= 1


@given(COUNTS, COUNTS)
def test_more_never_counts_less(years: int, missions: int) -> None:
    before = experience(expert(years=years, missions_abroad=missions))[0].score

    assert experience(expert(years=years + 1, missions_abroad=missions))[0].score >= before
    assert experience(expert(years=years, missions_abroad=missions + 1))[0].score >= before


def test_missions_abroad_weigh_more_than_years() -> None:
    travelled = experience(expert(years=0, missions_abroad=8))[0].score
    long_served = experience(expert(years=40, missions_abroad=0))[0].score

    assert travelled > long_served


def test_whoever_was_evaluated_hears_it_in_the_reason() -> None:
    part, _ = experience(expert(years=20, missions_abroad=5, rating=4.25, ratings=4))

    assert part.reason == Reason(
        "experience.years_missions_rated", {"years": 20, "missions": 5, "rating": 4.2, "ratings": 4}
    )


@given(COUNTS, COUNTS, st.floats(1, 5), st.integers(1, 50))
def test_a_better_evaluation_never_counts_less(
    years: int, missions: int, rating: float, ratings: int
) -> None:
    def score(mean: float) -> float:
        told = expert(years=years, missions_abroad=missions, rating=mean, ratings=ratings)
        return experience(told)[0].score

    assert 0 <= score(rating) <= 1
    assert score(min(rating + 0.5, 5)) >= score(rating)


@given(COUNTS, COUNTS, st.floats(1, 5), st.integers(1, 500))
def test_evaluations_move_a_score_by_less_than_two_fifths(
    years: int, missions: int, rating: float, ratings: int
) -> None:
    without = experience(expert(years=years, missions_abroad=missions))[0].score
    told = experience(expert(years=years, missions_abroad=missions, rating=rating, ratings=ratings))[0].score

    assert abs(told - without) < 0.4


def test_one_unhappy_colleague_weighs_less_than_many_content_ones() -> None:
    alone = experience(expert(years=10, missions_abroad=4, rating=1.0, ratings=1))[0].score
    many = experience(expert(years=10, missions_abroad=4, rating=1.0, ratings=8))[0].score
    nobody = experience(expert(years=10, missions_abroad=4))[0].score

    assert many < alone < nobody
