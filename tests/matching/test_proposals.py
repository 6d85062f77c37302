import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlmodel.ext.asyncio.session import AsyncSession

from config.languages import Level
from config.periods import Period
from config.rules import load_rules
from matching.need import Candidate, LanguageNeed, Need, Profile
from matching.proposal_json import need_from_json, search_from_json
from matching.proposals import (
    NotReady,
    calendar_of,
    load_candidates,
    need_of,
    profiles_of,
    store_proposal,
)
from matching.propose import propose
from storage.database import Database
from storage.evaluations import Evaluation
from storage.missions import Proposal
from storage.people import AvailabilityPeriod, ExpertArea, ExpertDocument, ExpertLanguage
from storage.queries import open_proposal
from storage.requests import Request
from storage.states import MissionStatus, ProposalStatus, SeatStatus
from tests.factories import MOMENT, add_expert, add_mission, add_request, add_seat, added
from tests.matching.people import ALL_RULES, MARCH, march, rules
from tests.matching.planned import asked_for, search, team

TODAY = MOMENT.date()
COMPLETE: dict[str, Any] = {
    "title": "Cash transfers",
    "country": "TG",
    "areas": ["cash_transfers"],
    "general_objective": "Fewer poor children",
    "specific_objectives": "A register",
    "expected_results": "Payments by phone",
    "background": "Payments are made by hand.",
    "window_start": MARCH.start,
    "window_end": MARCH.end,
    "duration_days": 10,
    "languages": ["fr", "en"],
}


def request(**values: Any) -> Request:
    return Request(**COMPLETE | {"created_at": MOMENT, "status_since": MOMENT} | values)


def test_need_of_a_complete_request() -> None:
    assert need_of(request(), rules(), today=TODAY) == Need(
        areas=("cash_transfers",),
        text=(
            "Cash transfers\nCash transfers\nFewer poor children\nA register\nPayments by phone\n"
            "Payments are made by hand."
        ),
        languages=(LanguageNeed("fr", Level.B2), LanguageNeed("en", Level.B2)),
        window=MARCH,
        days=10,
        profiles=(Profile(), Profile()),
        country="TG",
        region="Africa",
    )


@pytest.mark.parametrize(
    ("gaps", "missing"),
    [
        ({"window_start": None, "window_end": None}, ("window",)),
        ({"window_start": None}, ("window",)),
        ({"window_end": None}, ("window",)),
        ({"duration_days": None}, ("duration_days",)),
        ({"duration_days": 0}, ("duration_days",)),
        ({"languages": []}, ("languages",)),
        ({"country": None}, ("country",)),
        ({"country": ""}, ("country",)),
        (
            {"window_start": None, "duration_days": None, "languages": [], "country": None},
            ("window", "duration_days", "languages", "country"),
        ),
    ],
)
def test_need_says_every_field_that_is_missing(gaps: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert need_of(request(**gaps), rules(), today=TODAY) == NotReady(missing)


@pytest.mark.parametrize(
    ("today", "first"), [(date(2026, 3, 2), 2), (date(2026, 3, 3), 3), (date(2026, 3, 16), 16)]
)
def test_need_begins_today_at_the_earliest(today: date, first: int) -> None:
    need = need_of(request(), rules(), today=today)

    assert isinstance(need, Need)
    assert need.window == march(first, 27)


@pytest.mark.parametrize("today", [date(2026, 3, 17), date(2026, 3, 27), date(2026, 3, 28), date(2027, 1, 1)])
def test_window_that_is_over_or_leaves_too_few_days_is_not_ready(today: date) -> None:
    assert need_of(request(), rules(), today=today) == NotReady(("window",), dates_over=MARCH)


def test_window_to_come_that_was_always_too_short_is_left_to_the_search_to_explain() -> None:
    need = need_of(request(window_end=date(2026, 3, 4)), rules(), today=TODAY)

    assert isinstance(need, Need)
    assert need.window == march(2, 4)


def test_request_without_areas_is_matched_by_its_words() -> None:
    need = need_of(request(areas=[], title="Help with pensions"), rules(), today=TODAY)

    assert isinstance(need, Need)
    assert (need.areas, need.text.splitlines()[0]) == ((), "Help with pensions")


def test_words_that_are_not_there_leave_no_blank_lines() -> None:
    need = need_of(request(general_objective="", specific_objectives="", background=""), rules(), today=TODAY)

    assert isinstance(need, Need)
    assert need.text == "Cash transfers\nCash transfers\nPayments by phone"


def test_territory_of_everyday_speech_has_its_region() -> None:
    need = need_of(request(country="TZ-Z"), rules(), today=TODAY)

    assert isinstance(need, Need)
    assert (need.country, need.region) == ("TZ-Z", "Africa")


@pytest.mark.parametrize(
    ("described", "wanted", "labels"),
    [
        ([], None, ["", ""]),
        ([], 3, ["", "", ""]),
        ([], 1, [""]),
        ([], 0, ["", ""]),
        (["Lawyer"], None, ["Lawyer", ""]),
        (["Lawyer"], 1, ["Lawyer"]),
        (["One", "Two", "Three"], 2, ["One", "Two", "Three"]),
    ],
)
def test_every_seat_has_a_profile(described: list[str], wanted: int | None, labels: list[str]) -> None:
    found = profiles_of(request(profiles=described, experts_wanted=wanted), rules())

    assert [profile.label for profile in found] == labels


def test_profile_that_names_an_area_asks_for_it() -> None:
    (profile,) = profiles_of(request(profiles=["Specialist in cash transfers"], experts_wanted=1), rules())

    assert profile == Profile("Specialist in cash transfers", ("cash_transfers",))


def said(*words: tuple[int, int, bool]) -> list[AvailabilityPeriod]:
    return [
        AvailabilityPeriod(expert_id=1, start=march(first, last).start, end=march(first, last).end, free=free)
        for first, last, free in words
    ]


@pytest.mark.parametrize(
    ("words", "free", "busy"),
    [
        ((), None, ()),
        (((2, 6, True),), (march(2, 6),), ()),
        (((2, 6, False),), None, (march(2, 6),)),
        (((2, 6, True), (7, 10, True)), (march(2, 10),), ()),
        (((2, 20, True), (9, 10, False)), (march(2, 8), march(11, 20)), (march(9, 10),)),
        (((9, 10, False), (2, 20, True)), (march(2, 20),), ()),
        (((2, 6, True), (2, 6, False)), None, (march(2, 6),)),
    ],
)
def test_what_was_said_last_wins(
    words: tuple[tuple[int, int, bool], ...], free: tuple[Period, ...] | None, busy: tuple[Period, ...]
) -> None:
    assert calendar_of(said(*words)) == (free, busy)


@given(
    st.lists(
        st.tuples(st.integers(1, 31), st.integers(1, 31), st.booleans()).map(
            lambda word: (min(word[:2]), max(word[:2]), word[2])
        ),
        max_size=8,
    )
)
def test_every_day_is_as_the_last_word_about_it_says(words: list[tuple[int, int, bool]]) -> None:
    last: dict[date, bool] = {}
    for first, final, is_free in words:
        last |= dict.fromkeys(march(first, final), is_free)

    free, busy = calendar_of(said(*words))

    assert {day for period in free or () for day in period} == {day for day in last if last[day]}
    assert {day for period in busy for day in period} == {day for day in last if not last[day]}
    assert free != ()


async def test_expert_is_loaded_with_everything_ranking_sees(database: Database) -> None:
    async with database.transaction() as session:
        await add_expert(
            session, gender="woman", employer="INSS", years_of_experience=20, missions_abroad=3, flagged=True
        )
        for row in (
            ExpertLanguage(expert_id=1, language="fr", level="C1"),
            ExpertLanguage(expert_id=1, language="pt", level="native"),
            ExpertLanguage(expert_id=1, language="en", level="quite good"),
            ExpertArea(expert_id=1, area="social_pensions"),
            ExpertArea(expert_id=1, area="cash_transfers"),
            ExpertDocument(expert_id=1, text="Led the reform."),
            ExpertDocument(expert_id=1, text="Wrote a book."),
            AvailabilityPeriod(expert_id=1, start=MARCH.start, end=MARCH.end, free=True),
            AvailabilityPeriod(expert_id=1, start=march(9, 13).start, end=march(9, 13).end, free=False),
        ):
            await added(session, row)

        (candidate,) = await load_candidates(session, year=2026)

    assert candidate == Candidate(
        key="EX-0001",
        country="PT",
        region="EU",
        eligibility="european",
        occupation="public",
        employment="active",
        gender="woman",
        languages={"fr": Level.C1, "pt": Level.NATIVE},
        areas=("cash_transfers", "social_pensions"),
        documents=("Led the reform.", "Wrote a book."),
        free=(march(2, 8), march(14, 27)),
        busy=(march(9, 13),),
        years=20,
        missions_abroad=3,
        flagged=True,
        employer="INSS",
        missions_this_year=0,
    )


async def test_what_evaluators_said_is_known_of_those_they_judged(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        for number in (1, 2):
            await add_expert(session, number)
        for evaluator, expert, score in (("officer:1", 1, 4), ("contact:1", 1, 5), ("contact:1", None, 1)):
            await added(
                session,
                Evaluation(
                    request_id=request.id or 0,
                    expert_id=expert,
                    evaluator=evaluator,
                    score=score,
                    evaluated_on=MARCH.start,
                ),
            )

        candidates = await load_candidates(session, year=2026)

    assert [(one.rating, one.ratings) for one in candidates] == [(4.5, 2), (0.0, 0)]


async def test_expert_of_whom_nothing_is_known_has_an_unknown_calendar(database: Database) -> None:
    async with database.transaction() as session:
        await add_expert(session)

        (candidate,) = await load_candidates(session, year=2026)

    assert (candidate.free, candidate.busy, candidate.languages, candidate.documents) == (None, (), {}, ())


async def test_facts_of_one_expert_are_not_another_s(database: Database) -> None:
    async with database.transaction() as session:
        for number in (2, 1, 3):
            person = await add_expert(session, number)
            await added(session, ExpertDocument(expert_id=person.id or 0, text=person.code))

        candidates = await load_candidates(session, year=2026)

    assert [(one.key, one.documents) for one in candidates] == [
        (code, (code,)) for code in ("EX-0001", "EX-0002", "EX-0003")
    ]


async def test_who_cannot_be_written_to_is_nobody_s_candidate(database: Database) -> None:
    async with database.transaction() as session:
        await add_expert(session, 1, email_bounced=True)
        await add_expert(session, 2)

        asked = await load_candidates(session, year=2026)
        everybody = await load_candidates(session, year=2026, unreachable_too=True)

    assert [one.key for one in asked] == ["EX-0002"]
    assert [one.key for one in everybody] == ["EX-0001", "EX-0002"]


@pytest.mark.parametrize(
    ("mission", "seat", "load"),
    [
        ({}, {"status": SeatStatus.CONFIRMED}, 1),
        ({}, {"status": SeatStatus.ASKED}, 1),
        ({"status": MissionStatus.CONFIRMED}, {"status": SeatStatus.CONFIRMED}, 1),
        ({"status": MissionStatus.COMPLETED}, {"status": SeatStatus.CONFIRMED}, 1),
        ({"status": MissionStatus.CANCELLED}, {"status": SeatStatus.CONFIRMED}, 0),
        ({}, {"status": SeatStatus.VACANT}, 0),
        ({}, {"status": SeatStatus.OPEN}, 0),
        ({}, {"status": SeatStatus.CONFIRMED, "expert_id": None}, 0),
        ({"start": date(2025, 12, 30)}, {"status": SeatStatus.CONFIRMED}, 0),
        ({"start": date(2026, 12, 31), "end": date(2027, 1, 20)}, {"status": SeatStatus.CONFIRMED}, 1),
    ],
)
async def test_load_counts_seats_of_missions_that_begin_in_the_year(
    database: Database, mission: dict[str, Any], seat: dict[str, Any], load: int
) -> None:
    async with database.transaction() as session:
        person = await add_expert(session)
        planned = await add_mission(session, await add_request(session), **mission)
        await add_seat(session, planned, **{"expert_id": person.id} | seat)

        (candidate,) = await load_candidates(session, year=2026)

    assert candidate.missions_this_year == load


@contextmanager
def statements(session: AsyncSession) -> Iterator[list[str]]:
    """What is sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


async def test_a_register_of_any_size_is_loaded_in_seven_reads(database: Database) -> None:
    async with database.transaction() as session:
        for number in range(1, 31):
            person = await add_expert(session, number)
            session.add(ExpertLanguage(expert_id=person.id or 0, language="fr", level="C1"))
            session.add(ExpertArea(expert_id=person.id or 0, area="cash_transfers"))
        await session.flush()

        with statements(session) as sent:
            candidates = await load_candidates(session, year=2026)

    assert len(candidates) == 30
    assert len(sent) == 7, "experts, languages, areas, documents, calendars, load, evaluations"


async def candidates(session: AsyncSession) -> tuple[Candidate, ...]:
    for number, country in enumerate(("PT", "FR", "SE", "ES"), start=1):
        person = await add_expert(session, number, nationality=country, missions_abroad=number)
        await added(session, ExpertLanguage(expert_id=person.id or 0, language="fr", level="C1"))
        await added(session, ExpertLanguage(expert_id=person.id or 0, language="en", level="C1"))
        await added(session, ExpertArea(expert_id=person.id or 0, area="cash_transfers"))
        await added(session, ExpertDocument(expert_id=person.id or 0, text="Cash transfers by phone"))
    return await load_candidates(session, year=2026)


async def test_what_is_stored_is_what_was_shown(database: Database) -> None:
    async with database.transaction() as session:
        row = await add_request(session, **COMPLETE)
        need = need_of(row, load_rules(), today=TODAY)
        assert isinstance(need, Need)
        found = propose(need, await candidates(session), load_rules())
        stored = await store_proposal(session, row, need, load_rules(), found, now=MOMENT)

    async with database.transaction() as session:
        again = await session.get_one(Proposal, stored.id)

    assert again.basis["rules"] == json.loads(json.dumps(load_rules().as_json()))
    assert need_from_json(again.basis["need"]) == need  # type: ignore[arg-type]
    read_back = search_from_json({**again.basis["search"], "teams": again.teams})  # type: ignore[dict-item]
    assert len(found.teams) == 3
    assert read_back.certificate == found.certificate
    for before, after in zip(found.teams, read_back.teams, strict=True):
        assert [one.key for one in after.members] == [one.key for one in before.members]
        assert (after.period, after.rules, after.alternates) == (
            before.period,
            before.rules,
            before.alternates,
        )
        assert abs(after.score - before.score) < 0.0001
        for one, other in zip(before.members, after.members, strict=True):
            assert abs(one.assessment.total - other.assessment.total) < 0.0001
            assert other.assessment.topic.reason == one.assessment.topic.reason


async def test_obstacles_are_kept_where_there_is_no_team(database: Database) -> None:
    async with database.transaction() as session:
        row = await add_request(session, **COMPLETE)
        need = need_of(row, rules(*ALL_RULES), today=TODAY)
        assert isinstance(need, Need)
        found = propose(need, (), rules(*ALL_RULES))
        stored = await store_proposal(session, row, need, rules(*ALL_RULES), found, now=MOMENT)

    async with database.transaction() as session:
        again = await session.get_one(Proposal, stored.id)

    assert again.teams == []
    assert search_from_json({**again.basis["search"], "teams": []}) == found  # type: ignore[dict-item]


async def test_newer_teams_supersede_those_still_open(database: Database) -> None:
    async with database.transaction() as session:
        row, other = await add_request(session), await add_request(session)
        shown = search(team("EX-0001", "EX-0002"))
        first = await store_proposal(session, row, asked_for(), rules(), shown, now=MOMENT)
        elsewhere = await store_proposal(session, other, asked_for(), rules(), shown, now=MOMENT)

        second = await store_proposal(
            session, row, asked_for(), rules(), shown, now=MOMENT + timedelta(days=1)
        )

        assert (first.status, second.status) == (ProposalStatus.SUPERSEDED, ProposalStatus.OPEN)
        assert elsewhere.status is ProposalStatus.OPEN
        assert await open_proposal(session, row.id or 0) == second


@pytest.mark.parametrize("status", [ProposalStatus.REJECTED, ProposalStatus.APPROVED])
async def test_decided_teams_stay_as_they_were_decided(database: Database, status: ProposalStatus) -> None:
    async with database.transaction() as session:
        row = await add_request(session)
        decided = await added(session, Proposal(request_id=row.id or 0, status=status, created_at=MOMENT))

        await store_proposal(session, row, asked_for(), rules(), search(), now=MOMENT)

        assert decided.status is status
