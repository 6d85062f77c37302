from functools import cache

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.mail.signature_check import signers

DOMAIN = b"facility.example"
MAIL = (
    b"From: Olga <olga@facility.example>\r\nTo: muster@help.facility.example\r\nSubject: Re: teams\r\n"
    b"Date: Mon, 12 Jan 2026 09:00:00 +0000\r\nMessage-ID: <1@facility.example>\r\n\r\nAPPROVE A\r\n"
)


@cache
def key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def pem(bits: int = 2048) -> bytes:
    return key(bits).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )


def record(bits: int = 2048) -> bytes:
    public = (
        key(bits)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])


def signed(mail: bytes = MAIL, *, domain: bytes = DOMAIN, bits: int = 2048, whole: bool = True) -> bytes:
    return dkim.sign(mail, b"k1", domain, pem(bits), length=not whole) + mail  # type: ignore[no-any-return]


def lookup(name: bytes, timeout: int = 5) -> bytes | None:
    names = {b"k1._domainkey.facility.example.": record(), b"k1._domainkey.short.example.": record(1024)}
    return names.get(name)


def nobody(name: bytes, timeout: int = 5) -> bytes | None:
    raise TimeoutError(name)


def test_a_good_signature_names_its_domain() -> None:
    assert signers(signed(), lookup=lookup) == ("facility.example",)


def test_words_written_below_the_signed_part_make_it_no_signature() -> None:
    assert signers(signed(whole=False), lookup=lookup) == ()
    assert signers(signed(whole=False) + b"REJECT\r\n", lookup=lookup) == ()


@pytest.mark.parametrize(
    "mail",
    [
        MAIL,
        b"",
        b"\x00\xff",
        b"DKIM-Signature: x\r\n" + MAIL,
        b"DKIM-Signature: v=1; a=rsa-sha256; d=facility.example; s=k1; h=from; bh=x; b=y\r\n" + MAIL,
        b"DKIM-Signature:" + b" a" * 50_000 + b"\r\n" + MAIL,
    ],
)
def test_what_is_no_signature_names_nobody(mail: bytes) -> None:
    assert signers(mail, lookup=lookup) == ()


def test_a_changed_mail_is_signed_by_nobody() -> None:
    assert signers(signed().replace(b"APPROVE A", b"APPROVE B"), lookup=lookup) == ()
    assert signers(signed().replace(b"From: Olga", b"From: Eve"), lookup=lookup) == ()


def test_a_name_server_that_does_not_answer_proves_nothing() -> None:
    assert signers(signed(), lookup=nobody) == ()


def test_another_domains_signature_names_that_domain_only() -> None:
    other = signed(domain=b"short.example", bits=1024)

    assert signers(other, lookup=lookup) == ("short.example",)


def test_only_the_first_signatures_cost_a_question() -> None:
    asked: list[bytes] = []

    def counting(name: bytes, timeout: int = 5) -> bytes | None:
        asked.append(name)
        return None

    line = signed()[: -len(MAIL)]
    signers(line * 50 + MAIL, lookup=counting)

    assert len(asked) <= 3
