"""A plan for needs as they stand in requests: ranked, planned together, and each planned team as it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from config.rules import Rules
from matching.ledger import Lineup
from matching.need import Assessment, Candidate, Need, Team
from matching.plan_columns import PlanEffort
from matching.planning import Asked, Planning, plan
from matching.pool import Pool
from matching.presented import team_of
from matching.propose import assessed
from matching.question import Question, question_of
from matching.solve import prepare
from matching.team import Rows
from matching.topics import Texts


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that waits for a team: what it needs, and who could go."""

    key: str
    need: Need
    candidates: Sequence[Candidate]
    besides: frozenset[frozenset[str]] = frozenset()
    """Teams that officers have turned down."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with its teams as they are shown, by request."""

    planning: Planning
    best: Mapping[str, Team]
    fair: Mapping[str, Team]
    alone: Mapping[str, Team]


def plan_needs(
    waiting: Sequence[Waiting], rules: Rules, effort: PlanEffort | None = None, texts: Texts | None = None
) -> Planned:
    """Teams for all of them together; it may take seconds and belongs in a thread. The rules say what fairness may cost."""
    asked, rows = [], {}
    for one in waiting:
        need, people, rows[one.key] = assessed(one.need, one.candidates, rules, texts)
        question = question_of(need, Pool.of(people, need.window), rows[one.key], rules)
        asked.append(Asked(one.key, question, one.besides))
    planning = plan(asked, effort or PlanEffort(most_loss=rules.plan_loss))
    shown = _Shown({one.key: one.question for one in asked}, rows)
    alone = {place.key: place.alone for place in planning.best.places}
    return Planned(
        planning,
        shown.teams({place.key: place.team for place in planning.best.places}),
        shown.teams({place.key: place.team for place in planning.fair.places}),
        shown.teams(alone),
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    questions: Mapping[str, Question]
    rows: Mapping[str, Rows]

    def teams(self, lineups: Mapping[str, Lineup | None]) -> dict[str, Team]:
        return {key: self._team(key, lineup) for key, lineup in lineups.items() if lineup}

    def _team(self, key: str, lineup: Lineup) -> Team:
        question = self.questions[key]

        def member(seat: int, row: int) -> Assessment:
            return self.rows[key][seat][row]

        return team_of(question, question.board(prepare(question).rows), lineup, member)
