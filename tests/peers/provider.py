"""An OAuth2 provider on this machine: gives access tokens, and says whether one is good."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

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

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/token"

    @property
    def token_info(self) -> str:
        """Where a server asks whose a token is; the token is written behind it."""
        return f"http://127.0.0.1:{self.port}/info?access_token="

    async def give(self, request: web.Request) -> web.Response:
        fields = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(fields)
        if self.faults:
            status, body = self.faults.pop(0)
            return web.Response(status=status, text=body, content_type="application/json")
        refresh = fields.get("refresh_token")
        if refresh is not None and refresh not in self.good_refresh_tokens:
            told = {"error": "invalid_grant", "error_description": "AADSTS700082: expired\r\nTrace ID: 1"}
            return web.json_response(told, status=400)
        return web.json_response(self._tokens(refresh))

    def _tokens(self, refresh: str | None) -> dict[str, object]:
        number = next(_NUMBERS)
        self.good_tokens[f"access-{number}"] = self.user
        told: dict[str, object] = {"access_token": f"access-{number}", "token_type": "Bearer"}
        if self.expires_in is not None:
            told["expires_in"] = self.expires_in
        if self.rotates and refresh is not None:
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
    app.add_routes([web.post("/token", ours.give), web.get("/info", ours.inform)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    ours.port = runner.addresses[0][1]
    try:
        yield ours
    finally:
        await runner.cleanup()
