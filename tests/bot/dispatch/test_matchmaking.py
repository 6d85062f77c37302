from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.matchmaking import Matchmaker, order_match
from bot.dispatch.outcome import Outcome, Sent
from bot.dispatch.steering import TEAMS_SHOWN
from matching.decisions import reject_teams
from storage.database import Database
from storage.life import move_request
from storage.mail import Job
from storage.missions import Proposal
from storage.people import AvailabilityPeriod, ExpertArea, ExpertLanguage
from storage.requests import Request
from storage.states import ProposalStatus, RequestStatus
from storage.transaction import Transaction
from tests.bot.dispatch.office import HOUSE, OLGA, tray
from tests.factories import MOMENT, add_expert, add_officer
from tests.matching.people import MARCH, march
from tests.matching.planned import COUNTRIES, add_eligible

LATER = MOMENT + timedelta(minutes=1)
SKIPPED = Sent({"skipped": "the request is no longer eligible"})


async def furnish(database: Database, *, experts: int = 6, **request: Any) -> None:
    """Olga, an eligible request 2026-01, and experts who all could go."""
    async with database.transaction() as session:
        await add_officer(session)
        await add_eligible(session, **request)
        for number, country in enumerate(COUNTRIES[:experts], start=1):
            person = await add_expert(session, number, nationality=country, missions_abroad=number)
            session.add(ExpertLanguage(expert_id=person.id or 0, language="fr", level="C1"))
            session.add(ExpertArea(expert_id=person.id or 0, area="cash_transfers"))


async def match(database: Database, transaction: Transaction | None = None, request_id: int = 1) -> Outcome:
    job = Job(
        kind="match",
        destination="request:1",
        payload={"request_id": request_id},
        due_at=MOMENT,
        created_at=MOMENT,
    )
    return await Matchmaker(transaction or database.transaction, HOUSE, lambda: LATER).deliver(job)


async def proposals(database: Database) -> list[Proposal]:
    async with database.transaction() as session:
        return list((await session.exec(select(Proposal).order_by(col(Proposal.id)))).all())


async def teams(database: Database) -> list[set[str]]:
    """The members of the teams shown last."""
    latest: Any = (await proposals(database))[-1].teams
    return [{member["key"] for member in team["members"]} for team in latest]


async def reject_last(database: Database) -> None:
    last = (await proposals(database))[-1]
    async with database.transaction() as session:
        await reject_teams(session, last.id or 0, reason="No", officer_id=1, now=LATER)


async def told(database: Database) -> list[str]:
    async with database.transaction() as session:
        return [one.words for one in await tray(session)]


async def test_order_becomes_one_job_about_the_request(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await order_match(session, 7, now=now)
        job = (await session.exec(select(Job))).one()

    assert (job.kind, job.destination, job.about, job.payload, job.due_at) == (
        "match",
        "request:7",
        "request:7",
        {"request_id": 7},
        now,
    )


async def test_three_teams_are_stored_and_shown_to_the_officers(database: Database) -> None:
    await furnish(database)

    outcome = await match(database)

    assert outcome == Sent({"proposal": 1, "teams": TEAMS_SHOWN})
    (proposal,) = await proposals(database)
    assert (proposal.status, proposal.created_at, len(proposal.teams)) == (
        ProposalStatus.OPEN,
        LATER,
        TEAMS_SHOWN,
    )
    async with database.transaction() as session:
        (letter,) = await tray(session)
    assert (letter.to, letter.about, letter.by_token) == (OLGA, "proposal:1", True)
    assert all(f"Team {rank}" in letter.words for rank in "ABC")


async def test_shown_teams_are_the_stored_ones(database: Database) -> None:
    await furnish(database)
    await match(database)

    (words,) = await told(database)

    for members in await teams(database):
        assert all(f"Ines Duarte{int(code[-4:])}" in words for code in members)


async def test_request_that_lacks_something_is_put_back_to_the_officers(database: Database) -> None:
    await furnish(database, duration_days=None, languages=[], kept_as_written={"duration_days": "some weeks"})

    outcome = await match(database)

    assert outcome == Sent({"missing": ["duration_days", "languages"]})
    assert await proposals(database) == []
    async with database.transaction() as session:
        (letter,) = await tray(session)
    assert (letter.to, letter.about, letter.by_token) == (OLGA, "request:1", True)
    assert "some weeks" in letter.words


async def test_request_whose_dates_are_over_is_put_back_to_the_officers(database: Database) -> None:
    await furnish(database, window_start=date(2025, 3, 3), window_end=date(2025, 3, 28))

    outcome = await match(database)

    assert outcome == Sent({"missing": ["window"]})
    assert await proposals(database) == []
    async with database.transaction() as session:
        (letter,) = await tray(session)
    assert (letter.to, letter.about, letter.by_token) == (OLGA, "request:1", True)
    assert "(3-28 March 2025) are over" in letter.words.replace("\N{EN DASH}", "-")


async def test_request_that_is_not_eligible_any_more_is_left_alone(database: Database) -> None:
    await furnish(database, status=RequestStatus.REJECTED)

    assert await match(database) == SKIPPED
    assert (await proposals(database), await told(database)) == ([], [])


async def test_request_that_does_not_exist_is_left_alone(database: Database) -> None:
    assert await match(database, request_id=99) == SKIPPED


@dataclass
class Meanwhile:
    """Transactions between the first two of which an officer rejects the request."""

    real: Transaction
    opened: int = 0

    def __call__(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self._open()

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[AsyncSession]:
        self.opened += 1
        if self.opened == 2:
            async with self.real() as session:
                request = await session.get_one(Request, 1)
                await move_request(session, request, RequestStatus.REJECTED, now=MOMENT, actor="officer:1")
        async with self.real() as session:
            yield session


async def test_request_rejected_during_the_search_gets_no_teams(database: Database) -> None:
    await furnish(database)

    assert await match(database, Meanwhile(database.transaction)) == SKIPPED
    assert (await proposals(database), await told(database)) == ([], [])


async def test_newer_teams_take_the_place_of_the_open_ones(database: Database) -> None:
    await furnish(database)
    await match(database)
    await match(database)

    assert [one.status for one in await proposals(database)] == [
        ProposalStatus.SUPERSEDED,
        ProposalStatus.OPEN,
    ]


async def test_rejected_teams_are_never_shown_again(database: Database) -> None:
    await furnish(database, experts=4)
    await match(database)
    first = await teams(database)
    await reject_last(database)

    await match(database)

    second = await teams(database)
    assert len(first) == len(second) == TEAMS_SHOWN
    assert [team for team in second if team in first] == []


async def test_superseded_teams_may_be_shown_again(database: Database) -> None:
    await furnish(database)
    await match(database)
    first = await teams(database)

    await match(database)

    assert await teams(database) == first


async def test_when_every_team_was_rejected_officers_learn_that_there_is_none(database: Database) -> None:
    await furnish(database, experts=3)
    await match(database)
    await reject_last(database)

    outcome = await match(database)

    assert outcome == Sent({"proposal": 2, "teams": 0})
    async with database.transaction() as session:
        letter = (await tray(session))[-1]
    assert (letter.about, letter.by_token) == ("request:1", True)
    assert "Every team that meets the hard rules has been rejected before" in letter.words


async def test_teams_rejected_for_another_request_may_be_shown(database: Database) -> None:
    await furnish(database, experts=3)
    await match(database)
    first = await teams(database)
    await reject_last(database)
    async with database.transaction() as session:
        await add_eligible(session, code="2026-02")

    await match(database, request_id=2)

    assert sorted(map(sorted, await teams(database))) == sorted(map(sorted, first))


async def test_without_a_team_officers_read_what_stands_in_the_way(database: Database) -> None:
    await furnish(database, experts=1)

    outcome = await match(database)

    assert outcome == Sent({"proposal": 1, "teams": 0})
    (proposal,) = await proposals(database)
    assert proposal.teams == []
    async with database.transaction() as session:
        (letter,) = await tray(session)
    assert (letter.to, letter.about, letter.by_token) == (OLGA, "request:1", True)
    assert "What stands in the way" in letter.words


async def test_experts_who_are_taken_are_not_shown(database: Database) -> None:
    await furnish(database, experts=4)
    async with database.transaction() as session:
        session.add(
            AvailabilityPeriod(expert_id=1, start=MARCH.start, end=MARCH.end, free=False, source="mission:9")
        )

    await match(database)

    assert not any("EX-0001" in team for team in await teams(database))


async def test_days_of_a_team_are_free_for_all_its_members(database: Database) -> None:
    await furnish(database, experts=2)
    async with database.transaction() as session:
        for number, days in ((1, march(2, 13)), (2, march(9, 27))):
            session.add(AvailabilityPeriod(expert_id=number, start=days.start, end=days.end, free=True))

    await match(database)

    (proposal,) = await proposals(database)
    assert proposal.teams[0]["period"] == ["2026-03-09", "2026-03-13"]


async def test_each_officer_reads_the_teams_in_their_language(database: Database) -> None:
    await furnish(database)
    async with database.transaction() as session:
        await add_officer(session, email="piet@facility.example", language="fr")

    await match(database)

    async with database.transaction() as session:
        letters = await tray(session)
    assert [one.letter.language for one in letters] == ["en", "fr"]


async def test_rules_of_the_house_are_kept_with_the_proposal(database: Database) -> None:
    await furnish(database)
    await match(database)

    (proposal,) = await proposals(database)
    stored: Any = proposal.basis["rules"]
    assert [rule["name"] for rule in stored["hard"]] == [rule.name for rule in HOUSE.rules.hard]
