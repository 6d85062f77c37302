import pytest

from bot.texts.letter import Bullets, Choices, Letter
from bot.texts.render import as_telegram
from bot.texts.report_letter import (
    GROUPS,
    enough_reports,
    no_such_report,
    report_failed,
    report_letter,
    which_report,
)
from config.languages import INTERFACE_LANGUAGES
from reporting.reading import NAMES, paper_for
from tests.reporting.courses import on_its_way
from tests.reporting.past import facility


def words(letter: Letter) -> str:
    return "\n".join(html for html, _ in as_telegram(letter))


def sent(name: str, language: str = "en", *, scheduled: bool = False, attached: bool = True) -> Letter:
    paper = paper_for(name, facility(), None, language=language, facility="TEST")
    return report_letter(paper, documents=(3,), scheduled=scheduled, attached=attached)


def test_every_report_stands_in_one_group_of_the_list() -> None:
    listed = [name for names in GROUPS.values() for name in names]

    assert sorted(listed) == sorted(NAMES)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_the_list_shows_groups_and_each_group_its_reports_as_buttons(language: str) -> None:
    first = which_report("", by_mail=False, language=language)
    (choices,) = [block for block in first.blocks if isinstance(block, Choices)]

    assert [row[0].action for row in choices.rows] == [f"reports:{key}" for key in GROUPS]
    for key, names in GROUPS.items():
        (group,) = [
            block
            for block in which_report(key, by_mail=False, language=language).blocks
            if isinstance(block, Choices)
        ]
        assert [row[0].action for row in group.rows] == [f"report:{name}" for name in names]


def test_a_mail_lists_all_with_the_words_that_order_them() -> None:
    letter = which_report("", by_mail=True, language="en")

    (lines,) = [block.items for block in letter.blocks if isinstance(block, Bullets)]
    assert "table2 - Requests received, by region, country and status" in lines
    assert "REPORT table2" in words(letter)


def test_a_table_is_told_by_its_outermost_lines_and_its_sum() -> None:
    text = words(sent("table2"))

    assert "Africa - Completed" in text
    assert "Grand total" in text
    assert "The file has all lines." in text
    assert "Togo" not in text


def test_a_long_list_is_cut_and_keeps_its_last_line() -> None:
    (lines,) = [block.items for block in sent("annex-b").blocks if isinstance(block, Bullets)]

    assert len(lines) == 12
    assert lines[-1].startswith("2016-")


def test_a_figure_is_told_in_words() -> None:
    assert "Requests received" in words(sent("figure1"))


def test_the_whole_report_is_told_by_its_sentences() -> None:
    assert "67 requests" in words(sent("interim"))


def test_what_has_nothing_to_count_says_so() -> None:
    assert "nothing to count" in words(sent("silence"))


def test_where_no_file_can_be_sent_the_command_for_it_is_named() -> None:
    assert "muster report table2 -o table2.pdf" in words(sent("table2", attached=False))


def test_what_comes_by_itself_says_so() -> None:
    assert "by itself" in words(sent("table2", scheduled=True))


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_letter_has_its_words_in_every_language(language: str) -> None:
    paper = paper_for("overview", on_its_way(), None, language=language, facility="TEST")
    letters = (
        no_such_report("table9", ["table2"], language=language),
        no_such_report("x", [], language=language),
        enough_reports(40, language=language),
        report_failed("interim", language=language),
        report_letter(paper, documents=(), scheduled=True, attached=False),
    )

    assert all(letter.subject and words(letter) for letter in letters)
