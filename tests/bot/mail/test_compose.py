import email
import email.policy
from dataclasses import replace
from datetime import datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from markupsafe import escape

from bot.mail.compose import MailIdentity, compose, new_message_id
from bot.mail.order import OrderUnreadableError
from bot.texts.letter import CalendarEvent, Entry, Letter, Paragraph
from bot.texts.letter_json import letter_to_json
from bot.texts.render import as_html, as_text
from reporting.proposal_picture import description
from tests.reporting.teams import picture

LETTER = Letter("fr", "[2026-03] Une mission à Lomé", (Paragraph("Bonjour Márta, êtes-vous libre ?"),))
EVENT = CalendarEvent("mission-3", "2026-03-09", "2026-03-20", "Mission", "Lomé")
IDENTITY = MailIdentity("Facility for Social Protection", "muster@facility.example")
NOW = datetime.fromisoformat("2026-01-12T09:00:00+00:00")
MESSAGE_ID = "abc@facility.example"


def wire(letter: Letter = LETTER, **payload: object) -> bytes:
    order = {"letter": letter_to_json(letter), "to": "marta@client.example", **payload}
    return compose(order, message_id=MESSAGE_ID, identity=IDENTITY, now=NOW).as_bytes()


def sent(letter: Letter = LETTER, **payload: object) -> EmailMessage:
    """The mail as the other side reads it."""
    mail = email.message_from_bytes(wire(letter, **payload), policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def content(mail: EmailMessage, kind: str) -> str:
    [part] = [part for part in mail.walk() if part.get_content_type() == kind]
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")


def test_the_headers_say_who_to_whom_and_where_replies_go() -> None:
    mail = sent(to_name="Márta Silva", reply_token="q7abcdef")

    assert {name: str(mail[name]) for name in mail if name != "Content-Type"} == {
        "From": "Facility for Social Protection <muster@facility.example>",
        "To": "Márta Silva <marta@client.example>",
        "Reply-To": "Facility for Social Protection <muster+q7abcdef@facility.example>",
        "Subject": "[2026-03] Une mission à Lomé",
        "Date": "Mon, 12 Jan 2026 09:00:00 +0000",
        "Message-ID": "<abc@facility.example>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "DR, RN, NRN, AutoReply",
        "Content-Language": "fr",
        "MIME-Version": "1.0",
    }


def test_text_and_html_say_the_same_and_the_better_one_is_last() -> None:
    mail = sent()

    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert content(mail, "text/plain") == as_text(LETTER)
    assert content(mail, "text/html").strip() == as_html(LETTER).strip()
    assert {part.get_content_charset() for part in mail.iter_parts()} == {"utf-8"}


def test_the_same_job_makes_the_same_mail_but_for_its_boundary() -> None:
    assert sent(reply_token="q7abc").items()[:9] == sent(reply_token="q7abc").items()[:9]


def test_every_byte_on_the_wire_is_ascii_with_proper_lines() -> None:
    raw = wire(replace(LETTER, event=EVENT), to_name="Ñandú")

    assert raw.isascii()
    assert raw.replace(b"\r\n", b"").find(b"\n") == raw.replace(b"\r\n", b"").find(b"\r") == -1
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78


def test_an_answer_continues_the_thread_and_is_called_an_answer() -> None:
    mail = sent(in_reply_to="2@client.example", references=["1@client.example", "2@client.example"])

    assert mail["In-Reply-To"] == "<2@client.example>"
    assert str(mail["References"]).split() == ["<1@client.example>", "<2@client.example>"]
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "DR, RN, NRN, OOF, AutoReply"


def test_a_letter_that_follows_up_on_our_own_answers_nobody() -> None:
    assert sent(in_reply_to="1@facility.example")["Auto-Submitted"] == "auto-generated"


def test_a_letter_a_person_wrote_is_not_declared_automatic() -> None:
    mail = sent(replace(LETTER, automatic=False))

    assert mail["Auto-Submitted"] is None
    assert mail["X-Auto-Response-Suppress"] is None


def test_long_message_ids_stay_whole_on_the_wire() -> None:
    long = "x" * 120 + "@mail.client.example"

    raw = wire(in_reply_to=long, references=["1@client.example", long])

    assert f"In-Reply-To: <{long}>\r\n".encode() in raw
    assert f"References: <1@client.example>\r\n <{long}>\r\n".encode() in raw


def test_only_a_digest_tells_how_to_get_no_more_of_them() -> None:
    token = "o3" + "a" * 60
    raw = wire(digest=True, reply_token=token)

    assert (
        f"List-Unsubscribe: <mailto:muster+{token}@facility.example?subject=unsubscribe>\r\n" in raw.decode()
    )
    assert "List-Unsubscribe" not in sent(reply_token=token, digest="yes")


def test_bounces_come_to_an_address_of_the_very_letter() -> None:
    identity = replace(IDENTITY, secret=b"x" * 32)

    first, second = (identity.bounces_to(number, "marta@client.example") for number in (1, 2))

    assert first != second
    assert first.startswith("muster+b1")
    assert IDENTITY.bounces_to(1, "marta@client.example") == "muster@facility.example"
    assert "xxxx" not in repr(identity)


def test_without_a_token_replies_go_to_the_plain_address() -> None:
    assert sent()["Reply-To"] == "Facility for Social Protection <muster@facility.example>"


def test_days_to_know_of_are_a_file_beside_the_words() -> None:
    mail = sent(replace(LETTER, event=EVENT), reply_token="r3abcdef")

    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    [entry] = mail.iter_attachments()
    assert (entry.get_filename(), entry.get_param("method")) == ("mission.ics", "PUBLISH")
    assert "UID:mission-3@facility.example\n" in content(mail, "text/calendar")


@pytest.mark.parametrize(
    ("entry", "method"),
    [(Entry.ASKED, "REQUEST"), (Entry.AGREED, "REQUEST"), (Entry.CANCELLED, "CANCEL")],
)
def test_an_invitation_is_an_alternative_and_a_file_with_the_same_content(entry: Entry, method: str) -> None:
    mail = sent(replace(LETTER, event=replace(EVENT, entry=entry)), reply_token="q7abcdef")

    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    [invitation] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    [file] = mail.iter_attachments()
    assert (invitation.get_param("method"), invitation.get_content_charset()) == (method, "utf-8")
    assert invitation.get_content_disposition() is None
    assert file.get_filename() == "invite.ics"
    assert file.get_content().decode().replace("\r\n", "\n") == content(mail, "text/calendar")
    assert f"METHOD:{method}\n" in content(mail, "text/calendar")


def test_the_organizer_is_the_author_and_the_entry_carries_the_token() -> None:
    mail = sent(replace(LETTER, event=replace(EVENT, entry=Entry.ASKED)), reply_token="q7abcdef")

    [event] = Calendar.from_ical(content(mail, "text/calendar")).walk("VEVENT")
    assert event["ORGANIZER"] == f"mailto:{parseaddr(str(mail['From']))[1]}"
    assert event["UID"] == parseaddr(str(mail["Reply-To"]))[1] == "muster+q7abcdef@facility.example"
    assert event["ATTENDEE"] == "mailto:marta@client.example"


def test_a_calendar_entry_without_dates_is_refused() -> None:
    with pytest.raises(OrderUnreadableError):
        wire(replace(LETTER, event=replace(EVENT, start="soon")))


def test_a_form_travels_in_the_words_and_not_as_a_file() -> None:
    mail = sent(replace(LETTER, form="Pays : Togo\nDates :"))

    assert "\n\nPays : Togo\nDates :\n\n" in content(mail, "text/plain")
    assert list(mail.iter_attachments()) == []


def test_a_long_subject_is_shortened_and_folded() -> None:
    subject = str(sent(replace(LETTER, subject="[2026-03] " + "réforme des pensions " * 40))["Subject"])

    assert len(subject) == 180
    assert subject.startswith("[2026-03] réforme des pensions réforme")
    assert subject.endswith("…")


def test_a_mailbox_name_outside_ascii_is_written_as_it_is() -> None:
    raw = wire(to="josé@client.example", to_name="José")

    assert "<josé@client.example>\r\n".encode() in raw


@pytest.mark.parametrize(
    "attempt",
    [
        "Hello\r\nBcc: victim@elsewhere.example",
        "Hello\nBcc: victim@elsewhere.example",
        "Hello\rBcc: victim@elsewhere.example",
        "Hello\u2028Bcc: victim@elsewhere.example",
        "Hello\x85Bcc: victim@elsewhere.example",
        "Hello\x0bBcc: victim@elsewhere.example",
        "Hello\r\n\r\n<script>",
        "Hello\x00\udc80",
        "=?utf-8?q?Hello=0D=0ABcc:_victim@elsewhere.example?=",
        '"Hello" <victim@elsewhere.example>,',
    ],
)
def test_nobody_writes_a_header_of_ours(attempt: str) -> None:
    mail = sent(replace(LETTER, subject=attempt), to_name=attempt)

    assert mail["Bcc"] is None
    assert [address.addr_spec for address in mail["To"].addresses] == ["marta@client.example"]
    assert sorted(mail.keys()) == sorted(sent().keys())


PRINTABLE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
SENTENCES = st.lists(PRINTABLE, min_size=1, max_size=8).map(" ".join)


@settings(deadline=None)
@given(SENTENCES)
def test_any_subject_and_name_arrive_as_they_were(words: str) -> None:
    # Read by the older parser: the newer one puts a space between encoded words of a name (RFC 2047, 6.2).
    mail = email.message_from_bytes(wire(replace(LETTER, subject=words), to_name=words))

    name, address = parseaddr(mail["To"])
    assert str(make_header(decode_header(mail["Subject"]))) == words
    assert str(make_header(decode_header(name))) == words[:100].strip()
    assert address == "marta@client.example"


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_subject_or_name_breaks_the_mail(subject: str, name: str) -> None:
    mail = sent(replace(LETTER, subject=subject), to_name=name)

    assert sorted(mail.keys()) == sorted(sent().keys())
    assert [address.addr_spec for address in mail["To"].addresses] == ["marta@client.example"]


def test_a_message_id_is_the_same_for_the_same_mail_and_tells_nothing() -> None:
    first = new_message_id("facility.example", "job:1")

    assert first == new_message_id("facility.example", "job:1")
    assert first != new_message_id("facility.example", "job:2")
    assert first.endswith("@facility.example")
    assert "job" not in first


def test_a_picture_comes_inside_the_mail_and_says_what_it_shows() -> None:
    shown = replace(LETTER, picture=picture("fr"))

    mail = sent(shown)

    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]
    [png] = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert (png.get_filename(), png.get_content_disposition()) == ("teams.png", "inline")
    name = str(png["Content-ID"]).strip("<>")
    html = content(mail, "text/html")
    assert f'src="cid:{name}"' in html
    assert html.count("src=") == 1
    assert escape(description(picture("fr"))) in html
    assert content(mail, "text/plain") == as_text(shown)


def test_a_picture_that_cannot_be_drawn_leaves_the_words() -> None:
    odd = replace(picture("fr"), teams=())

    kinds = [part.get_content_type() for part in sent(replace(LETTER, picture=odd, event=EVENT)).walk()]

    assert "text/html" in kinds
