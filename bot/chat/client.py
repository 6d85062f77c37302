"""The one Telegram client: python-telegram-bot, which can also hand over updates exactly as they were sent."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

from telegram import Bot
from telegram.request import HTTPXRequest

WANTED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
BATCH = 100
# A read timeout must outlast the long poll, or every quiet half minute would look like a failure.
_GRACE = timedelta(seconds=10)


class TelegramClient(Bot):
    """A `telegram.Bot` whose updates can be had before anybody has parsed them."""

    __slots__ = ()

    async def raw_updates(self, *, offset: int | None, wait: timedelta) -> list[dict[str, object]]:
        """The next unacknowledged updates, unparsed, waiting for one if there is none.

        `Bot.get_updates` parses (and so drops or stumbles over what it does not know), and
        `do_api_request` turns a refused token into "endpoint not found".
        """
        updates: list[dict[str, object]] = await self._post(
            "getUpdates",
            {
                "offset": offset,
                "limit": BATCH,
                "timeout": int(wait.total_seconds()),
                "allowed_updates": list(WANTED_UPDATES),
            },
            read_timeout=(wait + _GRACE).total_seconds(),
        )
        return updates


@asynccontextmanager
async def open_client(
    token: str, base_url: str, *, proxies: bool = True, patience: float = 20.0
) -> AsyncIterator[TelegramClient]:
    """A client whose connections are closed at the end; nothing is asked of Telegram yet.

    `patience` is how long Telegram may take to answer a call; `proxies` obeys HTTPS_PROXY and its kin.

    `Bot.initialize` is left out on purpose: it calls getMe, and a service must start while Telegram is down.
    """
    # The library's way to opt in to timedelta; without it every 429 also raises a deprecation warning.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    # httpx logs each URL at INFO, and the URL holds the token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    polling, sending = (_connections(size, patience, proxies=proxies) for size in (2, 32))
    try:
        yield TelegramClient(
            token,
            base_url=base_url,
            base_file_url=_file_url(base_url),
            request=sending,
            get_updates_request=polling,
        )
    finally:
        await _close([polling, sending])


def _file_url(base_url: str) -> str:
    """Where files are fetched from: beside the methods, as every Bot API server has it."""
    head, _, last = base_url.rpartition("/")
    return f"{head}/file/{last}"


def _connections(size: int, patience: float, *, proxies: bool) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=size,
        connect_timeout=10,
        read_timeout=patience,
        write_timeout=20,
        pool_timeout=30,
        httpx_kwargs={"trust_env": proxies},
    )


async def _close(requests: Sequence[HTTPXRequest]) -> None:
    await asyncio.gather(*(request.shutdown() for request in requests))
