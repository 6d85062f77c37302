"""A facility's desk without its doors: rules, a secret, and a look at what lies in the tray to go out."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.house import House
from bot.dispatch.post import Post
from bot.texts.letter import Letter
from bot.texts.letter_json import letter_from_json
from bot.texts.render import as_text
from config.rules import load_rules
from intake.message import Message
from storage.mail import Job
from tests.factories import MOMENT

MUSTER = "muster@facility.example"
OLGA = "olga@facility.example"
HOUSE = House("The Facility", MUSTER, b"a secret of the facility", load_rules())


def post(session: AsyncSession, now: datetime = MOMENT, cause: Message | None = None) -> Post:
    return Post(session, HOUSE, now, cause)


@dataclass(frozen=True)
class Outgoing:
    """A letter that waits to be sent."""

    to: str
    about: str
    letter: Letter
    by_token: bool
    """A reply to it can decide something."""

    @property
    def words(self) -> str:
        """Subject and text without line breaks."""
        return " ".join(f"{self.letter.subject}\n{as_text(self.letter)}".split())


async def tray(session: AsyncSession) -> list[Outgoing]:
    """Every letter that waits to be sent, oldest first."""
    jobs = (await session.exec(select(Job).order_by(col(Job.id)))).all()
    return [
        Outgoing(
            job.destination,
            job.about,
            letter_from_json(job.payload["letter"]),
            bool(job.payload.get("reply_token")),
        )
        for job in jobs
        if "letter" in job.payload
    ]


async def recipients(session: AsyncSession) -> list[str]:
    return [one.to for one in await tray(session)]
