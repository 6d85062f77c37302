"""Officers come in by a single-use invitation, whose chat is theirs from then on; they go by one decision."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.menus import offer_menu
from bot.dispatch.post import Post, chat
from bot.texts.letter import Letter
from bot.texts.officer_desk import invitation_spent, linked
from bot.texts.people import chat_moved
from storage.cards import forget_cards_of_chat
from storage.chats import forget_reader, takes_letters, unblock_chat
from storage.invitations import end_invitations, invite, redeem
from storage.jobs import withdraw
from storage.journal import record
from storage.people import Officer
from storage.states import Role


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody who is to be an officer; what is None stays as it is for somebody who is known."""

    name: str
    email: str
    role: Role | None = None
    language: str | None = None


async def add_officer(
    session: AsyncSession,
    invitee: Invitee,
    *,
    language: str,
    now: datetime,
    lasts: timedelta,
    actor: str = "operator",
) -> tuple[Officer, str]:
    """Add an officer, or bring a known one up to date; the officer, and the secret that links a chat."""
    known = (await session.exec(select(Officer).where(Officer.email == invitee.email))).first()
    if known is None:
        known = Officer(
            name=invitee.name, email=invitee.email, role=Role.OFFICER, language=language, created_at=now
        )
        session.add(known)
    known.name, known.active = invitee.name, True
    known.role = invitee.role or known.role
    known.language = invitee.language or known.language
    await session.flush()
    await offer_menu(session, known.chat, now=now)
    record(
        session, at=now, actor=actor, event="officer.invited", subject=f"officer:{known.id}",
        facts={"role": known.role.value},
    )  # fmt: skip
    return known, await invite(session, known.id or 0, now, now + lasts)


async def is_last_admin(session: AsyncSession, officer: Officer) -> bool:
    """Whether nobody could invite anybody if this officer were gone; locks the admins, so that two do not go at once."""
    query = select(Officer).where(Officer.role == Role.ADMIN, col(Officer.active)).order_by(col(Officer.id))
    admins = (
        await session.exec(query.with_for_update(), execution_options={"populate_existing": True})
    ).all()
    return [one.id for one in admins] == [officer.id]


async def remove_officer(session: AsyncSession, officer: Officer, *, actor: str, now: datetime) -> bool:
    """From now on this person's chat, buttons, reply addresses and invitations do nothing; False for the last admin."""
    if await is_last_admin(session, officer):
        return False
    if officer.chat:
        await withdraw(session, officer.chat, now=now)
        await forget_cards_of_chat(session, officer.chat)
    await withdraw(session, officer.email, now=now)
    await end_invitations(session, officer.id or 0, now=now)
    await forget_reader(session, officer)
    left, officer.active, officer.chat = officer.chat, False, None
    record(session, at=now, actor=actor, event="officer.removed", subject=f"officer:{officer.id}")
    await session.flush()
    await offer_menu(session, left, now=now)
    return True


async def link_chat(
    post: Post, secret: str, to: str, *, language: str, holder: Officer | None = None
) -> Letter | None:
    """Give the chat to the officer who was invited with this secret.

    An officer who has the chat already, its `holder`, can only use an invitation of their own; None for any other one.
    """
    officer = await redeem(post.session, secret, post.now, only=holder)
    if officer is None:
        return None if holder else invitation_spent(language=language)
    before = (await post.session.exec(select(Officer).where(Officer.chat == to))).first()
    if before is not None and before.id != officer.id:
        before.chat = None
        await forget_cards_of_chat(post.session, to)
        await forget_reader(post.session, before)
        await post.session.flush()
    left, officer.chat = officer.chat, to
    await post.session.flush()
    if left and left != to:
        await _leave_chat(post, officer, left)
    await unblock_chat(post.session, to)
    await offer_menu(post.session, to, now=post.now)
    record(
        post.session, at=post.now, actor=f"officer:{officer.id}", event="officer.linked",
        subject=f"officer:{officer.id}",
    )  # fmt: skip
    return linked(name=officer.name, role=officer.role, language=officer.language)


async def _leave_chat(post: Post, officer: Officer, before: str) -> None:
    """Whoever reads the chat that an officer had until now hears of it: the link may have been in wrong hands."""
    if await takes_letters(post.session, before):
        await chat(post, chat_moved(name=officer.name, language=officer.language), to=before)
    await offer_menu(post.session, before, now=post.now)
    await forget_cards_of_chat(post.session, before)
    await forget_reader(post.session, officer)
