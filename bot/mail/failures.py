"""What a failed delivery means: try again, wait for the relay, or give up. The only place that decides it."""

import aiosmtplib

from bot.dispatch.outcome import Later, Never, Outcome
from bot.texts.printable import one_line

_LONGEST_REASON = 500
_SERVICE_CLOSING = 421
_TOO_LARGE = 552
_FIRST_PERMANENT = 500


def outcome_of(error: Exception) -> Outcome:
    """The outcome of a mail that the relay did not take."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            return _refused_recipients(error)
        case aiosmtplib.SMTPAuthenticationError() | aiosmtplib.SMTPHeloError():
            return relay_down(error)
        case aiosmtplib.SMTPSenderRefused() if error.code >= _FIRST_PERMANENT and error.code != _TOO_LARGE:
            # Not this letter but our right to send here is refused: the same would meet every mail.
            return relay_down(error)
        case aiosmtplib.SMTPResponseException():
            return _by_code(error.code, _reason(error))
        case aiosmtplib.SMTPNotSupported() | ValueError():
            return Never(_reason(error))
        case _:
            return Later(_reason(error))


def relay_down(error: Exception) -> Later:
    """No mail at all can be sent now; the one that noticed is not to blame."""
    return Later(_reason(error), whole_channel=True)


def _refused_recipients(error: aiosmtplib.SMTPRecipientsRefused) -> Outcome:
    """By the codes of the recipients, which the error itself does not carry; one temporary code is hope."""
    refusals = error.recipients
    code = min((refusal.code for refusal in refusals), default=_FIRST_PERMANENT)
    return _by_code(code, "; ".join(_reason(refusal) for refusal in refusals))


def _by_code(code: int, reason: str) -> Outcome:
    if code >= _FIRST_PERMANENT:
        return Never(reason)
    return Later(reason, whole_channel=code == _SERVICE_CLOSING)


def _reason(error: Exception) -> str:
    code = f"{error.code} " if isinstance(error, aiosmtplib.SMTPResponseException) else ""
    said = error.message if isinstance(error, aiosmtplib.SMTPException) else str(error)
    return one_line(f"{code}{said}")[:_LONGEST_REASON] or type(error).__name__
