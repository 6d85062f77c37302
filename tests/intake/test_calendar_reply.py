from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.periods import Period
from intake.answers import Verdict
from intake.calendar_answer import own_words, read_calendar_answer
from intake.calendar_reply import Attendance, CalendarReply, method_in, read_calendar_reply
from intake.message import Kind, Message
from tests.intake.conftest import Read

CORPUS = Path(__file__).parent / "corpus" / "calendar"
FILES = sorted(file.stem for file in CORPUS.glob("*.eml"))
UID = "muster+q7aaaaaaaaaaaaaaaa@facility.example"
ANNA = "anna@experts.example"
WINDOW = Period(date(2026, 3, 9), date(2026, 3, 27))
TODAY = date(2026, 1, 12)
PLAIN = CalendarReply(UID, Attendance.ACCEPTED, ANNA, 0, "", WINDOW)

CONDITION = "Yes, if my ministry lets me go."
CORPUS_SAYS: dict[str, tuple[CalendarReply, str, Verdict]] = {
    "alias-attendee": (
        replace(PLAIN, attendee="a.berg@institute.example"),
        "Yes, I will attend.",
        Verdict.YES,
    ),
    "apple-accept": (PLAIN, "", Verdict.YES),
    "gmail-accept": (PLAIN, "", Verdict.YES),
    "gmail-accept-with-note": (
        replace(PLAIN, comment="Only from 16 March, please."),
        "Only from 16 March, please.",
        Verdict.SOME_DATES,
    ),
    "gmail-decline-spanish": (replace(PLAIN, attendance=Attendance.DECLINED), "", Verdict.NO),
    "hostile-zone": (
        replace(PLAIN, attendance=Attendance.COUNTERED, days=Period(date(2026, 4, 6), date(2026, 4, 17))),
        "",
        Verdict.OTHER_DATES,
    ),
    "iphone-maybe": (replace(PLAIN, attendance=Attendance.TENTATIVE), "", Verdict.MAYBE),
    "notes-upper-case-no-organizer": (replace(PLAIN, uid=UID.upper()), "", Verdict.YES),
    "only-a-file": (
        replace(PLAIN, attendance=Attendance.DECLINED, days=Period(WINDOW.start, WINDOW.start), endless=True),
        "",
        Verdict.NO,
    ),
    "outlook-accept": (PLAIN, "", Verdict.YES),
    "outlook-accept-on-a-condition": (replace(PLAIN, comment=CONDITION), CONDITION, Verdict.EMPLOYER),
    "outlook-counter": (
        replace(
            PLAIN,
            attendance=Attendance.COUNTERED,
            comment="These days would be better for me.",
            days=Period(date(2026, 4, 6), date(2026, 4, 17)),
        ),
        "These days would be better for me.",
        Verdict.OTHER_DATES,
    ),
    "outlook-decline-french": (
        replace(
            PLAIN,
            attendance=Attendance.DECLINED,
            comment="Désolée, je suis en congé tout le mois de mars.",
        ),
        "Désolée, je suis en congé tout le mois de mars.",
        Verdict.NO,
    ),
    "outlook-tentative": (replace(PLAIN, attendance=Attendance.TENTATIVE), "", Verdict.MAYBE),
    "thunderbird-accept": (replace(PLAIN, sequence=None), "", Verdict.YES),
    "thunderbird-decline-german": (
        replace(PLAIN, attendance=Attendance.DECLINED, sequence=None),
        "",
        Verdict.NO,
    ),
}


def reply_in(message: Message) -> CalendarReply:
    assert message.kind == Kind.CALENDAR
    assert message.calendar is not None
    return message.calendar


def calendar(*lines: str, method: str = "REPLY") -> str:
    event = "\r\n".join(("UID:u", *lines))
    return f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def read(text: str, sender: str = ANNA) -> CalendarReply:
    found = read_calendar_reply(text, sender=sender)
    assert found is not None
    return found


def test_room_answers_by_itself() -> None:
    for kind, thing in (("ROOM", True), ("resource", True), ("INDIVIDUAL", False)):
        reply = read(calendar(f"ATTENDEE;CUTYPE={kind};PARTSTAT=ACCEPTED:mailto:{ANNA}"))

        assert reply.by_itself is thing


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("Auto-Submitted: auto-replied", True),
        ("X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent", True),
        ("X-MS-Exchange-Organization-Generated-Message-Source: Mailbox Rules Agent", True),
        ("X-MS-Exchange-Inbox-Rules-Loop: anna@experts.example", True),
        ("X-MS-Exchange-ResourceType: Room", True),
        ("X-MS-Exchange-Organization-SCL: -1", False),
        ("Auto-Submitted: auto-generated", False),
        ("Auto-Submitted: no", False),
    ],
)
def test_what_a_rule_has_pressed_is_told_by_its_headers(mark: str, read_raw: Read, *, expected: bool) -> None:
    raw = (CORPUS / "outlook-accept.eml").read_bytes()

    assert reply_in(read_raw(f"{mark}\n".encode() + raw)).by_itself is expected


def test_every_mail_of_the_corpus_is_expected() -> None:
    assert sorted(CORPUS_SAYS) == FILES


@pytest.mark.parametrize("name", FILES)
def test_reply_is_read_as_its_program_wrote_it(name: str, read_raw: Read) -> None:
    message = read_raw((CORPUS / f"{name}.eml").read_bytes())
    expected, words, verdict = CORPUS_SAYS[name]

    reply = reply_in(message)
    said = own_words(reply, message.text)
    answer = read_calendar_answer(reply, said, window=WINDOW, today=TODAY)

    assert (reply, said, answer.verdict) == (expected, words, verdict)


@pytest.mark.parametrize(
    ("partstat", "attendance"),
    [
        ("ACCEPTED", Attendance.ACCEPTED),
        ("accepted", Attendance.ACCEPTED),
        ("DECLINED", Attendance.DECLINED),
        ("TENTATIVE", Attendance.TENTATIVE),
        ("NEEDS-ACTION", Attendance.UNCLEAR),
        ("DELEGATED", Attendance.UNCLEAR),
        ("X-OTHER", Attendance.UNCLEAR),
        ("", Attendance.UNCLEAR),
    ],
)
def test_button_is_the_participation_of_the_attendee(partstat: str, attendance: Attendance) -> None:
    assert read(calendar(f"ATTENDEE;PARTSTAT={partstat}:mailto:{ANNA}")).attendance == attendance


@pytest.mark.parametrize(
    ("attendee", "address"),
    [
        (f"MAILTO:{ANNA.upper()}", ANNA),
        (ANNA, ANNA),
        (f"mailto:<{ANNA}>", ANNA),
        (f"mailto:{ANNA}?subject=x", ANNA),
        ("invalid:nomail", ""),
        ("", ""),
    ],
)
def test_attendee_is_an_address_in_any_spelling(attendee: str, address: str) -> None:
    assert read(calendar(f"ATTENDEE;PARTSTAT=ACCEPTED:{attendee}")).attendee == address


def test_among_several_attendees_the_sender_speaks() -> None:
    reply = read(
        calendar("ATTENDEE;PARTSTAT=DECLINED:mailto:b@c.example", f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ANNA}")
    )

    assert (reply.attendance, reply.attendee) == (Attendance.ACCEPTED, ANNA)


def test_among_several_attendees_without_the_sender_nobody_speaks() -> None:
    reply = read(calendar("ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@c.example", "ATTENDEE:mailto:d@e.example"))

    assert (reply.attendance, reply.attendee) == (Attendance.UNCLEAR, "")


@pytest.mark.parametrize(
    "second",
    [
        "UID:u\r\nATTENDEE;PARTSTAT=DECLINED:mailto:a@b.example",
        "UID:v\r\nATTENDEE;PARTSTAT=ACCEPTED:a@b.example",
    ],
)
def test_two_answers_in_one_file_are_none(second: str) -> None:
    text = calendar("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example")
    both = text.replace("END:VEVENT", f"END:VEVENT\r\nBEGIN:VEVENT\r\n{second}\r\nEND:VEVENT")

    assert read(both).attendance == Attendance.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "",
        "METHOD:REPLY",
        calendar("ATTENDEE:mailto:a@b.example", method="REQUEST"),
        calendar("ATTENDEE:mailto:a@b.example", method="CANCEL"),
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VTODO\r\nUID:u\r\nEND:VTODO\r\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nMETHOD:REPLY\r\nUID:u\r\nEND:VEVENT\r\nEND:VCALENDAR",
    ],
)
def test_what_answers_no_event_is_no_reply(text: str) -> None:
    assert read_calendar_reply(text, sender=ANNA) is None


def test_properties_of_alarms_and_zones_are_not_the_events() -> None:
    alarm = "BEGIN:VALARM\r\nCOMMENT:x\r\nSEQUENCE:9\r\nATTENDEE:mailto:b@c.example\r\nEND:VALARM"
    text = calendar(alarm, f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ANNA}", "SEQUENCE:1")

    assert read(text) == CalendarReply("u", Attendance.ACCEPTED, ANNA, 1)


@pytest.mark.parametrize("number", ["", "-1", "1.5", "99999999999", "x"])
def test_number_that_is_none_is_not_told(number: str) -> None:
    assert read(calendar(f"SEQUENCE:{number}")).sequence is None


def test_comments_of_all_programs_are_heard_once() -> None:
    text = calendar(
        f"ATTENDEE;PARTSTAT=ACCEPTED;X-RESPONSE-COMMENT=Only in May:mailto:{ANNA}",
        "COMMENT:Only in May",
        "X-CALENDARSERVER-ATTENDEE-COMMENT:Call me\\nfirst",
    )

    assert read(text).comment == "Only in May\nCall me\nfirst"


def test_method_is_the_files_own() -> None:
    assert method_in(calendar(method="counter")) == "COUNTER"
    assert method_in("BEGIN:VCALENDAR") == ""


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "BEGIN:VCALENDAR", "END:VCALENDAR", "METHOD:REPLY", "METHOD:COUNTER", "BEGIN:VEVENT", "END:VEVENT",
                    "BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "UID:u", "DTSTART:20260309T220000Z", "DTEND:20260309",
                    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example", "RRULE:FREQ=SECONDLY", " folded",
                ]
            ),
            st.text(max_size=30),
        ),
        max_size=20,
    )
)  # fmt: skip
def test_no_file_makes_it_raise(lines: list[str]) -> None:
    found = read_calendar_reply("\n".join(lines), sender=ANNA)

    assert found is None or found.attendance in Attendance
