from datetime import datetime

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.message import Kind
from intake.routes import ToInquiry, Unattended, Unclear
from intake.tokens import Purpose
from storage.database import Database
from storage.jobs import enqueue
from tests.intake.house import AFI, EVE, INES, OLGA, House, altered, furnished, mail, routed, to

LETTER = "letter-7@facility.example"
MACHINES = pytest.mark.parametrize("kind", [Kind.BOUNCE, Kind.AUTOMATIC])


async def sent(session: AsyncSession, about: str, party: str, now: datetime) -> int:
    """A letter that went out, by the number of its job."""
    job = await enqueue(
        session,
        kind="mail",
        destination=party,
        payload={},
        about=about,
        due_at=now,
        now=now,
        message_id=LETTER,
    )
    return job or 0


async def inquired(session: AsyncSession, now: datetime) -> tuple[House, int]:
    house = await furnished(session)
    return house, await sent(session, f"inquiry:{house.inquiry}", INES, now)


@MACHINES
async def test_a_report_without_a_readable_word_tells_its_letter_by_where_it_comes(
    database: Database, now: datetime, kind: Kind
) -> None:
    async with database.transaction() as session:
        house, job = await inquired(session, now)

        found = await routed(session, mail("", "", kind=kind, recipients=to(Purpose.BOUNCE, job, INES)))

    assert found == Unattended(kind, f"inquiry:{house.inquiry}")


async def test_a_letter_to_a_contact_that_comes_back_is_about_the_request(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        job = await sent(session, f"request:{house.request}", AFI, now)

        found = await routed(session, mail("", kind=Kind.BOUNCE, recipients=to(Purpose.BOUNCE, job, AFI)))

    assert found == Unattended(Kind.BOUNCE, f"request:{house.request}")


async def test_an_altered_address_tells_nothing(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        _, job = await inquired(session, now)
        (address,) = to(Purpose.BOUNCE, job, INES)

        forged = await routed(session, mail("", kind=Kind.BOUNCE, recipients=(altered(address),)))
        never = await routed(
            session, mail("", kind=Kind.BOUNCE, recipients=to(Purpose.BOUNCE, job + 9, INES))
        )
        others = await routed(session, mail("", kind=Kind.BOUNCE, recipients=to(Purpose.BOUNCE, job, AFI)))

    assert [forged, never, others] == [Unattended(Kind.BOUNCE, "")] * 3


async def test_the_absence_of_an_officer_is_not_the_experts(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        job = await sent(session, f"inquiry:{house.inquiry}", OLGA, now)

        found = await routed(
            session, mail(OLGA, "Away.", kind=Kind.AUTOMATIC, recipients=to(Purpose.BOUNCE, job, OLGA))
        )

    assert found == Unattended(Kind.AUTOMATIC, "")


async def test_a_letter_about_nothing_that_has_a_number_is_about_nothing(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        await furnished(session)
        job = await sent(session, "too_large:eve@elsewhere.example", OLGA, now)

        found = await routed(session, mail("", kind=Kind.BOUNCE, recipients=to(Purpose.BOUNCE, job, OLGA)))

    assert found == Unattended(Kind.BOUNCE, "")


async def test_a_person_whose_program_answers_there_is_known_by_the_thread(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        house, job = await inquired(session, now)
        recipients = to(Purpose.BOUNCE, job, INES)

        threaded = await routed(session, mail(INES, recipients=recipients, references=(LETTER,)))
        loose = await routed(session, mail(INES, recipients=recipients))

    assert threaded == ToInquiry(house.inquiry, trusted=True)
    assert loose == Unclear("unclear")


async def test_it_opens_nothing_to_a_stranger_or_a_list(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        house, job = await inquired(session, now)
        recipients = to(Purpose.BOUNCE, job, INES)

        stranger = await routed(session, mail(EVE, recipients=recipients, references=(LETTER,)))
        through_a_list = await routed(session, mail(INES, kind=Kind.LIST, recipients=recipients))

    assert stranger == ToInquiry(house.inquiry, trusted=False, reason="not_a_party")
    assert through_a_list == Unattended(Kind.LIST, f"inquiry:{house.inquiry}")
