from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.cli.checks import Finding, State, check_mailbox
from config.settings import Settings
from tests.peers.dovecot import PASSWORD, USER, Dovecot, dovecot


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


def reading(folder: Path, server: Dovecot, **values: Any) -> Settings:
    chosen: dict[str, Any] = {
        "data_dir": folder,
        "imap_host": "127.0.0.1",
        "imap_port": server.port,
        "imap_security": "none",
        "imap_username": USER,
        "imap_password": SecretStr(PASSWORD),
    }
    return Settings(**(chosen | values))


def told(findings: list[Finding]) -> list[tuple[State, str]]:
    assert {finding.subject for finding in findings} == {"mailbox"}
    return [(finding.state, finding.key) for finding in findings]


async def test_without_a_mailbox_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    assert told(await check_mailbox(Settings(data_dir=tmp_path))) == [(State.OFF, "mailbox_off")]


async def test_a_mailbox_that_can_be_read_is_described_and_left_alone(
    server: Dovecot, tmp_path: Path
) -> None:
    server.deliver_all([b"Subject: one\r\n\r\nA\r\n", b"Subject: two\r\n\r\nB\r\n"])

    [finding] = await check_mailbox(reading(tmp_path, server))

    assert (finding.state, finding.key) == (State.OK, "mailbox_up")
    assert finding.values == {
        "host": "127.0.0.1", "port": server.port, "folder": "INBOX", "mails": 2, "done": "Muster done",
    }  # fmt: skip
    with server.person() as person:
        assert person.search(["UNSEEN"]) == [1, 2]
        assert not person.folder_exists("Muster done")


async def test_what_a_server_cannot_do_is_told(tmp_path: Path) -> None:
    with dovecot("imap_capability = IMAP4rev1") as server:
        findings = await check_mailbox(reading(tmp_path, server))

    assert told(findings) == [
        (State.OK, "mailbox_up"),
        (State.OFF, "mailbox_slow"),
        (State.OFF, "mailbox_copies"),
    ]


async def test_a_wrong_password_is_told(server: Dovecot, tmp_path: Path) -> None:
    findings = await check_mailbox(reading(tmp_path, server, imap_password=SecretStr("wrong")))

    assert told(findings) == [(State.WRONG, "mailbox_refused")]
    assert "AUTHENTICATIONFAILED" in str(findings[0].values["error"])
    assert "wrong" not in str(findings[0].values)


async def test_a_missing_folder_is_told(server: Dovecot, tmp_path: Path) -> None:
    findings = await check_mailbox(reading(tmp_path, server, imap_folder="Requests"))

    assert told(findings) == [(State.WRONG, "mailbox_no_folder")]


async def test_a_server_that_is_away_is_told(server: Dovecot, tmp_path: Path) -> None:
    server.kill()

    findings = await check_mailbox(reading(tmp_path, server))

    assert told(findings) == [(State.WRONG, "mailbox_down")]


async def test_a_token_that_cannot_be_had_is_told(server: Dovecot, tmp_path: Path) -> None:
    chosen = reading(tmp_path, server, imap_password=SecretStr(""), oauth_command="/nowhere/token")

    findings = await check_mailbox(chosen)

    assert told(findings) == [(State.WRONG, "no_access_token")]


async def test_a_server_that_takes_no_tokens_is_told(tmp_path: Path) -> None:
    with dovecot("auth_mechanisms = plain") as server:
        chosen = reading(tmp_path, server, imap_password=SecretStr(""), oauth_token=SecretStr("abc"))

        findings = await check_mailbox(chosen)

    assert told(findings) == [(State.WRONG, "mailbox_refused")]
