"""One connection to the server that takes our mail: encrypted and logged in as the settings say, then lent out."""

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, Self

import aiosmtplib

from bot.mail.handover import Handover
from bot.mail.oauth import AccessTokens

_TO_CONNECT = 30.0
_TO_SEND = 180.0
_TO_LEAVE = 5.0
_KEPT_IDLE = 60.0
"""Seconds an idle connection is kept; some providers count the open ones."""


@dataclass(frozen=True, slots=True)
class SmtpAccess:
    """Where mail is handed over and how we show that we may."""

    host: str
    port: int
    username: str = ""
    password: str = ""
    security: Literal["none", "starttls", "tls"] = "starttls"
    tokens: AccessTokens | None = None
    """Instead of the password, where the provider takes none."""

    def __repr__(self) -> str:
        return f"SmtpAccess({self.host}:{self.port}, {self.security})"


class Relay:
    """An open connection; whoever borrows it sends one mail at a time."""

    def __init__(self, smtp: aiosmtplib.SMTP) -> None:
        transport = smtp.transport
        if not isinstance(transport, asyncio.Transport):
            raise aiosmtplib.SMTPServerDisconnected("Connection lost")
        self._smtp = smtp
        self._handover = Handover(transport, together=smtp.supports_extension("pipelining"))
        self._leaving: asyncio.TimerHandle | None = None
        self.used = False
        """It has taken a mail before, so it may have been closed since without our having noticed."""

    @classmethod
    async def open(
        cls,
        access: SmtpAccess,
        *,
        own_name: str,
        tls: ssl.SSLContext | None = None,
        within: float = _TO_CONNECT,
    ) -> Self:
        """A connection that takes mail; a refused access token is tried once more with a fresh one."""
        async with asyncio.timeout(within):
            try:
                return cls(await _connected(access, own_name, tls, fresh=False))
            except aiosmtplib.SMTPAuthenticationError as error:
                if access.tokens is None or error.code < 500:
                    raise
                return cls(await _connected(access, own_name, tls, fresh=True))

    @property
    def is_open(self) -> bool:
        """Whether it can be used, as far as can be known without asking."""
        return self._handover.is_open

    @property
    def may_have_kept_it(self) -> bool:
        """Whether the last mail was sent to its end, so that a repeat may be a second copy."""
        return self._handover.body_sent

    async def send(self, sender: str, to: str, raw: bytes) -> str:
        """The server's receipt, or one of aiosmtplib's errors; after a lost connection or a time-out it is closed."""
        try:
            async with asyncio.timeout(_TO_SEND):
                return await self._handover.send(sender, to, raw, options=self._options(to, raw))
        except (
            aiosmtplib.SMTPResponseException,
            aiosmtplib.SMTPRecipientsRefused,
            aiosmtplib.SMTPNotSupported,
        ):
            raise
        except (
            BaseException
        ):  # also if cut off: what the server says next would be taken for the next mail's reply
            self.close()
            raise
        finally:
            self.used = True

    def _options(self, to: str, raw: bytes) -> list[str]:
        sized = [f"SIZE={len(raw)}"] if self._smtp.supports_extension("size") else []
        if to.isascii():
            return sized
        if not self._smtp.supports_extension("smtputf8"):
            raise aiosmtplib.SMTPNotSupported("SMTPUTF8 is not supported by this server")
        return [*sized, "SMTPUTF8", "BODY=8BITMIME"]

    def rest(self) -> None:
        """Nobody needs it now; after a while it is closed."""
        self._leaving = asyncio.get_running_loop().call_later(_KEPT_IDLE, self._leave)

    def wake(self) -> None:
        """Somebody needs it."""
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None

    async def quit(self) -> None:
        """Say goodbye, and hang up whatever comes back."""
        self.wake()
        with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
            if self.is_open:
                async with asyncio.timeout(_TO_LEAVE):
                    await self._handover.quit()
        self.close()

    def close(self) -> None:
        """Hang up."""
        self.wake()
        self._handover.hang_up()
        self._smtp.close()

    def _leave(self) -> None:
        self._handover.leave()
        self._smtp.close()


async def _connected(
    access: SmtpAccess, own_name: str, tls: ssl.SSLContext | None, *, fresh: bool
) -> aiosmtplib.SMTP:
    smtp = aiosmtplib.SMTP(
        hostname=access.host,
        port=access.port,
        username=(access.username or None) if access.tokens is None else None,
        password=(access.password or None) if access.tokens is None else None,
        local_hostname=own_name,
        use_tls=access.security == "tls",
        start_tls=access.security == "starttls",
        tls_context=tls,
        timeout=None,
    )
    try:
        await smtp.connect()
        if smtp.is_ehlo_or_helo_needed:
            await _greet(smtp)
        if access.tokens is not None:
            await smtp.auth_xoauth2(access.username, await access.tokens.token(fresh=fresh))
    except BaseException:
        smtp.close()
        raise
    return smtp


async def _greet(smtp: aiosmtplib.SMTP) -> None:
    try:
        await smtp.ehlo()
    except aiosmtplib.SMTPHeloError:
        await smtp.helo()
