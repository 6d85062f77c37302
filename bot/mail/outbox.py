"""Mail out: one connection to the relay, one mail at a time, an outcome for each job and never an exception."""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Literal, Self

import aiosmtplib

from bot.dispatch.outcome import Never, Outcome, Sent
from bot.mail.compose import MailIdentity, compose
from bot.mail.failures import outcome_of, relay_down
from bot.mail.order import Order, OrderUnreadableError, read_order
from storage.mail import Job

_TO_CONNECT = 30.0
_TO_SEND = 180.0
_TO_LEAVE = 5.0
_MAY_BE_STALE_AFTER = 10.0
"""Seconds after which a relay may have closed an idle connection without our having noticed."""


@dataclass(frozen=True, slots=True)
class SmtpAccess:
    """Where mail is handed over and how we show that we may."""

    host: str
    port: int
    username: str = ""
    password: str = ""
    security: Literal["none", "starttls", "tls"] = "starttls"

    def __repr__(self) -> str:
        return f"SmtpAccess({self.host}:{self.port}, {self.security})"


class MailSender:
    """Delivers mail jobs; use it as `async with`, so that the relay hears a goodbye."""

    def __init__(
        self,
        access: SmtpAccess,
        identity: MailIdentity,
        *,
        clock: Callable[[], datetime],
        per_second: float = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._access = access
        self._identity = identity
        self._clock = clock
        self._pause = 1 / per_second if per_second > 0 else 0.0
        self._tls = tls
        self._turn = asyncio.Lock()
        self._relay: aiosmtplib.SMTP | None = None
        self._last_used = 0.0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Say goodbye to the relay."""
        relay = self._relay
        self._relay = None
        if relay is not None and relay.is_connected:
            with suppress(aiosmtplib.SMTPException, OSError):
                async with asyncio.timeout(_TO_LEAVE):
                    await relay.quit()
            relay.close()

    async def deliver(self, job: Job) -> Outcome:
        """Whether the relay took the mail, and if not, whether it may yet."""
        try:
            order = read_order(job.payload)
            mail = compose(
                job.payload, message_id=job.message_id or "", identity=self._identity, now=self._clock()
            )
        except OrderUnreadableError as error:
            return Never(str(error))
        async with self._turn:
            return await self._hand_over(order, mail.as_bytes())

    async def _hand_over(self, order: Order, raw: bytes) -> Outcome:
        try:
            relay = await self._connected()
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            self._drop()
            return relay_down(error)
        try:
            return Sent({"relay": await self._send(relay, order, raw)})
        except (aiosmtplib.SMTPException, OSError, TimeoutError, ValueError) as error:
            self._drop_if_broken(error)
            return outcome_of(error)
        except asyncio.CancelledError:
            self._drop()
            raise

    async def _send(self, relay: aiosmtplib.SMTP, order: Order, raw: bytes) -> str:
        """The relay's receipt. The envelope sender is the signed address: a bounce says whom it is about."""
        await self._wait_for_rate()
        options = [] if order.to.isascii() else ["SMTPUTF8", "BODY=8BITMIME"]
        sender = self._identity.reply_to(order.reply_token)
        async with asyncio.timeout(_TO_SEND):
            _, receipt = await relay.sendmail(sender, [order.to], raw, mail_options=options)
        self._last_used = asyncio.get_running_loop().time()
        return receipt

    async def _wait_for_rate(self) -> None:
        since = asyncio.get_running_loop().time() - self._last_used
        if since < self._pause:
            await asyncio.sleep(self._pause - since)

    async def _connected(self) -> aiosmtplib.SMTP:
        """A relay that answers: the open connection if it still does, else a new one."""
        if self._relay is not None and await self._still_there(self._relay):
            return self._relay
        self._drop()
        relay = self._new_relay()
        async with asyncio.timeout(_TO_CONNECT):
            await relay.connect()
        self._relay = relay
        return relay

    def _new_relay(self) -> aiosmtplib.SMTP:
        access = self._access
        return aiosmtplib.SMTP(
            hostname=access.host,
            port=access.port,
            username=access.username or None,
            password=access.password or None,
            local_hostname=self._identity.domain,
            use_tls=access.security == "tls",
            start_tls=access.security == "starttls",
            tls_context=self._tls,
            timeout=_TO_SEND,
        )

    async def _still_there(self, relay: aiosmtplib.SMTP) -> bool:
        idle = asyncio.get_running_loop().time() - self._last_used
        if not relay.is_connected or idle < _MAY_BE_STALE_AFTER:
            return relay.is_connected
        with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
            async with asyncio.timeout(_TO_LEAVE):
                await relay.noop()
                return True
        return False

    def _drop_if_broken(self, error: Exception) -> None:
        """After a plain refusal the connection can be used again; after anything else its state is unknown."""
        if not isinstance(error, aiosmtplib.SMTPResponseException | aiosmtplib.SMTPRecipientsRefused):
            self._drop()

    def _drop(self) -> None:
        if self._relay is not None:
            self._relay.close()
        self._relay = None
