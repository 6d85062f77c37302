from datetime import date

import pytest

from config.languages import INTERFACE_LANGUAGES
from reporting.history import History
from reporting.interim import CHAPTERS, interim
from reporting.paper import Paper
from reporting.reports import REPORTS
from reporting.spans import Span
from tests.reporting.papers import HALF_YEAR, MOMENT
from tests.reporting.past import facility


def document(history: History, span: Span | None = None, language: str = "en") -> Paper:
    return interim(history, span, language=language, facility="Facility")


def test_every_table_figure_and_annex_of_the_public_report_stands_in_one_chapter() -> None:
    placed = [name for names in CHAPTERS.values() for name in names]

    assert len(placed) == len(set(placed)) == 21
    assert set(placed) <= set(REPORTS)


def test_sentences_tell_the_numbers_of_the_whole_time() -> None:
    told = {chapter.title: " ".join(chapter.sentences) for chapter in document(facility()).chapters}

    assert told["Requests"] == (
        "67 requests were received, from 33 countries. Where they stand: Completed 23, Completed (merged) 8, "
        "Rejected 16, Rejected (closed) 3, Request 3 and Ongoing 14."
    )
    assert told["Actions"].endswith("Among them is work outside any request: ADB.")
    assert told["Work of experts"] == "1,731.5 days of expert work were rendered, for 34 actions."
    assert told["Experts"].startswith("73 experts from 23 countries were mobilised. 20 of them are women.")


def test_over_a_period_sentences_tell_of_it_and_of_the_register() -> None:
    requests = document(facility(), HALF_YEAR).chapters[0]

    assert requests.sentences[0] == "12 requests were received, from 7 countries."
    assert requests.sentences[-1] == "The register holds 67 requests in all."


def test_figures_over_time_begin_with_the_registers_whatever_the_period() -> None:
    parts = {part.page.name: part for part in document(facility(), HALF_YEAR).parts}

    assert parts["figure1"].page.span.startswith("Period: until 30 September 2016.")
    assert len(parts["figure1"].table.lines) > 3
    assert parts["table2"].page.span.startswith("Period: 1 April - 30 September 2016.")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_facility_in_which_nothing_happened_has_a_report_too(language: str) -> None:
    empty = document(History(MOMENT), Span(date(2016, 1, 1)), language)

    assert all(part.is_empty for part in empty.parts)
    assert all(chapter.sentences for chapter in empty.chapters)
