from datetime import date

import pytest

from intake.import_papers import DeliverableRow, EvaluationRow, read_deliverable, read_evaluation
from intake.import_row import Record, Refused, Taken

PAPER = {
    "action_code": "2015/7",
    "kind": "Mission report",
    "title": "Report of the first mission",
    "activity": "4a",
    "expert_id": "ex-0014",
    "due": "2015-05-01",
    "received": "2015-05-04",
    "checked": "2015-05-10",
    "edited": "",
    "note": "late",
}
JUDGEMENT = {"action_code": "2015-07", "evaluator": "Team leader", "score": "4", "date": "2015-06-01"}


def reasons(outcome: object) -> list[tuple[str, str]]:
    assert isinstance(outcome, Refused)
    return [(problem.column, problem.what) for problem in outcome.problems]


def test_a_paper_is_read_with_its_steps() -> None:
    assert read_deliverable(Record(2, PAPER)) == Taken(
        DeliverableRow(
            2, "2015-07", "exmr", "Report of the first mission", "4a", "EX-0014",
            due=date(2015, 5, 1), received=date(2015, 5, 4), checked=date(2015, 5, 10), note="late",
        )
    )  # fmt: skip


def test_a_paper_needs_action_kind_and_title() -> None:
    outcome = read_deliverable(Record(2, {"action_code": "", "kind": "poem", "title": ""}))

    assert reasons(outcome) == [("action_code", "empty"), ("kind", "unknown_word"), ("title", "empty")]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"received": ""}, ("checked", "not_received")),
        ({"checked": "2015-05-03"}, ("checked", "before_start")),
        ({"edited": "2015-01-01"}, ("edited", "before_start")),
    ],
)
def test_nothing_is_checked_before_it_has_come(cells: dict[str, str], reason: tuple[str, str]) -> None:
    assert reasons(read_deliverable(Record(2, PAPER | cells))) == [reason]


def test_an_action_is_evaluated_as_a_whole_where_no_expert_is_named() -> None:
    assert read_evaluation(Record(2, JUDGEMENT)) == Taken(
        EvaluationRow(2, "2015-07", "Team leader", 4, date(2015, 6, 1))
    )


def test_an_expert_is_flagged_with_a_reason() -> None:
    flagged = JUDGEMENT | {
        "expert_id": "EX-0014",
        "flagged": "yes",
        "flag_reason": "left early",
        "words": "no",
    }

    assert read_evaluation(Record(2, flagged)) == Taken(
        EvaluationRow(
            2, "2015-07", "Team leader", 4, date(2015, 6, 1),
            expert="EX-0014", words="no", flagged=True, flag_reason="left early",
        )
    )  # fmt: skip


def test_a_flag_without_a_reason_is_refused() -> None:
    assert reasons(read_evaluation(Record(2, JUDGEMENT | {"flagged": "yes"}))) == [
        ("flag_reason", "no_reason")
    ]


@pytest.mark.parametrize("score", ["0", "6", "-1", "3.5", "good"])
def test_a_score_lies_between_one_and_five(score: str) -> None:
    assert reasons(read_evaluation(Record(2, JUDGEMENT | {"score": score}))) == [("score", "bad_score")]


def test_every_reason_is_told() -> None:
    empty = dict.fromkeys(JUDGEMENT, "")

    assert {column for column, _ in reasons(read_evaluation(Record(2, empty)))} == set(JUDGEMENT)
