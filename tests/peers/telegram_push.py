"""The other end of a webhook: Telegram posts one update after another until each is taken."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import aiohttp

from tests.peers.telegram_wire import Params


class Pusher:
    """Posts the oldest update until it is taken, then the next: never two at once."""

    def __init__(
        self, oldest: Callable[[], Any], taken: Callable[[Params, int], None], pause: Callable[[], float]
    ) -> None:
        self._oldest = oldest
        """Waits for the oldest waiting update."""
        self._taken = taken
        """Told of every answer; 0 if there was none."""
        self._pause = pause
        self._task: asyncio.Task[None] | None = None

    def start(self, webhook: Params) -> None:
        self._task = asyncio.create_task(self._push(webhook), name="telegram peer pushes updates")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _push(self, webhook: Params) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                update = await self._oldest()
                status = await _post(session, webhook, update)
                self._taken(update, status)
                if not 200 <= status < 300:
                    await asyncio.sleep(self._pause())


async def _post(session: aiohttp.ClientSession, webhook: Params, update: Params) -> int:
    secret = webhook.get("secret_token", "")
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    try:
        async with session.post(webhook["url"], json=update, headers=headers) as answer:
            return answer.status
    except aiohttp.ClientError:
        return 0
