from pathlib import Path

import pytest

from bot.mail.oauth import NoTokenError, TokenRefusedError
from bot.mail.oauth_consent import (
    DeviceCode,
    SignIn,
    ask_device_code,
    consent_on_device,
    refresh_token_in,
    sign_in_of,
)
from bot.mail.oauth_grant import Grant, GrantedTokens
from bot.mail.oauth_keep import FILE, RefreshTokens
from tests.peers.provider import Provider

TENANT = "https://login.microsoftonline.com/0d3e/oauth2/v2.0"


class Watch:
    """A clock that waiting moves, and nothing else."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.waited: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    async def pause(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.seconds += seconds


def grant(peer: Provider, **more: str) -> Grant:
    return Grant(peer.endpoint, "client", scope="mail offline", **more)


def code(**told: float) -> DeviceCode:
    return DeviceCode("GQVQ-JKEC", "http://127.0.0.1/device", "device-secret", **told)


async def test_the_code_to_type_is_asked_for_with_what_is_wanted(peer: Provider) -> None:
    shown = await ask_device_code(grant(peer), SignIn(device=peer.device_page))

    assert (shown.typed, shown.address) == ("GQVQ-JKEC", f"http://127.0.0.1:{peer.port}/device")
    assert peer.asked == [{"client_id": "client", "scope": "mail offline"}]
    assert "device-secret" not in repr(shown)


async def test_the_owner_agrees_and_the_token_is_given(peer: Provider) -> None:
    peer.hesitates = ["authorization_pending", "authorization_pending"]
    watch = Watch()

    token = await consent_on_device(grant(peer), code(interval=5), pause=watch.pause, clock=watch)

    assert token in peer.good_refresh_tokens
    assert watch.waited == [5, 5, 5]
    assert peer.asked[-1] == {
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "device_code": "device-secret",
        "client_id": "client",
    }


async def test_an_application_with_a_secret_shows_it(peer: Provider) -> None:
    await consent_on_device(grant(peer, client_secret="hush"), code(interval=0.01))

    assert peer.asked[-1]["client_secret"] == "hush"


async def test_a_provider_that_is_asked_too_often_is_asked_more_slowly(peer: Provider) -> None:
    peer.hesitates = ["slow_down", "authorization_pending", "slow_down"]
    watch = Watch()

    await consent_on_device(grant(peer), code(interval=5), pause=watch.pause, clock=watch)

    assert watch.waited == [5, 10, 10, 15]


async def test_a_provider_in_trouble_is_given_time(peer: Provider) -> None:
    peer.faults = [(503, "{}"), (503, "{}")]
    watch = Watch()

    assert await consent_on_device(grant(peer), code(interval=5), pause=watch.pause, clock=watch)
    assert watch.waited == [5, 10, 20]


@pytest.mark.parametrize("refusal", ["authorization_declined", "access_denied", "expired_token"])
async def test_an_owner_who_does_not_agree_ends_it(peer: Provider, refusal: str) -> None:
    peer.hesitates = ["authorization_pending", refusal]

    with pytest.raises(TokenRefusedError) as error:
        await consent_on_device(grant(peer), code(interval=0.01))

    assert error.value.code == refusal


async def test_nobody_waits_longer_than_the_code_lives(peer: Provider) -> None:
    peer.hesitates = ["authorization_pending"] * 1000
    watch = Watch()

    with pytest.raises(TokenRefusedError, match="in time"):
        await consent_on_device(grant(peer), code(interval=5, life=60), pause=watch.pause, clock=watch)

    assert len(peer.asked) == 12


@pytest.mark.parametrize(
    "told",
    ['{"user_code": "", "device_code": "x", "verification_uri": "y"}', '{"x": 1}', '{"device_code": ["x"]}'],
)
async def test_a_provider_that_gives_no_code_is_said_so(peer: Provider, told: str) -> None:
    peer.faults.append((200, told))

    with pytest.raises(NoTokenError, match="no code to type"):
        await ask_device_code(grant(peer), SignIn(device=peer.device_page))


async def test_what_a_provider_says_cannot_write_on_the_screen(peer: Provider) -> None:
    told = '{"user_code": "A\\u001b[2J", "device_code": "x", "verification_url": "y\\n", "interval": "NaN"}'
    peer.faults.append((200, told))

    shown = await ask_device_code(grant(peer), SignIn(device=peer.device_page))

    assert shown.typed.isprintable()
    assert (shown.address, shown.interval, shown.life) == ("y", 5.0, 900.0)


@pytest.mark.parametrize("told", [{}, {"refresh_token": None}, {"refresh_token": ""}, {"refresh_token": 7}])
def test_an_hour_of_access_is_no_consent(told: dict[str, object]) -> None:
    with pytest.raises(TokenRefusedError) as error:
        refresh_token_in({"access_token": "x", **told})

    assert error.value.code == "no_refresh_token"


def test_microsoft_has_both_ways_for_its_tenant_and_google_the_browser_only() -> None:
    microsoft = sign_in_of(Grant(f"{TENANT}/token", "client"))
    google = sign_in_of(Grant("google", "client"), device="https://elsewhere.example/")
    other = sign_in_of(Grant("https://id.example/token", "client"), browser="https://id.example/auth")

    assert (microsoft.device, microsoft.browser) == (f"{TENANT}/devicecode", f"{TENANT}/authorize")
    assert microsoft.host == "localhost"
    assert (google.device, google.browser) == ("", "https://accounts.google.com/o/oauth2/v2/auth")
    assert google.wishes == {"access_type": "offline", "prompt": "consent"}
    assert (other.device, other.browser) == ("", "https://id.example/auth")


def test_the_owner_is_asked_for_mail_and_nothing_else() -> None:
    assert Grant("google", "client").consent_scope == "https://mail.google.com/"
    assert "IMAP.AccessAsUser.All" in Grant("microsoft", "client").consent_scope
    assert Grant("google", "client", scope="mine").consent_scope == "mine"


async def test_a_kept_consent_is_used_from_then_on(peer: Provider, tmp_path: Path) -> None:
    file = tmp_path / FILE
    running = GrantedTokens(grant(peer), RefreshTokens("", file, application="client"))
    with pytest.raises(TokenRefusedError, match="muster oauth"):
        await running.token()

    RefreshTokens("", file, application="client").keep("refresh-0")

    assert await running.token() in peer.good_tokens
    assert [fields["refresh_token"] for fields in peer.asked] == ["refresh-0"]


async def test_the_consent_for_another_application_is_not_used(peer: Provider, tmp_path: Path) -> None:
    RefreshTokens("", tmp_path / FILE, application="another").keep("refresh-0")

    with pytest.raises(TokenRefusedError, match="muster oauth"):
        await GrantedTokens(grant(peer), RefreshTokens("", tmp_path / FILE, application="client")).token()

    assert peer.asked == []


async def test_google_never_lets_an_application_ask_for_itself(tmp_path: Path) -> None:
    with pytest.raises(TokenRefusedError, match="muster oauth"):
        await GrantedTokens(Grant("google", "client", "hush"), RefreshTokens("")).token()


async def test_a_consent_that_ended_says_what_the_provider_says(peer: Provider, tmp_path: Path) -> None:
    tokens = RefreshTokens("", tmp_path / FILE, application="client")
    tokens.keep("refresh-0")
    peer.good_refresh_tokens.clear()

    with pytest.raises(TokenRefusedError, match="invalid_grant"):
        await GrantedTokens(grant(peer, client_secret="hush"), tokens).token()

    assert len(peer.asked) == 1


def test_a_token_that_cannot_be_written_down_is_not_said_to_be_kept(tmp_path: Path) -> None:
    assert not RefreshTokens("", tmp_path / "missing" / FILE).keep("token")
    assert RefreshTokens("", tmp_path / FILE).keep("token")
