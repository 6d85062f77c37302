"""Documents of a request are saved by a command: each once, under its own name, and never over another file."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.commands import app
from storage.database import open_database
from storage.files import store_file
from tests.cases import add_case
from tests.factories import MOMENT

FILES = (("annex.txt", b"27,000 people"), ("annex.txt", b"28,000 people"), ("../budget.csv", b"1;2"))
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command in a folder of its own."""

    async def stored() -> None:
        database = open_database(sqlite_url)
        async with database.transaction() as session:
            await add_case(session)
            for name, content in FILES:
                await store_file(
                    session, request_id=1, inbox_id=None, filename=name, content=content, now=MOMENT
                )
        await database.close()

    asyncio.run(stored())
    monkeypatch.setenv("MUSTER_DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["documents", *words])
        return result.exit_code, result.output

    return call


def test_each_document_is_saved_under_its_own_name(run: Run, tmp_path: Path) -> None:
    code, said = run("2026-01")

    saved = {path.name: path.read_bytes() for path in (tmp_path / "2026-01").iterdir()}
    assert saved == {"annex.txt": FILES[0][1], "annex-2.txt": FILES[1][1], "budget.csv": FILES[2][1]}
    assert (code, said.count("Saved:")) == (0, 3)


def test_a_second_time_nothing_is_added_and_what_is_there_stays(run: Run, tmp_path: Path) -> None:
    there = tmp_path / "here"
    there.mkdir()
    (there / "budget.csv").write_text("mine")

    for _ in range(2):
        run("2026-01", "--output", "here")

    assert sorted(path.name for path in there.iterdir()) == [
        "annex-2.txt",
        "annex.txt",
        "budget-3.csv",
        "budget.csv",
    ]
    assert (there / "budget.csv").read_text() == "mine"


def test_a_request_that_nobody_knows_is_told(run: Run) -> None:
    code, said = run("2026-99")

    assert (code, "There is no request 2026-99" in said) == (1, True)
