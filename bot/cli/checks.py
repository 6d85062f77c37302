"""What `muster check` looks at: each thing configured is tried, each thing missing is named. Nothing is changed."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum

import aiosmtplib
from sqlmodel import SQLModel, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar
from telegram.error import InvalidToken, TelegramError

from bot.app import smtp_access
from bot.chat.client import open_client
from bot.cli.trouble import database_file, database_words, first_line
from config.rules import RulesError, load_rules
from config.settings import Settings
from storage.database import open_database
from storage.mail import Inbox, Job
from storage.migrate import Standing
from storage.people import Expert, Officer
from storage.requests import Request
from storage.states import InboxStatus, JobStatus

CONNECT_SECONDS = 10.0
OWN_GREETING = "muster"

Values = dict[str, str | int]


class State(StrEnum):
    """How a thing stands: it works, it is not used or needs a look, or it must be put right."""

    OK = "ok"
    OFF = "off"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `key` and `values` make the sentence."""

    subject: str
    state: State
    key: str
    values: Values = field(default_factory=dict)


async def check_all(settings: Settings) -> list[Finding]:
    """Everything, in the order an operator would set it up."""
    looks: tuple[Callable[[Settings], Awaitable[list[Finding]]], ...] = (
        check_database,
        check_rules,
        check_mail_in,
        check_mail_out,
        check_telegram,
    )
    return [finding for look in looks for finding in await look(settings)]


async def check_database(settings: Settings) -> list[Finding]:
    """Whether the database can be used, and if so what is in it."""
    where: Values = {"database": database_words(settings)}
    file = database_file(settings)
    if file is not None and not file.exists():
        return [Finding("database", State.WRONG, "database_missing", where)]
    try:
        return await _look_inside(settings.database, where)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a database, the operator should read it
        cause = getattr(error, "orig", None) or error
        return [Finding("database", State.WRONG, "database_down", where | {"error": first_line(cause)})]


async def _look_inside(url: str, where: Values) -> list[Finding]:
    database = open_database(url)
    try:
        match await database.standing():
            case Standing.EMPTY:
                return [Finding("database", State.WRONG, "database_missing", where)]
            case Standing.OLDER:
                return [Finding("database", State.OFF, "database_older", where)]
            case Standing.NEWER:
                return [Finding("database", State.WRONG, "database_newer", where)]
            case Standing.CURRENT:
                async with database.snapshot() as session:
                    return await _counts(session, where)
    finally:
        await database.close()


async def _counts(session: AsyncSession, where: Values) -> list[Finding]:
    requests = await _count(session, _all(Request).where(Request.code != None))  # noqa: E711 - SQL
    experts = await _count(session, _all(Expert))
    officers = await _count(session, _all(Officer).where(Officer.active))
    waiting = await _count(session, _all(Inbox).where(Inbox.status == InboxStatus.WAITING))
    unsent = await _count(session, _all(Job).where(Job.status == JobStatus.WAITING))
    dead = await _count(session, _all(Inbox).where(Inbox.status == InboxStatus.DEAD))
    dead += await _count(session, _all(Job).where(Job.status == JobStatus.DEAD))
    return [
        Finding("database", State.OK, "database_up", where | {"requests": requests}),
        Finding("officers", State.OK, "officers", {"n": officers})
        if officers
        else Finding("officers", State.WRONG, "no_officers"),
        Finding("experts", State.OK, "experts", {"n": experts})
        if experts
        else Finding("experts", State.OFF, "no_experts"),
        Finding("queues", State.OK, "queues", {"waiting": waiting, "unsent": unsent}),
        *([Finding("dead", State.OFF, "dead", {"n": dead})] if dead else []),
    ]


def _all(table: type[SQLModel]) -> SelectOfScalar[int]:
    return select(func.count()).select_from(table)


async def _count(session: AsyncSession, query: SelectOfScalar[int]) -> int:
    return (await session.exec(query)).one()


async def check_rules(settings: Settings) -> list[Finding]:
    """Whether the team rules can be read."""
    try:
        rules = load_rules(settings.rules_file)
    except RulesError as error:
        return [Finding("rules", State.WRONG, "rules_bad", {"error": str(error)})]
    return [Finding("rules", State.OK, "rules", {"rules": len(rules.hard), "wishes": len(rules.wishes)})]


async def check_mail_in(settings: Settings) -> list[Finding]:
    """Whether mail is received, or can be as soon as Muster runs."""
    host, port = settings.mail_listen_host, settings.mail_listen_port
    if not port:
        return [Finding("mail_in", State.OFF, "mail_in_off")]
    where: Values = {"host": host, "port": port, "address": settings.mail_address}
    try:
        with socket.create_server((host, port)):
            return [Finding("mail_in", State.OK, "mail_in_free", where)]
    except OSError:
        if await _muster_listens(host, port):
            return [Finding("mail_in", State.OK, "mail_in_up", where)]
        return [Finding("mail_in", State.WRONG, "mail_in_taken", where)]


async def _muster_listens(host: str, port: int) -> bool:
    client = aiosmtplib.SMTP(hostname=host, port=port, timeout=CONNECT_SECONDS, start_tls=False)
    try:
        greeting = await client.connect()
        await client.quit()
    except (aiosmtplib.SMTPException, OSError):
        return False
    finally:
        client.close()
    return OWN_GREETING in greeting.message.casefold()


async def check_mail_out(settings: Settings) -> list[Finding]:
    """Whether the mail server takes us in."""
    if not settings.smtp_host:
        return [Finding("mail_out", State.OFF, "mail_out_off")]
    access = smtp_access(settings)
    where: Values = {"host": access.host, "port": access.port}
    client = aiosmtplib.SMTP(
        hostname=access.host,
        port=access.port,
        username=access.username or None,
        password=access.password or None,
        use_tls=access.security == "tls",
        start_tls=access.security == "starttls",
        timeout=CONNECT_SECONDS,
    )
    try:
        await client.connect()
        await client.quit()
    except aiosmtplib.SMTPAuthenticationError as error:
        refusal = where | {"error": first_line(f"{error.code} {error.message}")}
        return [Finding("mail_out", State.WRONG, "mail_out_refused", refusal)]
    except (aiosmtplib.SMTPException, OSError) as error:
        return [Finding("mail_out", State.WRONG, "mail_out_down", where | {"error": first_line(error)})]
    finally:
        client.close()
    return [Finding("mail_out", State.OK, "mail_out_up", where)]


async def check_telegram(settings: Settings) -> list[Finding]:
    """Whether Telegram knows the bot."""
    token = settings.telegram_token.get_secret_value()
    if not token:
        return [Finding("telegram", State.OFF, "telegram_off")]
    try:
        async with asyncio.timeout(CONNECT_SECONDS), open_client(token, settings.telegram_base_url) as client:
            me = await client.get_me()
    except InvalidToken:
        return [Finding("telegram", State.WRONG, "telegram_refused")]
    except (TelegramError, TimeoutError) as error:
        words = first_line(error) or type(error).__name__
        return [Finding("telegram", State.WRONG, "telegram_down", {"error": words})]
    known: Values = {"name": me.username or "", "mode": settings.telegram_mode}
    return [Finding("telegram", State.OK, "telegram_up", known)]
