import logging
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import InvalidToken

from bot.chat.client import TelegramClient, open_client
from tests.peers.telegram import TelegramPeer


async def test_nothing_is_asked_before_somebody_wants_to_know(peer: TelegramPeer) -> None:
    async with open_client(peer.token, peer.base_url, proxies=False) as client:
        assert peer.calls == []
        assert (await client.get_me()).username == "muster_test_bot"


async def test_a_wrong_token_is_named(peer: TelegramPeer) -> None:
    async with open_client("123456:wrong", peer.base_url, proxies=False) as client:
        with pytest.raises(InvalidToken, match="Unauthorized"):
            await client.raw_updates(offset=None, wait=timedelta(0))


async def test_raw_updates_asks_for_just_what_muster_reads(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    updates = await client.raw_updates(offset=5, wait=timedelta(0))

    (call,) = peer.called("getUpdates")
    assert updates == []
    assert call.params == {
        "offset": 5,
        "limit": 100,
        "timeout": 0,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
    }


async def test_the_token_is_not_logged(
    peer: TelegramPeer, client: TelegramClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await client.get_me()

    assert peer.token not in caplog.text


async def test_the_client_is_the_real_library(client: TelegramClient) -> None:
    assert isinstance(client, Bot)
