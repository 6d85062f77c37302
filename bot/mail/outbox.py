"""Mail out: a few connections to the relay at the provider's pace, an outcome for each job, never an exception."""

import asyncio
import re
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

import aiosmtplib
import structlog

from bot.dispatch.channel_health import ChannelState, Health, ignore_health
from bot.dispatch.outcome import Later, Never, Outcome, Sent
from bot.mail.compose import MailIdentity, compose
from bot.mail.enclosures import Enclosure, Fetch, documents_of, nothing_to_enclose
from bot.mail.failures import outcome_of, relay_down, state_after, state_without
from bot.mail.oauth import NoTokenError
from bot.mail.order import OrderUnreadableError, read_order
from bot.mail.pace import Pace
from bot.mail.relay import Relay, SmtpAccess
from storage.mail import Job

log = structlog.get_logger()

_LONGEST_WAIT = 300.0
"""Seconds a mail stands in line here; who has to wait longer goes back to the job table."""
_SEND_AS = re.compile(r"SendAsDenied|\b5\.7\.60\b|\b5\.2\.252\b", re.IGNORECASE)
_TOO_LARGE = 552

Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A mail with its envelope."""

    bounces_to: str
    to: str
    raw: bytes


class NoRelayError(Exception):
    """No connection could be made, or none that lets us in; the cause tells why."""


def unsigned(raw: bytes) -> bytes:
    """The mail as it is: the relay signs it."""
    return raw


class MailSender:
    """Delivers mail jobs, several at a time; use it as `async with`, so that the relay hears a goodbye."""

    def __init__(  # noqa: PLR0913 (what a sender is given; most of it has a default)
        self,
        access: SmtpAccess,
        identity: MailIdentity,
        *,
        clock: Callable[[], datetime],
        connections: int = 2,
        pace: Pace | None = None,
        sign: Sign = unsigned,
        health: Health = ignore_health,
        tls: ssl.SSLContext | None = None,
        documents: Fetch = nothing_to_enclose,
    ) -> None:
        self._access = access
        self._documents = documents
        self._identity = identity
        self._clock = clock
        self._pace = pace or Pace()
        self._sign = sign
        self._health = health
        self._tls = tls
        self._lines = asyncio.Semaphore(connections)
        self._queue = asyncio.Lock()
        self._idle: list[Relay] = []
        self._takes_tags = True

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Say goodbye to the relay on every connection."""
        idle, self._idle = self._idle, []
        await asyncio.gather(*(relay.quit() for relay in idle))

    async def deliver(self, job: Job) -> Outcome:
        """Whether the relay took the mail, and if not, whether it may yet."""
        try:
            numbers = documents_of(job.payload)
            enclosures = await self._documents(numbers) if numbers else ()
            parcel = await self._made(job, enclosures)
        except OrderUnreadableError as error:
            return Never(str(error))
        return await self.send(parcel)

    async def _made(self, job: Job, enclosures: Sequence[Enclosure]) -> Parcel:
        """The parcel; in a thread only where a picture takes long to draw, so that other letters keep their order."""
        letter = job.payload.get("letter")
        if isinstance(letter, dict) and "picture" in letter:
            return await asyncio.to_thread(self._parcel, job, enclosures)
        return self._parcel(job, enclosures)

    async def send(self, parcel: Parcel) -> Outcome:
        """Whether the relay took this, when its turn has come."""
        async with self._lines:
            if seconds := await self._wait_for_turn():
                return Later("the limit of mails is used up", timedelta(seconds=seconds), whole_channel=True)
            return await self._hand_over(parcel)

    def _parcel(self, job: Job, enclosures: Sequence[Enclosure]) -> Parcel:
        order = read_order(job.payload)
        mail = compose(
            job.payload,
            message_id=job.message_id or "",
            identity=self._identity,
            now=self._clock(),
            enclosures=enclosures,
        )
        bounces_to = self._identity.bounces_to(job.id or 0, order.to)
        return Parcel(bounces_to, order.to, self._sign(mail.as_bytes()))

    async def _wait_for_turn(self) -> float:
        """Wait until the pace lets the next mail go; more seconds than can be waited for are returned."""
        time = asyncio.get_running_loop().time
        async with self._queue:
            while wait := self._pace.wait(time()):
                if wait > _LONGEST_WAIT:
                    return wait
                await asyncio.sleep(wait)
            self._pace.take(time())
        return 0

    async def _hand_over(self, parcel: Parcel) -> Outcome:
        try:
            receipt = await self._send(parcel)
        except NoRelayError as missing:
            error = missing.__cause__ if isinstance(missing.__cause__, Exception) else missing
            return self._rested(relay_down(error), state_without(error))
        except (aiosmtplib.SMTPException, OSError, TimeoutError, ValueError) as error:
            return self._rested(outcome_of(error), state_after(error))
        self._pace.fine()
        self._health(ChannelState.UP, "")
        return Sent({"relay": receipt})

    def _rested(self, outcome: Outcome, state: ChannelState) -> Outcome:
        """The outcome, after which nothing goes for a while if the trouble is not this mail's alone."""
        if state is ChannelState.UP or not isinstance(outcome, Later):
            return outcome
        self._health(state, outcome.error)
        wanted = outcome.after.total_seconds() if outcome.after else 0
        rest = timedelta(seconds=self._pace.rest(asyncio.get_running_loop().time(), wanted))
        return replace(outcome, after=rest) if outcome.whole_channel else outcome

    async def _send(self, parcel: Parcel) -> str:
        """The relay's receipt. Where a tagged envelope sender is not allowed, bounces come to the plain address."""
        plain = self._identity.mail_address
        if not self._takes_tags or parcel.bounces_to == plain:
            return await self._send_from(plain, parcel)
        try:
            return await self._send_from(parcel.bounces_to, parcel)
        except aiosmtplib.SMTPResponseException as refusal:
            if not _refuses_sender(refusal):
                raise
            receipt = await self._send_from(plain, parcel)
            self._takes_tags = False
            log.warning("mail.tag_refused", detail=refusal.message[:200])
            return receipt

    async def _send_from(self, bounces_to: str, parcel: Parcel) -> str:
        """A connection that was closed while nobody used it has cost nothing: the next one is tried."""
        while True:
            relay = await self._borrow()
            was_used = relay.used
            try:
                return await relay.send(bounces_to, parcel.to, parcel.raw)
            except (aiosmtplib.SMTPException, OSError):
                if relay.is_open or relay.may_have_kept_it or not was_used:
                    raise
            finally:
                self._give_back(relay)

    async def _borrow(self) -> Relay:
        while self._idle:
            relay = self._idle.pop()
            relay.wake()
            if relay.is_open:
                return relay
            relay.close()
        try:
            return await Relay.open(self._access, own_name=self._identity.domain, tls=self._tls)
        except (aiosmtplib.SMTPException, OSError, TimeoutError, NoTokenError) as error:
            raise NoRelayError(NoRelayError.__doc__) from error

    def _give_back(self, relay: Relay) -> None:
        if relay.is_open:
            relay.rest()
            self._idle.append(relay)
        else:
            relay.close()


def _refuses_sender(refusal: aiosmtplib.SMTPResponseException) -> bool:
    """Whether the tag is what the provider minds; Exchange Online looks at the sender only after the mail."""
    if isinstance(refusal, aiosmtplib.SMTPSenderRefused):
        return refusal.code >= 500 and refusal.code != _TOO_LARGE
    return refusal.code >= 500 and _SEND_AS.search(refusal.message) is not None
