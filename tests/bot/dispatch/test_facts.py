from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.dispatch.facts import (
    expert_name,
    mission_facts,
    request_facts,
    team_facts,
    team_of,
    waiting_facts,
)
from bot.texts.facts import MemberFacts, MissionFacts, PersonFacts, RequestFacts
from config.periods import Period
from matching.need import Reason
from matching.proposals import store_proposal
from matching.team_score import share_of_best
from matching.terms import Terms
from storage.database import Database
from storage.files import store_file
from storage.institutions import find_or_add_institution
from storage.journal import record
from storage.missions import Inquiry, Mission, Proposal
from storage.people import Expert
from storage.states import RequestStatus, SeatStatus
from tests.bot.dispatch.office import HOUSE
from tests.factories import MOMENT, add_contact, add_expert, add_request
from tests.matching.people import MARCH, rules
from tests.matching.planned import (
    ONE,
    SIX,
    THREE,
    TWO,
    YES,
    add_people,
    asked_for,
    plan,
    search,
    team,
)


async def test_expert_is_called_by_first_and_last_name(sqlite_database: Database) -> None:
    async with sqlite_database.transaction() as session:
        assert expert_name(await add_expert(session, last_name="Duarte")) == "Ines Duarte"


async def test_request_of_which_nothing_is_known(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session, title="", country=None)

        facts = await request_facts(session, request)

    assert facts == RequestFacts(id=1, code="", status="draft", title="", verified=False)


async def test_request_is_told_with_everything_about_it(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        institution = await find_or_add_institution(session, "CNSS", "TG")
        contact = await add_contact(session)
        request = await add_request(session, **STORED, institution_id=institution.id, contact_id=contact.id)
        for name in ("letter.pdf", "law.pdf"):
            await store_file(
                session,
                request_id=request.id,
                inbox_id=None,
                filename=name,
                content=name.encode(),
                now=now,
            )
        record(
            session,
            at=now,
            actor="officer:1",
            event="request.question",
            subject="request:1",
            request_id=request.id,
            facts={"question": "Which dates?"},
        )
        await session.flush()

        facts = await request_facts(session, request)

    assert facts == TOLD


STORED: dict[str, Any] = {
    "code": "2026-03",
    "status": RequestStatus.ON_HOLD,
    "status_reason": "Elections",
    "areas": ["social_pensions"],
    "background": "B",
    "general_objective": "G",
    "specific_objectives": "S",
    "expected_results": "R",
    "window_start": MARCH.start,
    "window_end": MARCH.end,
    "duration_days": 10,
    "languages": ["fr"],
    "experts_wanted": 2,
    "profiles": ["Actuary"],
    "kept_as_written": {"experts": "two or three"},
    "received_at": MOMENT,
    "verified": True,
    "hold_until": date(2026, 6, 1),
}
TOLD = RequestFacts(
    id=1,
    code="2026-03",
    status="on_hold",
    title="Pension reform",
    institution="CNSS",
    country="TG",
    contact_name="Afi Mensah",
    areas=("social_pensions",),
    background="B",
    general_objective="G",
    specific_objectives="S",
    expected_results="R",
    window=MARCH,
    days=10,
    languages=("fr",),
    experts=2,
    profiles=("Actuary",),
    kept_as_written={"experts": "two or three"},
    received_on=date(2026, 1, 12),
    reason="Elections",
    verified=True,
    attachments=("letter.pdf", "law.pdf"),
    question="Which dates?",
    until=date(2026, 6, 1),
)


@pytest.mark.parametrize("gap", ["window_start", "window_end"])
async def test_half_a_window_is_no_window(database: Database, gap: str) -> None:
    async with database.transaction() as session:
        request = await add_request(session, **STORED | {gap: None})

        assert (await request_facts(session, request)).window is None


@pytest.mark.parametrize(
    ("stored", "successors"),
    [
        ({"merged_into": "2026-01"}, ("2026-01",)),
        ({"replaced_by": ["2026-04", "2026-05"]}, ("2026-04", "2026-05")),
        ({}, ()),
    ],
)
async def test_request_that_went_on_elsewhere_names_its_successors(
    database: Database, stored: dict[str, Any], successors: tuple[str, ...]
) -> None:
    async with database.transaction() as session:
        request = await add_request(session, **stored)

        assert (await request_facts(session, request)).successors == successors


@pytest.mark.parametrize(
    ("status", "turn"),
    [
        (RequestStatus.RECEIVED, "officer"),
        (RequestStatus.FORMULATED, "experts"),
        (RequestStatus.COMPLETED, "nobody"),
    ],
)
async def test_queue_knows_whose_turn_it_is_and_since_when(
    database: Database, status: RequestStatus, turn: str
) -> None:
    async with database.transaction() as session:
        request = await add_request(session, status=status)

        waiting = await waiting_facts(session, request, now=MOMENT + timedelta(days=2, hours=23))

    assert (waiting.turn, waiting.days, waiting.request.status) == (turn, 2, status.value)


async def told(database: Database, inquiry_id: int | None = None, **house: Any) -> MissionFacts:
    """The mission as its team, or as the expert of this inquiry, is told."""
    async with database.transaction() as session:
        inquiry = await session.get_one(Inquiry, inquiry_id) if inquiry_id else None
        mission = await session.get_one(Mission, 1)
        return await mission_facts(session, mission, replace(HOUSE, **house), inquiry=inquiry)


async def test_expert_is_told_everything_needed_to_decide(database: Database) -> None:
    await plan(database)

    assert await told(database, 1) == MissionFacts(
        id=1,
        code="2026-01",
        title="Pension reform",
        institution="",
        country="TG",
        window=MARCH,
        on_site_days=5,
        aim="Pension reform",
        areas=("cash_transfers",),
        preparation_quarter_days=8,
        on_site_quarter_days=20,
        reporting_quarter_days=8,
        languages=("fr",),
        allowance=250,
        colleagues=(PersonFacts("Ines Duarte2", "FR"),),
        reply_by=date(2026, 1, 19),
        seat_label="Actuary",
        confirmed=False,
    )


async def test_mission_as_everybody_is_told_has_the_whole_team_and_no_last_day(database: Database) -> None:
    planned = await plan(database)
    await planned.says(1, YES)
    await planned.says(2, YES)

    facts = await told(database)

    assert facts.colleagues == (PersonFacts("Ines Duarte1", "PT"), PersonFacts("Ines Duarte2", "FR"))
    assert (facts.reply_by, facts.seat_label, facts.confirmed, facts.window.days) == (None, "", True, 5)


async def test_private_expert_works_for_a_fee(database: Database) -> None:
    await plan(database)
    async with database.transaction() as session:
        (await session.get_one(Expert, 2)).occupation = "private"

    assert (await told(database, 1)).allowance == 250
    assert (await told(database, 2)).allowance is None


async def test_facility_s_own_allowance_is_told(database: Database) -> None:
    await plan(database)

    assert (await told(database, 1, terms=Terms(allowance_eur_per_day=300))).allowance == 300


async def test_last_day_to_answer_is_a_day_of_the_facility(database: Database) -> None:
    await plan(database, now=MOMENT.replace(hour=23))

    assert (await told(database, 1)).reply_by == date(2026, 1, 19)
    assert (await told(database, 1, zone=ZoneInfo("Europe/Brussels"))).reply_by == date(2026, 1, 20)


async def test_vacant_seat_names_nobody(database: Database) -> None:
    planned = await plan(database, alternates=((), ()))
    async with database.transaction() as session:
        seat = (await planned.seats())[0]
        seat.status = SeatStatus.VACANT
        session.add(seat)
        await session.flush()

        assert await team_of(session, await session.get_one(Mission, 1)) == (
            PersonFacts("Ines Duarte2", "FR"),
        )


async def proposal(database: Database) -> Proposal:
    async with database.transaction() as session:
        await add_people(session)
        request = await add_request(session)
        shown = search(team(ONE, TWO), team(SIX, THREE, period=Period(MARCH.start, MARCH.start)))
        return await store_proposal(session, request, asked_for(), rules(), shown, now=MOMENT)


async def test_teams_are_told_as_they_were_shown(database: Database) -> None:
    stored = await proposal(database)
    async with database.transaction() as session:
        first, second = await team_facts(session, stored, HOUSE)

    assert (first.rank, first.score, first.period, first.rules) == (
        1,
        share_of_best(team(ONE, TWO), rules().as_json()),
        MARCH,
        (),
    )
    assert [member.code for member in second.members] == [SIX, THREE]
    assert first.members[0] == MemberFacts(
        code=ONE,
        name="Ines Duarte1",
        country="PT",
        occupation="public",
        employment="active",
        seat_label="Actuary",
        score=0.7,
        reasons=(Reason("topic.nothing"),) * 4,
        parts=(0.7,) * 4,
        id=1,
    )


async def test_allowances_of_public_experts_add_up(database: Database) -> None:
    stored = await proposal(database)
    async with database.transaction() as session:
        first, _ = await team_facts(session, stored, HOUSE)

    assert first.cost_eur == 2 * (2 + 5 + 2) * 250


async def test_quarter_days_are_paid_as_such(database: Database) -> None:
    stored = await proposal(database)
    house = replace(HOUSE, terms=Terms(preparation_days=0.25, reporting_days=0.5, allowance_eur_per_day=100))
    async with database.transaction() as session:
        first, _ = await team_facts(session, stored, house)

    assert first.cost_eur == 2 * 575


async def test_team_with_somebody_paid_by_contract_has_a_fee_beside(database: Database) -> None:
    stored = await proposal(database)
    async with database.transaction() as session:
        (await session.get_one(Expert, 6)).occupation = "private"
        await session.flush()

        first, second = await team_facts(session, stored, HOUSE)

    assert [(team.cost_eur, team.fees) for team in (first, second)] == [(4500, 0), (2250, 1)]


async def test_member_who_left_the_register_is_told_by_code_and_has_no_sum(database: Database) -> None:
    stored = await proposal(database)
    async with database.transaction() as session:
        await session.delete(await session.get_one(Expert, 1))
        await session.flush()

        first, _ = await team_facts(session, stored, HOUSE)

    gone = first.members[0]
    assert (gone.code, gone.name, gone.country) == (ONE, "", "")
    assert first.cost_eur is None
