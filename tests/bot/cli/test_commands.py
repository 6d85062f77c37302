import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli.commands import app
from tests.bot.cli.conftest import Command

EXPERTS = str(Path(__file__).parents[3] / "bot" / "demo_data" / "experts.csv")


def commands(group: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that call it; groups included."""
    yield words, group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*words, name))


ALL = dict(commands(typer.main.get_command(app)))
NAMES = [pytest.param(words, id=" ".join(words) or "muster") for words in ALL]

# The demo has settings of its own.
READ_SETTINGS = [
    ("init", "--name", "Olga", "--email", "olga@facility.example"),
    ("check",),
    ("check", "--json"),
    ("run",),
    ("chat",),
    ("chat", "--officer", "olga@facility.example"),
    ("requests",),
    ("learn",),
    ("show", "2026-01"),
    ("documents", "2026-01"),
    ("cv", EXPERTS),
    ("import", "experts", EXPERTS),
    ("import", "requests", EXPERTS),
    ("import", "all", "."),
    ("export", "experts"),
    ("register", "list", "experts"),
    ("register", "show", "experts", "EX-0001"),
    ("register", "add", "contacts", "email=a@b.example"),
    ("register", "edit", "experts", "EX-0001", "gender=woman"),
    ("register", "remove", "experts", "EX-0001", "--yes"),
    ("experts",),
    ("experts", "welcome", "EX-0001"),
    ("experts", "pensions", "retired"),
    ("experts", "save", "pensions", "pensions"),
    ("experts", "lists"),
    ("experts", "list", "pensions"),
    ("experts", "forget", "pensions"),
    ("experts", "duplicates"),
    ("experts", "merge", "EX-0001", "EX-0002", "--yes"),
    ("inbox", "take", "1"),
    ("newsletter", "check", EXPERTS),
    ("newsletter", "send", EXPERTS),
    ("newsletter", "status"),
    ("newsletter", "subscribers"),
    ("oauth",),
    ("officers", "invite", "Olga", "olga@facility.example"),
    ("officers", "list"),
    ("officers", "remove", "olga@facility.example"),
    ("rank", "--experts", EXPERTS, "--requests", EXPERTS, "-o", "-"),
]


def test_the_commands_are_these() -> None:
    assert sorted(" ".join(words) for words in ALL) == [
        "", "chat", "check", "cv", "demo", "dkim", "documents", "experts", "experts cv", "experts duplicates", "experts find",
        "experts forget", "experts list", "experts lists", "experts merge", "experts save", "experts show", "experts welcome", "explain", "explain mail",
        "export", "form", "import", "import activities", "import all", "import assignments", "import contacts",
        "import deliverables", "import evaluations", "import experts", "import focal-points", "import institutions",
        "import missions", "import requests",
        "inbox", "inbox attach", "inbox discard", "inbox retry", "inbox show", "inbox take", "init", "learn", "match", "missions",
        "missions complete",
        "newsletter", "newsletter check", "newsletter send", "newsletter status", "newsletter subscribers",
        "oauth", "officers", "officers invite", "officers list", "officers remove", "partners",
        "partners invite", "rank", "register", "register add", "register edit", "register list", "register remove",
        "register show", "report", "requests", "run", "show",
    ]  # fmt: skip


@pytest.mark.parametrize("words", NAMES)
def test_help_says_in_a_sentence_what_a_command_is_for(words: tuple[str, ...], command: Command) -> None:
    result = command(*words, "--help")

    assert (result.exit_code, result.stderr) == (0, "")
    first = (ALL[words].help or "").strip().partition("\n")[0]
    assert first.endswith(".")
    assert len(first.split()) > 4
    assert " ".join(first.split()[:5]) in " ".join(result.stdout.split())


@pytest.mark.parametrize("words", NAMES)
def test_every_argument_and_option_is_explained(words: tuple[str, ...]) -> None:
    unexplained = [
        parameter.name
        for parameter in ALL[words].params
        if not getattr(parameter, "help", "")
        and parameter.name not in {"install_completion", "show_completion"}
    ]

    assert unexplained == []


@pytest.mark.parametrize("words", [pytest.param(words, id=" ".join(words[:2])) for words in READ_SETTINGS])
def test_wrong_settings_end_every_command_with_all_of_them(
    words: tuple[str, ...], command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_SMTP_PORT", "abc")
    monkeypatch.setenv("MUSTER_LANGUAGE", "xx")
    monkeypatch.setenv("MUSTER_TELEGRAM_TOKEN", "no token")

    result = command(*words)

    assert isinstance(result.exception, SystemExit)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "MUSTER_LANGUAGE must be 'en', 'fr', 'es' or 'pt', not 'xx' (example: fr).",
        "MUSTER_SMTP_PORT must be a whole number, not 'abc' (example: 587).",
        "MUSTER_TELEGRAM_TOKEN must be digits, a colon and the rest, as @BotFather gave it (example: 123456:ABC-DEF).",
    ]
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [("check",), ("run",), ("requests",), ("init", "--name", "Olga", "--email", "olga@facility.example")],
)
def test_a_settings_file_that_is_no_toml_is_told(
    words: tuple[str, ...], command: Command, home: Path
) -> None:
    (home / "muster.toml").write_text("language = fr\n", encoding="utf-8")

    result = command(*words)

    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 2
    assert result.stderr.startswith("muster.toml is not valid TOML: ")


@pytest.mark.parametrize(
    "words",
    [
        ("requests",),
        ("show", "2026-01"),
        ("officers", "list"),
        ("officers", "invite", "Olga", "olga@facility.example"),
        ("import", "experts", EXPERTS),
    ],
)
def test_a_broken_database_is_told_by_every_command_that_needs_it(
    words: tuple[str, ...], command: Command, home: Path
) -> None:
    (home / "muster-data").mkdir()
    (home / "muster-data" / "muster.db").write_text("Dear colleagues, " * 500, encoding="utf-8")

    result = command(*words)

    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert "The database muster-data/muster.db cannot be used: file is not a database" in result.stderr


def test_a_rules_file_that_cannot_be_used_is_told(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "rules.toml").write_text("[weights]\ntopic = 'much'\n", encoding="utf-8")
    monkeypatch.setenv("MUSTER_RULES_FILE", "rules.toml")

    result = command("run")

    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 2
    assert result.stderr.startswith("The team rules cannot be used: ")


def test_without_words_muster_explains_itself(command: Command) -> None:
    result = command()

    assert "muster demo" in result.output
    assert all(name in result.output for name in ("Try it", "Run it", "Look"))


def test_a_look_at_the_registers_loads_no_channel() -> None:
    program = (
        "import sys, bot.cli.experts, bot.cli.inbox, bot.cli.missions, bot.cli.registers; "
        "print({'aiohttp', 'aiosmtplib', 'scipy', 'sklearn', 'telegram'} & set(sys.modules))"
    )

    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.strip() == "set()"
