import json
import stat
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Command


def test_a_key_is_made_and_its_record_printed(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_MAIL_ADDRESS", "help@ministry.example")

    result = command("dkim", "muster2026")

    key = home / "muster-data" / "dkim-muster2026.pem"
    assert (result.exit_code, result.stderr) == (0, "")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "\n  muster2026._domainkey.ministry.example\n" in result.stdout
    assert "\n  v=DKIM1; k=rsa; p=MIIB" in result.stdout
    assert result.stdout.endswith('\n  mail_dkim_selector = "muster2026"\n')


def test_a_key_that_is_there_is_kept_and_its_record_told_again(command: Command, home: Path) -> None:
    first = json.loads(command("dkim", "muster2026", "--json").stdout)
    second = json.loads(command("dkim", "muster2026", "--json").stdout)

    assert (first["new"], second["new"]) == (True, False)
    assert first["value"] == second["value"]
    assert command("dkim", "muster2026").stdout.startswith("Key kept: muster-data/dkim-muster2026.pem.")


@pytest.mark.parametrize("selector", ["", "my key", "../secret", "-x", "a" * 64, "a..b"])
def test_a_name_that_cannot_stand_in_the_dns_is_refused(command: Command, home: Path, selector: str) -> None:
    result = command("dkim", "--", selector)

    assert result.exit_code == 2
    assert not (home / "muster-data").exists()


def test_a_file_that_is_no_key_is_told_and_left_alone(command: Command, home: Path) -> None:
    file = home / "muster-data" / "dkim-muster2026.pem"
    file.parent.mkdir()
    file.write_text("something else")

    result = command("dkim", "muster2026")

    assert result.exit_code == 1
    assert "holds no RSA key as PEM" in result.stderr
    assert file.read_text() == "something else"
