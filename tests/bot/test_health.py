import pytest

from bot.dispatch.channel_health import ChannelState
from bot.health import Health


def test_a_house_without_channels_is_well() -> None:
    assert Health().report() == {"ok": True, "channels": {}}


@pytest.mark.parametrize(
    ("state", "ok"),
    [
        (ChannelState.UP, True),
        (ChannelState.UNREACHABLE, True),
        (ChannelState.NOT_STORED, True),
        (ChannelState.REFUSED, False),
    ],
)
def test_a_mailbox_that_refuses_us_needs_the_operator(state: ChannelState, *, ok: bool) -> None:
    health = Health()
    health.telegram(ChannelState.UP, "")

    health.mailbox(state, "words for the log")

    assert health.report() == {"ok": ok, "channels": {"telegram": "up", "mailbox": state.value}}


@pytest.mark.parametrize(
    ("state", "ok"), [(ChannelState.SLOWED, True), (ChannelState.UNREACHABLE, True), (ChannelState.REFUSED, False)]
)
def test_a_relay_that_refuses_us_needs_the_operator(state: ChannelState, *, ok: bool) -> None:
    health = Health()

    health.mail_out(state, "words for the log")

    assert health.report() == {"ok": ok, "channels": {"mail_out": state.value}}


def test_the_last_word_counts() -> None:
    health = Health()
    health.mailbox(ChannelState.REFUSED, "wrong password")

    health.mailbox(ChannelState.UP, "")

    assert health.report()["ok"] is True
