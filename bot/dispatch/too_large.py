"""A mail too large to take in: an officer learns of it, and its sender does if no mail server has told them."""

from dataclasses import dataclass

from bot.dispatch.once_a_day import Answered, answer_once_a_day, day_of, language_of_sender
from bot.dispatch.post import Post, to_officers
from bot.texts.files import mail_too_large
from bot.texts.officer_desk import look_at_message
from intake.message import Message
from storage.journal import record

_MEGABYTE = 1_000_000
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class TooLarge:
    """A mail that was not taken in."""

    sender: str
    size: int
    most: int
    """The largest mail that would have been."""
    header: Message | None = None
    """The mail without its words, where it was delivered to a mailbox; None where it was refused on the way."""


async def hear_too_large(post: Post, refused: TooLarge) -> None:
    """Tell the sender, if nobody has, and the officers, each once a day."""
    megabytes = _megabytes(refused.size)
    record(
        post.session, at=post.now, actor="muster", event="mail.refused", subject="mail",
        facts={"megabytes": megabytes},
    )  # fmt: skip
    reason = await _told(post, refused)
    await to_officers(
        post,
        lambda language: look_at_message(
            reason=reason,
            sender=refused.sender,
            text_subject=refused.header.subject if refused.header else "",
            excerpt=f"{megabytes} MB",
            language=language,
        ),
        about=f"too_large:{refused.sender}"[:_LONGEST_NAME],
        reply_to=None,
        once=f"too_large:{refused.sender}:{day_of(post)}"[:_LONGEST_NAME],
    )


async def _told(post: Post, refused: TooLarge) -> str:
    """Who has told the sender, as a key of `officer.look`; the sender is told now if that is still to be done."""
    if refused.header is None:
        return "too_large"
    language = await language_of_sender(post, refused.header)
    letter = mail_too_large(_megabytes(refused.size), most=_megabytes(refused.most), language=language)
    answered = await answer_once_a_day(post, refused.header, letter, "too large")
    return "too_large_untold" if answered is Answered.NEVER else "too_large_told"


def _megabytes(size: int) -> int:
    return max(round(size / _MEGABYTE), 1)
