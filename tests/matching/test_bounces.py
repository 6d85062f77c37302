"""Mail that never arrives: the address is given up and the seat goes on, unless an answer came from it."""

from datetime import timedelta

import pytest

from matching.inquiries import SeatConfirmed, SeatOpen, note_bounce, take_due_expiries
from matching.offers import Availability
from storage.database import Database
from storage.people import Expert
from storage.states import InquiryStatus
from tests.factories import MOMENT
from tests.matching.people import MARCH
from tests.matching.planned import NO, ONE, TERMS, THREE, TWO, YES, plan


async def bounced(database: Database, inquiry_id: int) -> SeatOpen | None:
    async with database.transaction() as session:
        return await note_bounce(session, inquiry_id, terms=TERMS, now=MOMENT)


async def test_bounce_marks_the_expert_and_hands_the_seat_on(database: Database) -> None:
    planned = await plan(database)

    seat_open = await bounced(database, 1)

    assert seat_open is not None
    assert await planned.asked() == [ONE, TWO, THREE]
    assert (await planned.question(1)).status is InquiryStatus.EXPIRED
    async with database.transaction() as session:
        assert (await session.get_one(Expert, 1)).email_bounced


@pytest.mark.parametrize(
    ("answer", "seats"), [(YES, ["confirmed", "asked"]), (NO, ["asked", "asked"])], ids=["yes", "no"]
)
async def test_address_an_answer_came_from_is_not_given_up(
    database: Database, answer: Availability, seats: list[str]
) -> None:
    planned = await plan(database)
    await planned.says(1, answer)

    assert await bounced(database, 1) is None
    assert await planned.seat_words() == seats
    async with database.transaction() as session:
        assert not (await session.get_one(Expert, 1)).email_bounced


async def test_late_report_about_somebody_who_never_answered_still_gives_the_address_up(
    database: Database,
) -> None:
    await plan(database)
    async with database.transaction() as session:
        await take_due_expiries(session, terms=TERMS, now=MOMENT + timedelta(days=7))

    assert await bounced(database, 1) is None
    async with database.transaction() as session:
        assert (await session.get_one(Expert, 1)).email_bounced


async def test_second_bounce_asks_nobody(database: Database) -> None:
    planned = await plan(database)
    await bounced(database, 1)

    assert await bounced(database, 1) is None
    assert await planned.asked() == [ONE, TWO, THREE]


async def test_yes_of_somebody_whose_mail_seemed_to_bounce_takes_the_vacant_seat(database: Database) -> None:
    planned = await plan(database, alternates=((), ()))
    await bounced(database, 1)

    applied = await planned.says(1, YES)

    assert isinstance(applied, SeatConfirmed)
    assert await planned.days() == MARCH
