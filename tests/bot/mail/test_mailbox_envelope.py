import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.arrival import external_id
from bot.mail.mailbox_envelope import envelope

ADDRESS = "muster@facility.example"
TAGGED = "muster+qabc@facility.example"


def mail(*lines: str) -> bytes:
    return "\r\n".join([*lines, "", "Good day", ""]).encode()


def test_the_return_path_is_the_sender() -> None:
    raw = mail("Return-Path: <bounces@partner.example>", "From: Ana <ana@partner.example>", f"To: {ADDRESS}")

    assert envelope(raw, ADDRESS) == ("bounces@partner.example", (ADDRESS,))


@pytest.mark.parametrize("null", ["<>", "< >", ""])
def test_a_null_return_path_is_a_machine(null: str) -> None:
    raw = mail(f"Return-Path: {null}", "From: MAILER-DAEMON@partner.example", f"To: {ADDRESS}")

    assert envelope(raw, ADDRESS) == ("", (ADDRESS,))


def test_without_a_return_path_the_author_is_the_sender() -> None:
    assert envelope(mail("From: Ana <ana@partner.example>"), ADDRESS)[0] == "ana@partner.example"


@pytest.mark.parametrize(
    "name", ["Delivered-To", "X-Original-To", "X-Envelope-To", "Envelope-To", "delivered-to"]
)
def test_the_delivered_address_counts_before_the_written_one(name: str) -> None:
    raw = mail(f"{name}: {TAGGED}", f"To: {ADDRESS}, other@partner.example")

    assert envelope(raw, ADDRESS)[1] == (TAGGED,)


def test_recipients_of_others_are_left_out() -> None:
    raw = mail(
        "Delivered-To: archive@partner.example", f"To: x@partner.example, Muster <{TAGGED}>", f"Cc: {ADDRESS}"
    )

    assert envelope(raw, ADDRESS)[1] == (TAGGED, ADDRESS)


def test_a_mail_by_blind_copy_has_no_recipient_of_ours() -> None:
    assert envelope(mail("To: undisclosed-recipients:;"), ADDRESS)[1] == ()


def test_only_the_headers_are_read() -> None:
    raw = mail("From: ana@partner.example") + f"Delivered-To: {TAGGED}\r\n".encode()

    assert envelope(raw, ADDRESS)[1] == ()


def test_the_same_mail_by_smtp_and_from_a_mailbox_has_one_name() -> None:
    sent = mail("Message-ID: <1@partner.example>", "From: ana@partner.example", f"To: {TAGGED}")
    added = b"Return-Path: <ana@partner.example>\r\nDelivered-To: " + TAGGED.encode() + b"\r\nReceived: x\r\n"

    found = added + sent
    by_imap = external_id(found, envelope(found, ADDRESS)[1])

    assert by_imap == external_id(sent, (TAGGED,))


def test_folded_and_broken_lines_do_no_harm() -> None:
    raw = b"Delivered-To:\r\n muster+qabc@facility.example\r\nnonsense\r\n\x00\xff: x\r\nReturn-Path: <\xe9@x.example>\r\n\r\n"

    sender, recipients = envelope(raw, ADDRESS)

    assert recipients == (TAGGED,)
    assert sender.endswith("@x.example")


@given(st.binary(max_size=2_000))
def test_nothing_in_a_header_raises(raw: bytes) -> None:
    sender, recipients = envelope(b"Return-Path: " + raw + b"\r\nTo: " + raw, ADDRESS)

    assert isinstance(sender, str)
    assert all("@facility.example" in recipient for recipient in recipients)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("piece", [b"(", b'"', b"<", b",", b"a@b,", b"=?", b"\\", b"\r\n ", b"To: \r\n"])
def test_endless_headers_take_no_time(piece: bytes) -> None:
    raw = b"Return-Path: " + piece * 60_000 + b"\r\nTo: " + piece * 60_000

    assert envelope(raw, ADDRESS)[1] == ()
