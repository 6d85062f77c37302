"""Whatever arrives, no character of it reaches a header or a calendar line of ours that does not belong there."""

import re
from datetime import UTC, datetime
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.compose import MailIdentity, compose
from bot.mail.order import OrderUnreadableError
from bot.texts.letter import CalendarEvent, Entry, Letter, Paragraph, Quote
from bot.texts.letter_json import letter_to_json
from intake.message import Message
from intake.mime import read_mail
from tests.mails.hostile import hostile_mails
from tests.mails.hostile_machines import hostile_machine_mails

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
IDENTITY = MailIdentity("Facility", "muster@facility.example")
OURS = {
    "from", "to", "reply-to", "subject", "date", "message-id", "in-reply-to", "references", "auto-submitted",
    "x-auto-response-suppress", "content-language", "content-type", "content-transfer-encoding", "mime-version",
}  # fmt: skip
SMALL = [raw for _, raw in (*hostile_mails(), *hostile_machine_mails()) if len(raw) < 100_000]


def answer(message: Message) -> bytes | None:
    """Our mail in answer to this one, made of everything it brought; None if nothing can be sent."""
    words = f"{message.subject} {message.sender_name} {message.text[:300]}"
    event = CalendarEvent("mission-1", "2026-03-09", "2026-03-20", words, words, words, entry=Entry.ASKED)
    letter = Letter(
        "en", f"Re: {message.subject}", (Paragraph(words), Quote(message.text[:2_000])), event=event
    )
    payload: dict[str, object] = {
        "letter": letter_to_json(letter),
        "to": message.sender,
        "to_name": message.sender_name,
        "in_reply_to": message.message_id,
        "references": [*message.references, message.message_id],
        "reply_token": "q7abcdef",
    }
    try:
        return compose(payload, message_id="1@facility.example", identity=IDENTITY, now=NOW).as_bytes()
    except OrderUnreadableError:
        return None


def assert_sane(raw: bytes | None) -> None:
    if raw is None:
        return
    head = raw.partition(b"\r\n\r\n")[0]
    assert re.findall(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n", head) == []
    names = [line.partition(b":")[0].decode().lower() for line in re.split(rb"\r\n(?![ \t])", head)]
    assert set(names) <= OURS
    assert len(names) == len(set(names))


def test_every_hostile_mail_can_be_answered_or_not_at_all() -> None:
    for raw in islice(SMALL, 1_000):
        assert_sane(answer(read_mail(raw, source_id="mail:1", received_at=NOW)))


HEADERS = st.sampled_from(["Subject", "Message-ID", "References", "In-Reply-To", "X"])
VALUES = st.text(st.characters(codec="utf-8"), max_size=60)
ENCODED = st.binary(max_size=40).map(
    lambda content: f"=?utf-8?Q?{''.join(f'={byte:02X}' for byte in content)}?="
)


@given(
    st.lists(st.tuples(HEADERS, st.one_of(VALUES, ENCODED)), max_size=8), VALUES, st.one_of(VALUES, ENCODED)
)
def test_no_header_smuggles_one_of_ours(told: list[tuple[str, str]], body: str, name: str) -> None:
    head = "".join(f"{header}: {value}\r\n" for header, value in told)
    raw = f"From: {name} <a@b.example>\r\n{head}\r\n{body}".encode("utf-8", "replace")

    assert_sane(answer(read_mail(raw, source_id="mail:1", received_at=NOW)))


@pytest.mark.parametrize("control", [chr(code) for code in (*range(32), 0x7F, 0x85, 0x2028, 0x2029, 0x202E)])
def test_no_control_character_reaches_a_header(control: str) -> None:
    encoded = "".join(f"={byte:02X}" for byte in control.encode())
    raw = (
        f"From: =?utf-8?Q?Eve{encoded}Bcc:x?= <a@b.example>\r\n"
        f"Subject: =?utf-8?Q?Hello{encoded}Bcc:_eve@elsewhere.example?=\r\n\r\nYes"
    )

    answered = answer(read_mail(raw.encode(), source_id="mail:1", received_at=NOW))

    assert answered is not None
    assert_sane(answered)
