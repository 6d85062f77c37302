"""Who works here: invited by a link, allowed what the role allows, and gone at once when removed."""

import re

from storage.states import RequestStatus, Role
from tests.flows.chats import OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import propose_teams, send_request

pytestmark = ON_SQLITE

ADA, PIET, AVA = 501, 502, 503
PIETS_MAIL, AVAS_MAIL = "piet@facility.example", "ava@facility.example"


async def admin(telegram: Telegram) -> None:
    await telegram.invite(ADA, "ada@facility.example", "Ada Admin", role=Role.ADMIN)


async def test_admin_invites_somebody_whose_link_works_once(telegram: Telegram) -> None:
    await admin(telegram)
    await telegram.peer.until(lambda: telegram.peer.called("getMe"))

    told = await telegram.say(ADA, f"/invite officer {PIETS_MAIL} Piet Vos")
    link = re.search(r"https://t\.me/muster_test_bot\?start=(\S+)", told)
    assert link is not None
    welcome = await telegram.say(PIET, f"/start {link[1]}", name="Piet")
    stranger = await telegram.say(AVA, f"/start {link[1]}", name="Ava")

    assert link[0] in said(await telegram.facility.mail_to(PIETS_MAIL)).replace(" ", "")
    assert "Hello Piet Vos, this chat is now linked to you. Your role: Officer." in welcome
    assert "does not work any more" in stranger
    assert "by Telegram" in await telegram.say(PIET, "/people")


async def test_only_an_admin_invites_and_removes(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")

    for order in (f"/invite officer {PIETS_MAIL}", f"/remove {OLGA}"):
        assert "Your role is Officer. It does not include this" in await telegram.say(OLGAS_CHAT, order)

    assert telegram.facility.mails_to(PIETS_MAIL) == []
    assert "Open requests" not in await telegram.say(OLGAS_CHAT, "/people")


async def test_removed_person_s_buttons_and_mails_no_longer_act(telegram: Telegram) -> None:
    await admin(telegram)
    await telegram.facility.add_officer(AVAS_MAIL, "Ava Lind")
    await telegram.invite(PIET, PIETS_MAIL, "Piet Vos")
    await send_request(telegram.facility)
    await telegram.quiet()
    card = await telegram.facility.mail_to(AVAS_MAIL, "New request")

    for address, name in ((PIETS_MAIL, "Piet Vos"), (AVAS_MAIL, "Ava Lind")):
        asked = await telegram.say(ADA, f"/remove {address}")
        assert name in asked
        assert "no longer works here" in await telegram.press(ADA, f"Yes, remove {name}")
    pressed = await telegram.press(PIET, "eligible:1")
    await telegram.facility.reply(card, "ELIGIBLE")
    await telegram.quiet()

    assert "Only officers of the facility can do this." in pressed
    assert (await telegram.facility.request("2026-01")).status is RequestStatus.RECEIVED
    before = len(telegram.peer.messages(PIET))
    await send_request(telegram.facility, sender="omar@agency.example")
    await telegram.quiet()
    assert len(telegram.peer.messages(PIET)) == before


async def test_removed_person_s_old_cards_show_nothing_new(telegram: Telegram) -> None:
    await admin(telegram)
    await telegram.invite(PIET, PIETS_MAIL, "Piet Vos")
    await send_request(telegram.facility)
    await telegram.quiet()
    before = telegram.peer.messages(PIET)

    await telegram.say(ADA, f"/remove {PIETS_MAIL}")
    await telegram.press(ADA, "Yes, remove Piet Vos")
    await telegram.decide(ADA, "eligible:1")

    assert telegram.peer.messages(PIET) == before
    assert any("Monitoring" in shown.text for shown in before)


async def test_approver_hears_of_teams_alone_and_approves_them(facility: Facility) -> None:
    await facility.add_officer(AVAS_MAIL, "Ava Prover", role=Role.APPROVER)

    await propose_teams(facility)
    [asked] = facility.mails_to(AVAS_MAIL)
    await facility.reply(asked, "APPROVE A")

    assert "Teams to choose from" in asked.subject
    assert "APPROVE A" in asked.text
    assert (await facility.request("2026-01")).status is RequestStatus.FORMULATED
    [approved] = await facility.journal("proposal.approved")
    assert approved.actor == "officer:2"


async def test_approver_s_other_orders_are_refused_by_mail_too(facility: Facility) -> None:
    await facility.add_officer(AVAS_MAIL, "Ava Prover", role=Role.APPROVER)
    await propose_teams(facility)
    asked = await facility.mail_to(AVAS_MAIL)

    await facility.reply(asked, "HOLD 1 May, we wait")

    assert "Your role is Approver. It does not include this" in said(facility.mails_to(AVAS_MAIL)[-1])
    assert (await facility.request("2026-01")).status is RequestStatus.ELIGIBLE


async def test_approver_refuses_teams_with_a_reason(facility: Facility) -> None:
    await facility.add_officer(AVAS_MAIL, "Ava Prover", role=Role.APPROVER)
    await propose_teams(facility)

    await facility.reply(await facility.mail_to(AVAS_MAIL), "REJECT we want somebody from Portugal")

    assert [entry.actor for entry in await facility.journal("proposal.rejected")] == ["officer:2"]
    assert (await facility.request("2026-01")).status is RequestStatus.ELIGIBLE
