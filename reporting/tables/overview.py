"""Annex B: every request received, with where it stands and what was done."""

from reporting.history import History, PastActivity, PastRequest
from reporting.table import Cell, Column, Line, Naming, Table, Unit
from reporting.tables.requests import STAGES

SEPARATOR = "; "


def annex_b(history: History) -> Table:
    """One line for each request in the order of codes: country, title, institution, date, stage, activities."""
    return Table(
        "annex-b",
        (
            Column("country", Unit.COUNTRY),
            Column("title", Unit.TEXT),
            Column("institution", Unit.TEXT),
            Column("received_on", Unit.DATE),
            Column("stage", Unit.STAGE),
            Column("activities", Unit.TEXT),
        ),
        tuple(Line(Naming.ACTION, request.code, _cells(request)) for request in history.requests),
    )


def _cells(request: PastRequest) -> tuple[Cell, ...]:
    return (
        request.country,
        request.title,
        request.institution,
        request.received_on.isoformat() if request.received_on else "",
        STAGES[request.status],
        _done(request),
    )


def _done(request: PastRequest) -> str:
    """The activities as the public report lists them; of a merged request the action it went into."""
    if request.merged_into and not request.activities:
        return f"→ {request.merged_into}"
    return SEPARATOR.join(map(_activity, request.activities))


def _activity(activity: PastActivity) -> str:
    # Registers repeat the state in the title: "Train the trainers (cancelled)".
    told = activity.state.replace("_", " ")
    state = f" ({told})" if told and told not in activity.title.lower() else ""
    return f"{activity.number}. {activity.title}{state}"
