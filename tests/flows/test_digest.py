"""The daily digest: once a day at the chosen hour, by the channel of each, and gone when somebody wants none."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, update

from storage.database import Database
from storage.missions import Mission
from storage.people import Officer
from storage.requests import Request
from storage.states import Role
from tests.flows.chats import OLGAS_CHAT, Telegram, open_telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA, Facility, open_facility, said
from tests.flows.steps import ask_team, propose_teams, send_request
from tests.peers.smtp import Delivered, letter

pytestmark = ON_SQLITE

OTTO, AVA = "otto@facility.example", "ava@facility.example"
SUBJECT = "Your day at the facility"


@pytest.fixture
async def facility(database: Database, tmp_path: Path) -> AsyncIterator[Facility]:
    """A facility in Brussels, one hour ahead in winter; it is 9:00 UTC."""
    zone = "Europe/Brussels"
    async with open_facility(database, tmp_path / "data", digest_hour=8, time_zone=zone) as open_one:
        yield open_one


@pytest.fixture
async def telegram(database: Database, tmp_path: Path) -> AsyncIterator[Telegram]:
    async with open_telegram(database, tmp_path / "data", digest_hour=8) as open_one:
        yield open_one


def digests(facility: Facility, to: str = OLGA) -> list[Delivered]:
    return [mail for mail in facility.mails_to(to) if SUBJECT in mail.subject]


async def next_morning(facility: Facility, days: int = 1) -> None:
    """It is 9:00 in Brussels, some days later."""
    facility.time.forward(days=days)
    facility.time.moment = facility.time.moment.replace(hour=8)
    await facility.look_at_clock()


async def test_digest_comes_once_a_day_after_its_hour(facility: Facility) -> None:
    await send_request(facility)

    await facility.look_at_clock()  # on the day the officer came
    facility.time.forward(hours=21, minutes=59)  # 7:59 in Brussels
    await facility.look_at_clock()
    too_early = len(digests(facility))
    facility.time.forward(minutes=1)
    for _ in range(3):
        await facility.look_at_clock()
    facility.time.forward(hours=8)
    await facility.look_at_clock()

    [digest] = digests(facility)
    assert too_early == 0
    assert digest.subject == f"{SUBJECT}, 13 January 2026"
    assert "Waiting for officers" in digest.text
    assert "2026-01 Monitoring of the universal social pension" in said(digest)


async def test_day_on_which_nothing_waits_has_no_digest(facility: Facility) -> None:
    await next_morning(facility)

    assert digests(facility) == []


async def test_missed_hour_is_made_up_for_on_the_same_day(facility: Facility) -> None:
    await send_request(facility)
    facility.time.forward(days=1, hours=6)  # Muster was down this morning

    await facility.look_at_clock()

    assert len(digests(facility)) == 1


async def test_late_and_soon_stand_in_the_digest(facility: Facility) -> None:
    await ask_team(facility)
    await send_request(facility, sender="omar@agency.example")
    async with facility.database.transaction() as session:
        await session.exec(
            update(Request).where(col(Request.code) == "2026-01").values(status_since=facility.time.now())
        )
        await session.exec(update(Mission).values(start=date(2026, 1, 28), end=date(2026, 2, 3)))
    await next_morning(facility, days=4)

    words = said(digests(facility)[-1])

    assert "Late" in words
    assert "was reminded and has not answered" in words
    assert "mission 28 January - 3 February 2026" in words


async def test_everybody_reads_what_concerns_them(facility: Facility) -> None:
    await facility.add_officer(OTTO, "Otto Berg", role=Role.OBSERVER)
    await facility.add_officer(AVA, "Ava Prover", role=Role.APPROVER)
    await propose_teams(facility)
    await facility.write(
        "someone@elsewhere.example",
        "Hello",
        "I am ill, whom do I ask?",
    )
    await next_morning(facility)

    [observer], [approver] = digests(facility, OTTO), digests(facility, AVA)

    assert "/inbox" not in observer.text
    assert "2026-01" in observer.text
    assert "Waiting for your decision" in approver.text
    assert "Waiting for officers" not in approver.text


async def test_mail_offers_to_unsubscribe_and_a_mail_to_that_address_ends_it(facility: Facility) -> None:
    await send_request(facility)
    await next_morning(facility)
    [digest] = digests(facility)
    header = str(digest.mail["List-Unsubscribe"])
    address = header.removeprefix("<mailto:").partition("?")[0]

    await facility.write(OLGA, "unsubscribe", "", to=address)
    await next_morning(facility)

    assert header.endswith("?subject=unsubscribe>")
    assert "List-Unsubscribe-Post" not in digest.mail
    assert "You get no daily summary." in said(facility.mails_to(OLGA)[-1])
    assert len(digests(facility)) == 1


async def test_nobody_else_ends_somebody_s_digest(facility: Facility) -> None:
    await send_request(facility)
    await next_morning(facility)
    address = str(digests(facility)[0].mail["List-Unsubscribe"]).removeprefix("<mailto:").partition("?")[0]

    await facility.write("eve@elsewhere.example", "unsubscribe", "", to=address)
    await next_morning(facility)

    assert len(digests(facility)) == 2


@pytest.mark.parametrize("word", ["STOP", "Désabonner"])
async def test_reply_ends_it_too_and_digest_with_an_hour_brings_it_back(
    facility: Facility, word: str
) -> None:
    await send_request(facility)
    await next_morning(facility)
    await facility.reply(digests(facility)[0], word)
    await next_morning(facility)
    ended = len(digests(facility))

    await facility.reply(facility.mails_to(OLGA)[-1], "DIGEST 7")
    await next_morning(facility)

    assert (ended, len(digests(facility))) == (1, 2)


async def test_other_words_in_reply_end_nothing(facility: Facility) -> None:
    await send_request(facility)
    await next_morning(facility)

    await facility.reply(digests(facility)[0], "ELIGIBLE")

    assert "reply to a message from Muster" in said(facility.mails_to(OLGA)[-1])
    assert (await facility.request("2026-01")).status == "received"


async def test_digest_in_the_chat_is_chosen_by_command(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await send_request(telegram.facility)

    told = await telegram.say(OLGAS_CHAT, "/digest 15")
    telegram.facility.time.forward(hours=5, minutes=30)  # 14:30
    await telegram.facility.look_at_clock()
    before = [shown for shown in telegram.peer.messages(OLGAS_CHAT) if SUBJECT in shown.text]
    telegram.facility.time.forward(days=1, hours=1)
    await telegram.facility.look_at_clock()
    await telegram.quiet()

    digest = telegram.peer.messages(OLGAS_CHAT)[-1].text
    assert "at 15:00" in told
    assert before == []
    assert "Waiting for officers" in digest
    assert "/digest off" in digest
    assert digests(telegram.facility) == []


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/digest off", "You get no daily summary."),
        ("/digest", "Each day at 8:00"),
        ("/digest 7:00", "Each day at 7:00"),
        ("/digest 24", "an hour from 0 to 23"),
        ("/digest noon", "an hour from 0 to 23"),
    ],
)
async def test_command_says_how_it_is(telegram: Telegram, command: str, answer: str) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")

    assert answer in await telegram.say(OLGAS_CHAT, command)


async def test_somebody_who_left_gets_none(facility: Facility) -> None:
    await send_request(facility)
    async with facility.database.transaction() as session:
        await session.exec(update(Officer).values(active=False))

    await next_morning(facility)

    assert digests(facility) == []


async def test_absence_told_to_the_reply_address_is_no_trouble(facility: Facility) -> None:
    await send_request(facility)
    await next_morning(facility)
    [digest] = digests(facility)

    away = letter(sender=OLGA, to=digest.reply_to, subject="Automatic reply: Your day", text="I am away.")
    away["Auto-Submitted"] = "auto-replied"
    await facility.send(away)

    assert (await facility.notes())[-1].startswith("automatic about digest:")
