"""What an officer attaches stays its author's: told under their name, and no key to the request for anybody else."""

from sqlmodel import col, select

from storage.mail import Inbox, Job
from storage.people import Contact
from storage.states import InboxStatus
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import MUSTER, OLGA, Facility, said
from tests.flows.steps import SALMA, send_request
from tests.peers.smtp import Delivered, letter

pytestmark = ON_SQLITE

EVE = "eve@elsewhere.example"
NOBODY = (
    b"From: <<\r\nTo: muster@facility.example\r\nSubject: x\r\nMessage-ID: <a@b.example>\r\n\r\nHello.\r\n"
)


async def attach(facility: Facility, sender: str, text: str) -> Delivered:
    """A letter about the request, which Olga attaches to it; what the officers read then."""
    await facility.send(letter(sender=sender, to=MUSTER, subject="About 2026-01", text=text))
    shown = await facility.mail_to(OLGA, subject="Please look at a message")
    await facility.reply(shown, "ATTACH 2026-01")
    return await facility.mail_to(OLGA, subject="A message was attached")


async def test_a_strangers_words_are_told_under_the_strangers_name(facility: Facility) -> None:
    await send_request(facility)

    told = await attach(facility, f"Salma Khamis <{EVE}>", "We have a new address.")

    assert f"Salma Khamis <{EVE}> wrote" in said(told)
    assert "Olga Novak has attached the message" in said(told)
    assert "We have a new address." in said(told)


async def test_a_stranger_is_not_believed_from_then_on(facility: Facility) -> None:
    await send_request(facility)
    await attach(facility, EVE, "We have a new address.")
    (heard,) = facility.mails_to(EVE)

    await facility.send(letter(sender=EVE, to=heard.reply_to, subject="2026-01", text="We withdraw it."))

    assert heard.reply_to == MUSTER
    assert (await facility.notes())[-1] == "for an officer: not_a_party"


async def test_the_journal_keeps_who_wrote_and_who_attached(facility: Facility) -> None:
    await send_request(facility)
    await attach(facility, EVE, "We have a new address.")

    (kept,) = await facility.journal("request.attached")

    assert kept.actor.startswith("officer:")
    assert kept.facts == {"words": "We have a new address.", "author": EVE}
    assert await facility.journal("request.reply") == []
    olga = await facility.chat(OLGA)
    assert f"{EVE}: We have a new address." in await olga.say("/show 2026-01")


async def test_a_message_of_nobody_is_attached_and_nobody_is_answered(facility: Facility) -> None:
    await send_request(facility)
    await facility.send(NOBODY, mail_from="someone@elsewhere.example", to=(MUSTER,))
    olga = await facility.chat(OLGA)
    async with facility.database.snapshot() as session:
        (number,) = await session.exec(select(Inbox.id).where(Inbox.status == InboxStatus.DOUBTFUL))

    await olga.say(f"/attach {number} 2026-01")

    assert "someone@elsewhere.example wrote" in said(await facility.mail_to(OLGA, subject="was attached"))
    async with facility.database.snapshot() as session:
        assert list(await session.exec(select(Contact.email))) == [SALMA]
        assert list(await session.exec(select(Job).where(col(Job.destination) == ""))) == []


async def test_the_contact_whose_reply_was_in_doubt_goes_on_as_usual(facility: Facility) -> None:
    await send_request(facility)
    mail = letter(
        sender=SALMA, to="muster+r1aaaaaaaaaaaaaaaa@facility.example", text="We need three experts."
    )
    await facility.send(mail)

    await facility.reply(await facility.mail_to(OLGA, subject="Please look at a message"), "ATTACH 2026-01")

    assert f"{SALMA} wrote" in said(await facility.mail_to(OLGA, subject="A message was attached"))
    assert facility.mails_to(SALMA)[-1].reply_to.startswith("muster+r")


async def test_words_attached_to_a_draft_of_a_chat_are_mailed_to_nobody(facility: Facility) -> None:
    salma = await facility.chat("salma")
    await salma.say("/request")
    await facility.send(letter(sender=EVE, to="muster+d1aaaaaaaaaaaaaaaa@facility.example", text="In March."))

    await facility.reply(await facility.mail_to(OLGA, subject="Please look at a message"), "ATTACH")

    assert (await facility.journal("message.attached"))[0].subject == "request:1"
    async with facility.database.snapshot() as session:
        assert list(await session.exec(select(Job).where(col(Job.destination) == ""))) == []
