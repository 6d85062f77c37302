"""The mail accounts of the facility, as the settings tell them: sending, reading, tokens, and who checks files."""

import shlex
from datetime import datetime
from pathlib import Path

from bot.chat.files import ChatFiles
from bot.dispatch.closer_look import Examine, NotYet
from bot.mail.certificate import Certificate, CertificateError
from bot.mail.examination import Examination
from bot.mail.listener import Entrance
from bot.mail.mailbox_access import ImapAccess
from bot.mail.oauth import AccessTokens, FixedToken
from bot.mail.oauth_command import CommandTokens
from bot.mail.oauth_grant import Grant, GrantedTokens
from bot.mail.oauth_keep import FILE, RefreshTokens
from bot.mail.outbox import Sign, unsigned
from bot.mail.relay import SmtpAccess
from bot.mail.signing import SigningKeyError, signer
from bot.mail.virus_scan import Scanner
from config.settings import Settings, SettingsError
from intake.message import Message
from storage.transaction import Transaction


def smtp_access(settings: Settings, tokens: AccessTokens | None = None) -> SmtpAccess:
    """Where and how mail goes out; tokens are shown where a user name has no password."""
    password = settings.smtp_password.get_secret_value()
    return SmtpAccess(
        host=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_username,
        password=password,
        security=settings.smtp_security,
        tokens=tokens if settings.smtp_username and not password else None,
    )


def examination(settings: Settings, transaction: Transaction) -> Examine:
    """The closer look at files: those of a chat are fetched first, then all are checked and read alike."""
    look = Examination(settings.mail_address, Scanner(settings.clamd) if settings.clamd else None)
    token = settings.telegram_token.get_secret_value()
    if not token:
        return look
    fetch = ChatFiles(token, settings.telegram_base_url, transaction)

    async def fetch_and_look(message: Message, now: datetime) -> Message | NotYet:
        fetched = await fetch(message, now)
        return fetched if isinstance(fetched, NotYet) else await look(fetched, now)

    return fetch_and_look


def mail_signer(settings: Settings) -> Sign:
    """Puts Muster's own signature on a mail, if it has one; a SettingsError if the key cannot be used."""
    if not settings.mail_dkim_selector:
        return unsigned
    domain = settings.mail_address.rpartition("@")[2]
    try:
        return signer(domain=domain, selector=settings.mail_dkim_selector, key=signing_key_file(settings))
    except SigningKeyError as error:
        raise SettingsError(f"MUSTER_MAIL_DKIM_KEY cannot be used: {error}.") from error


def signing_key_file(settings: Settings, selector: str = "") -> Path:
    """Where the key of a signature is."""
    name = f"dkim-{selector or settings.mail_dkim_selector}.pem"
    return settings.mail_dkim_key or settings.data_dir / name


def imap_access(settings: Settings, tokens: AccessTokens | None = None) -> ImapAccess:
    """Which mailbox is read and how."""
    password = settings.imap_password.get_secret_value()
    return ImapAccess(
        host=settings.imap_host,
        port=settings.imap_port,
        username=settings.imap_username,
        password=password,
        security=settings.imap_security,
        folder=settings.imap_folder,
        done_folder=settings.imap_done_folder,
        tokens=None if password else tokens,
    )


def access_tokens(settings: Settings) -> AccessTokens | None:
    """Where access tokens come from, if any are used; one source for all accounts."""
    if token := settings.oauth_token.get_secret_value():
        return FixedToken(token)
    if settings.oauth_command:
        return CommandTokens(tuple(shlex.split(settings.oauth_command)))
    if not settings.oauth_client_id:
        return None
    return GrantedTokens(oauth_grant(settings), refresh_tokens(settings))


def oauth_grant(settings: Settings) -> Grant:
    """What the facility registered with its provider."""
    return Grant(
        provider=settings.oauth_provider,
        client_id=settings.oauth_client_id,
        client_secret=settings.oauth_client_secret.get_secret_value(),
        scope=settings.oauth_scope,
    )


def refresh_tokens(settings: Settings) -> RefreshTokens:
    """The consent of the mailbox's owner: as it was written down, or as `muster oauth` has kept it."""
    return RefreshTokens(
        settings.oauth_refresh_token.get_secret_value(),
        settings.data_dir / FILE,
        application=f"{settings.oauth_provider} {settings.oauth_client_id}",
    )


def mail_entrance(settings: Settings) -> Entrance:
    """Where and how mail comes in; a SettingsError if the certificate cannot be used."""
    return Entrance(
        host=settings.mail_listen_host,
        port=settings.mail_listen_port,
        socket=settings.mail_listen_socket,
        lmtp=settings.mail_listen_protocol == "lmtp",
        certificate=_certificate(settings),
        relays=settings.relays,
    )


def _certificate(settings: Settings) -> Certificate | None:
    if settings.mail_tls_cert is None or settings.mail_tls_key is None:
        return None
    try:
        return Certificate.open(settings.mail_tls_cert, settings.mail_tls_key)
    except CertificateError as error:
        raise SettingsError(f"MUSTER_MAIL_TLS_CERT cannot be used: {error}.") from error
