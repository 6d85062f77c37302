"""Plans too large to be solved at once: near the bound, never above it, and nobody twice.

Slow: where everybody likes the same few, a plan takes seconds.
"""

import pytest

from benchmarks.planning_pools import competing
from matching import plan_whole
from matching.planning import Asked, Plan, plan
from matching.question import Question

EXPERTS = 90


def asked(kind: str) -> list[Asked]:
    return [Asked(f"2026-{n:02}", one) for n, one in enumerate(competing(8, EXPERTS, kind))]


def twice(shown: Plan, questions: list[Question]) -> list[tuple[str, str]]:
    """Requests whose windows overlap and whose teams share somebody."""
    placed = [(place, one.need.window) for place, one in zip(shown.places, questions, strict=True)]
    return [
        (one.key, other.key)
        for one, window in placed
        for other, there in placed
        if one.key < other.key
        and one.team
        and other.team
        and one.team.rows & other.team.rows
        and window.start <= there.end
        and there.start <= window.end
    ]


@pytest.mark.parametrize(
    "kind",
    [
        "spread",
        pytest.param("one season", marks=pytest.mark.slow),
        pytest.param("the same few", marks=pytest.mark.slow),
    ],
)
def test_planning_some_at_a_time_comes_near_the_bound(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_whole, "AT_ONCE", 4)
    requests = asked(kind)

    found = plan(requests)

    assert found.best.value <= found.bound + 1e-6
    assert found.gap < 0.02
    assert found.fair.worst >= found.best.worst
    questions = [one.question for one in requests]
    assert (twice(found.best, questions), twice(found.fair, questions)) == ([], [])


@pytest.mark.slow
def test_the_same_requests_give_the_same_plan() -> None:
    assert plan(asked("one season")) == plan(asked("one season"))
