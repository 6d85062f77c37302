"""A partner and an officer on a Bot API server nobody here wrote: `telegram-test-api` of npm, and a real `muster run`.

Slow: Node starts, and a service. What that server lacks is told in tests/peers/telegram_test_api.py.
"""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dispatch.invitations import Invitee, add_officer
from storage.database import Database
from storage.queries import request_by_code
from storage.states import RequestStatus, Role
from tests.flows.partners import YEAR
from tests.flows.service import Service
from tests.flows.steps import form
from tests.peers.ports import free_port
from tests.peers.telegram_test_api import running_test_api, why_not

AMINA, OLGA = 100, 500
CODE = f"{YEAR}-01"


async def invite(database: Database) -> str:
    """The secret of an invitation for Olga."""
    async with database.transaction() as session:
        invitee = Invitee("Olga Novak", "olga@facility.example", Role.OFFICER)
        now = datetime.now(UTC)
        _, secret = await add_officer(session, invitee, language="en", now=now, lasts=timedelta(days=1))
    return secret


async def status(database: Database) -> RequestStatus | None:
    async with database.snapshot() as session:
        found = await request_by_code(session, CODE)
    return found.status if found else None


def button(message: dict[str, Any], label: str) -> str:
    """What a button with this label says to the bot."""
    rows = message["reply_markup"]["inline_keyboard"]
    return next(str(each["callback_data"]) for row in rows for each in row if label in each["text"])


@pytest.fixture(scope="module")
def installed() -> None:
    reason = why_not()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


@pytest.mark.slow
async def test_a_request_by_chat_is_found_eligible(
    sqlite_database: Database, sqlite_url: str, tmp_path: Path, installed: None
) -> None:
    asked = form(dates=f"8-26 March {YEAR + 1}") + "E-mail: amina@labour.example\n"
    async with running_test_api(free_port()) as telegram:
        settings = {
            "database_url": sqlite_url,
            "mail_listen_port": "0",
            "telegram_token": telegram.token,
            "telegram_base_url": telegram.base_url,
        }
        service = Service(tmp_path / "service", settings)
        try:
            await service.start()
            await telegram.say(OLGA, f"/start {await invite(sqlite_database)}", name="Olga Novak")
            await telegram.read(OLGA, "Olga Novak")

            await telegram.say(AMINA, "/request", name="Amina")
            await telegram.read(AMINA, "1 of")
            await telegram.say(AMINA, asked)
            review = await telegram.read(AMINA, "Monitoring of the universal social pension")
            await telegram.press(AMINA, button(review, "Send"))
            await telegram.read(AMINA, CODE)
            card = await telegram.read(OLGA, "Monitoring of the universal social pension")
            await telegram.press(OLGA, button(card, "Eligible"))
            await telegram.press(OLGA, button(await telegram.read(OLGA, "eligible?"), "Yes"))
            async with asyncio.timeout(20):
                while await status(sqlite_database) is RequestStatus.RECEIVED:  # noqa: ASYNC110 -- another process
                    await asyncio.sleep(0.05)

            assert await status(sqlite_database) is not RequestStatus.REJECTED
            assert "we can support" in (await telegram.read(AMINA, "support your request"))["text"]
        finally:
            await service.close()
