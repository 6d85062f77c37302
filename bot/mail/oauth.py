"""OAuth2 for mailboxes that take no password: who gives access tokens, and how a token is shown to a server."""

import re
from typing import Protocol

_USABLE = re.compile(r"[\x21-\x7e]{1,16384}")


class NoTokenError(Exception):
    """No access token could be had just now; it may be there later."""


class TokenRefusedError(NoTokenError):
    """The provider or the command refuses to give an access token: only an operator can mend it."""

    def __init__(self, words: str, *, code: str = "") -> None:
        super().__init__(words)
        self.code = code
        """The provider's own name for it (`authorization_pending`), if it has one."""


class AccessTokens(Protocol):
    """Where access tokens come from; one source serves reading and sending."""

    async def token(self, *, fresh: bool = False) -> str:
        """A token that should work; `fresh` after the last one was refused. Raises NoTokenError."""


class FixedToken:
    """The token that the operator wrote down; nobody can make a fresh one of it."""

    def __init__(self, token: str) -> None:
        self._token = usable(token)

    async def token(self, *, fresh: bool = False) -> str:
        """The same each time; refused for good once a server has refused it."""
        if fresh:
            raise TokenRefusedError("the access token of the settings is not accepted any more")
        return self._token


def xoauth2(username: str, token: str) -> str:
    """The first answer of the mechanism XOAUTH2; the libraries put it in base64."""
    return f"user={username}\x01auth=Bearer {token}\x01\x01"


def usable(token: str) -> str:
    """The token without the line end around it; whatever could break out of its line is refused."""
    bare = token.strip()
    if not _USABLE.fullmatch(bare):
        raise TokenRefusedError("what should be an access token is empty or has spaces in it")
    return bare
