"""At least a hundred raw mails that try to break a reader; the same ones every time."""

import base64
from collections.abc import Iterator

HEAD = b"From: Eve <eve@elsewhere.example>\r\nTo: muster@facility.example\r\nSubject: hello\r\n"
MIME = HEAD + b"MIME-Version: 1.0\r\n"
EOL = b"\r\n"


def hostile_mails() -> Iterator[tuple[str, bytes]]:
    """Name and raw mail."""
    yield from _shapeless()
    yield from _headers()
    yield from _senders()
    yield from _charsets()
    yield from _encodings()
    yield from _structures()
    yield from _attachments()
    yield from _markup()
    yield from _walls_of_text()


def _shapeless() -> Iterator[tuple[str, bytes]]:
    yield "nothing", b""
    yield "one line break", EOL
    yield "only spaces", b" " * 1000
    yield "one nul", b"\x00"
    yield "nuls", b"\x00" * 100_000
    yield "all bytes", bytes(range(256)) * 50
    yield "no headers", b"Yes, I am available.\r\n\r\nAnna\r\n"
    yield "only headers", HEAD
    yield "headers without end", HEAD.rstrip()
    yield "bare cr", HEAD.replace(b"\r\n", b"\r") + b"\rYes\r"
    yield "bare lf", HEAD.replace(b"\r\n", b"\n") + b"\nYes\n"
    yield "mbox line first", b"From eve@elsewhere.example Mon Jan 12 09:00:00 2026\n" + HEAD + EOL + b"Yes"
    yield "colon first", b": nothing\r\n" + HEAD + EOL + b"Yes"
    yield "continuation first", b" folded\r\n" + HEAD + EOL + b"Yes"
    yield "utf-16 whole mail", (HEAD + EOL + b"Yes").decode().encode("utf-16")


def _headers() -> Iterator[tuple[str, bytes]]:
    for name in (
        b"Subject",
        b"From",
        b"To",
        b"Content-Type",
        b"Message-ID",
        b"References",
        b"Content-Disposition",
    ):
        yield f"60 KB {name.decode()}", MIME + name + b": " + b"x" * 60_000 + EOL + EOL + b"Yes"
        yield f"nul in {name.decode()}", MIME + name + b": a\x00b\x1b[31mc\x7f" + EOL + EOL + b"Yes"
        yield f"empty {name.decode()}", MIME + name + b":" + EOL + EOL + b"Yes"
    yield "60 KB of parameters", MIME + b"Content-Type: text/plain" + b"; a=b" * 12_000 + EOL + EOL + b"Yes"
    yield (
        "60 KB of quotes",
        MIME + b'Content-Type: text/plain; charset="' + b'\\"' * 30_000 + EOL + EOL + b"Yes",
    )
    yield "60 KB of semicolons", MIME + b"Content-Type: " + b";" * 60_000 + EOL + EOL + b"Yes"
    yield "60 KB of spaces", MIME + b"Content-Type: text/plain;" + b" " * 60_000 + EOL + EOL + b"Yes"
    yield "20000 headers", b"".join(b"X-%d: y\r\n" % n for n in range(20_000)) + HEAD + EOL + b"Yes"
    yield "20000 continuations", HEAD + b"X-A: b\r\n" + b" c\r\n" * 20_000 + EOL + b"Yes"
    yield "1 MB header", HEAD + b"X-A: " + b"b" * 1_000_000 + EOL + EOL + b"Yes"
    yield "encoded line break", HEAD + b"Subject: =?utf-8?Q?a=0D=0ABcc:_x@y.example?=" + EOL + EOL + b"Yes"
    yield (
        "broken encoded words",
        HEAD.replace(b"hello", b"=?utf-8?B?!!!!?= =?utf-8?Q?=ZZ?= =?x?y?z?= =?=") + EOL,
    )
    yield "many encoded words", HEAD.replace(b"hello", b"=?utf-8?Q?a?= " * 500) + EOL
    yield "endless encoded word", HEAD.replace(b"hello", b"=?utf-8?Q?" + b"a" * 50_000) + EOL
    yield "half emoji", HEAD.replace(b"hello", b"=?utf-16?B?2D0=?=") + EOL + b"Yes"
    yield "turned direction", HEAD.replace(b"hello", "a\u202egnp.exe".encode()) + EOL + b"Yes"
    yield "5000 references", HEAD + b"References: " + b"<a@b.example> " * 5_000 + EOL + EOL + b"Yes"
    yield "5000 recipients", HEAD + b"Cc: " + b"a@b.example, " * 5_000 + EOL + EOL + b"Yes"


def _senders() -> Iterator[tuple[str, bytes]]:
    senders = (
        b"", b"<", b">", b"<>", b"@", b"<@>", b"a", b"a@", b"@b", b"a@b@c.example", b'"', b'"a', b"a <b", b"a b@c.example",
        b"a@b.example, c@d.example", b"a@b.example <c@d.example>", b"group: a@b.example;", b"(((((((", b'"\\',
        b"=?utf-8?Q?a=40b.example?=", b"a@[127.0.0.1]", b"<<a@b.example>>", b"a\x00@b.example", b"\xff@\xff.example",
        "kar\u212ain@b.example".encode(), b"a@b.example\r\nFrom: c@d.example", b"<a@b.example> <c@d.example>",
        b"(" * 20_000, b'"a' * 20_000, b"a." * 20_000 + b"@b.example", b"a@" + b"b." * 20_000,
    )  # fmt: skip
    for sender in senders:
        yield f"from {sender[:30]!r}", b"From: " + sender + b"\r\nSubject: hi\r\n\r\nYes"


def _charsets() -> Iterator[tuple[str, bytes]]:
    names = ("utf-7", "utf-16", "utf-32", "idna", "punycode", "base64", "zip", "rot13", "unicode_escape", "undefined", "mbcs",
             "x-unknown", "a" * 5_000, "../../etc", "utf-8\x00", "", "iso-2022-jp", "hz", "gb18030", "cp437")  # fmt: skip
    for name in names:
        told = MIME + b"Content-Type: text/plain; charset=" + name.encode() + EOL + EOL
        yield f"charset {name[:20]!r}", told + b"caf\xe9 \xff\xfe\x1b$B +AGE- ~{ yes" + b"\xd8" * 999
    yield (
        "utf-16 with mark",
        MIME + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "Oui, d'accord".encode("utf-16"),
    )
    yield (
        "utf-16 without mark",
        MIME + b"Content-Type: text/plain\r\n\r\n" + "Oui, d'accord".encode("utf-16-be"),
    )
    yield "long punycode", MIME + b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a-" * 100_000


def _encodings() -> Iterator[tuple[str, bytes]]:
    bodies = (
        b"====",
        b"Y",
        b"YQ",
        b"YWJj*YWJj",
        b"\xff" * 1_000,
        b"YWJj\r\n" * 100_000,
        b"=" * 100_000,
        b"=\r\n" * 50_000,
    )
    for encoding in (b"base64", b"quoted-printable", b"x-uuencode", b"binary", b"7bit; x", b"nonsense"):
        for number, body in enumerate(bodies):
            told = MIME + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: " + encoding + EOL + EOL
            yield f"{encoding.decode()} {number}", told + body


def _multipart(inner: bytes, boundary: bytes = b"b", kind: bytes = b"mixed") -> bytes:
    return MIME + b"Content-Type: multipart/" + kind + b'; boundary="' + boundary + b'"\r\n\r\n' + inner


def _structures() -> Iterator[tuple[str, bytes]]:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nYes\r\n"
    yield "no parts", _multipart(b"")
    yield "no final boundary", _multipart(part)
    yield "only final boundary", _multipart(b"--b--\r\n")
    yield "no boundary parameter", MIME + b"Content-Type: multipart/mixed\r\n\r\n" + part
    yield "empty boundary", _multipart(part, b"")
    yield "boundary of spaces", _multipart(part, b"   ")
    yield "5 KB boundary", _multipart(part, b"b" * 5_000)
    yield "pattern as boundary", _multipart(b"--(a+)+$\r\n\r\nYes", b"(a+)+$")
    yield "100000 parts", _multipart(b"--b\r\n\r\nx\r\n" * 100_000)
    yield "parts without headers", _multipart(b"--b\r\n" * 50_000)
    yield "headers without blank line", _multipart(b"--b\r\nContent-Type: text/plain\r\n" * 1_000)
    yield "a million boundary-like lines", _multipart(b"--a\r\n" * 1_000_000)
    yield (
        "same boundary inside itself",
        _multipart((b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n") * 500),
    )
    yield "1000 levels", _nested(1_000)
    yield "40 levels closed", _nested(40) + b"".join(b"--n%d--\r\n" % n for n in reversed(range(40)))
    yield "report with nothing", _multipart(b"", kind=b"report; report-type=delivery-status")
    yield "rfc822 in rfc822", _multipart(b"--b\r\nContent-Type: message/rfc822\r\n\r\n" * 300)
    yield "digest", _multipart(b"--b\r\n\r\n" + HEAD + b"\r\nYes\r\n--b--", kind=b"digest")
    yield "partial", MIME + b"Content-Type: message/partial; id=x; number=1; total=99999999\r\n\r\nYes"
    yield (
        "external body",
        MIME + b"Content-Type: message/external-body; access-type=local-file; name=x\r\n\r\n\r\n",
    )
    yield (
        "calendar without method",
        MIME + b"Content-Type: text/calendar\r\n\r\n" + b"BEGIN:VEVENT\r\n" * 20_000,
    )


def _nested(levels: int) -> bytes:
    told = b"".join(
        b"--n%d\r\nContent-Type: multipart/mixed; boundary=n%d\r\n\r\n" % (n, n + 1) for n in range(levels)
    )
    return _multipart(told + b"--n%d\r\n\r\nYes\r\n" % levels, b"n0")


def _attachments() -> Iterator[tuple[str, bytes]]:
    names = (b"../../../etc/passwd", b"..\\..\\boot.ini", b"a\x00.pdf", b"\r\n.pdf", b"." * 500, b"a" * 50_000 + b".pdf", b"CON",
             b"=?utf-8?Q?a=0Db?=.pdf", "invoice\u202efdp.exe".encode(), b"")  # fmt: skip
    for name in names:
        told = (
            b'--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="'
            + name
            + b'"\r\n\r\n'
        )
        yield f"file named {name[:20]!r}", _multipart(told + b"MZ\x90\x00" + b"\x00" * 100)
    told = b"--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=a.png\r\n"
    yield "empty file", _multipart(told + b"\r\n\r\n--b--")
    yield "500 files", _multipart((told + b"\r\n\x89PNG\r\n") * 500)
    yield "broken zip", _multipart(told + b"\r\nPK\x03\x04" + b"\xff" * 5_000)
    yield (
        "winmail",
        _multipart(
            b"--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\n\x78\x9f\x3e\x22" + b"\0" * 99
        ),
    )
    big = base64.encodebytes(b"\x00" * 12_000_000)
    yield "file of 12 MB", _multipart(told + b"Content-Transfer-Encoding: base64\r\n\r\n" + big)
    yield "30 MB mail", MIME + b"Content-Type: text/plain\r\n\r\n" + b"x" * 30_000_000
    sections = b"; ".join(b"filename*%d*=%%41" % n for n in range(2_000))
    yield "2000 sections", _multipart(b"--b\r\nContent-Disposition: attachment; " + sections + b"\r\n\r\nx")


def _markup() -> Iterator[tuple[str, bytes]]:
    pages = (
        b"<" * 400_000, b"<div>" * 80_000, b"<!--" * 100_000, b"<a href='" * 50_000, b"&" * 400_000, b"&#0;&#27;&#xd800;&#x110000;",
        b"<blockquote>" * 30_000 + b"yes", b"<p>" * 130_000, b"<b><i>" * 60_000, b"<table><tr><td>" * 20_000, b"<style>" + b"a{" * 100_000,
        b"<script>yes</script>", b"<div style='display:none'>yes</div>no", b"<![CDATA[" * 30_000, b"<?xml?>" * 30_000,
        b"<!DOCTYPE a [<!ENTITY x 'yes'>]><a>&x;</a>", b"<p " + b"a=b " * 90_000 + b">yes", b"\x00<p>yes", b"<x:y>" * 50_000,
    )  # fmt: skip
    for number, page in enumerate(pages):
        yield f"page {number}", MIME + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page


def _walls_of_text() -> Iterator[tuple[str, bytes]]:
    walls = (
        b"\r\n" * 500_000, b">" * 400_000, b"> " * 200_000, b">\r\n" * 200_000, b"On " * 200_000, b"On 1 wrote:\r\n" * 40_000,
        b"From: a\r\n" * 50_000, b"-" * 500_000, b"--\r\n" * 100_000, b"-----Original Message-----\r\n" * 20_000, b" " * 500_000,
        b"a@b.example " * 40_000, b"a@b.example 10:10 " * 30_000 + b":", b"From:" * 100_000, b"On 12 " + b"a " * 200_000 + b"wrote:",
        b"this e-mail " * 40_000, b"\xe2\x80\x8f" * 100_000, b"Sent from my " * 40_000, b"a\t" * 200_000,
        b"Le 1 a \xc3\xa9crit\r\n" * 40_000, b"sent from " + b"my " * 50, b"12:00 " * 100 + b":\r\n" * 10_000,
    )  # fmt: skip
    for number, wall in enumerate(walls):
        yield f"wall {number}", MIME + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + wall
        yield (
            f"flowed wall {number}",
            MIME + b"Content-Type: text/plain; format=flowed\r\n\r\n" + wall.replace(b"\r\n", b" \r\n"),
        )
