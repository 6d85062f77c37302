import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.client import TelegramClient, open_client
from bot.chat.fetch import Polling, fetch_updates
from bot.dispatch.channel_health import ChannelState, Patience
from storage.mail import Inbox
from storage.transaction import Transaction
from tests.bot.chat.conftest import FailingTransaction
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_faults import Fault, broken, dropped, lost_answer, refused, too_many

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
Stored = Callable[[], Awaitable[list[Inbox]]]


@dataclass
class Watch:
    """What a running fetch loop told the world."""

    states: list[ChannelState] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    arrivals: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def health(self, state: ChannelState, _words: str) -> None:
        self.states.append(state)
        self.changed.set()

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0)

    async def troubles(self, number: int) -> None:
        """Returns when so many rounds have gone wrong."""
        async with asyncio.timeout(10):
            while len([state for state in self.states if state is not ChannelState.UP]) < number:
                self.changed.clear()
                await self.changed.wait()

    def arrived(self) -> None:
        self.arrivals += 1


@asynccontextmanager
async def fetching(
    client: TelegramClient, transaction: Transaction, *, take_over: bool = False, wait: int = 20
) -> AsyncIterator[Watch]:
    watch = Watch()
    patience = Patience(watch.health, watch.pause, luck=lambda: 0.5)
    polling = Polling(patience, timedelta(seconds=wait), take_over=take_over)
    task = asyncio.create_task(
        fetch_updates(client, transaction, clock=lambda: NOW, arrived=watch.arrived, polling=polling)
    )
    try:
        yield watch
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def all_acknowledged(peer: TelegramPeer) -> None:
    await peer.until(lambda: not peer.pending)


def offsets(peer: TelegramPeer) -> list[int | None]:
    return [call.params.get("offset") for call in peer.called("getUpdates")]


def said(rows: list[Inbox]) -> list[str]:
    return [json.loads(row.payload)["message"]["text"] for row in rows]


async def test_an_update_is_stored_as_it_came(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction, stored: Stored
) -> None:
    update = {
        "update_id": 7001,
        "message": {"chat": {"id": 100}, "text": "été 😀", "of_next_year": {"deep": [1, None]}},
        "kind_of_next_year": {"x": 1.5},
    }
    peer.forge(update)

    async with fetching(client, transaction) as watch:
        await all_acknowledged(peer)

    (row,) = await stored()
    assert json.loads(row.payload) == update
    assert (row.channel, row.external_id, row.stream) == ("telegram", "7001", "telegram:100")
    assert (row.received_at, row.attempts) == (NOW, 0)
    assert (watch.arrivals, set(watch.states)) == (1, {ChannelState.UP})


async def test_updates_keep_their_order_over_several_batches(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction, stored: Stored
) -> None:
    for number in range(250):
        peer.say(100 + number % 7, f"words {number}")

    async with fetching(client, transaction) as watch:
        await all_acknowledged(peer)

    assert said(await stored()) == [f"words {number}" for number in range(250)]
    assert watch.arrivals == 3


async def test_a_waiting_poll_brings_a_new_update_at_once(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction, stored: Stored
) -> None:
    async with fetching(client, transaction):
        await peer.until(lambda: peer.called("getUpdates"))
        peer.say(100, "hello")
        await all_acknowledged(peer)

    assert said(await stored()) == ["hello"]


async def test_nothing_is_acknowledged_before_it_is_stored(
    peer: TelegramPeer, client: TelegramClient, failing: FailingTransaction, stored: Stored
) -> None:
    failing.failures = 2
    peer.say(100, "hello")

    async with fetching(client, failing) as watch:
        await all_acknowledged(peer)

    assert said(await stored()) == ["hello"]
    assert offsets(peer) == [None, None, None, 1001]
    assert watch.states == [ChannelState.NOT_STORED, ChannelState.NOT_STORED, ChannelState.UP]
    assert watch.arrivals == 1


async def test_a_process_that_dies_between_commit_and_acknowledgement_stores_nothing_twice(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction, stored: Stored
) -> None:
    peer.say(100, "hello")

    def die() -> None:
        dying.cancel()

    dying = asyncio.create_task(fetch_updates(client, transaction, clock=lambda: NOW, arrived=die))
    with pytest.raises(asyncio.CancelledError):
        await dying
    pending_after_death = len(peer.pending)

    async with fetching(client, transaction):
        await all_acknowledged(peer)

    assert pending_after_death == 1
    assert said(await stored()) == ["hello"]


async def test_an_update_whose_delivery_was_lost_comes_again(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction, stored: Stored
) -> None:
    peer.say(100, "hello")
    peer.fail_next(lost_answer(), "getUpdates")

    async with fetching(client, transaction) as watch:
        await all_acknowledged(peer)

    assert said(await stored()) == ["hello"]
    assert watch.states[0] is ChannelState.UNREACHABLE


async def test_a_lost_acknowledgement_is_given_again(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction, stored: Stored
) -> None:
    peer.say(100, "one")

    async with fetching(client, transaction) as watch:
        peer.fail_next(Fault(), "getUpdates")
        peer.fail_next(dropped(), "getUpdates", times=2)
        await all_acknowledged(peer)

    assert said(await stored()) == ["one"]
    assert offsets(peer) == [None, 1001, 1001, 1001]
    assert watch.pauses == [0.75, 1.5]


@pytest.mark.parametrize("restarted", [False, True])
async def test_update_ids_that_start_anew_after_a_week_of_silence_are_not_skipped(
    peer: TelegramPeer,
    client: TelegramClient,
    transaction: Transaction,
    stored: Stored,
    restarted: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    peer.forge({"update_id": 900_000, "message": {"chat": {"id": 100}, "text": "before"}})
    async with fetching(client, transaction, wait=0):
        await all_acknowledged(peer)
        await peer.until(lambda: offsets(peer)[-1] is None)
        if not restarted:
            peer.forge({"update_id": 17, "message": {"chat": {"id": 100}, "text": "after"}})
            await all_acknowledged(peer)

    if restarted:
        peer.forge({"update_id": 17, "message": {"chat": {"id": 100}, "text": "after"}})
        async with fetching(client, transaction):
            await all_acknowledged(peer)

    assert said(await stored()) == ["before", "after"]


async def test_a_quiet_poll_wakes_nobody(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction
) -> None:
    async with fetching(client, transaction, wait=0) as watch:
        await peer.until(lambda: len(peer.called("getUpdates")) >= 3 or None)

    assert (watch.arrivals, watch.pauses) == (0, [])


async def test_a_refused_token_is_loud_and_asked_about_slowly_until_it_works(
    peer: TelegramPeer, transaction: Transaction, stored: Stored
) -> None:
    peer.say(100, "hello")

    async with (
        open_client("123456:OTHER-token", peer.base_url, proxies=False) as client,
        fetching(client, transaction) as watch,
    ):
        await watch.troubles(3)
        peer.token = "123456:OTHER-token"
        await all_acknowledged(peer)

    assert set(watch.states[:3]) == {ChannelState.REFUSED}
    assert set(watch.pauses) == {60.0}
    assert said(await stored()) == ["hello"]


async def test_a_malformed_token_is_refused_as_well(peer: TelegramPeer, transaction: Transaction) -> None:
    async with (
        open_client("no-token-at-all", peer.base_url, proxies=False) as client,
        fetching(client, transaction) as watch,
    ):
        await watch.troubles(1)

    assert watch.states[0] is ChannelState.REFUSED


async def test_the_wish_to_be_asked_later_is_obeyed(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction, stored: Stored
) -> None:
    peer.say(100, "hello")
    peer.fail_next(too_many(7), "getUpdates")

    async with fetching(client, transaction) as watch:
        await all_acknowledged(peer)

    assert watch.pauses == [7.0]
    assert watch.states == [ChannelState.SLOWED, ChannelState.UP]
    assert said(await stored()) == ["hello"]


@pytest.mark.parametrize(
    "fault",
    [
        broken(502),
        broken(500),
        broken(503, "<html>down for repairs</html>"),
        dropped(),
        refused(404, "Not Found"),
    ],
)
async def test_whatever_telegram_suffers_the_loop_goes_on(
    peer: TelegramPeer,
    client: TelegramClient,
    transaction: Transaction,
    stored: Stored,
    fault: Fault,
) -> None:
    peer.say(100, "hello")
    peer.fail_next(fault, "getUpdates", times=2)

    async with fetching(client, transaction) as watch:
        await all_acknowledged(peer)

    assert said(await stored()) == ["hello"]
    assert len(watch.pauses) == 2


async def test_an_unreachable_telegram_is_waited_for_with_growing_patience(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction, stored: Stored
) -> None:
    peer.say(100, "hello")
    await peer.stop()

    async with fetching(client, transaction) as watch:
        await watch.troubles(9)
        await peer.start()
        await all_acknowledged(peer)

    assert watch.pauses[:8] == [0.75, 1.5, 3.0, 6.0, 12.0, 24.0, 45.0, 45.0]
    assert watch.states[0] is ChannelState.UNREACHABLE
    assert watch.states[-1] is ChannelState.UP
    assert said(await stored()) == ["hello"]


async def test_a_webhook_in_the_way_is_reported_and_left_alone(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction
) -> None:
    peer.webhook = {"url": "http://127.0.0.1:9/telegram"}

    async with fetching(client, transaction) as watch:
        await watch.troubles(2)

    assert watch.states[:2] == [ChannelState.CONFLICT, ChannelState.CONFLICT]
    assert peer.webhook == {"url": "http://127.0.0.1:9/telegram"}


async def test_a_webhook_in_the_way_is_removed_when_the_operator_says_so_and_no_update_is_lost(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction, stored: Stored
) -> None:
    peer.webhook = {"url": "http://127.0.0.1:9/telegram"}
    peer.say(100, "hello")
    peer.fail_next(broken(500), "deleteWebhook")

    async with fetching(client, transaction, take_over=True):
        await all_acknowledged(peer)

    assert peer.webhook == {}
    assert said(await stored()) == ["hello"]


async def test_a_second_poller_with_the_same_token_is_reported(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction
) -> None:
    async with fetching(client, transaction) as watch:
        await peer.until(lambda: peer.called("getUpdates"))
        await client.raw_updates(offset=None, wait=timedelta(0))
        await peer.until(lambda: len(peer.called("getUpdates")) >= 3 or None)

    assert ChannelState.CONFLICT in watch.states


async def test_the_loop_ends_at_once_when_it_is_cancelled_in_a_poll(
    peer: TelegramPeer, client: TelegramClient, transaction: Transaction
) -> None:
    loop = asyncio.get_running_loop()

    async with fetching(client, transaction):
        await peer.until(lambda: peer.called("getUpdates"))
        started = loop.time()

    assert loop.time() - started < 2.0
