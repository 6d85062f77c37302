"""An answer pressed in a calendar: taken like one in words, unless it is doubtful who pressed it and about which days."""

from datetime import date

from bot.dispatch.answers import take_answer
from bot.dispatch.calendar_entries import last_entry
from bot.dispatch.experts import request_of
from bot.dispatch.facts import expert_name
from bot.dispatch.message_desk import put_before_officers
from bot.dispatch.post import Post, ReplyTo, to_officers
from bot.texts.calendar_news import accepts_other_days
from bot.texts.letter import CalendarEvent, Entry
from config.periods import Period
from intake.answers import Answer, Verdict
from intake.calendar_answer import is_about_other_days, own_words, read_calendar_answer
from intake.calendar_reply import CalendarReply
from intake.message import Message
from intake.tokens import Purpose
from storage.missions import Inquiry, Mission
from storage.people import Expert
from storage.states import InquiryStatus

_SAID_BEFORE = frozenset({(InquiryStatus.ACCEPTED, Verdict.YES), (InquiryStatus.DECLINED, Verdict.NO)})


async def hear_calendar(post: Post, inquiry_id: int, message: Message, reply: CalendarReply) -> str:
    """Take what an expert pressed and wrote beside it; returns a note for the inbox."""
    inquiry = await post.session.get_one(Inquiry, inquiry_id)
    expert = await post.session.get_one(Expert, inquiry.expert_id)
    words = own_words(reply, message.text)
    shown = await last_entry(post.session, to=expert.email, about=f"inquiry:{inquiry_id}")
    answer = read_calendar_answer(
        reply,
        words,
        window=Period(inquiry.start, inquiry.end),
        today=post.house.today(post.now),
        language=expert.language,
    )
    by_itself = reply.by_itself and not message.attached_to
    if (inquiry.status, answer.verdict) in _SAID_BEFORE and (by_itself or not words):
        # Some calendars accept every change of an entry by themselves: no letter to the expert may come of it.
        moved = await _tell_of_other_days(post, inquiry, expert, reply, shown)
        return f"inquiry:{inquiry_id} {answer.verdict} again{', other days' if moved else ''}"
    if by_itself or is_outdated(reply, shown):
        answer = Answer(Verdict.UNCLEAR, because=words)
    return await take_answer(post, inquiry_id, answer, words or message.subject, bare=not words)


async def _tell_of_other_days(
    post: Post, inquiry: Inquiry, expert: Expert, reply: CalendarReply, shown: CalendarEvent | None
) -> bool:
    """Tell the officers if a member of the team accepts days that nobody has asked for; once for the same days."""
    mission = await post.session.get_one(Mission, inquiry.mission_id)
    dates, days = Period(mission.start, mission.end), reply.days
    known = [dates, Period(inquiry.start, inquiry.end), *([_days_of(shown)] if shown else [])]
    accepted = inquiry.status is InquiryStatus.ACCEPTED
    if not accepted or days is None or not all(is_about_other_days(reply, one) for one in known):
        return False
    request = await request_of(post, mission)
    name = expert_name(expert)
    await to_officers(
        post,
        lambda language: accepts_other_days(
            request, expert=name, days=days, mission=dates, language=language
        ),
        about=f"request:{request.id}",
        reply_to=ReplyTo(Purpose.OFFICER, request.id),
        once=f"other days:{inquiry.id}:{days.start}:{days.end}",
    )
    return True


async def hear_button_of_another(
    post: Post, inquiry_id: int, message: Message, *, reason: str, inbox_id: int
) -> str:
    """An assistant's Accept to an invitation of ours waits for an officer, who attaches it; no calendar is answered."""
    about = f"inquiry:{inquiry_id}"
    await put_before_officers(post, message, inbox_id=inbox_id, reason=reason, about=about)
    return f"for an officer: {reason}"


def is_outdated(reply: CalendarReply, shown: CalendarEvent | None) -> bool:
    """Whether the answer is about other days than are asked for now; a reply without a number is about the latest."""
    if shown is None or shown.entry is Entry.CANCELLED:
        return True
    older = reply.sequence is not None and reply.sequence < shown.sequence
    return older or is_about_other_days(reply, _days_of(shown))


def _days_of(shown: CalendarEvent) -> Period:
    return Period(date.fromisoformat(shown.start), date.fromisoformat(shown.end))
