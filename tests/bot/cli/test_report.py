import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from storage.database import open_database
from storage.states import RequestStatus
from tests.factories import add_request

Muster = Callable[..., Result]


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster` in a facility with two requests."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")
    asyncio.run(_fill(sqlite_url))
    return lambda *words: CliRunner().invoke(app, words)


async def _fill(url: str) -> None:
    database = open_database(url)
    async with database.transaction() as session:
        await add_request(session, code="2026-01", status=RequestStatus.COMPLETED)
        await add_request(session, code="2026-02", country="VN", status=RequestStatus.REJECTED)
    await database.close()


def test_without_a_name_the_reports_are_listed(muster: Muster) -> None:
    told = muster("report")

    assert told.exit_code == 0
    assert "table2  Requests received, by region, country and status" in told.stdout
    assert "table6  Registered experts, by eligibility, region and gender" in told.stdout


def test_a_table_is_printed_for_people(muster: Muster) -> None:
    told = muster("report", "table2")

    lines = [line.split() for line in told.stdout.splitlines()]
    assert told.exit_code == 0
    assert ["Africa", "1", "1"] in lines
    assert ["Grand", "total", "1", "1", "2"] in lines


def test_the_language_can_be_chosen(muster: Muster) -> None:
    assert (
        "Demandes reçues, par région, pays et état" in muster("report", "table2", "--language", "fr").stdout
    )


def test_csv_and_json_are_for_programs(muster: Muster) -> None:
    table = muster("report", "table2", "--format", "csv")
    document = muster("report", "table2", "--format", "json")

    assert table.stdout.splitlines()[:2] == [
        "region,country,completed,merged,rejected,closed,request,ongoing,total",
        "Africa,TG,1,,,,,,1",
    ]
    assert json.loads(document.stdout)["total"]["cells"] == [1, None, 1, None, None, None, 2]


@pytest.mark.parametrize(
    ("form", "begins"), [("text", "Requests received"), ("csv", "region,"), ("json", "{")]
)
def test_a_report_goes_into_a_file(muster: Muster, tmp_path: Path, form: str, begins: str) -> None:
    told = muster("report", "table2", "--format", form, "-o", "report.out")

    assert (told.exit_code, told.stdout) == (0, "Written to report.out.\n")
    assert (tmp_path / "report.out").read_text(encoding="utf-8").startswith(begins)


def test_a_file_that_cannot_be_written_is_told(muster: Muster) -> None:
    told = muster("report", "table2", "-o", "nowhere/report.txt")

    assert told.exit_code == 1
    assert "nowhere/report.txt cannot be written: No such file or directory." in told.stderr


def test_a_name_nobody_knows_is_answered_with_those_there_are(muster: Muster) -> None:
    told = muster("report", "table9")

    assert told.exit_code == 1
    assert (
        "There is no report “table9”. There are: table2, table3, table4, table5, table6 and annex-b."
        in told.stderr
    )
