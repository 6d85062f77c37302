"""Consent in a browser (RFC 8252): it comes back to this machine by itself, or the owner pastes where it came to.

PKCE (RFC 7636) ties the code to this process: nobody else who sees the address can use it.
"""

import asyncio
import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

from aiohttp import web

from bot.mail.oauth import TokenRefusedError
from bot.mail.oauth_consent import SignIn, refresh_token_in
from bot.mail.oauth_endpoint import ask
from bot.mail.oauth_grant import Grant
from bot.texts.printable import one_line

PATIENCE = 900.0
LONGEST_LINE = 8_000
_LONGEST_REASON = 300


class NoCodeError(Exception):
    """What came back or was pasted holds no code of this sign-in."""


@dataclass(frozen=True, slots=True)
class Question:
    """One sign-in: what is sent along and has to come back."""

    redirect: str
    state: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    proof: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)

    def address(self, grant: Grant, sign_in: SignIn, *, account: str) -> str:
        """What the owner of the mailbox opens in a browser."""
        digest = hashlib.sha256(self.proof.encode()).digest()
        fields = {
            "response_type": "code",
            "client_id": grant.client_id,
            "redirect_uri": self.redirect,
            "scope": grant.consent_scope,
            "state": self.state,
            "code_challenge": urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
            "login_hint": account,
            **sign_in.wishes,
        }
        return f"{sign_in.browser}?{urlencode(fields)}"

    def code_in(self, came: str) -> str:
        """The code in an address the browser came back to, or a bare code; NoCodeError if there is none."""
        words = came.strip()[:LONGEST_LINE]
        told = parse_qs(urlsplit(words).query)
        if not told:
            if not words or not words.isprintable() or " " in words or "://" in words:
                raise NoCodeError(NoCodeError.__doc__)
            return words
        if not hmac.compare_digest(told.get("state", [""])[0].encode(), self.state.encode()):
            raise NoCodeError(NoCodeError.__doc__)
        if "error" in told:
            reason = " ".join((*told["error"], *told.get("error_description", [])))
            raise TokenRefusedError(one_line(reason)[:_LONGEST_REASON], code=told["error"][0])
        if "code" not in told:
            raise NoCodeError(NoCodeError.__doc__)
        return told["code"][0]


@dataclass(frozen=True, slots=True)
class Screen:
    """What the owner is shown and may type."""

    show: Callable[[str], None]
    """The address to open."""
    typed: AsyncIterator[str]
    not_it: Callable[[], None]
    """What was typed holds no code."""
    farewell: str
    """What the browser says in the end."""


async def consent_in_browser(
    grant: Grant, sign_in: SignIn, screen: Screen, *, account: str, patience: float = PATIENCE
) -> str:
    """The refresh token, once the owner has agreed; a TokenRefusedError if they do not, or not in time."""
    async with _landing(sign_in.host, screen.farewell) as (question, landed):
        screen.show(question.address(grant, sign_in, account=account))
        typing = asyncio.create_task(_typed(question, screen, landed), name="pasted code")
        try:
            async with asyncio.timeout(patience):
                code = await landed
        except TimeoutError as error:
            raise TokenRefusedError("nobody has agreed in time", code="expired_token") from error
        finally:
            typing.cancel()
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": question.redirect,
        "code_verifier": question.proof,
        **grant.credentials,
    }
    return refresh_token_in(await ask(grant.endpoint, form))


async def _typed(question: Question, screen: Screen, landed: asyncio.Future[str]) -> None:
    async for line in screen.typed:
        try:
            _settle(landed, question, line)
        except NoCodeError:
            if line.strip():
                screen.not_it()


@asynccontextmanager
async def _landing(host: str, farewell: str) -> AsyncIterator[tuple[Question, asyncio.Future[str]]]:
    """A page on this machine, for this machine, that the browser is sent back to."""
    landed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    asked: list[Question] = []

    async def land(request: web.Request) -> web.Response:
        try:
            _settle(landed, asked[0], str(request.url))
        except NoCodeError:
            return web.Response(status=404)
        return web.Response(text=farewell)

    app = web.Application()
    app.add_routes([web.get("/", land)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        asked.append(Question(f"http://{host}:{runner.addresses[0][1]}"))
        yield asked[0], landed
    finally:
        await runner.cleanup()


def _settle(landed: asyncio.Future[str], question: Question, came: str) -> None:
    """The first code, or the first refusal, counts."""
    try:
        code = question.code_in(came)
    except TokenRefusedError as refusal:
        with suppress(asyncio.InvalidStateError):
            landed.set_exception(refusal)
        return
    with suppress(asyncio.InvalidStateError):
        landed.set_result(code)
