import json
from dataclasses import asdict
from datetime import date

from config.periods import Period
from matching.need import Reason
from reporting.case_cards import InquiryCard, Person, SeatCard
from reporting.casefile import case_file
from storage.states import InquiryStatus, MissionStatus, ProposalStatus, RequestStatus, SeatStatus
from storage.transaction import Transaction
from storage.turns import Turn
from tests.cases import LATER, RECEIVED, WINDOW, add_case
from tests.factories import MOMENT, add_mission, add_proposal, add_request

FIRST = Person("EX-0001", "Ines Duarte1", "PT")
SECOND = Person("EX-0002", "Ines Duarte2", "PT")


async def test_unknown_code_has_no_case_file(transaction: Transaction) -> None:
    async with transaction() as session:
        assert await case_file(session, "2026-01") is None


async def test_request_alone_is_a_case_file_without_teams_and_missions(transaction: Transaction) -> None:
    async with transaction() as session:
        await add_request(session, code="2026-01", country=None)

        case = await case_file(session, " 2026-01 ")

    assert case is not None
    assert (case.proposals, case.missions, case.history) == ((), (), ())
    assert (case.request.window, case.request.institution, case.request.contact) == (None, "", "")


async def test_request_is_told_as_it_stands(transaction: Transaction) -> None:
    async with transaction() as session:
        await add_case(session)

        case = await case_file(session, "2026-01")

    assert case is not None
    card = case.request
    assert (card.code, card.status, card.turn, card.received_at) == (
        "2026-01",
        RequestStatus.FORMULATED,
        Turn.EXPERTS,
        RECEIVED,
    )
    assert (card.title, card.institution, card.country, card.contact) == (
        "Master plan",
        "INAM",
        "TG",
        "Afi Mensah",
    )
    assert (card.areas, card.languages, card.profiles) == (("social_pensions",), ("fr",), ("Actuary",))
    assert (card.window, card.days, card.experts) == (WINDOW, 5, 2)
    assert card.kept_as_written == {"institution": "the INAM, I think"}


async def test_teams_are_told_with_names_scores_and_reasons(transaction: Transaction) -> None:
    async with transaction() as session:
        await add_case(session)

        case = await case_file(session, "2026-01")

    assert case is not None
    (proposal,) = case.proposals
    assert (proposal.status, proposal.decided_by, proposal.decided_at) == (
        ProposalStatus.APPROVED,
        "Claire Dubois",
        MOMENT,
    )
    assert [(team.rank, team.score, team.chosen, team.period) for team in proposal.teams] == [
        (1, 0.95, True, WINDOW),
        (2, 0.95, False, WINDOW),
    ]
    actuary, other = proposal.teams[0].members
    assert (actuary.person, actuary.seat, actuary.score) == (FIRST, "Actuary", 0.7)
    assert (other.person, other.seat) == (SECOND, "")
    assert actuary.reasons[:2] == (
        Reason("topic.nothing", {}),
        Reason("language.native", {"language": "fr"}),
    )


async def test_member_who_left_the_register_is_told_by_code(transaction: Transaction) -> None:
    async with transaction() as session:
        await add_case(session)

        case = await case_file(session, "2026-01")

    assert case is not None
    assert case.proposals[0].teams[1].members[1].person == Person("EX-0999", "EX-0999", "")


async def test_mission_is_told_with_seats_and_answers(transaction: Transaction) -> None:
    async with transaction() as session:
        await add_case(session)

        case = await case_file(session, "2026-01")

    assert case is not None
    (mission,) = case.missions
    asked_about = Period(date(2026, 3, 9), date(2026, 3, 20))
    assert mission.seats == (
        SeatCard(1, "Actuary", SeatStatus.CONFIRMED, FIRST),
        SeatCard(2, "", SeatStatus.ASKED, SECOND),
    )
    yes, silent = mission.inquiries
    assert yes == InquiryCard(
        id=yes.id,
        seat=1,
        person=FIRST,
        status=InquiryStatus.ACCEPTED,
        window=asked_about,
        asked_at=MOMENT,
        reply_by=LATER,
        reminded_at=None,
        answered_at=LATER,
        words="Yes, but only 9-20 March",
        free=(asked_about,),
        busy=(Period(date(2026, 3, 2), date(2026, 3, 8)),),
        note="",
    )
    assert (silent.seat, silent.words, silent.free, silent.note) == (2, "", (), "Away until 15 January")


async def test_history_is_told_in_order(transaction: Transaction) -> None:
    async with transaction() as session:
        await add_case(session)

        case = await case_file(session, "2026-01")

    assert case is not None
    assert [(entry.event, entry.actor, entry.facts) for entry in case.history] == [
        ("inquiry.asked", "muster", {}),
        ("inquiry.accepted", "expert:1", {"reason": "Yes, but only 9-20 March"}),
    ]


async def test_cancelled_mission_and_superseded_teams_stay_in_the_file(transaction: Transaction) -> None:
    async with transaction() as session:
        request = await add_request(session, code="2026-01")
        await add_proposal(session, request, status=ProposalStatus.SUPERSEDED)
        await add_proposal(session, request)
        await add_mission(session, request, status=MissionStatus.CANCELLED)

        case = await case_file(session, "2026-01")

    assert case is not None
    assert [proposal.status for proposal in case.proposals] == [
        ProposalStatus.SUPERSEDED,
        ProposalStatus.OPEN,
    ]
    assert [(mission.status, mission.seats) for mission in case.missions] == [(MissionStatus.CANCELLED, ())]


async def test_case_file_turns_into_json(transaction: Transaction) -> None:
    async with transaction() as session:
        await add_case(session)

        case = await case_file(session, "2026-01")

    assert case is not None
    written = json.loads(json.dumps(asdict(case), default=str))
    assert written["request"]["window"] == {"start": "2026-03-02", "end": "2026-03-27"}
    assert written["proposals"][0]["teams"][0]["members"][0]["person"]["name"] == "Ines Duarte1"
    assert written["missions"][0]["inquiries"][0]["status"] == "accepted"
