"""The best teams under all hard rules, with everything that is shown about them: rules, period, alternates."""

from collections import Counter
from collections.abc import Sequence

from config.rules import Rules
from matching.alternates import alternates
from matching.availability import Calendar, common_period
from matching.board import Board, as_score, set_up
from matching.hunt import USUAL, Effort, Found, Lineup, best_lineups
from matching.need import Assessment, Candidate, Certificate, Member, Need, Reason, Search, Team
from matching.obstacles import Situation, obstacles
from matching.ranking import seated
from matching.rules import clauses, judge


def find_teams(
    need: Need,
    candidates: Sequence[Candidate],
    assessments: Sequence[Sequence[Assessment]],
    rules: Rules,
    effort: Effort = USUAL,
) -> Search:
    """The best teams of which no two are the same people, or what stands in the way of any."""
    need = seated(need, rules)
    board = set_up(need, candidates, assessments, clauses(need, rules))
    missing_pins = need.pinned - {candidate.key for candidate in board.candidates}
    if missing_pins:
        small, found = board, Found((), nodes=0, proven=True, gap=0.0)
    else:
        small, found = best_lineups(board, effort)
    teams = tuple(_team(board, small, lineup, assessments, candidates) for lineup in found.lineups)
    certificate = _certificate(candidates, assessments, found)
    if teams:
        return Search(teams, certificate)
    if not found.proven:
        return Search((), certificate, (Reason("obstacle.search_stopped", {"nodes": found.nodes}),))
    return Search((), certificate, obstacles(Situation(need, candidates, rules), assessments))


def _team(
    board: Board,
    small: Board,
    lineup: Lineup,
    assessments: Sequence[Sequence[Assessment]],
    candidates: Sequence[Candidate],
) -> Team:
    need = board.need
    places = {candidate.key: n for n, candidate in enumerate(board.candidates)}
    team = tuple(places[key] for key in _seating(small, lineup))
    people = [board.candidates[n] for n in team]
    row = {id(candidate): n for n, candidate in enumerate(candidates)}
    members = tuple(Member(seat, one.key, assessments[seat][row[id(one)]]) for seat, one in enumerate(people))
    calendar = Calendar.of(need.window)
    return Team(
        members=members,
        score=as_score(lineup.value),
        period=common_period((calendar.possible(one) for one in people), calendar) or need.window,
        rules=tuple(judge(need, clause, people) for clause in board.clauses),
        alternates=tuple(alternates(board, team, seat) for seat in range(len(team))),
    )


def _seating(board: Board, lineup: Lineup) -> list[str]:
    """Who takes which seat; among seats of one kind the better candidate comes first."""
    seats: dict[int, str] = {}
    free = [list(kind) for kind in board.kinds]
    for kind, position in lineup.picks:
        seats[free[kind].pop(0)] = board.candidates[position].key
    return [seats[seat] for seat in sorted(seats)]


def _certificate(
    candidates: Sequence[Candidate], assessments: Sequence[Sequence[Assessment]], found: Found
) -> Certificate:
    noes = [[row[n].barred for row in assessments] for n in range(len(candidates))]
    counts = Counter(reasons[0].key for reasons in noes if reasons and reasons[0] and all(reasons))
    return Certificate(len(candidates), dict(sorted(counts.items())), found.nodes, found.proven, found.gap)
