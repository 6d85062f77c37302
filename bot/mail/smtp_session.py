"""One SMTP or LMTP conversation: aiosmtpd's, with our own reading of DATA and an end to every patience.

What aiosmtpd 1.4.6 does by itself, and why it is done here (each has a test):
- a line over 1000 octets is refused, a line without end collected without limit (see `data_reading`);
- a connection lasts for ever as long as NOOP comes now and then, and may make any number of mistakes;
- LMTP gets one answer for all recipients, and PIPELINING and ENHANCEDSTATUSCODES are not offered;
- a client that hangs up in the middle of the TLS handshake leaves a connection that nobody ever closes.
"""

import asyncio
import ssl
from collections import defaultdict
from typing import Protocol

from aiosmtpd.smtp import SMTP, Envelope, Session, TLSSetupException

from bot.mail.data_reading import MailReading, Room, next_piece
from bot.mail.limits import Limits
from bot.mail.replies import coded, for_each, is_refusal

_PIECE = 64 * 1024
_COMMAND_LINE = 1024
_PROGRESS = 1024 * 1024
"""So much of a mail has to come before patience ends."""
_HEARD_OUT = 4
"""A sender who does not notice the limit is heard out this many times over, for the sake of a clear answer."""
_AT_ONCE = 0.001
_FOR_EVER = float("inf")


class Mail(Envelope):
    """An envelope that remembers whether its size was refused already, for the first of its recipients."""

    size_refused = False


class Reception(Protocol):
    """Who decides what a conversation only hears."""

    closing: bool
    limits: Limits

    async def take(self, session: Session | None, envelope: Envelope, content: bytes) -> str:
        """The reply to a complete mail."""

    async def refuse(self, session: Session | None, envelope: Envelope, size: int) -> str:
        """The reply to a mail over the limit."""


class Conversation(SMTP):
    """A connection; `reception` decides, this class only listens."""

    line_length_limit = _PIECE
    command_size_limit = _COMMAND_LINE

    def __init__(
        self, reception: Reception, room: Room, *, hostname: str, lmtp: bool, tls: ssl.SSLContext | None
    ) -> None:
        super().__init__(
            reception,
            data_size_limit=None,
            enable_SMTPUTF8=True,
            hostname=hostname,
            ident="Muster LMTP" if lmtp else "Muster",
            timeout=reception.limits.silence,
            tls_context=tls,
            loop=asyncio.get_running_loop(),
        )
        self.reception = reception
        self.taking = False
        """A complete mail is being stored; the connection stays until its sender has the answer."""
        self._room = room
        self._limits = reception.limits
        self._lmtp = lmtp
        self._errors = 0
        self._expect_a_mail()
        # The library's dictionary is shared by all conversations and emptied by each new one.
        self.command_size_limits = defaultdict(lambda: _COMMAND_LINE)

    async def push(self, status: str | bytes) -> None:
        """Send a reply; who only errs, or talks without ever bringing a mail, is sent away."""
        reply = coded(status if isinstance(status, str) else status.decode("ascii"))
        await super().push(reply)
        self._replies += 1
        self._errors += is_refusal(reply)
        if self._errors >= self._limits.errors:
            self.send_away("421 4.7.0 Too many errors, goodbye")
        elif self._replies >= self._limits.replies:
            self.send_away("421 4.7.0 Too many commands without a mail, goodbye")

    def send_away(self, last_word: str) -> None:
        """Say why and close, at once if the other side does not even read."""
        if not isinstance(self.transport, asyncio.WriteTransport) or self.transport.is_closing():
            return
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            self.transport.write(f"{last_word}\r\n".encode("ascii"))
            self.transport.close()

    async def smtp_HELO(self, hostname: str | None) -> None:  # noqa: N802 - the library finds commands by name
        """The old greeting; in LMTP there is only LHLO."""
        if self._lmtp:
            await self.push("500 5.5.1 This is LMTP: LHLO")
        else:
            await super().smtp_HELO(hostname)

    async def smtp_EHLO(self, hostname: str | None) -> None:  # noqa: N802 - the library finds commands by name
        """The greeting of SMTP."""
        if self._lmtp:
            await self.push("500 5.5.1 This is LMTP: LHLO")
        else:
            await self._greet(hostname)

    async def smtp_LHLO(self, hostname: str | None) -> None:  # noqa: N802 - the library finds commands by name
        """The greeting of LMTP."""
        if self._lmtp:
            await self._greet(hostname)
        else:
            await self.push("500 5.5.1 This is SMTP: EHLO")

    async def smtp_STARTTLS(self, arg: str | None) -> None:  # noqa: N802 - the library finds commands by name
        """Go on encrypted; the library forgets what was said and sent before."""
        if self._tls_protocol is not None:
            await self.push("503 5.5.1 TLS is active already")
            return
        await super().smtp_STARTTLS(arg)
        if self._tls_protocol is not None and self.session and self.session.ssl is None:
            raise TLSSetupException  # hung up in the middle of the handshake

    async def smtp_AUTH(self, _arg: str | None) -> None:  # noqa: N802 - the library finds commands by name
        """Nobody logs in here."""
        await self.push("502 5.5.1 There is nothing to log in to")

    async def smtp_VRFY(self, _arg: str | None) -> None:  # noqa: N802 - the library finds commands by name
        """Addresses are judged when a mail comes."""
        await self.push("252 2.5.0 Send a mail and see")

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 - the library finds commands by name
        """Read a mail and answer for it."""
        envelope = self.envelope
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
        elif envelope is None or not envelope.rcpt_tos:
            await self.push("503 5.5.1 Error: need RCPT command")
        else:
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            reply = await self._answer_mail(envelope)
            self.envelope = self._create_envelope()
            self._expect_a_mail()
            await self.push(for_each(reply, len(envelope.rcpt_tos)) if self._lmtp else reply)
            if self.transport and (self.reception.closing or reply.startswith("421")):
                self.transport.close()

    def _create_envelope(self) -> Mail:
        return Mail()

    async def _greet(self, hostname: str | None) -> None:
        if not hostname:
            await self.push(f"501 5.5.4 Syntax: {'LHLO' if self._lmtp else 'EHLO'} hostname")
            return
        assert self.session is not None  # noqa: S101 - the library makes it with the connection
        self.envelope = self._create_envelope()
        self.session.extended_smtp = True
        self.session.host_name = hostname
        offers = [f"SIZE {self._limits.max_bytes}", "8BITMIME", "SMTPUTF8", "PIPELINING"]
        if self.tls_context and not self._tls_protocol:
            offers.append("STARTTLS")
        lines = [self.hostname, *offers]
        await self.push("".join(f"250-{line}\r\n" for line in lines) + "250 ENHANCEDSTATUSCODES")

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """The library's parser raises IndexError and others on some addresses; to the sender all are malformed."""
        try:
            address: tuple[str | None, str | None] = super()._getaddr(arg)
        except Exception:  # noqa: BLE001 - whatever it stumbles over, it is no address
            return None, None
        return address

    async def _answer_mail(self, envelope: Envelope) -> str:
        reading = MailReading(self._room, self._limits.max_bytes)
        self._deadline = _FOR_EVER
        try:
            reply = await self._read(reading, envelope)
            if reply:
                return reply
            self.taking = True
            return await self.reception.take(self.session, envelope, reading.whole())
        finally:
            self.taking = False
            reading.forget()

    async def _read(self, reading: MailReading, envelope: Envelope) -> str:
        """Read to the end of the mail; '' if it is complete and of good size, else the refusal."""
        shown_alive = 0
        while not reading.add(await next_piece(self._reader)):
            if reading.size - shown_alive > _PROGRESS:
                shown_alive = reading.size
                self._reset_timeout()
            if reading.size > _HEARD_OUT * self._limits.max_bytes:
                return "421 4.3.0 Far too much data, goodbye"
        self._reset_timeout()
        if reading.too_large:
            return await self.reception.refuse(self.session, envelope, reading.size)
        return "452 4.3.1 Too many mails at this moment, please try again" if reading.no_room else ""

    def _expect_a_mail(self) -> None:
        """From now on there is so much time and talk until the next mail comes."""
        self._replies = 0
        self._deadline = self.loop.time() + self._limits.empty_handed

    def _reset_timeout(self, duration: float | None = None) -> None:
        """Called with each command: patience begins anew, but only while a mail may still be expected."""
        left = self._deadline - self.loop.time()
        super()._reset_timeout(max(_AT_ONCE, min(duration or self._limits.silence, left)))

    def _timeout_cb(self) -> None:
        self.send_away("421 4.4.2 Nothing came for too long, goodbye")
