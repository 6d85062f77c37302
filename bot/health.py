"""How each channel stands, for /health and the log."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog

from bot.dispatch.channel_health import ChannelState

log = structlog.get_logger()


@dataclass(slots=True)
class Health:
    """The last word of each channel that is read; told to the log when it changes."""

    channels: dict[str, str] = field(default_factory=dict)

    def telegram(self, state: ChannelState, words: str) -> None:
        """Telegram says how it stands."""
        self._take_down("telegram", state, words)

    def mailbox(self, state: ChannelState, words: str) -> None:
        """The mailbox says how it stands."""
        self._take_down("mailbox", state, words)

    def mail_out(self, state: ChannelState, words: str) -> None:
        """Sending says how it stands."""
        self._take_down("mail_out", state, words)

    def report(self) -> Mapping[str, object]:
        """Not ok while a channel needs the operator."""
        return {"ok": ChannelState.REFUSED not in self.channels.values(), "channels": dict(self.channels)}

    def _take_down(self, channel: str, state: str, words: str) -> None:
        if self.channels.get(channel) != state:
            event = f"{channel}.health"
            log.info(event, state=state, detail=words)
        self.channels[channel] = state
