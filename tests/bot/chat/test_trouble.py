from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    Conflict,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.chat.trouble import retry_after, trouble_of
from bot.dispatch.channel_health import ChannelState, Trouble


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (InvalidToken("Unauthorized"), ChannelState.REFUSED),
        (BadRequest("offset must be an integer"), ChannelState.REFUSED),
        (Conflict("terminated by other getUpdates request"), ChannelState.CONFLICT),
        (NetworkError("Bad Gateway"), ChannelState.UNREACHABLE),
        (TimedOut(), ChannelState.UNREACHABLE),
        (TelegramError("Invalid server response"), ChannelState.UNREACHABLE),
        (OSError("disk full"), ChannelState.NOT_STORED),
    ],
)
def test_each_failure_says_how_the_channel_stands(error: Exception, state: ChannelState) -> None:
    assert trouble_of(error, 1, 0.5).state is state


def test_a_refused_token_is_asked_about_once_a_minute() -> None:
    assert trouble_of(InvalidToken("Unauthorized"), 1, 0.0) == Trouble(
        ChannelState.REFUSED, "InvalidToken: Unauthorized", 60.0
    )


@pytest.mark.parametrize("switch", ["true", "false"])
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
def test_the_wish_of_telegram_is_obeyed_in_either_setting_of_the_library(
    switch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", switch)

    trouble = trouble_of(RetryAfter(17), 1, 0.5)

    assert (trouble.state, trouble.delay) == (ChannelState.SLOWED, 17.0)
    assert retry_after(RetryAfter(17)) == timedelta(seconds=17)
