"""Raw mails by which machines, or who plays one, try to break a reader: reports, calendars, headers, threads."""

import base64
from collections.abc import Iterator

HEAD = b"From: Eve <eve@elsewhere.example>\r\nTo: muster@facility.example\r\nSubject: hello\r\nMIME-Version: 1.0\r\n"
EVENT = "BEGIN:VCALENDAR\r\nMETHOD:{method}\r\n{before}BEGIN:VEVENT\r\nUID:u\r\n{inside}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
ACCEPTED = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:eve@elsewhere.example"


def hostile_machine_mails() -> Iterator[tuple[str, bytes]]:
    """Name and raw mail."""
    yield from _repeated_headers()
    yield from _address_forms()
    yield from _parameters()
    yield from _encoded_words()
    yield from _dates_and_threads()
    yield from _boundaries()
    yield from _mails_in_mails()
    yield from _reports()
    yield from _notices()
    yield from _calendars()
    yield from _calendar_values()
    yield from _names_of_files()


def _repeated_headers() -> Iterator[tuple[str, bytes]]:
    names = (
        b"From", b"Sender", b"Reply-To", b"To", b"Cc", b"Subject", b"Date", b"Message-ID", b"In-Reply-To", b"References",
        b"Content-Type", b"Content-Transfer-Encoding", b"Content-Disposition", b"Auto-Submitted", b"Return-Path",
        b"X-Failed-Recipients", b"Authentication-Results", b"List-Id", b"Precedence", b"MIME-Version",
    )  # fmt: skip
    for name in names:
        twice = name + b": a@b.example\r\n" + name + b": multipart/mixed; boundary=b\r\n"
        yield f"twice {name.decode()}", twice + HEAD + b"\r\nYes"
        yield f"10000 times {name.decode()}", (name + b": <a@b.example>\r\n") * 10_000 + HEAD + b"\r\nYes"
    yield "case of names", HEAD.replace(b"From", b"fROM").replace(b"Subject", b"SUBJECT") + b"\r\nYes"
    yield "space before the colon", HEAD.replace(b"From:", b"From :").replace(b"To:", b"To\t:") + b"\r\nYes"
    yield "name of 70 characters", HEAD + b"X" * 70 + b": y\r\n\r\nYes"
    yield "name with eight bits", HEAD + "Sübject: y\r\n\r\nYes".encode()


def _address_forms() -> Iterator[tuple[str, bytes]]:
    forms = (
        "a(comment)@b.example", "a@(comment)b.example", "(a (b (c))) a@b.example", "a@b.example (" + "(" * 5_000,
        "undisclosed-recipients:;", "Team: a@b.example, c@d.example;", "Team: Sub: a@b.example;;", "a@b.example;c@d.example",
        "a@xn--bcher-kva.example", "a@bücher.example", "用户@例子.example", "a@b.example\u202ec@d.example", "a\u200b@b.example",
        "\u202emoc.elpmaxe@a <a@b.example>", "boss@facility.example <eve@elsewhere.example>", '"boss@facility.example" <eve@e.example>',
        "boss@facility.example via List <list@e.example>", "<boss@facility.example> <eve@elsewhere.example>",
        "=?utf-8?Q?boss=40facility.example?= <eve@elsewhere.example>", "=?utf-8?Q?a_=3Cboss=40facility.example=3E?= <eve@e.example>",
        "eve@elsewhere.example, boss@facility.example", "a@b.example\x00@c.example", "@route.example:a@b.example",
        "<@x.example,@y.example:a@b.example>", '"very.(),:;<>[]\\".VERY" <a@b.example>', '"a\\"b" <a@b.example>', "a@b@c.example",
        "a@[IPv6:::1]", "a@b.example." + "c" * 300, "a" * 300 + "@b.example", "a@" + "b" * 300, "a@-b.example", "a@b..example",
        "a..b@c.example", ".a@b.example", "=?utf-8?B?" + "QQ" * 3_000 + "?= <a@b.example>", "'a@b.example' <c@d.example>",
    )  # fmt: skip
    for form in forms:
        yield f"address {form[:40]!r}", b"From: " + form.encode() + b"\r\nSubject: hi\r\n\r\nYes"
    yield (
        "60000 recipients",
        HEAD + b"To: " + b", ".join(b"n%d <a%d@b.example>" % (n, n) for n in range(60_000)) + b"\r\n\r\nYes",
    )
    yield "recipients in 5000 groups", HEAD + b"Cc: " + b"g: a@b.example; " * 5_000 + b"\r\n\r\nYes"


def _parameters() -> Iterator[tuple[str, bytes]]:
    values = (
        "text/plain; charset*=utf-8''utf%2D8", "text/plain; charset*0=ut; charset*1=f-8", "text/plain; charset*1=f-8; charset*0=ut",
        "text/plain; charset*0*=utf-8''u%00t; charset*1=f-8", "text/plain; charset*=''" + "%41" * 3_000, "text/plain; charset*999999999=x",
        "text/plain; charset*-1=x", "text/plain; charset**=x", "text/plain; *=x", "text/plain; =x", "text/plain; charset", "text/plain;;;;",
        'text/plain; charset="utf-8', "text/plain; charset='utf-8'", "text/plain; charset=utf-8; charset=utf-16", "TEXT/PLAIN; CHARSET=UTF-8",
        "text", "text/", "/plain", "text/plain/html", "text/plain, text/html", "text/pl\x00ain", "*/*", "multipart/*; boundary=b", "a" * 60_000,
        "text/plain; " + "; ".join(f"n{n}*{n}*=%ff" for n in range(3_000)), "text/plain; charset=" + "\\" * 50_000, "text/plain; (comment) charset=x",
    )  # fmt: skip
    for value in values:
        told = (
            b"Content-Type: "
            + value.encode()
            + b"\r\nContent-Disposition: attachment; filename*="
            + value.encode()[:9_000]
        )
        yield f"type {value[:40]!r}", HEAD + told + b"\r\n\r\nYes"


def _encoded_words() -> Iterator[tuple[str, bytes]]:
    subjects = (
        b"=?utf-7?Q?+AGE-?=", b"=?utf-8?Q?" + b"=3D=3Futf-8=3FQ=3Fa=3F=3D" * 100 + b"?=", b"=?utf-8?B?" + base64.b64encode(b"\r\n" * 900) + b"?=",
        b"=?utf-8?Q?a?=" * 3_000, b"=?utf-8?Q?a?= " * 3_000, b"=?utf-8?Q?=?= " * 2_000, b"=?" * 30_000, b"?=" * 30_000, b"=?utf-8?q?" * 6_000,
        b"=?zip?B?UEsDBA==?=", b"=?base64?Q?YQ==?=", b"=?unicode_escape?Q?=5Cx41?=", b"=?idna?Q?" + b"a" * 3_000 + b"?=", b"=?utf-16?B?//4=?=",
        b"=?utf-8*en?Q?a?=", b"=?utf-8?Q?=ED=A0=80?=", b"=?utf-8?Q?=F4=90=80=80?=", b"=?utf-8?Q?=00=1B[2J?=", b"=?us-ascii?Q?\xff\xfe?=",
        b"=?iso-2022-jp?B?" + base64.b64encode(b"\x1b$B" * 900) + b"?=", b"=?utf-8?X?a?=", b"=?utf-8?B?=?=", b"\xed\xa0\x80\xff" * 500,
        "\udce9".encode("utf-8", "surrogatepass"), b"a\rb\nc", b"a\x0b\x0c\x1c\x85b", "\u202e\u2066a\u2069".encode(), b"\xf0\x9f\x98\x80" * 5_000,
    )  # fmt: skip
    for subject in subjects:
        yield f"subject {subject[:30]!r}", HEAD.replace(b"hello", subject) + b"\r\nYes"


def _dates_and_threads() -> Iterator[tuple[str, bytes]]:
    dates = (
        b"",
        b"yesterday",
        b"Mon, 32 Jan 2026 25:61:61 +9999",
        b"1 Jan 0000 00:00:00 -0000",
        b"99999999999",
        b"\x00",
        b"Mon, " * 9_000,
    )
    for date in dates:
        yield f"date {date[:20]!r}", HEAD + b"Date: " + date + b"\r\n\r\nYes"
    identifiers = (
        b"<>", b"<<<<a@b>>>>", b"a@b.example", b"<a b@c.example>", b"<a\x00@b.example>", b"<" + b"a" * 60_000 + b"@b.example>",
        b"<a@b.example" * 5_000, b"<a@b.example>" * 5_000, b"<%s@b.example> " % (b"\xff" * 90), b"<a@b.example>\r\n <c@d.example>" * 900,
    )  # fmt: skip
    for name in (b"Message-ID", b"In-Reply-To", b"References"):
        for number, identifier in enumerate(identifiers):
            yield f"{name.decode()} {number}", HEAD + name + b": " + identifier + b"\r\n\r\nYes"


def _multipart(inner: bytes, told: bytes = b"mixed; boundary=b") -> bytes:
    return HEAD + b"Content-Type: multipart/" + told + b"\r\n\r\n" + inner


def _boundaries() -> Iterator[tuple[str, bytes]]:
    part = b"--b\r\n\r\nYes\r\n"
    yield "boundary that begins another", _multipart(b"--bb\r\n\r\nNo\r\n" + part + b"--bb--\r\n--b--")
    yield "boundary with spaces after it", _multipart(b"--b    \r\n\r\nYes\r\n--b--   ")
    yield "boundary in capitals", _multipart(b"--B\r\n\r\nNo\r\n" + part)
    yield "boundary of dashes", _multipart(b"------\r\n\r\nYes\r\n--------", b'mixed; boundary="----"')
    yield "boundary inside a line", _multipart(b"x--b\r\n\r\nNo\r\n" + part)
    yield "boundary after bare cr", _multipart(b"\r--b\r\rYes\r--b--\r")
    yield "boundary with a nul", _multipart(b"--b\x00c\r\n\r\nYes", b'mixed; boundary="b\x00c"')
    yield "boundary in another alphabet", _multipart("--é\r\n\r\nYes".encode(), "mixed; boundary=é".encode())
    yield "boundary told in sections", _multipart(part, b"mixed; boundary*0=b; boundary*1=")
    yield "parts after the end", _multipart(part + b"--b--\r\n" + part * 500)
    yield "end before the beginning", _multipart(b"--b--\r\n" + part)
    yield "text before and after", _multipart(b"No\r\n" * 50_000 + part + b"--b--\r\n" + b"No\r\n" * 50_000)
    yield "blank parts", _multipart(b"--b\r\n\r\n" * 50_000)
    yield "300 parts of headers", _multipart((b"--b\r\n" + b"X-A: b\r\n" * 900 + b"\r\n") * 300)
    yield (
        "parts of parameters",
        _multipart((b"--b\r\nContent-Type: text/plain; " + b"a=b;" * 3_000 + b"\r\n\r\nx\r\n") * 200),
    )
    for kind in (
        b"alternative",
        b"related",
        b"signed",
        b"encrypted",
        b"form-data",
        b"byteranges",
        b"parallel",
        b"x-unknown",
        b"",
    ):
        yield f"multipart {kind.decode()!r}", _multipart(part + b"--b--", kind + b"; boundary=b")


def _mails_in_mails() -> Iterator[tuple[str, bytes]]:
    inner = HEAD + b"\r\nYes"
    for levels in (1, 5, 30, 300):
        mail = inner
        for level in range(levels):
            mail = b"Content-Type: message/rfc822\r\nX-Level: %d\r\n\r\n" % level + mail
        yield f"{levels} mails in mails", HEAD + mail
    for levels in (29, 30, 31, 200):
        mail = b"Content-Type: text/plain\r\n\r\nYes\r\n"
        for level in range(levels):
            told = b"Content-Type: multipart/mixed; boundary=l%d\r\n\r\n" % level
            mail = told + b"--l%d\r\n" % level + mail + b"\r\n--l%d--\r\n" % level
        yield f"{levels} levels", HEAD + mail
    yield (
        "encoded mail",
        HEAD
        + b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(inner),
    )
    yield "digest of 500", _multipart((b"--b\r\n\r\n" + inner + b"\r\n") * 500, b"digest; boundary=b")


def _report(*parts: tuple[bytes, bytes]) -> bytes:
    inner = b"".join(
        b"--b\r\nContent-Type: " + kind + b"\r\n\r\n" + content + b"\r\n" for kind, content in parts
    )
    return b"Return-Path: <>\r\n" + _multipart(
        inner + b"--b--\r\n", b"report; report-type=delivery-status; boundary=b"
    )


def _reports() -> Iterator[tuple[str, bytes]]:
    status = b"message/delivery-status"
    group = b"\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    contents = {
        "of nothing": b"", "of blank lines": b"\r\n" * 50_000, "of 5000 groups": group * 5_000, "of nuls": b"\x00" * 50_000,
        "without colons": b"Action failed\r\n" * 5_000, "with a long diagnosis": group + b"Diagnostic-Code: smtp; " + b"user " * 50_000,
        "with broken fields": b"Final-Recipient: ;;;;\r\nAction: ;\r\nStatus: 5.\r\n", "with a strange status": b"Status: 9.9.9\r\nAction: explode\r\n",
        "in another alphabet": "Action: échoué\r\nStatus: ５.１.１\r\n".encode(), "with an address of controls": b"Final-Recipient: rfc822; a\x00\x1b@b\r\n",
    }  # fmt: skip
    for name, content in contents.items():
        yield (
            f"report {name}",
            _report((b"text/plain", b"Sorry"), (status, content), (b"message/rfc822", HEAD)),
        )
    yield "100 reports in one", _report(*((status, group) for _ in range(100)))
    yield (
        "report in base64",
        _report((status + b"\r\nContent-Transfer-Encoding: base64", base64.b64encode(group))),
    )
    yield (
        "returned mail without end",
        _report((status, group), (b"message/rfc822", HEAD + b"Message-ID: <" + b"a" * 90_000)),
    )
    yield (
        "receipt of controls",
        _report((b"message/disposition-notification", b"Disposition: \x00\x1b\r\n" * 2_000)),
    )


def _notices() -> Iterator[tuple[str, bytes]]:
    head = b"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\n"
    begin = b"Hi. This is the qmail-send program at mx.example.\r\n"
    bodies = {
        "of addresses": b"a@b.example, " * 30_000, "of codes": b"5.1.1 550 " * 30_000, "of users": b"user account address " * 20_000,
        "of dashes": b"-" * 400_000, "of identifiers": b"Message-ID: <a@b.example>\r\n" * 20_000, "of unknown": b"unknown " * 50_000,
        "of quotes": b"> > > > " * 50_000, "without end": b"Message-ID: <" + b"a" * 400_000,
    }  # fmt: skip
    for name, body in bodies.items():
        yield f"notice {name}", head + b"\r\n" + begin + body
    yield (
        "60 KB of failed recipients",
        head + b"X-Failed-Recipients: " + b"a@b.example," * 5_000 + b"\r\n\r\n" + begin,
    )


def _calendar(content: str, told: bytes = b"; method=REPLY") -> bytes:
    return (
        HEAD
        + b"Content-Type: text/calendar; charset=utf-8"
        + told
        + b"\r\n\r\n"
        + content.encode("utf-8", "surrogatepass")
    )


def _event(inside: str = ACCEPTED, *, method: str = "REPLY", before: str = "") -> str:
    return EVENT.format(method=method, before=before, inside=inside)


def _calendars() -> Iterator[tuple[str, bytes]]:
    zone = "BEGIN:VTIMEZONE\r\nTZID:{}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+2359\r\nTZOFFSETTO:-2359\r\n{}END:STANDARD\r\nEND:VTIMEZONE\r\n"
    endless = "RRULE:FREQ=SECONDLY;COUNT=2147483647\r\n"
    yield "calendar of nothing", _calendar("")
    yield "calendar without end", _calendar("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n")
    yield "calendar of 5000 events", _calendar(_event() * 5_000)
    yield "calendar of 100000 beginnings", _calendar("BEGIN:VEVENT\r\n" * 100_000)
    yield (
        "calendar of deep parts",
        _calendar("BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n" * 3_000 + "END:VEVENT\r\n" * 3_000),
    )
    yield "calendar of 20000 attendees", _calendar(_event((ACCEPTED + "\r\n") * 20_000))
    yield (
        "calendar that repeats for ever",
        _calendar(_event(ACCEPTED + "\r\nDTSTART:20260309T000000\r\n" + endless, method="COUNTER")),
    )
    yield "calendar with a million dates", _calendar(_event("RDATE:" + "20260309T000000Z," * 60_000))
    yield (
        "calendar with a zone that lies",
        _calendar(_event(before=zone.format("Europe/Berlin", endless), method="COUNTER")),
    )
    yield "calendar with 3000 zones", _calendar(_event(before=zone.format("UTC", "") * 3_000))
    yield (
        "calendar with a zone that is a path",
        _calendar(_event(before="X-WR-TIMEZONE:../../../etc/passwd\r\n")),
    )
    yield "calendar of folds", _calendar(_event("COMMENT:" + "\r\n x" * 100_000))
    yield "calendar of half characters", _calendar(_event("COMMENT:\ud800\udfff"))
    yield (
        "calendar in utf-16",
        HEAD + b"Content-Type: text/calendar; charset=utf-16\r\n\r\n" + _event().encode("utf-16"),
    )
    yield (
        "calendar in base64",
        _calendar(base64.b64encode(_event().encode()).decode(), b"\r\nContent-Transfer-Encoding: base64"),
    )
    yield "calendar with another method outside", _calendar(_event(method="REQUEST"))
    yield "calendar with a method of 60 KB", _calendar(_event(), b"; method=" + b"R" * 60_000)
    yield (
        "calendar twice",
        _multipart(
            b"".join(b"--b\r\nContent-Type: text/calendar\r\n\r\n" + _event().encode() for _ in range(150))
        ),
    )


def _calendar_values() -> Iterator[tuple[str, bytes]]:
    lines = (
        "UID:" + "u" * 200_000, "UID:\x00\x1b[2J", "UID:a\\nb", "SEQUENCE:" + "9" * 9_000, "SEQUENCE:-1", "SEQUENCE:NaN", "DTSTART:", "DTSTART:99999999",
        "DTSTART;VALUE=DATE:00000000", "DTSTART;TZID=:20260309T000000", "DTSTART:20260309T999999Z", "DTEND:18000101", "DURATION:P999999999W",
        "DURATION:-P1D", "ATTENDEE:", "ATTENDEE;PARTSTAT=:mailto:", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:" + "a" * 90_000, "ATTENDEE;" + "A=b;" * 50_000,
        'ATTENDEE;CN="' + '"' * 50_000, "ATTENDEE;CN=" + "^^" * 50_000, "COMMENT:" + "\\" * 200_000, "COMMENT:" + "\\n" * 90_000, "COMMENT:\u202e\u2028\x85",
        "SUMMARY:" + "a" * 200_000, ":" * 100_000, ";" * 100_000, "=" * 100_000, "X-" + "X" * 90_000 + ":y", "ATTENDEE;PARTSTAT=ACCEPTED:urn:uuid:0",
    )  # fmt: skip
    for line in lines:
        yield f"calendar line {line[:30]!r}", _calendar(_event(f"{line}\r\n{ACCEPTED}", method="COUNTER"))


def _names_of_files() -> Iterator[tuple[str, bytes]]:
    names = (
        "42.zip", "42.zip.zip.zip", "invoice.pdf.exe", "a.pdf\u202excod.exe", "COM1", "nul.txt", "a:b|c?d*e.txt", "~$a.docx", "-rf *", "$(reboot).pdf", "%2e%2e%2fa",
        "winmail.dat", "WINMAIL.DAT", "a" * 255, "é" * 300 + ".pdf", "\u0000", "\t", " ", "..", "...", "a/../b", "file:///etc/passwd", "\\\\host\\share\\a.txt",
    )  # fmt: skip
    bomb = b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + b"\x00" * 12 + b"\xff\xff\xff\xff" + b"\x00" * 2_000
    for name in names:
        told = (
            b'--b\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename="'
            + name.encode()
            + b'"\r\n\r\n'
        )
        yield f"file {name[:30]!r}", _multipart(told + bomb + b"\r\n--b--")
