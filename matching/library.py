"""Matching as a library: every name that somebody with a pool of their own needs, a million experts included.

`docs/matching.md` is its tutorial. `propose` takes candidates one by one, `teams_for` whole columns and scores.
"""

from collections.abc import Mapping

import numpy as np

from config.languages import Level
from config.periods import Period
from config.rules import Rule, Rules, Weights, Wish, load_rules
from matching.assignment import Assignment, assign
from matching.availability import Calendar, availability
from matching.beyond import best_beyond
from matching.board import UNITS, as_score
from matching.experience import experience
from matching.hunt import USUAL, Effort
from matching.languages import language
from matching.need import (
    Assessment,
    Candidate,
    LanguageNeed,
    Need,
    Part,
    Price,
    Profile,
    Reason,
    Represented,
    Search,
    Team,
)
from matching.plan_columns import PlanEffort
from matching.plan_needs import Planned, Waiting, plan_needs
from matching.planning import Asked, Planning, plan
from matching.pool import Column, Pool
from matching.presented import certificate_of, nearly, outcome
from matching.prices import prices
from matching.programme import Linear
from matching.propose import propose, propose_priced
from matching.question import Question
from matching.relaxations import unlocking
from matching.relevance.document import Document, Expert
from matching.relevance.index import learn_index
from matching.relevance.pool import learn_pool
from matching.rules import clauses
from matching.situation import Situation, bars
from matching.solve import Prepared, answer, prepare
from matching.why_not import Barred, Costs, InBestTeam, NotAmongThem, NoTeamWith, why_not

__all__ = [
    "Asked",
    "Assessment",
    "Assignment",
    "Barred",
    "Calendar",
    "Candidate",
    "Column",
    "Costs",
    "Document",
    "Effort",
    "Expert",
    "InBestTeam",
    "LanguageNeed",
    "Level",
    "Linear",
    "Need",
    "NoTeamWith",
    "NotAmongThem",
    "Part",
    "Period",
    "PlanEffort",
    "Planned",
    "Planning",
    "Pool",
    "Prepared",
    "Price",
    "Profile",
    "Reason",
    "Represented",
    "Rule",
    "Rules",
    "Search",
    "Situation",
    "Team",
    "Waiting",
    "Weights",
    "Wish",
    "answer",
    "as_score",
    "assign",
    "best_beyond",
    "learn_index",
    "learn_pool",
    "load_rules",
    "plan",
    "plan_needs",
    "prepare",
    "prices",
    "propose",
    "propose_priced",
    "teams_again",
    "teams_for",
    "unlocking",
    "why_not",
]


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
