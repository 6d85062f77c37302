from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import demo_history
from bot.cli.commands import app
from tests.reporting.past import facility, published


def test_three_years_are_read_and_every_published_cell_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")

    told = CliRunner().invoke(app, ["demo", "history", "--folder", str(tmp_path / "past")])

    said = told.stdout.splitlines()
    assert (told.exit_code, told.stderr) == (0, "")
    assert "Read 4 rows of the register “institutions”; 0 were odd and are noted." in said
    assert "Read 67 rows of the register “requests”; 8 were odd and are noted." in said
    assert [line for line in said if "as published" in line] == [
        f"{number} cells are as published." for number in (116, 78, 78, 105, 30)
    ]
    assert not [line for line in said if ": published " in line]


def test_a_cell_that_differs_is_told_with_both_numbers() -> None:
    printed = {**published(), "table3": published()["table3"] | {"Belgium": {"public": 7}}}

    equal, apart = demo_history.compare_named("table3", facility(), printed)

    assert equal == 75
    assert apart == (
        "Belgium, public: published 7, ours 2.",
        "country:BE, private: published 0, ours 1.",
        "country:BE, total: published 0, ours 3.",
    )


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8")

    told = CliRunner().invoke(app, ["demo", "history", "--folder", str(tmp_path)])

    assert told.exit_code == 2
    assert (tmp_path / "letters.txt").read_text(encoding="utf-8") == "mine"
