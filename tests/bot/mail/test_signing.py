import re
from datetime import datetime
from pathlib import Path

import dkim
import pytest

from bot.dispatch.outcome import Sent
from bot.mail.compose import MailIdentity
from bot.mail.outbox import MailSender
from bot.mail.relay import SmtpAccess
from bot.mail.signing import SigningKeyError, dns_record, make_key, signer
from bot.texts.letter import Letter, Paragraph
from bot.texts.letter_json import letter_to_json
from tests.bot.mail.test_outbox import job
from tests.peers.smtp import SmtpPeer

DOMAIN, SELECTOR = "facility.example", "muster2026"
LETTER = Letter("fr", "[2026-03] Mission à Lomé", (Paragraph("Chère Marta,\n.un point\n" + "é" * 300),))


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("keys") / "dkim.pem"
    make_key(file)
    return file


@pytest.fixture
async def received(world: SmtpPeer, identity: MailIdentity, now: datetime, key: Path) -> bytes:
    """A signed letter as it arrived after a trip through a mail server."""
    access = SmtpAccess("127.0.0.1", world.port, security="none")
    sign = signer(domain=DOMAIN, selector=SELECTOR, key=key)
    async with MailSender(access, identity, clock=lambda: now, sign=sign) as sender:
        outcome = await sender.deliver(job(1, now, letter=letter_to_json(LETTER)))
    assert isinstance(outcome, Sent)
    return world.received[0].raw


def verified(raw: bytes, key: Path) -> bool:
    """What a receiver finds who asks the DNS."""
    name, value = dns_record(domain=DOMAIN, selector=SELECTOR, key=key)

    def dns(asked: bytes, timeout: int = 5) -> bytes:
        return value.encode() if asked.decode().rstrip(".") == name else b""

    valid: bool = dkim.verify(raw, dnsfunc=dns)
    return valid


def test_a_signature_holds_after_the_trip(received: bytes, key: Path) -> None:
    assert received.startswith(b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=facility.example;")
    assert verified(received, key)


def test_a_relay_may_add_its_own_lines_above(received: bytes, key: Path) -> None:
    assert verified(b"Received: from muster by relay.example\r\n" + received, key)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Reply-To: ", b"Reply-To: evil@client.example, "),
        (b"Ch=C3=A8re", b"Bonne"),
        (b"To: ", b"To: other@client.example, "),
    ],
)
def test_a_changed_letter_is_noticed(received: bytes, key: Path, old: bytes, new: bytes) -> None:
    changed = received.replace(old, new, 1)

    assert changed != received
    assert not verified(changed, key)


@pytest.mark.parametrize("name", [b"From", b"To", b"Cc", b"Subject", b"Reply-To", b"Date", b"Content-Type"])
def test_no_second_header_of_weight_can_be_added(received: bytes, key: Path, name: bytes) -> None:
    head, _, body = received.partition(b"\r\n\r\n")

    assert not verified(name + b": x@client.example\r\n" + received, key)
    assert not verified(head + b"\r\n" + name + b": x@client.example\r\n\r\n" + body, key)


def test_the_signature_is_folded_like_any_header(received: bytes) -> None:
    signature = re.match(rb"DKIM-Signature:[^\r]*(\r\n[ \t][^\r]*)*\r\n(?=\S)", received)

    assert signature is not None
    assert max(len(line) for line in signature[0].split(b"\r\n")) <= 80
    assert b"l=" not in signature[0].replace(b"rel=", b"")


def test_the_record_fits_the_dns(key: Path) -> None:
    name, value = dns_record(domain=DOMAIN, selector=SELECTOR, key=key)

    assert name == "muster2026._domainkey.facility.example"
    assert re.fullmatch(r"v=DKIM1; k=rsa; p=[A-Za-z0-9+/]{392}", value)


def test_a_key_is_never_written_over(key: Path) -> None:
    before = key.read_bytes()

    assert not make_key(key)
    assert key.read_bytes() == before


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n", b"\xff\x00"])
def test_a_key_that_cannot_sign_is_told_at_the_start(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "key.pem"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(SigningKeyError, match=r"key\.pem"):
        signer(domain=DOMAIN, selector=SELECTOR, key=file)
    with pytest.raises(SigningKeyError, match=r"key\.pem"):
        dns_record(domain=DOMAIN, selector=SELECTOR, key=file)
