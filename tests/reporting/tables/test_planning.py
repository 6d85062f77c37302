from dataclasses import replace
from datetime import date

import pytest

from config.periods import Period
from reporting.history import History
from reporting.tables.planning import months_of, next_months, planning
from storage.states import MissionStatus
from tests.reporting.courses import NOW, mission, on_its_way


def test_a_mission_stands_in_each_month_it_touches_with_its_team() -> None:
    table = planning(on_its_way())

    told = [(line.key, line.cells[6:], [part.cells[4:6] for part in line.parts]) for line in table.lines]
    assert told == [
        ("2026-03-01", (1, 2), [("EX-0001, EX-0002", "")]),
        ("2026-04-01", (1, 2), [("EX-0001, EX-0002", "")]),
        *((f"2026-{month:02d}-01", (None, None), []) for month in range(5, 9)),
    ]


def test_holidays_of_the_partner_country_are_those_of_the_mission_in_that_month() -> None:
    history = replace(on_its_way(), missions=(mission(start=date(2026, 4, 20), end=date(2026, 5, 8)),))

    april, may = planning(history).lines[1:3]

    assert april.parts[0].cells == (
        "TG",
        "mission_confirmed",
        "2026-04-20",
        "2026-05-08",
        "EX-0001, EX-0002",
        "2026-04-27",
        None,
        2,
    )
    assert may.parts[0].cells[5] == "2026-05-01"


def test_cancelled_missions_are_nowhere() -> None:
    history = replace(on_its_way(), missions=(mission(status=MissionStatus.CANCELLED),))

    assert not any(line.parts for line in planning(history).lines)


def test_a_mission_of_an_action_nobody_registered_is_shown_without_a_country() -> None:
    history = History(NOW, missions=(mission(action="ADB"),))

    assert planning(history).lines[0].parts[0].cells[0] == ""


@pytest.mark.parametrize(
    ("today", "end"), [(date(2026, 3, 31), date(2026, 8, 31)), (date(2026, 11, 2), date(2027, 4, 30))]
)
def test_six_months_begin_with_this_one(today: date, end: date) -> None:
    assert next_months(today) == Period(today, end)


def test_a_period_is_cut_into_its_months() -> None:
    assert list(months_of(Period(date(2026, 12, 24), date(2027, 2, 3)))) == [
        Period(date(2026, 12, 24), date(2026, 12, 31)),
        Period(date(2027, 1, 1), date(2027, 1, 31)),
        Period(date(2027, 2, 1), date(2027, 2, 3)),
    ]


def test_the_end_of_the_calendar_and_a_century_are_no_trouble() -> None:
    assert len(list(months_of(Period(date(2026, 1, 1), date.max)))) == 120
    assert len(list(months_of(Period(date(9999, 11, 1), date.max)))) == 2
