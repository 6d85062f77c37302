"""Signed reply addresses: which row a mail belongs to, and whether its sender is the person it was made for."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MAC_BYTES = 10
"""80 bits: 16 base32 characters without padding, so every character of a token counts."""


class Purpose(StrEnum):
    """What a reply to the address is about."""

    INQUIRY = "q"
    REQUEST = "r"
    DRAFT = "d"
    OFFICER = "o"
    PROPOSAL = "p"
    CONFIRMATION = "c"
    """An officer's own word that an order in their name is theirs; the row is the message with the order."""
    MESSAGE = "m"
    """An officer's decision about a doubtful message."""
    DIGEST = "u"
    """An officer's wish about their daily digest, most often to be spared it; the row is the officer."""
    NEWSLETTER = "n"
    """The wish to get no more newsletters, by mail or by the link; the row is the subscription."""
    CV = "v"
    """An officer's answer about a CV they have sent; the row is the message with the CV."""
    EXPERT = "e"
    """An expert's word about what the register holds of them; the row is the expert."""
    BOUNCE = "b"
    """The envelope sender of a letter; the row is its job. Only machines write to it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a token says; nothing is proven before `genuine` agrees."""

    purpose: Purpose
    row_id: int
    mac: str


# Nine digits stay inside a 32-bit key; a leading zero would give one row two tokens.
_TOKEN = re.compile(rf"([{''.join(Purpose)}])([1-9][0-9]{{0,8}})([a-z2-7]{{16}})", re.ASCII)
_CODE = re.compile(r"(?<![\w/.-])((?:19|20)[0-9]{2})[-‐‑–]([0-9]{2,4})(?![\w/]|[-‐‑–.][0-9])")
_LONGEST_ADDRESS = 320


def make_token(secret: bytes, purpose: Purpose, row_id: int, party: str) -> str:
    """A token for one row and one person's address, in lower case, at most 26 characters."""
    return f"{purpose.value}{row_id}{_mac(secret, purpose, row_id, party)}"


def read_token(local_part: str) -> Claim | None:
    """The claim in a local part (`reply+TOKEN`, in any case, among other plus tags) or a bare token."""
    if not local_part.isascii():
        return None
    for piece in local_part[:_LONGEST_ADDRESS].lower().split("+"):
        match = _TOKEN.fullmatch(piece)
        if match:
            return Claim(Purpose(match[1]), int(match[2]), match[3])
    return None


def genuine(secret: bytes, claim: Claim, party: str) -> bool:
    """Whether Muster made this token for this address."""
    return hmac.compare_digest(claim.mac, _mac(secret, claim.purpose, claim.row_id, party))


def reply_address(mail_address: str, token: str) -> str:
    """The facility's address with the token as plus tag."""
    local, _, domain = mail_address.rpartition("@")
    return f"{local}+{token}@{domain}"


def claims_in(recipients: Iterable[str], mail_address: str) -> tuple[Claim, ...]:
    """The claims in those recipients that are the facility's own address, in order, each once."""
    local, _, domain = mail_address.lower().rpartition("@")
    found = []
    for recipient in recipients:
        name, _, host = recipient.strip().lower().rpartition("@")
        if host == domain and name.startswith(f"{local}+"):
            found.append(read_token(name.removeprefix(f"{local}+")))
    return tuple(dict.fromkeys(claim for claim in found if claim is not None))


def codes_in(text: str) -> tuple[str, ...]:
    """The request codes (YYYY-NN) written in a text, in order, each once; a date is no code."""
    return tuple(dict.fromkeys(f"{match[1]}-{match[2]}" for match in _CODE.finditer(text)))


def _mac(secret: bytes, purpose: Purpose, row_id: int, party: str) -> str:
    # A line break cannot be part of an address, so no two triples share one signed text.
    # Bytes are lowered, not text: a KELVIN SIGN must not become a k.
    signed = f"{purpose.value}\n{row_id}\n{party.strip()}".encode("utf-8", "replace").lower()
    digest = hmac.new(secret, signed, hashlib.sha256).digest()
    return base64.b32encode(digest[:MAC_BYTES]).decode("ascii").lower()
