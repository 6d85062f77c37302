"""All actions at a glance, and the ledger of silence: whose turn it is, and since when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction

from reporting.course import PastInquiry, Standing
from reporting.history import History, PastMission, PastRequest, Rendered
from reporting.table import Cell, Column, Line, Naming, Table, Unit, counted
from storage.states import InquiryStatus, MissionStatus
from storage.turns import Turn

_CENTS = 100
_UNANSWERED: Mapping[InquiryStatus, Turn] = {
    InquiryStatus.ASKED: Turn.EXPERTS,
    InquiryStatus.DOUBTFUL: Turn.OFFICER,
}
"""Questions that are open, with whose turn it is: what an expert meant is for an officer to say."""


def overview(history: History) -> Table:
    """One line for each request in the order of codes: where it stands, who has worked, and what that costs."""
    work: dict[str, list[Rendered]] = defaultdict(list)
    for one in history.rendered:
        work[one.action].append(one)
    missions: dict[str, list[PastMission]] = defaultdict(list)
    for mission in history.missions:
        if mission.status is not MissionStatus.CANCELLED:
            missions[mission.action].append(mission)
    cells = {
        request.code: (*_effort(work[request.code]), _euros(missions[request.code]))
        for request in history.requests
    }
    lines = (
        Line(
            Naming.ACTION,
            request.code,
            (
                request.country,
                request.title,
                request.status,
                *_turn(history.course.standings.get(request.code)),
                *cells[request.code],
            ),
        )
        for request in history.requests
    )
    total = (*_effort(list(history.rendered)), _euros([one for own in missions.values() for one in own]))
    return Table(
        "overview",
        (
            Column("country", Unit.COUNTRY),
            Column("title", Unit.TEXT),
            Column("stage", Unit.STATUS),
            Column("turn", Unit.TURN),
            Column("since", Unit.DATE),
            Column("experts"),
            Column("days", Unit.DAYS),
            Column("cost_known", Unit.EUROS),
        ),
        tuple(lines),
        Line(Naming.TOTAL, "", ("", "", "", "", "", *total)),
    )


def silence(history: History) -> Table:
    """Every request and question somebody has to answer, the longest silence first."""
    open_ones = [*_requests(history), *_questions(history)]
    lines = [line for _, line in sorted(open_ones, key=lambda dated: (dated[0], dated[1].key))]
    return Table(
        "silence",
        (
            Column("title", Unit.TEXT),
            Column("turn", Unit.TURN),
            Column("expert", Unit.TEXT),
            Column("since", Unit.DATE),
            Column("days_waiting"),
            Column("reply_by", Unit.DATE),
            Column("reminded_on", Unit.DATE),
        ),
        tuple(lines),
    )


def _turn(standing: Standing | None) -> tuple[Cell, Cell]:
    return (standing.turn, standing.since.date().isoformat()) if standing else ("", "")


def _effort(work: list[Rendered]) -> tuple[Cell, Cell]:
    return counted(len({one.expert for one in work})), counted(sum(one.quarter_days for one in work))


def _euros(missions: Iterable[PastMission]) -> Cell:
    """What is known of costs, as paid or else as estimated; None if nothing is."""
    known = [mission.cents for mission in missions if mission.cents is not None]
    return Fraction(sum(known), _CENTS) if known else None


def _requests(history: History) -> Iterator[tuple[datetime, Line]]:
    """Those that wait for officers or partners; for experts their own questions wait."""
    for request in history.requests:
        standing = history.course.standings.get(request.code)
        if standing and standing.turn in {Turn.OFFICER, Turn.PARTNER}:
            yield standing.since, _line(request, standing.turn, "", standing.since, history, "", "")


def _questions(history: History) -> Iterator[tuple[datetime, Line]]:
    requests = history.request()
    for one in history.course.inquiries:
        if one.status in _UNANSWERED and one.action in requests:
            turn = _UNANSWERED[one.status]
            since = one.asked_at if turn is Turn.EXPERTS else one.answered_at or one.asked_at
            deadlines = _deadlines(one) if turn is Turn.EXPERTS else ("", "")
            yield since, _line(requests[one.action], turn, one.expert, since, history, *deadlines)


def _deadlines(one: PastInquiry) -> tuple[str, str]:
    reminded = one.reminded_at.date().isoformat() if one.reminded_at else ""
    return one.reply_by.date().isoformat(), reminded


def _line(
    request: PastRequest, turn: Turn, expert: str, since: datetime, history: History, *deadlines: str
) -> Line:
    days = max(0, (history.as_of - since).days)
    cells: tuple[Cell, ...] = (request.title, turn, expert, since.date().isoformat(), days, *deadlines)
    return Line(Naming.ACTION, request.code, cells)
