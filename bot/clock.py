"""What is due is a query, not a timer: the clock asks the tables and writes what follows (DESIGN.md decision 4)."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.dispatch.buried import give_up_exhausted
from bot.dispatch.digest import send_digests
from bot.dispatch.draft_care import remind_of_drafts
from bot.dispatch.experts import give_up_on_silent, remind_silent
from bot.dispatch.feedback_desk import ask_for_feedback
from bot.dispatch.halting import wake_held
from bot.dispatch.house import House
from bot.dispatch.mission_desk import ask_for_days
from bot.dispatch.paper_desk import remind_of_papers
from bot.dispatch.planning_desk import plan_weekly
from bot.dispatch.post import Post
from bot.dispatch.report_schedule import send_scheduled
from bot.dispatch.screens import follow_changes
from storage.chat_files import drop_loose_files
from storage.transaction import Transaction

log = structlog.get_logger()

SECONDS_BETWEEN_LOOKS = 30.0


@dataclass(frozen=True, slots=True)
class Clock:
    """Looks at what is due every half minute."""

    transaction: Transaction
    house: House
    clock: Callable[[], datetime]
    handled: Callable[[], None]
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.look()
            except Exception:  # the next look finds what this one missed
                log.exception("clock.failed")
            await self.pause(SECONDS_BETWEEN_LOOKS)

    async def look(self) -> int:
        """Remind, pass on seats, wake what was on hold, bury what cannot be done, sum the day up; how much was due."""
        async with self.transaction() as session:
            due = await give_up_exhausted(Post(session, self.house, self.clock()))
        async with self.transaction() as session:
            post = Post(session, self.house, self.clock())
            due += await remind_silent(post) + await give_up_on_silent(post) + await wake_held(post)
            due += await send_digests(post) + await plan_weekly(post)
            due += await send_scheduled(post)
            due += await remind_of_drafts(post) + await ask_for_feedback(post)
            due += await ask_for_days(post) + await remind_of_papers(post)
            due += await drop_loose_files(session, now=post.now)
            await follow_changes(post)
        if due:
            log.info("clock.due", count=due)
            self.handled()
        return due
