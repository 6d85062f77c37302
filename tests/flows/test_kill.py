"""kill -9 of a real `muster run`, again and again, while mails and updates pour in: nothing lost, nothing done twice."""

import asyncio
import email
import random
from collections import Counter
from email.message import EmailMessage
from itertools import groupby
from pathlib import Path

import pytest
from sqlmodel import col, select

from storage.database import Database
from storage.journal import JournalEntry
from storage.mail import Inbox
from storage.requests import Request
from storage.states import InboxStatus, JobStatus, RequestStatus
from tests.flows.partners import MOST, OLGA, YEAR, partner, request_mail
from tests.flows.world import World, rows, the_jobs, world
from tests.peers.smtp import Delivered
from tests.peers.telegram import TelegramPeer

MAILS = MOST
REPEATS = 40
DIALOGUES = 5
UPDATES = 200
KILLS = 7
DEADLINE = 120.0
# Unlike each other and those of the mails: nobody is asked whether they meant another one.
INSTITUTIONS = (
    "Cocoa Growers Union", "Harbour Pilots Guild", "Teachers Provident Office", "Lake Fisheries Chamber", "Rail Mutual",
)  # fmt: skip
DIALOGUE = (
    "/request", "{institution}", "Togo", "fund{number}@fund.example", "Card readers for fund {number}",
    "social pensions", "The readers of fund {number} fail every month, and nobody repairs them.",
    "skip", "skip", "skip", "8-26 March {year}", "5", "English", "2", "skip", "skip", "yes",
)  # fmt: skip


def people_write(telegram: TelegramPeer) -> None:
    """So many updates: a few whole dialogues at once, and greetings from many chats."""
    for number in range(DIALOGUES):
        for words in DIALOGUE:
            text = words.format(number=number, institution=INSTITUTIONS[number], year=YEAR + 1)
            telegram.say(9000 + number, text, name=f"Fund Clerk {number}", language="en")
    for number in range(UPDATES - DIALOGUES * len(DIALOGUE)):
        chat = 100 + number // 2
        telegram.say(
            chat, "/start" if number % 2 == 0 else "/language fr", name=f"Person {chat}", language="es"
        )


def message_id(row: Inbox) -> str:
    return str(email.message_from_bytes(row.payload)["Message-ID"])


def same_mail(copies: list[Delivered]) -> bool:
    """Whether copies differ in nothing but the moment they were sent."""
    told = {(copy.recipients, copy.subject, copy.text, copy.reply_to) for copy in copies}
    return len(told) == 1


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_nothing_is_lost_and_nothing_is_done_twice(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    mails = [request_mail(number) for number in range(MAILS)]
    async with world(database, database_url, tmp_path) as everybody:
        service, telegram = everybody.service, everybody.telegram
        await service.start()
        people_write(telegram)
        async with asyncio.TaskGroup() as group:
            for first in range(4):
                group.create_task(everybody.send_all(mails[first::4] + mails[first:REPEATS:4]))
            group.create_task(everybody.kill_at_random(random.Random(2026), KILLS))  # noqa: S311 -- repeatable on purpose
        await everybody.everything_done()
        code = await service.stop()

        assert (code, service.starts) == (0, KILLS + 1)
        await no_mail_lost(everybody, mails)
        await no_update_lost(everybody)
        await one_request_each(everybody)
        await every_letter_sent(everybody)


async def no_mail_lost(everybody: World, mails: list[EmailMessage]) -> None:
    kept = await rows(everybody.database, "mail")
    assert len(everybody.acknowledged) == MAILS + REPEATS
    assert sorted(message_id(row) for row in kept) == sorted(str(mail["Message-ID"]) for mail in mails)
    assert {(row.status, row.note.partition(" ")[0]) for row in kept} == {(InboxStatus.DONE, "request")}


async def no_update_lost(everybody: World) -> None:
    kept = await rows(everybody.database, "telegram")
    assert [int(row.external_id) for row in kept] == list(range(1000, 1000 + UPDATES))
    assert {row.status for row in kept} == {InboxStatus.DONE}


async def one_request_each(everybody: World) -> None:
    number = MAILS + DIALOGUES
    async with everybody.database.snapshot() as session:
        requests = list((await session.exec(select(Request).order_by(col(Request.id)))).all())
        query = select(JournalEntry.request_id).where(JournalEntry.event == "request.received")
        received = Counter((await session.exec(query)).all())
    assert {request.status for request in requests} == {RequestStatus.RECEIVED}
    codes = sorted((request.code or "" for request in requests), key=lambda code: int(code[5:]))
    assert codes == [f"{YEAR}-{place:02}" for place in range(1, number + 1)]
    assert len({request.title for request in requests}) == number
    assert received == Counter(request.id for request in requests)


async def every_letter_sent(everybody: World) -> None:
    """Every job is done; what was sent more than once carries one Message-ID and says the same."""
    jobs = await the_jobs(everybody.database)
    assert {job.status for job in jobs} == {JobStatus.DONE}
    wanted = {f"<{job.message_id}>" for job in jobs if job.kind == "mail"}
    sent = sorted(everybody.outside.received, key=lambda mail: str(mail.mail["Message-ID"]))
    copies = {key: list(group) for key, group in groupby(sent, key=lambda mail: str(mail.mail["Message-ID"]))}
    assert set(copies) == wanted
    assert all(same_mail(group) for group in copies.values())
    to = Counter(group[0].recipients[0] for group in copies.values())
    partners = {partner(number): 1 for number in range(MAILS)}
    assert to == Counter({OLGA: MAILS + DIALOGUES} | partners)
    assert len(sent) - len(copies) <= KILLS * 2
