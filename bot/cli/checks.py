"""What `muster check` looks at: each thing configured is tried, each thing missing is named. Nothing is changed."""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum

import aiosmtplib
from imapclient.exceptions import IMAPClientError
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar
from telegram.error import InvalidToken, TelegramError

from bot.accounts import access_tokens, imap_access, mail_entrance, mail_signer, smtp_access
from bot.chat.client import open_client
from bot.cli.trouble import database_file, database_words, first_line
from bot.mail.failures import certificate_trouble
from bot.mail.listener import Entrance
from bot.mail.mailbox_folders import FolderMissingError
from bot.mail.mailbox_login import LoginRefusedError
from bot.mail.mailbox_look import look_at_mailbox
from bot.mail.oauth import NoTokenError
from bot.mail.relay import Relay
from bot.mail.virus_scan import Scanner
from config.rules import RulesError, load_rules
from config.settings import Settings, SettingsError
from storage.database import UnsupportedDatabaseError, open_database
from storage.mail import Inbox, Job
from storage.migrate import Standing
from storage.open_messages import OPEN
from storage.people import Expert, Officer
from storage.requests import Request
from storage.states import InboxStatus, JobStatus

CONNECT_SECONDS = 10.0
OWN_GREETINGS = (" muster\r\n", " muster lmtp\r\n")

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
        check_mailbox,
        check_senders,
        check_virus_scanner,
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
    except (SQLAlchemyError, UnsupportedDatabaseError, OSError) as error:
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
    undecided = await _count(session, _all(Inbox).where(OPEN))
    dead = await _count(session, _all(Job).where(Job.status == JobStatus.DEAD))
    return [
        Finding("database", State.OK, "database_up", where | {"requests": requests}),
        Finding("officers", State.OK, "officers", {"n": officers})
        if officers
        else Finding("officers", State.WRONG, "no_officers"),
        Finding("experts", State.OK, "experts", {"n": experts})
        if experts
        else Finding("experts", State.OFF, "no_experts"),
        Finding("queues", State.OK, "queues", {"waiting": waiting, "unsent": unsent}),
        *([Finding("inbox", State.OFF, "inbox", {"n": undecided})] if undecided else []),
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
    if not settings.mail_listen_port and settings.mail_listen_socket is None:
        return [Finding("mail_in", State.OFF, "mail_in_mailbox" if settings.imap_host else "mail_in_off")]
    try:
        entrance = mail_entrance(settings)
    except SettingsError as error:
        return [Finding("mail_in", State.WRONG, "mail_in_certificate", {"error": str(error)})]
    where: Values = {"where": str(entrance.socket or f"{entrance.host}:{entrance.port}")}
    where |= {"address": settings.mail_address, "protocol": settings.mail_listen_protocol.upper()}
    if await _muster_listens(entrance):
        return [Finding("mail_in", State.OK, "mail_in_up", where)]
    if _is_free(entrance):
        return [Finding("mail_in", State.OK, "mail_in_free", where)]
    return [Finding("mail_in", State.WRONG, "mail_in_taken", where)]


def _is_free(entrance: Entrance) -> bool:
    """Whether a listener may be opened there; of a socket, only whether its folder may be written to."""
    if entrance.socket is not None:
        return os.access(entrance.socket.parent, os.W_OK | os.X_OK)
    try:
        socket.create_server((entrance.host, entrance.port)).close()
    except OSError:
        return False
    return True


async def _muster_listens(entrance: Entrance) -> bool:
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            return (await _greeting(entrance)).endswith(OWN_GREETINGS)
    except (OSError, ValueError):
        return False


async def _greeting(entrance: Entrance) -> str:
    """The first line somebody says there, in small letters."""
    if entrance.socket is not None:
        reader, writer = await asyncio.open_unix_connection(entrance.socket)
    else:
        reader, writer = await asyncio.open_connection(entrance.host, entrance.port)
    try:
        line = await reader.readline()
        writer.write(b"QUIT\r\n")
        await reader.readline()
    finally:
        writer.close()
    return line.decode("utf-8", "replace").casefold()


async def check_mailbox(settings: Settings) -> list[Finding]:
    """Whether the mailbox can be read; nothing in it is changed."""
    if not settings.imap_host:
        return [Finding("mailbox", State.OFF, "mailbox_off")]
    access = imap_access(settings, access_tokens(settings))
    where: Values = {"host": access.host, "port": access.port}
    try:
        view = await look_at_mailbox(access, seconds=CONNECT_SECONDS)
    except NoTokenError as error:
        return [Finding("mailbox", State.WRONG, "no_access_token", {"error": first_line(error)})]
    except LoginRefusedError as error:
        return [Finding("mailbox", State.WRONG, "mailbox_refused", where | {"error": first_line(error)})]
    except FolderMissingError:
        return [Finding("mailbox", State.WRONG, "mailbox_no_folder", where | {"folder": access.folder})]
    except (IMAPClientError, OSError) as error:
        words = first_line(error) or type(error).__name__
        return [Finding("mailbox", State.WRONG, "mailbox_down", where | {"error": words})]
    seen: Values = {"folder": access.folder, "mails": view.mails, "done": view.done_folder}
    return [
        Finding("mailbox", State.OK, "mailbox_up", where | seen),
        *([] if view.can_idle else [Finding("mailbox", State.OFF, "mailbox_slow")]),
        *([] if view.can_move else [Finding("mailbox", State.OFF, "mailbox_copies")]),
    ]


async def check_senders(settings: Settings) -> list[Finding]:
    """Whose word Muster takes for who sent a mail; without any, officers confirm what they order by mail."""
    if not settings.mail_authserv_id:
        return [Finding("senders", State.OFF, "senders_asked")]
    return [Finding("senders", State.OK, "senders_border", {"name": settings.mail_authserv_id})]


async def check_virus_scanner(settings: Settings) -> list[Finding]:
    """Whether somebody checks the files that come with mails."""
    if not settings.clamd:
        return [Finding("virus_scanner", State.OFF, "virus_scanner_off")]
    where: Values = {"where": settings.clamd}
    away = await Scanner(settings.clamd).is_there()
    if away is not None:
        return [Finding("virus_scanner", State.WRONG, "virus_scanner_away", where | {"error": away.reason})]
    return [Finding("virus_scanner", State.OK, "virus_scanner_up", where)]


async def check_mail_out(settings: Settings) -> list[Finding]:
    """Whether the mail server takes us in."""
    if not settings.smtp_host:
        return [Finding("mail_out", State.OFF, "mail_out_off")]
    access = smtp_access(settings, access_tokens(settings))
    where: Values = {"host": access.host, "port": access.port}
    domain = settings.mail_address.rpartition("@")[2]
    try:
        relay = await Relay.open(access, own_name=domain, within=CONNECT_SECONDS)
        await relay.quit()
    except NoTokenError as error:
        return [Finding("mail_out", State.WRONG, "no_access_token", {"error": first_line(error)})]
    except aiosmtplib.SMTPAuthenticationError as error:
        refusal = where | {"error": first_line(f"{error.code} {error.message}")}
        return [Finding("mail_out", State.WRONG, "mail_out_refused", refusal)]
    except (aiosmtplib.SMTPException, OSError) as error:
        if trouble := certificate_trouble(error):
            where |= {"error": first_line(trouble)}
            return [Finding("mail_out", State.WRONG, "mail_out_certificate", where)]
        words = first_line(error) or type(error).__name__
        return [Finding("mail_out", State.WRONG, "mail_out_down", where | {"error": words})]
    return [Finding("mail_out", State.OK, "mail_out_up", where), *_signature(settings, domain)]


def _signature(settings: Settings, domain: str) -> list[Finding]:
    """Whether Muster's own signature can be made, if it is to make one."""
    if not settings.mail_dkim_selector:
        return []
    try:
        mail_signer(settings)
    except SettingsError as error:
        return [Finding("mail_out", State.WRONG, "mail_out_unsigned", {"error": str(error)})]
    record = f"{settings.mail_dkim_selector}._domainkey.{domain}"
    return [Finding("mail_out", State.OK, "mail_out_signed", {"record": record})]


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
