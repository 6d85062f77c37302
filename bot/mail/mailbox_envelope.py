"""Who sent a mail found in a mailbox and for whom it was: the envelope, as the last mail server wrote it down."""

from bot.mail.recipient import is_ours, plain
from intake.headers import Headers, addresses, read_headers

HEADER_BYTES = 64 * 1024
_MOST_VALUES = 20
_STATED = ("delivered-to", "x-original-to", "x-envelope-to", "envelope-to", "x-delivered-to")
"""Written by the servers that delivered: Postfix, Dovecot, Exim, Gmail, Fastmail."""
_ADDRESSED = ("to", "cc", "resent-to")


def envelope(raw: bytes, mail_address: str) -> tuple[str, tuple[str, ...]]:
    """The envelope sender, '' for a machine's, and those recipients that are addresses of the facility.

    A sender can write any of these lines. Nothing is gained by it: a recipient only counts as ours or not, and
    the tag in it is signed. The delivered-to lines come first, so that the same mail by SMTP has the same name.
    """
    end = raw.find(b"\r\n\r\n", 0, HEADER_BYTES)
    headers = read_headers(raw[: end if end >= 0 else HEADER_BYTES])
    return _sender(headers), _ours(headers, _STATED, mail_address) or _ours(headers, _ADDRESSED, mail_address)


def _sender(headers: Headers) -> str:
    """Where a bounce would go; a server that does not write it down leaves us the author."""
    stated = headers.get("return-path", headers.get("from", ()))[:1]
    return next(iter(addresses(stated)), "")


def _ours(headers: Headers, names: tuple[str, ...], mail_address: str) -> tuple[str, ...]:
    values = [value for name in names for value in headers.get(name, ())[:_MOST_VALUES]]
    found = (plain(address) for address in addresses(values))
    return tuple(dict.fromkeys(address for address in found if is_ours(address, mail_address)))
