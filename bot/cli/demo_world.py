"""The world outside the facility, for the demo: mailboxes behind a real SMTP server, and a clock that can jump."""

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path

import aiosmtplib
from aiosmtpd.smtp import SMTP, Envelope, Session

PATIENCE_SECONDS = 30.0
MAX_NAME = 60


@dataclass(slots=True)
class StoryTime:
    """The demo's clock: it stands still until the story moves it."""

    moment: datetime

    def now(self) -> datetime:
        """The instant the story has reached."""
        return self.moment

    def forward(self, step: timedelta) -> None:
        """Let time pass."""
        self.moment += step


BORDER = "border.facility.example"
"""The mail server in front of Muster, which looks at who sends: an officer's order counts without a second mail."""


@dataclass(slots=True)
class Delivered:
    """A mail that reached somebody outside."""

    to: str
    mail: EmailMessage
    file: Path

    @property
    def person(self) -> str:
        """The name and address it was sent to."""
        return str(self.mail["To"])

    @property
    def language(self) -> str:
        """The language Muster wrote in."""
        return str(self.mail["Content-Language"])

    @property
    def subject(self) -> str:
        """The subject as people see it."""
        return str(self.mail["Subject"])

    @property
    def text(self) -> str:
        """The text part."""
        part = self.mail.get_body(("plain",))
        return str(part.get_content()) if part else ""


@dataclass(slots=True)
class World:
    """Everybody's mailboxes; each mail is also kept as a file."""

    muster: str
    folder: Path
    time: StoryTime
    muster_port: int = 0
    mails: list[Delivered] = field(default_factory=list)
    _opened: list[Delivered] = field(default_factory=list)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _sent: int = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a mail that Muster sends."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content).encode()
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        for to in envelope.rcpt_tos:
            file = self._keep(raw, "to", to)
            self.mails.append(Delivered(to.lower(), mail, file))
        self._changed.set()
        return "250 OK"

    async def send(self, mail: EmailMessage) -> Path:
        """Hand a mail to Muster's own SMTP door; returns where it is kept."""
        raw = mail.as_bytes(policy=email.policy.SMTP)
        sender, to = parseaddr(str(mail["From"]))[1], parseaddr(str(mail["To"]))[1]
        file = self._keep(raw, "from", sender)
        envelope_from = "" if mail.get("Auto-Submitted") else sender  # machines send with the null sender
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=self.muster_port, start_tls=False) as client:
            await client.sendmail(envelope_from, [to], raw)
        return file

    async def next_mail(self, to: str, found: Callable[[Delivered], bool]) -> Delivered:
        """The first mail to this person that has what is looked for and that no earlier call returned."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not (fitting := [mail for mail in self.unopened() if mail.to == to and found(mail)]):
                self._changed.clear()
                await self._changed.wait()
        self._opened.append(fitting[0])
        return fitting[0]

    def unopened(self) -> tuple[Delivered, ...]:
        """The mails that nobody in the story has read, oldest first."""
        return tuple(mail for mail in self.mails if not any(mail is read for read in self._opened))

    def write(self, sender: str, subject: str, text: str, *, to: str = "") -> EmailMessage:
        """A mail of somebody outside, to Muster unless another address is given, with what the border found of it."""
        mail = EmailMessage()
        mail["Authentication-Results"] = (
            f"{BORDER}; dmarc=pass header.from={parseaddr(sender)[1].partition('@')[2]}"
        )
        mail["From"], mail["To"], mail["Subject"] = sender, to or self.muster, subject
        mail["Date"] = format_datetime(self.time.now())
        mail["Message-ID"] = f"<{self._sent + 1}.{self.time.now():%Y%m%d%H%M%S}@outside.example>"
        mail.set_content(text)
        return mail

    def reply(self, to: Delivered, text: str) -> EmailMessage:
        """A reply as mail clients write it: the answer on top, the whole question quoted below."""
        quoted = "\n".join(f"> {line}" for line in to.text.splitlines())
        body = f"{text}\n\nOn {to.mail['Date']}, {to.mail['From']} wrote:\n{quoted}\n"
        target = str(to.mail["Reply-To"] or to.mail["From"])
        mail = self.write(to.person, f"Re: {to.subject}", body, to=target)
        mail["In-Reply-To"] = mail["References"] = str(to.mail["Message-ID"])
        return mail

    def _keep(self, raw: bytes, direction: str, address: str) -> Path:
        self._sent += 1
        name = "".join(letter if letter.isalnum() else "-" for letter in address.partition("@")[0])[:MAX_NAME]
        file = self.folder / f"{self._sent:03}-{direction}-{name}.eml"
        file.write_bytes(raw)
        return file


@asynccontextmanager
async def open_world(muster: str, folder: Path, time: StoryTime) -> AsyncIterator[tuple[World, int]]:
    """The world outside, for which Muster has the address `muster`, and the port of its mail server."""
    world = World(muster, folder, time)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(world, enable_SMTPUTF8=True, loop=loop, hostname="outside.example"), "127.0.0.1", 0
    )
    try:
        yield world, server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


def is_about(*words: str) -> Callable[[Delivered], bool]:
    """Whether a mail has all these words in its subject or text."""

    def found(delivered: Delivered) -> bool:
        everything = f"{delivered.subject}\n{delivered.text}".casefold()
        return all(word.casefold() in everything for word in words)

    return found
