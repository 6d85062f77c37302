"""Which mailbox is read and how we show that we may."""

from dataclasses import dataclass
from typing import Literal

from bot.mail.oauth import AccessTokens


@dataclass(frozen=True, slots=True)
class ImapAccess:
    """A folder of an account on an IMAP server, and the folder for what has been read."""

    host: str
    port: int
    username: str
    password: str = ""
    security: Literal["none", "starttls", "tls"] = "tls"
    folder: str = "INBOX"
    done_folder: str = "Muster done"
    tokens: AccessTokens | None = None
    """Used where there is no password."""

    def __repr__(self) -> str:
        return f"ImapAccess({self.host}:{self.port}, {self.security}, {self.folder})"

    @property
    def place(self) -> str:
        """The name under which it is remembered what has been read."""
        return f"{self.username}@{self.host}/{self.folder}"


@dataclass(frozen=True, slots=True)
class Credential:
    """What is shown to the server this time."""

    secret: str
    is_token: bool = False

    def __repr__(self) -> str:
        return f"Credential(is_token={self.is_token})"


async def credential(access: ImapAccess, *, fresh: bool = False) -> Credential:
    """The password, or an access token; raises NoTokenError."""
    if access.tokens is None or access.password:
        return Credential(access.password)
    return Credential(await access.tokens.token(fresh=fresh), is_token=True)
