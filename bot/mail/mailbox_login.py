"""Logging in to an IMAP server: by password or token, and telling a wrong one from a server that is busy."""

import re

from imapclient import IMAPClient
from imapclient.exceptions import CapabilityError, IMAPClientAbortError, LoginError

from bot.mail.mailbox_access import Credential
from bot.mail.oauth import xoauth2
from bot.texts.printable import one_line

_LONGEST_REASON = 300
# RFC 5530: these have nothing to do with the password.
_BUSY = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]|too many|try again|temporar", re.IGNORECASE)


class LoginRefusedError(Exception):
    """The server does not accept the user name with this password or token."""


def log_in(client: IMAPClient, username: str, shown: Credential) -> None:
    """Return when logged in; LoginRefusedError is for the operator, all other errors may pass."""
    try:
        _show(client, username, shown)
    except CapabilityError as error:
        raise LoginRefusedError(_words(error)) from error
    except LoginError as error:
        # The library makes one error of a refusal and of a connection that broke.
        if isinstance(error.__context__, IMAPClientAbortError) or _BUSY.search(str(error)):
            raise
        raise LoginRefusedError(_words(error)) from error


def _show(client: IMAPClient, username: str, shown: Credential) -> None:
    if shown.is_token:
        _show_token(client, xoauth2(username, shown.secret))
    elif client.has_capability("AUTH=PLAIN") and not (username + shown.secret).isascii():
        # LOGIN is limited to ASCII.
        client.plain_login(username, shown.secret)
    elif client.has_capability("LOGINDISABLED"):
        raise LoginRefusedError("the server takes no password over this connection; use tls or starttls")
    else:
        client.login(username, shown.secret)


def _show_token(client: IMAPClient, answer: str) -> None:
    """The token once; a server that refuses it explains itself first, and waits for an empty line."""
    answers = iter([answer])
    client.sasl_login("XOAUTH2", lambda _challenge: next(answers, ""))


def _words(error: Exception) -> str:
    return one_line(str(error).removeprefix("b'").rstrip("'"))[:_LONGEST_REASON]
