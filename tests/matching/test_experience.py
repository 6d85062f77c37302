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
