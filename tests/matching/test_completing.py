from datetime import datetime

import pytest

from matching.completing import Completed, NotOngoing, StillOpen, complete_action
from storage.database import Database
from storage.requests import Request
from storage.states import MissionStatus, RequestStatus
from tests.factories import add_mission, add_request


async def completed(
    database: Database, now: datetime, status: RequestStatus, *missions: MissionStatus
) -> tuple[Completed | StillOpen | NotOngoing, RequestStatus]:
    async with database.transaction() as session:
        request = await add_request(session, code="2026-04", status=status)
        for number, one in enumerate(missions, start=1):
            await add_mission(session, request, number=number, status=one)
        done = await complete_action(session, request.id or 0, actor="officer:1", now=now)
    async with database.snapshot() as session:
        return done, (await session.get_one(Request, request.id)).status


@pytest.mark.parametrize(
    "missions",
    [(), (MissionStatus.COMPLETED,), (MissionStatus.COMPLETED, MissionStatus.CANCELLED)],
    ids=["none", "one", "one and one called off"],
)
async def test_an_ongoing_action_without_open_missions_is_completed(
    missions: tuple[MissionStatus, ...], database: Database, now: datetime
) -> None:
    done = await completed(database, now, RequestStatus.APPROVED, *missions)

    assert done == (Completed(), RequestStatus.COMPLETED)


async def test_missions_to_come_or_untold_are_named(database: Database, now: datetime) -> None:
    done = await completed(
        database,
        now,
        RequestStatus.APPROVED,
        MissionStatus.COMPLETED,
        MissionStatus.CONFIRMED,
        MissionStatus.PLANNED,
    )

    assert done == (StillOpen(("2026-04/M2", "2026-04/M3")), RequestStatus.APPROVED)


@pytest.mark.parametrize(
    "status",
    [RequestStatus.ELIGIBLE, RequestStatus.FORMULATED, RequestStatus.COMPLETED, RequestStatus.MERGED],
)
async def test_only_what_goes_on_can_be_completed(
    status: RequestStatus, database: Database, now: datetime
) -> None:
    assert await completed(database, now, status) == (NotOngoing(), status)


async def test_there_may_be_no_such_request(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        assert await complete_action(session, 7, actor="officer:1", now=now) == NotOngoing()
