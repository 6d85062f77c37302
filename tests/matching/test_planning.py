"""Plans for several requests, against enumerating everything, and what must not change them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.periods import Period
from config.rules import Rule
from matching import plan_fair, plan_floor, plan_whole
from matching.need import Candidate, Need, Profile
from matching.plan_columns import PlanEffort
from matching.plan_floor import SERVED, STEP
from matching.planning import Asked, Plan, Planning, plan
from tests.matching.asked import question, scored
from tests.matching.people import MARCH, TWO_STATES, expert, march, need, rules

EXACT = PlanEffort(gap=0.0, more=60)
LOAD = Rule("load_cap", "load_cap", {"missions": 3})
COUNTRIES = ("FR", "ES", "DE")
APRIL = Period(date(2026, 4, 6), date(2026, 4, 24))
WINDOWS = (MARCH, march(2, 13), march(16, 27), APRIL)

Told = tuple[Need, list[Candidate], list[float]]
Team = tuple[frozenset[str], int]


def asked(key: str, told: Told, *hard: Rule) -> Asked:
    wanted, people, scores = told
    return Asked(key, question(wanted, people, scored(people, scores, len(wanted.profiles)), rules(*hard)))


def planned(told: Sequence[Told], *hard: Rule, effort: PlanEffort = EXACT) -> Planning:
    return plan([asked(f"2026-{n:02}", one, *hard) for n, one in enumerate(told, 1)], effort)


def teams(one: Planning, told: Sequence[Told], shown: Plan | None = None) -> list[set[str]]:
    places = (shown or one.best).places
    return [
        {people[row].key for row in place.team.rows} if place.team else set()
        for place, (_, people, _) in zip(places, told, strict=True)
    ]


def every_plan(told: Sequence[Told]) -> Iterator[tuple[Team | None, ...]]:
    """Every way to give each request one of its teams, or none, nobody twice at once or above the cap."""
    yield from _further(told, ())


def _further(told: Sequence[Told], before: tuple[Team | None, ...]) -> Iterator[tuple[Team | None, ...]]:
    if len(before) == len(told):
        yield before
        return
    for team in (None, *_teams(told[len(before)])):
        if team is None or _is_free(team, told, before):
            yield from _further(told, (*before, team))


def _teams(told: Told) -> list[Team]:
    wanted, people, scores = told
    found = []
    for members in combinations(range(len(people)), len(wanted.profiles)):
        team = [people[n] for n in members]
        if len({one.country for one in team}) > 1 and all(one.missions_this_year < 3 for one in team):
            found.append((frozenset(one.key for one in team), sum(round(1e6 * scores[n]) for n in members)))
    return found


def _is_free(team: Team, told: Sequence[Told], before: Sequence[Team | None]) -> bool:
    window = told[len(before)][0].window
    load = {one.key: one.missions_this_year for one in told[0][1]}
    for key in team[0]:
        others = [told[n][0].window for n, one in enumerate(before) if one and key in one[0]]
        if any(other.start <= window.end and window.start <= other.end for other in others):
            return False
        if load[key] + len(others) >= 3:
            return False
    return True


@st.composite
def markets(draw: st.DrawFn) -> list[Told]:
    people = [
        expert(
            f"EX-{n:04}",
            country=draw(st.sampled_from(COUNTRIES)),
            missions_this_year=draw(st.integers(0, 3)),
        )
        for n in range(draw(st.integers(0, 6)))
    ]
    return [
        (
            need(
                window=draw(st.sampled_from(WINDOWS)),
                days=2,
                profiles=(Profile(),) * draw(st.sampled_from([2, 2, 3])),
            ),
            people,
            [draw(st.integers(0, 20)) / 20 for _ in people],
        )
        for _ in range(draw(st.integers(0, 3)))
    ]


@settings(deadline=None, max_examples=40)
@given(told=markets())
def test_the_plan_is_worth_what_the_best_of_all_plans_is(told: list[Told]) -> None:
    found = planned(told, TWO_STATES, LOAD)

    most = max(sum(team[1] for team in one if team) for one in every_plan(told))
    assert round(found.best.value * 1e6) == most
    assert found.bound >= found.best.value - 1e-6


@settings(deadline=None, max_examples=25)
@given(told=markets())
def test_a_plan_made_some_requests_at_a_time_is_never_worth_more_than_its_bound(told: list[Told]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan_whole, "AT_ONCE", 1)
        patch.setattr(plan_whole, "LOSSES", (1.0,))
        found = planned(told, TWO_STATES, LOAD)

    most = max(sum(team[1] for team in one if team) for one in every_plan(told))
    assert round(found.best.value * 1e6) <= most <= round(found.bound * 1e6)


@settings(deadline=None, max_examples=25)
@given(told=markets())
def test_the_worst_served_is_never_served_worse_and_little_is_lost(told: list[Told]) -> None:
    found = planned(told, TWO_STATES, LOAD, effort=replace(EXACT, most_loss=0.1))

    assert found.fair.worst >= found.best.worst - 1e-9
    assert found.fair.value >= found.best.value * 0.9 - 1e-6
    assert _nobody_twice(told, teams(found, told, found.fair))


@settings(deadline=None, max_examples=40)
@given(told=markets())
def test_the_lowest_share_is_as_high_as_it_can_be_for_the_loss_allowed(told: list[Told]) -> None:
    found = planned(told, TWO_STATES, LOAD, effort=replace(EXACT, most_loss=0.1))

    own = [round(place.score_alone * 1e6) for place in found.best.places]
    least = 0.9 * found.best.value * 1e6
    plans = (one for one in every_plan(told) if sum(team[1] for team in one if team) >= least)
    highest = max(min(_shares(one, own), default=1.0) for one in plans)
    assert found.fair.worst >= min(highest, SERVED) - STEP


@settings(deadline=None, max_examples=40)
@given(told=markets())
def test_the_lowest_share_of_many_is_lifted_for_all_at_once_as_high_as_it_can_be(told: list[Told]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan_fair, "MANY", 0)
        patch.setattr(plan_fair, "MOST_STEPS", 0)
        patch.setattr(plan_floor, "MOST_TRIES", 10)
        patch.setattr(plan_floor, "NEAR_ENOUGH", 0.0)
        found = planned(told, TWO_STATES, LOAD, effort=replace(EXACT, most_loss=0.1))

    own = [round(place.score_alone * 1e6) for place in found.best.places]
    least = 0.9 * found.best.value * 1e6
    served = {n for n, place in enumerate(found.best.places) if place.team}
    highest = max(
        min((share for n, share in enumerate(_all_shares(one, own)) if n in served), default=1.0)
        for one in every_plan(told)
        if sum(team[1] for team in one if team) >= least
    )
    shares = [place.share for n, place in enumerate(found.fair.places) if n in served]
    assert min(shares, default=1.0) >= min(highest, SERVED) - STEP
    assert found.fair.value >= found.best.value * 0.9 - 1e-6
    assert _nobody_twice(told, teams(found, told, found.fair))


def _all_shares(one: Sequence[Team | None], own: Sequence[int]) -> list[float]:
    return [team[1] / best if team and best else float(not best) for team, best in zip(one, own, strict=True)]


def _shares(one: Sequence[Team | None], own: Sequence[int]) -> list[float]:
    return [team[1] / best if team else 0.0 for team, best in zip(one, own, strict=True) if best]


def _nobody_twice(told: Sequence[Told], found: Sequence[set[str]]) -> bool:
    return not any(
        one & other
        and told[n][0].window.start <= told[m][0].window.end
        and told[m][0].window.start <= told[n][0].window.end
        for (n, one), (m, other) in combinations(enumerate(found), 2)
    )


@settings(deadline=None, max_examples=15)
@given(told=markets(), order=st.permutations(range(3)))
def test_the_order_of_requests_changes_nothing(told: list[Told], order: list[int]) -> None:
    given_ = [asked(f"2026-{n:02}", one, TWO_STATES, LOAD) for n, one in enumerate(told, 1)]
    other = [given_[n] for n in order if n < len(given_)]

    one, two = plan(given_, EXACT), plan(other, EXACT)

    assert {place.key: place for place in one.best.places} == {place.key: place for place in two.best.places}
    assert {place.key: place for place in one.fair.places} == {place.key: place for place in two.fair.places}


@settings(deadline=None, max_examples=15)
@given(told=markets())
def test_a_request_that_nobody_can_serve_changes_nothing_for_the_others(told: list[Told]) -> None:
    given_ = [asked(f"2026-{n:02}", one, TWO_STATES, LOAD) for n, one in enumerate(told, 1)]
    hopeless = asked("2026-00", (need(), [expert()], [0.9]), TWO_STATES)

    alone, beside = plan(given_, EXACT), plan([hopeless, *given_], EXACT)

    assert beside.best.places[1:] == alone.best.places
    assert (beside.best.places[0].team, beside.best.places[0].alone) == (None, None)
    assert (beside.bound, beside.best.worst) == (alone.bound, alone.best.worst)


def _people(**countries: str) -> list[Candidate]:
    return [expert(key, country=country) for key, country in countries.items()]


FOUR = _people(A="FR", B="ES", C="DE", D="FR")


def test_one_request_alone_gets_its_best_team() -> None:
    told: list[Told] = [(need(), FOUR, [0.9, 0.8, 0.7, 0.95])]

    found = planned(told, TWO_STATES)

    assert teams(found, told) == [{"D", "B"}]
    assert found.best == found.fair
    assert (found.gap, found.best.places[0].share, found.best.places[0].lost) == (0.0, 1.0, {})


def test_two_requests_share_out_the_people_so_that_both_together_are_served_best() -> None:
    """The first loses little without B, the second much."""
    told: list[Told] = [(need(), FOUR, [0.9, 0.8, 0.75, 0.1]), (need(), FOUR, [0.2, 0.9, 0.3, 0.9])]

    found = planned(told, TWO_STATES)

    assert teams(found, told) == [{"A", "C"}, {"B", "D"}]
    assert _lost(found) == {"2026-01": {"B": "2026-02"}, "2026-02": {}}


def _lost(found: Planning) -> dict[str, Mapping[str, str]]:
    return {place.key: dict(place.lost) for place in found.best.places}


def test_missions_at_different_times_may_have_the_same_people() -> None:
    told: list[Told] = [
        (need(), FOUR, [0.9, 0.8, 0.1, 0.1]),
        (need(window=APRIL), FOUR, [0.9, 0.8, 0.1, 0.1]),
    ]

    found = planned(told, TWO_STATES)

    assert teams(found, told) == [{"A", "B"}, {"A", "B"}]
    assert found.gap == 0


def test_the_load_cap_counts_the_missions_of_the_plan_too() -> None:
    tired = [replace(one, missions_this_year=2) for one in FOUR]
    told: list[Told] = [
        (need(), tired, [0.9, 0.8, 0.1, 0.2]),
        (need(window=APRIL), tired, [0.9, 0.8, 0.3, 0.1]),
    ]

    found = planned(told, TWO_STATES, LOAD)

    assert sorted(map(sorted, teams(found, told))) in ([["A", "B"], ["C", "D"]], [["A", "C"], ["B", "D"]])


def test_whoever_goes_without_a_team_is_told_who_went_where() -> None:
    two = FOUR[:2]
    told: list[Told] = [(need(), two, [0.5, 0.5]), (need(), two, [0.9, 0.8])]

    found = planned(told, TWO_STATES)

    first = found.best.places[0]
    assert (first.team, first.lost, found.best.worst) == (None, {"A": "2026-02", "B": "2026-02"}, 0.0)


def test_the_fair_plan_serves_the_worst_served_better_at_a_loss_that_is_stated() -> None:
    """Of its own best the second gets 0.525, or else the first 0.556: for 0.02 of 1.32 together."""
    one_seat = need(profiles=(Profile(),))
    told: list[Told] = [(one_seat, FOUR[:2], [0.9, 0.5]), (one_seat, FOUR[:2], [0.8, 0.42])]

    found = planned(told, effort=replace(EXACT, most_loss=0.1))

    assert teams(found, told) == [{"A"}, {"B"}]
    assert teams(found, told, found.fair) == [{"B"}, {"A"}]
    assert (found.best.value, found.fair.value) == (1.32, 1.3)


def test_of_two_without_a_team_the_one_that_can_be_helped_is_helped() -> None:
    """The second could only have C, whom the fourth cannot spare; the first could have A if the third takes B."""
    one_seat = need(profiles=(Profile(),))
    told: list[Told] = [
        (one_seat, FOUR[:1], [0.5]),
        (one_seat, FOUR[2:3], [0.3]),
        (one_seat, FOUR[:2], [0.9, 0.05]),
        (one_seat, FOUR[2:3], [0.9]),
    ]

    found = planned(told, effort=replace(EXACT, most_loss=0.5))

    assert teams(found, told) == [set(), set(), {"A"}, {"C"}]
    assert teams(found, told, found.fair) == [{"A"}, set(), {"B"}, {"C"}]


def test_teams_that_were_turned_down_are_not_planned() -> None:
    one = asked("2026-01", (need(), FOUR, [0.9, 0.8, 0.7, 0.1]), TWO_STATES)

    found = plan([replace(one, besides=frozenset({frozenset({"A", "B"})}))], EXACT)

    assert found.best.places[0].team is not None
    assert found.best.places[0].score == pytest.approx(1.6)


def test_pins_are_kept() -> None:
    told: list[Told] = [
        (need(pinned=frozenset({"D"})), FOUR, [0.9, 0.8, 0.7, 0.1]),
        (need(), FOUR, [0.9, 0.8, 0.7, 0.1]),
    ]

    found = planned(told, TWO_STATES)

    assert "D" in teams(found, told)[0]


@pytest.mark.parametrize(
    "told", [[], [(need(), [], [])], [(need(), [], [])] * 2], ids=["no requests", "nobody", "two"]
)
def test_where_there_is_nothing_to_plan_the_plan_is_empty(told: list[Told]) -> None:
    found = planned(told, TWO_STATES)

    assert [place.team for place in found.best.places] == [None] * len(told)
    assert (found.best.value, found.fair.value, found.bound, found.gap, found.best.worst) == (0, 0, 0, 0, 1)
