from dataclasses import replace

import pytest

from intake.calendar_reply import Attendance, CalendarReply
from intake.message import Kind
from intake.routes import (
    FromOfficer,
    NewRequest,
    ToDraft,
    ToInquiry,
    ToMessage,
    ToOfficerDesk,
    ToRequest,
    Unattended,
    Unclear,
)
from intake.tokens import Purpose
from storage.database import Database
from tests.factories import add_officer
from tests.intake.house import AFI, EVE, INES, OLGA, altered, furnished, mail, routed, to

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


@pytest.mark.parametrize(("purpose", "confirms"), [(Purpose.CONFIRMATION, True), (Purpose.MESSAGE, False)])
async def test_officers_word_about_a_message_counts_through_a_list_gateway(
    database: Database, purpose: Purpose, *, confirms: bool
) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        recipients = to(purpose, 7, OLGA)

        found = await routed(session, mail(OLGA, "CONFIRM", recipients=recipients, kind=Kind.LIST))
        stranger = await routed(session, mail(EVE, "CONFIRM", recipients=recipients, kind=Kind.LIST))

    assert found == ToMessage(house.officer, 7, confirms=confirms)
    assert isinstance(stranger, Unattended)


async def test_button_to_an_invitation_of_somebody_else_is_known_and_not_trusted(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        (uid,) = to(Purpose.INQUIRY, house.inquiry, INES)
        reply = CalendarReply(uid, Attendance.ACCEPTED)

        found = await routed(session, mail(EVE, kind=Kind.CALENDAR, calendar=reply))
        guessed = replace(reply, uid=altered(uid))
        unknown = await routed(session, mail(EVE, kind=Kind.CALENDAR, calendar=guessed))

    assert found == ToInquiry(house.inquiry, trusted=False, reason="not_a_party")
    assert unknown == Unattended(Kind.CALENDAR, "")


async def test_machine_with_an_altered_token_is_about_nothing(database: Database) -> None:
    async with database.transaction() as session:
        house = await furnished(session)
        (address,) = to(Purpose.INQUIRY, house.inquiry, INES)

        found = await routed(session, mail(INES, recipients=(altered(address),), kind=Kind.AUTOMATIC))

    assert found == Unattended(Kind.AUTOMATIC, "")
