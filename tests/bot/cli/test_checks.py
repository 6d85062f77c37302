import socket
import sqlite3
import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from pydantic import SecretStr

from bot.accounts import mail_entrance
from bot.app import App
from bot.cli.checks import (
    Finding,
    State,
    Values,
    check_all,
    check_database,
    check_mail_in,
    check_mail_out,
    check_rules,
    check_telegram,
)
from bot.facility import house_of
from bot.mail.limits import Limits
from bot.mail.listener import serve_mail
from bot.mail.signing import make_key
from config.settings import Settings
from storage import inbox, jobs
from storage.database import Database, open_database
from storage.mail import Job
from storage.states import InboxStatus, JobStatus
from tests.factories import MOMENT, add_expert, add_officer, add_request
from tests.peers.ports import free_port
from tests.peers.smtp import smtp_peer
from tests.peers.telegram import TelegramPeer

_LEASE = timedelta(seconds=30)
BASE = [("database", State.OK), ("officers", State.OK), ("experts", State.OK), ("queues", State.OK)]


def settings(folder: Path, **values: Any) -> Settings:
    chosen: dict[str, Any] = {"data_dir": folder, "mail_listen_port": 0} | values
    return Settings(**chosen)


def states(findings: list[Finding]) -> list[tuple[str, State]]:
    return [(finding.subject, finding.state) for finding in findings]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def nobodys_port() -> int:
    return free_port()


@pytest.fixture
def trusted_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A mail server's certificate that this machine believes."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


async def test_a_database_in_use_is_counted(sqlite_database: Database, tmp_path: Path, home: Path) -> None:
    async with sqlite_database.transaction() as session:
        await add_officer(session)
        await add_officer(session, email="left@facility.example", active=False)
        await add_expert(session)
        await add_request(session, code="2026-01")
        await add_request(session)
        for number in range(2):
            await inbox.store(
                session, channel="mail", external_id=str(number), stream="a@b.example", payload=b"x",
                envelope={}, received_at=MOMENT,
            )  # fmt: skip
        await jobs.enqueue(
            session, kind="mail", destination="a@b.example", payload={}, due_at=MOMENT, now=MOMENT
        )

    findings = await check_database(settings(tmp_path))

    where = {"database": str(tmp_path / "muster.db")}
    assert findings == [
        Finding("database", State.OK, "database_up", where | {"requests": 1}),
        Finding("officers", State.OK, "officers", {"n": 1}),
        Finding("experts", State.OK, "experts", {"n": 1}),
        Finding("queues", State.OK, "queues", {"waiting": 2, "unsent": 1}),
    ]


async def test_an_empty_database_misses_officers_and_experts(
    sqlite_database: Database, tmp_path: Path
) -> None:
    findings = await check_database(settings(tmp_path))

    assert states(findings) == [
        ("database", State.OK),
        ("officers", State.WRONG),
        ("experts", State.OFF),
        ("queues", State.OK),
    ]


@pytest.mark.parametrize("status", [InboxStatus.DEAD, InboxStatus.DOUBTFUL])
async def test_messages_that_wait_for_a_person_are_counted(
    sqlite_database: Database, tmp_path: Path, status: InboxStatus
) -> None:
    async with sqlite_database.transaction() as session:
        await inbox.store(
            session, channel="mail", external_id="1", stream="a@b.example", payload=b"x", envelope={},
            received_at=MOMENT,
        )  # fmt: skip
        [row] = await inbox.claim(session, owner="me", now=MOMENT, lease=_LEASE, limit=1)
        row.status = status

    findings = await check_database(settings(tmp_path))

    assert findings[-1] == Finding("inbox", State.OFF, "inbox", {"n": 1})


async def test_letters_that_were_given_up_are_counted(sqlite_database: Database, tmp_path: Path) -> None:
    async with sqlite_database.transaction() as session:
        number = await jobs.enqueue(
            session, kind="mail", destination="a@b.example", payload={}, due_at=MOMENT, now=MOMENT
        )
        (await session.get_one(Job, number)).status = JobStatus.DEAD

    findings = await check_database(settings(tmp_path))

    assert findings[-1] == Finding("dead", State.OFF, "dead", {"n": 1})


async def test_a_missing_database_is_told_and_not_made(tmp_path: Path, home: Path) -> None:
    findings = await check_database(settings(home / "nowhere"))

    assert findings == [
        Finding("database", State.WRONG, "database_missing", {"database": "nowhere/muster.db"})
    ]
    assert not (home / "nowhere").exists()


async def test_an_empty_file_is_no_database_yet(tmp_path: Path) -> None:
    (tmp_path / "muster.db").touch()

    [finding] = await check_database(settings(tmp_path))

    assert (finding.state, finding.key) == (State.WRONG, "database_missing")


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "muster.db").write_text("Dear colleagues, this is a letter. " * 100, encoding="utf-8")

    [finding] = await check_database(settings(tmp_path))

    assert (finding.state, finding.key) == (State.WRONG, "database_down")
    assert finding.values["error"] == "file is not a database"


@pytest.mark.parametrize(
    ("version", "state", "key"),
    [("9999", State.WRONG, "database_newer"), ("0001", State.OFF, "database_older")],
)
async def test_a_database_of_another_version_is_told(
    version: str, state: State, key: str, sqlite_database: Database, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "muster.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.close()

    [finding] = await check_database(settings(tmp_path))

    assert (finding.state, finding.key) == (state, key)


async def test_a_server_that_is_not_there_is_told_without_its_password(
    tmp_path: Path, nobodys_port: int
) -> None:
    url = f"postgresql://muster:hunter2@127.0.0.1:{nobodys_port}/muster"

    [finding] = await check_database(settings(tmp_path, database_url=SecretStr(url)))

    assert (finding.state, finding.key) == (State.WRONG, "database_down")
    assert finding.values["database"] == f"postgresql://127.0.0.1:{nobodys_port}/muster"
    assert "hunter2" not in str(finding)


@pytest.mark.postgresql
async def test_a_server_is_looked_into_like_a_file(postgresql_url: str, tmp_path: Path) -> None:
    database = open_database(postgresql_url)
    async with database.transaction() as session:
        await add_officer(session)
        await add_expert(session)
    await database.close()

    findings = await check_database(
        settings(tmp_path, database_url=SecretStr(postgresql_url.replace("+psycopg", "")))
    )

    assert states(findings) == BASE


async def test_the_rules_that_come_with_muster_can_be_read(tmp_path: Path) -> None:
    [finding] = await check_rules(settings(tmp_path))

    assert (finding.state, finding.key) == (State.OK, "rules")


async def test_rules_that_cannot_be_read_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text("[weights]\ntopic = 'much'\n", encoding="utf-8")

    [finding] = await check_rules(settings(tmp_path, rules_file=tmp_path / "rules.toml"))

    assert (finding.state, finding.key) == (State.WRONG, "rules_bad")
    assert "rules.toml" in str(finding.values["error"])


async def test_no_mail_port_means_no_mail(tmp_path: Path) -> None:
    assert await check_mail_in(settings(tmp_path)) == [Finding("mail_in", State.OFF, "mail_in_off")]


async def test_a_free_port_waits_for_muster(tmp_path: Path, nobodys_port: int) -> None:
    [finding] = await check_mail_in(settings(tmp_path, mail_listen_port=nobodys_port))

    assert finding == Finding(
        "mail_in",
        State.OK,
        "mail_in_free",
        {"where": f"127.0.0.1:{nobodys_port}", "address": "muster@facility.example", "protocol": "SMTP"},
    )


async def test_a_port_another_mail_server_has_is_told(tmp_path: Path) -> None:
    async with smtp_peer() as peer:
        [finding] = await check_mail_in(settings(tmp_path, mail_listen_port=peer.port))

    assert (finding.state, finding.key) == (State.WRONG, "mail_in_taken")


async def test_a_port_another_program_has_is_told(
    tmp_path: Path, taken_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.checks.CONNECT_SECONDS", 0.2)  # that program never says a word

    [finding] = await check_mail_in(settings(tmp_path, mail_listen_port=taken_port))

    assert (finding.state, finding.key) == (State.WRONG, "mail_in_taken")


async def test_a_port_on_which_muster_itself_listens_is_fine(
    sqlite_database: Database, tmp_path: Path, nobodys_port: int
) -> None:
    own = settings(tmp_path, mail_listen_port=nobodys_port)
    app = App(own, sqlite_database, house_of(own))

    async with serve_mail(
        mail_entrance(own), transaction=sqlite_database.transaction, mail_address=own.mail_address,
        limits=Limits(own.mail_max_bytes), clock=app.now, arrived=app.arrived.set, refused=app.refused,
    ):  # fmt: skip
        [finding] = await check_mail_in(own)

    assert (finding.state, finding.key) == (State.OK, "mail_in_up")


async def test_a_socket_in_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    socket_file = tmp_path / "nowhere/lmtp"

    [finding] = await check_mail_in(settings(tmp_path, mail_listen_socket=socket_file))

    assert (finding.state, finding.key, finding.values["where"]) == (
        State.WRONG,
        "mail_in_taken",
        str(socket_file),
    )


async def test_a_socket_on_which_muster_itself_listens_is_fine(
    sqlite_database: Database, tmp_path: Path
) -> None:
    own = settings(tmp_path, mail_listen_socket=tmp_path / "lmtp", mail_listen_protocol="lmtp")
    app = App(own, sqlite_database, house_of(own))
    [before] = await check_mail_in(own)

    async with serve_mail(
        mail_entrance(own), transaction=sqlite_database.transaction, mail_address=own.mail_address,
        limits=Limits(own.mail_max_bytes), clock=app.now, arrived=app.arrived.set, refused=app.refused,
    ):  # fmt: skip
        [during] = await check_mail_in(own)

    where: Values = {"where": str(tmp_path / "lmtp"), "address": own.mail_address, "protocol": "LMTP"}
    assert before == Finding("mail_in", State.OK, "mail_in_free", where)
    assert during == Finding("mail_in", State.OK, "mail_in_up", where)


async def test_a_certificate_that_cannot_be_used_is_told(tmp_path: Path, nobodys_port: int) -> None:
    missing = tmp_path / "cert.pem"
    own = settings(tmp_path, mail_listen_port=nobodys_port, mail_tls_cert=missing, mail_tls_key=missing)

    [finding] = await check_mail_in(own)

    words = f"MUSTER_MAIL_TLS_CERT cannot be used: {missing} cannot be read: No such file or directory."
    assert finding == Finding("mail_in", State.WRONG, "mail_in_certificate", {"error": words})


async def test_no_mail_server_means_none_is_sent(tmp_path: Path) -> None:
    assert await check_mail_out(settings(tmp_path)) == [Finding("mail_out", State.OFF, "mail_out_off")]


async def test_a_mail_server_that_answers_is_fine_and_gets_no_mail(tmp_path: Path) -> None:
    async with smtp_peer() as peer:
        findings = await check_mail_out(sending(tmp_path, peer.port))
        received = list(peer.received)

    assert findings == [
        Finding("mail_out", State.OK, "mail_out_up", {"host": "127.0.0.1", "port": peer.port})
    ]
    assert received == []


@pytest.mark.parametrize(
    ("password", "state", "key"),
    [("hunter2", State.OK, "mail_out_up"), ("hunter3", State.WRONG, "mail_out_refused")],
)
async def test_the_password_is_tried(
    password: str, state: State, key: str, tmp_path: Path, trusted_tls: ssl.SSLContext
) -> None:
    access: dict[str, Any] = {
        "smtp_username": "muster",
        "smtp_password": SecretStr(password),
        "smtp_security": "starttls",
    }

    async with smtp_peer(starttls=trusted_tls, login=("muster", "hunter2")) as peer:
        [finding] = await check_mail_out(sending(tmp_path, peer.port, **access))

    assert (finding.state, finding.key) == (state, key)
    assert password not in str(finding)


async def test_a_mail_server_that_is_not_there_is_told(tmp_path: Path, nobodys_port: int) -> None:
    [finding] = await check_mail_out(sending(tmp_path, nobodys_port))

    assert (finding.state, finding.key) == (State.WRONG, "mail_out_down")
    assert finding.values["port"] == nobodys_port
    assert finding.values["error"]


async def test_a_mail_server_without_the_encryption_wanted_is_told(tmp_path: Path) -> None:
    async with smtp_peer() as peer:
        [finding] = await check_mail_out(sending(tmp_path, peer.port, smtp_security="starttls"))

    assert (finding.state, finding.key) == (State.WRONG, "mail_out_down")
    assert "STARTTLS" in str(finding.values["error"])


async def test_a_certificate_nobody_vouches_for_is_told_as_one(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)

    async with smtp_peer(starttls=context) as peer:
        [finding] = await check_mail_out(sending(tmp_path, peer.port, smtp_security="starttls"))

    assert (finding.state, finding.key) == (State.WRONG, "mail_out_certificate")
    assert finding.values["error"] == "unable to get local issuer certificate"


async def test_our_own_signature_is_tried_and_its_record_named(tmp_path: Path) -> None:
    async with smtp_peer() as peer:
        own = sending(tmp_path, peer.port, mail_dkim_selector="muster2026")
        missing = (await check_mail_out(own))[-1]
        make_key(tmp_path / "dkim-muster2026.pem")
        there = (await check_mail_out(own))[-1]

    assert (missing.state, missing.key) == (State.WRONG, "mail_out_unsigned")
    record = "muster2026._domainkey.facility.example"
    assert there == Finding("mail_out", State.OK, "mail_out_signed", {"record": record})


async def test_no_token_means_no_telegram(tmp_path: Path) -> None:
    assert await check_telegram(settings(tmp_path)) == [Finding("telegram", State.OFF, "telegram_off")]


async def test_a_token_that_telegram_knows_is_fine(tmp_path: Path) -> None:
    async with TelegramPeer() as peer:
        findings = await check_telegram(chatting(tmp_path, peer.token, peer.base_url))
        called = {call.method for call in peer.calls}

    assert findings == [
        Finding("telegram", State.OK, "telegram_up", {"name": "muster_test_bot", "mode": "polling"})
    ]
    assert called == {"getMe"}


async def test_a_token_that_telegram_refuses_is_told(tmp_path: Path) -> None:
    async with TelegramPeer() as peer:
        findings = await check_telegram(chatting(tmp_path, "123456:OTHER-token", peer.base_url))

    assert findings == [Finding("telegram", State.WRONG, "telegram_refused")]


async def test_telegram_out_of_reach_is_told(tmp_path: Path, nobodys_port: int) -> None:
    [finding] = await check_telegram(
        chatting(tmp_path, "123456:A-token", f"http://127.0.0.1:{nobodys_port}/bot")
    )

    assert (finding.state, finding.key) == (State.WRONG, "telegram_down")
    assert finding.values["error"]
    assert "A-token" not in str(finding)


async def test_everything_is_looked_at_in_order(sqlite_database: Database, tmp_path: Path) -> None:
    async with sqlite_database.transaction() as session:
        await add_officer(session)
        await add_expert(session)

    findings = await check_all(settings(tmp_path))

    assert states(findings) == [
        *BASE,
        ("rules", State.OK),
        ("mail_in", State.OFF),
        ("mailbox", State.OFF),
        ("senders", State.OFF),
        ("virus_scanner", State.OFF),
        ("mail_out", State.OFF),
        ("telegram", State.OFF),
    ]


def sending(folder: Path, port: int, **values: Any) -> Settings:
    return settings(folder, **{"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"} | values)


def chatting(folder: Path, token: str, base_url: str) -> Settings:
    return settings(folder, telegram_token=SecretStr(token), telegram_base_url=base_url)
