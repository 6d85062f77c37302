from datetime import date, timedelta

import pytest

from matching.learning import MEASURES, Case, Known, Leaning, cases, choices, leanings, telling
from tests.matching.chosen import DAY, member, proposal, team

ONE, TWO, THREE, FOUR = (f"EX-000{number}" for number in range(1, 5))
NOTHING = Known()


def test_an_approval_stands_beside_all_teams_that_were_shown() -> None:
    first, second, third = (team(member(key)) for key in (ONE, TWO, THREE))

    (choice,) = choices([proposal(1, first, second, third, chosen=2)])

    assert choice.taken.team == second
    assert [(option.rank, option.team) for option in choice.others] == [(1, first), (3, third)]


def test_a_proposal_nobody_decided_is_no_choice() -> None:
    teams = team(member(ONE)), team(member(TWO))

    assert choices([proposal(1, *teams), proposal(2, *teams, turned_down=True)]) == ()


def test_a_team_alone_is_nothing_to_choose_between() -> None:
    found = choices([proposal(1, team(member(ONE)), chosen=1)])

    assert (len(found), telling(found)) == (1, ())


def test_what_an_officer_steered_away_from_was_an_option_too() -> None:
    before = proposal(1, team(member(ONE), member(TWO)), team(member(ONE), member(FOUR)))
    after = proposal(2, team(member(TWO), member(THREE)), chosen=1, steered=True, excluded=frozenset({ONE}))

    (choice,) = choices([after, before])

    (aside,) = choice.others
    assert (aside.team, aside.rank, aside.beside) == (before.teams[0], 1, False)


def test_somebody_set_by_hand_rules_out_the_teams_without_them() -> None:
    before = proposal(1, team(member(ONE), member(THREE)), team(member(ONE), member(TWO)))
    after = proposal(2, team(member(ONE), member(THREE)), team(member(THREE), member(FOUR)))

    pinned = frozenset({THREE})
    (choice,) = choices([before, proposal(2, *after.teams, chosen=2, steered=True, pinned=pinned)])

    assert [option.team for option in choice.others] == [after.teams[0], before.teams[1]]


def test_more_teams_asked_for_put_none_aside() -> None:
    teams = team(member(ONE)), team(member(TWO))
    before, after = proposal(1, teams[0]), proposal(2, *teams, chosen=2, steered=True)

    (choice,) = choices([before, after])

    assert [option.team for option in choice.others] == [teams[0]]


@pytest.mark.parametrize(
    "before",
    [
        proposal(1, team(member(ONE)), turned_down=True),
        proposal(1, team(member(ONE)), chosen=1),
        proposal(1, team(member(ONE)), code="2026-02"),
        proposal(1, team(member(ONE), member(TWO))),
    ],
    ids=["turned down", "decided", "another request", "other seats"],
)
def test_nothing_else_before_was_an_option(before: object) -> None:
    after = proposal(2, team(member(TWO)), chosen=1, steered=True, excluded=frozenset({ONE}))

    *_, choice = choices([before, after])  # type: ignore[list-item]

    assert choice.others == () or choice.number == 1


def test_several_steps_of_steering_are_followed_back() -> None:
    first = proposal(1, team(member(ONE)))
    second = proposal(2, team(member(TWO)), steered=True, excluded=frozenset({ONE}))
    third = proposal(3, team(member(THREE)), chosen=1, steered=True, excluded=frozenset({ONE, TWO}))

    (choice,) = choices([first, second, third])

    assert [option.team for option in choice.others] == [second.teams[0], first.teams[0]]


def test_a_leaning_compares_with_the_mean_of_the_others() -> None:
    shown = [team(member(key, experience=worth)) for key, worth in ((ONE, 0.5), (TWO, 0.9), (THREE, 0.2))]

    found = {one.measure: one for one in leanings(choices([proposal(1, *shown, chosen=1)]), NOTHING)}

    assert found["experience"] == Leaning("experience", more=0, less=1, alike=0)
    assert found["topic"] == Leaning("topic", more=0, less=0, alike=1)
    assert found["evaluations"] == Leaning("evaluations", more=0, less=0, alike=0)


def test_declines_and_evaluations_count_from_the_day_after() -> None:
    before, same = DAY - timedelta(days=1), DAY
    known = Known(
        declined={ONE: (before, same), TWO: (same,)},
        evaluated={ONE: ((before, 5), (before, 4), (same, 1)), TWO: ((before, 3),), THREE: ((same, 5),)},
    )
    shown = team(member(ONE)), team(member(TWO)), team(member(THREE))

    (told, *_) = cases(choices([proposal(1, *shown, chosen=1)]), known)

    assert MEASURES["declines"](shown[0], DAY, known) == 1
    assert MEASURES["evaluations"](shown[0], DAY, known) == 4.5
    assert MEASURES["evaluations"](shown[2], DAY, known) is None
    assert told == Case("2026-01", date(2026, 3, 2), (ONE,), (TWO,), ("declines", "evaluations"), ())


def test_a_case_names_who_differs_and_in_what() -> None:
    stays = member(ONE, missions=3)
    chosen = team(stays, member(THREE, missions=9, years=2, topic=0.4), wishes=0.1)
    other = team(stays, member(TWO, missions=1, years=9, topic=0.6))

    (case,) = cases(choices([proposal(1, other, chosen, chosen=2)]), NOTHING)

    assert (case.joining, case.leaving) == ((THREE,), (TWO,))
    assert (case.more, case.less, case.beside) == (("wishes", "missions"), ("topic", "years"), True)


@pytest.mark.parametrize(
    ("more", "less", "doubts"),
    [
        (3, 1, (True, True)),
        (4, 1, (False, True)),
        (7, 2, (False, True)),
        (8, 1, (False, False)),
        (0, 6, (False, False)),
    ],
)
def test_few_cases_say_little(more: int, less: int, doubts: tuple[bool, bool]) -> None:
    leaning = Leaning("topic", more, less, alike=4)

    assert (leaning.too_few, leaning.by_chance) == doubts


def test_no_protected_attribute_is_a_measure() -> None:
    assert set(MEASURES) == {
        "topic", "language", "availability", "experience", "wishes", "missions", "years", "declines", "evaluations",
    }  # fmt: skip
