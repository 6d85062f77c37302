"""How each channel stands, for /health and the log."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog
from aiohttp import web

from bot.chat.webhook import health_response
from bot.dispatch.channel_health import ChannelState
from bot.dispatch.outcome import Later, Outcome, Sent

log = structlog.get_logger()

STARTING = "starting"
IDLE = "idle"
"""Nothing had to be sent since the start."""
LOOPBACK = "127.0.0.1"


@dataclass(slots=True)
class Health:
    """The last word of each channel that is read; told to the log when it changes."""

    channels: dict[str, str] = field(default_factory=dict)

    def expect(self, channel: str, until_then: str = STARTING) -> None:
        """This channel will say how it stands; a monitor sees that it has not yet."""
        self.channels.setdefault(channel, until_then)

    def mail_in(self) -> None:
        """The door for mail is open."""
        self._take_down("mail_in", ChannelState.UP, "")

    def telegram(self, state: ChannelState, words: str) -> None:
        """Telegram says how it stands."""
        self._take_down("telegram", state, words)

    def mailbox(self, state: ChannelState, words: str) -> None:
        """The mailbox says how it stands."""
        self._take_down("mailbox", state, words)

    def mail_out(self, state: ChannelState, words: str) -> None:
        """Sending says how it stands."""
        self._take_down("mail_out", state, words)

    def telegram_out(self, outcome: Outcome) -> None:
        """A message to Telegram went out or not; a refused token is loud in webhook mode too, where nothing is fetched."""
        match outcome:
            case Sent():
                self._take_down("telegram_out", ChannelState.UP, "")
            case Later(error, whole_channel=True):
                refused = error.startswith("InvalidToken")
                state = ChannelState.REFUSED if refused else ChannelState.UNREACHABLE
                self._take_down("telegram_out", state, error)

    def report(self) -> Mapping[str, object]:
        """Not ok while a channel needs the operator."""
        return {"ok": ChannelState.REFUSED not in self.channels.values(), "channels": dict(self.channels)}

    def _take_down(self, channel: str, state: str, words: str) -> None:
        if self.channels.get(channel) != state:
            event = f"{channel}.health"
            log.info(event, state=state, detail=words)
        self.channels[channel] = state


@asynccontextmanager
async def serve_health(
    port: int, report: Callable[[], Mapping[str, object]], besides: Iterable[web.RouteDef] = ()
) -> AsyncIterator[str]:
    """GET /health for a monitor on this machine; yields where. Nobody else can ask, so nothing needs a password.

    `besides` is what a web server in front may pass on to this port.
    """

    async def tell(_request: web.Request) -> web.Response:
        return health_response(report())

    app = web.Application()
    app.add_routes([web.get("/health", tell), *besides])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
        yield f"http://{LOOPBACK}:{runner.addresses[0][1]}/health"
    finally:
        await runner.cleanup()
