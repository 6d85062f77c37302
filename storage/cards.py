"""Which chat messages show which request or teams, so that they can be shown as decided on every screen."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, delete
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import instant
from storage.mail import Job

MOST_SHOWN = 50
"""So many messages about one request are kept up to date; older ones explain themselves when pressed."""


class ShownCard(SQLModel, table=True):
    """A chat message with buttons about a request, or about its proposed teams."""

    __tablename__ = "shown_cards"

    id: int | None = Field(default=None, primary_key=True)
    chat: str = Field(index=True, description="telegram:123; the chat it stands in")
    job_id: int = Field(description="the job that sends or changes it; tells the message once it is done")
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    request_id: int = Field(foreign_key="requests.id", index=True)
    proposal_id: int | None = Field(default=None, foreign_key="proposals.id")
    officer_id: int | None = Field(
        default=None, foreign_key="officers.id", description="whose screen it is; nobody's alone in a group"
    )
    shown_at: datetime = instant()


async def remember_card(session: AsyncSession, card: ShownCard, *, instead_of: int | None = None) -> None:
    """Note what a message shows; `instead_of` is the message whose words it takes the place of."""
    if instead_of is not None:
        await forget_card(session, card.chat, instead_of)
    session.add(card)
    await session.flush()


async def forget_card(session: AsyncSession, chat: str, message_id: int) -> None:
    """A message shows something else from now on."""
    for card in await _cards_in(session, chat):
        if card.message_id == message_id:
            await session.delete(card)
    await session.flush()


async def card_at(session: AsyncSession, chat: str, message_id: int) -> ShownCard | None:
    """What the message shows, if it is a card."""
    found = (card for card in await _cards_in(session, chat) if card.message_id == message_id)
    return next(found, None)


async def cards_of(session: AsyncSession, request_id: int) -> list[ShownCard]:
    """The messages that show this request and have been sent, the latest first."""
    query = select(ShownCard).where(ShownCard.request_id == request_id)
    rows = (await session.exec(query.order_by(col(ShownCard.id).desc()).limit(MOST_SHOWN))).all()
    await _settle(session, [card for card in rows if card.message_id is None])
    return [card for card in rows if card.message_id is not None]


async def shown_now(session: AsyncSession, cards: Sequence[ShownCard]) -> dict[int, object]:
    """By card, the letter that it shows, as its last job has it; without those whose job is gone."""
    wanted = {card.job_id: card.id or 0 for card in cards}
    query = select(Job.id, Job.payload).where(col(Job.id).in_(wanted))
    rows = (await session.exec(query)).all() if wanted else ()
    return {wanted[number]: payload["letter"] for number, payload in rows if number and "letter" in payload}


async def forget_cards_of_chat(session: AsyncSession, chat: str) -> None:
    """Nothing can be changed in this chat any more."""
    await session.exec(delete(ShownCard).where(col(ShownCard.chat) == chat))


async def _cards_in(session: AsyncSession, chat: str) -> list[ShownCard]:
    query = select(ShownCard).where(ShownCard.chat == chat).order_by(col(ShownCard.id).desc())
    rows = list((await session.exec(query.limit(MOST_SHOWN))).all())
    await _settle(session, [card for card in rows if card.message_id is None])
    return rows


async def _settle(session: AsyncSession, cards: list[ShownCard]) -> None:
    """Take over the numbers that Telegram has given to messages in the meantime."""
    if not cards:
        return
    wanted = [card.job_id for card in cards]
    jobs = {job.id: job for job in (await session.exec(select(Job).where(col(Job.id).in_(wanted)))).all()}
    for card in cards:
        job = jobs.get(card.job_id)
        number = job.result.get("message_id") if job else None
        card.message_id = number if isinstance(number, int) else None
    await session.flush()
