"""The composition root: builds everything once from the settings and runs it in one task group."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.accounts import examination
from bot.chat.read import read_update
from bot.chat.send import Pace
from bot.chat.terminal import read_terminal
from bot.clock import Clock
from bot.dispatch.buried import tell_of_buried
from bot.dispatch.expert_index import ExpertIndex
from bot.dispatch.inbox_worker import InboxWorker, Read
from bot.dispatch.matchmaking import Matchmaker
from bot.dispatch.menus import Menu, facility_menus, offer_menu
from bot.dispatch.outcome import Outcome, Sent
from bot.dispatch.owner import own_name
from bot.dispatch.planning_desk import PLAN, PlanDesk
from bot.dispatch.post import Post
from bot.dispatch.report_desk import REPORT, ReportDesk
from bot.dispatch.too_large import TooLarge, hear_too_large
from bot.dispatch.worker import Deliver, Worker
from bot.facility import Facility, Now, open_facility, utc_now
from bot.health import Health
from bot.mail.front_desk import Refusal
from bot.mail.mailbox_fetch import MailRoom
from bot.mail.reading import MailReading, header_of
from config.settings import Settings
from storage.chats import move_group
from storage.mail import Job

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class App(Facility):
    """Everything a process that serves needs, built from the settings and an open database."""

    owner: str = field(default_factory=own_name)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    outgoing: asyncio.Event = field(default_factory=asyncio.Event)
    telegram_outgoing: asyncio.Event = field(default_factory=asyncio.Event)
    matching: asyncio.Event = field(default_factory=asyncio.Event)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    health: Health = field(default_factory=Health)
    pace: Pace = field(default_factory=Pace)
    experts: ExpertIndex = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "experts", ExpertIndex(self.database.snapshot))

    def handled(self, kinds: Collection[str] = ("mail", "telegram", "match")) -> None:
        """A transaction left jobs of these kinds behind: wake those who do them."""
        events = {"telegram": self.telegram_outgoing, "match": self.matching}
        for kind in kinds:
            events.get(kind, self.outgoing).set()

    def stop(self) -> None:
        """Ask every loop to end, and wake those that rest."""
        self.stopping.set()
        self.arrived.set()
        self.handled()

    def inbox_worker(self) -> InboxWorker:
        """Handles what arrived by any channel."""
        return InboxWorker(
            transaction=self.database.transaction,
            house=self.house,
            clock=self.now,
            owner=self.owner,
            read=self.readers(),
            wake=self.arrived,
            stopping=self.stopping,
            handled=self.handled,
            examine=examination(self.settings, self.database.transaction),
        )

    def readers(self) -> Mapping[str, Read]:
        """How the rows of each channel are read."""
        settings = self.settings
        return {
            "mail": MailReading(settings.mail_address, settings.mail_authserv_id, settings.relays),
            "telegram": lambda row: read_update(row.payload, row.received_at),
            "terminal": lambda row: read_terminal(row.payload, row.external_id, row.stream, row.received_at),
        }

    def job_worker(self, kind: str, deliver: Deliver, wake: asyncio.Event) -> Worker:
        """Does the jobs of one kind."""
        return Worker(
            kinds=(kind,),
            deliver=deliver,
            transaction=self.database.transaction,
            clock=self.now,
            owner=self.owner,
            wake=wake,
            stopping=self.stopping,
            buried=self._buried,
            finished=self.handled,
        )

    def match_worker(self) -> Worker:
        """Proposes teams for eligible requests, and makes reports."""
        database = self.database
        matchmaker = Matchmaker(database.transaction, self.house, self.now, self.experts)
        plans = PlanDesk(database.transaction, self.house, self.now, self.experts)
        reports = ReportDesk(database.snapshot, database.transaction, self.house, self.now)

        async def deliver(job: Job) -> Outcome:
            desk = reports if REPORT in job.payload else plans if PLAN in job.payload else matchmaker
            outcome = await desk.deliver(job)
            self.handled()
            return outcome

        return self.job_worker("match", deliver, self.matching)

    def telegram_worker(self, send: Deliver) -> Worker:
        """Sends chat messages; a group found to have moved is known by its new number from then on."""

        async def deliver(job: Job) -> Outcome:
            outcome = await send(job)
            self.health.telegram_out(outcome)
            if isinstance(outcome, Sent) and "moved_from" in outcome.result:
                before, after = (f"telegram:{outcome.result[key]}" for key in ("moved_from", "chat_id"))
                async with self.database.transaction() as session:
                    await move_group(session, before, after)
                    await offer_menu(session, after, now=self.now())
            return outcome

        return self.job_worker("telegram", deliver, self.telegram_outgoing)

    async def chat_menus(self) -> list[tuple[int, Menu]]:
        """The chats of the facility's people with the commands of each."""
        async with self.database.snapshot() as session:
            return await facility_menus(session)

    def clock(self) -> Clock:
        """Writes what is due."""
        return Clock(self.database.transaction, self.house, self.now, self.handled)

    async def refused(self, refusal: Refusal) -> None:
        """A mail too large to take: an officer should know."""
        async with self.database.transaction() as session:
            await self._note_refusal(session, refusal)
        self.handled()

    def mail_room(self) -> MailRoom:
        """What reading the mailbox needs."""

        def arrived() -> None:
            self.arrived.set()
            self.handled()

        return MailRoom(
            transaction=self.database.transaction,
            mail_address=self.settings.mail_address,
            max_bytes=self.settings.mail_max_bytes,
            clock=self.now,
            arrived=arrived,
            refused=self._note_refusal,
            days_back=self.settings.imap_days_back,
        )

    async def _note_refusal(self, session: AsyncSession, refusal: Refusal) -> None:
        header = await asyncio.to_thread(header_of, refusal, self.now()) if refusal.header else None
        most = self.settings.mail_max_bytes
        await hear_too_large(
            Post(session, self.house, self.now(), cause=header),
            TooLarge(refusal.mail_from, refusal.size, most, header),
        )

    async def _buried(self, session: AsyncSession, job: Job, error: str) -> None:
        await tell_of_buried(session, self.house, job, error, now=self.now())


@asynccontextmanager
async def open_app(settings: Settings, *, now: Now = utc_now, migrate: bool = True) -> AsyncIterator[App]:
    """An app on an open, up-to-date database, closed at the end."""
    async with open_facility(settings, now=now, migrate=migrate) as facility:
        yield App(facility.settings, facility.database, facility.house, facility.now)
