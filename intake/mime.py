"""Raw mail to a Message: never raises, works under caps, and notes what an officer should doubt."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

import filetype

from intake.charsets import decode, one_line, printable
from intake.headers import addresses, first, lowered, message_ids, read_headers, single_address, words
from intake.kinds import Signs, away_words, kind_of
from intake.message import Attachment, Channel, Kind, Message
from intake.parts import Part, Structure, content_of, read_structure
from intake.quoting import reply_text
from intake.tokens import read_token

MAX_MAIL = 25 * 1024 * 1024
MAX_TEXT = 200_000
MAX_TEXT_PARTS = 5
MAX_ATTACHMENT = 10 * 1024 * 1024
MAX_ATTACHMENTS = 20
MAX_RECIPIENTS = 100


class Doubt(StrEnum):
    """Why an officer should look; each is a short key, for the notes of the inbox."""

    TRUNCATED = "truncated"
    PARTS_DROPPED = "parts_dropped"
    SENDER_UNREADABLE = "sender_unreadable"
    CHARSET_GUESSED = "charset_guessed"
    ATTACHMENT_DROPPED = "attachment_dropped"
    ATTACHMENT_DISGUISED = "attachment_disguised"
    WINMAIL = "winmail"
    ENCRYPTED = "encrypted"


@dataclass(slots=True)
class _Found:
    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    returned: tuple[str, ...] = ()
    """Message-ID of the mail a bounce gives back."""
    failed_for_good: tuple[str, ...] = ()
    only_delayed: bool = False
    """A delivery report that tells of no failure."""
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
    kind = kind_of(signs)
    if kind is Kind.BOUNCE and found.only_delayed:
        kind = Kind.AUTOMATIC
    return Message(
        channel=Channel.MAIL,
        source_id=source_id,
        sender=sender,
        received_at=received_at,
        text=text,
        sender_name=sender_name,
        subject=subject,
        kind=kind,
        message_id=next(iter(message_ids(first(headers, "message-id"))), ""),
        references=_references(structure, found),
        recipients=recipients,
        envelope_from="" if null_sender else lowered(one_line(envelope_from, 320)),
        attachments=tuple(found.attachments),
        language=_language(first(headers, "content-language")),
        away_until=away_words(text) if kind is Kind.AUTOMATIC else "",
        failed_for_good=found.failed_for_good,
        returned=found.returned,
        doubts=tuple(doubt.value for doubt in found.doubts),
    )


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
    if part.media_type == "text/calendar":
        found.calendar_method = found.calendar_method or _calendar_method(raw, part)
    elif part.media_type in {"message/delivery-status", "message/disposition-notification"}:
        report = content_of(raw, part, 20_000)
        found.only_delayed = _is_only_delayed(report)
        found.failed_for_good = _failed_for_good(report)
    elif part.parent == "multipart/report" and part.media_type in {"message/rfc822", "text/rfc822-headers"}:
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
    content = b""
    if len(found.attachments) < MAX_ATTACHMENTS:
        content = content_of(raw, part, MAX_ATTACHMENT + 1)
    if not content or len(content) > MAX_ATTACHMENT:
        if part.end > part.start:
            found.doubt(Doubt.ATTACHMENT_DROPPED)
        return
    media_type = _sniffed(content)
    if _is_disguised(part.media_type, media_type):
        found.doubt(Doubt.ATTACHMENT_DISGUISED)
    found.attachments.append(
        Attachment(_file_name(part.filename, len(found.attachments)), media_type, content)
    )


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


def _is_only_delayed(report: bytes) -> bool:
    """Whether a report tells of a delay or a delivery and of no failure (RFC 3464 2.3.3)."""
    lines = (line.partition(b":") for line in report.lower().splitlines())
    actions = {value.strip() for name, _, value in lines if name.strip() == b"action"}
    return bool(actions) and b"failed" not in actions


def _failed_for_good(report: bytes) -> tuple[str, ...]:
    """The addresses of all groups that tell of a permanent failure (RFC 3464 2.3, RFC 3463)."""
    failed: list[str] = []
    for group in re.split(rb"\r?\n[ \t]*\r?\n", report):
        fields = read_headers(group)
        action, status = first(fields, "action").strip().lower(), first(fields, "status").strip()
        if status.startswith("5.1.") or (status.startswith("5.") and action.startswith("failed")):
            told = (first(fields, name) for name in ("final-recipient", "original-recipient"))
            failed += [lowered(one_line(value.partition(";")[2].strip(" <>"), 320)) for value in told]
    return tuple(dict.fromkeys(failed))


def _calendar_method(raw: bytes, part: Part) -> str:
    told = part.options.get("method", "").strip().upper()
    if told:
        return told
    lines = content_of(raw, part, 20_000).upper().splitlines()
    return next(
        (line[7:].strip().decode("ascii", "replace") for line in lines if line.startswith(b"METHOD:")), ""
    )


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
