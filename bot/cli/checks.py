"""What `muster check` looks at: each thing configured is tried, each thing missing is named."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

import aiosmtplib
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram.error import TelegramError

from bot.app import open_app
from bot.chat.client import open_client
from config.rules import RulesError, load_rules
from config.settings import Settings
from storage.mail import Inbox, Job
from storage.people import Expert, Officer
from storage.requests import Request
from storage.states import InboxStatus, JobStatus

CONNECT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `key` and `values` make the sentence."""

    subject: str
    state: Literal["ok", "off", "wrong"]
    key: str
    values: dict[str, str | int] = field(default_factory=dict)


async def check_all(settings: Settings) -> list[Finding]:
    """Everything, in the order an operator would set it up."""
    looks: tuple[Callable[[Settings], Awaitable[list[Finding]]], ...] = (
        _database,
        _rules,
        _mail_in,
        _mail_out,
        _telegram,
    )
    return [finding for look in looks for finding in await look(settings)]


async def _database(settings: Settings) -> list[Finding]:
    try:
        async with open_app(settings) as app, app.database.snapshot() as session:
            return await _counts(session)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a database, the operator should read it
        return [
            Finding("database", "wrong", "database_down", {"error": f"{type(error).__name__}: {error}"[:300]})
        ]


async def _counts(session: AsyncSession) -> list[Finding]:
    async def count(query: object) -> int:
        return int((await session.exec(query)).one())  # type: ignore[call-overload]

    experts = await count(select(func.count()).select_from(Expert))
    requests = await count(select(func.count()).select_from(Request))
    officers = await count(select(func.count()).select_from(Officer).where(Officer.active))
    waiting = await count(select(func.count()).select_from(Inbox).where(Inbox.status == InboxStatus.WAITING))
    unsent = await count(select(func.count()).select_from(Job).where(Job.status == JobStatus.WAITING))
    dead = await count(select(func.count()).select_from(Inbox).where(Inbox.status == InboxStatus.DEAD))
    dead += await count(select(func.count()).select_from(Job).where(Job.status == JobStatus.DEAD))
    return [
        Finding("database", "ok", "database_up", {"requests": requests}),
        Finding(
            "experts", "ok" if experts else "off", "experts" if experts else "no_experts", {"n": experts}
        ),
        Finding(
            "officers",
            "ok" if officers else "wrong",
            "officers" if officers else "no_officers",
            {"n": officers},
        ),
        Finding("queues", "ok", "queues", {"waiting": waiting, "unsent": unsent}),
        *([Finding("dead", "off", "dead", {"n": dead})] if dead else []),
    ]


async def _rules(settings: Settings) -> list[Finding]:
    try:
        rules = load_rules(settings.rules_file)
    except RulesError as error:
        return [Finding("rules", "wrong", "rules_bad", {"error": str(error)})]
    return [Finding("rules", "ok", "rules", {"rules": len(rules.hard), "wishes": len(rules.wishes)})]


async def _mail_in(settings: Settings) -> list[Finding]:
    port = settings.mail_listen_port
    if not port:
        return [Finding("mail in", "off", "mail_in_off")]
    values: dict[str, str | int] = {
        "host": settings.mail_listen_host,
        "port": port,
        "address": settings.mail_address,
    }
    try:
        with socket.create_server((settings.mail_listen_host, port)):
            return [Finding("mail in", "ok", "mail_in_free", values)]
    except OSError:
        return [await _who_listens(settings, values)]


async def _who_listens(settings: Settings, values: dict[str, str | int]) -> Finding:
    client = aiosmtplib.SMTP(
        hostname=settings.mail_listen_host,
        port=settings.mail_listen_port,
        timeout=CONNECT_SECONDS,
        start_tls=False,
    )
    try:
        greeting = await client.connect()
        await client.quit()
    except (aiosmtplib.SMTPException, OSError):
        return Finding("mail in", "wrong", "mail_in_taken", values)
    ours = "muster" in greeting.message.lower()
    return Finding("mail in", "ok" if ours else "wrong", "mail_in_up" if ours else "mail_in_taken", values)


async def _mail_out(settings: Settings) -> list[Finding]:
    if not settings.smtp_host:
        return [Finding("mail out", "off", "mail_out_off")]
    values: dict[str, str | int] = {"host": settings.smtp_host, "port": settings.smtp_port}
    client = aiosmtplib.SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        timeout=CONNECT_SECONDS,
        use_tls=settings.smtp_security == "tls",
        start_tls=settings.smtp_security == "starttls",
    )
    try:
        await client.connect()
        if settings.smtp_username:
            await client.login(settings.smtp_username, settings.smtp_password.get_secret_value())
        await client.quit()
    except (aiosmtplib.SMTPException, OSError) as error:
        return [Finding("mail out", "wrong", "mail_out_down", values | {"error": str(error)[:300]})]
    return [Finding("mail out", "ok", "mail_out_up", values)]


async def _telegram(settings: Settings) -> list[Finding]:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return [Finding("telegram", "off", "telegram_off")]
    try:
        async with asyncio.timeout(CONNECT_SECONDS), open_client(token, settings.telegram_base_url) as client:
            me = await client.get_me()
    except (TelegramError, TimeoutError) as error:
        return [Finding("telegram", "wrong", "telegram_down", {"error": str(error) or type(error).__name__})]
    return [
        Finding("telegram", "ok", "telegram_up", {"name": me.username or "", "mode": settings.telegram_mode})
    ]
