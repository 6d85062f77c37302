import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.mail.compose import MailIdentity
from bot.mail.newsletter import Press, Printed, compose_copy
from bot.mail.signing import make_key, signer
from intake.tokens import Purpose, make_token

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = b"s" * 32
IDENTITY = MailIdentity("Facilité", "muster@facility.example", SECRET)
TOKEN = make_token(SECRET, Purpose.NEWSLETTER, 7, "ama@labour.example")
AMA = Printed("# Nouvelles\n\nMots.", "fr", "ama@labour.example", "Ama Koffi", "news", TOKEN)
PUBLIC = "https://muster.facility.example"


def composed(printed: Printed = AMA, press: Press | None = None) -> bytes:
    mail = compose_copy(
        printed, press or Press(IDENTITY, public_url=PUBLIC), message_id="id@facility.example", now=NOW
    )
    return mail.as_bytes()


def header(raw: bytes, name: str) -> str | None:
    found = re.search(rb"(?mi)^" + name.encode() + rb": ([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)", raw)
    return " ".join(found[1].decode().split()) if found else None


def test_one_click_is_offered_beside_the_public_address() -> None:
    raw = composed()

    assert header(raw, "List-Unsubscribe") == (
        f"<{PUBLIC}/unsubscribe/{TOKEN}>, <mailto:muster+{TOKEN}@facility.example?subject=unsubscribe>"
    )
    assert header(raw, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    assert (header(raw, "Reply-To") or "").endswith(f" <muster+{TOKEN}@facility.example>")


def test_without_a_public_address_only_mail_is_offered() -> None:
    raw = composed(press=Press(IDENTITY))

    assert header(raw, "List-Unsubscribe") == (
        f"<mailto:muster+{TOKEN}@facility.example?subject=unsubscribe>"
    )
    assert header(raw, "List-Unsubscribe-Post") is None
    assert b"https://" not in raw


def test_machines_are_told_what_it_is() -> None:
    raw = composed()

    names = ("List-Id", "Precedence", "Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language")
    assert [header(raw, name) for name in names] == [
        "<news.facility.example>",
        "bulk",
        "auto-generated",
        "DR, RN, NRN, OOF, AutoReply",
        "fr",
    ]


def test_test_copy_can_be_told_and_offers_nothing() -> None:
    raw = composed(Printed("# News\n\nWords.", "en", "me@facility.example", "", "news"))

    assert header(raw, "Subject") == "[Test] News"
    assert header(raw, "List-Unsubscribe") is None
    assert b"test copy" in raw


@pytest.mark.parametrize("subject", ["News\r\nBcc: all@x.example", "=?utf-8?q?a=0D=0ABcc:_b?=", "x" * 5_000])
def test_nothing_is_smuggled_into_the_headers(subject: str) -> None:
    raw = composed(
        Printed(f"---\nsubject: {subject}\n---\nWords.", "en", "ama@labour.example", "A\r\nB", "news")
    )

    assert re.search(rb"(?mi)^bcc:", raw.partition(b"\r\n\r\n")[0]) is None
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_own_signature_covers_both_headers_of_one_click(tmp_path: Path) -> None:
    key = tmp_path / "dkim.pem"
    make_key(key)
    sign = signer(domain="facility.example", selector="muster", key=key)

    signed = header(sign(composed()), "DKIM-Signature") or ""

    covered = re.sub(r"\s", "", signed).partition("h=")[2].partition(";")[0].lower().split(":")
    assert {"list-unsubscribe", "list-unsubscribe-post", "from", "list-id"} <= set(covered)
