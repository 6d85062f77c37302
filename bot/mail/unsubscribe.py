"""The way out of a newsletter by web: a POST ends it at once (RFC 8058), a look at the page changes nothing."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.mail.newsletter import UNSUBSCRIBE
from bot.texts.newsletter import unsubscribe_page
from intake.tokens import Purpose, genuine, read_token
from storage.newsletters import NewsletterSubscription, unsubscribe
from storage.transaction import Transaction

log = structlog.get_logger()

LARGEST_BODY = 2_048
_SLOWEST_BODY = 10.0
_LONGEST_TOKEN = 64
_PRESSED = (b"List-Unsubscribe=One-Click", b'name="List-Unsubscribe"\r\n\r\nOne-Click')
"""What the standard has mail programs send, as a form of either kind; the button of the page sends the first."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True, slots=True)
class Pages:
    """What the pages need to know."""

    transaction: Transaction
    snapshot: Transaction
    secret: bytes = field(repr=False)
    facility: str
    language: str
    """Of the facility, for those whose own is not known."""
    clock: Callable[[], datetime]

    def show(self, language: str, state: str, status: int = 200) -> web.Response:
        """The page in one of its states."""
        text = unsubscribe_page(language or self.language, state, facility=self.facility)
        return web.Response(text=text, status=status, content_type="text/html", headers=_HEADERS)


def unsubscribe_routes(pages: Pages) -> list[web.RouteDef]:
    """GET shows the button and POST is the button, for whoever has a link that Muster made."""

    async def look(request: web.Request) -> web.Response:
        """Show the page; nothing is changed, because filters and previews open links too."""
        return await _answered(pages, request, end=False)

    async def end(request: web.Request) -> web.Response:
        """End the newsletter, as the link's owner or their mail program wishes."""
        if not await _is_pressed(request):
            return web.Response(status=400, text="List-Unsubscribe=One-Click is missing")
        return await _answered(pages, request, end=True)

    address = UNSUBSCRIBE + "{token}"
    return [web.get(address, look), web.post(address, end)]


async def _answered(pages: Pages, request: web.Request, *, end: bool) -> web.Response:
    try:
        reader = await _reader(pages, request.match_info["token"], end=end)
    except (SQLAlchemyError, OSError):
        log.exception("newsletter.not_unsubscribed")
        return pages.show("", "later", 503)
    if reader is None:
        return pages.show("", "unknown", 404)
    gets_it = reader.unsubscribed_at is None
    return pages.show(reader.language, "ask" if gets_it else "done")


async def _reader(pages: Pages, token: str, *, end: bool) -> NewsletterSubscription | None:
    """Whose link this is; None if Muster has not made it. With `end`, they get no more from now on."""
    claim = read_token(token) if len(token) <= _LONGEST_TOKEN else None
    if claim is None or claim.purpose is not Purpose.NEWSLETTER:
        return None
    async with (pages.transaction if end else pages.snapshot)() as session:
        reader = await session.get(NewsletterSubscription, claim.row_id)
        if reader is None or not genuine(pages.secret, claim, reader.address):
            return None
        if end:
            await unsubscribe(session, reader, by=f"newsletter:{reader.id}", now=pages.clock())
        return reader


async def _is_pressed(request: web.Request) -> bool:
    """Whether the body is what the button and mail programs send; a long one is not read to its end."""
    try:
        async with asyncio.timeout(_SLOWEST_BODY):
            body = await request.content.read(LARGEST_BODY + 1)
            while len(body) <= LARGEST_BODY and (more := await request.content.read(LARGEST_BODY)):
                body += more
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error
    if len(body) > LARGEST_BODY:
        raise web.HTTPRequestEntityTooLarge(max_size=LARGEST_BODY, actual_size=len(body))
    return any(sign in body for sign in _PRESSED)
