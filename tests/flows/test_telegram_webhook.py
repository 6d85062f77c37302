"""Telegram pushes its updates: only with the secret, stored before they are acknowledged, and answered."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from storage.database import Database
from tests.flows.chats import AMINA, Telegram, open_telegram
from tests.peers.ports import free_port

SECRET = "a-webhook-secret_1"


@pytest.fixture
async def hooked(database: Database, tmp_path: Path) -> AsyncIterator[Telegram]:
    port = free_port()
    chosen = {
        "telegram_mode": "webhook",
        "webhook_url": f"http://127.0.0.1:{port}/telegram",
        "webhook_port": port,
        "webhook_secret": SECRET,
    }
    async with open_telegram(database, tmp_path / "data", **chosen) as telegram:
        await telegram.peer.until(lambda: telegram.peer.webhook)
        yield telegram


async def test_a_pushed_update_is_answered(hooked: Telegram) -> None:
    answer = await hooked.say(AMINA, "/start", name="Amina", language="fr")

    assert "Bonjour" in answer
    assert hooked.peer.webhook["secret_token"] == SECRET
    assert hooked.peer.webhook_answers == [200]
    assert hooked.peer.called("getUpdates") == []


async def test_whoever_does_not_know_the_secret_is_not_heard(hooked: Telegram) -> None:
    message = {"chat": {"id": AMINA}, "from": {"id": AMINA}, "text": "/start"}
    address = hooked.peer.webhook["url"]
    async with aiohttp.ClientSession() as http:
        async with http.post(address, json={"update_id": 5, "message": message}) as answer:
            without = answer.status
        wrong = {"X-Telegram-Bot-Api-Secret-Token": "another-webhook-secret"}
        async with http.post(address, json={"update_id": 6, "message": message}, headers=wrong) as answer:
            mistaken = answer.status
        async with http.get(address.replace("/telegram", "/health")) as answer:
            health = await answer.json()
    await hooked.quiet()

    assert (without, mistaken) == (401, 401)
    assert await hooked.messages() == []
    assert health["ok"] is True
    assert health["channels"]["telegram"] == "up"
