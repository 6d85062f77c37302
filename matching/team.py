"""The best teams under all hard rules, with everything that is shown about them: rules, period, alternates."""

from collections import Counter
from collections.abc import Sequence

from config.rules import Rules
from matching.hunt import USUAL, Effort
from matching.need import Assessment, Candidate, Need, Reason, Search
from matching.obstacles import impossible, shortages, situation_of
from matching.pool import Pool
from matching.presented import certificate_of, nearly, outcome
from matching.question import question_of
from matching.ranking import seated
from matching.relaxations import unlocking
from matching.solve import best_lineups

Rows = Sequence[Sequence[Assessment]]


def find_teams(
    need: Need, candidates: Sequence[Candidate], assessments: Rows, rules: Rules, effort: Effort = USUAL
) -> Search:
    """The best teams of which no two are the same people, or what stands in the way of any."""
    need = seated(need, rules)
    question = question_of(need, Pool.of(candidates, need.window), assessments, rules)
    found = best_lineups(question, effort)
    barred = _barred(candidates, assessments)
    certificate = certificate_of(found, people=len(candidates), barred=barred)

    def assessed(seat: int, row: int) -> Assessment:
        return assessments[seat][row]

    if (search := outcome(question, found, certificate, assessed)) is not None:
        return search
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


def _barred(candidates: Sequence[Candidate], assessments: Rows) -> Counter[str]:
    """Of those barred from every seat, how many for each reason."""
    noes = [[row[n].barred for row in assessments] for n in range(len(candidates))]
    return Counter(reasons[0].key for reasons in noes if reasons and reasons[0] and all(reasons))
