import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from bot.dispatch.channel_health import ChannelState
from bot.dispatch.outcome import Later, Never, Sent
from bot.mail.compose import MailIdentity
from bot.mail.outbox import MailSender
from bot.mail.pace import Pace, limits
from bot.mail.relay import SmtpAccess
from bot.texts.letter import Letter, Paragraph
from bot.texts.letter_json import letter_to_json
from intake.tokens import Purpose, claims_in, genuine
from storage.mail import Job
from tests.peers.smtp import Fault, Moment, SmtpPeer, smtp_peer

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
async def sending(access: SmtpAccess, identity: MailIdentity, now: datetime) -> AsyncIterator[MailSender]:
    async with MailSender(access, identity, clock=lambda: now) as opened:
        yield opened


async def test_a_job_arrives_as_a_mail(sender: MailSender, world: SmtpPeer, now: datetime) -> None:
    outcome = await sender.deliver(job(1, now))

    mail = await world.wait_for(to=MARTA, contains="Dear Marta,")
    assert outcome == Sent({"relay": "OK: kept as 1"})
    assert mail.mail["Message-ID"] == "<1@facility.example>"
    assert mail.subject == "[2026-03] A mission"


async def test_a_bounce_will_say_which_letter_it_is_about(
    sender: MailSender, world: SmtpPeer, identity: MailIdentity, now: datetime
) -> None:
    await sender.deliver(job(1, now))

    mail = await world.wait_for(to=MARTA)
    [claim] = claims_in([mail.mail_from], identity.mail_address)
    assert (claim.purpose, claim.row_id) == (Purpose.BOUNCE, 1)
    assert genuine(identity.secret, claim, MARTA)
    assert mail.reply_to == "muster+q7abcdef@facility.example"


async def test_a_few_connections_serve_many_mails(sender: MailSender, world: SmtpPeer, now: datetime) -> None:
    outcomes = await asyncio.gather(*(sender.deliver(job(number, now)) for number in range(20)))

    assert {type(outcome) for outcome in outcomes} == {Sent}
    assert (len(world.received), world.connections) == (20, 2)


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
    pace = Pace(*limits(per_second=20))
    async with MailSender(access, identity, clock=lambda: now, pace=pace) as sender:
        began = loop.time()
        for number in range(5):
            await sender.deliver(job(number, now))

    assert loop.time() - began >= 4 / 20
    assert len(world.received) == 5


@pytest.mark.parametrize(
    ("moment", "reply"),
    [
        ("mail", "550 5.7.60 not allowed to send as this sender"),
        ("data", "554 5.2.252 SendAsDenied; muster@facility.example not allowed to send as muster+b1"),
        ("data", "554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied"),
    ],
)
async def test_a_tag_that_the_provider_refuses_is_left_away(
    sender: MailSender,
    world: SmtpPeer,
    identity: MailIdentity,
    now: datetime,
    moment: Moment,
    reply: str,
) -> None:
    world.faults.append(Fault(moment, reply, to=identity.bounces_to(1, MARTA) if moment == "mail" else ""))

    outcomes = [await sender.deliver(job(number, now)) for number in (1, 2)]

    assert [type(outcome) for outcome in outcomes] == [Sent, Sent]
    assert [mail.mail_from for mail in world.received] == [identity.mail_address] * 2


async def test_a_sender_refused_with_and_without_tag_is_our_setup(
    access: SmtpAccess, world: SmtpPeer, identity: MailIdentity, now: datetime
) -> None:
    world.faults += [Fault("mail", "550 5.7.60 not yours")] * 2
    states: list[ChannelState] = []

    async with MailSender(
        access, identity, clock=lambda: now, health=lambda state, _: states.append(state)
    ) as sender:
        refused = await sender.deliver(job(1, now))
        again = await sender.deliver(job(1, now))

    assert refused == Later("550 5.7.60 not yours", timedelta(seconds=1), whole_channel=True)
    assert isinstance(again, Sent)
    assert states == [ChannelState.REFUSED, ChannelState.UP]
    assert world.received[0].mail_from == identity.bounces_to(1, MARTA)


@pytest.mark.parametrize("words", [b"", b"421 4.4.2 timeout exceeded\r\n"])
async def test_a_connection_closed_while_idle_costs_nothing(
    sender: MailSender, world: SmtpPeer, now: datetime, words: bytes
) -> None:
    await sender.deliver(job(1, now))
    world.hang_up(words)

    outcome = await sender.deliver(job(2, now))

    assert outcome == Sent({"relay": "OK: kept as 2"})
    assert world.connections == 2


async def test_a_connection_that_vanishes_before_the_letter_was_sent_is_replaced(
    sender: MailSender, world: SmtpPeer, now: datetime
) -> None:
    await sender.deliver(job(1, now))
    world.faults.append(Fault("vanish"))

    outcome = await sender.deliver(job(2, now))

    assert isinstance(outcome, Sent)
    assert len(world.received) == 2


@pytest.mark.parametrize("at", ["mail", "rcpt", "data"])
async def test_a_server_that_closes_in_the_middle_gets_a_rest(
    sender: MailSender, world: SmtpPeer, now: datetime, at: Moment
) -> None:
    world.faults.append(Fault(at, "421 4.3.2 closing"))
    loop = asyncio.get_running_loop()
    began = loop.time()

    closed = await sender.deliver(job(1, now))
    again = await sender.deliver(job(1, now))

    assert closed == Later("421 4.3.2 closing", timedelta(seconds=1), whole_channel=True)
    assert isinstance(again, Sent)
    assert loop.time() - began >= 1
    assert world.connections == 2


async def test_a_slow_answer_to_one_mail_does_not_hold_up_the_others(
    sender: MailSender, world: SmtpPeer, now: datetime
) -> None:
    world.faults.append(Fault("hold"))

    slow = asyncio.create_task(sender.deliver(job(1, now)))
    await world.held.wait()
    others = [await sender.deliver(job(number, now)) for number in range(2, 6)]
    world.released.set()

    assert {type(outcome) for outcome in (*others, await slow)} == {Sent}


async def test_only_the_recipient_who_is_refused_is_told_so(
    sender: MailSender, world: SmtpPeer, now: datetime
) -> None:
    world.faults.append(Fault("rcpt", "550 5.1.1 unknown", to="gone@client.example"))
    addresses = [MARTA, "gone@client.example", "olga@client.example"]

    outcomes = await asyncio.gather(
        *(sender.deliver(job(number, now, to=to)) for number, to in enumerate(addresses, 1))
    )

    assert [type(outcome) for outcome in outcomes] == [Sent, Never, Sent]
    assert {mail.recipients for mail in world.received} == {(MARTA,), ("olga@client.example",)}


async def test_who_would_wait_too_long_for_the_days_limit_goes_back(
    access: SmtpAccess, identity: MailIdentity, world: SmtpPeer, now: datetime
) -> None:
    pace = Pace(*limits(per_day=1))

    async with MailSender(access, identity, clock=lambda: now, pace=pace) as sender:
        outcomes = [await sender.deliver(job(number, now)) for number in (1, 2)]

    [sent, back] = outcomes
    assert isinstance(sent, Sent)
    assert isinstance(back, Later)
    assert back.whole_channel
    assert back.after is not None
    assert back.after > timedelta(hours=23)


async def test_a_mail_is_signed_on_its_way_out(
    access: SmtpAccess, identity: MailIdentity, world: SmtpPeer, now: datetime
) -> None:
    async with MailSender(
        access, identity, clock=lambda: now, sign=lambda raw: b"X-Signed: yes\r\n" + raw
    ) as sender:
        await sender.deliver(job(1, now))

    assert world.received[0].mail["X-Signed"] == "yes"


async def test_pipelining_changes_nothing_but_the_time(identity: MailIdentity, now: datetime) -> None:
    async with smtp_peer(pipelining=True) as relay:
        relay.faults.append(Fault("rcpt", "550 5.1.1 unknown"))
        access = SmtpAccess("127.0.0.1", relay.port, security="none")
        async with sending(access, identity, now) as sender:
            outcomes = [await sender.deliver(job(number, now)) for number in (1, 2, 3)]

    assert [type(outcome) for outcome in outcomes] == [Never, Sent, Sent]
    assert [mail.mail["Message-ID"] for mail in relay.received] == [
        "<2@facility.example>",
        "<3@facility.example>",
    ]
    assert relay.connections == 1
