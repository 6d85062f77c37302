from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.arrival import arrival, clean_address, external_id, stream_of
from storage.inbox import Arrival

TO = ("muster@facility.example",)
MAIL = b"From: Marta <marta@client.example>\r\nMessage-ID: <1@client.example>\r\nSubject: x\r\n\r\nYes.\r\n"


def test_a_mail_becomes_a_row_with_its_envelope(now: datetime) -> None:
    row = arrival(
        MAIL,
        mail_from="Marta@Client.example",
        recipients=("Muster+Q1@facility.example",),
        peer="192.0.2.1",
        received_at=now,
    )

    assert row == Arrival(
        channel="mail",
        external_id=external_id(MAIL, ("muster+q1@facility.example",)),
        stream="marta@client.example",
        payload=MAIL,
        envelope={
            "mail_from": "marta@client.example",
            "rcpt_to": ["muster+q1@facility.example"],
            "peer": "192.0.2.1",
        },
        received_at=now,
    )


def test_the_same_mail_by_another_way_has_the_same_name() -> None:
    again = b"Received: from relay.example by mx2.example; Mon, 12 Jan 2026\r\n" + MAIL

    assert external_id(again, TO) == external_id(MAIL, TO)


def test_a_folded_message_id_is_the_same_message_id() -> None:
    folded = MAIL.replace(b"Message-ID: <", b"message-id:\r\n <")

    assert external_id(folded, TO) == external_id(MAIL, TO)


@pytest.mark.parametrize(
    "other",
    [
        MAIL.replace(b"Yes.", b"No."),
        MAIL.replace(b"<1@", b"<2@"),
    ],
)
def test_another_body_or_message_id_is_another_mail(other: bytes) -> None:
    assert external_id(other, TO) != external_id(MAIL, TO)


def test_the_same_mail_to_another_address_is_another_mail() -> None:
    assert external_id(MAIL, ("muster+q1@facility.example",)) != external_id(MAIL, TO)


def test_order_and_case_of_recipients_do_not_matter() -> None:
    assert external_id(MAIL, ("A@x.example", "b@x.example")) == external_id(
        MAIL, ("B@x.example", "a@x.example")
    )


@pytest.mark.parametrize(
    "header",
    [b"", b"Message-ID: \r\n", b"Message-ID: <a b>\r\n", b"Message-ID: <1@x>\r\nMessage-ID: <2@x>\r\n"],
)
def test_without_one_sane_message_id_every_byte_counts(header: bytes) -> None:
    mail = b"From: a@x.example\r\n" + header + b"\r\nYes."
    relayed = b"Received: x\r\n" + mail

    assert external_id(mail, TO) == external_id(mail, TO)
    assert external_id(relayed, TO) != external_id(mail, TO)


def test_a_message_id_in_the_body_is_no_message_id() -> None:
    one = b"Subject: x\r\n\r\nMessage-ID: <1@x.example>\r\n\r\nYes."
    two = b"Subject: y\r\n\r\nMessage-ID: <1@x.example>\r\n\r\nYes."

    assert external_id(one, TO) != external_id(two, TO)


def test_the_stream_is_the_envelope_sender() -> None:
    assert stream_of(MAIL, "Bounces@Client.example") == "bounces@client.example"


def test_without_envelope_sender_the_stream_is_the_author() -> None:
    assert stream_of(MAIL, "") == "marta@client.example"


def test_without_any_sender_there_is_still_a_stream() -> None:
    assert stream_of(b"no header at all", "") == "nobody"


def test_an_address_is_kept_short_and_printable() -> None:
    assert clean_address("A\x00\udc80\r\nB@x.example" + "y" * 400) == ("a b@x.example" + "y" * 400)[:320]


@given(st.binary(max_size=500), st.text(max_size=50))
def test_any_bytes_have_a_name_and_a_stream(raw: bytes, sender: str) -> None:
    assert len(external_id(raw, TO)) == 64
    assert stream_of(raw, sender).encode()


def test_a_header_block_without_end_is_read_in_good_time() -> None:
    endless = b"Message-ID:" + b" " * 5_000_000

    assert len(external_id(endless, TO)) == 64


@pytest.mark.parametrize("depth", [990, 5_000])
def test_an_author_line_too_deep_for_a_parser_is_nobody(depth: int) -> None:
    assert stream_of(b"From: " + b"(" * depth + b"\r\n\r\n", "") == "nobody"
