from datetime import date, datetime, timedelta

import pytest

from storage.database import Database
from storage.drafts import drafts_to_remind
from storage.feedback import Feedback, requests_to_ask
from storage.states import MissionStatus, RequestStatus
from tests.factories import add_contact, add_mission, add_request

END = date(2026, 3, 20)
AFTER = date(2026, 3, 21)


@pytest.mark.parametrize(
    ("status", "mission", "today", "asked"),
    [
        (RequestStatus.APPROVED, MissionStatus.CONFIRMED, AFTER, True),
        (RequestStatus.APPROVED, MissionStatus.CONFIRMED, END, False),
        (RequestStatus.APPROVED, MissionStatus.CANCELLED, AFTER, False),
        (RequestStatus.FORMULATED, MissionStatus.CONFIRMED, AFTER, False),
        (RequestStatus.COMPLETED, MissionStatus.COMPLETED, END, True),
        (RequestStatus.REJECTED, MissionStatus.CANCELLED, AFTER, False),
    ],
)
async def test_partners_are_asked_when_the_mission_is_over(
    database: Database, status: RequestStatus, mission: MissionStatus, today: date, *, asked: bool
) -> None:
    async with database.transaction() as session:
        contact = await add_contact(session)
        request = await add_request(session, status=status, contact_id=contact.id)
        await add_mission(session, request, status=mission, start=date(2026, 3, 9), end=END)

        assert (await requests_to_ask(session, today=today) == [request]) is asked


async def test_nobody_is_asked_twice(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        contact = await add_contact(session)
        request = await add_request(session, status=RequestStatus.COMPLETED, contact_id=contact.id)
        session.add(Feedback(request_id=request.id or 0, contact_id=contact.id or 0, asked_at=now))
        await session.flush()

        assert await requests_to_ask(session, today=AFTER) == []


async def test_a_request_of_an_old_register_is_not_asked_about(database: Database) -> None:
    async with database.transaction() as session:
        contact = await add_contact(session)
        await add_request(session, status=RequestStatus.COMPLETED, contact_id=contact.id, channel="import")

        assert await requests_to_ask(session, today=AFTER) == []


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({}, True),
        ({"reminded_at": datetime(2026, 1, 1).astimezone()}, False),
        ({"status": RequestStatus.CLOSED}, False),
        ({"contact_id": None}, False),
    ],
    ids=["waits", "reminded", "given up", "nobody's"],
)
async def test_drafts_that_wait_are_brought_to_mind_once(
    database: Database, now: datetime, values: dict[str, object], *, due: bool
) -> None:
    async with database.transaction() as session:
        contact = await add_contact(session)
        before = {"status": RequestStatus.DRAFT, "contact_id": contact.id, "touched_at": now}
        await add_request(session, **(before | values))

        assert bool(await drafts_to_remind(session, before=now)) is due
        assert await drafts_to_remind(session, before=now - timedelta(seconds=1)) == []
