import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.version import NOT_INSTALLED, version_line
from tests.bot.cli.conftest import Command
from tests.flows.service import environment

HEAVY = {"sqlalchemy", "sqlmodel", "telegram", "aiohttp", "aiosmtplib", "babel", "lxml", "numpy", "sklearn"}


def test_the_version_is_one_line_for_scripts(command: Command) -> None:
    result = command("--version")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{version_line()}\n"


def test_the_version_is_what_the_installation_says() -> None:
    assert version_line("pytest") == f"pytest {pytest.__version__}"


def test_a_checkout_that_is_not_installed_says_so() -> None:
    assert version_line("no-such-distribution") == NOT_INSTALLED


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("chat", "--help"), ("import", "--help")])
def test_what_only_explains_waits_for_none_of_the_work(words: tuple[str, ...], tmp_path: Path) -> None:
    """A newcomer's first look takes a fraction of a second because it loads neither database nor channels."""
    explained = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", *words],
        cwd=tmp_path,
        env=environment(tmp_path, {}),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in explained.stderr.splitlines()}
    assert "typer" in loaded
    assert loaded & HEAVY == set()
