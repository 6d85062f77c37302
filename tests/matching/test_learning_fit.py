from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from config.rules import Weights, load_rules
from matching.learning import FEATURES, PARTS, choices, telling
from matching.learning_fit import LEAST_CHOICES, Lesson, TooFew, Weighing, fit, learn, reweighted
from tests.matching.chosen import TODAY, member, proposal, simulated, team

RULES = load_rules()
NOW = Weighing.of(RULES)
SEASONED = (0.15, 0.1, 0.15, 0.6, 1.0)


@cache
def lesson(wants: tuple[float, ...] = SEASONED) -> Lesson:
    found = learn(choices(simulated(wants)), RULES, seed=1)
    assert isinstance(found, Lesson)
    return found


def test_a_planted_preference_is_found() -> None:
    fitted = lesson().fitted.weights

    assert fitted.experience > 0.35 > fitted.topic
    assert lesson().is_clear("experience")
    assert lesson().is_clear("topic")


def test_a_planted_preference_ranks_more_choices_first() -> None:
    assert lesson().choices == 30
    assert lesson().pairs == 60
    assert lesson().first_fitted >= lesson().first_today + 3
    assert len(lesson().turned) >= 3
    assert lesson().convinces


def test_officers_who_follow_todays_weights_change_nothing_clearly() -> None:
    told = lesson(TODAY)

    assert [name for name in FEATURES if told.is_clear(name)] == []
    assert not told.convinces
    assert told.fitted.values == pytest.approx(TODAY, abs=0.2)


def test_weights_that_put_no_more_teams_first_do_not_convince() -> None:
    assert not replace(lesson(), first_fitted=lesson().first_today).convinces


def test_heavier_wishes_are_found() -> None:
    assert fit(choices(simulated((0.45, 0.2, 0.2, 0.15, 4.0))), NOW).wishes > 1.8


def test_the_range_holds_the_weight_and_the_draws_follow_the_seed() -> None:
    found = choices(simulated(SEASONED, requests=LEAST_CHOICES))

    again = [learn(found, RULES, seed=seed) for seed in (3, 3, 4)]

    first, same, other = (one.ranges for one in again if isinstance(one, Lesson))
    assert first == same != other
    assert all(low <= high for low, high in first.values())


def test_the_order_of_choices_changes_nothing() -> None:
    found = choices(simulated(SEASONED, requests=LEAST_CHOICES))

    assert learn(found, RULES, seed=1) == learn(found[::-1], RULES, seed=1)


def test_too_few_choices_teach_nothing() -> None:
    found = choices(simulated(SEASONED, requests=LEAST_CHOICES - 1))
    alone = choices([proposal(99, team(member()), code="2027-01", chosen=1)])

    assert learn((*found, *alone), RULES, seed=1) == TooFew(LEAST_CHOICES - 1)


def test_without_choices_weights_stay() -> None:
    assert fit((), NOW) == NOW


def test_what_never_differs_keeps_its_weight_beside_the_others() -> None:
    options = team(member("EX-0001", topic=0.9)), team(member("EX-0002", topic=0.3))

    fitted = fit(choices([proposal(1, *options, chosen=1)]), NOW).weights

    assert fitted.language == fitted.availability
    assert fitted.language / fitted.experience == pytest.approx(0.2 / 0.15)


def test_no_weight_is_below_nothing() -> None:
    options = team(member("EX-0001", topic=0.9)), team(member("EX-0002", topic=0.3, experience=0.9))
    found = choices([proposal(n, *options, code=f"2026-{n}", chosen=2) for n in range(10, 60)])

    fitted = fit(found, NOW)

    assert fitted.weights.topic == 0
    assert sum(fitted.values[: len(PARTS)]) == pytest.approx(1)


def test_drawn_towards_nothing_it_is_the_logistic_regression_everybody_knows() -> None:
    found = telling(choices(simulated(SEASONED, requests=40, firmness=15)))
    pairs = [
        (one.taken.team.features, other.team.features, len(one.others))
        for one in found
        for other in one.others
    ]
    differences = np.array([np.subtract(own, theirs) for own, theirs, _ in pairs])
    counts = np.array([1 / others for *_, others in pairs])
    spread = np.sqrt(counts @ differences**2 / counts.sum())
    known = LogisticRegression(C=1.0, fit_intercept=False, tol=1e-10, max_iter=1000)
    both = np.concatenate([differences, -differences]) / spread
    known.fit(both, [1] * len(pairs) + [0] * len(pairs), sample_weight=np.tile(counts / 2, 2))

    ours = fit(found, Weighing(Weights(0, 0, 0, 0), 0.0))

    theirs = known.coef_[0] / spread
    assert (theirs > 0).all()
    assert ours.values == pytest.approx(theirs / theirs[:4].sum(), rel=1e-3)


@given(
    st.lists(st.floats(0, 1), min_size=4, max_size=4).filter(lambda one: sum(one) > 0.01), st.floats(0, 10)
)
def test_weights_are_written_in_thousandths_that_add_up(parts: list[float], wishes: float) -> None:
    written = reweighted(RULES, Weighing.from_values([*parts, wishes * sum(parts)]))

    shares = [getattr(written.weights, name) for name in PARTS]
    assert sum(round(1000 * one) for one in shares) == 1000
    assert all(abs(share - part / sum(parts)) < 0.0011 for share, part in zip(shares, parts, strict=True))
    assert [wish.name for wish in written.wishes] == [wish.name for wish in RULES.wishes]
    assert all(0 <= wish.weight <= 10 for wish in written.wishes)
