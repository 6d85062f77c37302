"""The questions put to experts: asked, answered, healed by an alternate, reminded, expired, confirmed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period
from matching.confirmation import confirm_if_full, reopen_seat
from matching.mission_days import (
    Fit,
    ahead,
    answer_json,
    days_of_others,
    deadlines,
    fit,
)
from matching.offers import Availability, days_found, fits_but_for_bookings
from matching.papers import owe_papers
from matching.succession import next_alternate, team_around
from matching.terms import Terms
from storage.journal import record
from storage.life import lock_request, move_inquiry, move_seat
from storage.missions import Inquiry, Mission, Seat
from storage.people import AvailabilityPeriod, Expert
from storage.states import InquiryStatus, MissionStatus, SeatStatus

_STILL_ASKED = frozenset({InquiryStatus.ASKED, InquiryStatus.DOUBTFUL})


@dataclass(frozen=True, slots=True)
class SeatOpen:
    """The expert does not take the seat; `following` is the alternate's inquiry, if there was one left."""

    inquiry: Inquiry
    seat: Seat
    mission: Mission
    following: Inquiry | None
    dates_do_not_fit: bool = False
    reopened: bool = False
    """The mission was confirmed before and is not any more."""
    taken_elsewhere: bool = False
    """The expert would go, but another mission has been confirmed with them on these days."""


@dataclass(frozen=True, slots=True)
class SeatConfirmed:
    """The expert holds the seat; the window may have become narrower."""

    inquiry: Inquiry
    seat: Seat
    mission: Mission
    complete: bool
    """Every seat is confirmed, and so is the mission."""
    news: bool
    """The mission was confirmed by this answer; False if it had been before and nothing changed."""
    given_on: tuple[SeatOpen, ...] = ()
    """Seats of others who had accepted, but whom another mission has taken since."""


@dataclass(frozen=True, slots=True)
class TooLate:
    """The seat is no longer this expert's to take."""

    inquiry: Inquiry
    mission: Mission


@dataclass(frozen=True, slots=True)
class Doubted:
    """The question is open again."""

    inquiry: Inquiry
    mission: Mission
    reopened: bool
    """The mission was confirmed before and is not any more."""


Applied = SeatConfirmed | SeatOpen | TooLate


async def ask_expert(
    session: AsyncSession, mission: Mission, seat: Seat, expert: Expert, *, terms: Terms, now: datetime
) -> Inquiry:
    """Put the question for one seat to one expert."""
    window = Period(mission.start, mission.end)
    remind_at, reply_by = deadlines(window, mission.on_site_days, terms=terms, now=now)
    inquiry = Inquiry(
        seat_id=seat.id or 0,
        mission_id=mission.id or 0,
        expert_id=expert.id or 0,
        start=mission.start,
        end=mission.end,
        asked_at=now,
        reply_by=reply_by,
        reminder_due_at=remind_at,
    )
    session.add(inquiry)
    await session.flush()
    seat.expert_id = expert.id
    await move_seat(session, seat, SeatStatus.ASKED, now=now, actor="muster")
    record(
        session, at=now, actor="muster", event="inquiry.asked", subject=f"inquiry:{inquiry.id}",
        request_id=mission.request_id, facts={"expert": expert.code, "seat": seat.position},
    )  # fmt: skip
    return inquiry


async def apply_availability(
    session: AsyncSession, inquiry_id: int, said: Availability, *, terms: Terms, now: datetime, by: str = ""
) -> Applied:
    """Let an expert's clear answer decide the seat; `by` is the officer who says so in the expert's place."""
    inquiry, seat, mission = await _locked(session, inquiry_id)
    if await _out_of_play(session, inquiry, seat, mission):
        return TooLate(inquiry, mission)
    _keep_calendar(session, inquiry, said)
    inquiry.answered_at = now
    found = await days_found(session, inquiry, mission, said, now=now) if said.willing else None
    actor = by or f"expert:{inquiry.expert_id}"
    if found is None:
        taken = said.willing and await fits_but_for_bookings(session, inquiry, mission, said, now=now)
        await move_inquiry(session, inquiry, InquiryStatus.DECLINED, now=now, actor=actor, reason=said.words)
        seat_open = await _give_seat_on(
            session, inquiry, seat, mission, terms=terms, now=now, dates_do_not_fit=said.willing
        )
        return replace(seat_open, taken_elsewhere=taken)
    inquiry.answer = answer_json(said.free, said.busy)
    await move_inquiry(session, inquiry, InquiryStatus.ACCEPTED, now=now, actor=actor, reason=said.words)
    return await _confirm_seat(session, inquiry, seat, mission, found, terms=terms, now=now)


async def mark_doubtful(
    session: AsyncSession, inquiry_id: int, said: Availability, *, terms: Terms, now: datetime
) -> Doubted | TooLate:
    """Keep an answer that nobody should guess at, with its days; an officer or a second mail settles it."""
    inquiry, seat, mission = await _locked(session, inquiry_id)
    if await _out_of_play(session, inquiry, seat, mission):
        return TooLate(inquiry, mission)
    inquiry.answered_at = now
    if said.free or said.busy:
        inquiry.answer = answer_json(said.free, said.busy)
    inquiry.reply_by = max(inquiry.reply_by, now + terms.remind_after)
    actor = f"expert:{inquiry.expert_id}"
    await move_inquiry(session, inquiry, InquiryStatus.DOUBTFUL, now=now, actor=actor, reason=said.words)
    reopened = mission.status is MissionStatus.CONFIRMED
    if seat.status is SeatStatus.CONFIRMED:
        await reopen_seat(session, seat, mission, now=now)
    elif seat.status is SeatStatus.VACANT:
        seat.expert_id = inquiry.expert_id
        await move_seat(session, seat, SeatStatus.ASKED, now=now, actor="muster")
    return Doubted(inquiry, mission, reopened)


async def too_few_days(
    session: AsyncSession, inquiry_id: int, said: Availability, *, now: datetime
) -> Mission | None:
    """The mission, if the seat is still open to the expert and nothing but the days they said stands in the way."""
    inquiry, seat, mission = await _locked(session, inquiry_id)
    if await _out_of_play(session, inquiry, seat, mission):
        return None
    if await days_found(session, inquiry, mission, said, now=now) is not None:
        return None
    booked = await fits_but_for_bookings(session, inquiry, mission, said, now=now)
    return None if booked else mission


async def note_absence(
    session: AsyncSession, inquiry_id: int, *, words: str, until: date | None, now: datetime
) -> Inquiry:
    """Keep an out-of-office's words; it is no answer, but the reminder waits until the person is back."""
    inquiry, _, mission = await _locked(session, inquiry_id)
    inquiry.note = words[:500]
    back = inquiry.asked_at.replace(year=until.year, month=until.month, day=until.day) if until else None
    if back is not None and inquiry.reminder_due_at is not None and inquiry.reminded_at is None:
        one_day = timedelta(days=1)
        latest = inquiry.reply_by - one_day
        inquiry.reminder_due_at = max(inquiry.reminder_due_at, min(back, latest - one_day) + one_day)
    record(
        session, at=now, actor=f"expert:{inquiry.expert_id}", event="inquiry.absence",
        subject=f"inquiry:{inquiry_id}", request_id=mission.request_id, facts={"words": words[:500]},
    )  # fmt: skip
    return inquiry


async def take_due_reminders(session: AsyncSession, *, now: datetime) -> tuple[Inquiry, ...]:
    """Inquiries whose expert has been silent too long, marked as reminded."""
    found = await session.exec(
        select(Inquiry)
        .where(
            Inquiry.status == InquiryStatus.ASKED,
            col(Inquiry.reminded_at).is_(None),
            col(Inquiry.reminder_due_at) <= now,
            col(Inquiry.reply_by) > now,
        )
        .order_by(col(Inquiry.id))
        .with_for_update(skip_locked=True)
    )
    due = tuple(found.all())
    for inquiry in due:
        inquiry.reminded_at = now
        # The reminder asks about the days that are left by now, and the answer will be about these.
        mission = await session.get_one(Mission, inquiry.mission_id)
        for days in ahead((Period(mission.start, mission.end),), now):
            inquiry.start, inquiry.end = days.start, days.end
        record(
            session, at=now, actor="muster", event="inquiry.reminded", subject=f"inquiry:{inquiry.id}",
            request_id=mission.request_id,
        )  # fmt: skip
    return due


async def take_due_expiries(session: AsyncSession, *, terms: Terms, now: datetime) -> tuple[SeatOpen, ...]:
    """Inquiries nobody answered in time: each seat goes to its next alternate."""
    found = await session.exec(
        select(Inquiry.id)
        .where(
            col(Inquiry.status).in_([InquiryStatus.ASKED, InquiryStatus.DOUBTFUL]),
            col(Inquiry.reply_by) <= now,
        )
        .order_by(col(Inquiry.id))
    )
    expired = [await _expire(session, inquiry_id or 0, terms=terms, now=now) for inquiry_id in found.all()]
    return tuple(seat_open for seat_open in expired if seat_open is not None)


async def _expire(session: AsyncSession, inquiry_id: int, *, terms: Terms, now: datetime) -> SeatOpen | None:
    inquiry, seat, mission = await _locked(session, inquiry_id)
    if inquiry.reply_by > now:
        return None
    return await _pass_over(session, inquiry, seat, mission, "", terms=terms, now=now)


async def note_bounce(
    session: AsyncSession, inquiry_id: int, *, terms: Terms, now: datetime
) -> SeatOpen | None:
    """The question never arrived: that address is not written to again, and the seat goes on at once.

    None when the expert has answered in the meantime: their address is good, whatever a report says of it.
    """
    inquiry, seat, mission = await _locked(session, inquiry_id)
    if inquiry.answered_at is not None and inquiry.status not in _STILL_ASKED:
        return None
    expert = await session.get_one(Expert, inquiry.expert_id)
    expert.email_bounced = True
    return await _pass_over(session, inquiry, seat, mission, "not delivered", terms=terms, now=now)


async def _pass_over(
    session: AsyncSession,
    inquiry: Inquiry,
    seat: Seat,
    mission: Mission,
    reason: str,
    *,
    terms: Terms,
    now: datetime,
) -> SeatOpen | None:
    if inquiry.status not in _STILL_ASKED:
        return None  # answered, or passed on by another process, while we waited for the lock
    await move_inquiry(session, inquiry, InquiryStatus.EXPIRED, now=now, actor="muster", reason=reason)
    return await _give_seat_on(session, inquiry, seat, mission, terms=terms, now=now)


async def _locked(session: AsyncSession, inquiry_id: int) -> tuple[Inquiry, Seat, Mission]:
    """The rows of an inquiry, read again under the lock of its request."""
    inquiry = await session.get_one(Inquiry, inquiry_id)
    mission = await session.get_one(Mission, inquiry.mission_id)
    await lock_request(session, mission.request_id)
    seat = await session.get_one(Seat, inquiry.seat_id)
    for row in (inquiry, mission, seat):
        await session.refresh(row)
    return inquiry, seat, mission


async def _out_of_play(session: AsyncSession, inquiry: Inquiry, seat: Seat, mission: Mission) -> bool:
    """Whether the seat can no longer be this expert's: given away, or the team has become another one."""
    over = mission.status in {MissionStatus.CANCELLED, MissionStatus.COMPLETED}
    if inquiry.status is InquiryStatus.WITHDRAWN or over:
        return True
    if seat.status is not SeatStatus.VACANT:
        return seat.expert_id != inquiry.expert_id
    expert = await session.get_one(Expert, inquiry.expert_id)
    team = await team_around(session, seat, mission)
    return team is not None and not team.may_have(expert)


def _keep_calendar(session: AsyncSession, inquiry: Inquiry, said: Availability) -> None:
    source = f"inquiry:{inquiry.id}"
    free = said.free or ((Period(inquiry.start, inquiry.end),) if said.willing else ())
    rows = [(period, True) for period in free] + [(period, False) for period in said.busy]
    for period, is_free in rows:
        session.add(
            AvailabilityPeriod(
                expert_id=inquiry.expert_id, start=period.start, end=period.end, free=is_free, source=source
            )
        )


async def _confirm_seat(
    session: AsyncSession,
    inquiry: Inquiry,
    seat: Seat,
    mission: Mission,
    found: Fit,
    *,
    terms: Terms,
    now: datetime,
) -> SeatConfirmed:
    confirmed_before = mission.status is MissionStatus.CONFIRMED
    if confirmed_before and found.window.contains(Period(mission.start, mission.end)):
        return SeatConfirmed(inquiry, seat, mission, complete=True, news=False)
    if seat.status is SeatStatus.CONFIRMED:
        await reopen_seat(session, seat, mission, now=now)
    mission.start, mission.end = found.window.start, found.window.end
    seat.expert_id = inquiry.expert_id
    if seat.status is SeatStatus.VACANT:
        await move_seat(session, seat, SeatStatus.ASKED, now=now, actor="muster")
    await move_seat(session, seat, SeatStatus.CONFIRMED, now=now, actor=f"expert:{inquiry.expert_id}")
    given_on = [await _give_up(session, one, mission, terms=terms, now=now) for one in found.clashing]
    if given_on and confirmed_before:
        given_on[0] = replace(given_on[0], reopened=True)
    complete = await confirm_if_full(session, mission, now=now)
    if complete:
        await owe_papers(session, mission, terms=terms, now=now)
    return SeatConfirmed(inquiry, seat, mission, complete, news=complete, given_on=tuple(given_on))


async def _give_up(
    session: AsyncSession, inquiry: Inquiry, mission: Mission, *, terms: Terms, now: datetime
) -> SeatOpen:
    """Part with somebody who accepted and was then confirmed for another mission on the same days."""
    seat = await session.get_one(Seat, inquiry.seat_id)
    await session.refresh(seat)
    await move_inquiry(
        session, inquiry, InquiryStatus.DECLINED, now=now, actor="muster", reason="taken elsewhere"
    )
    seat_open = await _give_seat_on(
        session, inquiry, seat, mission, terms=terms, now=now, dates_do_not_fit=True
    )
    return replace(seat_open, taken_elsewhere=True)


async def _give_seat_on(
    session: AsyncSession,
    inquiry: Inquiry,
    seat: Seat,
    mission: Mission,
    *,
    terms: Terms,
    now: datetime,
    dates_do_not_fit: bool = False,
) -> SeatOpen:
    """Ask the next alternate; with none left the seat is vacant and an officer must look.

    Days that only this expert could not make are open again, unless the dates had been fixed for all. Nobody
    is asked when too few days are ahead.
    """
    reopened = mission.status is MissionStatus.CONFIRMED
    if seat.status is SeatStatus.CONFIRMED:
        await reopen_seat(session, seat, mission, now=now)
    days = (
        (Period(mission.start, mission.end),) if reopened else await days_of_others(session, mission, inquiry)
    )
    found = await fit(session, mission, inquiry, ahead(days, now))
    if found is not None and not reopened:
        mission.start, mission.end = found.window.start, found.window.end
    expert = await next_alternate(session, seat, mission) if found is not None else None
    following = None
    if expert is None:
        await move_seat(session, seat, SeatStatus.VACANT, now=now, actor="muster")
    else:
        await move_seat(session, seat, SeatStatus.OPEN, now=now, actor="muster")
        following = await ask_expert(session, mission, seat, expert, terms=terms, now=now)
    return SeatOpen(inquiry, seat, mission, following, dates_do_not_fit, reopened)
