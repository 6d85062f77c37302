"""Which domains have signed a mail: our own look at DKIM (RFC 6376), for houses whose border does not look."""

import logging
from collections.abc import Callable

import dkim

Lookup = Callable[..., bytes | None]
"""The TXT record of a name, as dkimpy asks for it."""

MOST_SIGNATURES = 3
"""Each costs a question to a name server; a mail with more was made to cost time."""
SMALLEST_KEY = 1024
_TO_ANSWER = 4
_SILENT = logging.getLogger(f"{__name__}.dkim")
# The library logs what it reads, and that may be anybody's address.
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False


def signers(raw: bytes, *, lookup: Lookup | None = None) -> tuple[str, ...]:
    """Domains whose signature over this mail is good; blocks for seconds at worst, so call it in a thread.

    A signature that covers only the beginning of the body (`l=`) is none: anybody may write below it.
    """
    try:
        mail = dkim.DKIM(raw, logger=_SILENT, minkey=SMALLEST_KEY, timeout=_TO_ANSWER)
    except dkim.DKIMException:
        return ()
    count = min(sum(name.lower() == b"dkim-signature" for name, _ in mail.headers), MOST_SIGNATURES)
    found = (_signer(mail, number, lookup) for number in range(count))
    return tuple(dict.fromkeys(domain for domain in found if domain))


def _signer(mail: dkim.DKIM, number: int, lookup: Lookup | None) -> str:
    """The domain of one good signature, or ''."""
    try:
        good = mail.verify(idx=number, dnsfunc=lookup) if lookup else mail.verify(idx=number)
    except Exception:  # noqa: BLE001 - a hostile mail makes the library raise much; none of it is a signature
        return ""
    covers_all = b"l" not in mail.signature_fields
    return mail.domain.decode("ascii", "replace").lower() if good and covers_all else ""
