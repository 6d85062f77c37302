"""One SMTP conversation: aiosmtpd's, with our own reading of DATA.

What aiosmtpd 1.4.6 does by itself, and why DATA is read here (each has a test):
- only CR LF . CR LF ends a mail; a bare LF or CR around the dot does not, so no second mail can be
  smuggled in behind a relay that thinks otherwise (CVE-2023-51764 and its kin). Kept so.
- a line over 1000 octets is refused; some ministries' programs write HTML on one line. Taken here.
- a line without end is collected in memory without limit, and a mail that is too large is refused
  without anybody being told. Here memory is bounded and the reception hears of it.
"""

import asyncio
from collections import defaultdict
from typing import Protocol

from aiosmtpd.smtp import SMTP, Envelope, Session

_END = b".\r\n"
_PIECE = 64 * 1024
_COMMAND_LINE = 1024
_SHOWN_ALIVE_EVERY = 256 * 1024
# A sender who does not notice the limit is heard out this many times over, for the sake of a clear answer.
_PATIENCE = 4


class Memory(Protocol):
    """How much of all mails together may be held while they are being received."""

    max_bytes: int

    def may_hold(self, size: int) -> bool:
        """Whether there is memory for so much more of a mail; `release` gives it back."""

    def release(self, size: int) -> None:
        """Memory given back."""


class Reception(Memory, Protocol):
    """Who decides what a conversation only hears."""

    closing: bool

    async def take(self, session: Session | None, envelope: Envelope, content: bytes) -> str:
        """The reply to a complete mail."""

    async def refuse(self, session: Session | None, envelope: Envelope, size: int) -> str:
        """The reply to a mail over the limit."""


class Conversation(SMTP):
    """A connection; `reception` decides, this class only listens."""

    line_length_limit = _PIECE
    command_size_limit = _COMMAND_LINE

    def __init__(self, reception: Reception, *, hostname: str, timeout: float) -> None:
        super().__init__(
            reception,
            data_size_limit=None,
            enable_SMTPUTF8=True,
            hostname=hostname,
            ident="Muster",
            timeout=timeout,
            loop=asyncio.get_running_loop(),
        )
        self.reception = reception
        self.taking = False
        """A complete mail is being stored; the connection stays until its sender has the answer."""
        # The library's dictionary is shared by all conversations and emptied by each new one.
        self.command_size_limits = defaultdict(lambda: _COMMAND_LINE)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the library finds commands by name
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
            await self.push(reply)
            if self.transport and (self.reception.closing or reply.startswith("421")):
                self.transport.close()

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """The library's parser raises IndexError and others on some addresses; to the sender all are malformed."""
        try:
            address: tuple[str | None, str | None] = super()._getaddr(arg)
        except Exception:  # noqa: BLE001 - whatever it stumbles over, it is no address
            return None, None
        return address

    async def _answer_mail(self, envelope: Envelope) -> str:
        reading = MailReading(self.reception)
        try:
            reply = await self._read(reading, envelope)
            if reply:
                return reply
            self.taking = True
            return await self.reception.take(self.session, envelope, bytes(reading.content))
        finally:
            self.taking = False
            self.reception.release(reading.held)

    async def _read(self, reading: "MailReading", envelope: Envelope) -> str:
        """Read to the end of the mail; '' if it is complete and of good size, else the refusal."""
        shown_alive = 0
        while not reading.add(await next_piece(self._reader)):
            if reading.size - shown_alive > _SHOWN_ALIVE_EVERY:
                shown_alive = reading.size
                self._reset_timeout()
            if reading.size > _PATIENCE * self.reception.max_bytes:
                return "421 4.3.0 Far too much data, goodbye"
        if reading.too_large:
            return await self.reception.refuse(self.session, envelope, reading.size)
        return "452 4.3.1 Too many mails at this moment, please try again" if reading.no_room else ""


class MailReading:
    """A mail while it is being read; what cannot be kept is counted and forgotten."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._at_line_start = True
        self.content = bytearray()
        self.size = 0
        self.held = 0
        self.no_room = False

    @property
    def too_large(self) -> bool:
        """Whether more came than one mail may have."""
        return self.size > self._memory.max_bytes

    def add(self, piece: bytes) -> bool:
        """Whether this piece is the end of the mail; else it is kept, without the dot that protects dots."""
        if self._at_line_start and piece == _END:
            return True
        self.size += len(piece)
        if self.too_large or self.no_room:
            self._forget()
        else:
            self._keep(piece[1:] if self._at_line_start and piece.startswith(b".") else piece)
        self._at_line_start = piece.endswith(b"\r\n")
        return False

    def _keep(self, piece: bytes) -> None:
        if self._memory.may_hold(len(piece)):
            self.held += len(piece)
            self.content += piece
        else:
            self.no_room = True
            self._forget()

    def _forget(self) -> None:
        self.content.clear()
        self._memory.release(self.held)
        self.held = 0


async def next_piece(reader: asyncio.StreamReader) -> bytes:
    """A line with its end, or the beginning of one longer than the buffer; never half a line end."""
    try:
        return await reader.readuntil(b"\r\n")
    except asyncio.LimitOverrunError as overrun:
        return await reader.read(overrun.consumed)
