"""One chat's files hold up everybody: there is one inbox loop, and it waits inside `examine`."""

import asyncio
import time

import pytest

import bot.chat.files as files
from tests.flows.chats import AMINA, Telegram
from tests.flows.databases import ON_SQLITE
from tests.peers.telegram_files import Attached

pytestmark = ON_SQLITE


async def wait_of_amina(telegram: Telegram) -> float:
    await telegram.peer.until(lambda: not telegram.peer.pending)
    begin = time.monotonic()
    telegram.peer.say(AMINA, "/start", name="Amina")
    while not telegram.peer.messages(AMINA):
        await asyncio.sleep(0.02)
    return time.monotonic() - begin


async def test_albums_of_many_chats_or_one_delay_everybody(telegram: Telegram) -> None:
    for n in range(12):
        telegram.peer.album(800 + n, [Attached("a.bin", b"x"), Attached("b.bin", b"y")], name="Mallory")
    waited = await wait_of_amina(telegram)
    print(f"WAITED {waited:.1f} s")
    assert waited < 2


async def test_a_download_that_hangs_delays_everybody(telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FETCH_SECONDS", 4.0)  # 20 in reality, again 20 s later, for ten minutes, for each file

    async def hangs(*_: object) -> bytes:
        await asyncio.sleep(3600)
        return b""

    monkeypatch.setattr(files, "_content", hangs)
    for n in range(2):
        telegram.peer.attach(800 + n, Attached("a.bin", b"x"), name="Mallory")
    waited = await wait_of_amina(telegram)
    print(f"WAITED {waited:.1f} s")
    assert waited < 2
