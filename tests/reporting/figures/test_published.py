"""The numbers the public report prints around its figures, beside ours: equal, or listed with the reason."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from statistics import median
from types import MappingProxyType

import pytest

from reporting.figures.by_name import FIGURES
from reporting.figures.figure import Figure
from reporting.history import History
from reporting.reports import REPORTS
from reporting.table import Cell, Line, Naming, Number, Unit, half_up, number_in, printed
from tests.reporting.past import facility, published_text


def drawn(name: str) -> Figure:
    return FIGURES[name](facility())


def cell(name: str, column: str, *path: str) -> Cell:
    """A cell of the table under a figure: of the total, or of the line at this path of keys."""
    figure = drawn(name)
    line = figure.table.total
    lines = figure.table.lines
    for key in path:
        line = next(one for one in lines if one.key == key)
        lines = line.parts
    assert line is not None
    return line.cells[figure.place(column)]


def as_printed(name: str, column: str, *path: str) -> Decimal:
    return printed(number_in(cell(name, column, *path)), drawn(name).column(column).unit)


def countries(name: str, column: str) -> list[Line]:
    figure = drawn(name)
    lines = [line for _, line in figure.table.walk() if line.naming is Naming.COUNTRY]
    return [line for line in lines if line.cells[figure.place(column)]]


def percent(part: Number, whole: Number) -> Decimal:
    return printed(Fraction(part) / Fraction(whole), Unit.PERCENT)


def days_per_action(history: History) -> list[Fraction]:
    days: dict[str, int] = {}
    for one in history.rendered:
        days[one.action] = days.get(one.action, 0) + one.quarter_days
    return [Fraction(quarters, 4) for quarters in days.values()]


def share_of(name: str, stages: tuple[str, ...]) -> Decimal:
    return printed(sum(Fraction(number_in(cell(name, stage))) for stage in stages), Unit.TENTHS)


def nationalities() -> int:
    table = REPORTS["table3"](facility())
    return sum(line.naming is Naming.COUNTRY for _, line in table.walk())


OURS: Mapping[str, Callable[[], Decimal | int]] = MappingProxyType(
    {
        "requests": lambda: as_printed("figure1", "requests"),
        "requesting_countries": lambda: len(countries("figure2", "requests")),
        "approved_requests": lambda: as_printed("figure2", "approved"),
        "approved_countries": lambda: len(countries("figure2", "approved")),
        "actions": lambda: as_printed("figure5", "actions"),
        "rejected_share_percent": lambda: share_of("figure4", ("rejected", "closed")),
        "african_requests_share_percent": lambda: as_printed("figure3", "share", "Africa"),
        "latin_american_requests_share_percent": lambda: as_printed("figure3", "share", "Latin America"),
        "completed_share_of_actions_percent": lambda: as_printed("figure6", "completed"),
        "mobilised_experts": lambda: as_printed("figure11", "total"),
        "nationalities": nationalities,
        "eu_member_states": lambda: len(countries("figure9", "experts")),
        "public_share_percent": lambda: percent(
            number_in(cell("figure11", "total", "eu", "public"))
            + number_in(cell("figure11", "total", "partner", "public")),
            number_in(cell("figure11", "total")),
        ),
        "women_share_percent": lambda: as_printed("figure11", "women_share"),
        "average_days_per_expert": lambda: as_printed("figure13", "average"),
        "fixed_additional_allowance_eur_per_day": lambda: facility().allowance_eur_per_day,
        "registered_experts": lambda: len(facility().experts),
    }
)
"""What a figure, or the history it is drawn from, says about a number of the text."""

APART: Mapping[str, str] = MappingProxyType(
    {
        "average_expert_days_per_action": "table 5 prints 34 actions, 50.9 days each; the text has one more, for 49.5",
        "median_expert_days_per_action": "36.75 over the 34 actions of table 5; with one more of few days 36.25",
        "activities": "67 done, of the 104 planned; annex B marks no more than the called off, not the done",
        "missions": "the register that was published has no missions",
        "expert_mission_weeks": "no missions: figure 7 has all 1,731.5 expert-days in weeks of five, 346.3",
        "expert_mission_days_on_site": "an estimate even in the text; our days are not told apart by place",
        "average_cost_per_expert_week_eur": "no cost was published; figure 10 draws the allowances alone",
        "contacts": "only counted in the text, no list was published",
        "focal_points": "only counted in the text, no list was published",
    }
)
"""Numbers of the text that our rows do not give, each with the reason."""


def test_every_number_of_the_text_is_either_ours_or_explained() -> None:
    assert sorted([*OURS, *APART]) == sorted(published_text())


@pytest.mark.parametrize("name", OURS)
def test_a_number_of_the_text_is_ours(name: str) -> None:
    assert OURS[name]() == Decimal(str(published_text()[name]))


def test_the_text_has_one_action_more_than_its_own_table() -> None:
    days = days_per_action(facility())
    one_more = [*days, Fraction(0)]
    average = sum(one_more, Fraction(0)) / len(one_more)

    assert (len(days), half_up(sum(days, Fraction(0)) / len(days)), median(days)) == (
        34,
        51,
        Fraction("36.75"),
    )
    assert half_up(average) == published_text()["average_expert_days_per_action"]
    assert half_up(Fraction(median(one_more))) == published_text()["median_expert_days_per_action"]


AROUND_APART: Mapping[str, tuple[Callable[[], Decimal], str, str, str]] = MappingProxyType(
    {
        "actions in Africa": (
            lambda: as_printed("figure5", "share", "Africa"),
            "36.8",
            "39.5",
            "15 of 38; table 2 has 14 African actions, and the 38th is the ADB week, in Asia",
        ),
        "days of women, public, EU": (
            lambda: as_printed("figure13", "women", "eu", "public"),
            "25",
            "20",
            "13 women with 20 days would be 21 % of the days; the text itself says 27 %, as ours",
        ),
        "days of men, public, EU": (
            lambda: as_printed("figure13", "men", "eu", "public"),
            "24",
            "25",
            "as above: 36 men with 25 days and 13 women with 20 are 1,160 days, table 4 has 1,211",
        ),
    }
)
"""Numbers around figures that ours differ from: how to get ours, ours, the printed one, and why."""


@pytest.mark.parametrize("name", AROUND_APART)
def test_a_number_that_differs_is_listed_as_it_is(name: str) -> None:
    ours, number, text, reason = AROUND_APART[name]

    assert ours() == Decimal(number) != Decimal(text)
    assert reason


@pytest.mark.parametrize(
    ("ours", "text"),
    [
        (lambda: as_printed("figure5", "share", "Latin America"), "18.4"),
        (lambda: as_printed("figure6", "ongoing", "Central Asia"), "100.0"),
        (lambda: as_printed("figure11", "women_share", "eu", "public"), "27"),
        (lambda: as_printed("figure12", "women_share", "eu", "public"), "27"),
        (lambda: percent(number_in(cell("figure11", "total", "eu", "public")), 73), "67"),
        (lambda: as_printed("figure13", "average", "eu"), "23"),
        (lambda: as_printed("figure13", "average", "partner"), "26"),
        (lambda: as_printed("figure12", "total", "partner"), "231"),
    ],
)
def test_numbers_printed_around_the_figures_are_ours(ours: Callable[[], Decimal], text: str) -> None:
    assert ours() == Decimal(text)
