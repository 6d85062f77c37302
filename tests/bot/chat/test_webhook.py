import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.chat.client import TelegramClient
from bot.chat.webhook import LARGEST_BODY, NoSecretError, register_webhook, webhook_app
from bot.dispatch.channel_health import ChannelState, Patience
from storage.mail import Inbox
from tests.bot.chat.conftest import FailingTransaction
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_faults import broken, refused

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
SECRET = "a-webhook-secret_1"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
UPDATE = {"update_id": 5, "message": {"chat": {"id": 100}, "from": {"id": 100}, "text": "hello"}}
Stored = Callable[[], Awaitable[list[Inbox]]]


@dataclass
class Hook:
    """A running webhook and what it told."""

    url: str = ""
    health_url: str = ""
    arrivals: int = 0
    health: dict[str, object] = field(default_factory=lambda: {"ok": True, "telegram": "up"})

    def arrived(self) -> None:
        self.arrivals += 1


@pytest.fixture
async def hook(failing: FailingTransaction) -> AsyncIterator[Hook]:
    running = Hook()
    app = webhook_app(failing, SECRET, running.arrived, lambda: NOW, lambda: running.health)
    async with TestServer(app) as server:
        running.url = str(server.make_url("/telegram"))
        running.health_url = str(server.make_url("/health"))
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def post(http: aiohttp.ClientSession, url: str, data: bytes, headers: dict[str, str]) -> int:
    async with http.post(url, data=BytesIO(data), headers=headers) as answer:
        return answer.status


async def test_an_update_is_stored_byte_for_byte_before_it_is_acknowledged(
    hook: Hook, http: aiohttp.ClientSession, stored: Stored
) -> None:
    body = b'{ "update_id":5,"message":{"chat":{"id":100},"text":"\xc3\xa9t\xc3\xa9","of_next_year":1.50} }'

    status = await post(http, hook.url, body, HEADERS)

    (row,) = await stored()
    assert status == 200
    assert (row.payload, row.external_id, row.stream) == (body, "5", "telegram:100")
    assert (row.channel, row.received_at) == ("telegram", NOW)
    assert hook.arrivals == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Telegram-Bot-Api-Secret-Token": ""},
        {"X-Telegram-Bot-Api-Secret-Token": "a-webhook-secret_2"},
        {"X-Telegram-Bot-Api-Secret-Token": SECRET + "x"},
        {"X-Telegram-Bot-Api-Secret-Token": "sécret"},
    ],
)
async def test_a_wrong_or_missing_secret_is_turned_away(
    hook: Hook, http: aiohttp.ClientSession, stored: Stored, headers: dict[str, str]
) -> None:
    status = await post(http, hook.url, json.dumps(UPDATE).encode(), headers)

    assert (status, await stored(), hook.arrivals) == (401, [], 0)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"[]",
        b"null",
        b"{}",
        b'{"update_id": "5"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"update_id":',
    ],
)
async def test_what_is_no_update_is_refused_and_not_stored(
    hook: Hook, http: aiohttp.ClientSession, stored: Stored, body: bytes
) -> None:
    status = await post(http, hook.url, body, HEADERS)

    assert (status, await stored()) == (400, [])


async def test_an_oversized_body_is_refused_and_not_stored(
    hook: Hook, http: aiohttp.ClientSession, stored: Stored
) -> None:
    body = json.dumps(UPDATE | {"padding": "x" * LARGEST_BODY}).encode()

    status = await post(http, hook.url, body, HEADERS)

    assert (status, await stored()) == (413, [])


async def test_an_oversized_body_of_unknown_length_is_refused_as_well(
    hook: Hook, http: aiohttp.ClientSession, stored: Stored
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * (LARGEST_BODY // 10)

    async with http.post(hook.url, data=chunks(), headers=HEADERS) as answer:
        status = answer.status

    assert (status, await stored()) == (413, [])


async def test_other_methods_and_paths_do_nothing(
    hook: Hook, http: aiohttp.ClientSession, stored: Stored
) -> None:
    async with (
        http.get(hook.url, headers=HEADERS) as got,
        http.post(hook.url + "/x", headers=HEADERS) as posted,
    ):
        statuses = (got.status, posted.status)

    assert (statuses, await stored()) == ((405, 404), [])


async def test_a_repeat_is_acknowledged_and_stored_once(
    hook: Hook, http: aiohttp.ClientSession, stored: Stored
) -> None:
    statuses = [await post(http, hook.url, json.dumps(UPDATE).encode(), HEADERS) for _ in range(3)]

    assert (statuses, len(await stored())) == ([200, 200, 200], 1)


async def test_telegram_repeats_what_the_database_did_not_take(
    peer: TelegramPeer, client: TelegramClient, hook: Hook, failing: FailingTransaction, stored: Stored
) -> None:
    failing.failures = 2
    await register_webhook(client, hook.url, SECRET)

    for number in range(5):
        peer.say(100, f"words {number}")
    await peer.until(lambda: not peer.pending)

    rows = await stored()
    assert [json.loads(row.payload)["message"]["text"] for row in rows] == [f"words {n}" for n in range(5)]
    assert peer.webhook_answers == [503, 503, 200, 200, 200, 200, 200]
    assert hook.arrivals == 5


async def test_registering_keeps_order_and_waiting_updates(
    peer: TelegramPeer, client: TelegramClient, hook: Hook, stored: Stored
) -> None:
    peer.say(100, "before the webhook")

    await register_webhook(client, hook.url, SECRET)
    await peer.until(lambda: not peer.pending)

    assert peer.webhook["max_connections"] == 1
    assert peer.webhook["allowed_updates"] == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    ]
    assert len(await stored()) == 1
    assert (await client.get_webhook_info()).url == hook.url


async def test_an_unreachable_telegram_is_waited_for_and_a_refused_token_is_loud(
    peer: TelegramPeer, client: TelegramClient, hook: Hook
) -> None:
    peer.fail_next(broken(502), "setWebhook")
    peer.fail_next(refused(401, "Unauthorized"), "setWebhook")
    states: list[ChannelState] = []
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    patience = Patience(lambda state, _words: states.append(state), pause, luck=lambda: 0.5)
    await register_webhook(client, hook.url, SECRET, patience)

    assert states == [ChannelState.UNREACHABLE, ChannelState.REFUSED, ChannelState.UP]
    assert pauses == [0.75, 60.0]
    assert peer.webhook["url"] == hook.url


async def test_a_webhook_with_another_secret_stores_nothing(
    peer: TelegramPeer, client: TelegramClient, hook: Hook, stored: Stored
) -> None:
    await register_webhook(client, hook.url, "not-the-secret")

    peer.say(100, "hello")
    await peer.until(lambda: len(peer.webhook_answers) >= 2 or None)

    assert peer.webhook_answers[:2] == [401, 401]
    assert (len(peer.pending), await stored()) == (1, [])


async def test_health_is_told_as_json(hook: Hook, http: aiohttp.ClientSession) -> None:
    async with http.get(hook.health_url) as well:
        told = (well.status, await well.json())
    hook.health = {"ok": False, "telegram": "refused"}
    async with http.get(hook.health_url) as ill:
        complaint = (ill.status, await ill.json())

    assert told == (200, {"ok": True, "telegram": "up"})
    assert complaint == (503, {"ok": False, "telegram": "refused"})


def test_a_webhook_without_a_secret_is_not_opened(failing: FailingTransaction) -> None:
    with pytest.raises(NoSecretError, match="anybody's word"):
        webhook_app(failing, "", lambda: None, lambda: NOW, dict)
