"""Officers come in by a single-use invitation; the chat that redeems it is theirs from then on."""

from datetime import datetime, timedelta

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.post import Post
from bot.texts.letter import Letter
from bot.texts.officer_desk import invitation_spent, linked
from storage.invitations import invite, redeem
from storage.journal import record
from storage.people import Officer


async def add_officer(session: AsyncSession, officer: Officer, *, now: datetime, lasts: timedelta) -> str:
    """Add the officer, or bring a known one up to date; returns the secret that links a chat."""
    known = (await session.exec(select(Officer).where(Officer.email == officer.email))).first()
    if known is None:
        session.add(officer)
        known = officer
    else:
        known.name, known.role, known.language, known.active = (
            officer.name,
            officer.role,
            officer.language,
            True,
        )
    await session.flush()
    record(
        session, at=now, actor="operator", event="officer.invited", subject=f"officer:{known.id}",
        facts={"role": known.role.value},
    )  # fmt: skip
    return await invite(session, known.id or 0, now, now + lasts)


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
