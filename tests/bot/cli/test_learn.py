import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from config.rules import load_rules
from storage.database import open_database
from tests.matching.chosen import simulated
from tests.past_choices import add_past

Muster = Callable[..., Result]
SEASONED = (0.15, 0.1, 0.15, 0.6, 1.0)


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster` in a facility of its own; with `past`, after so many choices."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "120")

    def run(*words: str, past: int = 0) -> Result:
        if past:
            asyncio.run(_fill(sqlite_url, past))
        return CliRunner().invoke(app, words)

    return run


async def _fill(url: str, past: int) -> None:
    database = open_database(url)
    async with database.transaction() as session:
        await add_past(session, simulated(SEASONED, requests=past))
    await database.close()


@pytest.mark.parametrize("past", [0, 3])
def test_too_few_choices_are_an_answer_and_no_failure(muster: Muster, past: int) -> None:
    told = muster("learn", "--apply", "new.toml", past=past)

    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith(
        f"Too few choices to learn from: {past}. Weights are fitted from 10 choices"
    )
    assert not Path("new.toml").exists()
    assert json.loads(muster("learn", "--json").stdout) == {"choices": past, "needed": 10, "features": None}


def test_weights_are_told_and_written_but_never_put_in_place(muster: Muster) -> None:
    told = muster("learn", past=24)
    written = muster("learn", "--apply", "new.toml")
    again = muster("learn", "--apply", "new.toml")

    assert told.exit_code == 0
    assert "Choices between teams: 24, pairs of teams: 48." in told.stdout
    assert "Experience" in told.stdout
    assert "Nothing has been changed." in told.stdout
    assert "  [weights]" in told.stdout
    assert "Written to new.toml" in written.stdout
    assert load_rules(Path("new.toml")).weights.experience > load_rules().weights.experience
    assert load_rules(Path("new.toml")).hard == load_rules().hard
    assert (again.exit_code, "exists already" in again.stderr) == (1, True)


def test_json_has_every_number(muster: Muster) -> None:
    told = json.loads(muster("learn", "--json", past=12).stdout)

    assert list(told["features"]) == ["topic", "language", "availability", "experience", "wishes"]
    assert told["features"]["topic"]["today"] == 0.45
    assert set(told["features"]["topic"]) == {"today", "fitted", "low", "high", "clear"}
    assert (told["choices"], told["pairs"]) == (12, 24)
    assert set(told["stands_first"]) == {"today", "fitted"}
    assert told["convinces"] in {True, False}
    assert told["rules"].startswith("[weights]\n")


def test_a_file_that_cannot_be_written_is_told(muster: Muster) -> None:
    told = muster("learn", "--apply", "nowhere/new.toml", past=10)

    assert told.exit_code == 1
    assert "nowhere/new.toml cannot be written" in told.stderr


def test_rules_written_in_another_way_are_left_to_people(
    muster: Muster, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = "weights = { topic = 1, language = 0, availability = 0, experience = 0 }\n"
    Path("own.toml").write_text(own, encoding="utf-8")
    monkeypatch.setenv("MUSTER_RULES_FILE", "own.toml")

    told = muster("learn", "--apply", "new.toml", past=10)

    assert told.exit_code == 1
    assert "put these weights in by hand" in told.stderr
    assert "  [weights]" in told.stderr
    assert not Path("new.toml").exists()


def test_preferences_and_exposure_are_reports(muster: Muster) -> None:
    preferred = muster("report", "preferences", past=6)
    exposed = muster("report", "exposure", "--format", "csv")

    assert "approved in" in preferred.stdout
    assert "2026-01" in preferred.stdout
    assert exposed.stdout.startswith("gender,occupation,origin,country,total,registered,able,shown,chosen")
