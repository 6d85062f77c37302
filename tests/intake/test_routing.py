from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from intake.message import Channel, Kind, Message
from intake.routing import (
    FromOfficer,
    NewRequest,
    Route,
    StatusQuestion,
    ToDraft,
    ToInquiry,
    ToOfficerDesk,
    ToRequest,
    Unattended,
    Unclear,
    known_request,
    route,
)
from intake.status_words import asks_status
from intake.tokens import Purpose, make_token, reply_address
from storage.database import Database
from storage.jobs import enqueue
from storage.states import InquiryStatus, RequestStatus
from tests.factories import (
    MOMENT,
    add_contact,
    add_expert,
    add_inquiry,
    add_mission,
    add_officer,
    add_proposal,
    add_request,
    add_seat,
)

SECRET = b"a secret of the facility"
MAIL = "muster@facility.example"
AFI = "afi@ministry.example"
INES = "expert0001@experts.example"
OLGA = "olga@facility.example"
EVE = "eve@elsewhere.example"


@dataclass(frozen=True)
class House:
    request: int
    draft: int
    inquiry: int
    proposal: int
    officer: int


async def furnished(session: AsyncSession) -> House:
    """A request 2026-03 of Afi with an inquiry to Ines, a draft of Afi, and the officer Olga."""
    contact = await add_contact(session, email=AFI)
    officer = await add_officer(session)
    expert = await add_expert(session)
    await add_expert(session, 2)
    request = await add_request(
        session, code="2026-03", status=RequestStatus.FORMULATED, contact_id=contact.id
    )
    draft = await add_request(session, contact_id=contact.id)
    proposal = await add_proposal(session, request)
    seat = await add_seat(session, await add_mission(session, request))
    inquiry = await add_inquiry(session, seat, expert)
    return House(request.id or 0, draft.id or 0, inquiry.id or 0, proposal.id or 0, officer.id or 0)


def mail(sender: str, text: str = "Yes.", **values: object) -> Message:
    message = Message(Channel.MAIL, "mail:1", sender, MOMENT, text=text)
    return replace(message, **values)  # type: ignore[arg-type]


def to(purpose: Purpose, row_id: int, party: str) -> tuple[str, ...]:
    return (reply_address(MAIL, make_token(SECRET, purpose, row_id, party)),)


def altered(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}"


async def routed(session: AsyncSession, message: Message) -> Route:
    return await route(session, message, secret=SECRET, mail_address=MAIL)


# --- by token ---


async def test_token_of_the_expert_leads_to_the_inquiry(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        found = await routed(session, mail(INES, recipients=to(Purpose.INQUIRY, house.inquiry, INES)))

    assert found == ToInquiry(house.inquiry, trusted=True)


async def test_token_in_another_hand_is_not_trusted(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        found = await routed(session, mail(EVE, recipients=to(Purpose.INQUIRY, house.inquiry, INES)))

    assert found == ToInquiry(house.inquiry, trusted=False, reason="not_a_party")


async def test_colleague_who_answers_with_the_expert_in_copy_is_not_trusted(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        recipients = (*to(Purpose.INQUIRY, house.inquiry, INES), INES)

        found = await routed(session, mail("colleague@experts.example", recipients=recipients))

    assert found == ToInquiry(house.inquiry, trusted=False, reason="not_a_party")


async def test_altered_token_is_not_trusted(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        (address,) = to(Purpose.INQUIRY, house.inquiry, INES)

        found = await routed(session, mail(INES, recipients=(altered(address),)))

    assert found == ToInquiry(house.inquiry, trusted=False, reason="altered_token")


async def test_altered_token_spoils_the_other_ways_too(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        (address,) = to(Purpose.REQUEST, house.request, AFI)

        found = await routed(session, mail(AFI, subject="[2026-03]", recipients=(altered(address),)))

    assert found == ToRequest(house.request, trusted=False, reason="altered_token")


async def test_token_of_a_row_that_never_was_is_unclear(database: Database) -> None:
    async with database.transaction() as session:
        await furnished(session)

        found = await routed(session, mail(INES, recipients=to(Purpose.INQUIRY, 999_999_999, INES)))

    assert found == Unclear("altered_token")


async def test_token_of_one_expert_opens_no_inquiry_of_another(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        other = "expert0002@experts.example"

        found = await routed(session, mail(other, recipients=to(Purpose.INQUIRY, house.inquiry, INES)))

    assert found == ToInquiry(house.inquiry, trusted=False, reason="not_a_party")


async def test_token_of_the_contact_leads_to_the_request(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        found = await routed(session, mail(AFI, recipients=to(Purpose.REQUEST, house.request, AFI)))

    assert found == ToRequest(house.request, trusted=True)


async def test_token_of_a_draft_leads_to_the_draft(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        found = await routed(session, mail(AFI, recipients=to(Purpose.DRAFT, house.draft, AFI)))

    assert found == ToDraft(house.draft, trusted=True)


async def test_token_of_a_draft_sent_since_leads_to_the_request(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        found = await routed(session, mail(AFI, recipients=to(Purpose.DRAFT, house.request, AFI)))

    assert found == ToRequest(house.request, trusted=True)


async def test_strangers_with_the_contacts_token_are_not_trusted(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        request = await routed(session, mail(EVE, recipients=to(Purpose.REQUEST, house.request, AFI)))
        draft = await routed(session, mail(EVE, recipients=to(Purpose.DRAFT, house.draft, AFI)))

    assert request == ToRequest(house.request, trusted=False, reason="not_a_party")
    assert draft == ToDraft(house.draft, trusted=False, reason="not_a_party")


async def test_officers_token_leads_to_the_desk(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        request = await routed(session, mail(OLGA, recipients=to(Purpose.OFFICER, house.request, OLGA)))
        proposal = await routed(session, mail(OLGA, recipients=to(Purpose.PROPOSAL, house.proposal, OLGA)))

    assert request == ToOfficerDesk(house.officer, house.request)
    assert proposal == ToOfficerDesk(house.officer, house.request, house.proposal)


async def test_officers_token_in_another_hand_decides_nothing(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        colleague = await add_officer(session, email="otto@facility.example")
        recipients = to(Purpose.OFFICER, house.request, OLGA)

        stranger = await routed(session, mail(EVE, recipients=recipients))
        other = await routed(session, mail("otto@facility.example", recipients=recipients))

    assert stranger == Unclear("not_a_party")
    assert other == FromOfficer(colleague.id or 0)


async def test_officer_who_left_decides_nothing(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        await add_officer(session, email="gone@facility.example", active=False)
        recipients = to(Purpose.OFFICER, house.request, "gone@facility.example")

        found = await routed(session, mail("gone@facility.example", recipients=recipients))

    assert found == Unclear("not_a_party")


async def test_experts_token_made_for_an_officers_purpose_is_refused(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        found = await routed(session, mail(INES, recipients=to(Purpose.OFFICER, house.request, INES)))

    assert found == Unclear("not_a_party")


async def test_address_that_only_looks_alike_is_a_stranger(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        await add_officer(session, email="kim@facility.example")

        found = await routed(
            session,
            mail(
                "\u212aim@facility.example",
                recipients=to(Purpose.OFFICER, house.request, "kim@facility.example"),
            ),
        )

    assert found == Unclear("not_a_party")


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


@pytest.mark.parametrize(
    ("sender", "trusted", "reason"),
    [(INES, True, ""), (EVE, False, "not_a_party"), (AFI, False, "not_a_party")],
)
async def test_answer_to_an_inquiry_is_known_by_its_message_id(
    database: Database,
    sender: str,
    trusted: bool,
    reason: str,
    now: datetime,  # noqa: FBT001 -- a parameter of the test
) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        await sent(session, f"inquiry:{house.inquiry}", "inquiry-7@facility.example", now)
        references = ("unknown@elsewhere.example", "inquiry-7@facility.example")

        found = await routed(session, mail(sender, references=references))

    assert found == ToInquiry(house.inquiry, trusted=trusted, reason=reason)


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


async def test_code_in_the_subject_serves_the_expert_who_was_asked(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        asked = await routed(session, mail(INES, subject="[2026-03]"))
        other = await routed(session, mail("expert0002@experts.example", subject="[2026-03]"))

    assert asked == ToInquiry(house.inquiry, trusted=True)
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


@pytest.mark.parametrize(
    ("text", "with_code", "asks"),
    [
        ("status 2026-03", True, True),
        ("We need help " * 30 + "status 2026-03", True, False),
        ("2026-03 is our request", True, False),
        ("status", False, True),
        ("Any news?", False, True),
        ("Estado de la reforma de pensiones", False, False),
        ("", False, False),
    ],
)
def test_only_short_texts_ask_for_the_status(text: str, with_code: bool, asks: bool) -> None:  # noqa: FBT001
    assert asks_status(text, with_code=with_code) == asks


# --- by nothing but the sender ---


async def test_mail_that_belongs_to_nothing_may_be_a_request(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)

        assert await routed(session, mail(EVE, "We ask for help.")) == NewRequest()
        assert await routed(session, mail(AFI, "We ask for help.")) == NewRequest()
        assert await routed(session, mail(OLGA, "approve A")) == FromOfficer(house.officer)
        assert await routed(session, mail(INES, "yes")) == Unclear("unclear")
        assert await routed(session, mail("", "yes")) == Unclear("unknown_sender")


# --- machines ---


@pytest.mark.parametrize("kind", [Kind.AUTOMATIC, Kind.BOUNCE, Kind.CALENDAR, Kind.LIST])
async def test_machines_are_unattended_but_known_by_token(database: Database, kind: Kind) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        recipients = to(Purpose.INQUIRY, house.inquiry, INES)

        found = await routed(session, mail("mailer-daemon@mx.example", recipients=recipients, kind=kind))

    assert found == Unattended(kind, f"inquiry:{house.inquiry}")


async def test_machine_is_known_by_the_mail_it_answers(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        await sent(session, f"inquiry:{house.inquiry}", "inquiry-7@facility.example", now)

        found = await routed(session, mail("", references=("inquiry-7@facility.example",), kind=Kind.BOUNCE))

    assert found == Unattended(Kind.BOUNCE, f"inquiry:{house.inquiry}")


async def test_machine_with_an_altered_token_is_about_nothing(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        (address,) = to(Purpose.INQUIRY, house.inquiry, INES)

        found = await routed(session, mail(INES, recipients=(altered(address),), kind=Kind.AUTOMATIC))

    assert found == Unattended(Kind.AUTOMATIC, "")
