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
from tests.factories import add_contact, add_officer, add_request

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
    assert "67 requests." in listed.stdout
    assert "from the register" in listed.stdout
    assert "officer," not in listed.stdout
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


def test_file_that_is_no_such_register_is_told_in_one_sentence(muster: Muster, tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    file.write_bytes(b"code,status\n1,2\n")

    result = muster("import", "experts", str(file))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("some.csv is no such register: the columns expert_id, ")
    assert len(result.stderr.splitlines()) == 1


def test_import_that_refuses_most_rows_fails_and_doubts_no_row_it_refused(
    muster: Muster, tmp_path: Path
) -> None:
    header, first, second, third = Path(EXPERTS).read_text(encoding="utf-8").splitlines()[:4]
    email, language = (header.split(",").index(name) for name in ("email", "languages"))
    rows = [first.split(","), second.split(","), third.split(",")]
    for row in rows[1:]:
        row[email], row[language] = "nobody", f"{row[language]};xx:B2"
    file = tmp_path / "some.csv"
    file.write_text("\n".join([header, *(",".join(row) for row in rows)]), encoding="utf-8")

    result = muster("import", "experts", str(file))

    assert result.exit_code == 1
    assert "3 rows read: 1 new, 0 changed, 0 as before, 2 not taken." in result.stdout
    assert "Taken, with a doubt" not in result.stdout
    assert result.stderr == "More rows were refused than taken.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("requests",),
        ("show", "2026-01"),
        ("officers", "list"),
        ("import", "experts", __file__),
        ("import", "all", str(Path(__file__).parent)),
    ],
)
def test_looking_where_no_facility_is_makes_none(command: Muster, home: Path, words: tuple[str, ...]) -> None:
    result = command(*words)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "There is no facility here yet." in result.stderr
    assert list(home.iterdir()) == []


def test_misspelt_variable_is_warned_of(with_case: Muster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_SMPT_HOST", "x")  # the environment is what is tested

    result = with_case("requests")

    assert result.exit_code == 0
    assert "did you mean MUSTER_SMTP_HOST?" in result.stderr


def test_file_that_does_not_exist_is_named(muster: Muster) -> None:
    result = muster("import", "experts", "nowhere.csv")

    assert result.exit_code == 2
    assert "nowhere.csv" in result.stderr


@pytest.mark.parametrize("status", ["formulated", "Being prepared", "en preparación", "EM PREPARAÇÃO"])
def test_requests_are_found_by_any_name_of_their_status(with_case: Muster, status: str) -> None:
    rows = _json(with_case("requests", "--status", status, "--json"))

    assert [(row["code"], row["turn"]) for row in rows] == [("2026-01", "experts")]


def test_drafts_are_mentioned_and_shown_on_request(sqlite_url: str, with_case: Muster) -> None:
    async def fill(database: Database) -> None:
        async with database.transaction() as session:
            afi = await add_contact(session, email="afi@inam.example")
            await add_request(session, contact_id=afi.id, title="")
        await database.close()

    asyncio.run(fill(open_database(sqlite_url)))

    assert "1 draft waits for its partner: muster requests --status draft" in with_case("requests").stdout
    assert "Afi Mensah" in with_case("requests", "--status", "draft").stdout
    [draft] = _json(with_case("requests", "--status", "draft", "--json"))
    assert (draft["contact"], draft["address"], draft["begun_on"]) == (
        "Afi Mensah",
        "afi@inam.example",
        "2026-01-12",
    )


def test_no_drafts_is_said(muster: Muster) -> None:
    assert muster("requests", "--status", "draft").stdout == "No request is half told.\n"


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
        "Team A · 95.0%",
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


@pytest.mark.parametrize("words", [("show", "2026-1"), ("show", "2026/01"), ("documents", "2026-1")])
def test_code_is_understood_without_its_zero(with_case: Muster, words: tuple[str, str]) -> None:
    assert with_case(*words).exit_code == 0


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("show", "2026-O1"), "2026-01"),
        (("match", "2O26-0l"), "2026-01"),
        (("documents", "2026-O1"), "2026-01"),
        (("requests", "--status", "eligble"), "Eligible"),
        (("requests", "--status", "on hld"), "On hold"),
        (("requests", "--country", "Pru"), "Peru"),
    ],
)
def test_slip_is_answered_with_what_was_meant(with_case: Muster, words: tuple[str, ...], near: str) -> None:
    said = with_case(*words)

    assert said.exit_code in {1, 2}
    assert f"Did you mean {near}?" in " ".join(said.stderr.split())


@pytest.mark.parametrize("words", [("show", "2031-O1"), ("requests", "--status", "purple")])
def test_nothing_is_guessed_from_what_is_like_nothing(with_case: Muster, words: tuple[str, ...]) -> None:
    assert "Did you mean" not in with_case(*words).stderr
