"""A facility whose partners and officers use Telegram: the real python-telegram-bot, against a local Bot API server."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import exists
from sqlmodel import col, or_, select

from bot.chat.rates import Rates
from bot.chat.send import Pace
from bot.dispatch.invitations import Invitee, add_officer
from storage import jobs
from storage.database import Database
from storage.mail import Inbox, Job
from storage.states import InboxStatus, Role
from tests.flows.facility import BEGIN, Facility, open_facility
from tests.peers.telegram import TelegramPeer

DEADLINE = 20.0
AMINA, OLGAS_CHAT = 100, 500


@dataclass(slots=True)
class Telegram:
    """A facility and the people who write to its bot."""

    facility: Facility
    peer: TelegramPeer

    @property
    def database(self) -> Database:
        return self.facility.database

    async def say(self, chat: int, text: str = "", **who: Any) -> str:
        """Somebody writes; what they read in the end."""
        seen = self._seen(chat)
        self.peer.say(chat, text, **who)
        return await self.read(chat, seen)

    async def press(self, chat: int, choice: str, **who: Any) -> str:
        """Somebody presses a button, by its label or its action; what they read in the end."""
        seen = self._seen(chat)
        self.peer.press(chat, choice, **who)
        return await self.read(chat, seen)

    async def press_old(self, chat: int, action: str) -> str:
        """Somebody presses a button that is no longer, or never was, on their screen."""
        seen = self._seen(chat)
        self.peer.press_old(chat, action)
        return await self.read(chat, seen)

    async def decide(self, chat: int, choice: str) -> str:
        """Somebody presses a decision, reads the question before it and presses Yes; what they read in the end."""
        asked = await self.press(chat, choice)
        assert "?" in asked
        return await self.press(chat, "Yes")

    async def read(self, chat: int, seen: dict[int, int]) -> str:
        """What is new, or has changed, in a chat, once Muster has nothing more to say."""
        await self.quiet()
        shown = self.peer.messages(chat)
        return "\n".join(one.text for one in shown if seen.get(one.message_id) != one.edits)

    def _seen(self, chat: int) -> dict[int, int]:
        return {shown.message_id: shown.edits for shown in self.peer.messages(chat)}

    async def quiet(self) -> None:
        """Wait until every update is stored and handled, and everything due is sent."""
        async with asyncio.timeout(DEADLINE):
            while self.peer.pending or await self._busy():  # noqa: ASYNC110 -- quiet is a state of the tables
                await asyncio.sleep(0.01)

    async def _busy(self) -> bool:
        """Whether anything is being done, or could be; what waits behind a job that must wait does not count."""
        in_hand = exists().where(col(Job.lease_owner).is_not(None))
        unread = exists().where(col(Inbox.status) == InboxStatus.WAITING)
        async with self.database.snapshot() as session:
            if (await session.exec(select(or_(in_hand, unread)))).one():
                return True
            due = await jobs.next_due(session, ("mail", "match", "telegram"))
        return due is not None and due <= self.facility.time.now()

    async def invite(self, chat: int, email: str, name: str, *, role: Role = Role.OFFICER) -> str:
        """A new officer links this chat by their invitation; what they read."""
        async with self.database.transaction() as session:
            invitee = Invitee(name, email, role)
            _, secret = await add_officer(session, invitee, language="en", now=BEGIN, lasts=timedelta(days=1))
        return await self.say(chat, f"/start {secret}", name=name)

    async def messages(self) -> list[Inbox]:
        """Every update as it was stored, in order."""
        async with self.database.snapshot() as session:
            query = select(Inbox).where(Inbox.channel == "telegram").order_by(col(Inbox.id))
            return list((await session.exec(query)).all())

    async def first_words(self, chat: int) -> str:
        """What this person wrote first."""
        updates = [json.loads(row.payload) for row in await self.messages()]
        return next(str(one["message"]["text"]) for one in updates if one["message"]["chat"]["id"] == chat)

    async def jobs(self, kind: str = "telegram") -> list[Job]:
        async with self.database.snapshot() as session:
            return list((await session.exec(select(Job).where(Job.kind == kind).order_by(col(Job.id)))).all())


@asynccontextmanager
async def open_telegram(database: Database, folder: Path, **chosen: Any) -> AsyncIterator[Telegram]:
    """A facility with Telegram, whose bot may write as fast as it can."""
    fast = Pace(Rates(overall=10_000, chat_gap=0.0, group_gap=0.0))
    async with TelegramPeer() as peer:
        settings = {"telegram_token": peer.token, "telegram_base_url": peer.base_url}
        async with open_facility(database, folder, pace=fast, **(settings | chosen)) as facility:
            yield Telegram(facility, peer)
