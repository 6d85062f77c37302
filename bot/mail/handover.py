"""One mail handed over on an open connection, its commands sent together where the server can (RFC 2920).

aiosmtplib connects, encrypts and logs in, but waits for each reply before the next command and throws away replies
it does not wait for. So once the greeting is over, the connection is read here.
"""

import asyncio
import re
from collections.abc import Sequence

from aiosmtplib import (
    SMTPDataError,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponse,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

_CLOSING = 421
_GO_AHEAD = 354
_FIRST_REFUSAL = 400
_DATA = b"DATA\r\n"
_ENVELOPE = 3
_LONGEST_LINE = 8_192
_MOST_LINES = 100
_LEADING_DOT = re.compile(rb"(?m)^\.")
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_REPLY = re.compile(r"[2-5][0-9]{2}[ \r\n-]")


class Handover:
    """The mails of one connection, one after the other."""

    def __init__(self, transport: asyncio.Transport, *, together: bool) -> None:
        loop = asyncio.get_running_loop()
        self._reader = asyncio.StreamReader(limit=_LONGEST_LINE, loop=loop)
        protocol = asyncio.StreamReaderProtocol(self._reader, loop=loop)
        protocol.connection_made(transport)
        transport.set_protocol(protocol)
        self._writer = asyncio.StreamWriter(transport, protocol, self._reader, loop)
        self._together = together
        self._said_goodbye = False
        self.body_sent = False
        """The last mail was sent to its end: who breaks off now may have kept it."""

    @property
    def is_open(self) -> bool:
        """Whether nobody has hung up yet, as far as can be known without asking."""
        return not (self._said_goodbye or self._reader.at_eof() or self._writer.is_closing())

    async def send(self, sender: str, to: str, raw: bytes, *, options: Sequence[str] = ()) -> str:
        """The server's receipt; one of aiosmtplib's errors if it does not take the mail."""
        self.body_sent = False
        mail, rcpt, data = await self._envelope(
            _command(" ".join([f"MAIL FROM:<{sender}>", *options])), _command(f"RCPT TO:<{to}>")
        )
        taken = mail.code < _FIRST_REFUSAL and rcpt.code < _FIRST_REFUSAL
        if data.code == _GO_AHEAD:
            self.body_sent = taken
            # A server that lets a letter without recipient begin is told that there is none (RFC 2920, 3.1).
            data = await self._say(_LEADING_DOT.sub(b"..", raw) + b".\r\n" if taken else b".\r\n")
        if taken and data.code < _GO_AHEAD:
            return data.message
        if mail.code < _FIRST_REFUSAL and not self.body_sent:
            await self._forget_envelope()
        raise _refusal(mail, rcpt, data, sender, to)

    async def quit(self) -> None:
        """Say goodbye and hear the answer."""
        await self._say(b"QUIT\r\n")

    def leave(self) -> None:
        """Say goodbye without waiting for the answer."""
        if self.is_open:
            self._writer.write(b"QUIT\r\n")
        self._said_goodbye = True
        self._writer.close()

    def hang_up(self) -> None:
        """End it at once; what was not sent yet is not sent any more."""
        self._said_goodbye = True
        self._writer.transport.abort()

    async def _envelope(self, *commands: bytes) -> Sequence[SMTPResponse]:
        """The replies to MAIL, RCPT and DATA; after a refusal the rest need not be said, and is refused alike."""
        replies: list[SMTPResponse] = []
        if self._together:
            self._writer.write(b"".join([*commands, _DATA]))
            while len(replies) < _ENVELOPE and not self._said_goodbye:
                replies.append(await self._reply())
        for command in () if self._together else (*commands, _DATA):
            replies.append(await self._say(command))
            if replies[-1].code >= _FIRST_REFUSAL:
                break
        return [*replies, *replies[-1:] * (_ENVELOPE - len(replies))]

    async def _forget_envelope(self) -> None:
        if self.is_open:
            await self._say(b"RSET\r\n")

    async def _say(self, command: bytes) -> SMTPResponse:
        self._writer.write(command)
        await self._writer.drain()
        return await self._reply()

    async def _reply(self) -> SMTPResponse:
        words: list[str] = []
        for _ in range(_MOST_LINES):
            line = await self._line()
            words.append(line[4:].strip())
            if line[3:4] != "-":
                return self._noted(int(line[:3]), "\n".join(words))
        raise SMTPServerDisconnected("The server's reply does not end")

    async def _line(self) -> str:
        try:
            line = (await self._reader.readline()).decode("utf-8", "replace")
        except ValueError as error:
            raise SMTPServerDisconnected("The server's reply is too long") from error
        if not line.endswith("\n"):
            raise SMTPServerDisconnected("Connection lost")
        if not _REPLY.match(line):
            raise SMTPServerDisconnected("The server does not speak SMTP")
        return line

    def _noted(self, code: int, words: str) -> SMTPResponse:
        if code == _CLOSING:
            self._said_goodbye = True
        return SMTPResponse(code, words)


def _command(words: str) -> bytes:
    line = words.encode()
    if _CONTROL.search(line):
        raise ValueError("a control character in a command")
    return line + b"\r\n"


def _refusal(
    mail: SMTPResponse, rcpt: SMTPResponse, data: SMTPResponse, sender: str, to: str
) -> SMTPResponseException | SMTPRecipientsRefused:
    if mail.code >= _FIRST_REFUSAL:
        return SMTPSenderRefused(mail.code, mail.message, sender)
    if rcpt.code >= _FIRST_REFUSAL:
        return SMTPRecipientsRefused([SMTPRecipientRefused(rcpt.code, rcpt.message, to)])
    return SMTPDataError(data.code, data.message)
