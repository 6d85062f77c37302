"""CVE-2024-6923 and its kin: whatever stands in a letter, the mail has our headers and no others."""

import re
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dispatch.outcome import Sent
from bot.mail.compose import MailIdentity, compose
from bot.mail.outbox import MailSender
from bot.mail.relay import SmtpAccess
from bot.texts.letter import CalendarEvent, Letter, Paragraph
from bot.texts.letter_json import letter_to_json
from tests.bot.mail.test_outbox import job
from tests.peers.smtp import SmtpPeer

NOW = datetime.fromisoformat("2026-01-12T09:00:00+00:00")
IDENTITY = MailIdentity("Facility for Social Protection", "muster@facility.example", b"s" * 32)
LINE_ENDS = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\r\n\r\n", "\r\n ", "\n\t")
SMUGGLED = (
    "Bcc: victim@elsewhere.example",
    "=?utf-8?q?=0D=0ABcc:_victim@elsewhere.example?=",
    "=?utf-8?b?DQpCY2M6IHZpY3RpbUBlbHNld2hlcmUuZXhhbXBsZQ==?=",
    "=?iso-8859-1?q?=0ABcc:_x?=",
    "Content-Type: text/html",
    ".\r\nMAIL FROM:<x@elsewhere.example>",
    "<victim@elsewhere.example>",
    '"', "\\", ",", ";", ":", "=?", "?=", "=0A", "\x00", "\udcff", "\u202e", "é", "日本", " ",
    "x" * 10_000, "é" * 5_000, "=?" * 3_000,
)  # fmt: skip
HOSTILE = st.lists(st.sampled_from([*LINE_ENDS, *SMUGGLED]) | st.text(max_size=40), max_size=8).map("".join)
FIELD = re.compile(rb"^([A-Za-z-]+):", re.MULTILINE)
ALWAYS = {
    b"From", b"To", b"Reply-To", b"Subject", b"Date", b"Message-ID", b"Auto-Submitted",
    b"X-Auto-Response-Suppress", b"MIME-Version", b"Content-Type", b"Content-Language",
}  # fmt: skip
IN_A_THREAD = {b"In-Reply-To", b"References"}


@settings(deadline=None, max_examples=150)
@given(st.fixed_dictionaries(dict.fromkeys(("subject", "name", "id", "event", "text"), HOSTILE)))
def test_no_word_of_a_letter_becomes_a_header_or_a_second_mail(words: dict[str, str]) -> None:
    event = CalendarEvent(words["event"], "2026-03-09", "2026-03-20", words["event"], words["event"])
    letter = Letter("en", words["subject"], (Paragraph("Hello"),), event=event)
    payload: dict[str, object] = {
        "letter": letter_to_json(letter),
        "to": "marta@client.example",
        "to_name": words["name"],
        "in_reply_to": words["id"],
        "references": [words["id"], words["text"]],
    }

    raw = compose(payload, message_id="1@facility.example", identity=IDENTITY, now=NOW).as_bytes()

    head, _, body = raw.partition(b"\r\n\r\n")
    names = FIELD.findall(head)
    assert len(names) == len(set(names))
    assert ALWAYS <= set(names) <= ALWAYS | IN_A_THREAD
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()
    assert b"\x00" not in raw
    assert body


async def test_a_hostile_letter_is_one_mail_at_the_other_end(
    world: SmtpPeer, identity: MailIdentity, now: datetime
) -> None:
    end = (
        "\r\n.\r\nMAIL FROM:<x@elsewhere.example>\r\nRCPT TO:<y@elsewhere.example>\r\nDATA\r\nSubject: z\r\n"
    )
    letter = Letter("en", f"a{end}" * 400, (Paragraph(f"b{end}"),), form=f".{end}")
    access = SmtpAccess("127.0.0.1", world.port, security="none")

    async with MailSender(access, identity, clock=lambda: now) as sender:
        outcome = await sender.deliver(job(1, now, letter=letter_to_json(letter), to_name=f"Marta{end}"))

    assert isinstance(outcome, Sent)
    [mail] = world.received
    assert mail.recipients == ("marta@client.example",)
    assert len(mail.mail.get_all("Subject", [])) == 1
    assert len(mail.subject) <= 180
    assert "MAIL FROM:<x@elsewhere.example>" in mail.text
