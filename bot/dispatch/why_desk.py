"""Why somebody is not in the best team: asked by a job, answered in a thread, told to the officer who asked."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.expert_index import ExpertIndex
from bot.dispatch.facts import expert_name, request_facts
from bot.dispatch.house import House
from bot.dispatch.outcome import Outcome, Sent
from bot.dispatch.post import Post, ReplyTo, to_officer
from bot.dispatch.steering import Steering, experts_by_code
from bot.texts import officer_why as letters
from intake.tokens import Purpose
from matching.fairness_record import with_record
from matching.need import Candidate, Need
from matching.proposals import NotReady, load_candidates, need_of
from matching.why_not import Answer, Costs, why_not
from storage.jobs import enqueue
from storage.mail import Job
from storage.missions import Proposal
from storage.people import Expert, Officer
from storage.queries import refused_by
from storage.requests import Request
from storage.transaction import Transaction

WHY = "why"
"""The entry of a match job that asks about one expert instead of having teams searched."""


async def order_why(
    post: Post, officer: Officer, request: Request, proposal: Proposal, expert: Expert
) -> None:
    """Have the question answered soon after this transaction."""
    await enqueue(
        post.session,
        kind="match",
        destination=f"request:{request.id}",
        payload={
            "request_id": request.id,
            WHY: expert.code,
            "officer": officer.id,
            "proposal": proposal.id,
        },
        about=f"request:{request.id}",
        due_at=post.now,
        now=post.now,
    )


@dataclass(frozen=True, slots=True)
class WhyDesk:
    """Delivers the match jobs that only ask."""

    transaction: Transaction
    house: House
    clock: Callable[[], datetime]
    experts: ExpertIndex | None = None

    async def deliver(self, job: Job) -> Outcome:
        """Solve once as it is and once with the expert, and tell the difference."""
        request_id, code = int(str(job.payload["request_id"])), str(job.payload[WHY])
        async with self.transaction() as session:
            loaded = await self._load(session, request_id, int(str(job.payload["proposal"])))
        if loaded is None:
            return Sent({"skipped": "nobody can be matched for it"})
        need, candidates = loaded
        texts = await self.experts.current() if self.experts else None
        answer = await asyncio.to_thread(why_not, need, candidates, self.house.rules, code, texts=texts)
        await self._tell(job, code, answer)
        return Sent({"why": type(answer).__name__})

    async def _load(
        self, session: AsyncSession, request_id: int, proposal_id: int
    ) -> tuple[Need, tuple[Candidate, ...]] | None:
        request = await session.get_one(Request, request_id)
        proposal = await session.get_one(Proposal, proposal_id)
        need = need_of(request, self.house.rules, today=self.house.today(self.clock()))
        if isinstance(need, NotReady):
            return None
        need = steered(need, Steering.of_proposal(proposal), await refused_by(session, request_id))
        need = await with_record(session, need, self.house.rules)
        return need, await load_candidates(session, year=need.window.start.year, texts=self.experts is None)

    async def _tell(self, job: Job, code: str, answer: Answer) -> None:
        async with self.transaction() as session:
            request = await session.get_one(Request, int(str(job.payload["request_id"])))
            officer = await session.get_one(Officer, int(str(job.payload["officer"])))
            if not officer.active:
                return
            asked = [code, *(answer.leaving + answer.joining if isinstance(answer, Costs) else ())]
            names = {key: expert_name(one) for key, one in (await experts_by_code(session, asked)).items()}
            proposal_id = int(str(job.payload["proposal"]))
            letter = letters.why_not_letter(
                await request_facts(session, request),
                answer,
                expert_id=(await experts_by_code(session, [code]))[code].id or 0,
                code=code,
                names=names,
                proposal_id=proposal_id,
                language=officer.language,
            )
            await to_officer(
                Post(session, self.house, self.clock()),
                officer,
                letter,
                about=f"proposal:{proposal_id}",
                reply_to=ReplyTo(Purpose.PROPOSAL, proposal_id),
            )


def steered(need: Need, steering: Steering, refused: list[str]) -> Need:
    """The need with an officer's wishes, without those who declined already."""
    return replace(
        need,
        pinned=steering.pinned - set(refused),
        excluded=frozenset(refused) | steering.excluded,
    )
