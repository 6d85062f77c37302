import base64
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.message import Attachment, Channel, Kind, Message, Why, Withheld
from intake.mime import MAX_ATTACHMENTS, MAX_MAIL, UNNAMED, Doubt, read_mail
from intake.parts import MAX_PARTS
from tests.intake.clean import assert_clean
from tests.intake.conftest import MAILS, MOMENT, Read

HEAD = "From: Anna <anna@experts.example>\r\nTo: muster@facility.example\r\nSubject: Hello\r\n"
FILES = sorted(file.name for file in MAILS.glob("*.eml"))


def with_file(name: str, content: bytes, media_type: str = "application/pdf") -> str:
    return (
        f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee file.\r\n"
        f'--b\r\nContent-Type: {media_type}\r\nContent-Disposition: attachment; filename="{name}"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(content).decode()}\r\n--b--\r\n"
    )


def files(count: int) -> str:
    """A mail with so many files, named by number."""
    part = "--b\r\nContent-Disposition: attachment; filename={}.txt\r\n\r\nx\r\n"
    parts = "".join(part.format(number) for number in range(count))
    return f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{parts}"


PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.mark.parametrize("name", FILES)
def test_corpus_mail_gives_what_was_written_now(
    name: str, written: Mapping[str, str], read_raw: Read
) -> None:
    assert read_raw((MAILS / name).read_bytes()).text == written[name]


def test_corpus_is_complete(written: Mapping[str, str]) -> None:
    readme = (MAILS / "README.md").read_text(encoding="utf-8")

    assert sorted(written) == FILES
    assert [name for name in FILES if name not in readme] == []


def test_ordinary_mail_becomes_a_message(read_file: Read) -> None:
    message = read_file(
        "gmail-top-posting",
        envelope_from="Anna@Experts.example",
        envelope_to=("muster+q7aaaaaaaaaaaaaaaa@facility.example",),
    )

    assert message == Message(
        channel=Channel.MAIL,
        source_id="mail:1",
        sender="anna@experts.example",
        received_at=MOMENT,
        text="Yes, I am available.",
        sender_name="Anna Example",
        subject="Re: [2026-03] Your availability",
        message_id="reply-1@experts.example",
        references=("inquiry-7@facility.example", "first@facility.example"),
        recipients=("muster+q7aaaaaaaaaaaaaaaa@facility.example",),
        envelope_from="anna@experts.example",
    )


def test_empty_mail_is_a_message_without_text(read_raw: Read) -> None:
    message = read_raw(b"")

    assert (message.text, message.sender, message.kind) == ("", "", Kind.PERSON)
    assert message.doubts == (Doubt.SENDER_UNREADABLE,)


header_names = st.sampled_from(
    [
        "From",
        "To",
        "Subject",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "Message-ID",
        "In-Reply-To",
        "Return-Path",
        "Auto-Submitted",
        "X-Failed-Recipients",
        "Final-Recipient",
        "Action",
        "Status",
        "X",
    ]
)
header_values = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "multipart/mixed; boundary=b",
            "multipart/alternative; boundary=b",
            "text/html; charset=utf-16",
            "text/plain; format=flowed",
            "message/rfc822",
            "multipart/report; report-type=delivery-status; boundary=b",
            "message/delivery-status",
            "message/disposition-notification",
            "text/calendar; method=REPLY",
            "application/ics",
            "<>",
            "rfc822; a@b.example",
            "failed",
            "5.1.1",
            "base64",
            "quoted-printable",
            'attachment; filename="a"',
            "<a@b.example>",
            "=?utf-8?B?4pyT?=",
        ]
    ),
)
lines = st.one_of(
    st.tuples(header_names, header_values).map(lambda pair: f"{pair[0]}: {pair[1]}"),
    st.sampled_from(
        [
            "--b",
            "--b--",
            "",
            " folded",
            "YWJj",
            "> quoted",
            "On 1/1/2026 a@b.example wrote:",
            "<blockquote>",
            "BEGIN:VCALENDAR",
            "METHOD:REPLY",
            "BEGIN:VEVENT",
            "UID:a@b.example",
            "DTSTART:20260309T220000Z",
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example",
            "This is the qmail-send program",
        ]
    ),
    st.text(max_size=40),
)
mails = st.one_of(
    st.binary(max_size=400),
    st.lists(lines, max_size=25).map(lambda written: "\r\n".join(written).encode("utf-8", "surrogatepass")),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(mails)
def test_no_bytes_make_the_reader_raise(raw: bytes) -> None:
    assert_clean(read_mail(raw, source_id="mail:1", received_at=MOMENT))


@pytest.mark.parametrize(
    ("value", "sender", "name"),
    [
        ("anna@experts.example", "anna@experts.example", ""),
        ("Anna.Example@EXPERTS.example", "anna.example@experts.example", ""),
        ("Anna Example <anna@experts.example>", "anna@experts.example", "Anna Example"),
        ('"Example, Anna" <anna@experts.example>', "anna@experts.example", "Example, Anna"),
        ("=?utf-8?Q?Ana_Mar=C3=ADa?= <ana@ministry.example>", "ana@ministry.example", "Ana María"),
        ("anna@experts.example (Anna)", "anna@experts.example", "Anna"),
        ("anna@experts.example <anna@experts.example>", "anna@experts.example", "anna@experts.example"),
        ("boss@facility.example <eve@elsewhere.example>", "", ""),
        ("<boss@facility.example> <eve@elsewhere.example>", "", ""),
        ('"boss@facility.example" <eve@elsewhere.example>', "eve@elsewhere.example", ""),
        ("=?utf-8?Q?boss=40facility.example?= <eve@elsewhere.example>", "eve@elsewhere.example", ""),
        ('"anna@experts.example via List" <list@lists.example>', "list@lists.example", ""),
        ("\u202emoc.elpmaxe@ssob <anna@experts.example>", "anna@experts.example", "moc.elpmaxe@ssob"),
        ("Anna (work) <anna@experts.example>", "anna@experts.example", "Anna (work)"),
        ("anna(comment)@experts.example", "", ""),
        ("an\x8fna@experts.example", "", ""),
        ("an\u200bna@experts.example", "", ""),
        ("anna\u202e@experts.example", "", ""),
        ("anna@bücher.example", "anna@bücher.example", ""),
        ("anna@experts.example, eve@elsewhere.example", "", ""),
        ("friends: anna@experts.example;", "", ""),
        ("<", "", ""),
        ("anna@", "", ""),
        ("anna@experts", "", ""),
        ("\u212aarin@experts.example", "\u212aarin@experts.example", ""),
    ],
)
def test_sender_is_exactly_one_address_or_none(value: str, sender: str, name: str, read_raw: Read) -> None:
    message = read_raw(f"From: {value}\r\n\r\nYes")

    assert (message.sender, message.sender_name) == (sender, name)


def test_who_sends_for_somebody_is_not_who_writes(read_raw: Read) -> None:
    message = read_raw("From: anna@experts.example\r\nSender: office@experts.example\r\n\r\nYes")

    assert message.sender == "anna@experts.example"


def test_two_authors_are_none_whoever_sent_it(read_raw: Read) -> None:
    message = read_raw("From: anna@experts.example, b@c.example\r\nSender: anna@experts.example\r\n\r\nYes")

    assert (message.sender, message.doubts) == ("", (Doubt.SENDER_UNREADABLE,))


def test_two_senders_are_none(read_raw: Read) -> None:
    message = read_raw("From: anna@experts.example\r\nFrom: eve@elsewhere.example\r\n\r\nYes")

    assert (message.sender, message.doubts) == ("", (Doubt.SENDER_UNREADABLE,))


def test_encoded_line_break_never_reaches_the_subject(read_raw: Read) -> None:
    message = read_raw(
        "From: a@b.example\r\nSubject: =?utf-8?Q?Hello=0D=0ABcc:_eve@elsewhere.example?=\r\n\r\n"
    )

    assert message.subject == "Hello Bcc: eve@elsewhere.example"


def test_encoded_words_and_folds_make_one_subject(read_file: Read) -> None:
    message = read_file("encoded-subject-and-name")

    assert (message.subject, message.sender_name) == ("Demande d'assistance été", "Ana María")


def test_character_cut_between_two_encoded_words_is_whole(read_raw: Read) -> None:
    message = read_raw("Subject: =?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=\r\n\r\n")

    assert message.subject == "café"


@pytest.mark.parametrize(
    ("charset", "body", "text", "doubts"),
    [
        ("utf-8", "été".encode(), "été", ()),
        ("", "été".encode(), "été", ()),
        ("iso-8859-1", "d’été".encode("cp1252"), "d’été", ()),
        ("utf-8", "été".encode("latin-1"), "été", (Doubt.CHARSET_GUESSED,)),
        ("x-nonsense", "été".encode(), "été", (Doubt.CHARSET_GUESSED,)),
        ("", "été".encode("latin-1"), "été", (Doubt.CHARSET_GUESSED,)),
        ("utf-16", "été".encode("utf-16-le"), "été", ()),
        ("utf-8", "était".encode("utf-16-le"), "était", (Doubt.CHARSET_GUESSED,)),
        ("utf-8", "était".encode("utf-16"), "était", ()),
        ("gb2312", "你好".encode("gb18030"), "你好", ()),
        ("koi8-r", "Да".encode("koi8-r"), "Да", ()),
        ("punycode", b"Yes", "Yes", (Doubt.CHARSET_GUESSED,)),
    ],
)
def test_body_is_decoded_whatever_its_label_says(
    charset: str, body: bytes, text: str, doubts: tuple[str, ...], read_raw: Read
) -> None:
    label = f"; charset={charset}" if charset else ""
    message = read_raw(f"{HEAD}Content-Type: text/plain{label}\r\n\r\n".encode() + body)

    assert (message.text, message.doubts) == (text, doubts)


def test_nul_bytes_are_dropped(read_raw: Read) -> None:
    assert read_raw(f"{HEAD}\r\nY\0es\0").text == "Yes"


def test_wrong_base64_is_read_as_far_as_it_goes(read_raw: Read) -> None:
    assert read_raw(f"{HEAD}Content-Transfer-Encoding: base64\r\n\r\nWWVz*LCBJ!!").text.startswith("Yes")


def test_missing_final_boundary_loses_nothing(read_raw: Read) -> None:
    raw = f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nYes, I am"

    assert read_raw(raw).text == "Yes, I am"


def test_lost_boundary_parameter_is_found_in_the_body(read_raw: Read) -> None:
    raw = (
        f"{HEAD}Content-Type: multipart/mixed\r\n\r\n--xyz\r\nContent-Type: text/plain\r\n\r\nYes\r\n--xyz--"
    )

    assert read_raw(raw).text == "Yes"


def test_attached_mail_is_no_text_of_this_one(read_raw: Read) -> None:
    raw = (
        f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nNo.\r\n--b\r\nContent-Type: message/rfc822\r\n"
        "\r\nSubject: old\r\n\r\nYes!\r\n--b--"
    )

    message = read_raw(raw)

    assert (message.text, len(message.attachments)) == ("No.", 1)


def test_attachment_is_kept_with_its_sniffed_type(read_raw: Read) -> None:
    message = read_raw(with_file("request.pdf", PDF))

    assert message.attachments == (Attachment("request.pdf", "application/pdf", PDF),)
    assert message.doubts == ()


def test_file_that_is_not_what_it_says_is_doubted(read_raw: Read) -> None:
    message = read_raw(with_file("request.pdf", b"MZ\x90\x00" + b"\x00" * 200))

    assert message.attachments[0].media_type != "application/pdf"
    assert message.doubts == (Doubt.ATTACHMENT_DISGUISED,)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\boot.ini", "boot.ini"),
        (".hidden", "hidden"),
        ("", "attachment-1"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("=?utf-8?Q?=C3=A9t=C3=A9.pdf?=", "été.pdf"),
    ],
)
def test_file_name_is_only_a_name(told: str, kept: str, read_raw: Read) -> None:
    assert [file.filename for file in read_raw(with_file(told, PDF)).attachments] == [kept]


def test_long_file_name_keeps_its_ending(read_raw: Read) -> None:
    name = read_raw(with_file("a" * 300 + ".pdf", PDF)).attachments[0].filename

    assert len(name) <= 120


def test_continued_file_name_is_joined(read_file: Read) -> None:
    assert [file.filename for file in read_file("rfc2231-filename").attachments] == [
        "Demande d'assistance été.pdf"
    ]


def test_file_may_fill_the_whole_mail(read_raw: Read) -> None:
    content = b"\x00" * (MAX_MAIL * 3 // 4 - 700_000)  # what base64 and its line ends leave

    (file,) = read_raw(with_file("annex.pdf", content)).attachments

    assert file.content == content


def test_file_in_which_the_reading_ends_is_withheld_by_name(read_raw: Read) -> None:
    message = read_raw(with_file("film.mov", b"\x00" * MAX_MAIL))

    assert (message.attachments, message.withheld) == ((), (Withheld("film.mov", Why.TOO_LARGE),))
    assert message.doubts == (Doubt.TRUNCATED,)


def test_files_that_are_too_many_are_withheld_by_name(read_raw: Read) -> None:
    message = read_raw(files(MAX_ATTACHMENTS + 2))

    assert len(message.attachments) == MAX_ATTACHMENTS
    assert message.withheld == tuple(
        Withheld(f"{number}.txt", Why.TOO_MANY) for number in (MAX_ATTACHMENTS, MAX_ATTACHMENTS + 1)
    )


def test_files_that_are_too_many_to_be_named_are_hinted_at(read_raw: Read) -> None:
    message = read_raw(files(MAX_PARTS + 5))

    assert message.withheld[-1] == Withheld(UNNAMED, Why.TOO_MANY)


@pytest.mark.parametrize(
    ("body", "doubts"), [("", ()), ("=", (Doubt.ATTACHMENT_DROPPED,))], ids=["empty", "not base64"]
)
def test_file_without_content_is_no_file(body: str, doubts: tuple[Doubt, ...], read_raw: Read) -> None:
    part = f"--b\r\nContent-Disposition: attachment; filename=a\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}"

    message = read_raw(f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{part}\r\n--b--")

    assert (message.attachments, message.withheld, message.doubts) == ((), (), doubts)


def test_logo_inside_the_text_is_no_attachment(read_raw: Read) -> None:
    part = "--b\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo>\r\n\r\n\x89PNG\r\n--b--"

    assert read_raw(f"{HEAD}Content-Type: multipart/related; boundary=b\r\n\r\n{part}").attachments == ()


def test_winmail_is_kept_and_noted(read_file: Read) -> None:
    message = read_file("winmail-dat")

    assert [file.filename for file in message.attachments] == ["winmail.dat"]
    assert message.doubts == (Doubt.WINMAIL,)


def test_mail_over_the_limit_is_read_as_far_as_allowed() -> None:
    message = read_mail(f"{HEAD}\r\n".encode() + b"x" * 30_000_000, source_id="mail:1", received_at=MOMENT)

    assert message.sender == "anna@experts.example"
    assert Doubt.TRUNCATED in message.doubts


def test_html_only_mail_is_read(read_raw: Read) -> None:
    raw = f"{HEAD}Content-Type: text/html\r\n\r\n<p>Yes,<br>I am <b>available</b>.</p><script>no</script>"

    assert read_raw(raw).text == "Yes,\nI am available."


def test_recipients_are_envelope_then_headers_each_once(read_raw: Read) -> None:
    message = read_raw(
        "From: a@b.example\r\nTo: Muster <M@facility.example>\r\nCc: c@d.example, M@Facility.example\r\n\r\n",
        envelope_from="a@b.example",
        envelope_to=("M+q1@facility.example",),
    )

    assert message.recipients == ("m+q1@facility.example", "m@facility.example", "c@d.example")


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("bounce-postfix", Kind.BOUNCE),
        ("out-of-office-exchange", Kind.AUTOMATIC),
        ("out-of-office-french-subject-only", Kind.AUTOMATIC),
        ("calendar-accept-outlook", Kind.CALENDAR),
        ("newsletter", Kind.LIST),
        ("gmail-french", Kind.PERSON),
    ],
)
def test_kind_of_corpus_mail(file: str, kind: Kind, read_file: Read) -> None:
    assert read_file(file).kind == kind


def test_out_of_office_keeps_the_words_with_dates(read_file: Read) -> None:
    assert read_file("out-of-office-exchange").away_until == "I am out of the office from 3 to 20 March 2026."


def test_bounce_tells_which_mail_came_back(read_file: Read) -> None:
    assert read_file("bounce-postfix").references == ("inquiry-7@facility.example",)


@pytest.mark.parametrize(
    ("fields", "failed"),
    [
        (
            "Final-Recipient: rfc822;\r\n <Anna@Experts.example>\r\nAction: failed\r\nStatus: 5.2.1",
            ("anna@experts.example", ""),
        ),
        (
            "Original-Recipient: rfc822; a@b.example\r\nFinal-Recipient: rfc822; c@d.example\r\nStatus: 5.1.1 (x)",
            ("c@d.example", "a@b.example"),
        ),
        ("Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 4.2.2", ()),
        ("Final-Recipient: rfc822; a@b.example\r\nAction: delayed\r\nStatus: 5.2.2", ()),
        (
            (
                "Final-Recipient: rfc822; a@b.example\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n"
                "Final-Recipient: rfc822; c@d.example\r\nAction: failed\r\nStatus: 5.0.0"
            ),
            ("c@d.example", ""),
        ),
        ("", ()),
    ],
)
def test_bounce_tells_who_cannot_be_reached_for_good(
    fields: str, failed: tuple[str, ...], read_raw: Read
) -> None:
    raw = (
        f"{HEAD}Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n{fields}\r\n--b--\r\n"
    )

    assert read_raw(raw).failed_for_good == failed


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"envelope_to": ("m@facility.example",)}, Kind.AUTOMATIC),
        ({"envelope_from": "<>"}, Kind.AUTOMATIC),
        ({"envelope_from": "a@b.example", "envelope_to": ("m@facility.example",)}, Kind.PERSON),
        ({}, Kind.PERSON),
    ],
)
def test_null_sender_is_a_machine(values: dict[str, object], kind: Kind, read_raw: Read) -> None:
    assert read_raw(f"{HEAD}\r\nYes", **values).kind == kind


def test_language_of_the_content_is_kept(read_raw: Read) -> None:
    assert read_raw(f"{HEAD}Content-Language: fr-FR\r\n\r\nOui").language == "fr"
