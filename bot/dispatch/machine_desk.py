"""A machine's mail: noted where it belongs, shown to officers where a person's words may be in it, never answered."""

from bot.dispatch.experts import hear_bounce, hear_machine
from bot.dispatch.newsletter_desk import hear_machine_about_news
from bot.dispatch.once_a_day import day_of, have_officers_look
from bot.dispatch.partner_desk import asks
from bot.dispatch.post import Post
from bot.dispatch.proofs import is_absence_of, is_returned
from intake.message import Kind, Message
from intake.newsletter_end import NEWS
from storage.missions import Inquiry
from storage.people import Expert


async def hear_unattended(post: Post, message: Message, about: str) -> str:
    """Nothing automatic is ever answered; an absence or a bounce is noted where it belongs."""
    if message.delivery and message.kind is Kind.AUTOMATIC:
        return f"{message.delivery}: {about or 'nothing known'}"  # late, delivered or read: no absence
    if about.startswith(NEWS):
        return await hear_machine_about_news(post, message, about)
    kind, _, number = about.partition(":")
    if kind == "inquiry" and number.isdecimal():
        address = await _asked_at(post, int(number))
        if message.kind is Kind.AUTOMATIC and is_absence_of(post, message, address):
            return await hear_machine(post, int(number), message)
        if message.kind is Kind.BOUNCE and await is_returned(post, message, about=about, to=address):
            words = message.diagnostic or message.text or message.subject
            return await hear_bounce(post, int(number), words, cause=message.cause)
        if message.kind is Kind.AUTOMATIC:
            await have_officers_look(post, message, "not_answered", dedupe=f"machine:{about}:{day_of(post)}")
    if message.kind is Kind.BOUNCE:
        if kind in {"request", "inquiry", "expert"}:
            reason = "bounce_in_doubt" if kind == "inquiry" else "bounced"
            await have_officers_look(post, message, reason, dedupe=f"{reason}:{about}")
    elif _needs_eyes(message, about):
        await have_officers_look(
            post, message, "not_answered", dedupe=f"machine:{message.sender}:{day_of(post)}"
        )
    return f"{message.kind} about {about or 'nothing known'}"


async def _asked_at(post: Post, inquiry_id: int) -> str:
    """The address of today of the expert who is asked."""
    inquiry = await post.session.get_one(Inquiry, inquiry_id)
    return (await post.session.get_one(Expert, inquiry.expert_id)).email


def _needs_eyes(message: Message, about: str) -> bool:
    """Whether what looks like a machine's mail may hold a person's words: a request, or about one of ours."""
    if about:
        return message.kind in {Kind.LIST, Kind.CALENDAR}
    return asks(message)
