"""The picture of a proposal, from nothing but its stored row and the names of today: an old one gives the same picture."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.texts.facts import LETTERS, MemberFacts, RequestFacts, TeamFacts
from config.periods import Period
from matching.availability import Calendar
from matching.need import Member, Team
from matching.proposal_json import need_from_json, team_from_json
from matching.team_calendars import KnownDays, calendars_from_json
from matching.team_score import best_possible, share_of_best
from reporting.proposal_picture import PARTS, Days, MemberPicture, ProposalPicture, TeamPicture
from storage.missions import Proposal

CALENDARS, HOLIDAYS = "calendars", "holidays"
"""Where a proposal keeps the days of its members, and the public holidays of the partner country."""
_MEMBER_PARTS = PARTS[:4]


def picture_of(
    proposal: Proposal, facts: RequestFacts, teams: Sequence[TeamFacts], *, language: str
) -> ProposalPicture | None:
    """What the picture shows to a reader of this language; None if there is no team to show."""
    kept = proposal.basis.get("need")
    if not teams or not isinstance(kept, dict):
        return None
    need = need_from_json(kept)
    window = Calendar.of(need.window).window  # an endless one is cut, as it was for the search
    calendars = calendars_from_json(proposal.basis.get(CALENDARS))
    stored = [team_from_json(team) for team in proposal.teams]
    shown = (
        _team(_within(team, window), told, proposal.basis.get("rules"), calendars)
        for team, told in zip(stored, teams, strict=True)
    )
    return ProposalPicture(
        language=language,
        code=facts.code,
        title=facts.title,
        country=need.country,
        window=window,
        days=need.days,
        teams=tuple(shown),
        holidays=tuple(day for day in _dates(proposal.basis.get(HOLIDAYS)) if day <= window.end),
    )


def _within(team: Team, window: Period) -> Team:
    return replace(team, period=team.period.overlap(window) or window)


def _team(team: Team, told: TeamFacts, rules: object, calendars: Mapping[str, KnownDays]) -> TeamPicture:
    members = tuple(
        _member(member, who, rules, calendars.get(member.key))
        for member, who in zip(team.members, told.members, strict=True)
    )
    best = best_possible(team, rules) or 1.0
    parts = [sum(member.parts[place] for member in members) / best for place in range(len(_MEMBER_PARTS))]
    wishes = max(0.0, team.score - sum(member.score for member in members)) / best
    return TeamPicture(
        LETTERS[told.rank - 1], share_of_best(team, rules), (*parts, wishes), members, team.period
    )


def _member(member: Member, told: MemberFacts, rules: object, known: KnownDays | None) -> MemberPicture:
    one = member.assessment
    weights = _weights(rules)
    parts = [weights[name] * getattr(one, name).score for name in _MEMBER_PARTS]
    return MemberPicture(
        code=member.key,
        name=told.name,
        country=told.country,
        score=one.total,
        parts=tuple(round(part, 4) for part in parts),
        days=Days(known.free, known.busy) if known else None,
    )


def _weights(rules: object) -> Mapping[str, float]:
    """What each part counts, of one; as kept with the proposal."""
    kept = rules.get("weights") if isinstance(rules, Mapping) else None
    weights = {name: max(float(kept[name]), 0.0) if kept else 1.0 for name in _MEMBER_PARTS}
    whole = sum(weights.values()) or 1.0
    return {name: weight / whole for name, weight in weights.items()}


def _dates(kept: object) -> tuple[date, ...]:
    return tuple(date.fromisoformat(str(day)) for day in kept) if isinstance(kept, list) else ()
