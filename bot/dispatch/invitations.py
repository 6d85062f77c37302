"""Officers come in by a single-use invitation; the chat that redeems it is theirs from then on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.post import Post
from bot.texts.letter import Letter
from bot.texts.officer_desk import invitation_spent, linked
from storage.invitations import invite, redeem
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
    session: AsyncSession, invitee: Invitee, *, language: str, now: datetime, lasts: timedelta
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
    record(
        session, at=now, actor="operator", event="officer.invited", subject=f"officer:{known.id}",
        facts={"role": known.role.value},
    )  # fmt: skip
    return known, await invite(session, known.id or 0, now, now + lasts)


async def link_chat(post: Post, secret: str, chat: str, *, language: str) -> Letter:
    """Give the chat to the officer who was invited with this secret."""
    officer = await redeem(post.session, secret, post.now)
    if officer is None:
        return invitation_spent(language=language)
    before = (await post.session.exec(select(Officer).where(Officer.chat == chat))).first()
    if before is not None and before.id != officer.id:
        before.chat = None
        await post.session.flush()
    officer.chat = chat
    record(
        post.session, at=post.now, actor=f"officer:{officer.id}", event="officer.linked",
        subject=f"officer:{officer.id}",
    )  # fmt: skip
    return linked(name=officer.name, role=officer.role, language=officer.language)
