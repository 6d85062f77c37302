"""A mail job becomes a mail: headers that nothing can be smuggled into, text and HTML, a calendar entry."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy

from bot.mail.calendar_part import calendar_text, method_of
from bot.mail.enclosures import Enclosure, enclose
from bot.mail.order import Order, OrderUnreadableError, read_order
from bot.mail.wire import WIRE_POLICY
from bot.texts.letter import CalendarEvent, Entry, Letter
from bot.texts.picture import PICTURE_NAME, picture_png
from bot.texts.printable import one_line
from bot.texts.render import as_html, as_text
from intake.tokens import Purpose, make_token, reply_address

_LONGEST_SUBJECT = 180
# Exchange reads these. NDR is left out, because a bounce tells that an address is dead; and a letter that
# answers nobody may get an out-of-office reply, because that tells until when somebody is away.
_SUPPRESS_AFTER_ANSWER = "DR, RN, NRN, OOF, AutoReply"
_SUPPRESS = "DR, RN, NRN, AutoReply"


@dataclass(frozen=True, slots=True)
class MailIdentity:
    """Who a facility is by mail: the name people see and the address its reply addresses are made from."""

    facility_name: str
    mail_address: str
    secret: bytes = field(default=b"", repr=False)
    """Signs the addresses that bounces come to; without it they come to the plain address."""

    @property
    def domain(self) -> str:
        """The part after the @."""
        return self.mail_address.rpartition("@")[2]

    def reply_to(self, token: str) -> str:
        """Where a reply goes: the signed address if there is a token, else the plain one."""
        return reply_address(self.mail_address, token) if token else self.mail_address

    def bounces_to(self, job_id: int, party: str) -> str:
        """The envelope sender of a letter: what comes back to it says which letter it was, whatever it holds."""
        token = make_token(self.secret, Purpose.BOUNCE, job_id, party) if self.secret and job_id else ""
        return self.reply_to(token)


def new_message_id(domain: str, unique: str) -> str:
    """The Message-ID of a mail, without brackets: the same for the same `unique`, telling nothing about it."""
    return f"{hashlib.sha256(unique.encode()).hexdigest()[:32]}@{domain}"


def compose(
    payload: Mapping[str, object],
    *,
    message_id: str,
    identity: MailIdentity,
    now: datetime,
    enclosures: Sequence[Enclosure] = (),
) -> EmailMessage:
    """The mail a job's payload asks for; an `OrderUnreadableError` if there is none in it."""
    order = read_order(payload)
    mail = EmailMessage(policy=_policy_for(order))
    _address(mail, order, identity)
    _place_in_thread(mail, order, message_id, now)
    _declare_automatic(mail, order, identity)
    _offer_to_unsubscribe(mail, order, identity)
    mail.set_content(as_text(order.letter))
    _show_letter(mail, order, identity)
    _attach_event(mail, order, identity, now)
    enclose(mail, enclosures)
    # Last, because EmailMessage moves every Content- header into the part that is added next.
    mail["Content-Language"] = one_line(order.letter.language)
    return mail


def _policy_for(order: Order) -> EmailPolicy:
    """A mailbox name outside ASCII can only be written as it is (RFC 6532); all other mail stays ASCII."""
    return WIRE_POLICY if order.to.isascii() else WIRE_POLICY.clone(utf8=True)


def _address(mail: EmailMessage, order: Order, identity: MailIdentity) -> None:
    mail["From"] = mailbox(identity.facility_name, identity.mail_address)
    mail["To"] = mailbox(order.to_name, order.to)
    mail["Reply-To"] = mailbox(identity.facility_name, identity.reply_to(order.reply_token))
    mail["Subject"] = _subject(order.letter)


def mailbox(name: str, address: str) -> Address:
    """A name and an address as they stand in a header."""
    local, _, domain = address.rpartition("@")
    return Address(display_name=one_line(name), username=local, domain=domain)


def _subject(letter: Letter) -> str:
    subject = one_line(letter.subject)
    return subject if len(subject) <= _LONGEST_SUBJECT else f"{subject[: _LONGEST_SUBJECT - 1].rstrip()}…"


def _place_in_thread(mail: EmailMessage, order: Order, message_id: str, now: datetime) -> None:
    mail["Date"] = now
    mail["Message-ID"] = f"<{message_id.strip('<>')}>"
    if order.in_reply_to:
        mail["In-Reply-To"] = f"<{order.in_reply_to}>"
        references = order.references or (order.in_reply_to,)
        mail["References"] = " ".join(f"<{reference}>" for reference in references)


def _declare_automatic(mail: EmailMessage, order: Order, identity: MailIdentity) -> None:
    """Machines are told not to answer (RFC 3834); following up on an own mail is no answer to anybody."""
    if not order.letter.automatic:
        return
    answers = bool(order.in_reply_to) and not order.in_reply_to.endswith(f"@{identity.domain}")
    mail["Auto-Submitted"] = "auto-replied" if answers else "auto-generated"
    mail["X-Auto-Response-Suppress"] = _SUPPRESS_AFTER_ANSWER if answers else _SUPPRESS


def _offer_to_unsubscribe(mail: EmailMessage, order: Order, identity: MailIdentity) -> None:
    """By mail, to the signed address of this reader; one click on a link (RFC 8058) would need a link that decides."""
    if order.digest:
        mail["List-Unsubscribe"] = f"<mailto:{identity.reply_to(order.reply_token)}?subject=unsubscribe>"


def _show_letter(mail: EmailMessage, order: Order, identity: MailIdentity) -> None:
    """The letter as HTML; its picture comes along inside the mail, so that nothing is fetched from anywhere."""
    picture = picture_png(order.letter)
    if not picture:
        mail.add_alternative(as_html(order.letter), subtype="html")
        return
    name = f"{hashlib.sha256(picture).hexdigest()[:32]}@{identity.domain}"
    mail.add_alternative(as_html(order.letter, picture=name), subtype="html")
    html = mail.get_body(("html",))
    assert isinstance(html, EmailMessage)  # noqa: S101 - it was just added; this tells mypy
    html.add_related(
        picture, maintype="image", subtype="png", cid=f"<{name}>", disposition="inline", filename=PICTURE_NAME
    )


def _attach_event(mail: EmailMessage, order: Order, identity: MailIdentity, now: datetime) -> None:
    """An invitation twice, as calendars look for it: an alternative to the words, and a file (decision 0038)."""
    event = order.letter.event
    if event is None:
        return
    try:
        written = calendar_text(
            event,
            uid=_uid(event, order.reply_token, identity),
            organizer=mailbox(identity.facility_name, identity.mail_address),
            attendee=mailbox(order.to_name, order.to),
            now=now,
        )
    except ValueError as error:
        raise OrderUnreadableError("the calendar entry has no readable dates") from error
    method = method_of(event)
    if event.entry is Entry.SHOWN:  # Outlook would show an alternative instead of the letter
        mail.add_attachment(
            written, subtype="calendar", filename="mission.ics", cte="base64", params={"method": method}
        )
        return
    mail.add_alternative(written, subtype="calendar", cte="base64", params={"method": method})
    mail.add_attachment(written.encode(), maintype="application", subtype="ics", filename="invite.ics")


def _uid(event: CalendarEvent, token: str, identity: MailIdentity) -> str:
    """A calendar reply keeps the UID: signed, it says which inquiry it answers, whatever address it goes to."""
    if token and event.entry is not Entry.SHOWN:
        return identity.reply_to(token)
    return f"{one_line(event.uid)}@{identity.domain}"
