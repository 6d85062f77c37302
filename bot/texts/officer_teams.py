"""How proposed teams are put before officers: scores, reasons, rules, cost, and how the result was proven."""

from collections.abc import Sequence
from datetime import datetime

from bot.texts.choices import choices_now, decision_choice, refusal_choice, search_choices, team_choice
from bot.texts.facts import LETTERS, MemberFacts, RequestFacts, TeamFacts
from bot.texts.letter import Block, Bullets, Choice, Choices, Facts, Heading, Letter, Paragraph, Quote
from bot.texts.officer_steer import steering_rows
from bot.texts.reasons import reason_text, rule_text
from bot.texts.rows import (
    about_request,
    amount,
    as_written,
    decided_before,
    facts_of,
    fine_percent,
    label,
    one_each,
    percent,
    request_rows,
    say_paragraph,
    shortened,
    status_word,
    subject,
)
from bot.texts.team_prices import NearlyTeam, RulePrice, nearly_text, price_blocks
from bot.texts.words import decision_word
from config.countries import country_name
from config.periods import Period
from config.texts import list_text, period_text, say, say_many
from matching.need import Certificate, Reason

REASONS_SHOWN = 4
PARTS = ("topic", "language", "experience", "availability")
"""In the order officers ask: what do they know, in which language, how seasoned, and are they free."""
BETWEEN = " · "
"""Between short phrases of one line: no comma, because phrases have commas of their own."""


def proposal(
    facts: RequestFacts,
    *,
    proposal_id: int,
    teams: Sequence[TeamFacts],
    certificate: Certificate,
    obstacles: Sequence[Reason] = (),
    prices: Sequence[RulePrice] = (),
    nearly: NearlyTeam | None = None,
    language: str,
) -> Letter:
    """The teams, best first, each with its reasons and rules; approve one or reject all."""
    if not teams:
        return no_team(facts, certificate=certificate, obstacles=obstacles, nearly=nearly, language=language)
    intro, *shown = teams_shown(
        facts,
        teams=teams,
        proposal_id=proposal_id,
        certificate=certificate,
        prices=prices,
        language=language,
    )
    rows = (*request_rows(facts, language)[1:], *steering_rows(teams[0].pinned, teams[0].excluded, language))
    blocks = [intro, facts_of(language, rows), *shown]
    return _about(facts, "officer.proposal.subject", blocks, language)


def teams_shown(
    facts: RequestFacts,
    *,
    teams: Sequence[TeamFacts],
    proposal_id: int,
    certificate: Certificate,
    prices: Sequence[RulePrice] = (),
    language: str,
) -> tuple[Block, ...]:
    """The teams, how they were found, what rules cost, and the decisions, for a reader who knows the request."""
    return (
        Paragraph(say_many(language, "officer.proposal.intro", len(teams), title=facts.title)),
        *(block for team in teams for block in _team(team, language)),
        Heading(say(language, "officer.proposal.how")),
        Paragraph(certificate_text(certificate, language=language)),
        *price_blocks(prices, language),
        say_paragraph(language, "officer.proposal.ask"),
        say_paragraph(language, "desk.teams.words", words=_steering_words(teams, language)),
        _decisions(teams, proposal_id, language),
    )


def _steering_words(teams: Sequence[TeamFacts], language: str) -> str:
    """How a search is steered by words, with a member of the best team as the example."""
    members = [member for member in teams[0].members if member.name]
    name = members[0].name.rpartition(" ")[2] if members else "EX-0012"
    return list_text(
        [f"{decision_word(one, language)} {name}" for one in ("swap", "pin", "exclude")], language
    )


def team_card(facts: RequestFacts, team: TeamFacts, *, of: int, proposal_id: int, language: str) -> Letter:
    """One team by itself: how each member scores and why, rules, cost, dates, and what can be changed."""
    blocks: list[Block] = [
        Heading(
            say(
                language, "officer.team.heading", letter=team.letter, score=fine_percent(team.score, language)
            )
        )
    ]
    blocks.append(
        say_paragraph(language, "desk.team.place", place=team.rank, of=of, title=shortened(facts.title))
    )
    for member in team.members:
        blocks.extend(_member_card(member, language))
    steered = tuple(
        (label(language, name), value)
        for name, value in steering_rows(team.pinned, team.excluded, language)
        if value
    )
    blocks.append(Facts((*_team_rows(team, language), *steered)))
    blocks.append(Choices(_team_buttons(facts, team, of, proposal_id, language)))
    return _about(facts, "officer.proposal.subject", blocks, language)


def teams_spent(
    facts: RequestFacts,
    *,
    decision: str,
    rank: int,
    reason: str,
    by: str,
    at: datetime,
    language: str,
) -> Letter:
    """What stands where teams stood that nobody can choose from any more: who decided what, and when."""
    blocks: list[Block] = [
        decided_before(by, at, _decided(decision, rank, language), language=language),
    ]
    if reason and decision == "none":
        blocks.append(Quote(reason))
    blocks.append(
        facts_of(language, (("title", facts.title), ("status", status_word(language, facts.status))))
    )
    blocks.append(one_each((Choice(say(language, "desk.see", code=facts.code), f"card:{facts.id}"),)))
    return _about(facts, "officer.proposal.subject", blocks, language)


def _decided(decision: str, rank: int, language: str) -> str:
    if decision == "approve" and rank:
        return say(language, "desk.team.approved", letter=LETTERS[rank - 1])
    return say(language, f"officer.decision.{decision}")


def no_team(
    facts: RequestFacts,
    *,
    certificate: Certificate,
    obstacles: Sequence[Reason],
    nearly: NearlyTeam | None = None,
    language: str,
) -> Letter:
    """No team meets every hard rule: what stands in the way."""
    blocks: list[Block] = [
        say_paragraph(language, "officer.no_team.sorry", title=facts.title),
        facts_of(language, request_rows(facts, language)[1:]),
    ]
    if obstacles:
        blocks.append(Heading(say(language, "officer.no_team.obstacles")))
        blocks.append(Bullets(tuple(reason_text(reason, language) for reason in obstacles)))
    if nearly is not None:
        blocks.append(Paragraph(nearly_text(nearly, language)))
    blocks.append(Paragraph(_searched(certificate, language)))
    blocks.append(say_paragraph(language, "officer.no_team.next"))
    blocks.append(search_choices(facts, language=language))
    return _about(facts, "officer.no_team.subject", blocks, language)


def certificate_text(certificate: Certificate, *, language: str) -> str:
    """How the teams were found and whether a better one can exist."""
    searched = _searched(certificate, language)
    if certificate.proven:
        return f"{searched} {say(language, 'officer.certificate.proven')}"
    gap = percent(certificate.gap, language)
    return f"{searched} {say(language, 'officer.certificate.gap', gap=gap)}"


def not_ready(facts: RequestFacts, missing: Sequence[str], *, language: str) -> Letter:
    """A request too thin to search a team for: fields of the form an officer must settle first."""
    blocks: list[Block] = [
        say_paragraph(language, "officer.not_ready.what", title=facts.title),
        Bullets(tuple(say(language, f"form.{field}.label") for field in missing)),
    ]
    blocks.extend(as_written(facts, language))
    blocks.append(say_paragraph(language, "officer.not_ready.next"))
    blocks.append(search_choices(facts, language=language))
    return _about(facts, "officer.not_ready.subject", blocks, language)


def dates_over(facts: RequestFacts, period: Period, *, language: str) -> Letter:
    """The days a request or its team was meant for have passed, so nobody is asked."""
    blocks = (
        say_paragraph(
            language, "officer.dates_over.what", title=facts.title, period=period_text(period, language)
        ),
        say_paragraph(language, "officer.dates_over.next"),
        search_choices(facts, language=language),
    )
    return _about(facts, "officer.dates_over.subject", blocks, language)


def team_changed(
    facts: RequestFacts,
    *,
    letter: str,
    changes: Sequence[tuple[str, str]],
    proposal_id: int,
    standing: Sequence[int],
    language: str,
) -> Letter:
    """A team that cannot be asked as it was proposed: who has changed, how, and what can be done instead.

    A change is a name and a key of `officer.team_changed`; `standing` are the ranks of the other teams.
    """
    said = (say(language, f"officer.team_changed.{change}", expert=who) for who, change in changes)
    blocks = (
        say_paragraph(language, "officer.team_changed.what", letter=letter, title=facts.title),
        Bullets(tuple(said)),
        say_paragraph(language, f"officer.team_changed.{'others' if standing else 'none'}"),
        choices_now(facts, proposal_id=proposal_id, ranks=standing, language=language),
    )
    title = shortened(facts.title)
    return Letter(
        language,
        subject(language, facts.code, "officer.team_changed.subject", letter=letter, title=title),
        blocks,
        topic=f"request:{facts.id}",
    )


def _team(team: TeamFacts, language: str) -> list[Block]:
    score = fine_percent(team.score, language)
    return [
        Heading(say(language, "officer.team.heading", letter=team.letter, score=score)),
        Bullets(tuple(_member(member, language) for member in team.members)),
        Facts(_team_rows(team, language)),
    ]


def _team_rows(team: TeamFacts, language: str) -> tuple[tuple[str, str], ...]:
    rows = (
        ("common_dates", period_text(team.period, language)),
        ("cost", cost_words(team.cost_eur, team.fees, language)),
        ("rules_met", _rules(team, language, hard=True, met=True)),
        ("rules_unmet", _rules(team, language, hard=True, met=False)),
        ("wishes_met", _rules(team, language, hard=False, met=True)),
        ("wishes_unmet", _rules(team, language, hard=False, met=False)),
    )
    return tuple((label(language, name), value) for name, value in rows if value)


def cost_words(cost_eur: int | None, fees: int, language: str) -> str:
    """Estimated allowances, and how many fees come to them; '' if nothing is known."""
    if cost_eur is None:
        return ""
    euros = amount(cost_eur, language)
    return say_many(language, "desk.team.fees", fees, amount=euros) if fees else euros


def _rules(team: TeamFacts, language: str, *, hard: bool, met: bool) -> str:
    outcomes = (outcome for outcome in team.rules if outcome.hard is hard and outcome.met is met)
    return BETWEEN.join(rule_text(outcome, language) for outcome in outcomes)


def _member(member: MemberFacts, language: str) -> str:
    if not member.name:
        score = percent(member.score, language)
        return say(language, "officer.team.gone", code=member.code, score=score)
    who = say(
        language,
        "officer.team.member",
        name=member.name,
        country=country_name(member.country, language),
        standing=_standing(member, language),
        score=percent(member.score, language),
    )
    seat = say(language, "officer.team.seat", seat=member.seat_label) if member.seat_label else ""
    reasons = BETWEEN.join(reason_text(reason, language) for reason in member.reasons[:REASONS_SHOWN])
    return "\n".join(line for line in (who, seat, reasons) if line)


def _member_card(member: MemberFacts, language: str) -> list[Block]:
    """Who it is, and a line for each part of the score: the number first, then a bar, then the reason."""
    who, *_ = _member(member, language).split("\n")
    seat = say(language, "officer.team.seat", seat=member.seat_label) if member.seat_label else ""
    lines = [
        f"{percent(score, language)} {bar(score)} {say(language, f'desk.part.{name}')}{BETWEEN}{reason_text(reason, language)}"
        for name, score, reason in zip(PARTS, member.parts, member.reasons, strict=False)
    ]
    about = Paragraph("\n".join(part for part in (who, seat) if part))
    return [about, Bullets(tuple(lines))] if lines else [about]


def bar(score: float) -> str:
    """A score from 0 to 1 as ten strokes, no picture; the number before it says the same."""
    full = round(10 * min(max(score, 0.0), 1.0))
    return "|" * full + "." * (10 - full)


def _team_buttons(
    facts: RequestFacts, team: TeamFacts, of: int, proposal_id: int, language: str
) -> tuple[tuple[Choice, ...], ...]:
    approve = team_choice(team.letter, f"approve:{proposal_id}:{team.rank}", language=language)
    members = tuple(
        (
            Choice(say(language, "desk.swap", name=who), f"swap:{proposal_id}:{team.rank}:{member.id}"),
            Choice(say(language, "desk.pin", name=who), f"pin:{proposal_id}:{member.id}"),
            Choice(say(language, "desk.exclude", name=who), f"exclude:{proposal_id}:{member.id}"),
        )
        for member in team.members
        if member.name
        for who in (member.name.rpartition(" ")[2],)
    )
    others = tuple(
        Choice(say(language, "desk.team", letter=LETTERS[rank - 1]), f"team:{proposal_id}:{rank}")
        for rank in range(1, of + 1)
        if rank != team.rank
    )
    return tuple(
        row
        for row in (
            (approve,),
            *members,
            *(others[start : start + 4] for start in range(0, len(others), 4)),
            *_search_choices(proposal_id, language).rows,
            (Choice(say(language, "desk.see", code=facts.code), f"card:{facts.id}"),),
        )
        if row
    )


def _search_choices(proposal_id: int, language: str) -> Choices:
    """More teams, or why somebody is not among them."""
    row = (
        decision_choice("more", f"more:{proposal_id}", language=language),
        decision_choice("whynot", f"why:{proposal_id}", language=language),
    )
    return Choices((row,))


def _standing(member: MemberFacts, language: str) -> str:
    words = [
        say(language, f"values.{kind}.{value}")
        for kind, value in (("occupation", member.occupation), ("employment", member.employment))
        if value
    ]
    return ", ".join(word[:1].lower() + word[1:] for word in words)


def _decisions(teams: Sequence[TeamFacts], proposal_id: int, language: str) -> Choices:
    approve = tuple(
        team_choice(team.letter, f"approve:{proposal_id}:{team.rank}", language=language) for team in teams
    )
    look = tuple(
        Choice(say(language, "desk.team", letter=team.letter), f"team:{proposal_id}:{team.rank}")
        for team in teams
    )
    refusal = refusal_choice(f"none:{proposal_id}", language=language)
    searching = _search_choices(proposal_id, language).rows
    return Choices((*_in_threes(look), *_in_threes(approve), (refusal,), *searching))


def _in_threes(choices: Sequence[Choice]) -> tuple[tuple[Choice, ...], ...]:
    return tuple(tuple(choices[start : start + 3]) for start in range(0, len(choices), 3))


def _searched(certificate: Certificate, language: str) -> str:
    considered = certificate.candidates - sum(certificate.barred.values())
    return say(
        language,
        "officer.certificate.searched",
        candidates=certificate.candidates,
        considered=max(considered, 0),
    )


def _about(facts: RequestFacts, key: str, blocks: Sequence[Block], language: str) -> Letter:
    return about_request(facts, key, blocks, language, title=shortened(facts.title))
