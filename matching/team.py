"""The best teams under all hard rules, with everything that is shown about them: rules, period, alternates."""

from collections import Counter
from collections.abc import Sequence

from config.rules import Rules
from matching.hunt import USUAL, Effort
from matching.need import Assessment, Candidate, Certificate, Need, Reason, Search
from matching.obstacles import impossible, shortages, situation_of
from matching.pool import Pool
from matching.presented import nearly, team_of
from matching.question import question_of
from matching.ranking import seated
from matching.relaxations import unlocking
from matching.solve import Found, best_lineups

Rows = Sequence[Sequence[Assessment]]


def find_teams(
    need: Need, candidates: Sequence[Candidate], assessments: Rows, rules: Rules, effort: Effort = USUAL
) -> Search:
    """The best teams of which no two are the same people, or what stands in the way of any."""
    need = seated(need, rules)
    question = question_of(need, Pool.of(candidates, need.window), assessments, rules)
    found = best_lineups(question, effort)
    certificate = _certificate(candidates, assessments, found)

    def assessed(seat: int, row: int) -> Assessment:
        return assessments[seat][row]

    if found.lineups:
        teams = (team_of(question, found.board, lineup, assessed) for lineup in found.lineups)
        return Search(tuple(teams), certificate)
    if not found.proven:
        return Search((), certificate, (Reason("obstacle.search_stopped", {"nodes": found.nodes}),))
    plain = tuple(impossible(need, candidates, assessments))
    if plain:
        return Search((), certificate, plain)
    unlocked = unlocking(situation_of(need, candidates, assessments, rules))
    standing = (
        *shortages(need, candidates, assessments),
        *(said for one in unlocked for said in one.reasons()),
    )
    return Search(
        (),
        certificate,
        standing or (Reason("obstacle.no_single_change"),),
        nearly(question, unlocked, assessed),
    )


def _certificate(candidates: Sequence[Candidate], assessments: Rows, found: Found) -> Certificate:
    noes = [[row[n].barred for row in assessments] for n in range(len(candidates))]
    counts = Counter(reasons[0].key for reasons in noes if reasons and reasons[0] and all(reasons))
    return Certificate(
        len(candidates),
        dict(sorted(counts.items())),
        found.nodes,
        found.proven,
        found.gap,
        found.seed,
        found.threshold,
        found.ruled_out,
    )
