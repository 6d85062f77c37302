"""The registers as they stood on a day that is over: statuses from the journal, everything else by its dates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.allowances import Allowances
from config.texts import date_text, say, say_many
from reporting.history import History, PastActivity, PastRequest, load_history
from reporting.spans import Span, worked_on
from storage.journal import JournalEntry
from storage.missions import Mission
from storage.requests import Request
from storage.states import MissionStatus, RequestStatus

_EVENTS = (
    *(f"request.{status}" for status in RequestStatus),
    *(f"mission.{status}" for status in MissionStatus),
    "mission.reopened",
)


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a day that is over."""

    history: History
    told_later: int
    """Requests read from files after that day: they have the status of the file, because no journal knew them."""


def end_of(day: date) -> datetime:
    """The last minute of a day, as reports tell time."""
    return datetime.combine(day, time(23, 59), UTC)


async def load_past(
    session: AsyncSession, day: date, *, allowance_eur_per_day: int, rates: Allowances | None = None
) -> Past:
    """The registers as they stood at the end of this day."""
    moment = end_of(day)
    history = await load_history(
        session,
        as_of=moment,
        allowance_eur_per_day=allowance_eur_per_day,
        rates=rates,
        with_choices=False,
    )
    before = await _before_the_next_step(session, moment)
    requests, later = await _requests(session, moment, before)
    missions = await _missions(session, moment, before)
    seen = then(history, day, requests, missions)
    return Past(seen, sum(one.code in later for one in seen.requests))


def then(
    history: History,
    day: date,
    requests: Mapping[str, RequestStatus],
    missions: Mapping[int, MissionStatus],
) -> History:
    """The registers without what came later, each request and mission with the status it had."""
    work_day, until = worked_on(history), Span(end=day)
    return replace(
        history,
        requests=tuple(
            _request_then(one, requests[one.code], until)
            for one in history.requests
            if until.holds(one.received_on) and requests[one.code] is not RequestStatus.DRAFT
        ),
        rendered=tuple(one for one in history.rendered if until.holds(work_day(one))),
        missions=tuple(
            replace(one, status=missions[one.number]) for one in history.missions if one.number in missions
        ),
    )


def caveat(past: Past, today: date, language: str) -> str:
    """How far the day can be told, for whoever reads the report."""
    told = [say(language, "interim.past.how", today=date_text(today, language))]
    if past.told_later:
        told.append(say_many(language, "interim.past.imported", past.told_later))
    return " ".join(told)


def _request_then(request: PastRequest, status: RequestStatus, until: Span) -> PastRequest:
    """The request with its status of that day, without activities that began later."""

    def had_begun(activity: PastActivity) -> bool:
        return activity.start is None or until.holds(activity.start)

    return replace(
        request,
        status=status,
        merged_into=request.merged_into if status is RequestStatus.MERGED else "",
        activities=tuple(filter(had_begun, request.activities)),
    )


async def _before_the_next_step(session: AsyncSession, moment: datetime) -> Mapping[str, str]:
    """What has changed its status since, with the status it had until then: request:3 -> checking."""
    found = await session.exec(
        select(JournalEntry.subject, JournalEntry.facts)
        .where(col(JournalEntry.at) > moment, col(JournalEntry.event).in_(_EVENTS))
        .order_by(col(JournalEntry.id).desc())
    )
    # The latest first, so that the earliest after the moment is the one that stays.
    return {subject: str(facts.get("from", "")) for subject, facts in found.all()}


async def _requests(
    session: AsyncSession, moment: datetime, before: Mapping[str, str]
) -> tuple[Mapping[str, RequestStatus], frozenset[str]]:
    """The status each request had, and the codes of those that came into the register later, from a file."""
    found = await session.exec(
        select(Request.id, Request.code, Request.status, Request.created_at).where(
            col(Request.code).is_not(None)
        )
    )
    rows = [(row_id, code or "", status, created) for row_id, code, status, created in found.all()]
    statuses = {
        code: RequestStatus(before.get(f"request:{row_id}") or status) for row_id, code, status, _ in rows
    }
    return statuses, frozenset(code for _, code, _, created in rows if created > moment)


async def _missions(
    session: AsyncSession, moment: datetime, before: Mapping[str, str]
) -> Mapping[int, MissionStatus]:
    """The missions there were, with the status each had."""
    found = await session.exec(select(Mission.id, Mission.status).where(col(Mission.created_at) <= moment))
    return {
        number or 0: MissionStatus(before.get(f"mission:{number}") or status)
        for number, status in found.all()
    }
