import socket
import ssl
from typing import Literal

import aiosmtplib
import pytest
import trustme

from bot.mail.failures import certificate_trouble
from bot.mail.oauth import FixedToken, TokenRefusedError
from bot.mail.relay import Relay, SmtpAccess
from tests.peers.smtp import smtp_peer

PASSWORD = "s3cret"
ME, MARTA = "muster@facility.example", "marta@client.example"
RAW = b"Subject: x\r\n\r\nDear Marta,\r\n"


class Tokens:
    """A source whose first token has run out."""

    def __init__(self, *tokens: str) -> None:
        self._tokens = iter(tokens)
        self.asked: list[bool] = []

    async def token(self, *, fresh: bool = False) -> str:
        self.asked.append(fresh)
        return next(self._tokens)


async def sent(access: SmtpAccess, tls: ssl.SSLContext | None = None) -> str:
    relay = await Relay.open(access, own_name="facility.example", tls=tls)
    try:
        return await relay.send(ME, MARTA, RAW)
    finally:
        await relay.quit()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


async def test_starttls_and_login(server_tls: ssl.SSLContext, trusting: ssl.SSLContext) -> None:
    async with smtp_peer(starttls=server_tls, login=("muster", PASSWORD)) as peer:
        receipt = await sent(SmtpAccess("localhost", peer.port, "muster", PASSWORD), trusting)

    assert receipt == "OK: kept as 1"


async def test_encryption_from_the_first_byte(server_tls: ssl.SSLContext, trusting: ssl.SSLContext) -> None:
    async with smtp_peer(tls=server_tls, pipelining=True) as peer:
        receipt = await sent(SmtpAccess("localhost", peer.port, security="tls"), trusting)

    assert receipt == "OK: kept as 1"


async def test_a_wrong_password_is_told_by_its_code(
    server_tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    async with smtp_peer(starttls=server_tls, login=("muster", PASSWORD)) as peer:
        with pytest.raises(aiosmtplib.SMTPAuthenticationError) as refusal:
            await sent(SmtpAccess("localhost", peer.port, "muster", "wrong"), trusting)

    assert refusal.value.code == 535


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_relay_nobody_vouches_for_gets_neither_password_nor_mail(
    server_tls: ssl.SSLContext, security: Literal["starttls", "tls"]
) -> None:
    starttls, tls = (server_tls, None) if security == "starttls" else (None, server_tls)
    async with smtp_peer(starttls=starttls, tls=tls) as peer:
        with pytest.raises((aiosmtplib.SMTPException, OSError)) as refusal:
            await sent(SmtpAccess("localhost", peer.port, "muster", PASSWORD, security))

    assert certificate_trouble(refusal.value) == "unable to get local issuer certificate"
    assert (peer.logins, peer.received) == ([], [])


async def test_a_certificate_of_another_name_is_not_enough(
    authority: trustme.CA, trusting: ssl.SSLContext
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("other.example").configure_cert(context)
    async with smtp_peer(tls=context) as peer:
        with pytest.raises(aiosmtplib.SMTPException) as refusal:
            await sent(SmtpAccess("localhost", peer.port, security="tls"), trusting)

    assert "not valid for 'localhost'" in certificate_trouble(refusal.value)


async def test_a_relay_without_the_encryption_asked_for_gets_no_mail() -> None:
    async with smtp_peer() as peer:
        with pytest.raises(aiosmtplib.SMTPException, match="STARTTLS"):
            await sent(SmtpAccess("127.0.0.1", peer.port))

    assert peer.received == []


async def test_an_access_token_opens_the_door(server_tls: ssl.SSLContext, trusting: ssl.SSLContext) -> None:
    async with smtp_peer(starttls=server_tls, tokens={"good"}) as peer:
        tokens = Tokens("good")
        access = SmtpAccess("localhost", peer.port, "muster", tokens=tokens)
        receipt = await sent(access, trusting)

    assert receipt == "OK: kept as 1"
    assert (tokens.asked, peer.logins) == ([False], ["good"])


async def test_a_token_that_has_run_out_is_replaced_once(
    server_tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    async with smtp_peer(starttls=server_tls, tokens={"fresh"}) as peer:
        tokens = Tokens("old", "fresh")
        await sent(SmtpAccess("localhost", peer.port, "muster", tokens=tokens), trusting)

    assert (tokens.asked, peer.logins) == ([False, True], ["old", "fresh"])
    assert len(peer.received) == 1


async def test_a_fresh_token_that_is_refused_too_is_the_end(
    server_tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    async with smtp_peer(starttls=server_tls, tokens=set()) as peer:
        tokens = Tokens("old", "fresh", "never asked for")
        with pytest.raises(aiosmtplib.SMTPAuthenticationError):
            await sent(SmtpAccess("localhost", peer.port, "muster", tokens=tokens), trusting)

    assert tokens.asked == [False, True]


async def test_a_fixed_token_that_is_refused_needs_the_operator(
    server_tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    async with smtp_peer(starttls=server_tls, tokens={"good"}) as peer:
        access = SmtpAccess("localhost", peer.port, "muster", tokens=FixedToken("old"))
        with pytest.raises(TokenRefusedError):
            await sent(access, trusting)


async def test_a_server_that_never_greets_is_not_waited_for_long() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        access = SmtpAccess("127.0.0.1", silent.getsockname()[1], security="none")
        with pytest.raises(TimeoutError):
            await Relay.open(access, own_name="facility.example", within=0.05)


def test_a_password_is_not_shown_by_accident() -> None:
    assert "s3cret" not in repr(SmtpAccess("relay.example", 587, "muster", "s3cret"))
