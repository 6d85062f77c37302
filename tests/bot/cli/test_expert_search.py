import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from storage.database import Database, open_database
from tests.reporting.roster import fill

Muster = Callable[..., Result]


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster experts` beside a register of five."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")

    async def put(database: Database) -> None:
        async with database.transaction() as session:
            await fill(session)
        await database.close()

    asyncio.run(put(open_database(sqlite_url)))

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, ["experts", *words], prog_name="muster")

    return run


def test_words_that_are_no_subcommand_are_looked_for(muster: Muster) -> None:
    said = muster("pentions francophone", "retired").output

    assert "Understood: area Contributory pensions (you wrote “pentions”); language French; retired." in said
    assert [line.split()[0] for line in said.splitlines() if line.startswith("EX-")] == ["EX-0001", "EX-0002"]
    assert "Contributory pensions; French native; retired" in said
    assert "expert0001@experts.example" in said


def test_subcommands_and_the_list_without_words_stay(muster: Muster) -> None:
    assert "nobody is left out" in muster().output
    assert muster("--json").output == "[]\n"
    assert "There is no expert with the code EX-9" in muster("welcome", "EX-9").output
    assert "Find experts in plain words" in muster("--help").output


def test_filters_narrow_what_words_say(muster: Muster) -> None:
    found = json.loads(muster("EU", "--language", "fr:B2", "--employment", "retired", "--json").output)
    also = json.loads(muster("--country", "SE", "--country", "ghana", "--json", "--limit", "1").output)

    assert [one["code"] for one in found["experts"]] == ["EX-0001", "EX-0002"]
    assert found["understood"][1] == {"kind": "language", "value": "fr", "written": "fr", "level": "B2"}
    assert (also["total"], [one["code"] for one in also["experts"]]) == (2, ["EX-0003"])


def test_value_that_an_option_cannot_have_is_said(muster: Muster) -> None:
    said = muster("--gender", "purple")

    assert (said.exit_code, "“purple” is nothing that --gender can be" in said.output) == (2, True)


@pytest.mark.parametrize(("value", "level"), [("fr:B9", "B9"), ("French B9", "B9"), ("fr: good", "good")])
def test_level_that_there_is_not_is_refused(muster: Muster, value: str, level: str) -> None:
    said = muster("--language", value)

    assert said.exit_code == 2
    assert (
        f"“{level}” is no level of a language. The levels are A1, A2, B1, B2, C1, C2 or native."
        in said.output
    )


@pytest.mark.parametrize("value", ["fr", "fr:", "fr:native", "French C1", "Haitian Creole"])
def test_levels_and_languages_are_taken(muster: Muster, value: str) -> None:
    assert "is no level" not in muster("--language", value).output


def test_an_address_is_never_broken(muster: Muster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    said = muster("pensions").output

    assert "E-mail" in said
    assert said.count("@experts.example") == said.count("EX-")


def test_when_nobody_fits_the_word_to_blame_is_named(muster: Muster) -> None:
    said = muster("pensions", "French", "Ghana")

    assert said.exit_code == 3
    assert "Nobody fits all of this." in said.output
    assert "Without Ghana: 2 experts." in said.output


def test_words_that_say_nothing_are_answered_with_how(muster: Muster) -> None:
    said = muster("of", "the")

    assert (said.exit_code, "Write what you look for" in said.output) == (3, True)


def test_rest_is_counted(muster: Muster) -> None:
    assert "3 more; to see them: --limit 4" in muster("Europe", "--limit", "1").output


def test_list_is_saved_run_anew_and_forgotten(muster: Muster) -> None:
    assert "No list is saved yet" in muster("lists").output
    assert "Saved as “speakers”" in muster("save", "speakers", "French", "B2").output
    assert "“speakers” has changed" in muster("save", "speakers", "French", "retired").output
    assert "language French; retired." in muster("lists").output
    assert json.loads(muster("list", "SPEAKERS", "--json").output)["total"] == 2
    assert "is forgotten" in muster("forget", "speakers").output
    assert [muster(word, "speakers").exit_code for word in ("list", "forget")] == [1, 1]
    assert muster("save", "nothing", "the").exit_code == 1


def test_countries_worked_in_are_an_option_and_a_reason(muster: Muster) -> None:
    edit = ("register", "edit", "experts", "EX-0002", "countries_worked_in=Togo;Benin;Cabo Verde")
    assert CliRunner().invoke(app, edit).exit_code == 0

    by_option, by_words = muster("--worked-in", "Togo"), muster("worked", "in", "Africa")

    assert "EX-0002" in by_option.output
    assert "Understood: worked in: Togo." in by_option.output
    assert "Benin, Cabo Verde, Togo" in " ".join(by_words.output.split())
    assert "that --worked-in can be" in muster("--worked-in", "purple").output
