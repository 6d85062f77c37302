"""What is exported is read again: into the same database nothing changes, into an empty one the same rows come."""

import csv
import io
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from intake.imports import ImportReport, import_register
from intake.store_experts import CV_TITLE
from intake.workbook import NoWorkbookError, sheets_as_csv
from reporting.registers.registers import REGISTERS
from reporting.renderings.spreadsheet import csv_text
from reporting.renderings.workbook import Sheet, workbook
from storage.database import Database, open_database
from storage.people import Expert, ExpertCountry, ExpertDocument, ExpertLanguage
from tests.factories import add_expert

DATA = Path(__file__).parents[3] / "bot" / "demo_data"
PEOPLE = """\
email,name,institution,country,position,phone,language
ama@labour.example,Ama Koffi,Ministry of Labour,Benin,Director,+229 12,fr
"""
FOCAL = "email,country,since,until,note\nama@labour.example,Benin,2015-01-01,,first choice\n"
PAPERS = """\
action_code,kind,title,activity,expert_id,due,received,checked,edited,note,mission
2014-01,ExMR,First report,1,EX-0014,2014-06-01,2014-06-03,2014-06-09,,,2014-01/M1
"""
JUDGEMENTS = """\
action_code,expert_id,evaluator,score,date,words,flagged,flag_reason
2014-01,,Partner,5,2014-07-01,"very useful, thank you",,
2014-01,EX-0014,Partner,2,2014-07-01,,yes,left early
"""
MISSIONS = """\
mission,activity,mode,status,start,end,experts,preparation_days,on_site_days,reporting_days,estimated_eur,actual_eur
2014-01/M1,1,,,2014-03-03,2014-03-07,EX-0014;EX-0020,2,5,1.5,,4300.50
2014-01/M2,,remote,cancelled,2014-05-05,2014-05-06,,,,,,
"""
WRITTEN = {
    "contacts": PEOPLE,
    "focal-points": FOCAL,
    "missions": MISSIONS,
    "deliverables": PAPERS,
    "evaluations": JUDGEMENTS,
}


async def read_all(database: Database, folder: Path, now: datetime) -> Mapping[str, ImportReport]:
    return {
        name: await import_register(database.transaction, name, folder / f"{name}.csv", now=now)
        for name in REGISTERS
        if (folder / f"{name}.csv").is_file()
    }


def made(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


async def exported(database: Database, folder: Path) -> Path:
    async with database.snapshot() as session:
        for register in REGISTERS.values():
            heads = register.columns(private=True)
            rows = [[row[head] for head in heads] for row in await register.rows(session)]
            (folder / f"{register.name}.csv").write_text(csv_text(heads, rows), encoding="utf-8")
    return folder


@pytest.fixture
async def facility(sqlite_database: Database, tmp_path: Path, now: datetime) -> Database:
    folder = tmp_path / "given"
    folder.mkdir()
    for name in ("experts", "requests", "activities", "assignments"):
        (folder / f"{name}.csv").write_bytes((DATA / f"{name}.csv").read_bytes())
    for name, text in WRITTEN.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    reports = await read_all(sqlite_database, folder, now)
    assert [report.refused for report in reports.values()] == [()] * 9
    async with sqlite_database.transaction() as session:
        session.add_all(
            ExpertCountry(expert_id=expert, country=code)
            for expert, code in ((1, "TG"), (1, "TZ-Z"), (1, "CI"), (2, "CD"))
        )
        gone = await session.get_one(Expert, 2)
        gone.opted_out, gone.employer = True, "Social Insurance Institute"
    return sqlite_database


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Database]:
    database = open_database(f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}")
    await database.migrate()
    yield database
    await database.close()


async def test_what_was_exported_changes_nothing_where_it_came_from(
    facility: Database, tmp_path: Path, now: datetime
) -> None:
    folder = await exported(facility, made(tmp_path, "out"))

    reports = await read_all(facility, folder, now)

    assert {name: (one.taken, one.updated, one.refused) for name, one in reports.items()} == dict.fromkeys(
        REGISTERS, (0, 0, ())
    )
    assert all(one.unchanged for one in reports.values())


async def test_the_countries_an_expert_has_worked_in_are_a_cell(facility: Database) -> None:
    async with facility.snapshot() as session:
        rows = await REGISTERS["experts"].rows(session)

    told = [row["countries_worked_in"] for row in rows]
    assert told[:2] == ["Côte d’Ivoire;Togo;Zanzibar", "Democratic Republic of the Congo"]
    assert set(told[2:]) == {""}


async def test_an_empty_database_takes_all_of_it_and_exports_the_same(
    facility: Database, empty: Database, tmp_path: Path, now: datetime
) -> None:
    folder = await exported(facility, made(tmp_path, "out"))

    await read_all(empty, folder, now)
    again = await exported(empty, made(tmp_path, "again"))

    assert {file.name: file.read_text(encoding="utf-8") for file in again.iterdir()} == {
        file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()
    }


async def test_an_observer_gets_nobodys_name_or_address(facility: Database) -> None:
    async with facility.snapshot() as session:
        shown = {
            register.name: [
                [row[head] for head in register.columns(private=False)]
                for row in await register.rows(session)
            ]
            for register in REGISTERS.values()
        }

    words = str(shown)
    assert [secret for secret in ("@", "Piette", "Ama Koffi", "left early", "+229") if secret in words] == []
    assert len(shown["experts"]) == 322


async def test_a_workbook_is_read_again(facility: Database, tmp_path: Path, now: datetime) -> None:
    folder = await exported(facility, made(tmp_path, "out"))
    sheets = []
    for name in REGISTERS:
        heads, *rows = csv.reader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8")))
        sheets.append(Sheet(name, heads, rows))
    file = tmp_path / "all.xlsx"
    file.write_bytes(workbook(sheets))

    found = sheets_as_csv(file, tuple(REGISTERS), tmp_path)
    reports = await read_all(facility, tmp_path, now)

    assert [(one.name, one.rows_not_read) for one in found] == [(name, 0) for name in REGISTERS]
    assert {name: (one.taken, one.updated, one.refused) for name, one in reports.items()} == dict.fromkeys(
        REGISTERS, (0, 0, ())
    )


def test_rows_past_the_limit_are_counted(tmp_path: Path) -> None:
    rows = [["a@labour.example"], ["b@labour.example"], ["c@labour.example"], [""], ["d@labour.example"]]
    file = tmp_path / "long.xlsx"
    file.write_bytes(workbook([Sheet("contacts", ("email",), rows)]))

    [found] = sheets_as_csv(file, tuple(REGISTERS), tmp_path, most_rows=3)

    assert (found.name, found.rows_not_read) == ("contacts", 2)
    written = csv.reader(io.StringIO(found.file.read_text(encoding="utf-8")))
    assert [row[0] for row in written] == ["email", "a@labour.example", "b@labour.example"]


@pytest.mark.parametrize("name", ["title", "note"])
def test_words_on_a_deliverable_are_not_an_observer_s(name: str) -> None:
    deliverables = REGISTERS["deliverables"]

    assert name in deliverables.columns(private=True)
    assert name not in deliverables.columns(private=False)


def test_no_cell_is_run_by_a_spreadsheet() -> None:
    nasty = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1", "plain", "-3.5", "a\x01b"]

    [line] = list(csv.reader(io.StringIO(csv_text(("a",) * len(nasty), [nasty]))))[1:]
    book = load_workbook(io.BytesIO(workbook([Sheet("x", ("a",) * len(nasty), [nasty])])))

    assert line == ["'=1+1", "'+cmd|' /C calc'!A0", "'@SUM(A1)", "'-2+3", "'\t=1", "plain", "-3.5", "a\x01b"]
    assert [(cell.value, cell.data_type) for cell in book["x"][2]] == [
        (text.replace("\x01", ""), "s") for text in nasty
    ]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 nonsense", b"email,name\n", b"\xd0\xcf\x11\xe0"], ids=range(4)
)
def test_what_is_no_workbook_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(content)

    with pytest.raises(NoWorkbookError):
        sheets_as_csv(file, tuple(REGISTERS), tmp_path)


async def test_lines_of_a_cv_never_become_rows(
    sqlite_database: Database, tmp_path: Path, now: datetime
) -> None:
    forged = "EX-0002,Bob,Berg,eve@evil.example,Germany,EU,public,active,de:native"
    async with sqlite_database.transaction() as session:
        expert = await add_expert(session, 1)
        session.add(ExpertLanguage(expert_id=expert.id or 0, language="pt", level="native"))
        text = "\n".join(["a line"] * 120 + [forged] * 30)
        session.add(ExpertDocument(expert_id=expert.id or 0, title=CV_TITLE, text=text))
        session.add(ExpertDocument(expert_id=expert.id or 0, title="cv.pdf", text="a stranger's words"))

    folder = await exported(sqlite_database, made(tmp_path, "out"))
    report = (await read_all(sqlite_database, folder, now))["experts"]

    assert (report.taken, report.refused) == (0, ())
    assert "stranger" not in (folder / "experts.csv").read_text(encoding="utf-8")
