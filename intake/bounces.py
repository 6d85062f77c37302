"""What a mail server says became of a mail of ours: by the standard (RFC 3464), or in the prose of older programs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from intake.charsets import one_line
from intake.headers import Headers, addresses, first, lowered, read_headers

MAX_NOTICE = 20_000
MAX_DIAGNOSTIC = 300
MAX_GROUPS = 100


class Outcome(StrEnum):
    """What became of the mail."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    """Delivered, passed on or expanded: nothing is wrong."""


class Cause(StrEnum):
    """Why, as an officer would say it."""

    UNKNOWN_ADDRESS = "unknown_address"
    UNKNOWN_DOMAIN = "unknown_domain"
    CLOSED = "closed"
    FULL = "full"
    TOO_LARGE = "too_large"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Bounce:
    """A report on one mail."""

    outcome: Outcome
    cause: Cause = Cause.OTHER
    failed_for_good: tuple[str, ...] = ()
    """The addresses that no later mail will reach either; '' stands for one the report does not tell."""
    diagnostic: str = ""
    """What the other server said, word for word."""


def read_report(content: bytes) -> Bounce:
    """A message/delivery-status part: the worst of its groups, and every address that is gone."""
    groups = [read_headers(group) for group in re.split(rb"\r?\n[ \t]*\r?\n", content)[:MAX_GROUPS]]
    told = [group for group in groups if "action" in group or "status" in group]
    outcomes = [_outcome(group) for group in told]
    failed = [group for group, outcome in zip(told, outcomes, strict=True) if outcome is Outcome.FAILED]
    gone = [address for group in failed if _is_for_good(_cause_of(group)) for address in _recipients(group)]
    worst = next(iter(failed or told), {})
    return Bounce(
        outcome=_worst(outcomes),
        cause=_cause_of(worst),
        failed_for_good=tuple(dict.fromkeys(gone)),
        diagnostic=_diagnostic(worst),
    )


def read_notice(text: str, *, failed_recipients: str = "") -> Bounce:
    """A bounce in prose (qmail, exim, older Exchange, Notes): what can be found in its first lines."""
    told = _COPY.split(text[:MAX_NOTICE], maxsplit=1)[0]
    status = next(iter(_ENHANCED.findall(told)), "") or _from_reply_code(told)
    cause = _cause(status, told)
    given_up = _GIVEN_UP.search(told) is not None
    if not given_up and (status.startswith("4") or _DELAYED.search(told)):
        return Bounce(Outcome.DELAYED, cause, diagnostic=_line_with_status(told))
    named = addresses([failed_recipients, told]) if _is_for_good(cause) and (given_up or status) else ()
    return Bounce(Outcome.FAILED, cause, named, _line_with_status(told))


def is_notice(text: str) -> bool:
    """Whether a text begins as the bounces of well-known mail servers do."""
    return _NOTICE.search(text[:1_000]) is not None


def _worst(outcomes: Sequence[Outcome]) -> Outcome:
    # A report that tells of nothing is a failure: that is what servers write without being asked.
    return next((one for one in Outcome if one in outcomes), Outcome.FAILED)


def _outcome(group: Headers) -> Outcome:
    action = re.sub(r"[^a-z-].*", "", first(group, "action").strip().lower())
    known = {"failed": Outcome.FAILED, "delayed": Outcome.DELAYED}
    if action in known:
        return known[action]
    if action in {"delivered", "relayed", "expanded"}:
        return Outcome.DELIVERED
    return {"4": Outcome.DELAYED, "2": Outcome.DELIVERED}.get(
        first(group, "status").strip()[:1], Outcome.FAILED
    )


def _recipients(group: Headers) -> tuple[str, ...]:
    told = (first(group, name).rpartition(";")[2] for name in ("final-recipient", "original-recipient"))
    return tuple(lowered(one_line(address.strip(" <>"), 320)) for address in told)


def _cause_of(group: Headers) -> Cause:
    return _cause(first(group, "status").strip(), first(group, "diagnostic-code")[:2_000])


def _diagnostic(group: Headers) -> str:
    told = first(group, "diagnostic-code")
    return one_line(told.partition(";")[2] or told or first(group, "status"), MAX_DIAGNOSTIC)


def _cause(status: str, words: str) -> Cause:
    """By the words if they are plain, because servers use one code for many things; else by the code."""
    for cause, pattern in _WORDS.items():
        if pattern.search(words):
            return cause
    if status.startswith("4"):
        return Cause.NOT_REACHED
    return next((cause for start, cause in _CODES.items() if status.startswith(start)), Cause.OTHER)


def _is_for_good(cause: Cause) -> bool:
    """A full mailbox, a filter or a dead line says nothing about the address."""
    return cause in {Cause.UNKNOWN_ADDRESS, Cause.UNKNOWN_DOMAIN, Cause.CLOSED, Cause.OTHER}


def _from_reply_code(told: str) -> str:
    match = _REPLY_CODE.search(told)
    return {"4": "4.0.0", "5": "5.0.0"}[match[1][0]] if match else ""


def _line_with_status(told: str) -> str:
    lines = [line for line in told.splitlines() if line.strip()]
    found = next((line for line in lines if _ENHANCED.search(line) or _REPLY_CODE.search(line)), "")
    return one_line(found or " ".join(lines[:3]), MAX_DIAGNOSTIC)


_ENHANCED = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.-])(4[2-5][0-9]|5[05][0-9])[ -](?=\S)")
_CODES: Mapping[str, Cause] = {
    "5.1.2": Cause.UNKNOWN_DOMAIN,
    "5.1.": Cause.UNKNOWN_ADDRESS,
    "5.2.1": Cause.CLOSED,
    "5.2.2": Cause.FULL,
    "5.2.3": Cause.TOO_LARGE,
    "5.3.4": Cause.TOO_LARGE,
    "5.3.": Cause.NOT_REACHED,
    "5.4.1": Cause.UNKNOWN_ADDRESS,
    "5.4.4": Cause.UNKNOWN_DOMAIN,
    "5.4.": Cause.NOT_REACHED,
    "5.6.": Cause.REFUSED,
    "5.7.": Cause.REFUSED,
}
_WORDS: Mapping[Cause, re.Pattern[str]] = {
    Cause.FULL: re.compile(r"mailbox (?:is )?full|over ?quota|quota exceeded|exceeded .{0,20}quota", re.IGNORECASE),
    Cause.TOO_LARGE: re.compile(r"message (?:size|too (?:large|big))|size limit|too large", re.IGNORECASE),
    Cause.UNKNOWN_DOMAIN: re.compile(
        r"(?:host|domain) (?:name )?(?:not found|unknown|does not exist)|unrouteable|nxdomain|no such domain", re.IGNORECASE
    ),
    Cause.UNKNOWN_ADDRESS: re.compile(
        r"(?:user|recipient|mailbox|address|account)\b.{0,40}\b(?:unknown|not found|does(?: not|n't) exist|couldn't be found|invalid)"
        r"|(?:unknown|no such|invalid) (?:user|recipient|mailbox|address|local part)|address rejected: (?:access denied|undeliverable)",
        re.IGNORECASE,
    ),
    Cause.CLOSED: re.compile(r"(?:mailbox|account) .{0,30}(?:disabled|inactive|unavailable|suspended)", re.IGNORECASE),
    Cause.REFUSED: re.compile(r"\bspam\b|block ?list|blacklist|blocked|\bpolicy\b|denied|dmarc|\bspf\b|dkim", re.IGNORECASE),
}  # fmt: skip
_DELAYED = re.compile(
    r"\bdelayed\b|not yet been delivered|will (?:be retried|keep trying|continue)|still (?:being|trying)|temporar(?:y|ily)"
    r"|could not send message for past|retras|retardé|atrasad|verzögert|ritardo|vertraagd",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(
    r"permanent (?:fatal )?(?:error|failure)|given up|giving up|could not be delivered|(?:wasn't|was not) (?:able to be )?delivered"
    r"|delivery has failed|unable to deliver|undeliverable|cannot be reached|address not found",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"This is the qmail-send program|created automatically by mail delivery software|This is the mail system at host"
    r"|did not reach (?:some or all of the intended|the following) recipient|Delivery (?:has failed|to the following recipient)"
    r"|was not delivered to|Your message wasn't delivered|unable to deliver your message|The following addresses had (?:permanent|transient)",
    re.IGNORECASE,
)
# Where the copy of our own mail begins: its words are not the server's.
_COPY = re.compile(
    r"^-{2,} ?(?:Below this line is a copy|This is a copy of|Original message|Enclosed is a copy|Unsent message|Message header)"
    r"|^(?:Return-Path|Received|From|Message-ID): ",
    re.IGNORECASE | re.MULTILINE,
)
