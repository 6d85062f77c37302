from sqlalchemy import delete
from sqlmodel import col

from config.periods import Period
from matching.decisions import TeamApproved, TeamChanged, approve_team
from matching.need import Team
from matching.proposals import store_proposal
from matching.standing import Change, MemberChanged
from storage.database import Database
from storage.missions import Mission, Proposal
from storage.people import AvailabilityPeriod, Expert
from storage.states import ProposalStatus, RequestStatus
from tests.factories import MOMENT, add_officer
from tests.matching.people import MARCH, TWO_STATES, march, rules
from tests.matching.planned import (
    FOUR,
    ONE,
    SIX,
    TERMS,
    THREE,
    TWO,
    add_eligible,
    add_people,
    asked_for,
    search,
    team,
)

TEAMS = (team(ONE, TWO), team(ONE, THREE), team(FOUR, SIX))


async def proposed(database: Database, *teams: Team) -> None:
    async with database.transaction() as session:
        await add_people(session)
        await add_officer(session)
        request = await add_eligible(session)
        await store_proposal(
            session, request, asked_for(), rules(TWO_STATES), search(*(teams or TEAMS)), now=MOMENT
        )


async def change(database: Database, code: str, **values: object) -> None:
    async with database.transaction() as session:
        expert = await session.get_one(Expert, int(code.removeprefix("EX-")))
        for name, value in values.items():
            setattr(expert, name, value)


async def leave(database: Database, code: str) -> None:
    async with database.transaction() as session:
        await session.exec(delete(Expert).where(col(Expert.code) == code))


async def book(database: Database, code: str, *periods: Period) -> None:
    async with database.transaction() as session:
        for days in periods:
            session.add(
                AvailabilityPeriod(
                    expert_id=int(code.removeprefix("EX-")),
                    start=days.start,
                    end=days.end,
                    free=False,
                    source="mission:99",
                )
            )


async def approve(database: Database, rank: int = 1) -> object:
    async with database.transaction() as session:
        return await approve_team(
            session, 1, rank, officer_id=1, terms=TERMS, today=MOMENT.date(), now=MOMENT
        )


async def changes(database: Database, rank: int = 1) -> tuple[tuple[MemberChanged, ...], tuple[int, ...]]:
    decided = await approve(database, rank)
    assert isinstance(decided, TeamChanged)
    return decided.changes, decided.still_standing


async def test_team_that_stands_is_asked(database: Database) -> None:
    await proposed(database)

    assert isinstance(await approve(database), TeamApproved)


async def test_flagged_member_is_not_asked(database: Database) -> None:
    await proposed(database)
    await change(database, TWO, flagged=True)

    assert await changes(database) == ((MemberChanged(TWO, Change.FLAGGED),), (2, 3))


async def test_member_whose_mail_came_back_is_not_asked(database: Database) -> None:
    await proposed(database)
    await change(database, ONE, email_bounced=True)

    assert await changes(database) == ((MemberChanged(ONE, Change.UNREACHABLE),), (3,))


async def test_member_who_left_the_register_is_no_error(database: Database) -> None:
    await proposed(database)
    await leave(database, ONE)

    assert await changes(database) == ((MemberChanged(ONE, Change.GONE),), (3,))


async def test_everybody_who_changed_is_named(database: Database) -> None:
    await proposed(database)
    await leave(database, TWO)
    await change(database, ONE, flagged=True)

    found, _ = await changes(database)

    assert found == (MemberChanged(ONE, Change.FLAGGED), MemberChanged(TWO, Change.GONE))


async def test_member_booked_for_all_days_since_is_not_asked(database: Database) -> None:
    await proposed(database)
    await book(database, TWO, MARCH)

    assert await changes(database) == ((MemberChanged(TWO, Change.BOOKED),), (2, 3))


async def test_bookings_that_leave_no_common_days_name_both(database: Database) -> None:
    await proposed(database)
    await book(database, ONE, march(2, 13))
    await book(database, TWO, march(17, 27))

    found, _ = await changes(database)

    assert found == (MemberChanged(ONE, Change.BOOKED), MemberChanged(TWO, Change.BOOKED))


async def test_booking_that_leaves_enough_days_is_no_obstacle(database: Database) -> None:
    await proposed(database)
    await book(database, TWO, march(2, 6))

    assert isinstance(await approve(database), TeamApproved)


async def test_team_that_breaks_a_rule_by_now_is_not_asked(database: Database) -> None:
    await proposed(database)
    await change(database, TWO, nationality="PT")

    assert await changes(database) == ((MemberChanged("", Change.RULES),), (2, 3))


async def test_nothing_is_decided_by_the_attempt(database: Database) -> None:
    await proposed(database)
    await change(database, TWO, flagged=True)

    decided = await approve(database)

    assert isinstance(decided, TeamChanged)
    assert decided.request.status is RequestStatus.ELIGIBLE
    async with database.transaction() as session:
        assert (await session.get_one(Proposal, 1)).status is ProposalStatus.OPEN
        assert await session.get(Mission, 1) is None
    assert isinstance(await approve(database, 2), TeamApproved)


async def test_when_no_team_stands_none_is_offered(database: Database) -> None:
    await proposed(database, team(ONE, TWO), team(ONE, THREE))
    await change(database, ONE, flagged=True)

    assert await changes(database) == ((MemberChanged(ONE, Change.FLAGGED),), ())
