"""Machines that answer: an absence moves the reminder, a bounce passes the seat on, and nobody is answered."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from storage.missions import Inquiry
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import BEGIN, BORDER, MUSTER, OLGA, Facility, said
from tests.flows.steps import SALMA, ask_team, form, question_to, send_request
from tests.peers.smtp import Delivered, Fault, answer, letter

pytestmark = ON_SQLITE

REPORT = """\
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: {to}
Subject: {subject}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="d1"

--d1
Content-Type: text/plain

The mail to {address} could not be delivered.
--d1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
--d1
Content-Type: text/rfc822-headers

From: {sender}
Message-ID: {message_id}

--d1--
"""


async def test_out_of_office_is_no_answer_and_gets_none_but_moves_the_reminder(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(_out_of_office(sofia, "Estou ausente até 16 de janeiro de 2026. Obrigada."))

    inquiry = (await facility.inquiries())[0]
    assert inquiry.status == "asked"
    assert inquiry.reminder_due_at == BEGIN + timedelta(days=5)
    assert "16 de janeiro" in inquiry.note
    assert len(facility.mails_to(sofia.recipients[0])) == 1
    facility.time.forward(days=3)
    await facility.look_at_clock()
    assert len(facility.mails_to(sofia.recipients[0])) == 1
    facility.time.forward(days=2)
    await facility.look_at_clock()
    assert "Lembrete" in facility.mails_to(sofia.recipients[0])[1].subject


@pytest.mark.parametrize(
    ("sender", "found"),
    [
        ("eve@elsewhere.example", "dmarc=pass header.from=elsewhere.example"),
        ("expert0012@experts.example", "dmarc=fail header.from=experts.example"),
    ],
    ids=["somebody else's machine", "in the expert's name"],
)
async def test_absence_that_nobody_of_the_experts_domain_has_sent_is_for_an_officer(
    facility: Facility, sender: str, found: str
) -> None:
    sofia, _ = await ask_team(facility)
    due = (await facility.inquiries())[0].reminder_due_at

    for day in (16, 17):
        mail = _out_of_office(sofia, f"I am out of the office until {day} January 2026.", sender=sender)
        mail["Authentication-Results"] = f"{BORDER}; {found}"
        await facility.send(mail, vouched=False)

    inquiry = (await facility.inquiries())[0]
    assert (inquiry.reminder_due_at, inquiry.note) == (due, "")
    (seen,) = (mail for mail in facility.mails_to(OLGA) if "has not answered it" in said(mail))
    assert "until 16 January" in said(seen)


async def test_absence_told_by_a_machine_of_the_experts_domain_is_noted(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    away = _out_of_office(sofia, "Out of office until 16 January 2026.", sender="robot@experts.example")
    await facility.send(away)

    assert "16 January" in (await facility.inquiries())[0].note


async def test_yes_in_an_out_of_office_does_not_count(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(_out_of_office(sofia, "Yes, I am available again on 20 March."))

    assert (await facility.inquiries())[0].status == "asked"


async def test_absence_longer_than_the_time_to_answer_still_leaves_a_day_for_the_reminder(
    facility: Facility,
) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(_out_of_office(sofia, "I am out of the office until 2 March 2026."))

    inquiry = (await facility.inquiries())[0]
    assert inquiry.reminder_due_at == inquiry.reply_by - timedelta(days=1)


async def test_two_machines_never_talk_to_each_other(facility: Facility) -> None:
    await send_request(facility)
    before = len(facility.outside.received)

    for number in range(3):
        mail = letter(sender=SALMA, to=MUSTER, subject="Automatic reply: [2026-01]", text=f"Away {number}.")
        mail["Auto-Submitted"] = "auto-replied"
        await facility.send(mail)

    assert len(facility.outside.received) == before


async def test_machine_without_any_mark_hears_the_same_at_most_once_a_day(facility: Facility) -> None:
    robot = "robot@shop.example"

    for number in range(4):
        await facility.write(robot, "Ticket update", f"Your ticket {number} is closed.")

    assert len(facility.mails_to(robot)) == 1


async def test_bounced_inquiry_marks_the_expert_tells_officers_and_asks_the_alternate(
    facility: Facility,
) -> None:
    sofia, marek = await ask_team(facility)
    await facility.reply(marek, "Yes.")

    await facility.send(_report(sofia), mail_from="", to=(sofia.reply_to,))

    assert (await facility.expert(12)).email_bounced
    first, _, third = await facility.inquiries()
    assert (first.status, third.expert_id) == ("expired", 10)
    told = said(await facility.mail_to(OLGA, subject="Sofia Luz cannot be reached"))
    assert sofia.recipients[0] in told
    assert "Instead of Sofia Luz, we have asked Olga Ruiz" in told
    assert len(facility.mails_to(sofia.recipients[0])) == 1
    await facility.reply(await question_to(facility, third), "Sí.")
    assert (await facility.mission()).status == "confirmed"


async def test_second_report_about_the_same_inquiry_changes_nothing(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.send(_report(sofia), mail_from="", to=(sofia.reply_to,))
    told = len(facility.mails_to(OLGA))

    await facility.send(_report(sofia, status="5.2.1"), mail_from="", to=(sofia.reply_to,))

    assert len(facility.mails_to(OLGA)) == told
    assert len(await facility.inquiries()) == 3


async def test_delayed_mail_is_no_failure(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(
        _report(sofia, action="delayed", status="4.4.1", subject="Warning: message delayed"),
        mail_from="",
        to=(sofia.reply_to,),
    )

    assert not (await facility.expert(12)).email_bounced
    assert _statuses(await facility.inquiries()) == ["asked", "asked"]


async def test_bounce_after_the_answer_leaves_the_seat_alone(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    await facility.reply(sofia, "Sim.")
    echo = await facility.mail_to(sofia.recipients[0])

    await facility.send(_report(echo), mail_from="", to=(echo.reply_to,))

    assert _statuses(await facility.inquiries()) == ["accepted", "asked"]
    assert not (await facility.expert(12)).email_bounced
    told = said(await facility.mail_to(OLGA, "came back"))
    assert sofia.recipients[0] in told
    assert "nothing has changed" in told


async def test_address_the_relay_refuses_at_once_is_a_bounce_too(facility: Facility) -> None:
    facility.outside.faults.append(Fault("rcpt", "550 5.1.1 no such user", to="expert0012@experts.example"))

    _, marek = await _ask_all(facility)

    assert (await facility.expert(12)).email_bounced
    assert _statuses(await facility.inquiries()) == ["expired", "asked", "asked"]
    assert marek.expert_id == 11
    assert "550 5.1.1 no such user" in said(await facility.mail_to(OLGA, "came back"))


async def test_relay_that_refuses_muster_says_nothing_about_the_expert(facility: Facility) -> None:
    facility.outside.faults.append(
        Fault("rcpt", "554 5.7.1 relay access denied", to="expert0012@experts.example")
    )

    await _ask_all(facility)

    assert not (await facility.expert(12)).email_bounced
    assert _statuses(await facility.inquiries()) == ["asked", "asked"]
    assert "relay access denied" in said(await facility.mail_to(OLGA, "could not be delivered"))


async def test_officers_hear_that_a_partner_cannot_be_reached(facility: Facility) -> None:
    receipt = await send_request(facility, form())

    await facility.send(_report(receipt), mail_from="", to=(receipt.reply_to,))

    assert SALMA in said(await facility.mail_to(OLGA, "came back"))


async def test_bounce_of_a_mail_to_an_officer_starts_no_avalanche(facility: Facility) -> None:
    await send_request(facility)
    new = await facility.mail_to(OLGA)
    for mail in (new, *facility.mails_to(OLGA)):
        await facility.send(_report(mail), mail_from="", to=(mail.reply_to,))

    assert len(facility.mails_to(OLGA)) <= 2


async def _ask_all(facility: Facility) -> tuple[Inquiry, Inquiry]:
    await send_request(facility)
    await facility.reply(await facility.mail_to(OLGA, "New request"), "ELIGIBLE")
    await facility.reply(await facility.mail_to(OLGA, "APPROVE A"), "APPROVE A")
    first, second, *_ = await facility.inquiries()
    return first, second


def _statuses(inquiries: list[Inquiry]) -> list[str]:
    return [inquiry.status.value for inquiry in inquiries]


def _out_of_office(to: Delivered, words: str, *, sender: str = "") -> EmailMessage:
    mail = answer(to, words, sender=sender, quoting=False)
    del mail["Subject"]
    mail["Subject"] = f"Automatic reply: {to.subject}"
    mail["Auto-Submitted"] = "auto-replied"
    return mail


def _report(
    about: Delivered,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    subject: str = "Undelivered Mail Returned to Sender",
) -> bytes:
    """What a mail server says of a mail it could not deliver."""
    return REPORT.format(
        to=about.reply_to,
        address=about.recipients[0],
        sender=MUSTER,
        message_id=about.mail["Message-ID"],
        action=action,
        status=status,
        subject=subject,
    ).encode()
