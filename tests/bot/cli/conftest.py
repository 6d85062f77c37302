"""The command line for tests: an empty folder to work in, and none of this machine's own settings."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner, Result

from bot.cli import screen
from bot.cli.commands import app

Command = Callable[..., Result]


@pytest.fixture(autouse=True)
def as_wide_as_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """COLUMNS counts for each test: a screen of rich keeps the width that the first test of a process told."""
    for one in (screen.console, screen.errors):
        monkeypatch.setattr(one, "_width", None)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that commands are started in; the environment is what the program reads its settings from."""
    for name in list(os.environ):
        if name.startswith("MUSTER_"):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("MUSTER_MAIL_LISTEN_PORT", "0")
    return folder


@pytest.fixture
def command(home: Path) -> Command:
    """`muster` with these words, in this process."""

    def run(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, words, input=typed, prog_name="muster")

    return run


@pytest.fixture
def logs_put_back() -> Iterator[None]:
    """What a command does to the loggers of its process is undone."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
