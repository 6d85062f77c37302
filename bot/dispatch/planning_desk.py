"""The plan for officers: ordered by `/plan`, or due once a week; made by a match job, told in a letter."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.dispatch.commands import Command
from bot.dispatch.expert_index import ExpertIndex
from bot.dispatch.house import House
from bot.dispatch.matchmaking import Matchmaker, kept_for_picture, search_teams
from bot.dispatch.outcome import Outcome, Sent
from bot.dispatch.planning import ToPlan, load_plan, made_plan, plan_facts, waiting_for_teams
from bot.dispatch.post import Post, to_officer, to_officers
from bot.dispatch.steering import TEAMS_SHOWN, Steering
from bot.texts.letter import Letter
from bot.texts.officer_planning import PlanFacts, planning_begun, planning_letter
from matching.need import Search, Team
from storage.jobs import enqueue
from storage.mail import Job
from storage.people import Officer
from storage.requests import Request
from storage.transaction import Transaction

PLAN = "plan"
"""The entry of a match job that plans all requests; it names the officer who asked, 0 for all."""
COMPETING = 2
"""With fewer requests there is nothing to plan together."""


async def order_plan(post: Post, officer: Officer, _: Command) -> Letter:
    """Have the plan made for this officer; what is said at once."""
    waiting = await waiting_for_teams(post.session)
    if waiting:
        await _enqueue(post, officer.id or 0, dedupe=None)
    return planning_begun(len(waiting), language=officer.language)


async def plan_weekly(post: Post) -> int:
    """Have the weekly plan made if its hour has come and several requests wait; how many were ordered."""
    now, day = post.house.local(post.now), post.house.planning_day
    if day is None or now.weekday() != day or now.hour < post.house.planning_hour:
        return 0
    if len(await waiting_for_teams(post.session)) < COMPETING:
        return 0
    return 1 if await _enqueue(post, 0, dedupe=f"plan:{now.date()}") else 0


async def _enqueue(post: Post, officer_id: int, dedupe: str | None) -> int | None:
    return await enqueue(
        post.session,
        kind="match",
        destination="plan",
        payload={PLAN: officer_id},
        about=PLAN,
        due_at=post.now,
        now=post.now,
        dedupe=dedupe,
    )


@dataclass(frozen=True, slots=True)
class PlanDesk:
    """Delivers the match jobs that plan all requests."""

    transaction: Transaction
    house: House
    clock: Callable[[], datetime]
    experts: ExpertIndex | None = None

    async def deliver(self, job: Job) -> Outcome:
        """Plan, and tell whoever asked; a weekly plan only if requests compete."""
        today = self.house.today(self.clock())
        async with self.transaction() as session:
            to_plan = await load_plan(session, self.house, today=today, texts=self.experts is None)
        texts = await self.experts.current() if self.experts else None
        planned = await made_plan(to_plan, self.house, texts)
        async with self.transaction() as session:
            facts = await plan_facts(session, to_plan, planned, self.house)
            await self._tell(Post(session, self.house, self.clock()), int(str(job.payload[PLAN])), facts)
        return Sent({"requests": len(facts.rows), "competing": len(facts.competing)})

    async def _tell(self, post: Post, officer_id: int, facts: PlanFacts) -> None:
        if not officer_id:
            if len(facts.competing):
                await to_officers(
                    post,
                    lambda language: planning_letter(facts, language=language, weekly=True),
                    about=PLAN,
                    reply_to=None,
                    observers=False,
                )
            return
        officer = await post.session.get_one(Officer, officer_id)
        if officer.active:
            letter = planning_letter(facts, language=officer.language)
            await to_officer(post, officer, letter, about=PLAN, reply_to=None)


async def propose_planned(desk: Matchmaker, to_plan: ToPlan, request: Request, team: Team) -> bool:
    """Propose a planned team, followed by the request's ordinary ones; whether it was still to be proposed."""
    id_ = request.id or 0
    need, people, besides = to_plan.needs[id_], tuple(to_plan.candidates[id_]), to_plan.besides[id_]
    texts = await desk.experts.current() if desk.experts else None
    search = await asyncio.to_thread(search_teams, need, people, desk.house, besides, texts=texts)
    search = led_by(team, search)
    kept = kept_for_picture(need, people, search)
    outcome = await desk.store(id_, need, search, Steering(), kept)
    return isinstance(outcome, Sent) and "proposal" in outcome.result


def led_by(team: Team, search: Search) -> Search:
    """The search with the planned team first, and the ordinary ones after it."""
    people = {member.key for member in team.members}
    others = [one for one in search.teams if {member.key for member in one.members} != people]
    return replace(search, teams=(team, *others)[:TEAMS_SHOWN], obstacles=())
