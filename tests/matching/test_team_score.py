from dataclasses import replace

import pytest

from config.rules import load_rules
from matching.team_score import share_of_best
from tests.matching.planned import team

TWO = team("EX-0001", "EX-0002")


@pytest.mark.parametrize(
    ("wishes", "share"),
    [([], 0.7), ([{"weight": 0.1}, {"weight": 0.25}], 1.4 / 2.35), ([{"weight": -1}, {}, "?"], 0.7)],
)
def test_team_scores_as_a_share_of_every_seat_and_wish(wishes: list[object], share: float) -> None:
    assert share_of_best(TWO, {"wishes": wishes}) == pytest.approx(share)


@pytest.mark.parametrize("rules", [None, {}, {"wishes": "none"}])
def test_proposal_that_kept_no_wishes_counts_seats_alone(rules: object) -> None:
    assert share_of_best(TWO, rules) == pytest.approx(0.7)


def test_team_that_ranks_higher_is_shown_higher() -> None:
    rules = load_rules().as_json()
    shares = [share_of_best(replace(TWO, score=score), rules) for score in (2.36, 1.41, 1.4)]

    assert shares == sorted(shares, reverse=True)
    assert share_of_best(team(), rules) <= 1.0
