from dataclasses import replace

import pytest
from hypothesis import given, settings

from config.languages import Level
from config.rules import Rule
from matching.hunt import Effort
from matching.need import Candidate, Need, Price, Reason
from matching.obstacles import situation_of
from matching.prices import prices
from matching.ranking import assess
from matching.relaxations import MOST_COUNTED, Unlocked, each_change, unlocking
from matching.situation import Situation
from matching.solve import best_lineups
from matching.team import find_teams
from tests.matching.people import ABROAD, SPOKEN, TOGETHER, TWO_STATES, expert, march, need, rules
from tests.matching.pools import Asked, pools

BELGIAN, FRENCH = expert("EX-0001"), expert("EX-0002", country="FR")


def situation(asked: Need, people: list[Candidate], *hard: Rule) -> Situation:
    return situation_of(asked, people, assess(asked, people, rules(*hard)), rules(*hard))


def said(unlocked: tuple[Unlocked, ...]) -> list[tuple[str, object]]:
    return [(reason.key, reason.values["teams"]) for one in unlocked for reason in one.reasons()]


def test_a_language_may_be_accepted_one_level_lower() -> None:
    weaker = [replace(FRENCH, key=f"EX-001{n}", languages={"fr": Level.B1}) for n in range(3)]

    found = unlocking(situation(need(), [BELGIAN, *weaker], SPOKEN, TWO_STATES))

    assert found[0].reasons() == (
        Reason("unlock.lower_level", {"language": "fr", "level": "B1", "teams": 3}),
    )


def test_one_expert_from_outside_the_union_may_do() -> None:
    outside = replace(FRENCH, country="TN", region="Africa")

    found = unlocking(situation(need(), [BELGIAN, outside], TWO_STATES))

    assert said(found) == [("unlock.fewer", 1), ("unlock.without_rule", 1)]


def test_a_few_days_more_may_do() -> None:
    late = [replace(one, free=(march(20, 31),)) for one in (BELGIAN, FRENCH)]

    found = unlocking(situation(need(days=7), late, TOGETHER))

    assert ("unlock.longer_period", 1) in said(found)
    assert [one.changes[0].reason.values for one in found if "longer" in one.changes[0].reason.key] == [
        {"days": 5}
    ]


def test_two_changes_together_are_told_when_none_alone_would_do() -> None:
    plain = [replace(BELGIAN, key=f"EX-000{n}", missions_abroad=0) for n in range(2)]

    found = unlocking(situation(need(), plain, TWO_STATES, ABROAD))

    assert said(found)[:3] == [("unlock.both", 1), ("unlock.fewer", 1), ("unlock.without_rule", 1)]


def test_many_teams_are_counted_up_to_a_hundred() -> None:
    people = [replace(BELGIAN, key=f"EX-00{n:02}") for n in range(20)]

    found = unlocking(situation(need(), people, TWO_STATES))

    assert said(found)[0] == ("unlock.fewer", f"{MOST_COUNTED}+")


def test_nothing_unlocks_what_nobody_is_there_for() -> None:
    assert unlocking(situation(need(), [BELGIAN], TWO_STATES)) == ()


@settings(deadline=None, max_examples=15)
@given(pools(most=6))
def test_each_count_is_of_teams_that_the_changes_alone_make_possible(pool: Asked) -> None:
    if best_lineups(pool.question()).lineups:
        return

    for one in unlocking(situation_of(pool.need, pool.people, pool.rows, pool.rules())):
        again = best_lineups(one.situation.question(), Effort(wanted=1000)).lineups
        assert len(again) == len(one.found.lineups) > 0
        assert len(one.changes) in {1, 2}


def test_nearly_is_the_best_team_that_breaks_one_rule() -> None:
    people = [replace(BELGIAN, key=f"EX-000{n}", missions_abroad=n) for n in range(3)]
    setting = rules(TWO_STATES, ABROAD)

    search = find_teams(need(), people, assess(need(), people, setting), setting)

    assert search.teams == ()
    assert search.nearly is not None
    assert [(one.name, one.met) for one in search.nearly.rules] == [
        ("two_member_states", False),
        ("mission_experience", True),
    ]


def test_a_rule_costs_what_the_best_team_without_it_gains() -> None:
    people = [
        expert("EX-0001", missions_abroad=8),
        expert("EX-0002"),
        expert("EX-0003", country="FR", years=0),
    ]
    now = situation(need(), people, TWO_STATES, ABROAD)

    dearest, free = prices(now)

    assert (dearest.rule, dearest.members, dearest.proven) == (
        "two_member_states",
        ("EX-0001", "EX-0002"),
        True,
    )
    assert dearest.gain == pytest.approx(0.2 * 0.4 * 20 / 25)
    assert (free.rule, free.gain) == ("mission_experience", 0.0)


def test_teams_turned_down_are_no_choice_with_or_without_a_rule() -> None:
    people = [
        expert("EX-0001", missions_abroad=8),
        expert("EX-0002", missions_abroad=6),
        expert("EX-0003", country="FR", years=0),
    ]
    now = situation(need(), people, TWO_STATES)

    (price,) = prices(now, besides=frozenset({frozenset({"EX-0001", "EX-0003"})}))

    assert (price.members, price.proven) == (("EX-0001", "EX-0002"), True)
    (alone,) = prices(now)
    assert price.gain > alone.gain > 0


def test_when_every_team_was_turned_down_no_rule_has_a_price() -> None:
    people = [expert("EX-0001"), expert("EX-0002", country="FR")]

    turned_down = frozenset({frozenset({"EX-0001", "EX-0002"})})

    assert prices(situation(need(), people, TWO_STATES), besides=turned_down) == ()


def test_without_a_team_no_rule_has_a_price() -> None:
    assert prices(situation(need(), [BELGIAN], TWO_STATES)) == ()


@settings(deadline=None, max_examples=20)
@given(pools(most=8))
def test_no_rule_is_paid_for_with_less_than_nothing(pool: Asked) -> None:
    now = situation_of(pool.need, pool.people, pool.rows, pool.rules())

    found: tuple[Price, ...] = prices(now)

    assert all(one.gain >= 0 for one in found)
    assert [one.gain for one in found] == sorted((one.gain for one in found), reverse=True)


@settings(deadline=None, max_examples=15)
@given(pools(most=6))
def test_no_change_that_asks_for_less_lowers_the_best_value(pool: Asked) -> None:
    now = situation_of(pool.need, pool.people, pool.rows, pool.rules())
    best = [one.value for one in best_lineups(now.question(), Effort(wanted=1)).lineups]

    for change in each_change(now):
        eased = [one.value for one in best_lineups(change.made(now).question(), Effort(wanted=1)).lineups]

        assert eased >= best, change.reason
