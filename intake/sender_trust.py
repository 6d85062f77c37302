"""Whether a mail is from whom it says: what the border of our own house wrote into it (RFC 8601)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

UNNAMED = "unnamed"
"""The setting for a border that does not sign its findings with a name, as Microsoft 365 does."""
MAX_FIELDS = 20
LONGEST_FIELD = 4_000

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_OUTSIDE = re.compile(rf'[^"()]+|{_QUOTED.pattern}|\(', re.DOTALL)
_IN_COMMENT = re.compile(r"[^()\\]+|\\.|[()]", re.DOTALL)
_DEEPER = {"(": 1, ")": -1}
_PLAIN_WORD = re.compile(r"[\w.@+-]{1,320}")
_METHOD = re.compile(r"([a-z][a-z0-9-]{0,30})(?:\s*/\s*\d{1,3})?\s*=\s*([a-z]{1,30})(?![\w-])(.*)", re.DOTALL)
_PROPERTY = re.compile(r"(?<!\S)([a-z]{1,20}\.[a-z0-9-]{1,30})\s*=\s*([^\s;]{1,320})")


class Trust(StrEnum):
    """How sure we are that the domain in From has sent a mail."""

    PROVEN = "proven"
    UNPROVEN = "unproven"
    FAILED = "failed"
    """The border found that the domain has not sent it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of the border: `dmarc=pass header.from=ministry.example`."""

    method: str
    result: str
    properties: Mapping[str, str]


def sender_trust(
    results: Sequence[str], *, authserv_id: str, sender: str, signed_by: Sequence[str] = ()
) -> Trust:
    """What can be said of the domain of `sender`.

    `results` are the Authentication-Results of the mail, the newest first; only the newest that bears the border's
    name counts, because all others may have come with the mail. `signed_by` are domains whose DKIM signature we
    have checked ourselves; they count where the border has no word.
    """
    domain = _domain(sender)
    told = _of_border(results, authserv_id) if authserv_id else None
    judged = _judged(told, domain) if told is not None else Trust.UNPROVEN
    if judged is Trust.UNPROVEN and any(_speaks_for(signer, domain) for signer in signed_by):
        return Trust.PROVEN
    return judged


def findings(value: str, *, authserv_id: str) -> tuple[Finding, ...] | None:
    """The findings in one Authentication-Results value; None if it bears another name.

    One that cannot be read to its end has none, if the name it begins with does not say that it is another's: what
    is quoted in it (`smtp.mailfrom="x; dmarc=pass"@evil.example`) may be a stranger's words.
    """
    plain = _plain(value)
    if plain is None:
        return () if authserv_id.lower() in {UNNAMED, _first_word(value)} else None
    first, *rest = plain.split(";")
    name = first.split()[:1]
    if authserv_id.lower() == UNNAMED:
        rest = [first, *rest] if "=" in first else rest
        if "=" not in first:
            return None
    elif name != [authserv_id.lower()] or "=" in first:
        return None
    return tuple(finding for finding in map(_finding, rest) if finding is not None)


def _of_border(results: Sequence[str], authserv_id: str) -> tuple[Finding, ...] | None:
    for value in results[:MAX_FIELDS]:
        told = findings(value, authserv_id=authserv_id)
        if told is not None:
            return told
    return None


def _finding(text: str) -> Finding | None:
    match = _METHOD.fullmatch(text.strip())
    if match is None:
        return None
    properties: dict[str, str] = {}
    for name, told in _PROPERTY.findall(match[3]):
        # Said twice and not the same: neither is believed.
        properties[name] = told if properties.get(name, told) == told else ""
    return Finding(match[1], match[2], properties)


def _judged(told: Sequence[Finding], domain: str) -> Trust:
    """DMARC decides; without it an aligned signature does (RFC 7489 3.1). SPF alone speaks of no From line."""
    dmarc = [one for one in told if one.method == "dmarc"]
    if any(one.result == "fail" for one in dmarc):
        return Trust.FAILED
    if dmarc and all(
        one.result == "pass" and one.properties.get("header.from", domain) == domain for one in dmarc
    ):
        return Trust.PROVEN
    signed = (
        one.properties.get("header.d", "") for one in told if (one.method, one.result) == ("dkim", "pass")
    )
    return Trust.PROVEN if any(_speaks_for(signer, domain) for signer in signed) else Trust.UNPROVEN


def _speaks_for(signer: str, domain: str) -> bool:
    """Whether who signs for one domain may speak for the other: its owner, or that of a domain above it."""
    signer = signer.lower().rstrip(".")
    return "." in signer and (domain == signer or domain.endswith(f".{signer}"))


def _domain(address: str) -> str:
    return address.lower().rpartition("@")[2].rstrip(".")


def _first_word(value: str) -> str:
    return next(iter(re.split(r"[\s;]", value.strip()[:LONGEST_FIELD], maxsplit=1))).strip('"').lower()


def _plain(value: str) -> str | None:
    """The value without its comments, which may be nested, and with quoted words only where they are plain names.

    None if it is too long, or a comment or a quotation in it has no end.
    """
    kept: list[str] = []
    depth = at = 0
    while at < len(value) <= LONGEST_FIELD:
        piece = (_IN_COMMENT if depth else _OUTSIDE).match(value, at)
        if piece is None:
            return None
        kept.append(" " if depth or piece[0] == "(" else _unquoted(piece[0]))
        depth += _DEEPER.get(piece[0], 0)
        at = piece.end()
    return "".join(kept).lower() if at == len(value) and not depth else None


def _unquoted(text: str) -> str:
    """A quoted name as it is; other quoted words as one that names nothing, because they may look like findings."""
    quoted = _QUOTED.fullmatch(text)
    if quoted is None:
        return text
    return quoted[1] if _PLAIN_WORD.fullmatch(quoted[1]) else "?"
