from dataclasses import replace
from datetime import date, timedelta

import pytest

from config.languages import INTERFACE_LANGUAGES
from reporting.history import History, PastActivity, PastMission, Rendered
from reporting.past import Past, caveat, end_of, load_past, then
from storage.database import Database
from storage.life import move_request
from storage.states import MissionStatus, RequestStatus
from tests.factories import add_request
from tests.reporting.papers import MOMENT
from tests.reporting.past import request

RECEIVED = end_of(date(2016, 5, 2))


async def past(database: Database, day: date) -> Past:
    async with database.snapshot() as session:
        return await load_past(session, day, allowance_eur_per_day=250)


async def checked_and_rejected(database: Database) -> None:
    """One request, received on 2 May, checked on 10 May and rejected on 1 June."""
    async with database.transaction() as session:
        row = await add_request(
            session, code="2016-01", status=RequestStatus.RECEIVED, received_at=RECEIVED, created_at=RECEIVED
        )
        for days, status in ((8, RequestStatus.CHECKING), (30, RequestStatus.REJECTED)):
            await move_request(
                session, row, status, now=RECEIVED + timedelta(days=days), actor="officer:1", reason="x"
            )


@pytest.mark.parametrize(
    ("day", "statuses"),
    [
        (date(2016, 5, 1), []),
        (date(2016, 5, 2), [RequestStatus.RECEIVED]),
        (date(2016, 5, 10), [RequestStatus.CHECKING]),
        (date(2016, 5, 31), [RequestStatus.CHECKING]),
        (date(2016, 12, 31), [RequestStatus.REJECTED]),
    ],
    ids=["before", "received", "checked", "the day before", "rejected"],
)
async def test_a_request_has_the_status_the_journal_tells_of_that_day(
    sqlite_database: Database, day: date, statuses: list[RequestStatus]
) -> None:
    await checked_and_rejected(sqlite_database)

    seen = await past(sqlite_database, day)

    assert [one.status for one in seen.history.requests] == statuses
    assert seen.told_later == 0
    assert seen.history.as_of == end_of(day)


async def test_a_request_read_from_a_file_later_keeps_the_status_of_the_file(
    sqlite_database: Database,
) -> None:
    async with sqlite_database.transaction() as session:
        await add_request(
            session, code="2016-01", status=RequestStatus.COMPLETED, received_at=RECEIVED, created_at=MOMENT
        )

    seen = await past(sqlite_database, date(2016, 6, 30))

    assert [one.status for one in seen.history.requests] == [RequestStatus.COMPLETED]
    assert seen.told_later == 1


def test_what_came_later_is_left_out_and_what_has_no_date_stays_only_as_an_activity() -> None:
    activities = tuple(
        PastActivity(number, number, "", day)
        for number, day in (("1", date(2016, 5, 9)), ("2", date(2016, 7, 1)), ("3", None))
    )
    merged = replace(
        request(status=RequestStatus.MERGED),
        received_on=date(2016, 5, 2),
        merged_into="2016-02",
        activities=activities,
    )
    mission = PastMission(1, "2026-01", MissionStatus.COMPLETED, date(2016, 6, 1), date(2016, 6, 3))
    rendered = (Rendered("2026-01", "EX-1", 4), Rendered("2026-01", "EX-1", 4, 2), Rendered("ADB", "EX-1", 4))
    later = replace(mission, number=2, start=date(2016, 8, 1))
    history = History(MOMENT, (merged,), rendered=rendered, missions=(mission, later))

    seen = then(history, date(2016, 6, 30), {"2026-01": RequestStatus.CHECKING}, {1: MissionStatus.CONFIRMED})

    assert [(one.status, one.merged_into) for one in seen.requests] == [(RequestStatus.CHECKING, "")]
    assert [one.number for one in seen.requests[0].activities] == ["1", "3"]
    assert seen.rendered == rendered[:1]
    assert seen.missions == (replace(mission, status=MissionStatus.CONFIRMED),)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_the_reader_is_told_how_far_the_day_is_known(language: str) -> None:
    told = caveat(Past(History(MOMENT), 3), date(2026, 3, 12), language)

    assert "2026" in told
    assert "3" in told
    assert "3" not in caveat(Past(History(MOMENT), 0), date(2026, 2, 12), language)
