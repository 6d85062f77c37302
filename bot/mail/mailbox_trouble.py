"""What a failure while reading a mailbox means."""

import logging
import ssl

from imapclient.exceptions import CapabilityError

from bot.dispatch.channel_health import ChannelState, Patience, Trouble, backoff
from bot.mail.mailbox_fetch import NotStoredError
from bot.mail.mailbox_folders import FolderMissingError
from bot.mail.mailbox_login import LoginRefusedError
from bot.mail.oauth import TokenRefusedError
from bot.texts.printable import one_line

log = logging.getLogger(__name__)

WAIT_FOR_OPERATOR = 600.0
"""After a refused password: trying on would have the account locked."""
_LONGEST_REASON = 300


def all_read(patience: Patience, *, aside: int = 0) -> None:
    """Everything that was there has been read, but for mails that again and again break the connection."""
    if aside:
        log.error("mailbox.left_aside mails=%d", aside)
    patience.fine(f"{aside} mails cannot be read" if aside else "")


def judge(patience: Patience, error: Exception, failures: int) -> Trouble:
    """The `failures`-th failure in a row, told to the log and to whoever watches."""
    trouble = trouble_of(error, failures, patience.luck())
    level = logging.ERROR if trouble.state is ChannelState.REFUSED else logging.WARNING
    log.log(level, "mailbox.trouble state=%s error=%s wait=%.1f", trouble.state, trouble.words, trouble.delay)
    return patience.bear(trouble)


def trouble_of(error: Exception, failures: int, luck: float) -> Trouble:
    """How bad this failure is, the `failures`-th in a row; `luck` in [0, 1) spreads the waiting."""
    words = one_line(f"{type(error).__name__}: {error}")[:_LONGEST_REASON]
    match error:
        case LoginRefusedError() | TokenRefusedError() | FolderMissingError() | CapabilityError():
            return Trouble(ChannelState.REFUSED, words, WAIT_FOR_OPERATOR)
        case ssl.SSLCertVerificationError():
            return Trouble(ChannelState.REFUSED, words, WAIT_FOR_OPERATOR)
        case NotStoredError():
            return Trouble(ChannelState.NOT_STORED, words, backoff(failures, luck))
        case _:
            return Trouble(ChannelState.UNREACHABLE, words, backoff(failures, luck))
