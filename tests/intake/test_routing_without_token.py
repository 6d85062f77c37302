from datetime import datetime

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.message import Kind
from intake.routes import (
    FromOfficer,
    NewRequest,
    StatusQuestion,
    ToDraft,
    ToInquiry,
    ToRequest,
    Unattended,
    Unclear,
)
from intake.threads import known_request
from intake.tokens import Purpose
from storage.database import Database
from storage.jobs import enqueue
from storage.states import InquiryStatus
from tests.factories import add_expert, add_inquiry, add_mission, add_request, add_seat
from tests.intake.house import AFI, EVE, INES, OLGA, furnished, mail, routed, to

# --- by the mail it answers ---


async def sent(session: AsyncSession, about: str, message_id: str, now: datetime) -> None:
    await enqueue(
        session,
        kind="mail",
        destination="x@y.example",
        payload={},
        about=about,
        due_at=now,
        now=now,
        message_id=message_id,
    )


@pytest.mark.parametrize(("sender", "reason"), [(INES, ""), (EVE, "not_a_party"), (AFI, "not_a_party")])
async def test_answer_to_an_inquiry_is_known_by_its_message_id(
    database: Database, sender: str, reason: str, now: datetime
) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        await sent(session, f"inquiry:{house.inquiry}", "inquiry-7@facility.example", now)
        references = ("unknown@elsewhere.example", "inquiry-7@facility.example")

        found = await routed(session, mail(sender, references=references))

    assert found == ToInquiry(house.inquiry, trusted=not reason, reason=reason)


async def test_answer_about_a_request_is_known_by_its_message_id(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        await sent(session, f"request:{house.request}", "one@facility.example", now)
        await sent(session, f"request:{house.draft}", "two@facility.example", now)

        request = await routed(session, mail(AFI, references=("one@facility.example",)))
        draft = await routed(session, mail(AFI, references=("two@facility.example",)))
        stranger = await routed(session, mail(EVE, references=("one@facility.example",)))

    assert request == ToRequest(house.request, trusted=True)
    assert draft == ToDraft(house.draft, trusted=True)
    assert stranger == ToRequest(house.request, trusted=False, reason="not_a_party")


async def test_officer_known_by_message_id_decides_nothing(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        await sent(session, f"proposal:{house.proposal}", "three@facility.example", now)

        officer = await routed(session, mail(OLGA, references=("three@facility.example",)))
        stranger = await routed(session, mail(EVE, references=("three@facility.example",)))

    assert officer == FromOfficer(house.officer)
    assert stranger == Unclear("not_a_party")


# --- by the code in the subject ---


async def test_code_in_the_subject_serves_the_contact(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        found = await routed(session, mail(AFI, "Here is the annex.", subject="Re: [2026-03] Your request"))

    assert found == ToRequest(house.request, trusted=True)


async def test_code_in_the_subject_does_not_decide_for_the_expert_who_was_asked(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        asked = await routed(session, mail(INES, subject="[2026-03]"))
        other = await routed(session, mail("expert0002@experts.example", subject="[2026-03]"))

    assert asked == ToInquiry(house.inquiry, trusted=False, reason="no_token")
    assert other == ToRequest(house.request, trusted=False, reason="not_a_party")


async def test_code_in_the_subject_opens_no_closed_inquiry(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        expert = await add_expert(session, 3)
        seat = await add_seat(session, await add_mission(session, await add_request(session, code="2026-04")))
        await add_inquiry(session, seat, expert, status=InquiryStatus.WITHDRAWN)

        found = await routed(session, mail(expert.email, subject="[2026-04]"))

    assert isinstance(found, ToRequest)
    assert (found.trusted, found.request_id == house.request) == (False, False)


async def test_code_in_the_subject_from_an_officer_decides_nothing(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        found = await routed(session, mail(OLGA, "approve A", subject="[2026-03]"))

    assert found == FromOfficer(house.officer)


async def test_code_in_the_subject_of_a_stranger_is_not_trusted(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        found = await routed(session, mail(EVE, subject="[2026-03]"))

    assert found == ToRequest(house.request, trusted=False, reason="not_a_party")


async def test_code_in_the_body_is_only_talk(database: Database) -> None:
    async with database.transaction() as session:
        await furnished(session)

        found = await routed(
            session, mail("new@ministry.example", "Like 2026-03 we ask for help with pensions.")
        )

    assert found == NewRequest()


async def test_unknown_code_leads_nowhere(database: Database) -> None:
    async with database.transaction() as session:
        await furnished(session)

        assert await routed(session, mail(AFI, "We ask for help.", subject="[2026-99]")) == NewRequest()
        assert await known_request(session, ("2026-98", "2026-99")) is None


# --- questions of status ---


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("status 2026-03?", ""),
        ("", "status 2026-03?"),
        ("Status of 2026-03", "Thank you."),
        ("", "Où en est 2026-03 ?"),
        ("où en est 2026-03", ""),
        ("estado 2026-03", ""),
        ("", "¿En qué estado está 2026-03?"),
        ("Estado do pedido 2026-03", ""),
        ("", "Como está 2026-03?"),
        ("Re: [2026-03] Your request", "Any news of 2026-03?"),
    ],
)
async def test_question_of_status_names_the_code(sqlite_database: Database, subject: str, text: str) -> None:
    async with sqlite_database.transaction() as session:
        await furnished(session)

        assert await routed(session, mail(AFI, text, subject=subject)) == StatusQuestion("2026-03")
        assert await routed(session, mail(EVE, text, subject=subject)) == StatusQuestion("2026-03")


async def test_subject_muster_wrote_itself_is_no_question(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        found = await routed(session, mail(AFI, "Thank you.", subject="Re: [2026-03] Status: eligible"))

    assert found == ToRequest(house.request, trusted=True)


async def test_question_in_a_reply_asks_for_that_request(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        found = await routed(
            session, mail(AFI, "Status?", recipients=to(Purpose.REQUEST, house.request, AFI))
        )

    assert found == StatusQuestion("2026-03")


async def test_question_without_code_asks_for_all_of_a_known_contact(database: Database) -> None:
    async with database.transaction() as session:
        await furnished(session)

        assert await routed(session, mail(AFI, "", subject="Status?")) == StatusQuestion("")
        assert await routed(session, mail(EVE, "", subject="Status?")) == NewRequest()


async def test_machine_is_known_by_the_mail_it_answers(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        await sent(session, f"inquiry:{house.inquiry}", "inquiry-7@facility.example", now)

        found = await routed(session, mail("", references=("inquiry-7@facility.example",), kind=Kind.BOUNCE))

    assert found == Unattended(Kind.BOUNCE, f"inquiry:{house.inquiry}")
