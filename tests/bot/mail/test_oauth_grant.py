import asyncio
from pathlib import Path

import pytest

from bot.mail.oauth import NoTokenError, TokenRefusedError
from bot.mail.oauth_grant import Grant, GrantedTokens
from bot.mail.oauth_keep import FILE, RefreshTokens
from tests.peers.provider import Provider, provider


class Watch:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


def granted(
    peer: Provider, watch: Watch, *, refresh: str = "refresh-0", file: Path | None = None, secret: str = ""
) -> GrantedTokens:
    grant = Grant(peer.endpoint, "client", client_secret=secret)
    return GrantedTokens(grant, RefreshTokens(refresh, file), clock=watch)


async def test_a_refresh_token_is_changed_for_an_access_token(peer: Provider, watch: Watch) -> None:
    token = await granted(peer, watch, secret="hush").token()

    assert token in peer.good_tokens
    assert peer.asked == [
        {
            "grant_type": "refresh_token",
            "client_id": "client",
            "client_secret": "hush",
            "refresh_token": "refresh-0",
        }
    ]


async def test_an_application_may_ask_in_its_own_name(peer: Provider, watch: Watch) -> None:
    await granted(peer, watch, refresh="", secret="hush").token()

    assert peer.asked == [
        {"grant_type": "client_credentials", "client_id": "client", "client_secret": "hush"}
    ]


async def test_a_token_is_used_until_shortly_before_its_end(peer: Provider, watch: Watch) -> None:
    tokens = granted(peer, watch)

    first = await tokens.token()
    watch.seconds += 3200
    again = await tokens.token()
    watch.seconds += 200
    later = await tokens.token()

    assert (again == first, later == first, len(peer.asked)) == (True, False, 2)


@pytest.mark.parametrize("told", [None, "soon", -5, 0, "NaN", 1e30, []])
async def test_a_life_that_cannot_be_read_is_taken_for_an_hour(
    peer: Provider, watch: Watch, told: object
) -> None:
    peer.expires_in = told
    tokens = granted(peer, watch)

    await tokens.token()
    watch.seconds += 3200
    await tokens.token()
    watch.seconds += 200
    await tokens.token()

    assert len(peer.asked) == 2


async def test_a_token_that_was_refused_is_asked_for_anew(peer: Provider, watch: Watch) -> None:
    tokens = granted(peer, watch)
    first = await tokens.token()

    second, third = await asyncio.gather(tokens.token(fresh=True), tokens.token(fresh=True))

    assert (second == third, first == second, len(peer.asked)) == (True, False, 2)


async def test_the_newest_refresh_token_is_used_and_outlives_the_process(
    peer: Provider, watch: Watch, tmp_path: Path
) -> None:
    file = tmp_path / FILE
    tokens = granted(peer, watch, file=file)
    await tokens.token()
    await tokens.token(fresh=True)

    await granted(peer, watch, file=file).token()

    used = [fields["refresh_token"] for fields in peer.asked]
    assert used[0] == "refresh-0"
    assert len(set(used)) == 3
    assert file.stat().st_mode & 0o777 == 0o600


async def test_a_refresh_token_the_operator_wrote_anew_wins(
    peer: Provider, watch: Watch, tmp_path: Path
) -> None:
    await granted(peer, watch, file=tmp_path / FILE).token()
    peer.good_refresh_tokens.add("new")

    await granted(peer, watch, refresh="new", file=tmp_path / FILE).token()

    assert [fields["refresh_token"] for fields in peer.asked] == ["refresh-0", "new"]


async def test_when_the_newest_is_refused_the_operators_own_is_tried(
    peer: Provider, watch: Watch, tmp_path: Path
) -> None:
    tokens = granted(peer, watch, file=tmp_path / FILE)
    await tokens.token()
    peer.good_refresh_tokens = {"refresh-0"}

    assert await tokens.token(fresh=True) in peer.good_tokens


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"of": "somebody", "token": "x"}', '{"of": 3}', "\x00"])
async def test_a_damaged_file_is_as_good_as_none(
    peer: Provider, watch: Watch, tmp_path: Path, kept: str
) -> None:
    (tmp_path / FILE).write_text(kept, encoding="utf-8")

    await granted(peer, watch, file=tmp_path / FILE).token()

    assert peer.asked[0]["refresh_token"] == "refresh-0"


async def test_a_folder_that_cannot_be_written_keeps_nobody_from_reading(
    peer: Provider, watch: Watch, tmp_path: Path
) -> None:
    assert await granted(peer, watch, file=tmp_path / "missing" / FILE).token() in peer.good_tokens


async def test_a_refusal_is_for_the_operator_and_told_in_one_line(peer: Provider, watch: Watch) -> None:
    peer.good_refresh_tokens.clear()

    with pytest.raises(TokenRefusedError) as refusal:
        await granted(peer, watch).token()

    assert str(refusal.value) == (
        "the token endpoint says 400 invalid_grant AADSTS700082: expired Trace ID: 1"
    )


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, "{}"),
        (503, "<html>"),
        (429, '{"error": "slow_down"}'),
        (200, "<html>"),
        (200, "[1]"),
        (200, "{}"),
    ],
)
async def test_a_provider_in_trouble_is_asked_again_later(
    peer: Provider, watch: Watch, status: int, body: str
) -> None:
    peer.faults.append((status, body))
    tokens = granted(peer, watch)

    with pytest.raises(NoTokenError) as trouble:
        await tokens.token()

    assert type(trouble.value) is NoTokenError
    assert await tokens.token() in peer.good_tokens


@pytest.mark.parametrize("token", ["", "a b", "x\ny", 7, None])
async def test_an_answer_without_a_usable_token_is_refused(
    peer: Provider, watch: Watch, token: object
) -> None:
    peer.faults.append(
        (200, f'{{"access_token": {token!r}, "x": 1}}'.replace("'", '"').replace("None", "null"))
    )

    if token == 7:
        assert await granted(peer, watch).token() == "7"
    else:
        with pytest.raises(NoTokenError):
            await granted(peer, watch).token()


async def test_a_provider_that_is_away_is_asked_again_later(watch: Watch) -> None:
    async with provider() as gone:
        tokens = granted(gone, watch)

    with pytest.raises(NoTokenError, match="cannot be reached"):
        await tokens.token()


def test_microsoft_is_told_what_is_wanted_and_google_needs_no_telling() -> None:
    tenant = "https://login.microsoftonline.com/0d3e/oauth2/v2.0/token"

    delegated = Grant("microsoft", "client").form("refresh")
    in_own_name = Grant(tenant, "client", "hush").form("")
    google = Grant("google", "client").form("refresh")
    chosen = Grant("microsoft", "client", scope="mine").form("refresh")

    assert "IMAP.AccessAsUser.All" in delegated["scope"]
    assert "offline_access" in delegated["scope"]
    assert in_own_name["scope"] == "https://outlook.office365.com/.default"
    assert "scope" not in google
    assert chosen["scope"] == "mine"
    assert [Grant("microsoft", "").endpoint, Grant("google", "").endpoint, Grant(tenant, "").endpoint] == [
        "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        "https://oauth2.googleapis.com/token",
        tenant,
    ]


def test_a_grant_keeps_its_secret_out_of_sight() -> None:
    assert "hush" not in repr(Grant("google", "client", "hush"))
