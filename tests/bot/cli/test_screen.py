import json
import sys
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from bot.cli.screen import command, from_here, narrate, print_json, show, stop


def printed(screen: Console) -> str:
    return screen.file.getvalue()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def screen() -> Console:
    return Console(file=StringIO(), width=40)


def test_sentences_are_broken_at_words_and_lines_to_copy_are_not(screen: Console) -> None:
    narrate("Send this line to Muster within the next fourteen days:\n  /start " + "x" * 60, screen)

    assert printed(screen) == (
        f"Send this line to Muster within the next\nfourteen days:\n  /start {'x' * 60}\n"
    )


def test_square_brackets_of_a_sentence_are_words_and_no_markup(screen: Console) -> None:
    narrate("Stages: [red]x[/red]\n  muster [options]", screen)

    assert printed(screen) == "Stages: [red]x[/red]\n  muster [options]\n"


def test_a_file_gets_no_blanks_at_the_end_of_lines_and_no_empty_lines_at_the_end(screen: Console) -> None:
    table = Table.grid(expand=True)
    table.add_row("a", "b")

    show(Padding(table, (1, 0, 2, 0)), screen)

    assert [line.rstrip() for line in printed(screen).splitlines()] == printed(screen).splitlines()
    assert printed(screen).startswith("\na")
    assert printed(screen).endswith("b\n")


def test_muster_is_called_by_its_name_where_the_shell_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "muster").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert command() == "muster"


def test_muster_in_a_virtual_environment_is_called_by_its_path_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(tmp_path / ".venv" / "bin" / "muster"), "demo"])

    assert command() == ".venv/bin/muster"


def test_muster_started_as_a_module_is_called_as_a_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["/somewhere/bot/__main__.py"])
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))

    assert command() == "bin/python -m bot"


def test_paths_are_written_as_somebody_in_this_folder_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    assert from_here(here / "muster-demo" / "mails") == Path("muster-demo/mails")
    assert from_here(Path("muster-demo")) == Path("muster-demo")
    assert from_here(tmp_path / "there") == tmp_path / "there"


def test_stopping_says_why_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as stopped:
        stop("There is no request 2026-09 [no].", 2)

    assert stopped.value.exit_code == 2
    assert capsys.readouterr() == ("", "There is no request 2026-09 [no].\n")


def test_json_has_iso_dates_and_keeps_letters(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"day": date(2026, 3, 12), "at": datetime(2026, 3, 12, 9, tzinfo=UTC), "who": "Fábio"})

    text = capsys.readouterr().out
    assert json.loads(text) == {"day": "2026-03-12", "at": "2026-03-12T09:00:00+00:00", "who": "Fábio"}
    assert "Fábio" in text
