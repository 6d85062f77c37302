"""A copy of a newsletter becomes a mail when its turn comes: from the text of its issue, for one reader."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from functools import lru_cache

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.outcome import Never, Outcome, Sent
from bot.mail.compose import MailIdentity, mailbox
from bot.mail.order import is_address
from bot.mail.outbox import MailSender, Parcel, Sign, unsigned
from bot.mail.wire import WIRE_POLICY
from bot.texts.newsletter import Imprint, newsletter_html, newsletter_text
from bot.texts.printable import one_line
from config.texts import say
from intake.markdown_letter import read_letter
from intake.newsletter_words import SUBJECT
from intake.tokens import Purpose, make_token
from storage.mail import Job
from storage.newsletter_issues import WITHDRAWN
from storage.newsletters import NewsletterCopy, NewsletterEdition, NewsletterSubscription
from storage.transaction import Transaction

UNSUBSCRIBE = "/unsubscribe/"
_LONGEST_SUBJECT = 180
_SUPPRESS = "DR, RN, NRN, OOF, AutoReply"
"""As Exchange reads it: nobody is told of these mails' fate, and nobody's absence is told to a list."""
_read = lru_cache(maxsize=8)(read_letter)


@dataclass(frozen=True, slots=True)
class Press:
    """What all copies have in common."""

    identity: MailIdentity
    sign: Sign = unsigned
    public_url: str = ""
    """Where the page that ends a newsletter can be reached from outside; '' if it cannot."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One copy: a text and who gets it."""

    markdown: str
    language: str
    to: str
    to_name: str
    list_name: str
    token: str = field(default="", repr=False)
    """What proves the wish to get no more; '' for a test copy, which nobody can unsubscribe from."""


def compose_copy(printed: Printed, press: Press, *, message_id: str, now: datetime) -> EmailMessage:
    """The mail, with a way out by mail and, if there is a public address, by one click (RFC 8058)."""
    letter, identity = _read(printed.markdown), press.identity
    link = f"{press.public_url}{UNSUBSCRIBE}{printed.token}" if press.public_url and printed.token else ""
    imprint = Imprint(identity.facility_name, printed.language, link, test=not printed.token)
    subject = letter.subject
    if not printed.token:
        subject = say(printed.language, "newsletter.test.subject", subject=subject)
    mail = EmailMessage(policy=WIRE_POLICY if printed.to.isascii() else WIRE_POLICY.clone(utf8=True))
    mail["From"] = mailbox(identity.facility_name, identity.mail_address)
    mail["To"] = mailbox(one_line(printed.to_name)[:100], printed.to)
    mail["Reply-To"] = mailbox(identity.facility_name, identity.reply_to(printed.token))
    mail["Subject"] = one_line(subject)[:_LONGEST_SUBJECT]
    mail["Date"] = now
    mail["Message-ID"] = f"<{message_id.strip('<>')}>"
    mail["List-Id"] = f"<{printed.list_name}.{identity.domain}>"
    mail["Precedence"] = "bulk"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = _SUPPRESS
    _offer_way_out(mail, link, identity.reply_to(printed.token) if printed.token else "")
    mail.set_content(newsletter_text(letter, imprint))
    mail.add_alternative(newsletter_html(letter, imprint), subtype="html")
    mail["Content-Language"] = printed.language  # last, as in `compose`
    return mail


def _offer_way_out(mail: EmailMessage, link: str, address: str) -> None:
    """RFC 8058: the one click only beside a link that a machine may post to."""
    if not address:
        return
    by_mail = f"<mailto:{address}?subject={SUBJECT}>"
    mail["List-Unsubscribe"] = f"<{link}>, {by_mail}" if link else by_mail
    if link:
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


class NewsletterSending:
    """Delivers mail jobs: copies of newsletters are made here, all other mails where they always are."""

    def __init__(
        self, sender: MailSender, press: Press, snapshot: Transaction, clock: Callable[[], datetime]
    ) -> None:
        self._sender = sender
        self._press = press
        self._snapshot = snapshot
        self._clock = clock

    async def deliver(self, job: Job) -> Outcome:
        """Whether the relay took the mail; a copy for somebody who has unsubscribed meanwhile is not sent."""
        if not {"copy", "test"} & job.payload.keys():
            return await self._sender.deliver(job)
        printed = await self._printed(job)
        if printed is None:
            return Sent({WITHDRAWN: True})
        if not is_address(printed.to):
            return Never("the mail has no readable address")
        return await self._sender.send(await asyncio.to_thread(self._parcel, job, printed))

    def _parcel(self, job: Job, printed: Printed) -> Parcel:
        press = self._press
        mail = compose_copy(printed, press, message_id=job.message_id or "", now=self._clock())
        bounces_to = press.identity.bounces_to(job.id or 0, job.destination)
        return Parcel(bounces_to, printed.to, press.sign(mail.as_bytes()))

    async def _printed(self, job: Job) -> Printed | None:
        test = job.payload.get("test")
        if isinstance(test, dict):
            return Printed(
                str(test.get("markdown")),
                str(test.get("language")),
                str(job.payload.get("to")),
                "",
                str(test.get("list")),
            )
        number = job.payload.get("copy")
        async with self._snapshot() as session:
            return await self._copy(session, number) if isinstance(number, int) else None

    async def _copy(self, session: AsyncSession, number: int) -> Printed | None:
        """The copy as its reader is to get it; None if they want none any more."""
        copy = await session.get(NewsletterCopy, number)
        if copy is None:
            return None
        edition = await session.get_one(NewsletterEdition, copy.edition_id)
        reader = await session.get_one(NewsletterSubscription, copy.subscription_id)
        if reader.unsubscribed_at is not None or reader.bounced_at is not None:
            return None
        token = make_token(self._press.identity.secret, Purpose.NEWSLETTER, reader.id or 0, reader.address)
        return Printed(edition.markdown, edition.language, copy.address, reader.name, reader.list_name, token)
