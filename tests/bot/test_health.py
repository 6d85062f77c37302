import aiohttp
import pytest

from bot.dispatch.channel_health import ChannelState
from bot.dispatch.outcome import Later, Never, Outcome, Sent
from bot.health import IDLE, Health, serve_health


def test_a_house_without_channels_is_well() -> None:
    assert Health().report() == {"ok": True, "channels": {}}


@pytest.mark.parametrize(
    ("state", "ok"),
    [
        (ChannelState.UP, True),
        (ChannelState.UNREACHABLE, True),
        (ChannelState.NOT_STORED, True),
        (ChannelState.REFUSED, False),
    ],
)
def test_a_mailbox_that_refuses_us_needs_the_operator(state: ChannelState, *, ok: bool) -> None:
    health = Health()
    health.telegram(ChannelState.UP, "")

    health.mailbox(state, "words for the log")

    assert health.report() == {"ok": ok, "channels": {"telegram": "up", "mailbox": state.value}}


@pytest.mark.parametrize(
    ("state", "ok"),
    [(ChannelState.SLOWED, True), (ChannelState.UNREACHABLE, True), (ChannelState.REFUSED, False)],
)
def test_a_relay_that_refuses_us_needs_the_operator(state: ChannelState, *, ok: bool) -> None:
    health = Health()

    health.mail_out(state, "words for the log")

    assert health.report() == {"ok": ok, "channels": {"mail_out": state.value}}


@pytest.mark.parametrize(
    ("outcome", "report"),
    [
        (Sent(), {"ok": True, "channels": {"telegram_out": "up"}}),
        (
            Later("InvalidToken: Unauthorized", whole_channel=True),
            {"ok": False, "channels": {"telegram_out": "refused"}},
        ),
        (
            Later("NetworkError: nobody there", whole_channel=True),
            {"ok": True, "channels": {"telegram_out": "unreachable"}},
        ),
        (Later("RetryAfter: 3"), {"ok": True, "channels": {}}),
        (Never("Forbidden: blocked"), {"ok": True, "channels": {}}),
    ],
)
def test_token_refused_while_sending_is_loud(outcome: Outcome, report: dict[str, object]) -> None:
    health = Health()

    health.telegram_out(outcome)

    assert health.report() == report


def test_the_last_word_counts() -> None:
    health = Health()
    health.mailbox(ChannelState.REFUSED, "wrong password")

    health.mailbox(ChannelState.UP, "")

    assert health.report()["ok"] is True


@pytest.mark.parametrize(("state", "status"), [(ChannelState.UP, 200), (ChannelState.REFUSED, 503)])
async def test_a_monitor_asks_over_http(state: ChannelState, status: int) -> None:
    health = Health()
    health.mailbox(state, "words for the log")
    health.expect("mail_out", IDLE)

    async with serve_health(0, health.report) as where, aiohttp.ClientSession() as monitor:
        async with monitor.get(where) as answer:
            told = await answer.json()
        async with monitor.get(where.replace("health", "telegram")) as other:
            nothing = other.status

    assert (answer.status, nothing) == (status, 404)
    assert told == {"ok": status == 200, "channels": {"mailbox": state.value, "mail_out": "idle"}}
    assert where.startswith("http://127.0.0.1:")


def test_a_channel_that_has_not_spoken_yet_is_starting_and_well() -> None:
    health = Health()
    health.expect("mailbox")
    health.mail_in()

    assert health.report() == {"ok": True, "channels": {"mailbox": "starting", "mail_in": "up"}}


def test_what_a_channel_has_said_is_not_forgotten() -> None:
    health = Health()
    health.mailbox(ChannelState.REFUSED, "")

    health.expect("mailbox")

    assert health.report() == {"ok": False, "channels": {"mailbox": "refused"}}
