"""The whole search against brute force and HiGHS, on pools of every sort, thresholds and all."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import solve
from matching.board import as_score
from matching.hunt import Effort
from matching.need import Profile
from matching.programme import best_by_programme
from matching.question import Question
from matching.solve import answer, best_lineups, prepare
from tests.matching.asked import board_of, question, scored
from tests.matching.brute_force import best_values
from tests.matching.people import ALL_RULES, ALL_WISHES, GENDERS, TWO_STATES, expert, need, rules
from tests.matching.pools import Asked, pools

UNIT = 1 << 26


def values(asked: Question, effort: Effort | None = None) -> list[int]:
    return [one.value >> 26 for one in best_lineups(asked, effort or Effort()).lineups]


def people_of(asked: Question, effort: Effort | None = None) -> list[frozenset[str]]:
    lineups = best_lineups(asked, effort or Effort()).lineups
    return [frozenset(asked.pool.keys[list(one.rows)].tolist()) for one in lineups]


@pytest.fixture
def first_look(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only three people of each kind are looked at closely at first, so that thresholds decide about all others."""
    monkeypatch.setattr(solve, "FIRST_LOOK", 3)
    monkeypatch.setattr(solve, "WIDER", 2)
    yield  # noqa: PT022 - the patch ends with the test


@pytest.mark.parametrize("looked_at", [3, 2048])
@settings(deadline=None, max_examples=25)
@given(pool=pools(most=25), wanted=st.sampled_from([1, 3, 5]))
def test_the_best_teams_are_those_of_trying_every_team(looked_at: int, pool: Asked, wanted: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solve, "FIRST_LOOK", looked_at)
        patch.setattr(solve, "WIDER", 2)
        found = best_lineups(pool.question(), Effort(wanted=wanted))

    best = best_values(pool.need, pool.people, pool.rows, pool.names(), wanted)
    assert [one.value >> 26 for one in found.lineups] == best
    assert found.proven


@settings(deadline=None, max_examples=25)
@given(pools(most=14), st.randoms(use_true_random=False))
def test_neither_rows_nor_the_first_look_change_who_goes(pool: Asked, chance: random.Random) -> None:
    order = list(range(len(pool.people)))
    chance.shuffle(order)
    turned = replace(
        pool,
        people=[pool.people[n] for n in order],
        rows=[[row[n] for n in order] for row in pool.rows],
    )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solve, "FIRST_LOOK", 3)
        narrow = people_of(turned.question())

    assert narrow == people_of(pool.question())


@settings(deadline=None, max_examples=25)
@given(pools(most=12))
def test_highs_finds_the_same_best_value(pool: Asked) -> None:
    asked = pool.question()
    board = board_of(asked)
    picks = best_by_programme(board) if len(board) >= board.size else None

    found = best_lineups(asked, Effort(wanted=1)).lineups

    assert (picks is None) == (found == ())
    if picks is not None:
        team = [n for _, n in picks]
        wishes = sum(one.weight for one in board.demands if not one.failing(team))
        total = sum(int(board.values[kind, n]) for kind, n in picks) + wishes
        assert as_score(total) == pytest.approx(as_score(found[0].value), abs=2e-6)


@settings(deadline=None, max_examples=25)
@given(pools(most=10), st.integers(0, 2))
def test_each_diverse_team_is_the_best_that_keeps_its_distance(pool: Asked, overlap: int) -> None:
    asked = pool.question()
    every = best_lineups(asked, Effort(wanted=2_000)).lineups
    expected: list[int] = []
    chosen: list[frozenset[int]] = []
    for one in every:
        if len(chosen) < 4 and all(len(one.rows & before) <= overlap for before in chosen):
            chosen.append(one.rows)
            expected.append(one.value)

    found = best_lineups(asked, Effort(wanted=4, overlap=overlap))

    assert [one.value for one in found.lineups] == expected
    assert all(len(a.rows & b.rows) <= overlap for a, b in combinations(found.lineups, 2) if overlap < 2)


@settings(deadline=None, max_examples=20)
@given(pools(most=10), st.integers(2, 5))
def test_scaling_scores_and_wishes_changes_no_team(pool: Asked, by: int) -> None:
    wishes = tuple(replace(wish, weight=wish.weight * by) for wish in ALL_WISHES)
    heavier = pool.question(wishes)

    plain = best_lineups(pool.question())
    scaled = best_lineups(
        replace(heavier, worth=np.where(heavier.worth > 0, heavier.worth * by, heavier.worth))
    )

    assert [one.value >> 26 for one in scaled.lineups] == [(one.value >> 26) * by for one in plain.lineups]


@settings(deadline=None, max_examples=20)
@given(pools(most=10))
def test_somebody_worse_in_everything_goes_only_beside_their_better(pool: Asked) -> None:
    best = best_lineups(pool.question(), Effort(wanted=1)).lineups
    if not best:
        return
    (_, row), *_ = best[0].picks
    people = [*pool.people, replace(pool.people[row], key="EX-9999")]
    rows = [
        [*one, replace(one[row], key="EX-9999", total=max(one[row].total - 0.05, 0.0))] for one in pool.rows
    ]

    (after,) = best_lineups(replace(pool, people=people, rows=rows).question(), Effort(wanted=1)).lineups

    assert after.value >= best[0].value
    assert len(pool.people) not in after.rows or row in after.rows or after.value >> 26 == best[0].value >> 26


def crowd(count: int = 40) -> Question:
    people = [
        expert(f"EX-00{n:02}", country="FR" if n % 3 else "BE", gender="man" if n % 2 else "woman")
        for n in range(count)
    ]
    scores = [(n * 7 % count) / count for n in range(count)]
    return question(need(), people, scored(people, scores), rules(TWO_STATES, wishes=(GENDERS,)))


def test_a_threshold_stands_for_those_not_looked_at(first_look: None) -> None:
    found = best_lineups(crowd())

    assert found.proven
    assert found.threshold > 0
    assert found.ruled_out["threshold"] > 0


def test_asked_again_with_somebody_set_left_out_or_held() -> None:
    prepared = prepare(crowd())
    best = people_of(crowd(), Effort(wanted=1))[0]
    one, other = sorted(best)

    def team(**changes: object) -> frozenset[str]:
        again = prepared.again(**changes)  # type: ignore[arg-type] # names of its parameters
        (lineup,) = answer(again, Effort(wanted=1)).lineups
        return frozenset(again.question.pool.keys[list(lineup.rows)].tolist())

    assert team(pinned=best) == best
    assert one not in team(excluded={one})
    assert "EX-0000" in team(pinned={"EX-0000"})
    assert other in team(held={other: 1}, excluded={one})
    assert answer(prepared.again(pinned={one}, excluded={one})).lineups == ()


def test_somebody_beyond_the_threshold_may_be_set_by_hand(first_look: None) -> None:
    prepared = prepare(crowd()).again(pinned={"EX-0000"})

    (lineup,) = answer(prepared, Effort(wanted=1)).lineups

    assert "EX-0000" in prepared.question.pool.keys[list(lineup.rows)].tolist()


def test_who_accepted_a_seat_is_held_in_it() -> None:
    people = [expert("EX-0001"), expert("EX-0002"), expert("EX-0003")]
    rows = [scored(people, [0.9, 0.8, 0.1], 1)[0], scored(people, [0.9, 0.1, 0.7], 1)[0]]
    asked = question(need(profiles=(Profile("lead"), Profile("trainer"))), people, rows)

    (lineup,) = answer(prepare(asked).again(held={"EX-0001": 0}), Effort(wanted=1)).lineups

    assert dict(lineup.picks) == {0: 0, 1: 2}


@pytest.mark.parametrize(
    "asked",
    [
        question(need(), [], [[], []]),
        question(need(), [expert()], scored([expert()], [0.5])),
        question(need(pinned=frozenset({"EX-9999"})), [expert()], scored([expert()], [0.5])),
        question(
            need(pinned=frozenset({"EX-0001", "EX-0002", "EX-0003"})),
            [expert(f"EX-000{n}") for n in range(5)],
            scored([expert(f"EX-000{n}") for n in range(5)], [0.5] * 5),
        ),
    ],
)
def test_no_team_at_all_is_no_error(asked: Question) -> None:
    found = best_lineups(asked, Effort(wanted=2))

    assert (found.lineups, found.proven, found.gap) == ((), True, 0.0)
    assert best_lineups(asked, Effort(wanted=2, overlap=0)).lineups == ()


def test_wanting_no_team_finds_none() -> None:
    assert best_lineups(crowd(), Effort(wanted=0)).lineups == ()


def test_a_stopped_search_over_a_threshold_owns_up_to_those_outside(first_look: None) -> None:
    stopped = best_lineups(crowd(), Effort(wanted=3, node_limit=1))

    assert not stopped.proven
    assert stopped.gap >= 0


def test_all_rules_and_wishes_at_once_on_a_crowd_of_equals() -> None:
    people = [expert(f"EX-{n:04}", country="FR" if n % 2 else "BE") for n in range(400)]
    asked = question(
        need(profiles=(Profile(),) * 4),
        people,
        scored(people, [0.5] * 400, 4),
        rules(*ALL_RULES, wishes=ALL_WISHES),
    )

    found = best_lineups(asked)

    assert found.proven
    assert [as_score(one.value) for one in found.lineups] == [pytest.approx(2.0 + 0.05)] * 3
