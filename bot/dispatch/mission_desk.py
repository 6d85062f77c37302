"""When a mission is over: officers are asked for the days rendered, and may say how the experts worked."""

import re

from bot.dispatch.commands import Command
from bot.dispatch.facts import expert_name, request_facts
from bot.dispatch.late import actor_of, overtaken
from bot.dispatch.post import Post, ReplyTo, to_officer, to_officers
from bot.dispatch.triage_desk import tell_partner_status
from bot.texts import mission_end as letters
from bot.texts.letter import Letter
from bot.texts.mission_end import DaysOf, EndFacts, planned_words
from bot.texts.officer import decision_noted
from config.expert_days import ExpertDays
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.mission_codes import mission_code
from config.periods import Period
from intake.days_said import read_days
from intake.tokens import Purpose
from matching import closing, completing
from storage.judging import judge
from storage.missions import Mission, Proposal
from storage.people import Expert, Officer
from storage.requests import Request

LONGEST_WORDS = 2_000
_RATING = re.compile(r"(?P<who>\S.{0,80}?)\s+(?P<score>[1-5])(?:/5)?(?:[\s,;:.–-]+(?P<words>.*))?", re.DOTALL)


async def ask_for_days(post: Post) -> int:
    """Ask about every mission that is over, once; how many."""
    today = post.house.today(post.now)
    due = await closing.missions_to_ask_about(post.session, today=today)
    for mission in due:
        mission.days_asked_on = today
        await _ask(post, mission)
    return len(due)


async def _ask(post: Post, mission: Mission) -> None:
    """Whoever approved the team is asked; everybody who does the work, if nobody did or they are gone."""
    request = await post.session.get_one(Request, mission.request_id)
    facts, end = await request_facts(post.session, request), await _end_facts(post, request, mission)
    reply_to, about = ReplyTo(Purpose.OFFICER, request.id or 0), f"request:{request.id}"
    officer = await _who_approved(post, mission)
    if officer is not None:
        letter = letters.ask_days(facts, end, language=officer.language)
        await to_officer(post, officer, letter, about=about, reply_to=reply_to)
        return
    await to_officers(
        post,
        lambda language: letters.ask_days(facts, end, language=language),
        about=about,
        reply_to=reply_to,
        observers=False,
    )


async def _who_approved(post: Post, mission: Mission) -> Officer | None:
    proposal = await post.session.get(Proposal, mission.proposal_id) if mission.proposal_id else None
    officer = (
        await post.session.get(Officer, proposal.decided_by) if proposal and proposal.decided_by else None
    )
    return officer if officer is not None and officer.active else None


async def tell_days(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Note the days that an officer tells, by a button, a command or a reply."""
    facts = await request_facts(post.session, request)
    today = post.house.today(post.now)
    mission = await closing.mission_meant(post.session, request.id or 0, today=today)
    if mission is None:
        return letters.no_mission_over(facts, language=officer.language)
    end = await _end_facts(post, request, mission)
    as_planned = bool(command.other) or fold(command.words) in _as_planned()
    said = read_days("" if as_planned else command.words)
    days, strangers = _by_expert(end, said.lines)
    if said.unread or strangers or not (as_planned or days):
        return letters.give_days(
            facts, end, unread=said.unread, strangers=strangers, language=officer.language
        )
    if as_planned:
        days = {one.id: closing.planned(mission) for one in end.team}
    done = await closing.close_mission(
        post.session, mission, days, today=today, actor=actor_of(officer), now=post.now
    )
    if not isinstance(done, closing.Closed):
        return letters.no_mission_over(facts, language=officer.language)
    return await _noted(post, officer, request, done)


async def _noted(post: Post, officer: Officer, request: Request, done: closing.Closed) -> Letter:
    """The others read it too."""
    facts, end = await request_facts(post.session, request), await _end_facts(post, request, done.mission)
    await to_officers(
        post,
        lambda language: letters.days_noted(facts, end, again=done.again, by=officer.name, language=language),
        about=f"request:{request.id}",
        reply_to=ReplyTo(Purpose.OFFICER, request.id or 0),
        besides=officer,
        observers=False,
    )
    return letters.days_noted(facts, end, again=done.again, language=officer.language)


async def rate(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Note how an expert worked: points by a button, or a name, points and words."""
    facts = await request_facts(post.session, request)
    today = post.house.today(post.now)
    mission = await closing.mission_meant(post.session, request.id or 0, today=today)
    if mission is None:
        return letters.no_mission_over(facts, language=officer.language)
    end = await _end_facts(post, request, mission)
    expert, score, words = _rating(end, command)
    if expert is None:
        return letters.how_to_rate(facts, end, language=officer.language)
    await judge(
        post.session,
        request.id or 0,
        expert.id,
        evaluator=actor_of(officer),
        score=score,
        words=words,
        today=today,
        now=post.now,
    )
    return letters.expert_rated(
        facts, expert=expert.name, score=score, words=words, language=officer.language
    )


def _rating(end: EndFacts, command: Command) -> tuple[DaysOf | None, int, str]:
    """Who is rated, the points and the words; nobody if that is not clear."""
    if command.other:
        known = next((one for one in end.team if one.id == command.other), None)
        return (known, command.rank, "") if 1 <= command.rank <= letters.BEST else (None, 0, "")
    match = _RATING.fullmatch(command.words[:LONGEST_WORDS].strip())
    if match is None:
        return None, 0, ""
    return _one_of(end, match["who"]), int(match["score"]), (match["words"] or "").strip()


async def _end_facts(post: Post, request: Request, mission: Mission) -> EndFacts:
    told = await closing.rendered(post.session, mission)
    team = [
        _days_of(expert, told.get(expert.id or 0, closing.planned(mission)))
        for expert in await closing.team(post.session, mission)
    ]
    code = mission_code(request.code or "", mission.number)
    return EndFacts(code, Period(mission.start, mission.end), tuple(team))


def _days_of(expert: Expert, days: ExpertDays) -> DaysOf:
    return DaysOf(expert.id or 0, expert.code, expert_name(expert), days)


def _by_expert(
    end: EndFacts, lines: tuple[tuple[str, ExpertDays], ...]
) -> tuple[dict[int, ExpertDays], list[str]]:
    """The days by the id of the expert; and whoever is nobody of the team, or named twice."""
    days: dict[int, ExpertDays] = {}
    strangers = []
    for who, told in lines:
        one = _one_of(end, who)
        if one is None or one.id in days:
            strangers.append(who)
        else:
            days[one.id] = told
    return days, strangers


def _one_of(end: EndFacts, who: str) -> DaysOf | None:
    """The one of the team with this code, or with these words in the name."""
    words = set(fold(who).split())
    exact = [one for one in end.team if fold(one.code) == fold(who)]
    found = exact or [one for one in end.team if words <= set(fold(f"{one.code} {one.name}").split())]
    return found[0] if words and len(found) == 1 else None


def _as_planned() -> frozenset[str]:
    return frozenset(fold(word) for language in INTERFACE_LANGUAGES for word in planned_words(language))


async def complete(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Complete an action; its partner is told."""
    if second := await overtaken(post, officer, request, command):
        return second
    done = await completing.complete_action(
        post.session, request.id or 0, actor=actor_of(officer), now=post.now
    )
    facts = await request_facts(post.session, request)
    if not isinstance(done, completing.Completed):
        missions = done.missions if isinstance(done, completing.StillOpen) else ()
        return letters.not_to_complete(facts, missions=missions, language=officer.language)
    await tell_partner_status(post, request)
    return decision_noted(facts, decision="complete", language=officer.language)
