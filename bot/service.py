"""The service: every configured channel in one task group, from the first claim to a graceful end."""

import asyncio
import signal
from collections.abc import Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import timedelta

import structlog
from aiohttp import web

from bot.accounts import access_tokens, imap_access, mail_entrance, mail_signer, smtp_access
from bot.app import App, open_app
from bot.chat.client import TelegramClient, open_client
from bot.chat.fetch import Polling, fetch_updates
from bot.chat.introduction import learn_name
from bot.chat.menu import set_menus
from bot.chat.stored_files import Sending
from bot.chat.webhook import register_webhook, webhook_app
from bot.dispatch.channel_health import Patience
from bot.dispatch.owner import is_dead
from bot.health import IDLE, serve_health
from bot.mail.compose import MailIdentity
from bot.mail.enclosures import stored_documents
from bot.mail.limits import Limits
from bot.mail.listener import serve_mail
from bot.mail.mailbox_watch import Watching, watch_mailbox
from bot.mail.newsletter import NewsletterSending, Press
from bot.mail.oauth import AccessTokens
from bot.mail.outbox import MailSender
from bot.mail.pace import Pace as MailPace
from bot.mail.pace import limits
from bot.mail.unsubscribe import Pages, unsubscribe_routes
from config.settings import Settings
from storage.jobs import done_since
from storage.release import lease_owners, release

log = structlog.get_logger()

GRACE_SECONDS = 2.0
"""How long what is in hand may take after SIGTERM; then it is cut off, rolled back and done again later."""


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
    _until_stopped(group, "expert index", app.experts.prepare(), app)
    _until_stopped(group, "clock", app.clock().run(), app)
    if settings.mail_listen_port or settings.mail_listen_socket:
        channels["mail_in"] = await stack.enter_async_context(_listener(app))
        app.health.mail_in()
    tokens = access_tokens(settings)
    if settings.imap_host:
        watching = Watching(Patience(app.health.mailbox))
        reading = watch_mailbox(imap_access(settings, tokens), app.mail_room(), watching)
        _until_stopped(group, "mailbox", reading, app)
        app.health.expect("mailbox")
        channels["mailbox"] = f"{settings.imap_host}:{settings.imap_port}"
    if settings.smtp_host:
        app.health.expect("mail_out", IDLE)
        channels["mail_out"] = await _start_sending(app, tokens, stack, group)
    if settings.telegram_token.get_secret_value():
        app.health.expect("telegram")
        channels["telegram"] = await _start_telegram(app, stack, group)
    if settings.health_port:
        serving = serve_health(settings.health_port, app.health.report, unsubscribe_pages(app))
        channels["health"] = await stack.enter_async_context(serving)
    return channels


async def _start_sending(
    app: App, tokens: AccessTokens | None, stack: AsyncExitStack, group: asyncio.TaskGroup
) -> str:
    settings = app.settings
    identity = MailIdentity(settings.facility_name, settings.mail_address, app.house.secret)
    sign = mail_signer(settings)
    sender = MailSender(
        smtp_access(settings, tokens),
        identity,
        clock=app.now,
        connections=settings.mail_connections,
        pace=await mail_pace(app),
        sign=sign,
        health=app.health.mail_out,
        documents=stored_documents(app.database.transaction),
    )
    stack.push_async_callback(sender.close)
    press = Press(identity, sign, settings.public_url)
    sending = NewsletterSending(sender, press, app.database.snapshot, app.now)
    _finishing(group, "mail out", app.job_worker("mail", sending.deliver, app.outgoing).run(), app)
    return f"{settings.smtp_host}:{settings.smtp_port}"


async def mail_pace(app: App) -> MailPace:
    """The provider's limits, and of the day's what was sent before the start."""
    settings, now = app.settings, app.now()
    pace = MailPace(
        *limits(
            per_second=settings.mail_rate_per_second,
            per_minute=settings.mail_rate_per_minute,
            per_day=settings.mail_rate_per_day,
        )
    )
    if settings.mail_rate_per_day:
        async with app.database.snapshot() as session:
            sent = await done_since(session, "mail", now - timedelta(days=1))
        time = asyncio.get_running_loop().time()
        pace.remember(time - (now - moment).total_seconds() for moment in sent)
    return pace


async def _start_telegram(app: App, stack: AsyncExitStack, group: asyncio.TaskGroup) -> str:
    settings = app.settings
    token = settings.telegram_token.get_secret_value()
    client = await stack.enter_async_context(open_client(token, settings.telegram_base_url))

    deliver = Sending(client, app.pace, app.database.transaction).deliver
    _finishing(group, "telegram out", app.telegram_worker(deliver).run(), app)
    _until_stopped(group, "telegram name", learn_name(client, app.database.transaction), app)
    _until_stopped(group, "telegram menu", set_menus(client, app.chat_menus, language=settings.language), app)
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
    site.add_routes(unsubscribe_pages(app))
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, settings.webhook_host, settings.webhook_port).start()
    registering = register_webhook(client, settings.webhook_url, secret, Patience(app.health.telegram))
    _until_stopped(group, "telegram webhook", registering, app)
    return f"webhook on {settings.webhook_host}:{settings.webhook_port}"


def unsubscribe_pages(app: App) -> list[web.RouteDef]:
    """What mail programs and people find behind the links of newsletters."""
    settings = app.settings
    if not settings.public_url:
        return []
    pages = Pages(
        app.database.transaction,
        app.database.snapshot,
        app.house.secret,
        settings.facility_name,
        settings.language,
        app.now,
    )
    return unsubscribe_routes(pages)


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


def _listener(app: App) -> AbstractAsyncContextManager[str]:
    settings = app.settings
    return serve_mail(
        mail_entrance(settings),
        transaction=app.database.transaction,
        mail_address=settings.mail_address,
        limits=Limits(settings.mail_max_bytes),
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
