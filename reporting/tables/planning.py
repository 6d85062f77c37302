"""The planning calendar: month by month which team is where, and the public holidays of the partner country."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from config.holidays import public_holidays
from config.periods import Period
from reporting.history import History, PastMission
from reporting.table import SEPARATOR, Cell, Column, Line, Naming, Table, Unit, counted
from storage.states import MissionStatus

MONTHS_AHEAD = 6
_MOST_MONTHS = 120
"""Nobody plans further; a mistyped year would."""


def planning(history: History) -> Table:
    """Missions by month; one that goes on into the next month stands in both."""
    days = history.course.ahead or next_months(history.as_of.date())
    missions = [one for one in history.missions if one.status is not MissionStatus.CANCELLED]
    return Table(
        "planning",
        (
            Column("country", Unit.COUNTRY),
            Column("stage", Unit.STAGE),
            Column("latest_from", Unit.DATE),
            Column("latest_until", Unit.DATE),
            Column("team", Unit.TEXT),
            Column("holidays", Unit.DATES),
            Column("missions"),
            Column("experts"),
        ),
        tuple(_line(history, month, missions) for month in months_of(days)),
    )


def next_months(today: date) -> Period:
    """From today to the end of the sixth month, this one included."""
    months = today.year * 12 + today.month - 1 + MONTHS_AHEAD - 1
    return Period(today, _last_day(date(months // 12, months % 12 + 1, 1)))


def months_of(days: Period) -> Iterator[Period]:
    """The parts of the period that lie in each month."""
    start = days.start
    for _ in range(_MOST_MONTHS):
        last = min(days.end, _last_day(start))
        yield Period(start, last)
        if last == days.end:
            return
        start = last + timedelta(days=1)


def _last_day(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _line(history: History, month: Period, missions: list[PastMission]) -> Line:
    own = [one for one in missions if one.start <= month.end and one.end >= month.start]
    parts = tuple(_mission(history, month, one) for one in own)
    people = {code for one in own for code in history.course.teams.get(one.number, ())}
    cells: tuple[Cell, ...] = ("", "", "", "", "", "", counted(len(own)), counted(len(people)))
    return Line(Naming.MONTH, month.start.replace(day=1).isoformat(), cells, parts)


def _mission(history: History, month: Period, mission: PastMission) -> Line:
    request = history.request().get(mission.action)
    country = request.country if request else ""
    team = history.course.teams.get(mission.number, ())
    here = Period(max(month.start, mission.start), min(month.end, mission.end))
    closed = public_holidays(country, here) if country else ()
    cells: tuple[Cell, ...] = (
        country,
        f"mission_{mission.status}",
        mission.start.isoformat(),
        mission.end.isoformat(),
        ", ".join(team),
        SEPARATOR.join(day.isoformat() for day in closed),
        None,
        counted(len(team)),
    )
    return Line(Naming.ACTION, mission.action, cells)
