"""Whatever files people send by Telegram, and however slowly Telegram hands them out: the others are answered at once."""

import asyncio

import pytest

from bot.chat import files
from tests.flows.chats import AMINA, Telegram
from tests.flows.databases import ON_SQLITE
from tests.peers.telegram_files import Attached

pytestmark = ON_SQLITE

SOON = 15.0
"""Seconds, generously for a busy machine: one pause or download in between would take longer alone."""
FOR_EVER = 120.0


async def amina_is_answered(telegram: Telegram) -> None:
    await telegram.peer.until(lambda: not telegram.peer.pending)
    async with asyncio.timeout(SOON):
        telegram.peer.say(AMINA, "/start", name="Amina")
        await telegram.peer.until(lambda: bool(telegram.peer.messages(AMINA)))


@pytest.fixture
def slow_albums(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part of an album is waited for as long as the test may last."""
    monkeypatch.setattr(files, "ALBUM_SECONDS", FOR_EVER)


@pytest.mark.usefixtures("slow_albums")
async def test_the_albums_of_many_delay_nobody_else(telegram: Telegram) -> None:
    for number in range(12):
        telegram.peer.album(800 + number, [Attached("a.bin", b"x"), Attached("b.bin", b"y")], name="Mallory")

    await amina_is_answered(telegram)


@pytest.mark.usefixtures("slow_albums")
async def test_the_albums_of_one_chat_delay_nobody_else(telegram: Telegram) -> None:
    for _ in range(12):
        telegram.peer.album(800, [Attached("a.bin", b"x"), Attached("b.bin", b"y")], name="Mallory")

    await amina_is_answered(telegram)


async def test_downloads_that_hang_delay_nobody_else(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hangs(*_: object) -> bytes:
        await asyncio.Event().wait()
        return b""

    monkeypatch.setattr(files, "_content", hangs)
    monkeypatch.setattr(files, "FETCH_SECONDS", FOR_EVER)
    for number in range(2):
        telegram.peer.attach(800 + number, Attached("a.bin", b"x"), name="Mallory")

    await amina_is_answered(telegram)
