from dataclasses import replace
from fractions import Fraction

from reporting.history import Rendered
from reporting.tables.cost import cost
from tests.reporting.courses import mission, on_its_way
from tests.reporting.past import total_of


def test_a_team_of_both_sectors_stands_apart_because_its_cost_is_one_sum() -> None:
    table = cost(on_its_way())

    assert [(line.key, line.cells) for line in table.lines] == [
        ("mixed", (1, 2, Fraction(5_000), None, None)),
        ("Africa", (1, 2, Fraction(5_000), None, None)),
    ]
    assert [part.key for part in table.lines[1].parts] == ["TG"]


def test_a_week_costs_what_is_known_over_the_weeks_of_those_missions_alone() -> None:
    history = replace(
        on_its_way(),
        missions=(mission(1, actual_cents=800_000), mission(2, "2026-02", estimated_cents=None)),
        rendered=(
            Rendered("2026-01", "EX-0001", 20, 1),
            Rendered("2026-02", "EX-0003", 30, 2),
            Rendered("2026-02", "EX-0003", 4),
        ),
    )

    assert total_of(cost(history)) == (2, Fraction(5, 2), Fraction(10_000), 1, Fraction(8_000))
    assert [line.key for line in cost(history).lines] == ["public", "Africa", "Asia"]


def test_work_outside_any_mission_has_no_cost() -> None:
    history = replace(on_its_way(), rendered=(Rendered("2026-01", "EX-0001", 20),))

    assert total_of(cost(history)) == (0, 0, None, None, None)


def test_a_mission_of_an_action_nobody_registered_has_a_line_without_a_name() -> None:
    history = replace(
        on_its_way(), missions=(mission(1, "ADB"),), rendered=(Rendered("ADB", "EX-0001", 20, 1),)
    )

    assert [line.key for line in cost(history).lines] == ["public", ""]
