from dataclasses import replace
from fractions import Fraction

from reporting.course import Course, Skills
from reporting.history import History
from reporting.table import Cell, Naming, Table
from reporting.tables.answers import acceptance, expert_statistics
from reporting.words import label_of
from storage.states import InquiryStatus
from tests.reporting.courses import NOW, inquiry, on_its_way
from tests.reporting.past import expert, total_of


def cells(table: Table, naming: Naming) -> dict[str, tuple[Cell, ...]]:
    return {line.key: line.cells for line in table.lines if line.naming is naming}


def test_answers_are_counted_under_each_group_of_who_was_asked() -> None:
    table = acceptance(on_its_way())

    assert cells(table, Naming.GENDER) == {
        "man": (1, None, None, None, 1, None),
        "woman": (2, 1, None, None, 1, None),
    }
    assert cells(table, Naming.REGION)["Africa"] == (1, None, None, None, 1, None)
    assert cells(table, Naming.LANGUAGE) == {
        "en": (1, 1, None, None, None, None),
        "fr": (2, 1, None, None, 1, None),
    }
    assert total_of(table) == (3, 1, None, None, 2, None)


def test_a_rate_is_told_from_five_final_answers_on_and_silence_is_one() -> None:
    final = [InquiryStatus.ACCEPTED, InquiryStatus.ACCEPTED, InquiryStatus.DECLINED, InquiryStatus.EXPIRED]
    few = tuple(inquiry(status=status) for status in final)
    base = on_its_way()

    def rate(*asked: InquiryStatus) -> Cell:
        course = replace(base.course, inquiries=(*few, *(inquiry(status=one) for one in asked)))
        return total_of(acceptance(replace(base, course=course)))[-1]

    assert rate(InquiryStatus.ASKED) is None
    assert rate(InquiryStatus.EXPIRED) == Fraction(2, 5)
    assert rate(InquiryStatus.EXPIRED, InquiryStatus.WITHDRAWN) == Fraction(2, 5)


def test_what_the_register_does_not_say_of_somebody_has_a_line_of_its_own() -> None:
    history = History(
        NOW, experts=(expert(gender="", region=""),), course=Course(inquiries=(inquiry(), inquiry("EX-9")))
    )

    lines = acceptance(history).lines

    assert [label_of(line, "en") for line in lines] == ["Not known", "Public", "Not known"]


def test_the_register_is_told_by_sector_language_and_area() -> None:
    table = expert_statistics(on_its_way())

    assert cells(table, Naming.OCCUPATION) == {"private": (1, None, 1, None), "public": (2, 1, 2, 1)}
    assert cells(table, Naming.LANGUAGE) == {"en": (1, None, 1, 1), "fr": (2, 1, 2, 1)}
    assert cells(table, Naming.AREA) == {"social_pensions": (2, 1, 2, 1)}
    assert total_of(table) == (3, 1, 3, 1)


def test_an_empty_register_is_told_as_one() -> None:
    history = History(NOW, course=Course(skills=Skills()))

    assert total_of(expert_statistics(history)) == (0, 0, 0, 0)
    assert total_of(acceptance(history)) == (0, None, None, None, None, None)
