"""`muster match CODE`: the teams for a request as things are now, told and not stored; and why somebody is not among them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer
from rich.table import Table
from rich.text import Text
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import console, errors, print_json, show, stop
from bot.cli.slips import request_typed, unknown_request
from bot.dispatch.facts import expert_name, request_facts, team_facts
from bot.dispatch.house import House
from bot.dispatch.matchmaking import kept_for_picture, rejected_teams, search_teams
from bot.dispatch.steering import Steering, experts_by_code, people_named
from bot.dispatch.team_picture import picture_of
from bot.dispatch.team_prices import nearly_team, rule_prices
from bot.dispatch.why_desk import steered
from bot.facility import Facility
from bot.texts.facts import RequestFacts, TeamFacts
from bot.texts.letter import Letter
from bot.texts.officer_teams import certificate_text, cost_words, team_card
from bot.texts.officer_why import answer_blocks
from bot.texts.printable import one_line
from bot.texts.reasons import reason_text
from bot.texts.render import as_terminal
from bot.texts.rows import country_words, fine_percent, percent, without_choices
from bot.texts.team_prices import NearlyTeam, RulePrice, nearly_text, price_blocks
from config.texts import list_text, period_text, say
from intake.field_values import MOST_EXPERTS
from matching.fairness_record import with_record
from matching.need import Need, Profile, Search
from matching.proposal_json import need_json, reason_json, search_json
from matching.proposals import NotReady, load_candidates, need_of
from matching.why_not import Answer, Barred, Costs, NoTeamWith, why_not
from reporting.proposal_picture import ProposalPicture
from storage.missions import Proposal
from storage.queries import refused_by
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
    seats: int | None = None
    """How many experts, instead of as many as the request asks for."""
    png: Path | None = None
    """The file to write the picture of the teams to."""


@dataclass(frozen=True, slots=True)
class Found:
    """All that is shown."""

    facts: RequestFacts
    need: Need
    search: Search
    teams: tuple[TeamFacts, ...]
    prices: tuple[RulePrice, ...] = ()
    nearly: NearlyTeam | None = None
    picture: ProposalPicture | None = None
    asked: str = ""
    answer: Answer | None = None
    names: tuple[tuple[str, str], ...] = ()


def match(wanted: Wanted) -> None:
    """Print the teams, best first, or what stands in the way; nothing is stored and nobody is told."""
    settings = facility_or_stop()
    language = settings.language
    if wanted.seats is not None and not 1 <= wanted.seats <= MOST_EXPERTS:
        stop(say(language, "teams.cli.seats", most=MOST_EXPERTS))
    outcome = with_facility(settings, lambda facility: _look(facility, wanted, language))
    if isinstance(outcome, str):
        stop(outcome)
    if wanted.as_json:
        print_json(_as_json(outcome))
    else:
        _show(outcome, explain=wanted.explain, language=language)
    if wanted.png:
        _write_picture(wanted.png, outcome.picture, language)
    if not outcome.search.teams:
        raise typer.Exit(NO_TEAM)


async def _look(facility: Facility, wanted: Wanted, language: str) -> Found | str:
    """What was found, or why nothing could be searched, in words."""
    async with facility.database.snapshot() as session:
        request = await request_typed(session, wanted.code)
        if request is None or request.status is RequestStatus.DRAFT:
            return await unknown_request(session, wanted.code, language)
        need = need_of(request, facility.house.rules, today=facility.house.today(facility.now()))
        if isinstance(need, NotReady):
            return _not_ready(need, language)
        people = await _people(session, wanted, language)
        if isinstance(people, str):
            return people
        if both := {people[one] for one in wanted.pin} & {people[one] for one in wanted.exclude}:
            return say(language, "teams.cli.both", experts=list_text(sorted(both), language))
        steering = _steering(wanted, people)
        need = _with_seats(steered(need, steering, await refused_by(session, request.id or 0)), wanted.seats)
        need = await with_record(session, need, facility.house.rules)
        candidates = await load_candidates(session, year=need.window.start.year)
        passed_over = await rejected_teams(session, request.id or 0)
        search = search_teams(need, candidates, facility.house, passed_over)
        shown = _as_proposal(request, need, facility.house, search, steering)
        shown.basis |= kept_for_picture(need, candidates, search)
        facts = await request_facts(session, request)
        teams = await team_facts(session, shown, facility.house)
        found = Found(
            facts,
            need,
            search,
            teams,
            await rule_prices(session, search, shown.basis["rules"]),
            await nearly_team(session, search, shown.basis["rules"]),
            picture_of(shown, facts, teams, language=language),
        )
        if not wanted.why_not:
            return found
        asked = people[wanted.why_not]
        answer = why_not(need, candidates, facility.house.rules, asked)
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


def _with_seats(need: Need, seats: int | None) -> Need:
    """The need for so many experts: those described first, then anybody who fits."""
    if seats is None:
        return need
    described = need.profiles[:seats]
    return replace(need, profiles=(*described, *(Profile(),) * (seats - len(described))))


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
    """What is missing and which days are over, each by its own name."""
    over = why.dates_over
    names = [name for name in why.missing if over is None or name != "window"]
    fields = list_text([say(language, f"form.{name}.label") for name in names], language)
    told = [say(language, "desk.match.not_ready")]
    if names:
        told.append(say(language, "desk.match.missing", fields=fields))
    if over is not None:
        told.append(say(language, "desk.match.dates_over", period=period_text(over, language)))
    return " ".join(told)


def _mentioned(answer: Answer) -> tuple[str, ...]:
    return (*answer.leaving, *answer.joining) if isinstance(answer, Costs) else ()


def _show(found: Found, *, explain: bool, language: str) -> None:
    if found.teams:
        show(_table(found.teams, language))
    else:
        show(Text(say(language, "officer.no_team.obstacles")))
        for reason in found.search.obstacles:
            show(Text(f"- {reason_text(reason, language)}"))
        if found.nearly is not None:
            show(Text(nearly_text(found.nearly, language)))
    if explain:
        for team in found.teams:
            card = team_card(found.facts, team, of=len(found.teams), proposal_id=0, language=language)
            console.print()
            show(as_terminal(without_choices(card)))
    console.print()
    show(Text(certificate_text(found.search.certificate, language=language)))
    if prices := price_blocks(found.prices, language):
        console.print()
        show(as_terminal(Letter(language, "", prices)))
    if found.answer is not None:
        blocks = answer_blocks(found.answer, code=found.asked, names=dict(found.names), language=language)
        console.print()
        show(as_terminal(Letter(language, "", blocks)))


def _write_picture(file: Path, picture: ProposalPicture | None, language: str) -> None:
    """Where no team is there is nothing to draw; an earlier file of that name stays as it is."""
    if picture is None:
        errors.print(say(language, "teams.cli.no_picture"), markup=False, soft_wrap=True)
        return
    # A slow import: half a second that only who wants a picture waits for.
    from reporting.proposal_drawing import proposal_png  # noqa: PLC0415

    try:
        file.write_bytes(proposal_png(picture))
    except OSError as error:
        stop(say(language, "teams.cli.not_written", file=file, reason=error.strerror or error))
    errors.print(say(language, "teams.cli.written", file=file), markup=False, soft_wrap=True)


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
