import ssl

import aiosmtplib
import pytest

from bot.dispatch.outcome import Later, Never, Outcome
from bot.mail.failures import outcome_of


def refused(*codes: int) -> aiosmtplib.SMTPRecipientsRefused:
    return aiosmtplib.SMTPRecipientsRefused(
        [aiosmtplib.SMTPRecipientRefused(code, f"reason {code}", "marta@client.example") for code in codes]
    )


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (refused(550), Never("550 reason 550")),
        (refused(450), Later("450 reason 450")),
        (refused(550, 451), Later("550 reason 550; 451 reason 451")),
        (refused(421), Later("421 reason 421", whole_channel=True)),
        (aiosmtplib.SMTPDataError(554, "spam"), Never("554 spam")),
        (aiosmtplib.SMTPDataError(451, "greylisted"), Later("451 greylisted")),
        (aiosmtplib.SMTPDataError(421, "closing"), Later("421 closing", whole_channel=True)),
        (aiosmtplib.SMTPResponseException(500, "what?"), Never("500 what?")),
        (aiosmtplib.SMTPSenderRefused(550, "not yours", "x"), Later("550 not yours", whole_channel=True)),
        (aiosmtplib.SMTPSenderRefused(552, "too large", "x"), Never("552 too large")),
        (aiosmtplib.SMTPSenderRefused(451, "later", "x"), Later("451 later")),
        (aiosmtplib.SMTPAuthenticationError(535, "no"), Later("535 no", whole_channel=True)),
        (aiosmtplib.SMTPHeloError(501, "who?"), Later("501 who?", whole_channel=True)),
        (aiosmtplib.SMTPNotSupported("SMTPUTF8 is not supported"), Never("SMTPUTF8 is not supported")),
        (ValueError("not an address"), Never("not an address")),
        (aiosmtplib.SMTPServerDisconnected("gone"), Later("gone")),
        (aiosmtplib.SMTPReadTimeoutError("slow"), Later("slow")),
        (ConnectionResetError("reset"), Later("reset")),
        (TimeoutError(), Later("TimeoutError")),
    ],
)
def test_each_failure_has_its_outcome(error: Exception, outcome: Outcome) -> None:
    assert outcome_of(error) == outcome


def test_a_broken_encryption_is_not_the_letters_fault() -> None:
    assert outcome_of(ssl.SSLError(1, "bad record")) == Later("bad record")


def test_a_reason_is_kept_printable_and_short() -> None:
    outcome = outcome_of(aiosmtplib.SMTPDataError(554, "no\r\n\x1b[2Jnever " + "x" * 1000))

    assert isinstance(outcome, Never)
    assert outcome.error.startswith("554 no [2Jnever x")
    assert len(outcome.error) == 500
