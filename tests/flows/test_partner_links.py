"""Who a partner in a chat is: unverified at first, then linked by an invitation or a mailed code."""

import re
from datetime import timedelta

from sqlmodel import select

from storage.institutions import find_or_add_institution
from storage.partner_links import invite_partner
from storage.people import Contact
from storage.requests import Request
from tests.flows.facility import BEGIN, OLGA, Chat, Facility
from tests.flows.steps import SALMA, send_in_chat, send_request, tell
from tests.peers.smtp import Delivered


async def contact_of(facility: Facility, chat: Chat) -> Contact:
    async with facility.database.snapshot() as session:
        return (await session.exec(select(Contact).where(Contact.chat == chat.address))).one()


async def believe(facility: Facility, email: str) -> None:
    """An officer knows the person behind this address."""
    async with facility.database.transaction() as session:
        (await session.exec(select(Contact).where(Contact.email == email))).one().verified = True


async def invited(facility: Facility, *, email: str | None = None) -> str:
    async with facility.database.transaction() as session:
        institution = await find_or_add_institution(session, "Ministry of Labour", "TG")
        return await invite_partner(
            session,
            institution_id=institution.id or 0,
            name="Amina Diallo",
            email=email,
            invited_by="operator",
            expires_at=BEGIN + timedelta(days=14),
        )


def code_in(mail: Delivered) -> str:
    found = re.search(r"\b\d{6}\b", mail.text)
    assert found
    return found.group()


async def test_an_invitation_links_the_chat_to_its_institution_once(facility: Facility) -> None:
    amina, other = await facility.chat("amina"), await facility.chat("other")
    secret = await invited(facility)

    shown = await amina.say(f"/start {secret}")

    contact = await contact_of(facility, amina)
    assert "this chat writes for Ministry of Labour" in shown
    assert (contact.name, contact.verified, contact.institution_id) == ("Amina Diallo", True, 1)
    assert "has been used" in await other.say(f"/start {secret}")
    assert not (await contact_of(facility, other)).verified


async def test_what_is_known_by_the_invitation_is_not_asked(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say(f"/start {await invited(facility)}")

    assert "At which e-mail address" in await amina.press("New request")


async def test_an_old_invitation_is_refused_kindly(facility: Facility) -> None:
    amina = await facility.chat("amina")
    secret = await invited(facility)
    facility.time.forward(days=15)

    assert "used or is too old" in await amina.say(f"/start {secret}")
    assert not (await contact_of(facility, amina)).verified


async def test_a_request_by_nobody_known_says_so_to_officers_and_offers_a_code(facility: Facility) -> None:
    amina = await facility.chat("amina")

    shown = await send_in_chat(amina)

    assert "Confirm my address" in shown
    assert not (await facility.request("2026-01")).verified
    assert await facility.mail_to(OLGA, "whether this sender speaks")


async def test_a_code_mailed_to_the_address_joins_chat_and_mail(facility: Facility) -> None:
    await send_request(facility)
    amina = await facility.chat("amina")
    await send_in_chat_under_another_title(amina)
    assert "2026-01" not in await amina.say("/status")

    await amina.press_old("menu:prove")
    assert "sent a code of six digits to salma@ministry.example" in await amina.say(SALMA)
    shown = await amina.say(await newest_code(facility))

    assert "salma@ministry.example is confirmed" in shown
    stands = await amina.say("/requests")
    assert "2026-01" in stands
    assert "2026-02" in stands


async def newest_code(facility: Facility, address: str = SALMA) -> str:
    mails = [mail for mail in facility.mails_to(address) if re.search(r"\b\d{6}\b", mail.subject)]
    return code_in(mails[-1])


async def send_in_chat_under_another_title(chat: Chat) -> None:
    await chat.say("/request")
    await tell(
        chat, "Ministry of Social Welfare", "Tanzania", "Salma Khamis", SALMA, "Reform of school meals", "school feeding",
    )  # fmt: skip
    for _ in range(20):
        if "Shall we send it?" in chat.last:
            break
        actions = [one.action for one in chat.buttons()]
        if "f:areas:done" in actions:
            await chat.press("f:areas:done")
        elif "f:langs:done" in actions:
            await chat.press("f:langs:done")
        elif "f:skip" in actions:
            await chat.press("f:skip")
        else:
            field = chat.last
            await chat.say(_answer(field))
    await chat.press("f:send")


def _answer(question: str) -> str:
    if "situation" in question:
        return "Too few pupils eat at school."
    if "mission take place" in question:
        return "4-15 May 2026"
    if "In which languages" in question:
        return "English"
    return "5 days"


async def test_an_address_of_a_known_colleagues_domain_makes_the_partner_known(facility: Facility) -> None:
    await send_request(facility)
    await believe(facility, SALMA)
    amina = await facility.chat("amina")
    await send_in_chat_under_another_title(amina)
    assert not (await facility.request("2026-02")).verified

    await amina.say("/verify")
    await amina.say("amina@ministry.example")
    shown = await amina.say(await newest_code(facility, "amina@ministry.example"))

    assert "Your institution is known to us by this address" in shown
    assert (await facility.request("2026-02")).verified


async def test_an_address_of_an_unknown_domain_leaves_the_request_unverified(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await send_in_chat(amina)

    await amina.say("/verify")
    await amina.say("amina@elsewhere.example")
    shown = await amina.say(await newest_code(facility, "amina@elsewhere.example"))

    assert "An officer still has a look" in shown
    assert not (await facility.request("2026-01")).verified
    assert (await contact_of(facility, amina)).email == "amina@elsewhere.example"


async def test_wrong_digits_are_asked_again_and_end_after_five(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/verify")
    await amina.say(SALMA)
    right = await newest_code(facility)
    wrong = "000000" if right != "000000" else "111111"

    shown = [await amina.say(wrong) for _ in range(5)]

    assert "not the six digits" in shown[0]
    assert "too many wrong codes" in shown[4]
    await amina.say(right)
    assert (await contact_of(facility, amina)).proven_at is None


async def test_a_code_is_too_old_after_half_an_hour(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/verify")
    await amina.say(SALMA)
    facility.time.forward(minutes=31)

    assert "too old" in await amina.say(await newest_code(facility))


async def test_no_more_than_three_codes_a_day_are_mailed_for_one_chat(facility: Facility) -> None:
    stranger, salma = await facility.chat("stranger"), await facility.chat("salma")
    for _ in range(3):
        await stranger.say("/verify")
        await stranger.say(SALMA)

    await stranger.say("/verify")
    assert "enough codes for today" in await stranger.say("another@ministry.example")
    await salma.say("/verify")

    assert "sent a code" in await salma.say(SALMA)
    assert len([mail for mail in facility.mails_to(SALMA) if "Your code" in mail.subject]) == 4


async def test_a_chat_that_loses_its_address_to_another_is_told(facility: Facility) -> None:
    old, new = await facility.chat("old"), await facility.chat("new")
    for chat in (old, new):
        await chat.say("/verify")
        await chat.say(SALMA)
        await chat.say(await newest_code(facility))

    assert "was just confirmed in another chat" in old.last
    assert (await contact_of(facility, new)).email == SALMA


async def test_a_draft_that_moved_on_is_no_longer_told_in_the_old_chat(facility: Facility) -> None:
    old, new = await facility.chat("old"), await facility.chat("new")
    await old.say("/verify")
    await old.say(SALMA)
    await old.say(await newest_code(facility))
    await old.say("/request")
    await new.say("/verify")
    await new.say(SALMA)
    await new.say(await newest_code(facility))

    await old.say("Ministry of Nowhere")

    assert "of 1" in await new.say("/request")
    assert "Ministry of Nowhere" not in new.last


async def test_who_is_believed_for_one_institution_does_not_speak_for_another(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say(f"/start {await invited(facility)}")  # Ministry of Labour, Togo

    await send_in_chat(amina)  # Ministry of Social Welfare, Tanzania

    assert not (await facility.request("2026-01")).verified


async def test_free_mail_under_a_national_ending_is_nobodys_domain(facility: Facility) -> None:
    await send_request(facility, sender="salma@yahoo.co.uk")
    await believe(facility, "salma@yahoo.co.uk")
    amina = await facility.chat("amina")
    await send_in_chat_under_another_title(amina)

    await amina.say("/verify")
    await amina.say("mallory@yahoo.co.uk")
    await amina.say(await newest_code(facility, "mallory@yahoo.co.uk"))

    assert not (await facility.request("2026-02")).verified


async def test_what_is_no_address_is_asked_again(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/verify")

    assert "not an e-mail address" in await amina.say("my own address")
    assert "not an e-mail address" in await amina.say("muster@facility.example")
    assert "sent a code" in await amina.say(SALMA)


async def test_whoever_does_not_want_to_be_asked_goes_on_with_the_draft(facility: Facility) -> None:
    amina = await facility.chat("amina")
    await amina.say("/request")
    await amina.say("Ministry of Labour")
    await amina.say("/verify")

    assert "2 of 16" in await amina.press("No, thank you")
    assert "3 of 16" in await amina.say("Togo")


async def test_a_claimed_address_of_another_chat_gives_way_to_the_proof(facility: Facility) -> None:
    thief = await facility.chat("thief")
    async with facility.database.transaction() as session:
        session.add(Contact(chat=thief.address, email=SALMA, created_at=BEGIN))
    amina = await facility.chat("amina")
    await amina.say("/verify")
    await amina.say(SALMA)

    await amina.say(await newest_code(facility))

    assert (await contact_of(facility, amina)).email == SALMA
    assert (await contact_of(facility, thief)).email is None


async def test_joining_moves_the_draft_too(facility: Facility) -> None:
    await send_request(facility)
    amina = await facility.chat("amina")
    await amina.say("/request")
    await amina.say("Ministry of Labour")
    await amina.say("/verify")
    await amina.say(SALMA)
    await amina.say(await newest_code(facility))

    assert "2 of 16" in await amina.say("/request")
    async with facility.database.snapshot() as session:
        owners = (await session.exec(select(Request.contact_id))).all()
    assert set(owners) == {(await contact_of(facility, amina)).id}
