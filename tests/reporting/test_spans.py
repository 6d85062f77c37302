from dataclasses import replace
from datetime import date

import pytest

from config.languages import INTERFACE_LANGUAGES
from reporting.history import PastActivity, PastMission, Rendered
from reporting.reports import REPORTS
from reporting.spans import DATINGS, Dating, Span, dating_of, span_note, span_text, within, worked_on
from storage.states import MissionStatus
from tests.reporting.papers import HALF_YEAR, small

MISSION = PastMission(7, "2016-01", MissionStatus.COMPLETED, date(2016, 10, 3), date(2016, 10, 7))


def test_a_span_holds_its_first_and_last_day_and_nothing_without_a_day() -> None:
    days = [date(2016, 3, 31), date(2016, 4, 1), date(2016, 9, 30), date(2016, 10, 1), None]

    assert [HALF_YEAR.holds(day) for day in days] == [False, True, True, False, False]


def test_an_open_end_holds_everything_beyond_it() -> None:
    assert Span(start=date(2016, 4, 1)).holds(date(2030, 1, 1))
    assert Span(end=date(2016, 4, 1)).holds(date(1999, 1, 1))


def test_without_a_span_nothing_is_left_out() -> None:
    assert within(small(), None, Dating.RECEIVED) is small()


def test_requests_belong_to_the_span_they_were_received_in_with_their_work() -> None:
    seen = within(small(), HALF_YEAR, Dating.RECEIVED)

    assert [one.code for one in seen.requests] == ["2016-01"]
    assert {one.action for one in seen.rendered} == {"2016-01"}
    assert seen.experts == small().experts


def test_work_belongs_to_the_span_its_mission_began_in_else_its_request_was_received_in() -> None:
    rendered = (Rendered("2016-01", "EX-0001", 4), Rendered("2016-01", "EX-0002", 8, mission=7))
    history = replace(small(), rendered=rendered, missions=(MISSION,))

    seen = within(history, HALF_YEAR, Dating.WORKED)

    assert seen.rendered == rendered[:1]
    assert seen.requests == history.requests
    assert [worked_on(history)(one) for one in rendered] == [date(2016, 5, 2), date(2016, 10, 3)]


def test_annex_a_keeps_what_began_in_the_span_and_activities_without_a_day() -> None:
    activities = tuple(
        PastActivity(n, n, "", day)
        for n, day in (("1", date(2016, 5, 1)), ("2", date(2016, 12, 1)), ("3", None))
    )
    one = replace(small().requests[0], activities=activities)
    history = replace(small(), requests=(one,), missions=(MISSION,))

    seen = within(history, HALF_YEAR, Dating.BEGUN)

    assert [activity.number for activity in seen.requests[0].activities] == ["1", "3"]
    assert seen.missions == ()


def test_registers_without_days_stay_as_they_are() -> None:
    assert within(small(), HALF_YEAR, Dating.TIMELESS) is small()


def test_every_report_of_the_public_one_is_dated() -> None:
    assert set(DATINGS) <= set(REPORTS)
    assert dating_of("table6") is Dating.TIMELESS
    assert dating_of("a report of tomorrow") is Dating.TIMELESS


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (HALF_YEAR, "1 April - 30 September 2016"),
        (Span(start=date(2016, 4, 1)), "from 1 April 2016 on"),
        (Span(end=date(2016, 9, 30)), "until 30 September 2016"),
        (Span(), ""),
    ],
)
def test_a_span_is_told_in_words(span: Span, words: str) -> None:
    assert span_text(span, "en") == words


def test_what_has_no_date_is_told_because_it_is_left_out() -> None:
    undated = replace(
        small(),
        requests=(replace(small().requests[0], received_on=None), small().requests[1]),
        rendered=(Rendered("ADB", "EX-0001", 62),),
    )

    assert span_note(undated, HALF_YEAR, Dating.RECEIVED, "en").endswith(
        "1 request has no date and is left out."
    )
    assert span_note(undated, HALF_YEAR, Dating.WORKED, "en").endswith(
        "Work without any date is left out: 15.5 days."
    )


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("dating", Dating)
def test_every_language_tells_what_a_period_means(dating: Dating, language: str) -> None:
    note = span_note(small(), HALF_YEAR, dating, language)

    assert span_text(HALF_YEAR, language) in note
