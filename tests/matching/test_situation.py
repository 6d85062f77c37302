import numpy as np
import pytest
from hypothesis import given, settings

from config.languages import Level
from matching.board import NEVER, as_score
from matching.hunt import Effort
from matching.need import LanguageNeed, Need, Profile, Reason
from matching.obstacles import situation_of
from matching.pool import Pool
from matching.ranking import Yardstick, barred
from matching.situation import Situation, bars, in_millionths
from matching.solve import best_lineups
from tests.matching.people import ALL_RULES, MARCH, TOGETHER, expert, judged, march, need, rules
from tests.matching.pools import Asked, pools


def situation(scores: object, asked: Need | None = None, count: int = 4) -> Situation:
    people = [expert(f"EX-000{n}", country="FR" if n % 2 else "BE") for n in range(count)]
    return Situation.of_scores(asked or need(), Pool.of(people, MARCH), np.array(scores), rules(*ALL_RULES))


@settings(deadline=None, max_examples=40)
@given(pools())
def test_the_same_people_are_barred_in_columns_as_one_by_one(pool: Asked) -> None:
    without_days = tuple(rule for rule in pool.hard if rule is not TOGETHER)
    setting = rules(*without_days)
    now = Situation.of_scores(
        pool.need, Pool.of(pool.people, pool.need.window), np.zeros(len(pool.people)), setting
    )
    yardstick = Yardstick.of(pool.need, setting)

    kinds = list(dict.fromkeys(pool.need.profiles))
    assert now.barred().tolist() == [
        [barred(yardstick, profile, one) is not None for one in pool.people] for profile in kinds
    ]


def test_scores_for_everybody_are_enough() -> None:
    question = situation([0.1, 0.9, 0.5, 0.8]).question()

    (lineup,) = best_lineups(question, Effort(wanted=1)).lineups

    assert lineup.rows == {1, 2}
    assert as_score(lineup.value) == pytest.approx(1.4)


def test_each_seat_may_have_scores_of_its_own() -> None:
    asked = need(profiles=(Profile("lead"), Profile("trainer")))

    question = situation([[0.1, 0.9, 0.5, 0.8], [0.9, 0.9, 0.0, 0.1]], asked).question()

    (lineup,) = best_lineups(question, Effort(wanted=1)).lineups
    assert dict(lineup.picks) == {0: 1, 1: 0}


def test_what_is_no_number_counts_as_nothing() -> None:
    odd = np.array([np.nan, np.inf, -np.inf, -3.0, 7.0, 0.25])

    assert in_millionths(odd).tolist() == [0, 1_000_000, 0, 0, 1_000_000, 250_000]


@pytest.mark.parametrize(
    "asked",
    [
        need(days=-4),
        need(days=0),
        need(days=500),
        need(profiles=()),
        need(languages=(LanguageNeed("xx"),)),
        need(areas=("no_such_area",)),
        need(window=march(7, 8)),
        need(pinned=frozenset({"EX-0001"}), excluded=frozenset({"EX-0001"})),
        need(pinned=frozenset({"EX-0000", "EX-0001", "EX-0002"})),
    ],
)
@pytest.mark.parametrize("count", [0, 1, 4])
def test_an_odd_question_about_a_pool_is_answered(asked: Need, count: int) -> None:
    found = best_lineups(situation([np.nan] * count, asked, count).question())

    assert found.proven


def test_who_is_out_is_told_by_reason() -> None:
    people = [
        expert("EX-0000", flagged=True),
        expert("EX-0001"),
        expert("EX-0002", languages={"fr": Level.A2}),
    ]
    asked = need(excluded=frozenset({"EX-0001"}), days=3)

    out = bars(asked, Pool.of(people, MARCH), ())

    assert {key: marks.tolist() for key, marks in out.items()} == {
        "experience.flagged": [True, False, False],
        "pool.excluded": [False, True, False],
        "language.fr": [False, False, True],
        "availability.too_few": [False, False, False],
    }


def test_a_no_of_somebody_else_stays_when_the_situation_is_relaxed() -> None:
    people = [expert("EX-0000", flagged=True), expert("EX-0001")]
    no = Reason("pool.excluded")
    rows = [[judged(one.key, 0.5, no) for one in people]] * 2

    now = situation_of(need(), people, rows, rules())

    assert now.out.tolist() == [[False, True]]
    assert now.question().worth.tolist() == [[NEVER, NEVER]]
