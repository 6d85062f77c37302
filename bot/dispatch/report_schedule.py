"""Reports that come by themselves: made for every officer once a period, sent by the channel of each."""

from datetime import timedelta

from bot.dispatch.post import Post
from bot.dispatch.report_desk import have_made
from bot.dispatch.report_orders import ReportOrder
from bot.dispatch.report_times import Scheduled, is_due, period_over
from config.periods import Period
from intake.message import Channel
from reporting.tables.planning import next_months
from storage.chats import takes_letters
from storage.people import Officer
from storage.queries import active_officers
from storage.states import Role

MORNING = 7
"""The hour from which on a report may come."""


async def send_scheduled(post: Post) -> int:
    """Have made what is due for every officer, in their language and by their channel; how many reports."""
    today = post.house.today(post.now)
    due = [
        (one, over)
        for one in post.house.report_schedule
        if is_due(today, over := period_over(today, one.rhythm))
    ]
    if not due or post.house.local(post.now).hour < MORNING:
        return 0
    ordered = 0
    for officer in await active_officers(post.session):
        if officer.role in {Role.OFFICER, Role.ADMIN}:
            to = await _address(post, officer)
            for one, over in due:
                ordered += await _order(post, officer, one, over, to)
    return ordered


async def _order(post: Post, officer: Officer, one: Scheduled, over: Period, to: str) -> bool:
    """A calendar tells of what comes, all others of what is over; never twice for one period."""
    days = next_months(over.end + timedelta(days=1)) if one.name == "planning" else over
    order = ReportOrder(one.name, first=days.start, last=days.end)
    once = f"report:{one.name}:{one.rhythm}:{over.start}:{officer.id}"
    return await have_made(post, officer, order, to=to, once=once)


async def _address(post: Post, officer: Officer) -> str:
    """The chat if there is one that takes letters, else the mailbox."""
    in_chat = (officer.chat or "").startswith(Channel.TELEGRAM)
    return (
        (officer.chat or "") if in_chat and await takes_letters(post.session, officer.chat) else officer.email
    )
