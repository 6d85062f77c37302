"""A mail job becomes a mail: headers that nothing can be smuggled into, text and HTML, a calendar entry."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy

from bot.mail.calendar_part import METHOD, calendar_text
from bot.mail.order import Order, OrderUnreadableError, read_order
from bot.mail.wire import WIRE_POLICY
from bot.texts.letter import Letter
from bot.texts.printable import one_line
from bot.texts.render import as_html, as_text
from intake.tokens import reply_address

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

    @property
    def domain(self) -> str:
        """The part after the @."""
        return self.mail_address.rpartition("@")[2]

    def reply_to(self, token: str) -> str:
        """Where a reply goes: the signed address if there is a token, else the plain one."""
        return reply_address(self.mail_address, token) if token else self.mail_address


def new_message_id(domain: str, unique: str) -> str:
    """The Message-ID of a mail, without brackets: the same for the same `unique`, telling nothing about it."""
    return f"{hashlib.sha256(unique.encode()).hexdigest()[:32]}@{domain}"


def compose(
    payload: Mapping[str, object], *, message_id: str, identity: MailIdentity, now: datetime
) -> EmailMessage:
    """The mail a job's payload asks for; an `OrderUnreadableError` if there is none in it."""
    order = read_order(payload)
    mail = EmailMessage(policy=_policy_for(order))
    _address(mail, order, identity)
    _place_in_thread(mail, order, message_id, now)
    _declare_automatic(mail, order, identity)
    mail.set_content(as_text(order.letter))
    mail.add_alternative(as_html(order.letter), subtype="html")
    _attach_event(mail, order.letter, identity, now)
    # Last, because EmailMessage moves every Content- header into the part that is added next.
    mail["Content-Language"] = one_line(order.letter.language)
    return mail


def _policy_for(order: Order) -> EmailPolicy:
    """A mailbox name outside ASCII can only be written as it is (RFC 6532); all other mail stays ASCII."""
    return WIRE_POLICY if order.to.isascii() else WIRE_POLICY.clone(utf8=True)


def _address(mail: EmailMessage, order: Order, identity: MailIdentity) -> None:
    mail["From"] = _mailbox(identity.facility_name, identity.mail_address)
    mail["To"] = _mailbox(order.to_name, order.to)
    mail["Reply-To"] = _mailbox(identity.facility_name, identity.reply_to(order.reply_token))
    mail["Subject"] = _subject(order.letter)


def _mailbox(name: str, address: str) -> Address:
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


def _attach_event(mail: EmailMessage, letter: Letter, identity: MailIdentity, now: datetime) -> None:
    """A file beside the words, not an alternative to them: Outlook would show it instead of the letter."""
    if letter.event is None:
        return
    try:
        words = calendar_text(letter.event, domain=identity.domain, organizer=identity.mail_address, now=now)
    except ValueError as error:
        raise OrderUnreadableError("the calendar entry has no readable dates") from error
    mail.add_attachment(words, subtype="calendar", filename="mission.ics", params={"method": METHOD})
