import asyncio
from datetime import date, timedelta

import pytest

from intake.hold import (
    CannotBeHeld,
    ExpertsAsked,
    Held,
    NoDay,
    NotOnHold,
    Resumed,
    put_on_hold,
    resume_due,
    resume_request,
)
from intake.hold_words import HoldWords
from storage.database import Database
from storage.life import move_request
from storage.requests import Request
from storage.states import MissionStatus, RequestStatus
from tests.factories import MOMENT, add_mission, add_request

MAY = HoldWords(date(2026, 5, 1), "a new minister")
JUNE = HoldWords(date(2026, 6, 1), "elections")
HOUR = timedelta(hours=1)


async def a_request(database: Database, *path: RequestStatus) -> int:
    async with database.transaction() as session:
        request = await add_request(session)
        for status in (RequestStatus.RECEIVED, *path):
            await move_request(session, request, status, now=MOMENT, actor="officer:1")
        return request.id or 0


async def hold(database: Database, request_id: int, said: HoldWords = MAY) -> object:
    async with database.transaction() as session:
        return await put_on_hold(session, request_id, said, actor="officer:1", now=MOMENT)


async def resume(database: Database, request_id: int, actor: str = "officer:2") -> Resumed | NotOnHold:
    async with database.transaction() as session:
        return await resume_request(session, request_id, actor=actor, now=MOMENT + HOUR)


async def wake(database: Database, today: date) -> int:
    async with database.transaction() as session:
        return len(await resume_due(session, today=today, now=MOMENT + HOUR))


async def standing(database: Database, request_id: int) -> tuple[str, date | None, str]:
    async with database.transaction() as session:
        request = await session.get_one(Request, request_id)
        return request.status.value, request.hold_until, request.status_reason


async def test_held_request_keeps_day_and_reason(database: Database) -> None:
    request_id = await a_request(database)

    assert await hold(database, request_id) == Held(date(2026, 5, 1))
    assert await standing(database, request_id) == ("on_hold", date(2026, 5, 1), "a new minister")


@pytest.mark.parametrize(
    ("path", "after"),
    [
        ((), "checking"),
        ((RequestStatus.CHECKING,), "checking"),
        ((RequestStatus.ELIGIBLE,), "eligible"),
    ],
)
async def test_request_goes_on_where_it_was(
    database: Database, path: tuple[RequestStatus, ...], after: str
) -> None:
    request_id = await a_request(database, *path)
    await hold(database, request_id)

    resumed = await resume(database, request_id)

    assert isinstance(resumed, Resumed)
    assert resumed.reason == "a new minister"
    assert await standing(database, request_id) == (after, None, "")


async def test_hold_that_was_prolonged_still_goes_on_where_it_was(database: Database) -> None:
    request_id = await a_request(database, RequestStatus.ELIGIBLE)
    await hold(database, request_id)

    assert await hold(database, request_id, JUNE) == Held(date(2026, 6, 1))
    await resume(database, request_id)

    assert (await standing(database, request_id))[0] == "eligible"


async def test_request_held_in_an_old_register_is_checked_first(database: Database) -> None:
    async with database.transaction() as session:
        old = await add_request(session, status=RequestStatus.ON_HOLD, code="2019-04")

    await resume(database, old.id or 0)

    assert (await standing(database, old.id or 0))[0] == "checking"


async def test_words_without_a_day_hold_nothing(database: Database) -> None:
    request_id = await a_request(database)

    assert await hold(database, request_id, HoldWords(None, "soon")) == NoDay()
    assert (await standing(database, request_id))[0] == "received"


async def test_request_that_is_over_or_unknown_is_not_held(database: Database) -> None:
    request_id = await a_request(database, RequestStatus.REJECTED)

    assert await hold(database, request_id) == CannotBeHeld()
    assert await hold(database, 99) == CannotBeHeld()


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (MissionStatus.PLANNED, ExpertsAsked()),
        (MissionStatus.CONFIRMED, ExpertsAsked()),
        (MissionStatus.COMPLETED, Held(date(2026, 5, 1))),
        (MissionStatus.CANCELLED, Held(date(2026, 5, 1))),
    ],
)
async def test_only_a_mission_under_way_stands_against_it(
    database: Database, status: MissionStatus, outcome: object
) -> None:
    request_id = await a_request(database, RequestStatus.ELIGIBLE)
    async with database.transaction() as session:
        await add_mission(session, await session.get_one(Request, request_id), status=status)

    assert await hold(database, request_id) == outcome


async def test_nothing_on_hold_is_nothing_to_resume(database: Database) -> None:
    request_id = await a_request(database)

    assert await resume(database, request_id) == NotOnHold()
    assert await resume(database, 99) == NotOnHold()


async def test_second_officer_learns_who_resumed_it(database: Database) -> None:
    request_id = await a_request(database)
    await hold(database, request_id)

    outcomes = await asyncio.gather(*(resume(database, request_id, f"officer:{n}") for n in (1, 2)))

    (late,) = (one for one in outcomes if isinstance(one, NotOnHold))
    assert (late.by in {"officer:1", "officer:2"}, late.at) == (True, MOMENT + HOUR)


async def test_only_what_is_due_wakes(database: Database) -> None:
    may, june = await a_request(database), await a_request(database)
    await hold(database, may)
    await hold(database, june, JUNE)

    assert await wake(database, date(2026, 4, 30)) == 0
    assert await wake(database, date(2026, 5, 1)) == 1
    assert [(await standing(database, one))[0] for one in (may, june)] == ["checking", "on_hold"]
    assert await wake(database, date(2026, 7, 1)) == 1


async def test_two_clocks_wake_it_once(database: Database) -> None:
    await hold(database, await a_request(database))

    woken = await asyncio.gather(*(wake(database, date(2026, 5, 2)) for _ in range(2)))

    assert sorted(woken) == [0, 1]
