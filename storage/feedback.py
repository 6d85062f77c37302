"""What partners say of the help they got: asked once for each request, a number from 1 to 5 and words."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel, and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import instant, optional_instant
from storage.missions import Mission
from storage.requests import Request
from storage.states import MissionStatus, RequestStatus
from storage.turns import of_the_past

BEST = 5
MOST_AT_ONCE = 50


class Feedback(SQLModel, table=True):
    """The question put to a partner at the end, and the answer."""

    __tablename__ = "feedback"

    request_id: int = Field(
        primary_key=True, foreign_key="requests.id", sa_column_kwargs={"autoincrement": False}
    )
    contact_id: int = Field(foreign_key="contacts.id")
    score: int | None = None
    words: str = ""
    asked_at: datetime = instant()
    answered_at: datetime | None = optional_instant()


async def requests_to_ask(session: AsyncSession, *, today: date) -> list[Request]:
    """Requests whose mission is over, or that are completed, and whose partner was not asked how it went."""
    asked = select(Feedback.request_id)
    over = select(Mission.request_id).where(
        col(Mission.status).in_((MissionStatus.CONFIRMED, MissionStatus.COMPLETED)), col(Mission.end) < today
    )
    status = col(Request.status)
    ended = or_(
        status == RequestStatus.COMPLETED, and_(status == RequestStatus.APPROVED, col(Request.id).in_(over))
    )
    query = (
        select(Request)
        .where(ended, col(Request.contact_id).is_not(None), col(Request.id).not_in(asked), ~of_the_past())
        .order_by(col(Request.id))
        .limit(MOST_AT_ONCE)
    )
    return list((await session.exec(query)).all())
