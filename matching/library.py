"""Teams out of arrays: the whole of matching for who brings a pool and scores of their own, a million experts included."""

from collections.abc import Mapping

import numpy as np

from matching.availability import availability
from matching.board import UNITS
from matching.experience import experience
from matching.hunt import USUAL, Effort
from matching.languages import language
from matching.need import Assessment, Part, Reason, Search
from matching.presented import certificate_of, nearly, outcome
from matching.question import Question
from matching.relaxations import unlocking
from matching.rules import clauses
from matching.situation import Situation, bars
from matching.solve import Prepared, answer, prepare


def teams_for(now: Situation, effort: Effort = USUAL) -> Search:
    """The best teams with reasons, or what stands in the way of any; never an exception."""
    return teams_again(now, prepare(now.question()), effort)


def teams_again(now: Situation, prepared: Prepared, effort: Effort = USUAL) -> Search:
    """The same for a prepared question: with people set, left out or held since, it is answered in milliseconds."""
    question, found = prepared.question, answer(prepared, effort)
    certificate = certificate_of(found, people=len(now.pool), barred=_barred(now))

    def assessed(seat: int, row: int) -> Assessment:
        return _assessment(now, question, seat, row)

    if (search := outcome(question, found, certificate, assessed)) is not None:
        return search
    unlocked = unlocking(now)
    reasons = tuple(reason for one in unlocked for reason in one.reasons())
    standing = reasons or (
        Reason("obstacle.no_single_change" if len(now.pool) else "obstacle.nobody_registered"),
    )
    return Search((), certificate, standing, nearly(question, unlocked, assessed))


def _assessment(now: Situation, question: Question, seat: int, row: int) -> Assessment:
    """What is known of a member besides the score that was given."""
    one = question.pool.candidate(row)
    kind = next(n for n, seats in enumerate(question.kinds) if seat in seats)
    score = int(now.scores[kind, row]) / UNITS
    calendar = question.pool.calendar_of(question.need.window)
    free, _ = availability(
        one, calendar, days=max(question.need.days, 1), unknown=now.rules.unknown_availability
    )
    return Assessment(
        one.key,
        Part(score, Reason("topic.text_only", {"share": round(100 * score)})),
        language(one, question.need.languages)[0],
        free,
        experience(one)[0],
        score,
    )


def _barred(now: Situation) -> Mapping[str, int]:
    """Of everybody barred, how many for each reason; who is barred for two counts for both."""
    return {
        key: count
        for key, marks in bars(now.need, now.pool, clauses(now.need, now.rules)).items()
        if (count := int(np.count_nonzero(marks)))
    }
