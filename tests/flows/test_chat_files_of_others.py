"""Whatever files people send by Telegram, and however slowly Telegram hands them out: the others are answered at once."""

import asyncio

import pytest

from bot.chat import files
from tests.flows.chats import AMINA, Telegram
from tests.flows.databases import ON_SQLITE
from tests.peers.telegram_files import Attached

pytestmark = ON_SQLITE

AT_ONCE = 2.0
"""Seconds, generously for a busy machine: with pauses or downloads in between it would be four and more."""


async def amina_is_answered(telegram: Telegram) -> None:
    await telegram.peer.until(lambda: not telegram.peer.pending)
    async with asyncio.timeout(AT_ONCE):
        telegram.peer.say(AMINA, "/start", name="Amina")
        await telegram.peer.until(lambda: bool(telegram.peer.messages(AMINA)))


async def test_the_albums_of_many_delay_nobody_else(telegram: Telegram) -> None:
    for number in range(12):
        telegram.peer.album(800 + number, [Attached("a.bin", b"x"), Attached("b.bin", b"y")], name="Mallory")

    await amina_is_answered(telegram)


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
    for number in range(2):
        telegram.peer.attach(800 + number, Attached("a.bin", b"x"), name="Mallory")

    await amina_is_answered(telegram)
