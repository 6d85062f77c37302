"""The match job: from an eligible request to teams in front of the officers; the ranking runs in a thread."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.expert_index import ExpertIndex
from bot.dispatch.facts import request_facts
from bot.dispatch.house import House
from bot.dispatch.late import open_choices
from bot.dispatch.outcome import Outcome, Sent
from bot.dispatch.post import Post, ReplyTo, to_officer, to_officers
from bot.dispatch.proposal_letter import proposal_letter
from bot.dispatch.screens import refresh
from bot.dispatch.steering import KEPT, TEAMS_SHOWN, Steering
from bot.dispatch.team_picture import CALENDARS, HOLIDAYS
from bot.dispatch.why_desk import WHY, WhyDesk, steered
from bot.texts import officer_teams as letters
from bot.texts.officer_steer import no_team_so
from config.holidays import public_holidays
from intake.tokens import Purpose
from matching.fairness_record import with_record
from matching.need import Candidate, Need, Reason, Search
from matching.proposals import NotReady, load_candidates, need_of, store_proposal
from matching.team_calendars import calendars_json
from storage.jobs import enqueue
from storage.life import lock_request
from storage.mail import Job
from storage.missions import Proposal
from storage.people import Officer
from storage.queries import open_proposal, refused_by
from storage.requests import Request
from storage.states import ProposalStatus, RequestStatus
from storage.transaction import Transaction

if TYPE_CHECKING:
    from matching.topics import Texts


async def order_match(
    session: AsyncSession, request_id: int, *, now: datetime, steering: Steering | None = None
) -> None:
    """Have teams proposed for a request soon after this transaction, perhaps as an officer wishes."""
    steered_by: dict[str, object] = {KEPT: steering.as_json()} if steering else {}
    await enqueue(
        session,
        kind="match",
        destination=f"request:{request_id}",
        payload={"request_id": request_id, **steered_by},
        about=f"request:{request_id}",
        due_at=now,
        now=now,
    )


@dataclass(frozen=True, slots=True)
class Matchmaker:
    """Delivers match jobs."""

    transaction: Transaction
    house: House
    clock: Callable[[], datetime]
    experts: ExpertIndex | None = None

    async def deliver(self, job: Job) -> Outcome:
        """Rank, search and put the teams before the officers; or answer why somebody is not among them."""
        if WHY in job.payload:
            return await WhyDesk(self.transaction, self.house, self.clock, self.experts).deliver(job)
        request_id, steering = int(str(job.payload["request_id"])), Steering.of(job.payload.get(KEPT))
        async with self.transaction() as session:
            loaded = await self._load(session, request_id, steering)
        match loaded:
            case None:
                return Sent({"skipped": "the request is no longer eligible"})
            case NotReady():
                await self._tell_not_ready(request_id, loaded)
                return Sent({"missing": list(loaded.missing)})
            case (need, candidates, passed_over):
                texts = await self.experts.current() if self.experts else None
                search = await asyncio.to_thread(
                    search_teams, need, candidates, self.house, passed_over, steering.wanted, texts
                )
                kept = kept_for_picture(need, candidates, search)
                return await self.store(request_id, need, search, steering, kept)

    async def _load(
        self, session: AsyncSession, request_id: int, steering: Steering
    ) -> tuple[Need, tuple[Candidate, ...], frozenset[frozenset[str]]] | NotReady | None:
        request = await session.get(Request, request_id)
        if request is None or request.status is not RequestStatus.ELIGIBLE:
            return None
        need = need_of(request, self.house.rules, today=self.house.today(self.clock()))
        if isinstance(need, NotReady):
            return need
        need = steered(need, steering, await refused_by(session, request_id))
        need = await with_record(session, need, self.house.rules)
        candidates = await load_candidates(session, year=need.window.start.year, texts=self.experts is None)
        return need, candidates, await rejected_teams(session, request_id)

    async def store(
        self, request_id: int, need: Need, search: Search, steering: Steering, kept: Mapping[str, object]
    ) -> Outcome:
        """Keep teams that were found as a proposal, and put them before the officers."""
        now = self.clock()
        async with self.transaction() as session:
            request = await lock_request(session, request_id)
            if request is None or request.status is not RequestStatus.ELIGIBLE:
                return Sent({"skipped": "the request is no longer eligible"})
            if steering.steers and not search.teams and await open_proposal(session, request_id):
                await self._tell_none_so(session, request, search, steering)
                return Sent({"proposal": None, "teams": 0})
            proposal = await store_proposal(session, request, need, self.house.rules, search, now=now)
            steered_by = {KEPT: steering.as_json()} if steering.steers else {}
            proposal.basis = {**proposal.basis, **kept, **steered_by}
            await session.flush()
            await self._show(session, request, proposal, steering, now=now)
        return Sent({"proposal": proposal.id, "teams": len(search.teams)})

    async def _show(
        self,
        session: AsyncSession,
        request: Request,
        proposal: Proposal,
        steering: Steering,
        *,
        now: datetime,
    ) -> None:
        """To the officer who steered, else to all; where earlier teams are shown, they are shown as superseded."""
        about, reply_to = f"request:{request.id}", ReplyTo(Purpose.OFFICER, request.id or 0)
        if proposal.teams:
            about, reply_to = f"proposal:{proposal.id}", ReplyTo(Purpose.PROPOSAL, proposal.id or 0)
        write = await proposal_letter(session, request, proposal, self.house)
        post = Post(session, self.house, now)
        await refresh(post, request)
        officer = await session.get(Officer, steering.officer_id) if steering.steers else None
        if officer is not None and officer.active and proposal.teams:
            await to_officer(post, officer, write(officer.language), about=about, reply_to=reply_to)
        else:
            await to_officers(post, write, about=about, reply_to=reply_to)

    async def _tell_none_so(
        self, session: AsyncSession, request: Request, search: Search, steering: Steering
    ) -> None:
        """Nobody loses the teams there are because a wish cannot be met: only who wished it hears why."""
        officer = await session.get_one(Officer, steering.officer_id)
        if not officer.active:
            return
        proposal = await open_proposal(session, request.id or 0)
        letter = no_team_so(
            await request_facts(session, request),
            search.obstacles,
            choices=await open_choices(session, request, language=officer.language),
            language=officer.language,
        )
        reply_to = ReplyTo(Purpose.PROPOSAL, (proposal.id or 0) if proposal else 0)
        await to_officer(
            Post(session, self.house, self.clock()),
            officer,
            letter,
            about=f"request:{request.id}",
            reply_to=reply_to,
        )

    async def _tell_not_ready(self, request_id: int, why: NotReady) -> None:
        async with self.transaction() as session:
            request = await session.get_one(Request, request_id)
            facts = await request_facts(session, request)
            await to_officers(
                Post(session, self.house, self.clock()),
                lambda language: (
                    letters.dates_over(facts, why.dates_over, language=language)
                    if why.dates_over
                    else letters.not_ready(facts, why.missing, language=language)
                ),
                about=f"request:{request_id}",
                reply_to=ReplyTo(Purpose.OFFICER, request_id),
            )


def search_teams(
    need: Need,
    candidates: tuple[Candidate, ...],
    house: House,
    passed_over: frozenset[frozenset[str]],
    wanted: int = TEAMS_SHOWN,
    texts: "Texts | None" = None,
) -> Search:
    """The best teams, without those that officers have turned down before."""
    # Slow imports: 0.2 s and 10 MB that a service at rest does not need.
    from matching.hunt import Effort  # noqa: PLC0415
    from matching.propose import propose_priced  # noqa: PLC0415

    effort = Effort(wanted=wanted + len(passed_over))
    search = propose_priced(need, candidates, house.rules, effort, texts, besides=passed_over)
    fresh = [team for team in search.teams if frozenset(one.key for one in team.members) not in passed_over]
    if search.teams and not fresh:
        return replace(search, teams=(), obstacles=(Reason("obstacle.all_rejected"),), prices=())
    return replace(search, teams=tuple(fresh[:wanted]))


def kept_for_picture(need: Need, candidates: Sequence[Candidate], search: Search) -> dict[str, object]:
    """What a proposal keeps so that its picture can be drawn at any time: the days as they were known."""
    if not search.teams:
        return {}
    holidays = public_holidays(need.country, need.window)
    return {
        CALENDARS: calendars_json(search, candidates, need.window),
        HOLIDAYS: [day.isoformat() for day in holidays],
    }


async def rejected_teams(session: AsyncSession, request_id: int) -> frozenset[frozenset[str]]:
    """The teams that officers have turned down for this request."""
    found = await session.exec(
        select(Proposal).where(Proposal.request_id == request_id, Proposal.status == ProposalStatus.REJECTED)
    )
    return frozenset(
        frozenset(str(member["key"]) for member in _members(team))
        for proposal in found.all()
        for team in proposal.teams
    )


def _members(team: dict[str, object]) -> list[dict[str, object]]:
    members = team.get("members")
    return members if isinstance(members, list) else []
