"""Access tokens from an OAuth2 provider (RFC 6749): by a refresh token, or in the application's own name."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.mail.oauth import TokenRefusedError, usable
from bot.mail.oauth_endpoint import ask
from bot.mail.oauth_keep import RefreshTokens

_RENEWED_BEFORE = 300.0
_USUAL_LIFE = 3600.0

MICROSOFT = "microsoft"
GOOGLE = "google"
_ENDPOINTS: Mapping[str, str] = MappingProxyType(
    {
        MICROSOFT: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        GOOGLE: "https://oauth2.googleapis.com/token",
    }
)
_MICROSOFT_HOST = "https://login.microsoftonline.com/"
_DELEGATED = (
    "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access"
)
_ALL_OF_GMAIL = "https://mail.google.com/"
_IN_OWN_NAME = "https://outlook.office365.com/.default"


@dataclass(frozen=True, slots=True)
class Grant:
    """What the facility registered with the provider; without a refresh token the application asks for itself."""

    provider: str
    """`microsoft`, `google`, or the address of another token endpoint."""
    client_id: str
    client_secret: str = ""
    scope: str = ""

    def __repr__(self) -> str:
        return f"Grant({self.endpoint})"

    @property
    def endpoint(self) -> str:
        """Where tokens are asked for."""
        return _ENDPOINTS.get(self.provider, self.provider)

    def form(self, refresh_token: str) -> dict[str, str]:
        """The fields of the request; those without a value are left out."""
        fields = {
            "grant_type": "refresh_token" if refresh_token else "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "refresh_token": refresh_token,
            "scope": self.scope or self._usual_scope(in_own_name=not refresh_token),
        }
        return {name: value for name, value in fields.items() if value}

    @property
    def credentials(self) -> dict[str, str]:
        """Who asks; an application on somebody's own machine may have no secret."""
        return {"client_id": self.client_id} | (
            {"client_secret": self.client_secret} if self.client_secret else {}
        )

    @property
    def asks_for_itself(self) -> bool:
        """Whether it may have tokens without anybody's consent."""
        return bool(self.client_secret) and not self.is_google

    @property
    def is_google(self) -> bool:
        """Whether the provider is Google."""
        return self.endpoint == _ENDPOINTS[GOOGLE]

    @property
    def is_microsoft(self) -> bool:
        """Whether the provider is Microsoft, for whichever tenant."""
        return self.endpoint.startswith(_MICROSOFT_HOST)

    @property
    def consent_scope(self) -> str:
        """What the mailbox's owner is asked to agree to."""
        return self.scope or (_DELEGATED if self.is_microsoft else _ALL_OF_GMAIL)

    def _usual_scope(self, *, in_own_name: bool) -> str:
        """Microsoft wants to hear it each time; others give what was agreed on."""
        if not self.is_microsoft:
            return ""
        return _IN_OWN_NAME if in_own_name else _DELEGATED


class GrantedTokens:
    """Asks the provider shortly before a token ends, or when it is refused; keeps the refresh tokens it hands out."""

    def __init__(
        self, grant: Grant, refresh: RefreshTokens, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._grant = grant
        self._refresh = refresh
        self._clock = clock
        self._turn = asyncio.Lock()
        self._kept = ""
        self._good_until = 0.0

    async def token(self, *, fresh: bool = False) -> str:
        """A token that lives for some minutes more."""
        refused = self._kept if fresh else ""
        async with self._turn:
            if not self._kept or self._kept == refused or self._clock() >= self._good_until:
                self._kept = ""
                self._take(await self._asked_in_turn())
            return self._kept

    async def _asked_in_turn(self) -> Mapping[str, object]:
        """The answer to the newest refresh token; to the operator's own if that one is refused."""
        newest, written = self._refresh.newest(), self._refresh.written
        try:
            return await self._ask(newest)
        except TokenRefusedError:
            if newest == written or not written:
                raise
            return await self._ask(written)

    async def _ask(self, refresh_token: str) -> Mapping[str, object]:
        if not refresh_token and not self._grant.asks_for_itself:
            raise TokenRefusedError("nobody has agreed to it yet; see `muster oauth`")
        return await ask(self._grant.endpoint, self._grant.form(refresh_token))

    def _take(self, told: Mapping[str, object]) -> None:
        token = usable(str(told.get("access_token") or ""))
        if isinstance(newer := told.get("refresh_token"), str) and newer:
            self._refresh.keep(newer)
        life = _seconds(told.get("expires_in"))
        self._good_until = self._clock() + max(life - _RENEWED_BEFORE, life / 2)
        self._kept = token


def _seconds(told: object) -> float:
    """Providers write a number, some a text; whatever cannot be read is taken as an hour."""
    try:
        life = float(str(told))
    except ValueError:
        return _USUAL_LIFE
    return life if 0 < life < 10 * 365 * 86_400 else _USUAL_LIFE
