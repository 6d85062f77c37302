from datetime import UTC, datetime

import pytest

from bot.mail.arrival import MAILBOX
from bot.mail.reading import MailReading
from intake.message import Message
from intake.sender_trust import Trust, sender_trust
from intake.tokens import Purpose, make_token, reply_address
from storage.mail import Inbox
from storage.open_messages import DECISION

MUSTER = "muster@facility.example"
OLGA = "olga@facility.example"
BORDER = "border.facility.example"
TO_DESK = reply_address(MUSTER, make_token(b"secret", Purpose.PROPOSAL, 3, OLGA))
PASSED = f"Authentication-Results: {BORDER}; dmarc=pass header.from=facility.example\r\n"


def row(*, to: str = TO_DESK, headers: str = "", peer: str = "127.0.0.1", decision: object = None) -> Inbox:
    raw = f"{headers}From: {OLGA}\r\nTo: {to}\r\nSubject: teams\r\n\r\nAPPROVE A\r\n"
    return Inbox(
        channel="mail",
        external_id="x1",
        stream=OLGA,
        payload=raw.encode(),
        envelope={"mail_from": OLGA, "rcpt_to": [to], "peer": peer, DECISION: decision},
        received_at=datetime(2026, 1, 12, 9, 0, tzinfo=UTC),
    )


def trust(message: Message) -> Trust:
    return sender_trust(
        message.authentication, authserv_id=BORDER, sender=message.sender, signed_by=message.signed_by
    )


def reading(*signed_by: str) -> MailReading:
    return MailReading(MUSTER, BORDER, signed_by=lambda _: signed_by)


def test_the_border_vouches_for_the_sender() -> None:
    assert trust(reading()(row(headers=PASSED))) is Trust.PROVEN


@pytest.mark.parametrize("peer", ["203.0.113.7", "2001:db8::1", "nonsense"])
def test_findings_that_a_stranger_brings_are_not_heard(peer: str) -> None:
    assert trust(reading()(row(headers=PASSED, peer=peer))) is Trust.UNPROVEN


@pytest.mark.parametrize("peer", [MAILBOX, ""])
def test_a_mail_out_of_the_mailbox_or_the_socket_came_by_the_border(peer: str) -> None:
    assert trust(reading()(row(headers=PASSED, peer=peer))) is Trust.PROVEN


def test_a_signature_is_checked_where_the_border_has_no_word() -> None:
    assert trust(reading("facility.example")(row())) is Trust.PROVEN
    assert trust(reading("elsewhere.example")(row())) is Trust.UNPROVEN


def test_no_name_server_is_asked_where_nobody_can_decide() -> None:
    plain = reading("facility.example")(row(to=MUSTER))
    proven = reading("never.example")(row(headers=PASSED))

    assert (plain.signed_by, proven.signed_by) == ((), ())


def test_what_a_person_decided_about_the_message_comes_with_it() -> None:
    attached = reading()(row(decision={"attached_to": "inquiry:7", "by": "officer:2"}))
    confirmed = reading()(row(decision={"confirmed": True, "by": "officer:2"}))

    assert (attached.attached_to, attached.attached_by, attached.confirmed) == (
        "inquiry:7",
        "officer:2",
        False,
    )
    assert (confirmed.attached_to, confirmed.attached_by, confirmed.confirmed) == ("", "", True)


def test_a_mail_cannot_bring_its_own_decision() -> None:
    message = reading()(row(headers="Decision: confirmed\r\nX-Attached-To: inquiry:7\r\n"))

    assert (message.attached_to, message.confirmed) == ("", False)
