from datetime import datetime, timedelta

import pytest

from storage import queries
from storage.database import Database
from storage.institutions import find_or_add_institution
from storage.jobs import enqueue
from storage.people import AvailabilityPeriod, ExpertArea, ExpertDocument, ExpertLanguage
from storage.requests import Activity
from storage.states import InquiryStatus, MissionStatus, ProposalStatus, RequestStatus, Role
from tests.factories import (
    add_contact,
    add_expert,
    add_inquiry,
    add_mission,
    add_officer,
    add_proposal,
    add_request,
    add_seat,
    added,
)

DAY = timedelta(days=1)


async def test_a_request_is_found_by_its_code(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session, code="2026-03")

        assert await queries.request_by_code(session, " 2026-03 ") is request
        assert await queries.request_by_code(session, "2026-04") is None


async def test_a_contacts_requests_are_theirs_alone_and_newest_first(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        afi, bola = await add_contact(session), await add_contact(session)
        old = await add_request(session, contact_id=afi.id, created_at=now - DAY)
        new = await add_request(session, contact_id=afi.id, created_at=now)
        await add_request(session, contact_id=bola.id)

        assert await queries.requests_of_contact(session, afi.id or 0) == [new, old]


async def test_the_draft_worked_on_last_is_the_contacts_draft(database: Database) -> None:
    async with database.transaction() as session:
        afi = await add_contact(session)
        await add_request(session, contact_id=afi.id)
        latest = await add_request(session, contact_id=afi.id)
        await add_request(session, contact_id=afi.id, status=RequestStatus.RECEIVED)

        assert await queries.draft_of_contact(session, afi.id or 0) is latest


async def test_open_requests_are_those_an_officer_can_still_act_on(database: Database) -> None:
    async with database.transaction() as session:
        for status in RequestStatus:
            await add_request(session, status=status)
        await add_request(session, status=RequestStatus.CHECKING, channel="import")

        found = [request.status for request in await queries.open_requests(session)]

    assert found == [
        RequestStatus.RECEIVED,
        RequestStatus.CHECKING,
        RequestStatus.ELIGIBLE,
        RequestStatus.FORMULATED,
        RequestStatus.ON_HOLD,
    ]


async def test_a_request_is_similar_when_its_title_and_its_place_are_the_same(
    database: Database, now: datetime
) -> None:
    received = {"status": RequestStatus.RECEIVED, "received_at": now - 10 * DAY}
    async with database.transaction() as session:
        place = await find_or_add_institution(session, "Ministry of Labour", "TG")
        same = await add_request(session, title="Pension Reform", institution_id=place.id, **received)
        await add_request(session, title="Pension reform", institution_id=place.id)
        await add_request(session, title="Other", institution_id=place.id, **received)
        old = received | {"received_at": now - 100 * DAY}
        await add_request(session, title="Pension reform", institution_id=place.id, **old)
        elsewhere = await add_request(session, title="Pension reform", country="TG", **received)

        by_place = await queries.similar_requests(
            session, " pension  REFORM", institution_id=place.id, now=now, days=90
        )
        by_country = await queries.similar_requests(session, "pension reform", country="TG", now=now, days=90)

    assert by_place == [same]
    assert by_country == [elsewhere, same]


async def test_activities_come_in_their_order(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        for number in ("1", "2", "4a"):
            await added(session, Activity(request_id=request.id or 0, number=number, title="x"))

        found = await queries.activities_of(session, request.id or 0)

    assert [activity.number for activity in found] == ["1", "2", "4a"]


async def test_an_officer_is_found_by_address_and_by_chat(database: Database) -> None:
    async with database.transaction() as session:
        olga = await add_officer(session, chat="telegram:7")

        assert await queries.officer_by_email(session, " Olga@Facility.example") is olga
        assert await queries.officer_by_chat(session, "telegram:7") is olga


async def test_who_left_the_facility_is_no_officer(database: Database) -> None:
    async with database.transaction() as session:
        await add_officer(session, chat="telegram:7", active=False)

        assert await queries.officer_by_email(session, "olga@facility.example") is None
        assert await queries.officer_by_chat(session, "telegram:7") is None
        assert await queries.active_officers(session) == []


async def test_observers_are_told_but_do_not_act(database: Database) -> None:
    async with database.transaction() as session:
        officers = [
            await add_officer(session, email=f"{role}@facility.example", role=role)
            for role in (Role.OBSERVER, Role.OFFICER, Role.ADMIN, Role.APPROVER)
        ]

        assert await queries.active_officers(session) == officers
        assert await queries.acting_officers(session) == officers[1:]


async def test_an_expert_is_found_by_code_and_by_address(database: Database) -> None:
    async with database.transaction() as session:
        expert = await add_expert(session, 12)

        assert await queries.expert_by_code(session, "ex-0012") is expert
        assert await queries.expert_by_email(session, "Expert0012@experts.example") is expert
        assert await queries.expert_by_email(session, "nobody@experts.example") is None


async def test_all_that_is_known_of_the_experts_is_read_at_once(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        second, first = await add_expert(session, 2), await add_expert(session, 1)
        number = first.id or 0
        language = await added(session, ExpertLanguage(expert_id=number, language="fr", level="C1"))
        area = await added(session, ExpertArea(expert_id=number, area="pensions"))
        document = await added(session, ExpertDocument(expert_id=number, text="16 years"))
        period = AvailabilityPeriod(expert_id=number, start=now.date(), end=now.date(), free=True)
        await added(session, period)

        assert await queries.experts(session) == [first, second]
        assert await queries.expert_languages(session) == [language]
        assert await queries.expert_areas(session) == [area]
        assert await queries.expert_documents(session) == [document]
        assert await queries.availability_periods(session) == [period]


async def test_a_contact_is_found_by_chat(database: Database) -> None:
    async with database.transaction() as session:
        afi = await add_contact(session, chat="telegram:1")

        assert await queries.contact_by_chat(session, "telegram:1") is afi
        assert await queries.contact_by_chat(session, "telegram:2") is None


async def test_a_mail_is_found_by_its_message_id(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        number = await enqueue(
            session,
            kind="mail",
            destination="a",
            payload={},
            due_at=now,
            now=now,
            message_id="m1@facility.example",
            about="inquiry:7",
        )
        job = await queries.job_by_message_id(session, "<m1@facility.example>")

    assert job is not None
    assert (job.id, job.about) == (number, "inquiry:7")


async def test_only_an_open_proposal_is_to_be_decided(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        number = request.id or 0
        proposal = await add_proposal(session, request)
        superseded = await add_proposal(session, request, status=ProposalStatus.SUPERSEDED)

        assert await queries.open_proposal(session, number) is proposal
        assert await queries.latest_proposal(session, number) is superseded
        assert await queries.open_proposal(session, 99) is None


async def test_a_cancelled_mission_is_none(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session)
        await add_mission(session, request, status=MissionStatus.CANCELLED)
        before = await queries.mission_of(session, request.id or 0)
        mission = await add_mission(session, request)

        assert before is None
        assert await queries.mission_of(session, request.id or 0) is mission


async def test_seats_come_by_position_and_inquiries_as_they_were_put(database: Database) -> None:
    async with database.transaction() as session:
        mission = await add_mission(session, await add_request(session))
        number = mission.id or 0
        second = await add_seat(session, mission, position=2)
        first = await add_seat(session, mission, position=1)
        ines, bea = await add_expert(session, 1), await add_expert(session, 2)
        asked = await add_inquiry(session, second, ines)
        yes = await add_inquiry(session, first, bea, status=InquiryStatus.ACCEPTED)
        again = await add_inquiry(session, second, ines)

        assert await queries.seats_of(session, number) == [first, second]
        assert await queries.inquiries_of(session, number) == [asked, yes, again]
        assert await queries.accepted_inquiries(session, number) == [yes]
        assert await queries.latest_inquiry(session, second.id or 0, ines.id or 0) is again


@pytest.mark.parametrize(
    ("values", "remind", "expire"),
    [
        ({"reminder_due_at": -1, "reply_by": 4}, True, False),
        ({"reminder_due_at": 0, "reply_by": 4}, True, False),
        ({"reminder_due_at": 1, "reply_by": 4}, False, False),
        ({"reminder_due_at": -1, "reminded_at": -1, "reply_by": 4}, False, False),
        ({"reminder_due_at": -1, "reply_by": 0}, False, True),
        ({"reply_by": -1}, False, True),
        ({"reply_by": 4}, False, False),
    ],
)
async def test_what_is_due_is_found_by_asking(
    database: Database, now: datetime, values: dict[str, int], *, remind: bool, expire: bool
) -> None:
    moments = {name: now + days * DAY for name, days in values.items()}
    async with database.transaction() as session:
        seat = await add_seat(session, await add_mission(session, await add_request(session)))
        expert = await add_expert(session)
        asked = await add_inquiry(session, seat, expert, **moments)
        await add_inquiry(session, seat, expert, status=InquiryStatus.DECLINED, **moments)

        assert await queries.inquiries_to_remind(session, now) == ([asked] if remind else [])
        assert await queries.inquiries_to_expire(session, now) == ([asked] if expire else [])


async def test_requests_a_contact_began_lately_are_counted_with_drafts(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        afi, bola = await add_contact(session), await add_contact(session)
        await add_request(session, contact_id=afi.id, created_at=now - 2 * DAY)
        await add_request(session, contact_id=afi.id, created_at=now - DAY)
        await add_request(session, contact_id=afi.id, created_at=now, status=RequestStatus.REJECTED)
        await add_request(session, contact_id=bola.id, created_at=now)

        assert await queries.requests_since(session, afi.id or 0, since=now - DAY) == 2
        assert await queries.requests_since(session, 99, since=now - DAY) == 0


async def test_requests_are_listed_by_where_they_stand(database: Database) -> None:
    async with database.transaction() as session:
        by_status = {status: await add_request(session, status=status) for status in RequestStatus}
        wanted = (RequestStatus.APPROVED, RequestStatus.RECEIVED)

        found = await queries.requests_with_status(session, wanted)

        assert found == [by_status[RequestStatus.RECEIVED], by_status[RequestStatus.APPROVED]]
        assert await queries.requests_with_status(session, ()) == []


async def test_inquiry_leads_to_its_request(database: Database) -> None:
    async with database.transaction() as session:
        expert = await add_expert(session)
        requests = [await add_request(session), await add_request(session)]
        for request in requests:
            seat = await add_seat(session, await add_mission(session, request))
            await add_inquiry(session, seat, expert)

        assert await queries.request_of_inquiry(session, 2) is requests[1]
        assert await queries.request_of_inquiry(session, 3) is None


async def test_who_declined_or_stayed_silent_is_remembered_for_that_request_alone(
    database: Database,
) -> None:
    async with database.transaction() as session:
        request, other = await add_request(session), await add_request(session)
        seat = await add_seat(session, await add_mission(session, request))
        elsewhere = await add_seat(session, await add_mission(session, other))
        for number, status in enumerate(InquiryStatus, start=1):
            expert = await add_expert(session, number)
            await add_inquiry(session, seat, expert, status=status)
        await add_inquiry(session, elsewhere, expert, status=InquiryStatus.DECLINED)

        told = await queries.refused_by(session, request.id or 0)

    numbers = {status: number for number, status in enumerate(InquiryStatus, start=1)}
    refusing = (InquiryStatus.DECLINED, InquiryStatus.EXPIRED)
    assert sorted(told) == sorted(f"EX-{numbers[status]:04d}" for status in refusing)


async def test_mails_to_an_address_are_counted_by_day_and_by_matter(
    database: Database, now: datetime
) -> None:
    mails = (("afi", "request:1", now - 2 * DAY), ("afi", "request:1", now), ("afi", "inquiry:7", now))
    async with database.transaction() as session:
        for to, about, at in (*mails, ("bola", "request:1", now)):
            await enqueue(session, kind="mail", destination=to, payload={}, about=about, due_at=at, now=at)
        await enqueue(session, kind="telegram", destination="afi", payload={}, due_at=now, now=now)

        assert await queries.mails_since(session, "afi", since=now - DAY) == 2
        assert await queries.mails_since(session, "afi", since=now - DAY, about="inquiry:7") == 1
