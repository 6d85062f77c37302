"""How proposed teams are put before officers: scores, reasons, rules, cost, and how the result was proven."""

from collections.abc import Sequence

from bot.texts.choices import choices_now, refusal_choice, search_choices, team_choice
from bot.texts.facts import MemberFacts, RequestFacts, TeamFacts
from bot.texts.letter import Block, Bullets, Choices, Facts, Heading, Letter, Paragraph
from bot.texts.reasons import reason_text, rule_text
from bot.texts.rows import (
    amount,
    as_written,
    facts_of,
    fine_percent,
    label,
    percent,
    request_rows,
    say_paragraph,
    shortened,
    subject,
)
from config.countries import country_name
from config.periods import Period
from config.texts import period_text, say, say_many
from matching.need import Certificate, Reason

REASONS_SHOWN = 4
BETWEEN = " · "
"""Between short phrases of one line: no comma, because phrases have commas of their own."""


def proposal(
    facts: RequestFacts,
    *,
    proposal_id: int,
    teams: Sequence[TeamFacts],
    certificate: Certificate,
    obstacles: Sequence[Reason] = (),
    language: str,
) -> Letter:
    """The teams, best first, each with its reasons and rules; approve one or reject all."""
    if not teams:
        return no_team(facts, certificate=certificate, obstacles=obstacles, language=language)
    intro, *shown = teams_shown(
        facts, teams=teams, proposal_id=proposal_id, certificate=certificate, language=language
    )
    blocks = [intro, facts_of(language, request_rows(facts, language)[1:]), *shown]
    return _about(facts, "officer.proposal.subject", blocks, language)


def teams_shown(
    facts: RequestFacts,
    *,
    teams: Sequence[TeamFacts],
    proposal_id: int,
    certificate: Certificate,
    language: str,
) -> tuple[Block, ...]:
    """The teams, how they were found, and the decisions, for a reader who knows the request."""
    return (
        Paragraph(say_many(language, "officer.proposal.intro", len(teams), title=facts.title)),
        *(block for team in teams for block in _team(team, language)),
        Heading(say(language, "officer.proposal.how")),
        Paragraph(certificate_text(certificate, language=language)),
        say_paragraph(language, "officer.proposal.ask"),
        _decisions(teams, proposal_id, language),
    )


def no_team(
    facts: RequestFacts, *, certificate: Certificate, obstacles: Sequence[Reason], language: str
) -> Letter:
    """No team meets every hard rule: what stands in the way."""
    blocks: list[Block] = [
        say_paragraph(language, "officer.no_team.sorry", title=facts.title),
        facts_of(language, request_rows(facts, language)[1:]),
    ]
    if obstacles:
        blocks.append(Heading(say(language, "officer.no_team.obstacles")))
        blocks.append(Bullets(tuple(reason_text(reason, language) for reason in obstacles)))
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
        ("cost", amount(team.cost_eur, language) if team.cost_eur is not None else ""),
        ("rules_met", _rules(team, language, hard=True, met=True)),
        ("rules_unmet", _rules(team, language, hard=True, met=False)),
        ("wishes_met", _rules(team, language, hard=False, met=True)),
        ("wishes_unmet", _rules(team, language, hard=False, met=False)),
    )
    return tuple((label(language, name), value) for name, value in rows if value)


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
    return Choices((approve, (refusal_choice(f"none:{proposal_id}", language=language),)))


def _searched(certificate: Certificate, language: str) -> str:
    considered = certificate.candidates - sum(certificate.barred.values())
    return say(
        language,
        "officer.certificate.searched",
        candidates=certificate.candidates,
        considered=max(considered, 0),
    )


def _about(facts: RequestFacts, key: str, blocks: Sequence[Block], language: str) -> Letter:
    title = shortened(facts.title)
    return Letter(
        language,
        subject(language, facts.code, key, title=title),
        tuple(blocks),
        topic=f"request:{facts.id}",
    )
