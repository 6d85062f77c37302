import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from tests.cvs import BOMB, EN, PASSPORT
from tests.documents import encrypted_pdf

Muster = Callable[..., Result]


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster` in a facility with an empty database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "120")
    assert sqlite_url
    return lambda *words, typed="": CliRunner().invoke(app, words, input=typed)


def xml(folder: Path, content: bytes = PASSPORT, name: str = "eva.xml") -> str:
    (folder / name).write_bytes(content)
    return name


def names(muster: Muster) -> list[str]:
    rows = json.loads(muster("register", "list", "experts", "--json").stdout)
    return [f"{row['expert_id']} {row['first_name']} {row['last_name']}" for row in rows]


def test_a_cv_is_shown_asked_about_and_kept(muster: Muster, tmp_path: Path) -> None:
    result = muster("cv", xml(tmp_path), typed="y\n")

    assert (result.exit_code, "Czech (native), English (C1)" in result.stdout) == (0, True)
    assert "Eva Nováková is in the register as EX-0001." in result.stdout
    assert names(muster) == ["EX-0001 Eva Nováková"]


def test_what_is_missing_is_asked_and_nobody_there_answers_nothing(muster: Muster, tmp_path: Path) -> None:
    file = xml(tmp_path, PASSPORT.replace(b"<Code>CZ</Code><Label>Czech</Label>", b""))

    silent = muster("cv", file)
    quick = muster("cv", file, "--yes")
    answered = muster("cv", file, typed="nowhere\nCzech\ny\n")

    assert (silent.exit_code, quick.exit_code, answered.exit_code) == (1, 1, 0)
    assert "Missing: Nationality. Nothing was stored." in quick.stderr
    assert names(muster) == ["EX-0001 Eva Nováková"]


def test_json_tells_scripts_what_was_read_and_stores_nothing(muster: Muster, tmp_path: Path) -> None:
    told = json.loads(muster("cv", xml(tmp_path), "--json").stdout)

    assert (told["first_name"], told["missing"], told["europass"], told["may_be"]) == ("Eva", [], True, [])
    assert "420" not in json.dumps(told)
    assert names(muster) == []


def test_a_double_is_updated_or_said_to_be_another(muster: Muster, tmp_path: Path) -> None:
    other = xml(tmp_path, PASSPORT.replace(b"Eva.Novakova@", b"e.n@"), "other.xml")
    muster("cv", xml(tmp_path), "--yes")

    refused = muster("cv", other, "--yes")
    same = muster("cv", xml(tmp_path), "--yes", "--new")
    updated = muster("cv", other, "--yes", "--code", "ex-0001")
    added = muster("cv", other, "--yes", "--new", "--json")

    assert [one.exit_code for one in (refused, same, updated, added)] == [1, 1, 0, 0]
    assert "--code EX-0001" in refused.stderr
    assert json.loads(added.stdout)["expert_id"] == "EX-0002"
    assert len(names(muster)) == 2


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bomb.xml", BOMB, "damaged"),
        ("locked.pdf", encrypted_pdf("secret"), "protected by a password"),
        ("invoice.xml", b"<invoice/>", "looks like a CV"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"x" * 50, "is no PDF, DOCX, ODT or Europass XML file"),
        ("a\x1b[31m.txt", EN.encode(), "is no PDF"),
    ],
    ids=["bomb", "locked", "invoice", "photo", "text"],
)
def test_a_file_that_is_no_cv_ends_with_a_sentence(
    muster: Muster, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    result = muster("cv", xml(tmp_path, content, name))

    assert (result.exit_code, told in result.stderr, "\x1b[31m" in result.stderr) == (1, True, False)


def test_a_file_that_is_too_large_or_not_there_is_told(muster: Muster, tmp_path: Path) -> None:
    with (tmp_path / "large.pdf").open("wb") as file:
        file.truncate(26 * 1024 * 1024)

    assert "larger" in muster("cv", "large.pdf").stderr
    assert "cannot be opened" in muster("cv", "nowhere.pdf").stderr


def test_orders_that_contradict_each_other_are_told(muster: Muster, tmp_path: Path) -> None:
    assert muster("cv", xml(tmp_path), "--code", "EX-0001", "--new").exit_code == 2
    assert "EX-0009" in muster("cv", xml(tmp_path), "--code", "EX-0009").stderr
