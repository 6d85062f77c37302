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
    told = muster("report", "zebra")

    assert told.exit_code == 1
    assert (
        "There is no report “zebra”. There are: table1, table2, table3, table4, table5, table6, figure1,"
        in told.stderr
    )


def test_a_misspelt_name_is_asked_back(muster: Muster) -> None:
    told = muster("report", "tabel2")

    assert (told.exit_code, told.stderr) == (
        1,
        "There is no report “tabel2”. Did you mean table2? muster report lists them all.\n",
    )


def test_a_name_is_understood_however_it_is_written(muster: Muster) -> None:
    assert muster("report", "Table 2").stdout.startswith("Requests received")


def test_a_period_counts_what_happened_in_it(muster: Muster) -> None:
    told = muster("report", "table2", "--from", "2016-04-01", "--to", "2016-09-30")

    words = " ".join(told.stdout.split())
    assert "Period: 1 April - 30 September 2016. Only requests received in it" in words
    assert "Togo" not in words


def test_a_report_without_dates_says_that_a_period_changes_nothing(muster: Muster) -> None:
    told = muster("report", "table6", "--to", "2016-09-30")

    assert "A period (until 30 September 2016) makes no difference to this report" in " ".join(
        told.stdout.split()
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--from", "30.2."), "“30.2.” is no date for --from; write it like 2016-09-30.\n"),
        (("--to", "2016-02-30"), "“2016-02-30” is no date for --to; write it like 2016-09-30.\n"),
        (
            ("--from", "2016-09-30", "--to", "2016-04-01"),
            "A period cannot begin on 30 September 2016 and end on 1 April 2016: exchange --from and --to.\n",
        ),
        (("-o", "table2.doc"), "table2.doc says no format by its ending; add --format, one of text, csv,"),
    ],
    ids=["no date", "no such day", "reversed", "no format"],
)
def test_what_is_typed_wrongly_is_told(muster: Muster, words: tuple[str, ...], sentence: str) -> None:
    told = muster("report", "table2", *words)

    assert told.exit_code == 2
    assert told.stderr.startswith(sentence)


def test_the_ending_of_the_file_says_the_format(muster: Muster, tmp_path: Path) -> None:
    muster("report", "table2", "-o", "table2.pdf")

    assert (tmp_path / "table2.pdf").read_bytes().startswith(b"%PDF-")


def test_a_file_that_was_there_is_replaced_and_that_is_told(muster: Muster, tmp_path: Path) -> None:
    (tmp_path / "table2.csv").write_text("mine")

    told = muster("report", "table2", "-o", "table2.csv")

    assert told.stdout == "Written to table2.csv, in place of what was there.\n"
    assert (tmp_path / "table2.csv").read_text().startswith("region,")


def test_what_is_no_plain_file_is_left_alone(muster: Muster) -> None:
    told = muster("report", "table2", "-o", "/dev/null")

    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.startswith("/dev/null is there and is no plain file; nothing was written.")


def test_a_dash_prints_the_file(muster: Muster) -> None:
    told = muster("report", "table2", "--format", "html", "-o", "-")

    assert told.stdout.startswith("<!doctype html>")


def test_the_interim_report_is_no_csv_and_no_picture(muster: Muster) -> None:
    assert (
        "The report interim is a document of many tables"
        in muster("report", "interim", "--format", "csv").stderr
    )
    assert "There is no picture of interim." in muster("report", "interim", "--format", "png").stderr


def test_the_interim_report_is_one_document(muster: Muster) -> None:
    told = muster("report", "interim", "--from", "2026-01-01", "--language", "pt")

    assert told.exit_code == 0
    assert "Relatório intercalar" in told.stdout
    assert "Todos os pedidos recebidos e o que se fez" in told.stdout


def test_a_day_that_is_over_is_told_from_the_journal(muster: Muster) -> None:
    told = muster("report", "table2", "--as-of", "2016-06-30")

    words = " ".join(told.stdout.split())
    assert "As it stood on 30 June 2016 at 23:59 UTC." in words
    assert "from the journal and from dates" in words
    assert "Togo" not in words


def test_a_day_that_is_not_over_cannot_be_told(muster: Muster) -> None:
    told = muster("report", "table2", "--as-of", "2999-01-01")

    assert (told.exit_code, told.stderr) == (
        2,
        "1 January 2999 is not over yet; --as-of takes a day that is.\n",
    )


def test_what_officers_chose_is_told_of_today_only(muster: Muster) -> None:
    told = muster("report", "preferences", "--as-of", "2016-06-30")

    assert (told.exit_code, told.stderr) == (
        2,
        "The report preferences cannot be told for a past day; leave out --as-of.\n",
    )
