"""Why somebody is not in the best team: the answer names the one thing that keeps them out, or the price."""

from hypothesis import given, settings
from hypothesis import strategies as st

from config.languages import Level
from config.rules import Rule
from matching.need import Reason
from matching.propose import propose
from matching.why_not import Barred, Costs, InBestTeam, NotAmongThem, NoTeamWith, why_not
from tests.matching.people import expert, need, rules

TWO_COUNTRIES = Rule("two_countries", "distinct", {"attribute": "country", "minimum": 2})
POOL = (
    expert("EX-0001", country="BE", missions_abroad=9, years=30),
    expert("EX-0002", country="FR", missions_abroad=8, years=28),
    expert("EX-0003", country="ES", missions_abroad=1, years=5),
    expert("EX-0004", country="PT", missions_abroad=0, years=1),
)


def test_nobody_of_that_code() -> None:
    assert why_not(need(), POOL, rules(), "EX-9999") == NotAmongThem()


def test_somebody_who_is_in_the_best_team() -> None:
    answer = why_not(need(), POOL, rules(), "EX-0001")

    assert isinstance(answer, InBestTeam)
    assert [member.key for member in answer.best.members] == ["EX-0001", "EX-0002"]


def test_somebody_an_officer_has_excluded() -> None:
    answer = why_not(need(excluded=frozenset({"EX-0001"})), POOL, rules(), "EX-0001")

    assert answer == Barred(Reason("pool.excluded"))


def test_a_personal_bar_is_named_by_itself() -> None:
    silent = expert("EX-0005", languages={"de": Level.C1})

    answer = why_not(need(), (*POOL, silent), rules(), "EX-0005")

    assert isinstance(answer, Barred)
    assert answer.reason.key.startswith("language.")


def test_a_flag_is_a_bar() -> None:
    answer = why_not(need(), (*POOL, expert("EX-0005", flagged=True)), rules(), "EX-0005")

    assert isinstance(answer, Barred)


def test_a_rule_that_no_team_with_them_can_meet() -> None:
    two_belgians = (POOL[0], expert("EX-0009", country="BE"))
    both_pinned = need(pinned=frozenset({"EX-0001"}))

    answer = why_not(both_pinned, two_belgians, rules(TWO_COUNTRIES), "EX-0009")

    assert isinstance(answer, NoTeamWith)
    assert answer.obstacles
    assert Reason("unlock.without_rule", {"rule": "two_countries", "teams": 1}) in answer.obstacles


def test_the_price_of_a_weaker_member_and_who_would_leave() -> None:
    answer = why_not(need(), POOL, rules(), "EX-0004")

    assert isinstance(answer, Costs)
    assert answer.loss > 0
    assert (answer.leaving, answer.joining) == (("EX-0002",), ("EX-0004",))
    assert answer.proven


def test_pins_of_the_officer_stay_when_a_seat_is_left() -> None:
    answer = why_not(need(pinned=frozenset({"EX-0003"})), POOL, rules(), "EX-0004")

    assert isinstance(answer, Costs)
    assert [one.key for one in answer.with_them.members] == ["EX-0003", "EX-0004"]
    assert answer.leaving == ("EX-0001",)


def test_pins_give_way_when_they_take_every_seat() -> None:
    answer = why_not(need(pinned=frozenset({"EX-0003", "EX-0004"})), POOL, rules(), "EX-0002")

    assert isinstance(answer, Costs)
    assert {one.key for one in answer.with_them.members} == {"EX-0001", "EX-0002"}
    assert answer.loss == 0.0


@settings(max_examples=40, deadline=None)
@given(st.permutations(POOL), st.sampled_from(POOL))
def test_the_answer_does_not_depend_on_the_order_of_the_register(pool: list[object], asked: object) -> None:
    people = tuple(one for one in POOL for other in pool if one is other)
    key = getattr(asked, "key", "")

    assert why_not(need(), tuple(reversed(people)), rules(), key) == why_not(need(), people, rules(), key)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=3, max_size=7), st.data())
def test_nobody_is_said_to_cost_less_than_the_best_team(missions: list[int], data: st.DataObject) -> None:
    pool = tuple(
        expert(f"EX-{n:04}", missions_abroad=count, years=count) for n, count in enumerate(missions, start=1)
    )
    key = data.draw(st.sampled_from(pool)).key
    best = propose(need(), pool, rules()).teams[0]

    answer = why_not(need(), pool, rules(), key)

    assert isinstance(answer, InBestTeam | Costs)
    assert answer.best == best
    if isinstance(answer, Costs):
        assert key in answer.joining
        assert answer.with_them.score <= best.score
