"""The mail world outside: a real SMTP server that keeps what it is given, fails on request, and writes back."""

import asyncio
import email
import email.policy
import ssl
from base64 import b64decode
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import make_msgid, parseaddr
from functools import partial
from typing import Any, Literal

import aiosmtplib
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"
Moment = Literal["mail", "rcpt", "data", "vanish", "drop", "drop_kept", "hold"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong next: a refusal (`reply`; after a 421 the server hangs up), a connection dropped at MAIL or
    after DATA (the mail lost or kept all the same), or an answer held back until `peer.released` is set."""

    at: Moment
    reply: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A mail as it arrived out there."""

    mail_from: str
    recipients: tuple[str, ...]
    raw: bytes
    mail: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.mail["Subject"] or "")

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    @property
    def reply_to(self) -> str:
        return parseaddr(str(self.mail["Reply-To"] or self.mail["From"]))[1]

    def _part(self, kind: Literal["plain", "html"]) -> str:
        part = self.mail.get_body((kind,))
        return str(part.get_content()).replace("\r\n", "\n") if isinstance(part, EmailMessage) else ""


def delivered(mail_from: str, recipients: tuple[str, ...], raw: bytes) -> Delivered:
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return Delivered(mail_from, recipients, raw, mail)


def letter(*, sender: str, to: str, subject: str = "", text: str = "", message_id: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = subject
    mail["Message-ID"] = f"<{message_id}>" if message_id else make_msgid(domain="client.example")
    mail["Date"] = "Mon, 12 Jan 2026 10:00:00 +0100"
    mail.set_content(text)
    return mail


def answer(to: Delivered, text: str, *, sender: str = "", quoting: bool = True) -> EmailMessage:
    """What a person's mail program sends when they press Reply: threaded, with the quoted letter below."""
    author = sender or to.recipients[0]
    quoted = "\n".join(f"> {line}" for line in to.text.splitlines())
    body = (
        f"{text}\n\nOn Mon, 12 Jan 2026 at 10:00, {to.mail['From']} wrote:\n{quoted}\n" if quoting else text
    )
    subject = to.subject if to.subject.startswith("Re:") else f"Re: {to.subject}"
    mail = letter(sender=author, to=to.reply_to, subject=subject, text=body)
    mail["In-Reply-To"] = to.mail["Message-ID"]
    mail["References"] = to.mail["Message-ID"]
    return mail


@dataclass(slots=True)
class SmtpPeer:
    """Everything that was received, and what shall go wrong next (`faults`, each used once, in order)."""

    port: int = 0
    received: list[Delivered] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    held: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when an answer is being held back."""
    connections: int = 0
    logins: list[str] = field(default_factory=list)
    """What was shown to log in with, right or wrong."""
    _open_now: set["_Server"] = field(default_factory=set)
    _taken: list[Delivered] = field(default_factory=list)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def wait_for(
        self, *, to: str = "", contains: str = "", subject: str = "", deadline: float = 10
    ) -> Delivered:
        """The first matching mail that no earlier call returned, waiting for it if need be."""
        try:
            async with asyncio.timeout(deadline), self._changed:
                while True:
                    for mail in self._new():
                        if _matches(mail, to=to, contains=contains, subject=subject):
                            self._taken.append(mail)
                            return mail
                    await self._changed.wait()
        except TimeoutError:
            seen = [(mail.recipients, mail.subject) for mail in self.received]
            raise AssertionError(
                f"no mail to {to!r} with {contains or subject!r}; there were {seen}"
            ) from None

    async def send(
        self,
        mail: bytes | EmailMessage,
        to_port: int,
        *,
        mail_from: str | None = None,
        to: tuple[str, ...] = (),
    ) -> str:
        """Deliver a mail to a listener on this machine; its reply to DATA, or aiosmtplib's exception.

        Without `mail_from` the envelope has the sender of the header; '' is the null sender of machines.
        """
        raw = mail if isinstance(mail, bytes) else mail.as_bytes(policy=email.policy.SMTP)
        headers = mail if isinstance(mail, EmailMessage) else email.message_from_bytes(raw)
        sender = parseaddr(str(headers["From"]))[1] if mail_from is None else mail_from
        recipients = to or (parseaddr(str(headers["To"]))[1],)
        async with aiosmtplib.SMTP(
            hostname=HOST, port=to_port, local_hostname="client.example", start_tls=False
        ) as client:
            _, reply = await client.sendmail(sender, list(recipients), raw)
        return reply

    def hang_up(self, words: bytes = b"") -> None:
        """What a server does to connections that nobody uses."""
        for visitor in tuple(self._open_now):
            visitor.hang_up(words)

    def next_fault(self, *at: Moment, to: str = "") -> Fault | None:
        for fault in self.faults:
            if fault.at in at and fault.to in {"", to}:
                self.faults.remove(fault)
                return fault
        return None

    async def keep(self, mail: Delivered) -> None:
        async with self._changed:
            self.received.append(mail)
            self._changed.notify_all()

    def _new(self) -> Iterator[Delivered]:
        return (mail for mail in self.received if not any(mail is taken for taken in self._taken))


def _matches(mail: Delivered, *, to: str, contains: str, subject: str) -> bool:
    return (
        (not to or to in mail.recipients)
        and subject in mail.subject
        and (not contains or contains in mail.subject or contains in mail.text or contains in mail.html)
    )


class _Handler:
    def __init__(self, peer: SmtpPeer, *, pipelining: bool) -> None:
        self.peer = peer
        self.pipelining = pipelining

    async def handle_EHLO(  # noqa: N802 - the library's name
        self, _server: "_Server", session: Session, _envelope: Envelope, hostname: str, offers: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*offers[:-1], *(["250-PIPELINING"] if self.pipelining else []), *offers[-1:]]

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, server: "_Server", _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if fault := self.peer.next_fault("mail", "vanish", to=address):
            return server.fail(fault)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: "_Server", _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if fault := self.peer.next_fault("rcpt", to=address):
            return server.fail(fault)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: "_Server", _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        fault = self.peer.next_fault("data", "drop", "drop_kept", "hold", to=envelope.rcpt_tos[0])
        if fault and fault.at == "hold":
            self.peer.held.set()
            await self.peer.released.wait()
        if fault and fault.at == "data":
            return server.fail(fault)
        if fault is None or fault.at in {"drop_kept", "hold"}:
            content = envelope.original_content or b""
            await self.peer.keep(delivered(envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
        if fault and fault.at in {"drop", "drop_kept"}:
            server.abort()
        return f"250 OK: kept as {len(self.peer.received)}"


class _TokenHandler(_Handler):
    """Takes access tokens, as Microsoft 365 and Google do: a refusal is told in a challenge first."""

    def __init__(self, peer: SmtpPeer, tokens: set[str], *, pipelining: bool) -> None:
        super().__init__(peer, pipelining=pipelining)
        self.tokens = tokens

    async def auth_XOAUTH2(self, server: "_Server", args: list[str]) -> AuthResult:  # noqa: N802 - the library's name
        _, _, token = b64decode(args[1]).decode().strip("\x01").partition("\x01auth=Bearer ")
        self.peer.logins.append(token)
        if token in self.tokens:
            return AuthResult(success=True, auth_data=token)
        await server.challenge_auth('{"status":"401"}', log_client_response=False)
        return AuthResult(success=False, handled=False)


class _Server(SMTP):
    def __init__(self, peer: SmtpPeer, open_now: set["_Server"], handler: _Handler, **options: Any) -> None:
        super().__init__(
            handler,
            hostname="peer.example",
            enable_SMTPUTF8=True,
            loop=asyncio.get_running_loop(),
            **options,
        )
        self._peer = peer
        self._open_now = open_now

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self not in self._open_now:
            self._open_now.add(self)
            self._peer.connections += 1
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._open_now.discard(self)
        super().connection_lost(error)

    def fail(self, fault: Fault) -> str:
        loop = asyncio.get_running_loop()
        if fault.at == "vanish":
            self.abort()
        elif fault.reply.startswith("421"):
            loop.call_soon(self.hang_up)  # after the reply
        return fault.reply

    def hang_up(self, words: bytes = b"") -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.write(words)
            self.transport.close()

    def abort(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    @property
    def talk(self) -> asyncio.Task[None] | None:
        return self._handler_coroutine


@asynccontextmanager
async def smtp_peer(
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    login: tuple[str, str] | None = None,
    tokens: set[str] | None = None,
    pipelining: bool = False,
    port: int = 0,
) -> AsyncIterator[SmtpPeer]:
    """A mail server on loopback in this event loop, with TLS and a required login if asked for."""
    peer = SmtpPeer()
    open_now = peer._open_now
    options: dict[str, Any] = {"tls_context": starttls, "require_starttls": starttls is not None}
    if login:
        options |= {
            "auth_required": True,
            "auth_require_tls": starttls is not None,
            "authenticator": _door(login),
        }
    if tokens is not None:
        options |= {"auth_required": True, "auth_exclude_mechanism": ["LOGIN", "PLAIN"]}
    loop = asyncio.get_running_loop()

    def visit() -> _Server:
        handler = _Handler if tokens is None else partial(_TokenHandler, tokens=tokens)
        return _Server(peer, open_now, handler(peer, pipelining=pipelining), **options)

    server = await loop.create_server(visit, HOST, port, ssl=tls)
    peer.port = server.sockets[0].getsockname()[1]
    try:
        yield peer
    finally:
        server.close()
        peer.released.set()
        talks = [visitor.talk for visitor in open_now if visitor.talk is not None]
        for visitor in tuple(open_now):
            visitor.abort()
        for conversation in talks:  # after a failed TLS handshake the library listens on for ever
            conversation.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


def _door(login: tuple[str, str]) -> Any:
    def authenticate(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        shown = (data.login.decode(), data.password.decode())
        return AuthResult(success=shown == login, handled=False)

    return authenticate
