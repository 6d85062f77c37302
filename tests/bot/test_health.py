import pytest

from bot.chat.trouble import ChannelState
from bot.health import Health
from bot.mail.failures import RelayState
from bot.mail.mailbox_trouble import MailboxState


def test_a_house_without_channels_is_well() -> None:
    assert Health().report() == {"ok": True, "channels": {}}


@pytest.mark.parametrize(
    ("state", "ok"),
    [
        (MailboxState.UP, True),
        (MailboxState.UNREACHABLE, True),
        (MailboxState.NOT_STORED, True),
        (MailboxState.REFUSED, False),
    ],
)
def test_a_mailbox_that_refuses_us_needs_the_operator(state: MailboxState, *, ok: bool) -> None:
    health = Health()
    health.telegram(ChannelState.UP, "")

    health.mailbox(state, "words for the log")

    assert health.report() == {"ok": ok, "channels": {"telegram": "up", "mailbox": state.value}}


@pytest.mark.parametrize(
    ("state", "ok"), [(RelayState.SLOWED, True), (RelayState.UNREACHABLE, True), (RelayState.REFUSED, False)]
)
def test_a_relay_that_refuses_us_needs_the_operator(state: RelayState, *, ok: bool) -> None:
    health = Health()

    health.mail_out(state, "words for the log")

    assert health.report() == {"ok": ok, "channels": {"mail_out": state.value}}


def test_the_last_word_counts() -> None:
    health = Health()
    health.mailbox(MailboxState.REFUSED, "wrong password")

    health.mailbox(MailboxState.UP, "")

    assert health.report()["ok"] is True
