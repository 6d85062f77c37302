"""Which mails are taken and what their senders are told: ours only, of good size, acknowledged when stored."""

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from aiosmtpd.smtp import Envelope, Session

from bot.mail.arrival import arrival, clean_address
from bot.mail.group_commit import GroupCommit
from bot.mail.limits import Limits
from bot.mail.recipient import is_ours, plain
from bot.mail.smtp_session import Conversation, Mail

log = logging.getLogger(__name__)

_SIZE = re.compile(r"SIZE=([0-9]{1,20})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A mail to us that was too large to take; an officer should know."""

    mail_from: str
    recipients: tuple[str, ...]
    size: int
    peer: str
    header: bytes = b""
    """Of a mail that was delivered: nobody has told its sender yet. Empty where our refusal told the server in front."""


Refused = Callable[[Refusal], Awaitable[None]]


@dataclass(slots=True)
class FrontDesk:
    """Judges senders, recipients and sizes. aiosmtpd calls the `handle_` methods, `Conversation` the others."""

    store: GroupCommit
    mail_address: str
    limits: Limits
    clock: Callable[[], datetime]
    arrived: Callable[[], None]
    refused: Refused
    closing: bool = False

    @property
    def hostname(self) -> str:
        """The name we greet with."""
        return self.mail_address.lower().rpartition("@")[2]

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, _server: Conversation, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Anybody may write to us; a declared size is judged when we know to whom the mail goes."""
        if self.closing:
            return "421 4.3.2 Closing down, please try again"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: Conversation, session: Session, envelope: Mail, address: str, _options: list[str]
    ) -> str:
        """Only our own address; only a mail that will fit."""
        if not is_ours(address, self.mail_address):
            return "550 5.1.1 There is no such mailbox here, and mail for others is not passed on"
        if len(envelope.rcpt_tos) >= self.limits.recipients:
            return "452 4.5.3 Too many recipients, please send the others a copy of their own"
        size = _declared_size(envelope.mail_options)
        if size > self.limits.max_bytes:
            return await self._refuse_once(envelope, address, size, _peer(session))
        envelope.rcpt_tos.append(plain(address))
        return "250 2.1.5 OK"

    async def handle_exception(self, error: Exception) -> str:
        """A conversation we could not follow; the reply must not tell what went wrong inside."""
        log.warning("mail.conversation_failed error=%s", type(error).__name__)
        return "451 4.3.0 Something went wrong here, please try again"

    async def take(self, session: Session | None, envelope: Envelope, content: bytes) -> str:
        """Store a complete mail and say so, or leave it with its sender."""
        mail = arrival(
            content,
            mail_from=_sender(envelope),
            recipients=tuple(dict.fromkeys(envelope.rcpt_tos)),
            peer=_peer(session),
            received_at=self.clock(),
        )
        if not await self.store.keep(mail):
            return "451 4.3.0 The mail could not be stored now, please try again"
        self.arrived()
        return "250 2.0.0 Stored"

    async def refuse(self, session: Session | None, envelope: Envelope, size: int) -> str:
        """Tell the sender of a mail over the limit, and whoever is to know of it here."""
        recipients = tuple(clean_address(recipient) for recipient in envelope.rcpt_tos)
        await self._note(Refusal(clean_address(_sender(envelope)), recipients, size, _peer(session)))
        return self._too_large()

    async def _refuse_once(self, envelope: Mail, address: str, size: int, peer: str) -> str:
        """The reply to a size that was declared; somebody here hears of it with the first recipient only."""
        if not envelope.size_refused:
            envelope.size_refused = True
            await self._note(Refusal(clean_address(_sender(envelope)), (clean_address(address),), size, peer))
        return self._too_large()

    async def _note(self, refusal: Refusal) -> None:
        log.warning("mail.too_large bytes=%d", refusal.size)
        try:
            await self.refused(refusal)
        except Exception as error:  # noqa: BLE001 - the sender gets the answer even if the note is lost
            log.error("mail.refusal_not_noted error=%s", type(error).__name__)  # noqa: TRY400 - may quote an address

    def _too_large(self) -> str:
        megabytes = self.limits.max_bytes / (1024 * 1024)
        return (
            f"552 5.3.4 The mail is too large: at most {megabytes:.4g} MB with its attachments are taken. "
            "Please send it without the largest attachment"
        )


def _declared_size(options: list[str]) -> int:
    declared = (_SIZE.fullmatch(option) for option in options)
    return max((int(size[1]) for size in declared if size), default=0)


def _sender(envelope: Envelope) -> str:
    """The envelope sender; the library keeps the null sender as it was written."""
    return "" if envelope.mail_from in {None, "<>"} else str(envelope.mail_from)


def _peer(session: Session | None) -> str:
    peer: object = session.peer if session else None
    return str(peer[0]) if isinstance(peer, tuple) else ""
