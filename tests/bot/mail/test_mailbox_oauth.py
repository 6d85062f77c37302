"""A mailbox that takes no password: Dovecot asks a provider on this machine whose token it was shown."""

from collections.abc import Iterator

import pytest

from bot.dispatch.channel_health import ChannelState
from bot.mail.mailbox_trouble import WAIT_FOR_OPERATOR
from bot.mail.oauth import FixedToken
from bot.mail.oauth_grant import Grant, GrantedTokens
from bot.mail.oauth_keep import RefreshTokens
from tests.bot.mail.mailroom import Reading, access, mail, until, until_kept
from tests.peers.dovecot import Dovecot, dovecot
from tests.peers.provider import Provider


@pytest.fixture
def server(peer: Provider) -> Iterator[Dovecot]:
    with dovecot(token_info=peer.token_info) as running:
        yield running


def granted(peer: Provider) -> GrantedTokens:
    return GrantedTokens(Grant(peer.endpoint, "client"), RefreshTokens("refresh-0"))


async def test_a_token_opens_the_mailbox(server: Dovecot, reading: Reading, peer: Provider) -> None:
    server.deliver(mail(1))

    async with reading.watching(access(server, password="", tokens=granted(peer))):
        await until_kept(reading, 1)

    assert len(peer.asked) == 1


async def test_a_token_that_ended_is_renewed_at_once(
    server: Dovecot, reading: Reading, peer: Provider
) -> None:
    tokens = granted(peer)
    await tokens.token()
    peer.good_tokens.clear()
    server.deliver(mail(1))

    async with reading.watching(access(server, password="", tokens=tokens)):
        await until_kept(reading, 1)

    assert (len(peer.asked), reading.pauses) == (2, [])


async def test_after_a_lost_connection_the_same_token_serves(
    server: Dovecot, reading: Reading, peer: Provider
) -> None:
    async with reading.watching(access(server, password="", tokens=granted(peer))):
        await until(lambda: reading.is_up)
        server.kill()
        await until(lambda: reading.states[-1][0] == ChannelState.UNREACHABLE)
        server.start()
        server.deliver(mail(1))
        await until_kept(reading, 1)

    assert len(peer.asked) == 1


async def test_a_token_that_cannot_be_renewed_is_for_the_operator(
    server: Dovecot, reading: Reading, peer: Provider
) -> None:
    async with reading.watching(access(server, password="", tokens=FixedToken("ended"))):
        await until(lambda: bool(reading.pauses))

    assert (reading.states[0][0], reading.pauses[0]) == (ChannelState.REFUSED, WAIT_FOR_OPERATOR)


async def test_a_provider_in_trouble_is_asked_again(
    server: Dovecot, reading: Reading, peer: Provider
) -> None:
    peer.faults = [(503, "{}"), (200, "<html>")]
    server.deliver(mail(1))

    async with reading.watching(access(server, password="", tokens=granted(peer))):
        await until_kept(reading, 1)

    assert [state for state, _ in reading.states[:2]] == [ChannelState.UNREACHABLE] * 2
    assert reading.pauses == [1, 2]


async def test_somebody_elses_token_opens_nothing(server: Dovecot, reading: Reading, peer: Provider) -> None:
    peer.user = "other@facility.example"

    async with reading.watching(access(server, password="", tokens=granted(peer))):
        await until(lambda: bool(reading.pauses))

    assert reading.states[0][0] == ChannelState.REFUSED
