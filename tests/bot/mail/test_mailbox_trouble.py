import logging
import ssl

import pytest
from imapclient.exceptions import CapabilityError, IMAPClientAbortError, IMAPClientError, LoginError

from bot.dispatch.channel_health import ChannelState, Patience
from bot.mail.mailbox_fetch import NotStoredError
from bot.mail.mailbox_folders import FolderMissingError
from bot.mail.mailbox_login import LoginRefusedError
from bot.mail.mailbox_trouble import WAIT_FOR_OPERATOR, all_read, judge, trouble_of
from bot.mail.oauth import NoTokenError, TokenRefusedError

FOR_THE_OPERATOR = [
    LoginRefusedError("no"),
    TokenRefusedError("invalid_grant"),
    FolderMissingError("no folder"),
    CapabilityError("no STARTTLS"),
    ssl.SSLCertVerificationError("self-signed"),
]
PASSING = [
    ConnectionResetError(),
    TimeoutError(),
    ssl.SSLError("handshake"),
    OSError("no route"),
    NoTokenError("503"),
    LoginError("[UNAVAILABLE]"),
    IMAPClientAbortError("EOF"),
    IMAPClientError("BAD"),
    ValueError("what the server said makes no sense"),
]


@pytest.mark.parametrize("error", FOR_THE_OPERATOR, ids=lambda error: type(error).__name__)
def test_what_only_an_operator_can_mend_is_not_tried_again_soon(error: Exception) -> None:
    trouble = trouble_of(error, 1, 0.5)

    assert (trouble.state, trouble.delay) == (ChannelState.REFUSED, WAIT_FOR_OPERATOR)


@pytest.mark.parametrize("error", PASSING, ids=lambda error: type(error).__name__)
def test_what_may_pass_is_tried_again(error: Exception) -> None:
    trouble = trouble_of(error, 1, 0.5)

    assert (trouble.state, trouble.delay) == (ChannelState.UNREACHABLE, 0.75)


def test_a_database_in_trouble_is_told_from_a_server_in_trouble() -> None:
    assert trouble_of(NotStoredError("OperationalError"), 2, 1.0).state == ChannelState.NOT_STORED


def test_waiting_doubles_up_to_a_minute_and_luck_spreads_it() -> None:
    longest = [trouble_of(OSError(), failures, 1.0).delay for failures in (1, 2, 3, 6, 7, 100, 10_000)]
    shortest = trouble_of(OSError(), 7, 0.0).delay

    assert (longest, shortest) == ([1, 2, 4, 32, 60, 60, 60], 30)


def test_words_are_one_short_line() -> None:
    words = trouble_of(OSError("a\r\nb\x1b[2J" + "x" * 5_000), 1, 0).words

    assert words.startswith("OSError: a b[2Jxxx")
    assert len(words) == 300


def test_a_refusal_is_an_error_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    told: list[tuple[str, str]] = []
    patience = Patience(lambda state, words: told.append((state, words)))

    judge(patience, LoginRefusedError("no"), 1)
    judge(patience, OSError("away"), 1)

    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.WARNING]
    assert told == [("refused", "LoginRefusedError: no"), ("unreachable", "OSError: away")]


def test_mails_left_aside_are_not_hushed_up(caplog: pytest.LogCaptureFixture) -> None:
    told: list[tuple[str, str]] = []
    patience = Patience(lambda state, words: told.append((state, words)))

    all_read(patience)
    all_read(patience, aside=2)

    assert told == [("up", ""), ("up", "2 mails cannot be read")]
    assert [record.getMessage() for record in caplog.records] == ["mailbox.left_aside mails=2"]
