"""The webhook: Telegram gets its 200 after the update is committed, and strangers get nothing stored."""

import asyncio
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import count

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot.chat.arrivals import store_updates
from bot.chat.client import WANTED_UPDATES, TelegramClient
from bot.chat.trouble import judge
from bot.dispatch.channel_health import Patience
from storage.transaction import Transaction

log = structlog.get_logger()

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST_BODY = 1024 * 1024
_SLOWEST_BODY = 10.0
_AS_USUAL = Patience()


class NoSecretError(ValueError):
    """A webhook without a secret would take anybody's word for Telegram's; set MUSTER_WEBHOOK_SECRET."""


def webhook_app(
    transaction: Transaction,
    secret: str,
    arrived: Callable[[], None],
    clock: Callable[[], datetime],
    health: Callable[[], Mapping[str, object]],
) -> web.Application:
    """The application with POST /telegram for Telegram and GET /health for a monitor."""
    if not secret:
        raise NoSecretError(NoSecretError.__doc__)

    async def take(request: web.Request) -> web.Response:
        """Store one update, then acknowledge it."""
        if not _is_telegram(request, secret):
            return web.Response(status=401, text="wrong or missing secret")
        update, body = await _read(request)
        if not await _stored(transaction, update, body, clock()):
            return web.Response(status=503, text="not stored, please repeat")
        arrived()
        return web.Response(text="stored")

    async def tell_health(_request: web.Request) -> web.Response:
        """How Muster is."""
        return health_response(health())

    app = web.Application(client_max_size=LARGEST_BODY)
    app.add_routes([web.post("/telegram", take), web.get("/health", tell_health)])
    return app


def health_response(report: Mapping[str, object]) -> web.Response:
    """What a monitor reads; 503 when Muster says it is not ok."""
    return web.json_response(dict(report), status=503 if report.get("ok") is False else 200)


async def register_webhook(
    client: TelegramClient, url: str, secret: str, patience: Patience = _AS_USUAL
) -> None:
    """Returns when Telegram knows this address, however long that takes; updates that wait there are kept.

    One connection only: with more, a button and the text after it may overtake each other.
    """
    for failures in count(1):
        try:
            await client.set_webhook(
                url,
                secret_token=secret,
                allowed_updates=WANTED_UPDATES,
                max_connections=1,
                drop_pending_updates=False,
            )
        except TelegramError as error:
            await patience.pause(judge(patience, error, failures).delay)
        else:
            patience.fine()
            return


def _is_telegram(request: web.Request, secret: str) -> bool:
    given = request.headers.get(SECRET_HEADER, "")
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())


async def _read(request: web.Request) -> tuple[dict[str, object], bytes]:
    try:
        async with asyncio.timeout(_SLOWEST_BODY):
            body = await request.read()
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error
    return _update(body), body


def _update(body: bytes) -> dict[str, object]:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise web.HTTPBadRequest(text="not JSON") from error
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        raise web.HTTPBadRequest(text="not an update")
    return update


async def _stored(transaction: Transaction, update: dict[str, object], body: bytes, now: datetime) -> bool:
    try:
        await store_updates(transaction, [(update, body)], now)
    except (SQLAlchemyError, OSError):  # Telegram must send this again
        log.exception("telegram.not_stored", update_id=update["update_id"])
        return False
    return True
