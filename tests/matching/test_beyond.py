import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import beyond, solve
from matching.beyond import best_beyond
from matching.hunt import Effort
from matching.programme import Linear
from matching.solve import best_lineups
from tests.matching.asked import question, scored
from tests.matching.people import ABROAD, GENDERS, TOGETHER, expert, need, rules
from tests.matching.pools import Asked, pools

PEOPLE = [expert(f"EX-{n:04}", gender="man" if n % 2 else "woman") for n in range(60)]
CROWD = question(
    need(), PEOPLE, scored(PEOPLE, [n / 60 for n in range(60)]), rules(ABROAD, wishes=(GENDERS,))
)


@settings(deadline=None, max_examples=25)
@given(
    pools(most=9),
    st.lists(st.integers(0, 5), min_size=9, max_size=9),
    st.integers(0, 12),
    st.sampled_from([1, 50]),
)
def test_the_best_within_a_budget_is_that_of_trying_every_team(
    pool: Asked, fees: list[int], budget: int, tried: int
) -> None:
    asked = pool.question()
    rule = Linear("budget", np.array(fees[: len(pool.people)], dtype=np.float64), most=budget)
    every = best_lineups(asked, Effort(wanted=2_000)).lineups
    expected = [one.value >> 26 for one in every if rule.met(one.rows)][:1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beyond, "TRIED_FIRST", tried)
        found = best_beyond(asked, [rule])

    assert [one.value >> 26 for one in found.lineups] == pytest.approx(expected, abs=2)


def test_a_rule_that_only_teams_far_down_keep_is_left_to_highs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "FIRST_LOOK", 10)
    dear = Linear("budget", np.arange(60, dtype=np.float64), most=20)

    (lineup,) = best_beyond(CROWD, [dear]).lineups

    assert sum(lineup.rows) == 19  # one woman, one man: a wish worth more than a sixtieth


def test_a_rule_no_team_keeps_leaves_none() -> None:
    never = Linear("budget", np.ones(60), most=1)

    assert best_beyond(CROWD, [never]).lineups == ()


def test_somebody_set_by_hand_and_common_days_hold_for_highs_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beyond, "TRIED_FIRST", 1)
    asked = question(
        need(pinned=frozenset({"EX-0003"})),
        PEOPLE,
        scored(PEOPLE, [n / 60 for n in range(60)]),
        rules(TOGETHER),
    )

    (lineup,) = best_beyond(
        asked, [Linear("not the last ten", (np.arange(60) >= 50).astype(float), most=0)]
    ).lineups

    assert lineup.rows == {3, 49}
