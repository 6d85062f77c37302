"""People whose mails look like a machine's are heard; reports that prove nothing change nothing."""

import pytest

from storage.missions import Inquiry
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import MUSTER, OLGA, Facility, said
from tests.flows.steps import SALMA, ask_team, form, send_request
from tests.peers.smtp import Delivered, answer, letter

pytestmark = ON_SQLITE

REPORT = """\
From: mailer-daemon@mx.example
To: {to}
Subject: Undelivered Mail
Message-ID: <report-{status}-{address}>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It failed.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}
--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--b--
"""
DECLINED = """\
From: {sender}
To: {to}
Subject: Declined
Message-ID: <declined@experts.example>
MIME-Version: 1.0
Content-Type: text/calendar; method=REPLY; charset=utf-8

BEGIN:VCALENDAR
METHOD:REPLY
BEGIN:VEVENT
ATTENDEE;PARTSTAT=DECLINED:mailto:{sender}
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(
    "subject",
    [
        "On maternity leave benefits: request for assistance",
        "On sick leave insurance: request",
        "On parental leave reform",
        "Absence du bureau d'assurance maladie: demande d'appui",
        "Auto: inspection du travail",
        "Afwezigheid",
        "En congés payés: réforme",
        "Warning: message about pensions",
        "Delivery failure of cash transfers: request",
        "Out of office workers: social security for street vendors",
    ],
)
async def test_request_under_a_subject_that_sounds_like_an_absence_is_taken(
    facility: Facility, subject: str
) -> None:
    await facility.write(SALMA, subject, form())

    assert await facility.notes() == ["request 2026-01"]
    assert "2026-01" in (await facility.mail_to(SALMA)).subject


@pytest.mark.parametrize(
    ("name", "value"), [("Auto-Submitted", "auto-forwarded"), ("X-Vacation", "no"), ("X-Autoreply", "No")]
)
async def test_header_that_denies_a_machine_is_none(facility: Facility, name: str, value: str) -> None:
    mail = letter(sender=SALMA, to=MUSTER, subject="Request for assistance", text=form())
    mail[name] = value

    await facility.send(mail)

    assert await facility.notes() == ["request 2026-01"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("List-Id", "<social-protection.ministry.example>"),
        ("List-Unsubscribe", "<mailto:x@y.example>"),
        ("Mailing-List", "x"),
        ("Precedence", "bulk"),
        ("Auto-Submitted", "auto-generated"),
    ],
)
async def test_request_through_a_list_is_seen_by_officers_once_a_day_and_not_answered(
    facility: Facility, name: str, value: str
) -> None:
    for number in range(2):
        mail = letter(sender=SALMA, to=MUSTER, subject=f"Request {number}", text=form())
        mail[name] = value
        await facility.send(mail)

    assert facility.mails_to(SALMA) == []
    (seen,) = facility.mails_to(OLGA)
    assert "Muster has not answered it" in said(seen)
    assert "universal pension" in said(seen)


async def test_newsletter_stays_unseen(facility: Facility) -> None:
    mail = letter(sender="news@shop.example", to=MUSTER, subject="Our spring offers", text="Buy now.")
    mail["List-Unsubscribe"] = "<mailto:x@y.example>"

    await facility.send(mail)

    assert facility.outside.received == []


async def test_experts_answer_through_a_list_gateway_counts(facility: Facility) -> None:
    sofia, _ = await ask_team(facility)
    mail = answer(sofia, "Não, não estou disponível.")
    mail["List-Unsubscribe"] = "<mailto:x@y.example>"

    await facility.send(mail)

    assert (await facility.inquiries())[0].status == "declined"


async def test_strangers_mail_through_a_list_about_an_inquiry_is_seen_but_not_answered(
    facility: Facility,
) -> None:
    sofia, _ = await ask_team(facility)
    mail = answer(sofia, "Não.", sender="list@experts.example")
    mail["List-Id"] = "<list.experts.example>"

    await facility.send(mail)

    assert (await facility.inquiries())[0].status == "asked"
    assert facility.mails_to("list@experts.example") == []
    assert "Muster has not answered it" in said(await facility.mail_to(OLGA, "has not answered it"))


async def test_answer_to_an_invitation_of_others_is_none_to_ours_but_officers_see_it(
    facility: Facility,
) -> None:
    sofia, _ = await ask_team(facility)
    address = sofia.recipients[0]

    await facility.send(DECLINED.format(sender=address, to=sofia.reply_to).encode())

    assert (await facility.inquiries())[0].status == "asked"
    assert len(facility.mails_to(address)) == 1
    assert address in said(await facility.mail_to(OLGA, "has not answered it"))


@pytest.mark.parametrize(
    ("address", "status", "ours"),
    [
        ("nobody@nowhere.example", "4.2.2", False),
        ("nobody@nowhere.example", "5.1.1", False),
        ("expert0012@experts.example", "5.1.1", False),  # by somebody the question was passed on to
        ("expert0012@experts.example", "4.2.2", True),
    ],
)
async def test_report_that_proves_no_lasting_failure_is_for_officers_only(
    facility: Facility, address: str, status: str, *, ours: bool
) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(_report(sofia, address, status, ours=ours), mail_from="", to=(sofia.reply_to,))

    assert _statuses(await facility.inquiries()) == ["asked", "asked"]
    assert not (await facility.expert(12)).email_bounced
    assert "The question still stands" in said(await facility.mail_to(OLGA, "still stands"))


@pytest.mark.parametrize(
    ("address", "ours"), [("expert0012@experts.example", False), ("forwarded@elsewhere.example", True)]
)
async def test_lasting_failure_for_our_address_or_of_our_mail_passes_the_seat_on(
    facility: Facility, address: str, *, ours: bool
) -> None:
    sofia, _ = await ask_team(facility)

    await facility.send(_report(sofia, address, "5.1.1", ours=ours), mail_from="", to=(sofia.mail_from,))

    assert _statuses(await facility.inquiries()) == ["expired", "asked", "asked"]
    assert (await facility.expert(12)).email_bounced


async def test_absence_under_our_quoted_subject_is_heard_without_any_header(facility: Facility) -> None:
    receipt = await send_request(facility)
    before = len(facility.outside.received)
    mail = answer(receipt, "Thank you for your message.")
    del mail["Subject"]
    mail["Subject"] = f"Out of office: Re: {receipt.subject}"

    await facility.send(mail)

    assert len(facility.outside.received) == before


def _statuses(inquiries: list[Inquiry]) -> list[str]:
    return [inquiry.status.value for inquiry in inquiries]


def _report(about: Delivered, address: str, status: str, *, ours: bool) -> bytes:
    message_id = about.mail["Message-ID"] if ours else "<other@elsewhere.example>"
    return REPORT.format(to=about.reply_to, address=address, status=status, message_id=message_id).encode()
