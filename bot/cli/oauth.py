"""`muster oauth`: the consent of a mailbox's owner, kept so that Muster gets access tokens from then on."""

import asyncio
import sys
from dataclasses import dataclass

from bot.accounts import oauth_grant, refresh_tokens
from bot.cli.keyboard import typed_lines
from bot.cli.screen import command, narrate, settings_or_stop, stop
from bot.mail.oauth import NoTokenError, TokenRefusedError
from bot.mail.oauth_browser import Screen, consent_in_browser
from bot.mail.oauth_consent import SignIn, ask_device_code, consent_on_device, sign_in_of
from bot.mail.oauth_grant import Grant
from config.settings import Settings
from config.texts import keys, say


@dataclass(frozen=True, slots=True)
class Way:
    """How the operator wants to get there."""

    browser: bool = False
    device_endpoint: str = ""
    browser_endpoint: str = ""


def consent(way: Way) -> None:
    """Ask the owner of the mailbox, and keep what the provider gives."""
    settings = settings_or_stop()
    if not settings.oauth_client_id:
        stop(_say(settings, "not_set_up"), 2)
    grant = oauth_grant(settings)
    sign_in = sign_in_of(grant, device=way.device_endpoint, browser=way.browser_endpoint)
    if not (sign_in.browser or (sign_in.device and not way.browser)):
        stop(_say(settings, "where"), 2)
    in_browser = way.browser or not sign_in.device
    try:
        token = asyncio.run((_in_browser if in_browser else _on_device)(settings, grant, sign_in))
    except NoTokenError as error:
        stop(_refusal(settings, error, in_browser=in_browser))
    except KeyboardInterrupt:
        stop(_say(settings, "stopped"), 130)
    _keep(settings, token)


async def _on_device(settings: Settings, grant: Grant, sign_in: SignIn) -> str:
    code = await ask_device_code(grant, sign_in)
    minutes = max(round(code.life / 60), 1)
    narrate(
        _say(settings, "device", address=code.address, code=code.typed, account=_account(settings), n=minutes)
    )
    return await consent_on_device(grant, code)


async def _in_browser(settings: Settings, grant: Grant, sign_in: SignIn) -> str:
    account = _account(settings)
    screen = Screen(
        show=lambda address: narrate(_say(settings, "browser", address=address, account=account)),
        typed=typed_lines(sys.stdin.fileno()),
        not_it=lambda: narrate(_say(settings, "no_code")),
        farewell=_say(settings, "farewell"),
    )
    return await consent_in_browser(grant, sign_in, screen, account=account)


def _keep(settings: Settings, token: str) -> None:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if not refresh_tokens(settings).keep(token):
        stop(_say(settings, "not_kept", folder=settings.data_dir))
    narrate(_say(settings, "kept", folder=settings.data_dir, muster=command()))
    with_password = [
        f"{name}_password"
        for name in ("imap", "smtp")
        if getattr(settings, f"{name}_host") and getattr(settings, f"{name}_password").get_secret_value()
    ]
    if with_password:
        narrate(_say(settings, "passwords", names=", ".join(with_password)))


def _refusal(settings: Settings, error: NoTokenError, *, in_browser: bool) -> str:
    """What went wrong, and what to do about it where that is known."""
    code = error.code if isinstance(error, TokenRefusedError) else ""
    key = f"refused.{code}"
    words = _say(settings, "failed", error=error)
    if f"oauth.{key}" in keys(settings.language, "oauth"):
        return f"{words}\n{_say(settings, key)}"
    return words if in_browser else f"{words}\n{_say(settings, 'try_browser', muster=command())}"


def _account(settings: Settings) -> str:
    return settings.imap_username or settings.smtp_username or settings.mail_address


def _say(settings: Settings, key: str, **values: object) -> str:
    return say(settings.language, f"oauth.{key}", **values)
