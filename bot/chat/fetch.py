"""Long polling: an update is acknowledged only after it is stored and committed (DESIGN.md decision 1)."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from telegram.error import TelegramError

from bot.chat.arrivals import store_updates
from bot.chat.client import TelegramClient
from bot.chat.trouble import judge
from bot.dispatch.channel_health import ChannelState, Patience
from storage.transaction import Transaction

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Polling:
    """How to poll, decided by the operator or a test."""

    patience: Patience = field(default_factory=Patience)
    wait: timedelta = timedelta(seconds=25)
    take_over: bool = False
    """On a conflict, remove the webhook that stands in the way (waiting updates are kept)."""


_AS_USUAL = Polling()


async def fetch_updates(
    client: TelegramClient,
    transaction: Transaction,
    *,
    clock: Callable[[], datetime],
    arrived: Callable[[], None],
    polling: Polling = _AS_USUAL,
) -> None:
    """Stores every update until cancelled; `arrived` is called after each stored batch.

    The offset is sent only right after a batch and then forgotten: after a week of silence Telegram goes
    on with a random, possibly lower, update id, and a remembered offset would acknowledge such updates unseen.
    So a new start sends none either; what comes again is dropped by the inbox's unique key.
    """
    offset: int | None = None
    failures = 0
    while True:
        try:
            updates = await client.raw_updates(offset=offset, wait=polling.wait)
            await _store(transaction, updates, clock())
        except Exception as error:  # noqa: BLE001 - the one broad except of this loop; it reports and goes on
            failures += 1
            await _wait_out(client, error, failures, polling)
            continue
        failures = 0
        polling.patience.fine()
        offset = _after(updates)
        if updates:
            arrived()


async def _store(transaction: Transaction, updates: Sequence[dict[str, object]], now: datetime) -> None:
    if updates:
        as_sent = [(update, json.dumps(update, separators=(",", ":")).encode()) for update in updates]
        await store_updates(transaction, as_sent, now)


def _after(updates: Sequence[dict[str, object]]) -> int | None:
    return max((int(str(update["update_id"])) for update in updates), default=-1) + 1 or None


async def _wait_out(client: TelegramClient, error: Exception, failures: int, polling: Polling) -> None:
    trouble = judge(polling.patience, error, failures)
    if trouble.state is ChannelState.CONFLICT and polling.take_over:
        await _remove_webhook(client)
    await polling.patience.pause(trouble.delay)


async def _remove_webhook(client: TelegramClient) -> None:
    try:
        await client.delete_webhook(drop_pending_updates=False)
    except TelegramError as error:  # the next round meets the same trouble and tells of it
        log.warning("telegram.webhook_not_removed", error=type(error).__name__)
