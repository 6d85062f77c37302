import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from reporting.registers.registers import REGISTERS
from storage.database import open_database
from tests.factories import add_contact, add_expert, add_request

Muster = Callable[..., Result]


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster` in a facility with a request, an expert and a contact."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")
    asyncio.run(_fill(sqlite_url))
    return lambda *words: CliRunner().invoke(app, words)


async def _fill(url: str) -> None:
    database = open_database(url)
    async with database.transaction() as session:
        await add_request(session, code="2026-01", title="=cmd")
        await add_contact(session, email="ama@labour.example")
        await add_expert(session)
    await database.close()


def test_one_register_is_printed(muster: Muster) -> None:
    told = muster("export", "contacts")

    assert (told.exit_code, told.stdout) == (
        0,
        "email,name,institution,country,position,phone,language\nama@labour.example,Afi Mensah,,,,,en\n",
    )


def test_an_observer_gets_no_names(muster: Muster) -> None:
    assert (
        muster("export", "contacts", "--for", "observer").stdout
        == "institution,country,position,language\n,,,en\n"
    )


def test_all_registers_are_files_of_a_folder(muster: Muster, tmp_path: Path) -> None:
    told = muster("export", "-o", "out")

    assert told.exit_code == 0
    assert sorted(file.stem for file in (tmp_path / "out").iterdir()) == sorted(REGISTERS)
    assert "'=cmd" in (tmp_path / "out" / "requests.csv").read_text(encoding="utf-8")


def test_a_workbook_and_a_folder_are_read_again(muster: Muster) -> None:
    muster("export", "experts", "-o", "all.xlsx")
    muster("export", "experts", "-o", "out")

    for source in ("all.xlsx", "out"):
        told = muster("import", "all", source)

        assert "experts" in told.stdout
        assert (told.exit_code, "0 changed" in told.stdout) == (1, True)  # an expert without any language


def test_several_registers_need_a_place(muster: Muster) -> None:
    told = muster("export")

    assert told.exit_code == 1
    assert "--output FOLDER" in told.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "poems"), "There is no register called “poems”"),
        (("export", "expret"), "Did you mean experts?"),
        (("import", "all", "empty"), "There is no register in empty"),
        (("import", "all", "no.xlsx"), "cannot be read as a workbook"),
        (("export", "contacts", "-o", "no.xlsx/x"), "no.xlsx/x"),
        (("export", "-o", "all.xls"), "Did you mean all.xlsx"),
    ],
)
def test_what_cannot_be_is_said(muster: Muster, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "no.xlsx").write_bytes(b"no")

    told = muster(*words)

    assert told.exit_code in {1, 2}
    assert said in " ".join(told.stderr.split())
    assert not (tmp_path / "all.xls").exists()


@pytest.mark.parametrize(
    ("spelt", "first_column"), [("expert", "expert_id"), ("Focal points", "country"), ("actions", "code")]
)
def test_a_register_is_known_by_other_spellings(muster: Muster, spelt: str, first_column: str) -> None:
    told = muster("export", spelt)

    assert told.exit_code == 0
    assert first_column in told.stdout.splitlines()[0]
