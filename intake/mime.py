"""Raw mail to a Message: never raises, works under caps, and notes what an officer should doubt."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

import filetype

from intake.bounces import Bounce, Outcome, read_notice, read_report
from intake.calendar_lines import MAX_TEXT as MAX_CALENDAR
from intake.calendar_reply import method_in, read_calendar_reply
from intake.charsets import decode, one_line, printable
from intake.headers import addresses, first, lowered, message_ids, read_headers, single_address, words
from intake.kinds import CALENDAR_ANSWERS, Headers, Signs, answers_by_itself, away_words, kind_and_sign
from intake.message import Attachment, Channel, Kind, Message, Why, Withheld
from intake.parts import Part, Structure, content_of, read_structure
from intake.quoting import forwarded_text, reply_text
from intake.sender_trust import MAX_FIELDS
from intake.tokens import read_token

MAX_MAIL = 25 * 1024 * 1024
MAX_TEXT = 200_000
MAX_TEXT_PARTS = 5
MAX_ATTACHMENTS = 20
UNNAMED = "…"
"""Stands for files whose names are beyond what is read of a mail."""
MAX_RECIPIENTS = 100
_RETURNED = frozenset({"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"})
# Older servers copy the mail that came back into their own words.
_COPIED_ID = re.compile(r"^[ \t>]{0,8}Message-ID:[ \t]{0,8}(<[^<>\s]{3,300}>)", re.IGNORECASE | re.MULTILINE)


class Doubt(StrEnum):
    """Why an officer should look; each is a short key, for the notes of the inbox."""

    TRUNCATED = "truncated"
    PARTS_DROPPED = "parts_dropped"
    SENDER_UNREADABLE = "sender_unreadable"
    CHARSET_GUESSED = "charset_guessed"
    ATTACHMENT_DROPPED = "attachment_dropped"
    """One that is empty or cannot be decoded; others are withheld by name."""
    ATTACHMENT_DISGUISED = "attachment_disguised"
    WINMAIL = "winmail"
    ENCRYPTED = "encrypted"


@dataclass(slots=True)
class _Found:
    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    returned: tuple[str, ...] = ()
    """Message-ID of the mail a bounce gives back."""
    report: Bounce | None = None
    receipt: bool = False
    """Somebody's mail program says that a mail was shown, or thrown away."""
    calendar: str = ""
    calendar_method: str = ""
    doubts: dict[Doubt, None] = field(default_factory=dict)

    def doubt(self, doubt: Doubt) -> None:
        self.doubts[doubt] = None


def read_mail(
    raw: bytes,
    *,
    source_id: str,
    envelope_from: str = "",
    envelope_to: Sequence[str] = (),
    received_at: datetime,
) -> Message:
    """The Message a raw mail holds. An envelope with recipients but no (or the null) sender is a machine's."""
    structure = read_structure(raw[:MAX_MAIL])
    found = _Found()
    if len(raw) > MAX_MAIL:
        found.doubt(Doubt.TRUNCATED)
    if not structure.complete:
        found.doubt(Doubt.PARTS_DROPPED)
    for part in structure.parts:
        _take(found, raw, part)
    if found.withheld and not structure.complete:
        found.withheld.append(Withheld(UNNAMED, Why.TOO_MANY))
    return _message(structure, found, source_id, envelope_from, tuple(envelope_to), received_at)


def _message(
    structure: Structure,
    found: _Found,
    source_id: str,
    envelope_from: str,
    envelope_to: tuple[str, ...],
    received_at: datetime,
) -> Message:
    headers = structure.headers
    sender, sender_name = single_address(headers.get("from", ()))
    if not sender:
        found.doubt(Doubt.SENDER_UNREADABLE)
    subject = words(first(headers, "subject"))
    null_sender = _is_null(envelope_from, envelope_to, first(headers, "return-path"))
    plain, html = "\n".join(found.plain), "\n".join(found.html)
    text = reply_text(plain or None, html or None)
    recipients = _recipients(envelope_to, headers.get("to", ()), headers.get("cc", ()))
    signs = _signs(structure, found)
    signs = replace(
        signs,
        subject=subject,
        text=text,
        sender=sender,
        answers=_answers(structure, recipients),
        null_sender=null_sender,
    )
    kind, kind_sign = kind_and_sign(signs)
    report = _report(found, kind, plain or text, first(headers, "x-failed-recipients"))
    if report is not None and report.outcome is not Outcome.FAILED:
        kind = Kind.AUTOMATIC
    message = Message(
        channel=Channel.MAIL,
        source_id=source_id,
        sender=sender,
        received_at=received_at,
        text=text,
        forwarded="" if text.strip() else forwarded_text(plain or None, html or None),
        sender_name=sender_name,
        subject=subject,
        kind=kind,
        kind_sign=kind_sign,
        message_id=next(iter(message_ids(first(headers, "message-id"))), ""),
        references=_references(structure, found),
        recipients=recipients,
        envelope_from="" if null_sender else lowered(one_line(envelope_from, 320)),
        attachments=tuple(found.attachments),
        withheld=tuple(found.withheld),
        language=_language(first(headers, "content-language")),
        returned=found.returned,
        authentication=headers.get("authentication-results", ())[:MAX_FIELDS],
        doubts=tuple(doubt.value for doubt in found.doubts),
    )
    return _reported(message, report) if report is not None else _by_machine(message, found, signs.headers)


def _reported(message: Message, report: Bounce) -> Message:
    return replace(
        message,
        delivery=report.outcome,
        cause=report.cause,
        failed_for_good=report.failed_for_good,
        diagnostic=report.diagnostic,
    )


def _by_machine(message: Message, found: _Found, headers: Headers) -> Message:
    """What a program tells of its owner: that a mail was seen, an absence, a button in a calendar."""
    if found.receipt:
        return replace(message, delivery="read")
    if message.kind is Kind.AUTOMATIC:
        return replace(message, away_until=away_words(message.text))
    if message.kind is Kind.CALENDAR:
        reply = read_calendar_reply(found.calendar, sender=message.sender)
        if reply is not None and answers_by_itself(headers):
            reply = replace(reply, by_itself=True)
        return replace(message, calendar=reply)
    return message


def _signs(structure: Structure, found: _Found) -> Signs:
    return Signs(
        headers={name: words(values[0], 200) for name, values in structure.headers.items()},
        media_type=structure.media_type,
        report_type=structure.options.get("report-type", "").lower(),
        part_types=structure.types,
        calendar_method=found.calendar_method,
    )


def _answers(structure: Structure, recipients: tuple[str, ...]) -> bool:
    """Whether a mail refers to an earlier one, or goes to a reply address."""
    headers = structure.headers
    told = message_ids(first(headers, "in-reply-to")) or message_ids(first(headers, "references"))
    return bool(told) or any(read_token(address.rpartition("@")[0]) for address in recipients)


def _take(found: _Found, raw: bytes, part: Part) -> None:
    attached = part.disposition == "attachment"
    if part.media_type in {"text/calendar", "application/ics"}:
        _take_calendar(found, raw, part)
    elif part.media_type in {"message/delivery-status", "message/global-delivery-status"}:
        found.report = found.report or read_report(content_of(raw, part, 64_000))
    elif part.media_type == "message/disposition-notification":
        found.receipt = True
    elif part.parent == "multipart/report" and part.media_type in _RETURNED:
        found.returned = message_ids(first(read_headers(content_of(raw, part, 64_000)), "message-id"))
    elif part.media_type in {"text/plain", "text/html"} and not attached and not part.filename:
        _take_text(found, raw, part)
    elif not _is_decoration(part):
        _take_file(found, raw, part)


def _take_text(found: _Found, raw: bytes, part: Part) -> None:
    texts = found.html if part.media_type == "text/html" else found.plain
    if len(texts) >= MAX_TEXT_PARTS:
        found.doubt(Doubt.PARTS_DROPPED)
        return
    text, guessed = decode(content_of(raw, part, MAX_TEXT * 2), part.options.get("charset", ""))
    if guessed:
        found.doubt(Doubt.CHARSET_GUESSED)
    if len(text) > MAX_TEXT:
        found.doubt(Doubt.TRUNCATED)
    text = printable(text[:MAX_TEXT])
    if part.media_type == "text/plain" and part.options.get("format", "").lower() == "flowed":
        text = _unflowed(text)
    if text.strip():
        texts.append(text)


def _take_file(found: _Found, raw: bytes, part: Part) -> None:
    if part.media_type in {"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}:
        found.doubt(Doubt.ENCRYPTED)
    if part.media_type == "application/ms-tnef" or part.filename.lower() == "winmail.dat":
        found.doubt(Doubt.WINMAIL)
    name = _file_name(part.filename, len(found.attachments) + len(found.withheld))
    if why := _why_withheld(found, raw, part):
        found.withheld.append(Withheld(name, why))
        return
    content = content_of(raw, part, MAX_MAIL)
    if not content:
        if part.end > part.start:
            found.doubt(Doubt.ATTACHMENT_DROPPED)
        return
    media_type = _sniffed(content)
    if _is_disguised(part.media_type, media_type):
        found.doubt(Doubt.ATTACHMENT_DISGUISED)
    found.attachments.append(Attachment(name, media_type, content))


def _why_withheld(found: _Found, raw: bytes, part: Part) -> Why | None:
    """A file is as large as a mail may be; the one in which the reading of a larger mail ends is not whole."""
    if part.end >= MAX_MAIL and len(raw) > MAX_MAIL:
        return Why.TOO_LARGE
    return Why.TOO_MANY if len(found.attachments) >= MAX_ATTACHMENTS else None


def _is_decoration(part: Part) -> bool:
    # Logos and signatures of mail programs: machine parts and pictures shown inside the text.
    picture = part.media_type.startswith("image/") and part.content_id and part.disposition != "attachment"
    return bool(picture) or part.media_type in {"application/pgp-signature", "application/pkcs7-signature"}


def _sniffed(content: bytes) -> str:
    guess = filetype.guess_mime(content[:8_192])
    if guess:
        return str(guess)
    text = b"\x00" not in content[:8_192] and not decode(content[:8_192], "utf-8")[1]
    return "text/plain" if text else "application/octet-stream"


def _is_disguised(claimed: str, sniffed: str) -> bool:
    # Office files are archives, so only a change of the broad class counts; a program counts always.
    if sniffed in {"application/x-msdownload", "application/x-executable"}:
        return True
    classes = {"image", "audio", "video"}
    pdf = (claimed == "application/pdf") != (sniffed == "application/pdf")
    known = claimed not in {"", "application/octet-stream"} and sniffed != "application/octet-stream"
    changed = claimed.partition("/")[0] in classes and sniffed.partition("/")[0] not in classes
    return known and (pdf or changed)


def _file_name(told: str, number: int) -> str:
    name = one_line(told.replace("\\", "/").rpartition("/")[2], 200).lstrip(". ")
    if len(name) > 120:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[:100]}.{ending}" if dot and len(ending) <= 10 else name[:120]
    return name or f"attachment-{number + 1}"


def _take_calendar(found: _Found, raw: bytes, part: Part) -> None:
    """A reply out of a calendar, which programs send as an alternative, as a file or as both; else a file."""
    text, _ = decode(content_of(raw, part, MAX_CALENDAR), part.options.get("charset", ""))
    method = method_in(text) or part.options.get("method", "").strip().upper()[:40]
    if method not in CALENDAR_ANSWERS:
        _take_file(found, raw, part)
    elif not found.calendar:
        found.calendar, found.calendar_method = text, method


def _report(found: _Found, kind: Kind, text: str, failed_recipients: str) -> Bounce | None:
    """What became of a mail of ours, if that is what this one tells."""
    if found.report is not None or kind is not Kind.BOUNCE:
        return found.report
    if not found.returned:
        found.returned = message_ids(next(iter(_COPIED_ID.findall(text)), ""))
    return read_notice(text, failed_recipients=failed_recipients)


def _unflowed(text: str) -> str:
    # RFC 3676: a line that ends in a space goes on in the next one, except the signature mark.
    lines: list[str] = []
    open_line = False
    for line in text.split("\n"):
        body = line.removeprefix(" ")
        if open_line and not body.startswith(">"):
            lines[-1] += body
        else:
            lines.append(body)
        open_line = (
            body.endswith(" ") and body != "-- " and not body.startswith(">") and len(lines[-1]) < 5_000
        )
    return "\n".join(lines)


def _references(structure: Structure, found: _Found) -> tuple[str, ...]:
    nearest = message_ids(first(structure.headers, "in-reply-to"))
    older = reversed(message_ids(first(structure.headers, "references")))
    return tuple(dict.fromkeys((*nearest, *older, *found.returned)))


def _recipients(envelope: Iterable[str], to: Sequence[str], cc: Sequence[str]) -> tuple[str, ...]:
    stated = (lowered(one_line(address.strip("<> "), 320)) for address in envelope)
    every = (*stated, *addresses(to[:5]), *addresses(cc[:5]))
    return tuple(dict.fromkeys(address for address in every if address))[:MAX_RECIPIENTS]


def _is_null(envelope_from: str, envelope_to: tuple[str, ...], return_path: str) -> bool:
    if envelope_from.strip() == "<>" or (envelope_to and not envelope_from.strip()):
        return True
    return not envelope_from and return_path.replace(" ", "") == "<>"


def _language(told: str) -> str:
    code = told.strip()[:2].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""
