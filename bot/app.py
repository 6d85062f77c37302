"""The composition root: builds everything once from the settings and runs it in one task group."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog
from aiohttp import web
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.chat.client import TelegramClient, open_client
from bot.chat.fetch import Polling, fetch_updates
from bot.chat.read import read_update
from bot.chat.send import Pace, deliver_telegram
from bot.chat.terminal import read_terminal
from bot.chat.trouble import ChannelState, Patience
from bot.chat.webhook import register_webhook, webhook_app
from bot.clock import Clock
from bot.dispatch.buried import tell_of_buried, tell_of_refusal
from bot.dispatch.house import House
from bot.dispatch.inbox_worker import InboxWorker, Read
from bot.dispatch.matchmaking import Matchmaker
from bot.dispatch.outcome import Outcome
from bot.dispatch.owner import is_dead, own_name
from bot.dispatch.worker import Deliver, Worker
from bot.mail.compose import MailIdentity
from bot.mail.front_desk import Refusal
from bot.mail.listener import serve_mail
from bot.mail.outbox import MailSender, SmtpAccess
from config.rules import load_rules
from config.settings import Settings, signing_secret
from intake.message import Message
from intake.mime import read_mail
from matching.terms import Terms
from storage.database import Database, open_database
from storage.mail import Inbox, Job
from storage.release import lease_owners, release

log = structlog.get_logger()

GRACE_SECONDS = 2.0
"""How long what is in hand may take after SIGTERM; then it is cut off, rolled back and done again later."""

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """The one place where the time of day comes from."""
    return datetime.now(UTC)


def house_of(settings: Settings) -> House:
    """The facility's decisions, as the settings and the rules file tell them."""
    return House(
        name=settings.facility_name,
        mail_address=settings.mail_address,
        secret=signing_secret(settings),
        rules=load_rules(settings.rules_file),
        terms=Terms(
            preparation_days=settings.preparation_days,
            reporting_days=settings.reporting_days,
            allowance_eur_per_day=settings.allowance_eur_per_day,
            reply_within=timedelta(days=settings.reply_by_days),
            remind_after=timedelta(days=settings.reminder_after_days),
        ),
        language=settings.language,
    )


@dataclass(slots=True)
class Health:
    """How each channel stands, for /health and the log."""

    channels: dict[str, str] = field(default_factory=dict)

    def telegram(self, state: ChannelState, words: str) -> None:
        """Taken down when it changes."""
        if self.channels.get("telegram") != state:
            log.info("telegram.health", state=state, detail=words)
        self.channels["telegram"] = state

    def report(self) -> Mapping[str, object]:
        """Not ok while a channel needs the operator."""
        refused = ChannelState.REFUSED in self.channels.values()
        return {"ok": not refused, "channels": dict(self.channels)}


@dataclass(frozen=True, slots=True)
class App:
    """Everything one process needs, built from the settings and an open database."""

    settings: Settings
    database: Database
    house: House
    now: Now = utc_now
    owner: str = field(default_factory=own_name)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    outgoing: asyncio.Event = field(default_factory=asyncio.Event)
    telegram_outgoing: asyncio.Event = field(default_factory=asyncio.Event)
    matching: asyncio.Event = field(default_factory=asyncio.Event)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    health: Health = field(default_factory=Health)
    pace: Pace = field(default_factory=Pace)

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
            read=READERS,
            wake=self.arrived,
            stopping=self.stopping,
            handled=self.handled,
        )

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
        """Proposes teams for eligible requests."""
        matchmaker = Matchmaker(self.database.transaction, self.house, self.now)

        async def deliver(job: Job) -> Outcome:
            outcome = await matchmaker.deliver(job)
            self.handled()
            return outcome

        return self.job_worker("match", deliver, self.matching)

    def clock(self) -> Clock:
        """Writes what is due."""
        return Clock(self.database.transaction, self.house, self.now, self.handled)

    async def refused(self, refusal: Refusal) -> None:
        """A mail too large to take: its sender was told, and an officer should know."""
        async with self.database.transaction() as session:
            await tell_of_refusal(
                session, self.house, sender=refusal.mail_from, size=refusal.size, now=self.now()
            )
        self.handled()

    async def _buried(self, session: AsyncSession, job: Job, error: str) -> None:
        await tell_of_buried(session, self.house, job, error, now=self.now())


def _read_mail_row(row: Inbox) -> Message:
    recipients = row.envelope.get("rcpt_to")
    return read_mail(
        row.payload,
        source_id=row.external_id,
        envelope_from=str(row.envelope.get("mail_from", "")),
        envelope_to=tuple(str(one) for one in recipients) if isinstance(recipients, list) else (),
        received_at=row.received_at,
    )


READERS: Mapping[str, Read] = {
    "mail": _read_mail_row,
    "telegram": lambda row: read_update(row.payload, row.received_at),
    "terminal": lambda row: read_terminal(row.payload, row.external_id, row.stream, row.received_at),
}


@asynccontextmanager
async def open_app(settings: Settings, *, now: Now = utc_now, migrate: bool = True) -> AsyncIterator[App]:
    """An app on an open, up-to-date database, closed at the end."""
    database = open_database(settings.database)
    try:
        if migrate:
            await database.migrate()
        yield App(settings, database, house_of(settings), now)
    finally:
        await database.close()


async def run_service(settings: Settings, *, started: Callable[[Mapping[str, str]], None]) -> None:
    """Serve every configured channel until SIGTERM or SIGINT; what was begun is finished first."""
    async with open_app(settings, migrate=False) as app:
        with app.database.hold():
            await app.database.migrate()
            await _forget_leases_of_the_dead(app)
            _stop_on_signals(app)
            try:
                await _serve(app, started)
            finally:
                await _give_leases_back(app)
    log.info("service.stopped")


async def _serve(app: App, started: Callable[[Mapping[str, str]], None]) -> None:
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        channels = await start(app, stack, group)
        started(channels)
        log.info("service.started", **channels)
        await app.stopping.wait()
        log.info("service.stopping")


async def _give_leases_back(app: App) -> None:
    async with app.database.transaction() as session:
        await release(session, owner=app.owner)


async def start(app: App, stack: AsyncExitStack, group: asyncio.TaskGroup) -> dict[str, str]:
    """Start every configured channel and the loops behind them; returns where each one listens."""
    settings, channels = app.settings, dict[str, str]()
    _finishing(group, "inbox", app.inbox_worker().run(), app)
    _finishing(group, "match", app.match_worker().run(), app)
    _until_stopped(group, "clock", app.clock().run(), app)
    if settings.mail_listen_port:
        port = await stack.enter_async_context(_listener(app))
        channels["mail_in"] = f"{settings.mail_listen_host}:{port}"
    if settings.smtp_host:
        identity = MailIdentity(settings.facility_name, settings.mail_address)
        sender = MailSender(
            smtp_access(settings), identity, clock=app.now, per_second=settings.mail_rate_per_second
        )
        stack.push_async_callback(sender.close)
        _finishing(group, "mail out", app.job_worker("mail", sender.deliver, app.outgoing).run(), app)
        channels["mail_out"] = f"{settings.smtp_host}:{settings.smtp_port}"
    if settings.telegram_token.get_secret_value():
        channels["telegram"] = await _start_telegram(app, stack, group)
    return channels


def smtp_access(settings: Settings) -> SmtpAccess:
    """Where and how mail goes out."""
    return SmtpAccess(
        host=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_username,
        password=settings.smtp_password.get_secret_value(),
        security=settings.smtp_security,
    )


async def _start_telegram(app: App, stack: AsyncExitStack, group: asyncio.TaskGroup) -> str:
    settings = app.settings
    token = settings.telegram_token.get_secret_value()
    client = await stack.enter_async_context(open_client(token, settings.telegram_base_url))

    async def deliver(job: Job) -> Outcome:
        return await deliver_telegram(client, app.pace, job)

    sending = app.job_worker("telegram", deliver, app.telegram_outgoing)
    _finishing(group, "telegram out", sending.run(), app)
    if settings.telegram_mode == "webhook":
        return await _start_webhook(app, client, stack, group)
    fetching = fetch_updates(
        client,
        app.database.transaction,
        clock=app.now,
        arrived=app.arrived.set,
        polling=Polling(Patience(app.health.telegram), take_over=True),
    )
    _until_stopped(group, "telegram in", fetching, app)
    return "polling"


async def _start_webhook(
    app: App, client: TelegramClient, stack: AsyncExitStack, group: asyncio.TaskGroup
) -> str:
    settings = app.settings
    secret = settings.webhook_secret.get_secret_value()
    site = webhook_app(app.database.transaction, secret, app.arrived.set, app.now, app.health.report)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, settings.webhook_host, settings.webhook_port).start()
    registering = register_webhook(client, settings.webhook_url, secret, Patience(app.health.telegram))
    _until_stopped(group, "telegram webhook", registering, app)
    return f"webhook on {settings.webhook_host}:{settings.webhook_port}"


def _finishing(group: asyncio.TaskGroup, name: str, work: Coroutine[None, None, None], app: App) -> None:
    """A loop that ends by itself when it is told to stop; a peer that hangs cannot keep it for ever."""
    _until_stopped(group, name, work, app, grace=GRACE_SECONDS)


def _until_stopped(
    group: asyncio.TaskGroup, name: str, work: Coroutine[None, None, None], app: App, *, grace: float = 0
) -> None:
    """A loop that may be cut off at any await: what it began is rolled back and done again."""
    task = group.create_task(work, name=name)

    async def cut_off() -> None:
        await app.stopping.wait()
        await asyncio.wait([task], timeout=grace)
        task.cancel()

    group.create_task(cut_off(), name=f"stop {name}")


def _listener(app: App) -> AbstractAsyncContextManager[int]:
    settings = app.settings
    return serve_mail(
        settings.mail_listen_host,
        settings.mail_listen_port,
        transaction=app.database.transaction,
        mail_address=settings.mail_address,
        max_bytes=settings.mail_max_bytes,
        clock=app.now,
        arrived=app.arrived.set,
        refused=app.refused,
    )


async def _forget_leases_of_the_dead(app: App) -> None:
    """Take over at once what a killed process had in hand, as far as anybody can know that it was killed.

    Alone on a SQLite file, every lease is a dead process's. On a server only those of this machine's are known;
    what a process of another machine had in hand waits until its lease ends.
    """
    alone = app.database.file is not None
    async with app.database.transaction() as session:
        for owner in await lease_owners(session):
            if alone or is_dead(owner, me=app.owner):
                await release(session, owner=owner)


def _stop_on_signals(app: App) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, app.stop)
