"""An OAuth2 provider on this machine: asks people for consent, gives tokens, and says whether one is good."""

from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from urllib.parse import urlencode

from aiohttp import web


@dataclass
class Provider:
    """What it was asked, what it gives, and what it does wrong."""

    port: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)
    good_refresh_tokens: set[str] = field(default_factory=lambda: {"refresh-0"})
    good_tokens: dict[str, str] = field(default_factory=dict)
    """Access tokens and whose they are."""
    user: str = "muster@facility.example"
    rotates: bool = True
    expires_in: object = 3600
    faults: list[tuple[int, str]] = field(default_factory=list)
    """Answers to give instead, each once: status and body."""
    hesitates: list[str] = field(default_factory=list)
    """What is said, each once, before the owner has typed the code: authorization_pending, slow_down ..."""
    declines: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    """Codes of browsers that were sent back, and what they had asked for."""

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/token"

    @property
    def token_info(self) -> str:
        """Where a server asks whose a token is; the token is written behind it."""
        return f"http://127.0.0.1:{self.port}/info?access_token="

    @property
    def device_page(self) -> str:
        return f"http://127.0.0.1:{self.port}/devicecode"

    @property
    def sign_in_page(self) -> str:
        return f"http://127.0.0.1:{self.port}/authorize"

    async def give_device_code(self, request: web.Request) -> web.Response:
        self.asked.append({name: str(value) for name, value in (await request.post()).items()})
        if self.faults:
            status, body = self.faults.pop(0)
            return web.Response(status=status, text=body, content_type="application/json")
        told = {"device_code": "device-secret", "user_code": "GQVQ-JKEC", "interval": 0.01, "expires_in": 900}
        return web.json_response(told | {"verification_uri": f"http://127.0.0.1:{self.port}/device"})

    async def sign_in(self, request: web.Request) -> web.Response:
        """The page of a provider whose user agrees at once, or declines."""
        asked = dict(request.query)
        told = {"state": asked["state"]}
        if self.declines:
            told |= {"error": "access_denied", "error_description": "The user said no"}
        else:
            told["code"] = f"code-{next(_NUMBERS)}"
            self.codes[told["code"]] = asked
        raise web.HTTPFound(f"{asked['redirect_uri']}/?{urlencode(told)}")

    def _refusal(self, fields: dict[str, str]) -> str:
        """Why no token is given; '' if there is no reason."""
        match fields.get("grant_type", ""):
            case "urn:ietf:params:oauth:grant-type:device_code":
                if fields.get("device_code") != "device-secret":
                    return "bad_verification_code"
                return self.hesitates.pop(0) if self.hesitates else ""
            case "authorization_code":
                return self._wrong_code(fields)
            case "refresh_token" if fields["refresh_token"] not in self.good_refresh_tokens:
                return "invalid_grant"
        return ""

    def _wrong_code(self, fields: dict[str, str]) -> str:
        """A code is good once, for whoever knows the proof and was sent back to the same address (RFC 7636)."""
        asked = self.codes.pop(fields.get("code", ""), {})
        digest = sha256(fields.get("code_verifier", "").encode()).digest()
        proven = asked.get("code_challenge") == urlsafe_b64encode(digest).decode().rstrip("=")
        same = asked.get("redirect_uri") == fields.get("redirect_uri")
        return "" if proven and same else "invalid_grant"

    async def give(self, request: web.Request) -> web.Response:
        fields = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(fields)
        if self.faults:
            status, body = self.faults.pop(0)
            return web.Response(status=status, text=body, content_type="application/json")
        if error := self._refusal(fields):
            told = {"error": error, "error_description": "AADSTS700082: expired\r\nTrace ID: 1"}
            return web.json_response(told, status=400)
        return web.json_response(self._tokens(by_consent=fields.get("grant_type") != "client_credentials"))

    def _tokens(self, *, by_consent: bool) -> dict[str, object]:
        number = next(_NUMBERS)
        self.good_tokens[f"access-{number}"] = self.user
        told: dict[str, object] = {"access_token": f"access-{number}", "token_type": "Bearer"}
        if self.expires_in is not None:
            told["expires_in"] = self.expires_in
        if self.rotates and by_consent:
            self.good_refresh_tokens.add(f"refresh-{number}")
            told["refresh_token"] = f"refresh-{number}"
        return told

    async def inform(self, request: web.Request) -> web.Response:
        user = self.good_tokens.get(request.query.get("access_token", ""))
        if user is None:
            return web.json_response({"error": "invalid_token"}, status=400)
        return web.json_response({"email": user, "active": "yes"})


_NUMBERS = count(1)


@asynccontextmanager
async def provider() -> AsyncIterator[Provider]:
    """A running provider."""
    ours = Provider()
    app = web.Application()
    app.add_routes(
        [
            web.post("/token", ours.give),
            web.get("/info", ours.inform),
            web.post("/devicecode", ours.give_device_code),
            web.get("/authorize", ours.sign_in),
        ]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    ours.port = runner.addresses[0][1]
    try:
        yield ours
    finally:
        await runner.cleanup()
