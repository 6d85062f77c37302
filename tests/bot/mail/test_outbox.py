import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest
import trustme

from bot.dispatch.outcome import Later, Never, Sent
from bot.mail.compose import MailIdentity
from bot.mail.outbox import MailSender, SmtpAccess
from bot.texts.letter import Letter, Paragraph
from bot.texts.letter_json import letter_to_json
from storage.mail import Job
from tests.peers.smtp import Fault, SmtpPeer, smtp_peer

LETTER = Letter("en", "[2026-03] A mission", (Paragraph("Dear Marta,"),))
MARTA = "marta@client.example"


def job(number: int, now: datetime, **payload: object) -> Job:
    order = {"letter": letter_to_json(LETTER), "to": MARTA, "reply_token": "q7abcdef", **payload}
    return Job(
        id=number,
        kind="mail",
        destination=MARTA,
        payload=order,
        message_id=f"{number}@facility.example",
        due_at=now,
        created_at=now,
    )


@pytest.fixture
def access(world: SmtpPeer) -> SmtpAccess:
    return SmtpAccess("127.0.0.1", world.port, security="none")


@pytest.fixture
async def sender(access: SmtpAccess, identity: MailIdentity, now: datetime) -> AsyncIterator[MailSender]:
    async with MailSender(access, identity, clock=lambda: now) as opened:
        yield opened


@asynccontextmanager
async def sending(
    access: SmtpAccess, identity: MailIdentity, now: datetime, tls: ssl.SSLContext | None = None
) -> AsyncIterator[MailSender]:
    async with MailSender(access, identity, clock=lambda: now, tls=tls) as opened:
        yield opened


async def test_a_job_arrives_as_a_mail(sender: MailSender, world: SmtpPeer, now: datetime) -> None:
    outcome = await sender.deliver(job(1, now))

    mail = await world.wait_for(to=MARTA, contains="Dear Marta,")
    assert outcome == Sent({"relay": "OK: kept as 1"})
    assert mail.mail["Message-ID"] == "<1@facility.example>"
    assert mail.subject == "[2026-03] A mission"


async def test_a_bounce_will_say_whom_it_is_about(sender: MailSender, world: SmtpPeer, now: datetime) -> None:
    await sender.deliver(job(1, now))

    mail = await world.wait_for(to=MARTA)
    assert mail.mail_from == "muster+q7abcdef@facility.example"
    assert mail.reply_to == "muster+q7abcdef@facility.example"


async def test_one_connection_serves_many_mails(sender: MailSender, world: SmtpPeer, now: datetime) -> None:
    outcomes = await asyncio.gather(*(sender.deliver(job(number, now)) for number in range(20)))

    assert {type(outcome) for outcome in outcomes} == {Sent}
    assert (len(world.received), world.connections) == (20, 1)


async def test_a_repeat_of_a_job_is_recognisable(sender: MailSender, world: SmtpPeer, now: datetime) -> None:
    for _ in range(2):
        await sender.deliver(job(1, now))

    assert [mail.mail["Message-ID"] for mail in world.received] == ["<1@facility.example>"] * 2


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault("rcpt", "550 5.1.1 no such user"), Never("550 5.1.1 no such user")),
        (Fault("rcpt", "450 4.2.0 greylisted"), Later("450 4.2.0 greylisted")),
        (Fault("data", "554 5.7.1 looks like spam"), Never("554 5.7.1 looks like spam")),
        (Fault("data", "452 4.3.1 disk full"), Later("452 4.3.1 disk full")),
        (
            Fault("mail", "550 5.7.60 not your address"),
            Later("550 5.7.60 not your address", whole_channel=True),
        ),
    ],
)
async def test_a_refusal_is_understood_and_the_next_mail_goes_out(
    sender: MailSender, world: SmtpPeer, now: datetime, fault: Fault, outcome: Later | Never
) -> None:
    world.faults.append(fault)

    refused = await sender.deliver(job(1, now))
    next_one = await sender.deliver(job(2, now))

    assert refused == outcome
    assert next_one == Sent({"relay": "OK: kept as 1"})
    assert world.connections == 1


@pytest.mark.parametrize("fault", [Fault("drop"), Fault("drop_kept")])
async def test_a_connection_dropped_before_the_receipt_is_tried_again(
    sender: MailSender, world: SmtpPeer, now: datetime, fault: Fault
) -> None:
    world.faults.append(fault)

    dropped = await sender.deliver(job(1, now))
    again = await sender.deliver(job(1, now))

    assert isinstance(dropped, Later)
    assert not dropped.whole_channel
    assert isinstance(again, Sent)
    assert {mail.mail["Message-ID"] for mail in world.received} == {"<1@facility.example>"}


async def test_no_relay_is_nobodys_fault(identity: MailIdentity, now: datetime) -> None:
    async with smtp_peer() as gone:
        access = SmtpAccess("127.0.0.1", gone.port, security="none")

    async with sending(access, identity, now) as sender:
        outcome = await sender.deliver(job(1, now))

    assert isinstance(outcome, Later)
    assert outcome.whole_channel


async def test_a_relay_that_comes_back_is_used_again(identity: MailIdentity, now: datetime) -> None:
    async with smtp_peer() as first:
        access = SmtpAccess("127.0.0.1", first.port, security="none")
        sender = MailSender(access, identity, clock=lambda: now)
        await sender.deliver(job(1, now))

    while_away = await sender.deliver(job(2, now))
    async with smtp_peer(port=access.port) as second:
        back = await sender.deliver(job(2, now))
        await sender.close()

    assert isinstance(while_away, Later)
    assert isinstance(back, Sent)
    assert [mail.mail["Message-ID"] for mail in second.received] == ["<2@facility.example>"]


@pytest.mark.parametrize("payload", [{"to": "not an address"}, {"to": ""}, {"letter": {"subject": "x"}}])
async def test_a_job_that_is_no_mail_is_given_up_without_asking_the_relay(
    sender: MailSender, world: SmtpPeer, now: datetime, payload: dict[str, object]
) -> None:
    outcome = await sender.deliver(job(1, now, **payload))

    assert isinstance(outcome, Never)
    assert world.connections == 0


async def test_an_address_outside_ascii_goes_out_if_the_relay_can(
    sender: MailSender, world: SmtpPeer, now: datetime
) -> None:
    outcome = await sender.deliver(job(1, now, to="josé@client.example"))

    mail = await world.wait_for(to="josé@client.example")
    assert isinstance(outcome, Sent)
    assert "To: josé@client.example\r\n" in mail.raw.decode()


async def test_cancelling_a_delivery_leaves_a_sender_that_works(
    sender: MailSender, world: SmtpPeer, now: datetime
) -> None:
    world.faults.append(Fault("hold"))

    first = asyncio.create_task(sender.deliver(job(1, now)))
    await world.held.wait()
    first.cancel()
    await asyncio.wait([first])
    second = await sender.deliver(job(2, now))

    assert first.cancelled()
    assert isinstance(second, Sent)


async def test_the_rate_of_the_provider_is_kept(
    access: SmtpAccess, identity: MailIdentity, world: SmtpPeer, now: datetime
) -> None:
    loop = asyncio.get_running_loop()
    async with MailSender(access, identity, clock=lambda: now, per_second=20) as sender:
        began = loop.time()
        for number in range(5):
            await sender.deliver(job(number, now))

    assert loop.time() - began >= 4 / 20
    assert len(world.received) == 5


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


async def test_starttls_and_login(
    identity: MailIdentity, now: datetime, server_tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    async with smtp_peer(starttls=server_tls, login=("muster", "s3cret")) as relay:
        access = SmtpAccess("localhost", relay.port, "muster", "s3cret", "starttls")
        async with sending(access, identity, now, trusting) as sender:
            outcome = await sender.deliver(job(1, now))

    assert isinstance(outcome, Sent)
    assert len(relay.received) == 1


async def test_encryption_from_the_first_byte(
    identity: MailIdentity, now: datetime, server_tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    async with smtp_peer(tls=server_tls) as relay:
        access = SmtpAccess("localhost", relay.port, security="tls")
        async with sending(access, identity, now, trusting) as sender:
            outcome = await sender.deliver(job(1, now))

    assert isinstance(outcome, Sent)


async def test_a_wrong_password_stops_the_channel_and_not_the_mail(
    identity: MailIdentity, now: datetime, server_tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    async with smtp_peer(starttls=server_tls, login=("muster", "s3cret")) as relay:
        access = SmtpAccess("localhost", relay.port, "muster", "wrong", "starttls")
        async with sending(access, identity, now, trusting) as sender:
            outcome = await sender.deliver(job(1, now))

    assert isinstance(outcome, Later)
    assert outcome.whole_channel
    assert outcome.error.startswith("535 ")


async def test_a_relay_nobody_vouches_for_gets_no_mail(
    identity: MailIdentity, now: datetime, server_tls: ssl.SSLContext
) -> None:
    async with smtp_peer(starttls=server_tls) as relay:
        access = SmtpAccess("localhost", relay.port, security="starttls")
        async with sending(access, identity, now) as sender:
            outcome = await sender.deliver(job(1, now))

    assert isinstance(outcome, Later)
    assert outcome.whole_channel
    assert relay.received == []


async def test_a_relay_without_the_encryption_asked_for_gets_no_mail(
    identity: MailIdentity, now: datetime, world: SmtpPeer
) -> None:
    access = SmtpAccess("127.0.0.1", world.port, security="starttls")

    async with sending(access, identity, now) as sender:
        outcome = await sender.deliver(job(1, now))

    assert isinstance(outcome, Later)
    assert outcome.whole_channel
    assert world.received == []


def test_a_password_is_not_shown_by_accident() -> None:
    assert "s3cret" not in repr(SmtpAccess("relay.example", 587, "muster", "s3cret"))
