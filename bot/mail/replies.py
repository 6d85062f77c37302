"""Enhanced status codes (RFC 3463) for replies that have none: RFC 2034 and LMTP want one in each."""

import re

_ENHANCED = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3} ", re.ASCII)
_TLS = "Ready to start TLS"
_USUAL = {
    "221": "2.0.0",
    "250": "2.0.0",
    "252": "2.5.0",
    "454": "4.7.0",
    "500": "5.5.2",
    "501": "5.5.4",
    "502": "5.5.1",
    "503": "5.5.1",
    "553": "5.1.3",
    "554": "5.5.0",
    "555": "5.5.4",
}


def coded(reply: str) -> str:
    """The reply with an enhanced code; a greeting and the 354 have none by the standard."""
    code, _, words = reply.partition(" ")
    usual = "2.0.0" if words == _TLS else _USUAL.get(code)
    return reply if usual is None or _ENHANCED.match(words) else f"{code} {usual} {words}"


def is_refusal(reply: str) -> bool:
    """Whether something was not done, for now or for ever."""
    return reply.startswith(("4", "5"))


def for_each(reply: str, recipients: int) -> str:
    """The reply to a mail, once for each recipient that was accepted, as LMTP wants it (RFC 2033, 4.2)."""
    return "\r\n".join([reply] * recipients)
