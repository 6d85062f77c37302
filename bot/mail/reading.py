"""From a stored mail to a Message, with what is known of its sender and what a person decided about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.mail.arrival import MAILBOX
from bot.mail.front_desk import Refusal
from bot.mail.listener import LOOPBACK
from bot.mail.peer import Network, peer_of
from bot.mail.signature_check import signers
from intake.message import Message
from intake.mime import read_mail
from intake.sender_trust import Trust, sender_trust
from intake.tokens import Purpose, claims_in
from storage.mail import Inbox
from storage.open_messages import DECISION

_DECIDING = frozenset({Purpose.OFFICER, Purpose.PROPOSAL, Purpose.MESSAGE})


@dataclass(frozen=True, slots=True)
class MailReading:
    """Reads rows of the inbox; blocks while a name server is asked, so call it in a thread."""

    mail_address: str
    authserv_id: str = ""
    relays: Sequence[Network] = LOOPBACK
    """Mail servers of ours; what others bring may bear findings that nobody of ours has made."""
    signed_by: Callable[[bytes], tuple[str, ...]] = signers

    def __call__(self, row: Inbox) -> Message:
        """The message in a stored mail. Signatures are checked only where somebody may decide by it."""
        recipients = row.envelope.get("rcpt_to")
        message = read_mail(
            row.payload,
            source_id=row.external_id,
            envelope_from=str(row.envelope.get("mail_from", "")),
            envelope_to=tuple(str(one) for one in recipients) if isinstance(recipients, list) else (),
            received_at=row.received_at,
        )
        if not self._came_by_our_border(row.envelope):
            message = replace(message, authentication=())
        if self._needs_signature(message):
            message = replace(message, signed_by=self.signed_by(row.payload))
        return _decided(message, row.envelope.get(DECISION))

    def _came_by_our_border(self, envelope: Mapping[str, object]) -> bool:
        peer = str(envelope.get("peer", ""))
        try:
            return peer in {"", MAILBOX} or peer_of((peer, 0), self.relays).relay
        except ValueError:
            return False

    def _needs_signature(self, message: Message) -> bool:
        claims = claims_in(message.recipients, self.mail_address)
        if not any(claim.purpose in _DECIDING for claim in claims):
            return False
        told = sender_trust(message.authentication, authserv_id=self.authserv_id, sender=message.sender)
        return told is Trust.UNPROVEN


def header_of(refusal: Refusal, now: datetime) -> Message:
    """Of a mail that was too large to be fetched: who wrote, and whether a person did."""
    return read_mail(
        refusal.header,
        source_id=f"refused:{refusal.mail_from}",
        envelope_from=refusal.mail_from,
        envelope_to=refusal.recipients,
        received_at=now,
    )


def _decided(message: Message, decision: object) -> Message:
    if not isinstance(decision, Mapping):
        return message
    attached_to = str(decision.get("attached_to", ""))
    attached_by = str(decision.get("by", "")) if attached_to else ""
    confirmed = decision.get("confirmed") is True
    return replace(message, attached_to=attached_to, attached_by=attached_by, confirmed=confirmed)
