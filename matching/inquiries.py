"""The questions put to experts: asked, answered, healed by an alternate, reminded, expired, confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.periods import Period, common, without
from matching.availability import first_run
from matching.terms import Terms
from storage.journal import record
from storage.life import lock_request, move_inquiry, move_mission, move_request, move_seat
from storage.missions import Inquiry, Mission, Seat
from storage.people import AvailabilityPeriod, Expert
from storage.states import InquiryStatus, MissionStatus, RequestStatus, SeatStatus


@dataclass(frozen=True, slots=True)
class Availability:
    """What an expert said, as far as it matters for the mission."""

    willing: bool
    free: tuple[Period, ...] = ()
    """Days offered; empty means the whole window asked about."""
    busy: tuple[Period, ...] = ()
    words: str = ""
    """The expert's own words, kept for the record."""


@dataclass(frozen=True, slots=True)
class SeatConfirmed:
    """The expert holds the seat; the window may have become narrower."""

    inquiry: Inquiry
    seat: Seat
    mission: Mission
    narrowed: bool
    complete: bool
    """Every seat is confirmed, and so is the mission."""


@dataclass(frozen=True, slots=True)
class SeatOpen:
    """The expert does not take the seat; `following` is the alternate's inquiry, if there was one left."""

    inquiry: Inquiry
    seat: Seat
    mission: Mission
    following: Inquiry | None
    dates_do_not_fit: bool = False


@dataclass(frozen=True, slots=True)
class TooLate:
    """The seat is no longer this expert's to take."""

    inquiry: Inquiry
    mission: Mission


Applied = SeatConfirmed | SeatOpen | TooLate


async def ask_expert(
    session: AsyncSession, mission: Mission, seat: Seat, expert: Expert, *, terms: Terms, now: datetime
) -> Inquiry:
    """Put the question for one seat to one expert."""
    inquiry = Inquiry(
        seat_id=seat.id or 0,
        mission_id=mission.id or 0,
        expert_id=expert.id or 0,
        start=mission.start,
        end=mission.end,
        asked_at=now,
        reply_by=now + terms.reply_within,
        reminder_due_at=now + terms.remind_after,
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
    session: AsyncSession, inquiry_id: int, said: Availability, *, terms: Terms, now: datetime
) -> Applied:
    """Let an expert's clear answer decide the seat."""
    inquiry, seat, mission = await _locked(session, inquiry_id)
    if _out_of_play(inquiry, seat, mission):
        return TooLate(inquiry, mission)
    _keep_calendar(session, inquiry, said)
    inquiry.answered_at = now
    window = _window_left(inquiry, mission, said) if said.willing else None
    actor = f"expert:{inquiry.expert_id}"
    if window is None:
        await move_inquiry(session, inquiry, InquiryStatus.DECLINED, now=now, actor=actor, reason=said.words)
        following = await _give_seat_on(session, seat, mission, terms=terms, now=now)
        return SeatOpen(inquiry, seat, mission, following, dates_do_not_fit=said.willing)
    await move_inquiry(session, inquiry, InquiryStatus.ACCEPTED, now=now, actor=actor, reason=said.words)
    return await _confirm_seat(session, inquiry, seat, mission, window, now=now)


async def mark_doubtful(session: AsyncSession, inquiry_id: int, *, words: str, now: datetime) -> Inquiry:
    """Keep an answer that nobody should guess at; an officer or a second mail settles it."""
    inquiry, seat, mission = await _locked(session, inquiry_id)
    if not _out_of_play(inquiry, seat, mission):
        inquiry.answered_at = now
        actor = f"expert:{inquiry.expert_id}"
        await move_inquiry(session, inquiry, InquiryStatus.DOUBTFUL, now=now, actor=actor, reason=words)
        if seat.status is SeatStatus.CONFIRMED:
            await _reopen(session, seat, mission, now=now)
    return inquiry


async def note_absence(
    session: AsyncSession, inquiry_id: int, *, words: str, until: date | None, now: datetime
) -> Inquiry:
    """Keep an out-of-office's words; it is no answer, but the reminder waits until the person is back."""
    inquiry, _, mission = await _locked(session, inquiry_id)
    inquiry.note = words[:500]
    back = inquiry.asked_at.replace(year=until.year, month=until.month, day=until.day) if until else None
    if back is not None and inquiry.reminder_due_at is not None and inquiry.reminded_at is None:
        latest = inquiry.reply_by - timedelta(hours=24)
        inquiry.reminder_due_at = max(inquiry.reminder_due_at, min(back + timedelta(days=1), latest))
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
    if inquiry.status not in {InquiryStatus.ASKED, InquiryStatus.DOUBTFUL}:
        return None  # answered, or passed on by another process, while we waited for the lock
    await move_inquiry(session, inquiry, InquiryStatus.EXPIRED, now=now, actor="muster")
    following = await _give_seat_on(session, seat, mission, terms=terms, now=now)
    return SeatOpen(inquiry, seat, mission, following)


async def _locked(session: AsyncSession, inquiry_id: int) -> tuple[Inquiry, Seat, Mission]:
    """The rows of an inquiry, read again under the lock of its request."""
    inquiry = await session.get_one(Inquiry, inquiry_id)
    mission = await session.get_one(Mission, inquiry.mission_id)
    await lock_request(session, mission.request_id)
    seat = await session.get_one(Seat, inquiry.seat_id)
    for row in (inquiry, mission, seat):
        await session.refresh(row)
    return inquiry, seat, mission


def _out_of_play(inquiry: Inquiry, seat: Seat, mission: Mission) -> bool:
    given_away = seat.expert_id != inquiry.expert_id and seat.status is not SeatStatus.VACANT
    over = mission.status in {MissionStatus.CANCELLED, MissionStatus.COMPLETED}
    return inquiry.status is InquiryStatus.WITHDRAWN or given_away or over


def _window_left(inquiry: Inquiry, mission: Mission, said: Availability) -> Period | None:
    """The longest part of the mission's window that the expert leaves and that still holds the days on site."""
    window = Period(mission.start, mission.end)
    offered: Sequence[Period] = said.free or (Period(inquiry.start, inquiry.end),)
    left = common(offered, (window,))
    for busy in said.busy:
        left = without(left, busy)
    fitting = [part for part in left if part.working_days >= mission.on_site_days]
    return max(fitting, key=lambda part: (part.working_days, -part.start.toordinal()), default=None)


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
    session: AsyncSession, inquiry: Inquiry, seat: Seat, mission: Mission, window: Period, *, now: datetime
) -> SeatConfirmed:
    narrowed = window != Period(mission.start, mission.end)
    mission.start, mission.end = window.start, window.end
    seat.expert_id = inquiry.expert_id
    if seat.status is SeatStatus.VACANT:
        await move_seat(session, seat, SeatStatus.ASKED, now=now, actor="muster")
    await move_seat(session, seat, SeatStatus.CONFIRMED, now=now, actor=f"expert:{inquiry.expert_id}")
    complete = await _confirm_mission_if_full(session, mission, now=now)
    return SeatConfirmed(inquiry, seat, mission, narrowed, complete)


async def _confirm_mission_if_full(session: AsyncSession, mission: Mission, *, now: datetime) -> bool:
    """Confirm the mission on the first days that fit once every seat is taken."""
    seats = (await session.exec(select(Seat).where(Seat.mission_id == mission.id))).all()
    if mission.status is not MissionStatus.PLANNED or any(
        seat.status is not SeatStatus.CONFIRMED for seat in seats
    ):
        return False
    dates = first_run(Period(mission.start, mission.end), mission.on_site_days)
    if dates is not None:
        mission.start, mission.end = dates.start, dates.end
    mission.confirmed_at = now
    await move_mission(session, mission, MissionStatus.CONFIRMED, now=now, actor="muster")
    request = await lock_request(session, mission.request_id)
    if request is not None and request.status is RequestStatus.FORMULATED:
        await move_request(session, request, RequestStatus.APPROVED, now=now, actor="muster")
    _block_calendars(session, mission, seats)
    return True


def _block_calendars(session: AsyncSession, mission: Mission, seats: Sequence[Seat]) -> None:
    for seat in seats:
        if seat.expert_id is not None:
            session.add(
                AvailabilityPeriod(
                    expert_id=seat.expert_id,
                    start=mission.start,
                    end=mission.end,
                    free=False,
                    source=f"mission:{mission.id}",
                )
            )


async def _give_seat_on(
    session: AsyncSession, seat: Seat, mission: Mission, *, terms: Terms, now: datetime
) -> Inquiry | None:
    """Ask the next alternate; with none left the seat is vacant and an officer must look."""
    if seat.status is SeatStatus.CONFIRMED:
        await _reopen(session, seat, mission, now=now)
    expert = await _next_alternate(session, seat, mission)
    if expert is None:
        await move_seat(session, seat, SeatStatus.VACANT, now=now, actor="muster")
        return None
    await move_seat(session, seat, SeatStatus.OPEN, now=now, actor="muster")
    return await ask_expert(session, mission, seat, expert, terms=terms, now=now)


async def _reopen(session: AsyncSession, seat: Seat, mission: Mission, *, now: datetime) -> None:
    """An accepted seat is in question again, and so is a confirmed mission."""
    await move_seat(session, seat, SeatStatus.ASKED, now=now, actor="muster")
    if mission.status is MissionStatus.CONFIRMED:
        await move_mission(session, mission, MissionStatus.PLANNED, now=now, actor="muster")
        mission.confirmed_at = None
        request = await lock_request(session, mission.request_id)
        if request is not None and request.status is RequestStatus.APPROVED:
            await move_request(session, request, RequestStatus.FORMULATED, now=now, actor="muster")


async def _next_alternate(session: AsyncSession, seat: Seat, mission: Mission) -> Expert | None:
    asked = await session.exec(select(Inquiry.expert_id).where(Inquiry.mission_id == mission.id))
    spent = set(asked.all())
    for code in seat.alternates:
        expert = (await session.exec(select(Expert).where(Expert.code == code))).first()
        if expert and expert.id not in spent and not expert.flagged and not expert.email_bounced:
            return expert
    return None
