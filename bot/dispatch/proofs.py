"""What a mail proves: whose it is, and which of our letters it brings back."""

from bot.dispatch.post import Post
from intake.message import Message
from intake.sender_trust import Trust, sender_trust
from intake.tokens import Purpose, claims_in, genuine
from storage.mail import Job
from storage.queries import job_by_message_id


def is_proven(post: Post, message: Message) -> bool:
    """Whether the domain of the sender has sent this mail, as far as anybody can prove."""
    return _trust(post, message) is Trust.PROVEN


def is_forged(post: Post, message: Message) -> bool:
    """Whether our border found that the sender's domain has not sent this mail, and no officer vouches for it."""
    vouched_for = message.attached_to or message.confirmed
    return not vouched_for and _trust(post, message) is Trust.FAILED


def bears_token(post: Post, message: Message) -> bool:
    """Whether the mail came to an address that was made for its sender; a thread is known to all who read along."""
    claims = claims_in(message.recipients, post.house.mail_address)
    return any(genuine(post.house.secret, claim, message.sender) for claim in claims)


def is_absence_of(post: Post, message: Message, address: str) -> bool:
    """Whether a machine speaks for whoever has this address: from the address itself, or another of its domain."""
    domain = address.rpartition("@")[2]
    return message.sender.rpartition("@")[2] == domain and not is_forged(post, message)


async def is_returned(post: Post, message: Message, *, about: str, to: str) -> bool:
    """Whether a report says for good that a letter about this, to this address, has failed.

    It quotes the letter's Message-ID, or names the address and came to the envelope sender that only this letter had:
    the reply address will not do, because everybody has it whom the letter was passed on to.
    """
    if not message.failed_for_good:
        return False
    letters = [await job_by_message_id(post.session, returned) for returned in message.returned[:1]]
    if to in message.failed_for_good:
        letters += [await post.session.get(Job, number) for number in _returned_to(post, message, to)]
    return any(job is not None and (job.about, job.destination) == (about, to) for job in letters)


def _returned_to(post: Post, message: Message, address: str) -> list[int]:
    """The letters to this address whose envelope sender the report came to."""
    claims = claims_in(message.recipients, post.house.mail_address)
    return [
        claim.row_id
        for claim in claims
        if claim.purpose is Purpose.BOUNCE and genuine(post.house.secret, claim, address)
    ]


def _trust(post: Post, message: Message) -> Trust:
    return sender_trust(
        message.authentication,
        authserv_id=post.house.authserv_id,
        sender=message.sender,
        signed_by=message.signed_by,
    )
