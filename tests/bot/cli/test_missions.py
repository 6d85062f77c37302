import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from bot.cli import missions
from bot.cli.commands import app
from reporting.missions import MissionLine, PaperOwed

Muster = Callable[..., Result]
EXPERT = (
    "nationality=Portugal", "eligibility=EU", "occupation=public", "employment=active", "languages=pt:native",
)  # fmt: skip


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster` in a facility with an action, two experts and a mission of theirs in 2014."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    assert sqlite_url

    def call(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, words, input=typed)

    added = [
        call(
            "register", "add", "requests", "action_code=2014-01", "partner_country=Togo", "title=Pensions",
            "partner_institution=Ministry of Labour",
            "request_date_as_printed=16/01/2014", "status=Completed",
        ),
        *(
            call(
                "register", "add", "experts", f"expert_id=EX-000{number}", "first_name=Ana", f"last_name=Silva{number}",
                f"email=ana{number}@experts.example", *EXPERT,
            )
            for number in (1, 2)
        ),
        call(
            "register", "add", "missions", "mission=2014-01/M1", "start=2014-03-03", "end=2014-03-07",
            "experts=EX-0001;EX-0002", "preparation_days=2", "reporting_days=2", "status=confirmed",
            "estimated_eur=4500",
        ),
    ]  # fmt: skip
    assert [one.exit_code for one in added] == [0] * len(added), [one.stderr for one in added]
    return call


def listed(muster: Muster) -> str:
    return " ".join(muster("missions").stdout.split())


def test_a_mission_is_listed_with_what_is_owed(muster: Muster) -> None:
    assert listed(muster).endswith(
        "2014-01/M1 3-7 March 2014 on site EX-0001, EX-0002 confirmed 18 days about EUR 4,500 owed: days"
    ), listed(muster)


def test_days_and_the_cost_are_told_and_the_work_is_exported(muster: Muster) -> None:
    told = muster(
        "missions", "complete", "2014-01/M1", "--days", "ex-0001=1.5+5+2", "--actual", "4300.5", "--yes"
    )
    (line,) = json.loads(muster("missions", "--json").stdout)
    work = json.loads(muster("register", "list", "assignments", "--json").stdout)

    assert told.stdout.splitlines()[0] == "The mission 2014-01/M1 is completed. 17.5 days."
    assert (line["status"], line["quarter_days"], line["actual_cents"]) == ("completed", 70, 430_050)
    assert (line["days_owed"], line["cost_owed"]) == (False, False)
    assert [(row["expert_days"], row["mission"], row["preparation_days"]) for row in work] == [
        ("8.5", "2014-01/M1", "1.5"),
        ("9", "2014-01/M1", "2"),
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2014-01/M9",), "No mission is known as “2014-01/M9”"),
        (("nonsense",), "No mission is known"),
        (("2014-01/M1", "--days", "EX-0001=5"), "“EX-0001=5” cannot be read"),
        (("2014-01/M1", "--days", "EX-0009=1+1+1"), "somebody of the team: EX-0001 and EX-0002"),
        (("2014-01/M1", "--actual", "lots"), "“lots” is not an amount"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_noted(
    muster: Muster, words: tuple[str, ...], said: str
) -> None:
    told = muster("missions", "complete", *words, "--yes")

    assert (told.exit_code, said in " ".join(told.stderr.split())) == (1, True), told.stderr
    assert "confirmed" in listed(muster)


def test_a_mission_ahead_is_not_completed(muster: Muster) -> None:
    muster("register", "add", "missions", "mission=2014-01/M2", "start=2999-03-04", "end=2999-03-08")

    told = muster("missions", "complete", "2014-01/M2", "--yes")

    assert (told.exit_code, "still to come" in told.stderr) == (1, True)


def test_a_mission_with_days_is_not_taken_out(muster: Muster) -> None:
    muster("missions", "complete", "2014-01/M1", "--yes")
    assert muster("register", "remove", "missions", "2014-01/M1", "--yes").exit_code == 1


def test_a_mission_is_taken_out_with_its_seats(muster: Muster) -> None:
    assert muster("register", "remove", "missions", "2014-01/M1", "--yes").exit_code == 0
    assert "No mission yet." in muster("missions").stdout


def test_the_days_are_shown_and_noted_only_when_somebody_says_yes(muster: Muster) -> None:
    left = muster("missions", "complete", "2014-01/M1", "--days", "EX-0001=1.5+5+2", typed="no\n")
    before = listed(muster)
    done = muster("missions", "complete", "2014-01/M1", typed="yes\n")

    assert "  EX-0001  1.5+5+2 = 8.5 days\n  EX-0002  2+5+2 = 9 days\n" in left.stdout
    assert (left.exit_code, "Nothing is noted" in left.stderr, "confirmed" in before) == (1, True, True)
    assert (done.exit_code, "completed" in listed(muster)) == (0, True)


@pytest.mark.parametrize("words", [("2014-01/M9",), ("2014-01/M1", "--days", "EX-0001=5")])
def test_nobody_is_asked_about_what_cannot_be(muster: Muster, words: tuple[str, ...]) -> None:
    told = muster("missions", "complete", *words, typed="yes\n")

    assert (told.exit_code, "yes/no" in told.output) == (1, False)


def test_papers_of_a_kind_due_on_a_day_are_one_line_under_their_mission() -> None:
    due = date(2026, 4, 19)
    papers = (PaperOwed("torex", None), PaperOwed("exmr", due, "EX-0001"), PaperOwed("exmr", due, "EX-0002"))
    line = MissionLine(
        "2026-01/M1", date(2026, 3, 12), date(2026, 3, 20), "on_site", "confirmed", ("EX-0001", "EX-0002"),
        72, False, None, None, True, papers,
    )  # fmt: skip
    screen = Console(width=90, color_system=None)
    with screen.capture() as shown:
        screen.print(missions.mission_rows([line], "en", 90))

    assert [row.rstrip() for row in shown.get().splitlines()] == [
        "mission     dates             mode     team              status     days     cost",
        "2026-01/M1  12-20 March 2026  on site  EX-0001, EX-0002  confirmed  18 days",
        "  owed: days; ToREx; 2 mission reports due 19 April 2026 (EX-0001, EX-0002)",
    ]
