"""kill -9 of a real `muster run`, again and again, while hundreds of partners write to its bot.

By long polling and by webhook: every update is stored once and has its one effect. Slow: it takes half a minute each.
"""

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.journal import JournalEntry
from storage.mail import Job
from storage.requests import Request
from storage.states import InboxStatus, JobStatus, RequestStatus
from tests.flows.partners import COUNTRIES, FORM, PLACES, TOPICS, YEAR
from tests.flows.world import World, rows, the_jobs, world
from tests.peers.ports import free_port
from tests.peers.telegram import TelegramPeer

PARTNERS = 100
GREETERS = 60
KILLS = 6
FIRST_PARTNER, FIRST_GREETER = 10_000, 20_000
STORY = ("/start", "/request", FORM + "E-mail: partner{number}@ministry.example\n", "yes", "/status")
UPDATES = PARTNERS * len(STORY) + GREETERS
WORDS_AT_RISK = 40
"""Messages that may be under way at one kill: what Telegram took but Muster had not yet written down."""


def settings_of(mode: str) -> dict[str, str]:
    if mode == "polling":
        return {}
    port = free_port()
    return {
        "telegram_mode": "webhook",
        "webhook_url": f"http://127.0.0.1:{port}/telegram",
        "webhook_port": str(port),
        "webhook_secret": "a-webhook-secret_1",
    }


def lines_of(number: int) -> list[str]:
    """What one partner writes, about a matter nobody else writes about."""
    topic, place = TOPICS[number // len(PLACES)], number % len(PLACES)
    words = {
        "number": number,
        "year": YEAR + 1,
        "title": f"{topic} in {PLACES[place]}",
        "country": COUNTRIES[place],
        "institution": f"{topic} office of {PLACES[place]}",
    }
    return [line.format(**words) for line in STORY]


async def everybody_writes(telegram: TelegramPeer) -> None:
    """All partners side by side, a line each in turn, and somebody new who greets now and then."""
    told = [lines_of(number) for number in range(PARTNERS)]
    greeters = iter(range(FIRST_GREETER, FIRST_GREETER + GREETERS))
    for step in range(len(STORY)):
        for number, lines in enumerate(told):
            chat = FIRST_PARTNER + number
            telegram.say(chat, lines[step], name=f"Partner {number}", language="en")
            if number % (PARTNERS * len(STORY) // GREETERS) == 0 and (new := next(greeters, 0)):
                telegram.say(new, "/start", name=f"Person {new}", language="fr")
            await asyncio.sleep(0.005)  # people do not all write in one instant
    for new in greeters:
        telegram.say(new, "/start", name=f"Person {new}", language="es")


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_no_update_is_lost_and_none_has_its_effect_twice(
    database: Database, database_url: str, tmp_path: Path, mode: str
) -> None:
    async with world(database, database_url, tmp_path, **settings_of(mode)) as everybody:
        await everybody.service.start()
        async with asyncio.TaskGroup() as group:
            group.create_task(everybody_writes(everybody.telegram))
            group.create_task(everybody.kill_at_random(random.Random(2026), KILLS))  # noqa: S311 -- repeatable
        await everybody.everything_done()
        code = await everybody.service.stop()

        assert (code, everybody.service.starts) == (0, KILLS + 1)
        await every_update_is_done(everybody)
        await every_partner_has_one_request(everybody)
        await everybody_was_answered_alike(everybody)
        assert bool(everybody.telegram.called("getUpdates")) is (mode == "polling")


async def every_update_is_done(everybody: World) -> None:
    kept = await rows(everybody.database, "telegram")
    assert [int(row.external_id) for row in kept] == list(range(1000, 1000 + UPDATES))
    assert {row.status for row in kept} == {InboxStatus.DONE}
    assert all(row.attempts <= KILLS + 1 for row in kept)


async def every_partner_has_one_request(everybody: World) -> None:
    async with everybody.database.snapshot() as session:
        requests = list((await session.exec(select(Request).order_by(col(Request.id)))).all())
        query = select(JournalEntry.request_id).where(JournalEntry.event == "request.received")
        received = Counter((await session.exec(query)).all())
    codes = sorted(request.code or "" for request in requests)
    assert codes == sorted(f"{YEAR}-{place:02}" for place in range(1, PARTNERS + 1))
    assert {request.status for request in requests} == {RequestStatus.RECEIVED}
    assert received == Counter(request.id for request in requests)
    assert len({request.title for request in requests}) == PARTNERS


async def everybody_was_answered_alike(everybody: World) -> None:
    """As many letters to each as to everybody else, each of them shown, and few of them twice."""
    jobs = [job for job in await the_jobs(everybody.database) if job.kind == "telegram"]
    assert {job.status for job in jobs} == {JobStatus.DONE}
    letters = Counter(job.destination for job in jobs)
    assert {letters[f"telegram:{FIRST_PARTNER + number}"] for number in range(PARTNERS)} == {len(STORY)}
    assert {letters[f"telegram:{FIRST_GREETER + number}"] for number in range(GREETERS)} == {1}
    shown = {chat: everybody.telegram.messages(chat) for chat in map(chat_of, jobs)}
    for chat, messages in shown.items():
        assert len({message.text for message in messages}) == letters[f"telegram:{chat}"]
    repeated = sum(map(len, shown.values())) - len(jobs)
    assert repeated <= KILLS * WORDS_AT_RISK


def chat_of(job: Job) -> int:
    return int(job.destination.removeprefix("telegram:"))
