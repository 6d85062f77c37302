"""Annex A: a summary of each ongoing action in which something has been done."""

from collections.abc import Iterable, Mapping
from datetime import date

from reporting.history import History, PastActivity, PastExpert, PastRequest, Rendered
from reporting.table import SEPARATOR, Cell, Column, Line, Naming, Table, Unit
from reporting.tables.requests import STAGES, Stage
from storage.states import MissionStatus

_COLUMNS = (
    Column("country", Unit.COUNTRY),
    Column("title", Unit.TEXT),
    Column("areas", Unit.AREAS),
    Column("institution", Unit.TEXT),
    Column("general_objective", Unit.TEXT),
    Column("specific_objectives", Unit.TEXT),
    Column("expected_results", Unit.TEXT),
    Column("latest_activity", Unit.TEXT),
    Column("latest_from", Unit.DATE),
    Column("latest_until", Unit.DATE),
    Column("experts"),
    Column("origins", Unit.COUNTRIES),
    Column("days", Unit.DAYS),
)
_NOT_DONE = frozenset({"cancelled", "not_implemented", "postponed"})


def annex_a(history: History) -> Table:
    """Ongoing actions in the order of codes, with what they aim at, what was done last, and who worked."""
    today = history.as_of.date()
    begun, experts = _begun(history, today), history.expert()
    work: dict[str, list[Rendered]] = {}
    for one in history.rendered:
        work.setdefault(one.action, []).append(one)
    ongoing = [
        request
        for request in history.requests
        if STAGES[request.status] is Stage.ONGOING and request.code in begun
    ]
    lines = (
        Line(
            Naming.ACTION,
            one.code,
            (*_aims(one), *_latest(one, today), *_worked(work.get(one.code, ()), experts)),
        )
        for one in ongoing
    )
    return Table("annex-a", _COLUMNS, tuple(lines))


def _begun(history: History, today: date) -> frozenset[str]:
    """Codes of actions with work rendered, a mission begun or an activity begun."""
    missions = (
        mission.action
        for mission in history.missions
        if mission.start <= today and mission.status in {MissionStatus.CONFIRMED, MissionStatus.COMPLETED}
    )
    activities = (request.code for request in history.requests if _done(request.activities, today))
    return frozenset({*(one.action for one in history.rendered), *missions, *activities})


def _done(activities: Iterable[PastActivity], today: date) -> list[PastActivity]:
    """Activities that have begun, in the order in which they did."""
    begun = [
        (activity.start, activity)
        for activity in activities
        if activity.start and activity.start <= today and activity.state not in _NOT_DONE
    ]
    return [activity for _, activity in sorted(begun, key=lambda dated: dated[0])]


def _aims(request: PastRequest) -> tuple[Cell, ...]:
    return (
        request.country,
        request.title,
        SEPARATOR.join(request.areas),
        request.institution,
        request.general_objective,
        request.specific_objectives,
        request.expected_results,
    )


def _latest(request: PastRequest, today: date) -> tuple[Cell, Cell, Cell]:
    """The activity begun last with its days; where the register has no days, the last one planned and not called off."""
    dated = _done(request.activities, today)
    undated = [one for one in request.activities if one.start is None and one.state not in _NOT_DONE]
    latest = (dated or undated[-1:])[-1:]
    if not latest:
        return "", "", ""
    start, end = latest[0].start, latest[0].end
    return (
        f"{latest[0].number}. {latest[0].title}",
        start.isoformat() if start else "",
        end.isoformat() if end else "",
    )


def _worked(rendered: Iterable[Rendered], experts: Mapping[str, PastExpert]) -> tuple[Cell, Cell, Cell]:
    work = list(rendered)
    people = {one.expert for one in work}
    countries = sorted({experts[code].nationality for code in people})
    return len(people), SEPARATOR.join(countries), sum(one.quarter_days for one in work)
