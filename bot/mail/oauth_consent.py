"""The first refresh token, by the consent of the mailbox's owner: a code typed on another screen (RFC 8628)."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.mail.oauth import NoTokenError, TokenRefusedError, usable
from bot.mail.oauth_endpoint import ask
from bot.mail.oauth_grant import Grant
from bot.texts.printable import one_line

_DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_USUAL_INTERVAL = 5.0
_SLOWER = 5.0
_SLOWEST = 60.0
_USUAL_LIFE = 900.0
_LONGEST_SHOWN = 300

_GOOGLE_SIGN_IN = "https://accounts.google.com/o/oauth2/v2/auth"


@dataclass(frozen=True, slots=True)
class SignIn:
    """Where people agree at a provider; '' where it has no such way, or nobody knows it."""

    device: str = ""
    """Where a code for another screen is asked for. Google has one, but not for mailboxes."""
    browser: str = ""
    host: str = "127.0.0.1"
    """How this machine is called in the address that the browser is sent back to."""
    wishes: Mapping[str, str] = field(default_factory=dict)
    """What the provider wants to hear before it gives a refresh token."""


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """What the owner types, and where; `secret` is ours."""

    typed: str
    address: str
    secret: str = field(repr=False)
    interval: float = _USUAL_INTERVAL
    life: float = _USUAL_LIFE


def sign_in_of(grant: Grant, *, device: str = "", browser: str = "") -> SignIn:
    """The ways to agree at the provider of a grant; another provider's addresses are the operator's to say."""
    if grant.is_microsoft:
        base = grant.endpoint.removesuffix("/token")
        # Entra knows localhost with any port, and no other name of this machine.
        return SignIn(device or f"{base}/devicecode", browser or f"{base}/authorize", host="localhost")
    if grant.is_google:
        wishes = {"access_type": "offline", "prompt": "consent"}
        return SignIn("", browser or _GOOGLE_SIGN_IN, wishes=wishes)
    return SignIn(device, browser)


async def ask_device_code(grant: Grant, sign_in: SignIn) -> DeviceCode:
    """The code that the owner of the mailbox types on a screen of their own."""
    told = await ask(sign_in.device, {"client_id": grant.client_id, "scope": grant.consent_scope})
    typed, secret = _shown(told.get("user_code")), str(told.get("device_code") or "")
    address = _shown(told.get("verification_uri") or told.get("verification_url"))
    if not (typed and address and secret):
        raise NoTokenError("the provider gives no code to type")
    interval, life = _seconds(told.get("interval")), _seconds(told.get("expires_in"))
    return DeviceCode(typed, address, secret, interval or _USUAL_INTERVAL, life or _USUAL_LIFE)


async def consent_on_device(
    grant: Grant,
    code: DeviceCode,
    *,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> str:
    """The refresh token, as soon as the owner has agreed; a TokenRefusedError if they do not, or not in time."""
    form = {"grant_type": _DEVICE_GRANT, "device_code": code.secret, **grant.credentials}
    end, interval = clock() + code.life, code.interval
    while clock() < end:
        await pause(interval)
        try:
            return refresh_token_in(await ask(grant.endpoint, form))
        except TokenRefusedError as refusal:
            if refusal.code not in {"authorization_pending", "slow_down"}:
                raise
            interval += _SLOWER if refusal.code == "slow_down" else 0
        except NoTokenError:
            interval = min(interval * 2, _SLOWEST)
    raise TokenRefusedError("nobody has agreed in time", code="expired_token")


def refresh_token_in(told: Mapping[str, object]) -> str:
    """The refresh token of a provider's answer."""
    token = told.get("refresh_token")
    if not isinstance(token, str) or not token:
        raise TokenRefusedError("the provider gave no refresh token", code="no_refresh_token")
    return usable(token)


def _shown(told: object) -> str:
    return one_line(str(told or "")).strip()[:_LONGEST_SHOWN]


def _seconds(told: object) -> float:
    try:
        seconds = float(str(told))
    except ValueError:
        return 0.0
    return seconds if 0 < seconds <= 86_400 else 0.0
