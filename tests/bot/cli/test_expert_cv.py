import json
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from tests.cvs import EN, PASSPORT
from tests.documents import docx_of

Muster = Callable[..., Result]
CV = docx_of(*EN.splitlines())


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster` in a facility with one expert, of whom two CVs came."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "160")
    assert sqlite_url

    def run(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, words, input=typed)

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "eva.xml").write_bytes(PASSPORT)
    (tmp_path / "in" / "eva.docx").write_bytes(CV)
    first = run("cv", "in/eva.xml", "--yes")
    second = run("cv", "in/eva.docx", "--code", "EX-0001", "--yes")
    assert "eva.xml is kept with EX-0001. Write" in one_line(first)
    assert "experts cv EX-0001 to get it back" in one_line(first)
    assert "eva.docx is the current CV of EX-0001 now" in one_line(second)
    return run


def one_line(result: Result) -> str:
    return " ".join(f"{result.stdout} {result.stderr}".split())


def test_the_current_cv_is_saved_for_its_owner_s_eyes_and_overwrites_nothing(
    muster: Muster, tmp_path: Path
) -> None:
    saved, again = muster("experts", "cv", "ex-0001"), muster("experts", "cv", "EX-0001")

    file = tmp_path / "eva.docx"
    assert (saved.exit_code, again.exit_code) == (0, 1)
    assert file.read_bytes() == CV
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "nothing is overwritten" in one_line(again)


def test_the_one_before_is_saved_by_its_number(muster: Muster, tmp_path: Path) -> None:
    result = muster("experts", "cv", "EX-0001", "--number", "2", "-o", "old.xml")

    assert result.exit_code == 0
    assert (tmp_path / "old.xml").read_bytes() == PASSPORT


def test_each_is_listed_with_its_kind_size_and_standing(muster: Muster) -> None:
    listed = one_line(muster("experts", "cv", "EX-0001", "--list"))
    told = json.loads(muster("experts", "cv", "EX-0001", "--json").stdout)

    assert "eva.docx DOCX" in listed
    assert "eva.xml Europass XML" in listed
    assert "replaced on" in listed
    assert [(one["number"], one["filename"], one["sha256"]) for one in told] == [
        (1, "eva.docx", sha256(CV).hexdigest()),
        (2, "eva.xml", sha256(PASSPORT).hexdigest()),
    ]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("EX-0009",), "EX-0009"),
        (("EX-0001", "--number", "3"), "no CV number 3"),
        (("EX-0001", "-o", "no/such/folder"), "folder"),
    ],
)
def test_what_is_not_there_is_said(muster: Muster, words: tuple[str, ...], reason: str) -> None:
    result = muster("experts", "cv", *words)

    assert (result.exit_code, reason in one_line(result)) == (1, True)


def test_an_expert_is_shown_with_countries_and_cvs(muster: Muster) -> None:
    muster("register", "edit", "experts", "EX-0001", "countries_worked_in=Togo;Benin")

    shown = one_line(muster("experts", "show", "EX-0001"))
    told = json.loads(muster("experts", "show", "EX-0001", "--json").stdout)

    assert "Countries worked in Benin, Togo" in shown
    assert "eva.docx" in shown
    assert (told["countries"], len(told["cvs"])) == ("BJ;TG", 2)


def test_who_is_known_without_a_cv_has_none_to_be_saved(muster: Muster) -> None:
    row = "first_name=Ana,last_name=Silva,email=a@b.example,nationality=Portugal,eligibility=european"
    more = "occupation=public,employment=active,languages=pt:native"
    muster("register", "add", "experts", "expert_id=EX-0002", *row.split(","), *more.split(","))

    result = muster("experts", "cv", "EX-0002")

    assert "No CV of Ana Silva (EX-0002) is on file" in one_line(result)
