import ssl
from datetime import timedelta

import aiosmtplib
import pytest

from bot.dispatch.channel_health import ChannelState
from bot.dispatch.outcome import Later, Never, Outcome
from bot.mail.failures import (
    certificate_trouble,
    outcome_of,
    relay_down,
    state_after,
    state_without,
)
from bot.mail.oauth import NoTokenError, TokenRefusedError

UP, SLOWED, REFUSED, UNREACHABLE = (
    ChannelState.UP,
    ChannelState.SLOWED,
    ChannelState.REFUSED,
    ChannelState.UNREACHABLE,
)
HOUR = timedelta(hours=1)


def refused(*replies: tuple[int, str]) -> aiosmtplib.SMTPRecipientsRefused:
    return aiosmtplib.SMTPRecipientsRefused(
        [aiosmtplib.SMTPRecipientRefused(code, words, "marta@client.example") for code, words in replies]
    )


def data(code: int, words: str) -> aiosmtplib.SMTPDataError:
    return aiosmtplib.SMTPDataError(code, words)


def mail(code: int, words: str) -> aiosmtplib.SMTPSenderRefused:
    return aiosmtplib.SMTPSenderRefused(code, words, "muster@facility.example")


@pytest.mark.parametrize(
    ("error", "outcome", "state"),
    [
        (refused((550, "5.1.1 unknown")), Never("550 5.1.1 unknown"), UP),
        (refused((550, "5.7.1 relaying denied")), Never("550 5.7.1 relaying denied"), UP),
        (refused((450, "greylisted")), Later("450 greylisted"), UP),
        (refused((450, "4.7.1 greylisted")), Later("450 4.7.1 greylisted"), UP),
        (refused((452, "4.2.2 mailbox full")), Later("452 4.2.2 mailbox full"), UP),
        (refused((452, "4.3.1 disk full")), Later("452 4.3.1 disk full"), SLOWED),
        (refused((550, "no"), (451, "wait")), Later("550 no; 451 wait"), UP),
        (refused((421, "busy")), Later("421 busy", whole_channel=True), SLOWED),
        (data(554, "spam"), Never("554 spam"), UP),
        (data(554, "5.7.1 spam"), Never("554 5.7.1 spam"), UP),
        (data(550, "5.7.26 no SPF, no DKIM"), Later("550 5.7.26 no SPF, no DKIM"), REFUSED),
        (data(451, "greylisted"), Later("451 greylisted"), UP),
        (data(452, "disk full"), Later("452 disk full"), SLOWED),
        (data(432, "4.3.2 too many at once"), Later("432 4.3.2 too many at once"), SLOWED),
        (data(421, "closing"), Later("421 closing", whole_channel=True), SLOWED),
        (data(550, "5.4.5 daily limit"), Later("550 5.4.5 daily limit", HOUR, whole_channel=True), SLOWED),
        (mail(550, "5.1.90 daily limit"), Later("550 5.1.90 daily limit", HOUR, whole_channel=True), SLOWED),
        (mail(550, "not yours"), Later("550 not yours", whole_channel=True), REFUSED),
        (mail(530, "5.7.57 log in"), Later("530 5.7.57 log in", whole_channel=True), REFUSED),
        (mail(552, "too large"), Never("552 too large"), UP),
        (mail(451, "later"), Later("451 later"), SLOWED),
        (aiosmtplib.SMTPNotSupported("no SMTPUTF8"), Never("no SMTPUTF8"), UP),
        (ValueError("not an address"), Never("not an address"), UP),
        (aiosmtplib.SMTPServerDisconnected("gone"), Later("gone"), UP),
        (ConnectionResetError("reset"), Later("reset"), UP),
        (TimeoutError(), Later("TimeoutError"), UP),
    ],
)
def test_each_refusal_tells_of_its_mail_and_of_all_others(
    error: Exception, outcome: Outcome, state: ChannelState
) -> None:
    assert (outcome_of(error), state_after(error)) == (outcome, state)


@pytest.mark.parametrize(
    ("error", "words", "state"),
    [
        (aiosmtplib.SMTPAuthenticationError(535, "5.7.8 no"), "535 5.7.8 no", REFUSED),
        (aiosmtplib.SMTPAuthenticationError(454, "4.7.0 later"), "454 4.7.0 later", SLOWED),
        (aiosmtplib.SMTPHeloError(501, "who?"), "501 who?", REFUSED),
        (aiosmtplib.SMTPConnectResponseError(421, "full"), "421 full", SLOWED),
        (aiosmtplib.SMTPException("STARTTLS not supported"), "STARTTLS not supported", REFUSED),
        (aiosmtplib.SMTPConnectError("no route"), "no route", UNREACHABLE),
        (TokenRefusedError("revoked"), "revoked", REFUSED),
        (NoTokenError("the provider is down"), "the provider is down", UNREACHABLE),
        (TimeoutError(), "TimeoutError", UNREACHABLE),
        (ssl.SSLError(1, "bad record"), "bad record", UNREACHABLE),
    ],
)
def test_without_a_relay_no_mail_is_to_blame(error: Exception, words: str, state: ChannelState) -> None:
    assert relay_down(error) == Later(words, whole_channel=True)
    assert state_without(error) == state


def test_a_certificate_is_complained_of_in_words() -> None:
    cause = ssl.SSLCertVerificationError(1, "certificate verify failed")
    cause.verify_message = "self-signed certificate"
    error = aiosmtplib.SMTPConnectError("Error connecting to relay.example on port 465")
    error.__cause__ = cause

    assert certificate_trouble(error) == "self-signed certificate"
    assert relay_down(error).error == "the server's certificate is not to be trusted: self-signed certificate"
    assert state_without(error) == REFUSED


def test_a_reason_is_kept_printable_and_short() -> None:
    outcome = outcome_of(data(554, "no\r\n\x1b[2Jnever " + "x" * 1000))

    assert isinstance(outcome, Never)
    assert outcome.error.startswith("554 no [2Jnever x")
    assert len(outcome.error) == 500
