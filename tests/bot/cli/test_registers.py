import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from storage.database import Database, open_database
from tests.cases import add_case
from tests.factories import add_officer

DATA = Path(__file__).parents[3] / "bot" / "demo_data"
EXPERTS, REQUESTS = str(DATA / "experts.csv"), str(DATA / "requests.csv")

Muster = Callable[..., Result]


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster` with its own database; the environment is what the program reads its settings from."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, words)

    return run


@pytest.fixture
def with_case(sqlite_url: str, muster: Muster) -> Muster:
    async def fill(database: Database) -> None:
        async with database.transaction() as session:
            await add_case(session)
            await add_officer(session, name="Bo Lind", email="bo@facility.example", chat="telegram:1")
        await database.close()

    asyncio.run(fill(open_database(sqlite_url)))
    return muster


def _json(result: Result) -> Any:
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_demo_registers_are_imported_and_listed(muster: Muster) -> None:
    experts, requests = muster("import", "experts", EXPERTS), muster("import", "requests", REQUESTS)
    listed = muster("requests")

    assert (experts.exit_code, requests.exit_code, listed.exit_code) == (0, 0, 0)
    assert "322 rows read: 322 new, 0 changed, 0 as before, 0 not taken." in experts.stdout
    assert "line 18  request_date_as_printed: “15/072014” read as 15 July 2014" in requests.stdout
    assert "67 rows read: 67 new" in requests.stdout
    assert "67 requests. Waiting for: officer 3." in listed.stdout
    assert len(listed.stdout.splitlines()) == 69


def test_import_for_scripts_is_one_document(muster: Muster) -> None:
    report = _json(muster("import", "requests", REQUESTS, "--json"))

    assert (report["taken"], report["rows_refused"], len(report["notes"])) == (67, 0, 8)


def test_second_import_changes_nothing(muster: Muster) -> None:
    muster("import", "experts", EXPERTS)

    assert _json(muster("import", "experts", EXPERTS, "--json")) == {
        "taken": 0,
        "updated": 0,
        "unchanged": 322,
        "rows_refused": 0,
        "notes": [],
        "refused": [],
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04", "this is not a text file"),
        (b"a,b\n1,2\n", "expert_id: the file has no such column"),
    ],
)
def test_file_of_which_nothing_is_taken_fails_with_the_reason(
    muster: Muster, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "some.csv"
    file.write_bytes(content)

    result = muster("import", "experts", str(file))

    assert result.exit_code == 1
    assert words in result.stdout
    assert "Nothing was taken from this file." in result.stderr


def test_file_that_does_not_exist_is_named(muster: Muster) -> None:
    result = muster("import", "experts", "nowhere.csv")

    assert result.exit_code == 2
    assert "nowhere.csv" in result.stderr


@pytest.mark.parametrize("status", ["formulated", "Being prepared", "en preparación", "EM PREPARAÇÃO"])
def test_requests_are_found_by_any_name_of_their_status(with_case: Muster, status: str) -> None:
    rows = _json(with_case("requests", "--status", status, "--json"))

    assert [(row["code"], row["turn"]) for row in rows] == [("2026-01", "experts")]


@pytest.mark.parametrize(("country", "codes"), [("Togo", ["2026-01"]), ("tg", ["2026-01"]), ("Pérou", [])])
def test_requests_are_found_by_country(with_case: Muster, country: str, codes: list[str]) -> None:
    rows = _json(with_case("requests", "--country", country, "--json"))

    assert [row["code"] for row in rows] == codes


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--status", "lost"), "There is no stage “lost”."),
        (("--country", "Atlantis"), "No country is known by the name “Atlantis”."),
    ],
)
def test_filter_nobody_knows_is_told(muster: Muster, words: tuple[str, ...], told: str) -> None:
    result = muster("requests", *words)

    assert result.exit_code == 2
    assert told in result.stderr


def test_empty_list_says_what_to_do(muster: Muster) -> None:
    result = muster("requests")

    assert (result.exit_code, _json(muster("requests", "--json"))) == (0, [])
    assert "muster import requests" in result.stdout


def test_request_is_shown_with_teams_answers_and_history(with_case: Muster) -> None:
    result = with_case("show", "2026-01")

    assert result.exit_code == 0
    for words in (
        "2026-01  Master plan",
        "Team A · 70%",
        "Native speaker of French",
        "Mission 9-20 March 2026",
    ):
        assert words in result.stdout


def test_request_for_scripts_is_one_document(with_case: Muster) -> None:
    case = _json(with_case("show", "2026-01", "--json"))

    assert (case["request"]["code"], case["request"]["status_since"]) == (
        "2026-01",
        "2026-01-12T09:00:00+00:00",
    )
    assert case["missions"][0]["inquiries"][0]["free"] == [{"start": "2026-03-09", "end": "2026-03-20"}]


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_unknown_code_is_told(muster: Muster, flags: tuple[str, ...]) -> None:
    result = muster("show", "2026-99", *flags)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "There is no request 2026-99." in result.stderr


def test_officers_are_listed(with_case: Muster) -> None:
    result = with_case("officers", "list")
    rows = _json(with_case("officers", "list", "--json"))

    assert "Claire Dubois" in result.stdout
    assert [(row["name"], row["chat"]) for row in rows] == [("Bo Lind", "telegram"), ("Claire Dubois", "")]


def test_facility_without_officers_says_what_to_do(muster: Muster) -> None:
    assert "muster officers invite" in muster("officers", "list").stdout


def test_unknown_kind_of_database_is_told(muster: Muster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_DATABASE_URL", "sqlite:///:memory:")  # settings come from the environment

    result = muster("requests")

    assert result.exit_code == 2
    assert "not supported" in result.stderr
