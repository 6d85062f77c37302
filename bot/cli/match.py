"""`muster match CODE`: the teams for a request as things are now, told and not stored; and why somebody is not among them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import typer
from rich.table import Table
from rich.text import Text
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app import App
from bot.cli.on_file import facility_or_stop, with_app
from bot.cli.screen import console, print_json, show, stop
from bot.dispatch.facts import expert_name, request_facts, team_facts
from bot.dispatch.house import House
from bot.dispatch.matchmaking import rejected_teams, search_teams
from bot.dispatch.steering import Steering, experts_by_code, people_named
from bot.dispatch.why_desk import steered
from bot.texts.facts import RequestFacts, TeamFacts
from bot.texts.letter import Letter
from bot.texts.officer_teams import certificate_text, cost_words, team_card
from bot.texts.officer_why import answer_blocks
from bot.texts.printable import one_line
from bot.texts.reasons import reason_text
from bot.texts.render import as_terminal
from bot.texts.rows import country_words, fine_percent, percent, without_choices
from config.texts import list_text, period_text, say
from matching.need import Need, Search
from matching.proposal_json import need_json, reason_json, search_json
from matching.proposals import NotReady, load_candidates, need_of
from matching.why_not import Answer, Barred, Costs, NoTeamWith, why_not
from storage.missions import Proposal
from storage.queries import refused_by, request_by_code
from storage.requests import Request
from storage.states import RequestStatus

NO_TEAM = 3
"""The exit code when the search has an answer, and the answer is that there is no team."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked on the command line; people by code or name."""

    code: str
    pin: Sequence[str] = ()
    exclude: Sequence[str] = ()
    why_not: str = ""
    explain: bool = False
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """All that is shown."""

    facts: RequestFacts
    need: Need
    search: Search
    teams: tuple[TeamFacts, ...]
    asked: str = ""
    answer: Answer | None = None
    names: tuple[tuple[str, str], ...] = ()


def match(wanted: Wanted) -> None:
    """Print the teams, best first, or what stands in the way; nothing is stored and nobody is told."""
    settings = facility_or_stop()
    language = settings.language
    outcome = with_app(settings, lambda app: _look(app, wanted, language))
    if isinstance(outcome, str):
        stop(outcome)
    if wanted.as_json:
        print_json(_as_json(outcome))
    else:
        _show(outcome, explain=wanted.explain, language=language)
    if not outcome.search.teams:
        raise typer.Exit(NO_TEAM)


async def _look(app: App, wanted: Wanted, language: str) -> Found | str:
    """What was found, or why nothing could be searched, in words."""
    async with app.database.snapshot() as session:
        request = await request_by_code(session, wanted.code)
        if request is None or request.status is RequestStatus.DRAFT:
            return say(language, "cli.show.unknown", code=one_line(wanted.code)[:40])
        need = need_of(request, app.house.rules, today=app.house.today(app.now()))
        if isinstance(need, NotReady):
            return _not_ready(need, language)
        people = await _people(session, wanted, language)
        if isinstance(people, str):
            return people
        steering = _steering(wanted, people)
        need = steered(need, steering, await refused_by(session, request.id or 0))
        candidates = await load_candidates(session, year=need.window.start.year)
        passed_over = await rejected_teams(session, request.id or 0)
        search = search_teams(need, candidates, app.house, passed_over)
        shown = _as_proposal(request, need, app.house, search, steering)
        facts = await request_facts(session, request)
        found = Found(facts, need, search, await team_facts(session, shown, app.house))
        if not wanted.why_not:
            return found
        asked = people[wanted.why_not]
        answer = why_not(need, candidates, app.house.rules, asked)
        known = await experts_by_code(session, [asked, *_mentioned(answer)])
        names = tuple((code, expert_name(one)) for code, one in known.items())
        return replace(found, asked=asked, answer=answer, names=names)


async def _people(session: AsyncSession, wanted: Wanted, language: str) -> dict[str, str] | str:
    """The codes of everybody named, or whose name says too little."""
    people = {}
    for words in (*wanted.pin, *wanted.exclude, *filter(None, [wanted.why_not])):
        named = await people_named(session, words)
        if len(named) != 1:
            key = "desk.match.several" if named else "desk.who.unknown"
            return say(language, key, words=one_line(words)[:60])
        people[words] = named[0].code
    return people


def _steering(wanted: Wanted, people: dict[str, str]) -> Steering:
    steering = Steering().pin(*(people[one] for one in wanted.pin))
    for one in wanted.exclude:
        steering = steering.exclude(people[one])
    return steering


def _as_proposal(request: Request, need: Need, house: House, search: Search, steering: Steering) -> Proposal:
    """The teams in the shape in which proposals keep them; it is never added to a session."""
    stored = search_json(search)
    return Proposal(
        request_id=request.id or 0,
        teams=stored["teams"],
        basis={"need": need_json(need), "rules": house.rules.as_json(), "steered": steering.as_json()},
        created_at=request.created_at,
    )


def _not_ready(why: NotReady, language: str) -> str:
    fields = [say(language, f"form.{field}.label") for field in why.missing]
    return say(language, "desk.match.not_ready", fields=list_text(fields, language))


def _mentioned(answer: Answer) -> tuple[str, ...]:
    return (*answer.leaving, *answer.joining) if isinstance(answer, Costs) else ()


def _show(found: Found, *, explain: bool, language: str) -> None:
    if found.teams:
        show(_table(found.teams, language))
    else:
        show(Text(say(language, "officer.no_team.obstacles")))
        for reason in found.search.obstacles:
            show(Text(f"- {reason_text(reason, language)}"))
    if explain:
        for team in found.teams:
            card = team_card(found.facts, team, of=len(found.teams), proposal_id=0, language=language)
            console.print()
            show(as_terminal(without_choices(card)))
    console.print()
    show(Text(certificate_text(found.search.certificate, language=language)))
    if found.answer is not None:
        blocks = answer_blocks(found.answer, code=found.asked, names=dict(found.names), language=language)
        console.print()
        show(as_terminal(Letter(language, "", blocks)))


def _table(teams: Sequence[TeamFacts], language: str) -> Table:
    columns = ("team", "score", "member", "country", "fit", "dates", "cost")
    table = Table(*(say(language, f"desk.match.{name}") for name in columns), box=None, pad_edge=False)
    for team in teams:
        dates, cost = period_text(team.period, language), cost_words(team.cost_eur, team.fees, language)
        for place, member in enumerate(team.members):
            first = place == 0
            table.add_row(
                team.letter if first else "",
                fine_percent(team.score, language) if first else "",
                Text(f"{member.name or '-'} {member.code}"),
                country_words(language, member.country),
                percent(member.score, language),
                dates if first else "",
                cost if first else "",
            )
    return table


def _as_json(found: Found) -> dict[str, object]:
    document: dict[str, object] = {
        "code": found.facts.code,
        "need": need_json(found.need),
        **search_json(found.search),
    }
    if found.answer is not None:
        document["why_not"] = {"expert": found.asked, **_answer_json(found.answer)}
    return document


def _answer_json(answer: Answer) -> dict[str, object]:
    told: dict[str, object] = {"answer": type(answer).__name__}
    match answer:
        case Barred(reason):
            told["reasons"] = [reason_json(reason)]
        case NoTeamWith(obstacles):
            told["reasons"] = [reason_json(one) for one in obstacles]
        case Costs():
            told |= {
                "loss": round(answer.loss, 6),
                "leaving": answer.leaving,
                "joining": answer.joining,
                "proven": answer.proven,
            }
    return told
