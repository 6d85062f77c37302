"""Our own DKIM signature (RFC 6376), for facilities whose relay adds none."""

import base64
import os
import re
from collections.abc import Callable
from pathlib import Path

_BITS = 2048
"""What the DNS carries in one record and every receiver checks; Ed25519 (RFC 8463) is checked by few."""
_EXPONENT = 65_537
_SEALED = (
    b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"reply-to", b"in-reply-to", b"references",
    b"mime-version", b"content-type", b"content-transfer-encoding", b"auto-submitted",
)  # fmt: skip
"""Signed once more than they occur, so that nobody on the way can add another one."""
_SIGNED_IF_THERE = (b"list-unsubscribe", b"list-unsubscribe-post", b"list-id", b"content-language")
_PARAGRAPH_OF_HEADERS = re.compile(rb"\r\n\r\n")
_HEADER_NAME = re.compile(rb"(?m)^([A-Za-z0-9-]+):")


class SigningKeyError(Exception):
    """The key that signs mails cannot be used."""


def signer(*, domain: str, selector: str, key: Path) -> Callable[[bytes], bytes]:
    """Puts the signature of the domain on top of a mail; a SigningKeyError if the key cannot do it."""
    import dkim  # noqa: PLC0415 - slow import: 0.13 s that most facilities, whose relay signs, do not need

    pem = _read(key)

    def sign(raw: bytes) -> bytes:
        signature: bytes = dkim.sign(
            raw,
            selector.encode(),
            domain.encode(),
            pem,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=_headers_to_sign(raw),
        )
        return signature + raw

    try:
        sign(b"From: muster\r\n\r\n")
    except (dkim.DKIMException, ValueError) as error:
        raise SigningKeyError(f"{key} holds no RSA key as PEM") from error
    return sign


def make_key(file: Path) -> bool:
    """A new key that only its owner may read; False if there is a file already, which is kept."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - only `muster dkim` needs it
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415 - same

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "wb") as out:
        out.write(
            rsa.generate_private_key(_EXPONENT, _BITS).private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.TraditionalOpenSSL,
                serialization.NoEncryption(),
            )
        )
    return True


def dns_record(*, domain: str, selector: str, key: Path) -> tuple[str, str]:
    """Name and value of the TXT record that receivers check the signature with."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - same

    try:
        public = serialization.load_pem_private_key(_read(key), password=None).public_key()
    except (ValueError, TypeError) as error:
        raise SigningKeyError(f"{key} holds no RSA key as PEM") from error
    written = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    value = f"v=DKIM1; k=rsa; p={base64.b64encode(written).decode('ascii')}"
    return f"{selector}._domainkey.{domain}", value


def _read(key: Path) -> bytes:
    try:
        return key.read_bytes()
    except OSError as error:
        raise SigningKeyError(f"{key} cannot be read: {error.strerror}") from error


def _headers_to_sign(raw: bytes) -> list[bytes]:
    head = _PARAGRAPH_OF_HEADERS.split(raw, maxsplit=1)[0]
    there = [name.lower() for name in _HEADER_NAME.findall(head)]
    return [name for name in there if name in _SEALED or name in _SIGNED_IF_THERE] + list(_SEALED)
