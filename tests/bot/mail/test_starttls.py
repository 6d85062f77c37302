"""STARTTLS: what was said in the clear does not count, what was sent too early is forgotten, and failures leak nothing."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import aiosmtplib
import pytest
import trustme

from bot.mail.certificate import Certificate
from bot.mail.limits import Limits
from bot.mail.listener import Entrance
from storage.database import Database
from tests.bot.mail.office import ADDRESS, MAX_BYTES, Office, open_office
from tests.peers.smtp import letter
from tests.peers.smtp_talk import Talk, talk

HOST = "mail.facility.example"
LIMITS = Limits(MAX_BYTES, connections=5)


@dataclass(frozen=True)
class Guarded:
    """A listener with a certificate, and those who believe it."""

    office: Office
    certificate: Certificate
    authority: trustme.CA

    @property
    def trusting(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        return context

    def renew(self) -> None:
        """Put a new certificate in the place of the old one."""
        write(self.authority, self.certificate.chain, self.certificate.key)


def write(authority: trustme.CA, chain: Path, key: Path) -> None:
    issued = authority.issue_cert(HOST)
    for blob, file in ((issued.cert_chain_pems[0], chain), (issued.private_key_pem, key)):
        blob.write_to_path(file.with_suffix(".new"))
        file.with_suffix(".new").replace(file)


@pytest.fixture
async def guarded(sqlite_database: Database, now: datetime, tmp_path: Path) -> AsyncIterator[Guarded]:
    authority = trustme.CA()
    chain, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    write(authority, chain, key)
    certificate = Certificate.open(chain, key)
    office = Office(0, sqlite_database.transaction)
    async with open_office(
        office.transaction, now, office=office, entrance=Entrance(certificate=certificate), limits=LIMITS
    ) as port:
        office.port = port
        yield Guarded(office, certificate, authority)


async def encrypt(client: Talk, context: ssl.SSLContext) -> None:
    """The handshake, after STARTTLS was answered."""
    await client.writer.start_tls(context, server_hostname=HOST)


@asynccontextmanager
async def secured(guarded: Guarded) -> AsyncIterator[Talk]:
    async with talk(guarded.office.port) as client:
        await client.say("EHLO client.example")
        assert await client.say("STARTTLS") == "220 2.0.0 Ready to start TLS"
        await encrypt(client, guarded.trusting)
        yield client


async def serial(guarded: Guarded) -> int:
    """The number of the certificate that a new connection is shown."""
    async with secured(guarded) as client:
        shown = client.writer.get_extra_info("ssl_object").getpeercert()
        return int(shown["serialNumber"], 16)


async def test_a_mail_may_come_encrypted(guarded: Guarded) -> None:
    mail = letter(sender="marta@client.example", to=ADDRESS, text="Yes.")

    async with aiosmtplib.SMTP(
        hostname="127.0.0.1", port=guarded.office.port, start_tls=False, local_hostname="client.example"
    ) as client:
        await client.starttls(server_hostname=HOST, tls_context=guarded.trusting)
        await client.send_message(mail)

    assert len(await guarded.office.inbox()) == 1


async def test_starttls_is_offered_in_the_clear_and_not_inside(guarded: Guarded) -> None:
    async with talk(guarded.office.port) as client:
        before = await client.say("EHLO client.example")
    async with secured(guarded) as client:
        after = await client.say("EHLO client.example")
        again = await client.say("STARTTLS")

    assert "250-STARTTLS" in before.split("\n")
    assert "STARTTLS" not in after
    assert "AUTH" not in after
    assert again == "503 5.5.1 TLS is active already"


async def test_without_a_certificate_it_is_not_offered(office: Office) -> None:
    async with talk(office.port) as client:
        told = await client.say("EHLO client.example")
        refused = await client.say("STARTTLS")

    assert "STARTTLS" not in told
    assert refused == "454 4.7.0 TLS not available"


async def test_what_was_said_in_the_clear_is_forgotten(guarded: Guarded) -> None:
    async with talk(guarded.office.port) as client:
        await client.say("EHLO client.example")
        await client.say("MAIL FROM:<officer@facility.example>")
        await client.say(f"RCPT TO:<{ADDRESS}>")
        await client.say("STARTTLS")
        await encrypt(client, guarded.trusting)
        unknown = await client.say("MAIL FROM:<marta@client.example>")
        await client.say("EHLO client.example")
        no_recipient = await client.say("DATA")

    assert unknown == "503 5.5.1 Error: send HELO first"
    assert no_recipient == "503 5.5.1 Error: need RCPT command"


@pytest.mark.parametrize(
    "injected",
    [
        b"NOOP\r\n",
        b"EHLO evil.example\r\nMAIL FROM:<officer@facility.example>\r\nRCPT TO:<muster@facility.example>\r\n",
        b"MAIL FROM:<officer@facility.example>",
        b"x" * 100_000 + b"\r\n",
    ],
)
async def test_commands_injected_in_the_clear_are_never_obeyed(guarded: Guarded, injected: bytes) -> None:
    """A man in the middle may put commands behind STARTTLS; inside TLS they would be the client's (CVE-2011-0411)."""
    async with talk(guarded.office.port) as client:
        await client.say("EHLO client.example")
        answer = await client.say(b"STARTTLS\r\n" + injected.removesuffix(b"\r\n"))
        try:
            await encrypt(client, guarded.trusting)
        except (ssl.SSLError, ConnectionError):
            inside = []  # it came after the handshake had begun, and spoilt it
        else:
            inside = [await client.say("EHLO client.example"), await client.say("DATA")]

    assert answer == "220 2.0.0 Ready to start TLS"
    assert [reply.partition("\n")[0] for reply in inside] in (
        [],
        ["250-facility.example", "503 5.5.1 Error: need RCPT command"],
    )
    assert await guarded.office.inbox() == []


async def test_who_hangs_up_in_the_middle_of_the_handshake_leaves_no_connection_behind(
    guarded: Guarded,
) -> None:
    for _ in range(LIMITS.connections + 2):
        async with talk(guarded.office.port) as client:
            await client.say("STARTTLS")
    for _ in range(LIMITS.connections + 2):
        async with talk(guarded.office.port) as client:
            await client.say("STARTTLS")
            await client.send(b"\x16\x03\x01\x02\x00\x01")

    assert await serial(guarded)


async def test_an_encrypted_connection_counts_once_and_its_place_becomes_free(
    guarded: Guarded, sqlite_database: Database, now: datetime
) -> None:
    entrance = Entrance(certificate=guarded.certificate, relays=())
    limits = replace(LIMITS, connections_per_peer=1)
    async with open_office(sqlite_database.transaction, now, entrance=entrance, limits=limits) as port:
        for _ in range(3):
            async with talk(port) as client:
                await client.say("STARTTLS")
                await encrypt(client, guarded.trusting)
                told = await client.say("QUIT")
                await client.hung_up()

    assert told == "221 2.0.0 Bye"


async def test_who_speaks_no_tls_after_all_is_dropped(guarded: Guarded) -> None:
    for _ in range(LIMITS.connections + 2):
        async with talk(guarded.office.port) as client:
            await client.say("STARTTLS")
            await client.send(b"MAIL FROM:<marta@client.example>\r\n")
            assert await client.hung_up()

    assert await serial(guarded)


async def test_who_is_silent_in_the_handshake_is_dropped(
    guarded: Guarded, sqlite_database: Database, now: datetime
) -> None:
    entrance = Entrance(certificate=guarded.certificate)
    limits = replace(LIMITS, connections=1, silence=0.2)
    async with open_office(sqlite_database.transaction, now, entrance=entrance, limits=limits) as port:
        async with talk(port) as client:
            await client.say("STARTTLS")
            assert await client.hung_up()
        async with talk(port) as client:
            told = await client.say("NOOP")

    assert told == "250 2.0.0 OK"


async def test_old_protocols_are_refused(guarded: Guarded) -> None:
    old = guarded.trusting
    old.minimum_version = ssl.TLSVersion.TLSv1_2
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1

    async with talk(guarded.office.port) as client:
        await client.say("STARTTLS")
        with pytest.raises((ssl.SSLError, ConnectionError)):
            await encrypt(client, old)


async def test_a_renewed_certificate_is_shown_to_the_next_visitor(guarded: Guarded) -> None:
    before = await serial(guarded)
    again = await serial(guarded)

    guarded.renew()

    assert before == again != await serial(guarded)


async def test_stopping_says_goodbye_inside_tls_too(
    guarded: Guarded, sqlite_database: Database, now: datetime
) -> None:
    entrance = Entrance(certificate=guarded.certificate)
    ready = asyncio.Event()

    async def visit(port: int) -> str:
        async with talk(port) as client:
            await client.say("STARTTLS")
            await encrypt(client, guarded.trusting)
            await client.say("EHLO client.example")
            ready.set()
            return await client.reply()

    async with open_office(sqlite_database.transaction, now, entrance=entrance) as port:
        visitor = asyncio.create_task(visit(port))
        await ready.wait()

    assert await visitor == "421 4.3.2 Closing down, please try again"
