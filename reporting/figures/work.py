"""Figures 7, 8 and 10: how much work was rendered when, for whom, and what a week of it cost."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate

from reporting.figures.figure import Figure, Kind
from reporting.figures.periods import PeriodOf, half_year_of, quarter_of, without_gaps
from reporting.history import History, PastMission, PastRequest, Rendered
from reporting.table import Cell, Column, Line, Naming, Table, Unit, grouped

QUARTERS_PER_DAY = 4
QUARTER_DAYS_A_WEEK = 20
"""An expert-week is five expert-days."""

_CENTS = 100
_REGION = [(Naming.REGION, lambda pair: pair[0])]


def figure7(history: History) -> Figure:
    """Expert-weeks by interim reporting period, and all until then."""
    work = _by_period(history, history.rendered, half_year_of)
    cells = [_dated_and_not(rendered) for rendered in work.values()]
    so_far = accumulate(weeks_of(rendered) for rendered in work.values())
    lines = tuple(
        Line(Naming.PERIOD, period, (*pair, weeks))
        for period, pair, weeks in zip(work, cells, so_far, strict=True)
    )
    keys = ("by_mission", "by_request")
    columns = tuple(Column(key, Unit.WEEKS) for key in (*keys, "cumulative"))
    total = Line(Naming.TOTAL, "", (*_dated_and_not(history.rendered), weeks_of(history.rendered)))
    return Figure(Kind.COLUMNS, Table("figure7", columns, lines, total), history.as_of, keys, "cumulative")


def figure8(history: History) -> Figure:
    """Expert-weeks by quarter and region of the partner; only work for a request has a region."""
    requests = history.request()
    inside = [one for one in history.rendered if one.action in requests]

    def lines_of(rendered: Sequence[Rendered]) -> tuple[Line, ...]:
        with_region = [(requests[one.action].region, one) for one in rendered]
        return grouped(with_region, _REGION, lambda pairs: (weeks_of(one for _, one in pairs),))

    work = _by_period(history, inside, quarter_of)
    lines = tuple(
        Line(Naming.QUARTER, quarter, (weeks_of(rendered),), lines_of(rendered))
        for quarter, rendered in work.items()
    )
    total = Line(Naming.TOTAL, "", (weeks_of(inside),))
    table = Table("figure8", (Column("weeks", Unit.WEEKS),), lines, total)
    return Figure(Kind.COLUMNS, table, history.as_of, ("weeks",))


def figure10(history: History) -> Figure:
    """What one expert-week cost on average, by interim reporting period: missions' costs, and allowances alone."""
    work = _by_period(history, history.rendered, half_year_of)
    lines = tuple(Line(Naming.PERIOD, period, _costs(rendered, history)) for period, rendered in work.items())
    keys = ("cost", "allowances")
    columns = tuple(Column(key, Unit.EUROS) for key in keys)
    total = Line(Naming.TOTAL, "", _costs(history.rendered, history))
    return Figure(Kind.LINES, Table("figure10", columns, lines, total), history.as_of, keys)


def weeks_of(rendered: Iterable[Rendered]) -> Fraction:
    """All days of this work in expert-weeks."""
    return Fraction(sum(one.quarter_days for one in rendered), QUARTER_DAYS_A_WEEK)


def _dated_and_not(rendered: Sequence[Rendered]) -> tuple[Cell, Cell]:
    """Weeks whose mission tells the date, and weeks placed by when their request was received."""
    dated = weeks_of(one for one in rendered if one.mission)
    undated = weeks_of(one for one in rendered if not one.mission)
    return dated or None, undated or None


def _by_period(
    history: History, rendered: Sequence[Rendered], period_of: PeriodOf
) -> Mapping[str, Sequence[Rendered]]:
    """Work by the period its mission began in, else its request was received in; '' holds what has no date."""
    missions, requests = history.mission(), history.request()
    found: dict[str, list[Rendered]] = defaultdict(list)
    for one in rendered:
        day = _day(one, missions, requests)
        found[period_of(day) if day else ""].append(one)
    return {period: found.get(period, []) for period in without_gaps(found.keys(), period_of)}


def _costs(rendered: Sequence[Rendered], history: History) -> tuple[Cell, Cell]:
    """Euros a week: of the missions whose cost is known, and of the allowances that public experts are due."""
    missions = history.mission()
    costs = {number: _cents(missions.get(number)) for number in {one.mission or 0 for one in rendered}}
    priced = weeks_of(one for one in rendered if costs[one.mission or 0] is not None)
    spent = Fraction(sum(cents or 0 for cents in costs.values()), _CENTS)
    experts = history.expert()
    requests = history.request()
    due = Fraction(
        sum(
            one.quarter_days * history.allowance_in(_year(one, missions, requests, history))
            for one in rendered
            if experts[one.expert].occupation == "public"
        ),
        QUARTERS_PER_DAY,
    )
    weeks = weeks_of(rendered)
    return spent / priced if priced else None, due / weeks if weeks else None


def _year(
    one: Rendered,
    missions: Mapping[int, PastMission],
    requests: Mapping[str, PastRequest],
    history: History,
) -> int:
    """When the work began, as far as it is known: it tells which allowance was due."""
    return (_day(one, missions, requests) or history.as_of).year


def _day(
    one: Rendered, missions: Mapping[int, PastMission], requests: Mapping[str, PastRequest]
) -> date | None:
    """The day its mission began, else its request was received."""
    mission, request = missions.get(one.mission or 0), requests.get(one.action)
    return mission.start if mission else request.received_on if request else None


def _cents(mission: PastMission | None) -> int | None:
    return mission.cents if mission else None
