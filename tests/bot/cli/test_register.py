import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app

Muster = Callable[..., Result]
ANA = (
    "expert_id=EX-0900", "first_name=Ana", "last_name=Silva", "email=ana@experts.example", "nationality=Portugal",
    "eligibility=EU", "occupation=public", "employment=retired", "languages=pt:native;fr:C1",
)  # fmt: skip
AMA = ("email=ama@labour.example", "name=Ama Koffi", "institution=Ministry of Labour", "country=Benin")


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster` in a facility with an empty database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "120")
    assert sqlite_url
    return lambda *words, typed="": CliRunner().invoke(app, words, input=typed)


def shown(muster: Muster, register: str, key: str) -> dict[str, str]:
    told = muster("register", "show", register, key, "--json")
    assert told.exit_code == 0, told.stderr
    row: dict[str, str] = json.loads(told.stdout)
    return row


def test_a_contact_is_added_looked_up_corrected_and_taken_out(muster: Muster) -> None:
    assert muster("register", "add", "contacts", *AMA).stdout == "Added: ama@labour.example\n"
    assert shown(muster, "contacts", "ama")["institution"] == "Ministry of Labour"
    assert (
        muster("register", "edit", "contacts", "ama", "phone=+229 12").stdout
        == "Changed: ama@labour.example\n"
    )
    assert shown(muster, "contacts", "ama")["phone"] == "+229 12"
    assert (
        muster("register", "edit", "contacts", "ama", "phone=+229 12").stdout
        == "ama@labour.example was so already.\n"
    )
    assert "is gone" in muster("register", "remove", "contacts", "ama", "--yes").stdout
    assert muster("register", "list", "contacts").stdout == "No row fits.\n"


def test_an_expert_is_added_and_goes_with_all_that_is_only_theirs(muster: Muster) -> None:
    assert (
        muster("register", "add", "experts", *ANA, "topics=social pensions", "cv_summary=20 years").exit_code
        == 0
    )
    assert shown(muster, "experts", "EX-0900")["languages"] == "pt:native;fr:C1"
    assert muster("register", "remove", "experts", "EX-0900", "--yes").exit_code == 0
    assert muster("register", "list", "experts").stdout == "No row fits.\n"


def test_what_was_not_named_stays_as_it_was(muster: Muster) -> None:
    muster("register", "add", "experts", *ANA, "gender=woman", "topics=social pensions")

    muster("register", "edit", "experts", "EX-0900", "employment=active")

    row = shown(muster, "experts", "EX-0900")
    assert (row["employment"], row["gender"], row["topics"]) == ("active", "woman", "Social pensions")


def test_a_list_is_narrowed_by_words(muster: Muster) -> None:
    muster("register", "add", "contacts", *AMA)
    muster(
        "register",
        "add",
        "contacts",
        "email=joe@fund.example",
        "name=Joe",
        "institution=Fund",
        "country=Ghana",
    )

    assert "joe@fund.example" in muster("register", "list", "contacts", "ghana").stdout
    assert "ama@labour.example" not in muster("register", "list", "contacts", "ghana").stdout


def test_one_asks_before_anything_goes(muster: Muster) -> None:
    muster("register", "add", "contacts", *AMA)

    refused = muster("register", "remove", "contacts", "ama", typed="n\n")
    nobody = muster("register", "remove", "contacts", "ama")
    agreed = muster("register", "remove", "contacts", "ama", typed="yes\n")

    assert ["still there" in refused.stderr, "still there" in nobody.stderr, agreed.exit_code] == [
        True,
        True,
        0,
    ]


def test_what_others_build_on_stays(muster: Muster) -> None:
    muster("register", "add", "contacts", *AMA)

    told = muster("register", "remove", "institutions", "Ministry", "--yes")

    assert (told.exit_code, "other rows build on it" in " ".join(told.stderr.split())) == (1, True)
    assert shown(muster, "institutions", "Ministry")["country"] == "Benin"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "contacts", *AMA), "is known already"),
        (("add", "contacts", "colour=red"), "is not column=value"),
        (("add", "contacts", "just words"), "is not column=value"),
        (("add", "contacts", "email=nobody"), "is not an e-mail address"),
        (("edit", "contacts", "zoe", "phone=1"), "Nothing in contacts is known by “zoe”"),
        (("edit", "contacts", "ama", "email=new@labour.example"), "stays as it is"),
        (("edit", "contacts", "ama", "country=Atlantis"), "no country is called"),
        (("show", "contacts", ""), "is known by"),
        (("remove", "requests", "2026-01"), "never taken out"),
        (("list", "poems"), "There is no register"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    muster: Muster, words: tuple[str, ...], said: str
) -> None:
    muster("register", "add", "contacts", *AMA)
    before = shown(muster, "contacts", "ama")

    told = muster("register", *words)

    assert told.exit_code in {1, 2}
    assert said in " ".join(told.stderr.split())
    assert shown(muster, "contacts", "ama") == before


def test_words_that_fit_several_rows_are_answered_with_their_keys(muster: Muster) -> None:
    muster("register", "add", "contacts", *AMA)
    muster(
        "register",
        "add",
        "contacts",
        "email=ami@labour.example",
        "name=Ami",
        "institution=Fund",
        "country=Ghana",
    )

    told = muster("register", "show", "contacts", "labour")

    assert "fits 2 rows: ama@labour.example and ami@labour.example" in " ".join(told.stderr.split())
