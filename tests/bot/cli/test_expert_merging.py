import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from storage.database import Database, open_database
from storage.people import Expert, ExpertLanguage
from tests.factories import add_expert, added
from tests.reporting.roster import fill

Muster = Callable[..., Result]


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster experts` beside a register in which one of six is there twice."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")

    async def put(database: Database) -> None:
        async with database.transaction() as session:
            await fill(session)
            again = await add_expert(session, 300, first_name="DUARTE", last_name="Ines", gender="woman")
            await added(session, ExpertLanguage(expert_id=again.id or 0, language="fr", level="C1"))
        await database.close()

    asyncio.run(put(open_database(sqlite_url)))

    def run(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, ["experts", *words], input=typed, prog_name="muster")

    return run


@pytest.fixture
def merged_into(sqlite_url: str) -> Callable[[], dict[str, str | None]]:
    """Which rows are somebody else's double."""

    async def look() -> dict[str, str | None]:
        database = open_database(sqlite_url)
        async with database.snapshot() as session:
            rows = [await session.get_one(Expert, number) for number in (1, 6)]
        await database.close()
        return {row.code: row.merged_into for row in rows}

    return lambda: asyncio.run(look())


def test_rows_of_one_person_are_listed_with_the_reasons(muster: Muster) -> None:
    said = muster("duplicates").output

    assert "1 pair may be one person" in said
    assert "DUARTE Ines <expert0300@experts.example>" in said
    assert "the same names in another order, nationality and languages" in said
    assert "experts merge EX-0001 EX-0300" in " ".join(said.split())
    assert [(one["one"], one["other"]) for one in json.loads(muster("duplicates", "--json").output)] == [
        ("EX-0001", "EX-0300")
    ]


def test_two_rows_are_shown_and_merged_after_a_yes(
    muster: Muster, merged_into: Callable[[], dict[str, str | None]]
) -> None:
    refused = muster("merge", "EX-0001", "EX-0300", typed="no\n")
    assert (refused.exit_code, merged_into()) == (1, {"EX-0001": None, "EX-0300": None})

    done = muster("merge", "ex-0001", "ex-0300", typed="yes\n")

    assert done.exit_code == 0
    assert "EX-0001 (kept)" in done.output
    assert "This cannot be undone." in done.output
    assert "EX-0300 is EX-0001 from now on." in done.output
    assert merged_into() == {"EX-0001": None, "EX-0300": "EX-0001"}
    assert "No two experts look like the same person." in muster("duplicates").output


def test_merge_that_cannot_be_is_refused_with_a_sentence(muster: Muster) -> None:
    assert muster("merge", "EX-0001", "EX-0300", "--yes").exit_code == 0

    said = {
        words: (result.exit_code, result.output)
        for words in (("EX-0002", "EX-0300"), ("EX-0300", "EX-0001"), ("EX-0002", "EX-9999"))
        for result in [muster("merge", *words, "--yes")]
    }

    assert {code for code, _ in said.values()} == {1}
    assert "EX-0300 was merged before." in said["EX-0002", "EX-0300"][1]
    assert "are one row already" in said["EX-0300", "EX-0001"][1]
    assert "There is no expert with the code EX-9999." in said["EX-0002", "EX-9999"][1]
