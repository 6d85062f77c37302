"""What an expert-week cost: estimated and paid, by the team's occupation and by partner country."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from reporting.history import History, PastMission
from reporting.table import Cell, Column, Line, Naming, Table, Unit, counted, grouped

_QUARTERS_A_WEEK = 20
_CENTS = 100


@dataclass(frozen=True, slots=True)
class _Worked:
    """A mission in which days were rendered."""

    mission: PastMission
    quarter_days: int
    region: str
    country: str
    occupation: str
    """public or private; mixed for a team of both, because its cost is one sum."""


def cost(history: History) -> Table:
    """Euros for each expert-week of missions in which days were rendered."""
    worked = _worked(history)
    teams = grouped(worked, [(Naming.OCCUPATION, lambda one: one.occupation)], _cells)
    countries = grouped(
        worked,
        [(Naming.REGION, lambda one: one.region), (Naming.COUNTRY, lambda one: one.country)],
        _cells,
    )
    return Table(
        "cost",
        (
            Column("missions"),
            Column("weeks", Unit.WEEKS),
            Column("estimated_week", Unit.EUROS),
            Column("paid_missions"),
            Column("paid_week", Unit.EUROS),
        ),
        (*teams, *countries),
        Line(Naming.TOTAL, "", _cells(worked)),
    )


def _worked(history: History) -> list[_Worked]:
    missions, requests, experts = history.mission(), history.request(), history.expert()
    days: dict[int, int] = defaultdict(int)
    occupations: dict[int, set[str]] = defaultdict(set)
    for one in history.rendered:
        if one.mission in missions:
            days[one.mission or 0] += one.quarter_days
            occupations[one.mission or 0].add(experts[one.expert].occupation)
    found = []
    for number, quarter_days in days.items():
        request = requests.get(missions[number].action)
        region, country = (request.region, request.country) if request else ("", "")
        kinds = occupations[number]
        kind = next(iter(kinds)) if len(kinds) == 1 else "mixed"
        found.append(_Worked(missions[number], quarter_days, region, country, kind))
    return found


def _cells(worked: Sequence[_Worked]) -> tuple[Cell, ...]:
    paid = sum(one.mission.actual_cents is not None for one in worked)
    estimated = _a_week([(one.mission.estimated_cents, one.quarter_days) for one in worked])
    actual = _a_week([(one.mission.actual_cents, one.quarter_days) for one in worked])
    weeks = Fraction(sum(one.quarter_days for one in worked), _QUARTERS_A_WEEK)
    return len(worked), weeks, estimated, counted(paid), actual


def _a_week(costs: Sequence[tuple[int | None, int]]) -> Fraction | None:
    """Euros over the weeks of those missions alone whose cost is known."""
    known = [(cents, days) for cents, days in costs if cents is not None]
    weeks = Fraction(sum(days for _, days in known), _QUARTERS_A_WEEK)
    return Fraction(sum(cents for cents, _ in known), _CENTS) / weeks if weeks else None
