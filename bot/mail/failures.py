"""What a failed delivery means: try again, give the channel a rest, or give up. The only place that decides it."""

import re
import ssl
from datetime import timedelta

import aiosmtplib

from bot.dispatch.channel_health import ChannelState
from bot.dispatch.outcome import Later, Never, Outcome
from bot.mail.oauth import TokenRefusedError
from bot.texts.printable import one_line

_LONGEST_REASON = 500
_SERVICE_CLOSING = 421
_TOO_LARGE = 552
_FIRST_PERMANENT = 500
_SYSTEM_BUSY = frozenset({450, 452})
"""After the whole letter these are hardly about its recipient."""
_ENHANCED = re.compile(r"\s*([245]\.[0-9]{1,3}\.[0-9]{1,3})\b")
_A_DAYS_QUOTA = frozenset({"5.4.5", "5.1.90"})
"""It is used up, say Google and Microsoft in spite of the 5; tomorrow is another day."""
_QUOTA_REST = timedelta(hours=1)
_SYSTEM_SLOW = re.compile(r"4\.3\.[0-9]+|4\.5\.127|4\.7\.(0|28|500)|4\.4\.5")
"""The server or our rate, not this recipient. 4.7.1 is left out: greylisting says it of one recipient."""
_OUR_SETUP = re.compile(r"5\.7\.(2[0-79]|3[0-3]|5|8|9|11|14|5[0-9]|60|64|139|368|501|509|515|708)")
"""Who we are, how we log in, what our domain says in the DNS (RFC 3463, RFC 7372 and Microsoft's own)."""


def outcome_of(error: Exception) -> Outcome:
    """The outcome of a mail that the relay did not take."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            return _by_code(_mildest(error).code, _mildest(error).message, _reasons(error))
        case aiosmtplib.SMTPSenderRefused() if _is_permanent(error) and error.code != _TOO_LARGE:
            # Not this letter but our right to send here is refused: the same would meet every mail.
            return relay_down(error)
        case aiosmtplib.SMTPResponseException():
            return _by_code(error.code, error.message, _reason(error))
        case aiosmtplib.SMTPNotSupported() | ValueError():
            return Never(_reason(error))
        case _:
            return Later(_reason(error))


def relay_down(error: Exception) -> Later:
    """No mail at all can be sent now; the one that noticed is not to blame."""
    used_up = isinstance(error, aiosmtplib.SMTPResponseException) and _is_used_up(error.message)
    return Later(_reason(error), after=_QUOTA_REST if used_up else None, whole_channel=True)


def state_after(error: Exception) -> ChannelState:
    """What a mail that was not taken tells about all others; UP if it tells nothing."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            return _state_told_by(_mildest(error))
        case aiosmtplib.SMTPSenderRefused() if error.code != _TOO_LARGE:
            return ChannelState.REFUSED if _is_permanent(error) else ChannelState.SLOWED
        case aiosmtplib.SMTPDataError() if error.code in _SYSTEM_BUSY:
            return ChannelState.SLOWED
        case aiosmtplib.SMTPResponseException():
            return _state_told_by(error)
        case _:
            return ChannelState.UP


def state_without(error: Exception) -> ChannelState:
    """How sending stands after no connection could be made, or none that lets us in."""
    if certificate_trouble(error) or isinstance(error, TokenRefusedError):
        return ChannelState.REFUSED
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return ChannelState.REFUSED if _is_permanent(error) else ChannelState.SLOWED
    # What is no answer of the server, no failure of the network and no lost time is a demand it cannot meet.
    unmet = type(error) is aiosmtplib.SMTPException
    return ChannelState.REFUSED if unmet else ChannelState.UNREACHABLE


def certificate_trouble(error: BaseException | None) -> str:
    """Why the server's certificate is not believed, in OpenSSL's words; '' if the trouble is another one."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return one_line(error.verify_message) or "it cannot be verified"
        error = error.__cause__ or error.__context__
    return ""


def _by_code(code: int, words: str, reason: str) -> Outcome:
    """Our own set-up is worth some days of trying, for somebody may mend it; every try counts."""
    if _is_used_up(words):
        return Later(reason, after=_QUOTA_REST, whole_channel=True)
    if code >= _FIRST_PERMANENT and not _OUR_SETUP.fullmatch(_enhanced_code(words)):
        return Never(reason)
    return Later(reason, whole_channel=code == _SERVICE_CLOSING)


def _state_told_by(error: aiosmtplib.SMTPResponseException) -> ChannelState:
    detail = _enhanced_code(error.message)
    if _is_used_up(error.message) or error.code == _SERVICE_CLOSING or _SYSTEM_SLOW.fullmatch(detail):
        return ChannelState.SLOWED
    return ChannelState.REFUSED if _OUR_SETUP.fullmatch(detail) else ChannelState.UP


def _mildest(error: aiosmtplib.SMTPRecipientsRefused) -> aiosmtplib.SMTPRecipientRefused:
    """By the codes of the recipients, which the error itself does not carry; one temporary code is hope."""
    return min(error.recipients, key=lambda refusal: refusal.code)


def _is_permanent(error: aiosmtplib.SMTPResponseException) -> bool:
    return error.code >= _FIRST_PERMANENT and not _is_used_up(error.message)


def _is_used_up(words: str) -> bool:
    return _enhanced_code(words) in _A_DAYS_QUOTA


def _enhanced_code(words: str) -> str:
    found = _ENHANCED.match(words)
    return found[1] if found else ""


def _reasons(error: aiosmtplib.SMTPRecipientsRefused) -> str:
    return "; ".join(_reason(refusal) for refusal in error.recipients)


def _reason(error: Exception) -> str:
    if trouble := certificate_trouble(error):
        return one_line(f"the server's certificate is not to be trusted: {trouble}")[:_LONGEST_REASON]
    code = f"{error.code} " if isinstance(error, aiosmtplib.SMTPResponseException) else ""
    said = error.message if isinstance(error, aiosmtplib.SMTPException) else str(error)
    return one_line(f"{code}{said}")[:_LONGEST_REASON] or type(error).__name__
