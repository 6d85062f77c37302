from dataclasses import replace
from fractions import Fraction

from reporting.course import Course
from reporting.history import History
from reporting.tables.actions import overview, silence
from storage.states import InquiryStatus, MissionStatus
from tests.reporting.courses import NOW, inquiry, mission, on_its_way
from tests.reporting.past import request


def test_each_action_tells_where_it_stands_and_what_it_took() -> None:
    table = overview(on_its_way())

    assert [(line.key, line.cells) for line in table.lines] == [
        ("2026-01", ("TG", "", "approved", "nobody", "2026-02-10", 2, 40, Fraction(10_000))),
        ("2026-02", ("VN", "", "checking", "partner", "2026-02-25", None, None, None)),
    ]
    assert table.total is not None
    assert table.total.cells[5:] == (2, 40, Fraction(10_000))


def test_what_was_paid_counts_before_what_was_estimated_and_what_was_cancelled_not_at_all() -> None:
    missions = (
        mission(1, actual_cents=900_000),
        mission(2, estimated_cents=50_000),
        mission(3, status=MissionStatus.CANCELLED),
    )

    table = overview(replace(on_its_way(), missions=missions))

    assert table.lines[0].cells[-1] == Fraction(9_500)


def test_without_a_course_nobody_has_a_turn() -> None:
    (line,) = overview(History(NOW, (request(),))).lines

    assert line.cells[3:5] == ("", "")


def test_the_longest_silence_comes_first_with_whose_turn_it_is() -> None:
    assert [(line.key, *line.cells[1:]) for line in silence(on_its_way()).lines] == [
        ("2026-01", "experts", "EX-0003", "2026-02-20", 10, "2026-02-27", "2026-02-23"),
        ("2026-02", "partner", "", "2026-02-25", 5, "", ""),
        ("2026-01", "officer", "EX-0002", "2026-02-28", 2, "", ""),
    ]


def test_answers_end_a_silence_and_so_does_taking_the_question_back() -> None:
    over = (InquiryStatus.ACCEPTED, InquiryStatus.DECLINED, InquiryStatus.EXPIRED, InquiryStatus.WITHDRAWN)
    course = Course(inquiries=tuple(inquiry(status=status) for status in over))

    assert silence(replace(on_its_way(), course=course)).lines == ()
