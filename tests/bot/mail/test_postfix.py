"""Behind a real Postfix, configured as docs/email.md says, in each way to hand mail over."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import pytest
import trustme
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.mail.certificate import Certificate
from bot.mail.listener import Entrance
from storage.database import Database
from storage.mail import Inbox
from tests.bot.mail.office import MAX_BYTES, Office, open_office
from tests.flows.service import until
from tests.peers.ports import free_port
from tests.peers.postfix import ADDRESS, DOMAIN, PAGE, Postfix, running_postfix, why_not
from tests.peers.smtp import SmtpPeer, letter
from tests.peers.smtp_talk import talk

DEADLINE = 60.0
WAYS = ("muster:inet", "muster:unix", "smtp:")
OURS = (f"muster+Q1ABC@{DOMAIN}", f"Muster+r2xyz@{DOMAIN.upper()}", f'"muster+d3"@{DOMAIN}')


@pytest.fixture(scope="module", autouse=True)
def _postfix_can_run() -> None:
    reason = why_not()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that Postfix may enter."""
    with tempfile.TemporaryDirectory(prefix="muster-lmtp-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module", params=WAYS)
def entrance(request: pytest.FixtureRequest, place: Path) -> Entrance:
    socket = place / "lmtp" if request.param == "muster:unix" else None
    return Entrance(port=free_port(), socket=socket, lmtp=request.param != "smtp:")


@pytest.fixture(scope="module")
def postfix(entrance: Entrance) -> Iterator[Postfix]:
    way = "muster:unix" if entrance.socket else "muster:inet" if entrance.lmtp else "smtp:"
    with running_postfix(way, muster=str(entrance.socket or entrance.port)) as running:
        yield running


@pytest.fixture
def desk(postfix: Postfix, sqlite_database: Database) -> Iterator[Office]:
    postfix.forget()
    yield Office(0, sqlite_database.transaction)
    postfix.forget()


def muster(desk: Office, entrance: Entrance, now: datetime) -> AbstractAsyncContextManager[int]:
    """Muster's listener where this Postfix looks for it."""
    return open_office(desk.transaction, now, office=desk, entrance=entrance, mail_address=ADDRESS)


async def stored(office: Office, count: int) -> list[Inbox]:
    """The inbox, as soon as it holds so many."""
    async with asyncio.timeout(DEADLINE):
        while len(rows := await office.inbox()) < count:  # noqa: ASYNC110 -- Postfix makes it so
            await asyncio.sleep(0.02)
    return rows


async def tried_again(postfix: Postfix, office: Office, count: int) -> list[Inbox]:
    """The inbox with so many; Postfix is asked again and again, since it may not have put them aside yet."""
    async with asyncio.timeout(DEADLINE):
        while len(rows := await office.inbox()) < count:
            postfix.flush()
            await asyncio.sleep(0.2)
    return rows


def statuses(postfix: Postfix, *, of: str) -> list[str]:
    return [status for to, status in postfix.statuses() if of in to]


def answer(number: int = 1) -> EmailMessage:
    return letter(
        sender="marta@client.example",
        to=ADDRESS,
        text=f"Yes, {number}.",
        message_id=f"{number}@client.example",
    )


async def test_a_mail_comes_through_as_it_was_sent(
    postfix: Postfix, entrance: Entrance, desk: Office, world: SmtpPeer, now: datetime
) -> None:
    async with muster(desk, entrance, now):
        await world.send(answer(), postfix.port, to=OURS[:1])
        [row] = await stored(desk, 1)

    peer = "" if entrance.socket else "127.0.0.1"
    assert row.envelope == {"mail_from": "marta@client.example", "rcpt_to": [OURS[0].lower()], "peer": peer}
    assert row.payload.endswith(b"\r\n\r\nYes, 1.\r\n")
    assert b"Received: from client.example" in row.payload


async def test_one_mail_for_several_of_our_addresses_is_one_row(
    postfix: Postfix, entrance: Entrance, desk: Office, world: SmtpPeer, now: datetime
) -> None:
    async with muster(desk, entrance, now):
        await world.send(answer(), postfix.port, to=OURS)
        [row] = await stored(desk, 1)
        await until(lambda: not postfix.queue(), deadline=DEADLINE)

    assert sorted(row.envelope["rcpt_to"]) == [f"muster+{tag}@{DOMAIN}" for tag in ("d3", "q1abc", "r2xyz")]  # type: ignore[call-overload]


async def test_postfix_refuses_by_itself_what_is_not_ours(
    postfix: Postfix, desk: Office, world: SmtpPeer
) -> None:
    for stranger in (f"nobody@{DOMAIN}", f"musters@{DOMAIN}"):
        with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
            await world.send(answer(), postfix.port, to=(stranger,))

        assert [one.code for one in refused.value.recipients] == [550]


async def test_while_muster_is_away_mail_waits_and_comes_once(
    postfix: Postfix, entrance: Entrance, desk: Office, world: SmtpPeer, now: datetime
) -> None:
    before = len(postfix.statuses())
    for number in range(3):
        await world.send(answer(number), postfix.port)
    await until(lambda: len(postfix.statuses()) >= before + 3, deadline=DEADLINE)
    waiting = postfix.queue()

    async with muster(desk, entrance, now):
        rows = await tried_again(postfix, desk, 3)
        await until(lambda: not postfix.queue(), deadline=DEADLINE)

    assert waiting == [ADDRESS] * 3
    assert len(rows) == 3


async def test_what_the_database_cannot_take_is_tried_again(
    postfix: Postfix, entrance: Entrance, desk: Office, world: SmtpPeer, now: datetime
) -> None:
    disk_is_full = True

    @asynccontextmanager
    async def sometimes() -> AsyncIterator[AsyncSession]:
        async with desk.transaction() as session:
            yield session
            if disk_is_full:
                raise OSError("disk full")

    async with open_office(sometimes, now, office=desk, entrance=entrance, mail_address=ADDRESS):
        await world.send(answer(), postfix.port, to=(f"muster+again@{DOMAIN}",))
        await until(lambda: bool(statuses(postfix, of="+again@")), deadline=DEADLINE)
        disk_is_full = False
        rows = await tried_again(postfix, desk, 1)
        await until(lambda: len(statuses(postfix, of="+again@")) == 2, deadline=DEADLINE)

    assert statuses(postfix, of="+again@") == ["deferred", "sent"]
    assert len(rows) == 1


async def test_a_mail_too_large_for_muster_goes_back_and_is_not_tried_again(
    postfix: Postfix, entrance: Entrance, desk: Office, world: SmtpPeer, now: datetime
) -> None:
    large = letter(sender="marta@client.example", to=ADDRESS, text="word " * (MAX_BYTES // 4))

    async with muster(desk, entrance, now):
        await world.send(large, postfix.port, to=(f"muster+large@{DOMAIN}",))
        await until(lambda: bool(statuses(postfix, of="+large@")), deadline=DEADLINE)

    assert statuses(postfix, of="+large@") == ["bounced"]
    assert await desk.inbox() == []


@pytest.mark.parametrize(
    "dot", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n", b"\r\n\x00.\r\n"]
)
async def test_no_second_mail_can_be_smuggled_in(
    postfix: Postfix, entrance: Entrance, desk: Office, now: datetime, dot: bytes
) -> None:
    hidden = (
        b"MAIL FROM:<officer@facility.example>\r\n"
        b"RCPT TO:<" + ADDRESS.encode() + b">\r\nDATA\r\nSubject: x\r\n\r\nAPPROVE A"
    )
    async with muster(desk, entrance, now):
        async with talk(postfix.port) as client:
            await client.envelope("marta@client.example", ADDRESS)
            reply = await client.say(b"Subject: y\r\n\r\nYes." + dot + hidden + b"\r\n.")
            after = await client.say("NOOP")
        [row] = await stored(desk, 1)

    assert (reply[:3], after[:3]) == ("250", "250")
    assert row.envelope["mail_from"] == "marta@client.example"
    assert b"APPROVE A" in row.payload
    assert len(await desk.inbox()) == 1


async def test_a_bounce_of_what_muster_sent_comes_back_to_it(
    postfix: Postfix, entrance: Entrance, desk: Office, world: SmtpPeer, now: datetime
) -> None:
    async with muster(desk, entrance, now):
        await world.send(answer(), postfix.port, mail_from="", to=(f"muster+q1@{DOMAIN}",))
        [row] = await stored(desk, 1)

    assert (row.envelope["mail_from"], row.envelope["rcpt_to"]) == ("", [f"muster+q1@{DOMAIN}"])


async def test_an_address_outside_ascii_writes_through_postfix(
    postfix: Postfix, entrance: Entrance, desk: Office, now: datetime
) -> None:
    async with muster(desk, entrance, now):
        async with talk(postfix.port) as client:
            await client.say("EHLO client.example")
            await client.say("MAIL FROM:<josé@client.example> SMTPUTF8 BODY=8BITMIME")
            await client.say(f"RCPT TO:<{ADDRESS}>")
            await client.say("DATA")
            await client.say("From: José <josé@client.example>\r\n\r\nsí\r\n.")
        [row] = await stored(desk, 1)

    assert row.stream == "josé@client.example"
    assert row.payload.endswith("\r\n\r\nsí\r\n".encode())


async def test_many_mails_at_once_all_come_and_none_twice(
    postfix: Postfix, entrance: Entrance, desk: Office, world: SmtpPeer, now: datetime
) -> None:
    async with muster(desk, entrance, now):
        async with asyncio.TaskGroup() as group:
            for number in range(40):
                group.create_task(world.send(answer(number), postfix.port))
        rows = await stored(desk, 40)
        await until(lambda: not postfix.queue(), deadline=DEADLINE)

    assert len({row.external_id for row in rows}) == len(await desk.inbox()) == 40


async def test_postfix_hands_over_encrypted_when_it_must(
    entrance: Entrance, world: SmtpPeer, now: datetime, sqlite_database: Database, tmp_path: Path
) -> None:
    if entrance.socket or not entrance.lmtp:
        pytest.skip("one way is enough")
    certificate = trustme.CA().issue_cert("localhost")
    certificate.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    certificate.private_key_pem.write_to_path(tmp_path / "key.pem")
    desk = Office(0, sqlite_database.transaction)
    guarded = replace(entrance, certificate=Certificate.open(tmp_path / "cert.pem", tmp_path / "key.pem"))
    forced = "    -o lmtp_tls_security_level=encrypt\n    -o lmtp_tls_loglevel=1\n"

    with running_postfix(muster=str(entrance.port), services=forced) as postfix:
        async with muster(desk, guarded, now):
            await world.send(answer(), postfix.port)
            rows = await stored(desk, 1)
        log = postfix.log

    assert len(rows) == 1
    assert "TLS connection established to 127.0.0.1" in log


async def test_one_address_of_a_shared_domain_comes_to_muster_with_all_its_tags(
    entrance: Entrance, world: SmtpPeer, now: datetime, sqlite_database: Database
) -> None:
    if entrance.socket or not entrance.lmtp:
        pytest.skip("one way is enough")
    page = PAGE.read_text(encoding="utf-8")
    alone = (
        page.split("**One address of a domain that has other mailboxes.**")[1]
        .split("```")[1]
        .partition("\n")[2]
    )
    shared = "relay_domains = facility.example\nrelay_recipient_maps =\n" + alone.replace(
        "2525", str(entrance.port)
    )
    desk = Office(0, sqlite_database.transaction)

    with running_postfix(muster=str(entrance.port), more=shared) as postfix:
        async with open_office(desk.transaction, now, office=desk, entrance=entrance):
            for to in ("muster@facility.example", "Muster+Q1@Facility.Example", "olga@facility.example"):
                await world.send(answer(), postfix.port, to=(to,))
            rows = await stored(desk, 2)
            await until(lambda: len(postfix.statuses()) >= 3, deadline=DEADLINE)
        elsewhere = [to for to, status in postfix.statuses() if status != "sent"]

    assert sorted(str(row.envelope["rcpt_to"]) for row in rows) == [
        "['muster+q1@facility.example']",
        "['muster@facility.example']",
    ]
    assert elsewhere == ["olga@facility.example"]
