"""A whole facility for one story: Muster's real doors, and the world outside them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from rich.console import Console
from sqlalchemy import exists
from sqlmodel import col, select

from bot.app import App
from bot.chat.send import Pace
from bot.chat.terminal import terminal_payload
from bot.dispatch.outcome import Outcome, Sent
from bot.facility import house_of
from bot.service import start
from bot.texts.letter import Choices, Letter
from bot.texts.letter_json import letter_from_json
from bot.texts.render import as_terminal
from config.settings import Settings
from storage import inbox
from storage.database import Database
from storage.journal import JournalEntry
from storage.mail import Inbox, Job
from storage.missions import Inquiry, Mission, Seat
from storage.people import Expert, ExpertArea, ExpertDocument, ExpertLanguage, Officer
from storage.queries import request_by_code
from storage.requests import Request
from storage.states import InboxStatus, JobStatus, Role
from tests.peers.ports import free_port
from tests.peers.smtp import Delivered, SmtpPeer, answer, letter, smtp_peer

MUSTER = "muster@facility.example"
BORDER = "border.facility.example"
OLGA = "olga@facility.example"
BEGIN = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
DEADLINE = 60.0


@dataclass(slots=True)
class Time:
    """The facility's clock: it stands still until the story moves it."""

    moment: datetime = BEGIN

    def now(self) -> datetime:
        return self.moment

    def forward(self, **step: float) -> None:
        self.moment += timedelta(**step)


def on_screen(letter: Letter) -> str:
    """What a person reads in a terminal wide enough to break no line."""
    console = Console(width=10_000, color_system=None)
    with console.capture() as shown:
        console.print(as_terminal(letter))
    return "\n".join(line.rstrip() for line in shown.get().splitlines())


def said(mail: Delivered) -> str:
    """Subject and words of a mail without their line breaks, as a person remembers them."""
    return " ".join(f"{mail.subject}\n{mail.text}".split())


@dataclass(slots=True)
class Chat:
    """A person at a terminal: the same inbox, the same dialogue as on Telegram."""

    facility: "Facility"
    name: str
    shown: list[Letter] = field(default_factory=list)
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def address(self) -> str:
        return f"terminal:{self.name}"

    async def say(self, text: str, *, language: str = "en") -> str:
        return await self._put(text=text, language=language)

    async def press(self, wanted: str) -> str:
        """Press the button whose action is `wanted`, or else whose label contains it."""
        buttons = [(choice.label, choice.action) for choice in self.buttons()]
        exact = [action for _, action in buttons if action == wanted]
        alike = [action for label, action in buttons if wanted in label]
        assert exact or alike, f"no button {wanted!r} among {buttons}"
        return await self._put(action=(exact or alike)[0])

    async def decide(self, wanted: str) -> str:
        """Press a decision, read the question before it, and press Yes."""
        asked = await self.press(wanted)
        assert "?" in asked, asked
        return await self.press("Yes")

    async def press_old(self, action: str) -> str:
        """Press a button that is no longer, or never was, on the screen."""
        return await self._put(action=action)

    def buttons(self) -> list[Any]:
        blocks = self.shown[-1].blocks if self.shown else ()
        return [
            choice for block in blocks if isinstance(block, Choices) for row in block.rows for choice in row
        ]

    @property
    def last(self) -> str:
        return on_screen(self.shown[-1]) if self.shown else ""

    async def _put(self, *, text: str = "", action: str = "", language: str = "en") -> str:
        before = len(self.shown)
        await self.put_bytes(terminal_payload(text, action=action, name=self.name, language=language))
        return "\n".join(on_screen(letter) for letter in self.shown[before:])

    async def put_bytes(self, payload: bytes) -> None:
        """Store what a terminal sent, whatever it is, and wait until Muster is done with it."""
        async with self.facility.database.transaction() as session:
            await inbox.store(
                session,
                channel="terminal",
                external_id=f"{self.name}-{self.facility.next_number()}",
                stream=self.address,
                payload=payload,
                envelope={},
                received_at=self.facility.time.now(),
            )
        self.facility.app.arrived.set()
        await self.facility.quiet()


@dataclass(slots=True)
class Facility:
    """Muster with its doors open, and everybody around it."""

    app: App
    outside: SmtpPeer
    time: Time
    group: asyncio.TaskGroup
    port: int
    chats: dict[str, Chat] = field(default_factory=dict)
    _number: int = 0

    @property
    def database(self) -> Database:
        return self.app.database

    def next_number(self) -> int:
        self._number += 1
        return self._number

    async def chat(self, name: str) -> Chat:
        """Sit down at a terminal under this name (an officer's address makes it the officer's)."""
        chat = Chat(self, name)
        self.chats[chat.address] = chat

        async def show(job: Job) -> Outcome:
            chat.shown.append(letter_from_json(job.payload["letter"]))
            return Sent()

        worker = self.app.job_worker(chat.address, show, chat.wake)
        self.group.create_task(worker.run(), name=chat.address)
        return chat

    async def write(self, sender: str, subject: str, text: str, *, to: str = MUSTER) -> None:
        await self.send(letter(sender=sender, to=to, subject=subject, text=text))

    async def send(
        self,
        mail: EmailMessage | bytes,
        *,
        mail_from: str | None = None,
        to: tuple[str, ...] = (),
        vouched: bool = True,
    ) -> None:
        """Hand a mail to Muster's SMTP door and wait until Muster has done all that follows from it.

        The border in front of Muster vouches for the sender, unless the story says otherwise.
        """
        if isinstance(mail, EmailMessage) and vouched:
            domain = parseaddr(str(mail["From"]))[1].rpartition("@")[2]
            mail["Authentication-Results"] = f"{BORDER}; dmarc=pass header.from={domain}"
        await self.outside.send(mail, self.port, mail_from=mail_from, to=to)
        await self.quiet()

    async def reply(
        self, to: Delivered, text: str, *, sender: str = "", quoting: bool = True, vouched: bool = True
    ) -> None:
        await self.send(answer(to, text, sender=sender, quoting=quoting), vouched=vouched)

    async def mail_to(self, address: str, contains: str = "", *, subject: str = "") -> Delivered:
        return await self.outside.wait_for(to=address, contains=contains, subject=subject)

    def mails_to(self, address: str) -> list[Delivered]:
        return [mail for mail in self.outside.received if address in mail.recipients]

    async def quiet(self) -> None:
        """Wait until every message is handled and everything due is done."""
        async with asyncio.timeout(DEADLINE):
            while waiting := await self.unfinished():
                for kind in waiting & self.chats.keys():
                    self.chats[kind].wake.set()
                await asyncio.sleep(0.01)

    async def unfinished(self) -> set[str]:
        """What there is to do: messages to read, and jobs by their kind."""
        kinds = ("mail", "match", *self.chats)
        due = select(Job.kind).where(
            Job.status == JobStatus.WAITING, col(Job.kind).in_(kinds), col(Job.due_at) <= self.time.now()
        )
        unread = select(exists().where(col(Inbox.status) == InboxStatus.WAITING))
        async with self.database.snapshot() as session:
            if (await session.exec(unread)).one():
                return {"messages"}
            return set((await session.exec(due.distinct())).all())

    def close(self) -> None:
        """Everybody stops at once, without waiting for the next look."""
        self.app.stopping.set()
        self.app.arrived.set()
        self.app.handled()
        for chat in self.chats.values():
            chat.wake.set()

    async def look_at_clock(self) -> None:
        await self.app.clock().look()
        await self.quiet()

    async def request(self, code: str) -> Request:
        async with self.database.snapshot() as session:
            found = await request_by_code(session, code)
        assert found is not None, f"no request {code}"
        return found

    async def mission(self) -> Mission:
        async with self.database.snapshot() as session:
            return (await session.exec(select(Mission))).one()

    async def inquiries(self) -> list[Inquiry]:
        async with self.database.snapshot() as session:
            return list((await session.exec(select(Inquiry).order_by(col(Inquiry.id)))).all())

    async def add_officer(
        self, email: str, name: str, *, role: Role = Role.OFFICER, language: str = "en"
    ) -> None:
        async with self.database.transaction() as session:
            session.add(Officer(name=name, email=email, role=role, language=language, created_at=BEGIN))

    async def dismiss(self, email: str) -> None:
        async with self.database.transaction() as session:
            (await session.exec(select(Officer).where(Officer.email == email))).one().active = False

    def add_process(self) -> None:
        """Another process on the same database handles messages too."""
        other = replace(self.app, owner="another process")
        self.group.create_task(other.inbox_worker().run(), name="another inbox")

    async def expert(self, number: int) -> Expert:
        async with self.database.snapshot() as session:
            return (await session.exec(select(Expert).where(Expert.code == f"EX-{number:04}"))).one()

    async def change_expert(self, number: int, **changes: Any) -> None:
        """Correct an entry of the register, as an import would."""
        async with self.database.transaction() as session:
            expert = (await session.exec(select(Expert).where(Expert.code == f"EX-{number:04}"))).one()
            for name, value in changes.items():
                setattr(expert, name, value)

    async def seats(self) -> list[Seat]:
        async with self.database.snapshot() as session:
            return list((await session.exec(select(Seat).order_by(col(Seat.position)))).all())

    async def notes(self) -> list[str]:
        """How every message was understood, in order."""
        async with self.database.snapshot() as session:
            return list((await session.exec(select(Inbox.note).order_by(col(Inbox.id)))).all())

    async def journal(self, event: str) -> list[JournalEntry]:
        async with self.database.snapshot() as session:
            query = select(JournalEntry).where(JournalEntry.event == event).order_by(col(JournalEntry.id))
            return list((await session.exec(query)).all())


@asynccontextmanager
async def open_facility(
    database: Database, folder: Path, *, pace: Pace | None = None, **chosen: Any
) -> AsyncIterator[Facility]:
    """A facility on an open, migrated database, with one officer and a roster of twelve."""
    time = Time()
    async with AsyncExitStack() as stack:
        outside = await stack.enter_async_context(smtp_peer())
        port = free_port()
        usual: dict[str, Any] = {
            "data_dir": folder,
            "mail_address": MUSTER,
            "mail_listen_port": port,
            "mail_authserv_id": BORDER,
            "smtp_host": "127.0.0.1",
            "smtp_port": outside.port,
            "smtp_security": "none",
            "mail_rate_per_second": 1000,
            "digest_hour": -1,  # only stories about it have one
        }
        settings = Settings(**usual | chosen)
        app = App(settings, database, house_of(settings), time.now, pace=pace or Pace())
        await add_people(database)
        group = await stack.enter_async_context(asyncio.TaskGroup())
        doors = await stack.enter_async_context(AsyncExitStack())
        await start(app, doors, group)
        opened = Facility(app, outside, time, group, port)
        try:
            yield opened
        finally:
            opened.close()


async def add_people(database: Database) -> None:
    """One officer, and experts of six countries who all could go."""
    async with database.transaction() as session:
        session.add(Officer(name="Olga Novak", email=OLGA, role=Role.OFFICER, created_at=BEGIN))
        for number, (first, last, country, gender, occupation, language) in enumerate(_ROSTER, start=1):
            expert = Expert(
                code=f"EX-{number:04}",
                first_name=first,
                last_name=last,
                email=f"expert{number:04}@experts.example",
                gender=gender,
                nationality=country,
                region="EU",
                eligibility="european",
                occupation=occupation,
                employment="active",
                years_of_experience=10 + number,
                missions_abroad=number,
                language=language,
            )
            session.add(expert)
            await session.flush()
            for code in ("en", "fr", "es"):
                session.add(ExpertLanguage(expert_id=expert.id or 0, language=code, level="C1"))
            for area in ("social_pensions", "monitoring_evaluation", "social_health_insurance"):
                session.add(ExpertArea(expert_id=expert.id or 0, area=area))
            text = "Works on social pensions, health insurance and monitoring and evaluation."
            session.add(ExpertDocument(expert_id=expert.id or 0, text=text))


_ROSTER = (
    ("Anna", "Berg", "SE", "woman", "public", "en"),
    ("Luc", "Martin", "FR", "man", "public", "fr"),
    ("Ines", "Soto", "ES", "woman", "private", "es"),
    ("Rita", "Costa", "PT", "woman", "public", "pt"),
    ("Jan", "Novy", "CZ", "man", "public", "en"),
    ("Eva", "Kask", "EE", "woman", "public", "en"),
    ("Tom", "Byrne", "IE", "man", "private", "en"),
    ("Lena", "Vogel", "DE", "woman", "public", "en"),
    ("Paul", "Petit", "FR", "man", "public", "fr"),
    ("Olga", "Ruiz", "ES", "woman", "public", "es"),
    ("Marek", "Lis", "PL", "man", "private", "en"),
    ("Sofia", "Luz", "PT", "woman", "public", "pt"),
)
