"""`muster match`: teams told and not stored, in four languages, with exit codes scripts can trust."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlmodel import select
from typer.testing import CliRunner, Result

import config.rules
from bot.cli.commands import app
from bot.cli.match import NO_TEAM
from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from storage.database import Database, open_database
from storage.missions import Proposal
from storage.people import Expert, ExpertArea, ExpertLanguage
from storage.requests import Request
from storage.states import RequestStatus
from tests.factories import add_expert, add_request

Muster = Callable[..., Result]
SOON = datetime.now(UTC).date() + timedelta(days=60)
COUNTRIES = ("PT", "ES", "FR", "BE")


async def _fill(database: Database) -> None:
    async with database.transaction() as session:
        await add_request(
            session,
            code="2026-01",
            status=RequestStatus.ELIGIBLE,
            areas=["cash_transfers"],
            window_start=SOON,
            window_end=SOON + timedelta(days=27),
            duration_days=5,
            languages=["fr"],
            experts_wanted=2,
        )
        await add_request(session, code="2026-02", status=RequestStatus.ELIGIBLE)
        for number, country in enumerate(COUNTRIES, start=1):
            expert = await add_expert(
                session, number, nationality=country, missions_abroad=9 - number, years_of_experience=20
            )
            session.add(ExpertLanguage(expert_id=expert.id or 0, language="fr", level="C1"))
            session.add(ExpertArea(expert_id=expert.id or 0, area="cash_transfers"))
        await add_expert(session, 5, last_name="Silent", nationality="DE")
    await database.close()


async def _proposals(database: Database) -> list[Proposal]:
    async with database.snapshot() as session:
        found = list((await session.exec(select(Proposal))).all())
    await database.close()
    return found


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster` with its own database; the environment is what the program reads its settings from."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    asyncio.run(_fill(open_database(sqlite_url)))

    def run(*words: str, language: str = "en") -> Result:
        return CliRunner().invoke(app, words, env={"MUSTER_LANGUAGE": language})

    return run


def members(result: Result) -> list[set[str]]:
    return [{one["key"] for one in team["members"]} for team in json.loads(result.stdout)["teams"]]


def test_teams_are_shown_as_a_table_and_nothing_is_stored(muster: Muster, sqlite_url: str) -> None:
    result = muster("match", "2026-01")

    assert result.exit_code == 0
    assert "Ines Duarte1 EX-0001" in result.stdout
    assert "EUR 4,500" in result.stdout
    assert "Proven" in result.stdout
    assert asyncio.run(_proposals(open_database(sqlite_url))) == []


def test_pins_and_exclusions_steer_the_search(muster: Muster) -> None:
    result = muster("match", "2026-01", "--pin", "EX-0004", "--exclude", "Duarte1", "--json")

    assert result.exit_code == 0
    assert members(result) == [{"EX-0004", "EX-0002"}, {"EX-0004", "EX-0003"}]


def test_why_not_says_what_somebody_would_cost(muster: Muster) -> None:
    result = muster("match", "2026-01", "--why-not", "EX-0004", "--json")

    told = json.loads(result.stdout)["why_not"]
    assert (told["expert"], told["answer"], told["joining"]) == ("EX-0004", "Costs", ["EX-0004"])
    assert told["loss"] > 0


def test_why_not_names_the_bar(muster: Muster) -> None:
    result = muster("match", "2026-01", "--why-not", "Silent")

    assert result.exit_code == 0
    assert "Ines Silent cannot go, whatever the team:" in result.stdout


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_explanations_show_a_number_before_each_bar(muster: Muster, language: str) -> None:
    result = muster("match", "2026-01", "--explain", language=language)

    bars = [line for line in result.stdout.splitlines() if "|||" in line]
    assert bars
    assert all(line.lstrip(" •")[0].isdecimal() for line in bars)


def test_no_team_has_an_exit_code_of_its_own(muster: Muster) -> None:
    result = muster("match", "2026-01", *(f"--exclude=EX-000{n}" for n in (1, 2, 3)))

    assert result.exit_code == NO_TEAM
    assert "- " in result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("match", "2026-99"), "2026-99"),
        (("match", "2026-02"), "Preferred dates"),
        (("match", "2026-01", "--pin", "Nobody"), "Nobody registered is called"),
        (("match", "2026-01", "--why-not", "Ines Duarte1, Ines Duarte2"), "Several experts"),
        (("match", ""), "There is no request"),
        (("match", "2026-01", "--pin", "EX-9999"), "Nobody registered is called"),
        (("match", "2026-01", "--exclude", ""), "Nobody registered is called"),
        (("match", "2026-01", "--why-not", "EX-9999"), "Nobody registered is called"),
        (("match", "2026-01", "--pin", "EX-0001", "--exclude", "Duarte1"), "cannot have somebody and be"),
        (("match", "2026-01", "--seats", "0"), "from 1 to 12 seats"),
        (("match", "2026-01", "--seats", "-3"), "from 1 to 12 seats"),
        (("match", "2026-01", "--seats", "99"), "from 1 to 12 seats"),
        (("match", "2026-01", "--png", "no/such/folder/teams.png"), "could not be written to no/such/folder"),
    ],
)
def test_what_cannot_be_searched_is_said(muster: Muster, words: tuple[str, ...], said: str) -> None:
    result = muster(*words)

    assert result.exit_code == 1
    assert said in result.output


def test_the_window_is_in_the_json(muster: Muster) -> None:
    window = json.loads(muster("match", "2026-01", "--json").stdout)["need"]["window"]

    assert date.fromisoformat(window[0]) == SOON


@pytest.mark.parametrize(("seats", "sizes"), [("1", {1}), ("3", {3}), ("4", {4})])
def test_so_many_seats_are_filled_as_are_asked_for(muster: Muster, seats: str, sizes: set[int]) -> None:
    assert {len(team) for team in members(muster("match", "2026-01", "--seats", seats, "--json"))} == sizes


def test_more_people_set_than_seats_is_said(muster: Muster) -> None:
    result = muster("match", "2026-01", "--seats", "1", "--pin", "EX-0001", "--pin", "EX-0002")

    assert result.exit_code == NO_TEAM
    assert "Experts set for the team: 2; seats to fill: 1" in result.stdout


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_picture_of_the_teams_is_written(muster: Muster, tmp_path: Path, language: str) -> None:
    file = tmp_path / "teams.png"

    result = muster("match", "2026-01", "--png", str(file), language=language)

    assert result.exit_code == 0
    assert str(file) in result.output
    with Image.open(file) as image:
        image.load()
        assert "Ines Duarte1" in image.text["Description"]  # type: ignore[attr-defined] # of a PNG


def test_without_a_team_no_picture_is_written(muster: Muster, tmp_path: Path) -> None:
    file = tmp_path / "teams.png"

    result = muster("match", "2026-01", *(f"--exclude=EX-000{n}" for n in (1, 2, 3)), "--png", str(file))

    assert (result.exit_code, file.exists()) == (NO_TEAM, False)
    assert "no picture was written" in result.output


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_prices_of_rules_are_printed(muster: Muster, language: str) -> None:
    result = muster("match", "2026-01", language=language)

    assert say(language, "teams.price.heading") in result.stdout


def test_prices_are_in_the_json(muster: Muster) -> None:
    told = json.loads(muster("match", "2026-01", "--json").stdout)

    assert {one["gain"] for one in told["prices"]} == {0.0}
    assert told["nearly"] is None


LONG: dict[str, object] = {"background": "réforme des pensions $x$ <b> 年金 " * 2_000}
ODD: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "nobody": ({}, {"opted_out": True}),
    "all flagged": ({}, {"flagged": True}),
    "no words": ({"title": "", "background": "", "general_objective": "", "areas": []}, {}),
    "10,000 words": (LONG, {}),
    "language": ({"languages": ["xx"]}, {}),
    "area": ({"areas": ["no_such_area"]}, {}),
    "negative days": ({"duration_days": -3}, {}),
    "a window of a day": ({"window_end": SOON}, {}),
    "one": ({}, {}),
}
"""What is odd about the request, and about everybody."""


async def _spoil(database: Database, how: str) -> None:
    of_request, of_experts = ODD[how]
    async with database.transaction() as session:
        request = (await session.exec(select(Request).where(Request.code == "2026-01"))).one()
        experts = (await session.exec(select(Expert))).all()
        for row, values in ((request, of_request), *((expert, of_experts) for expert in experts)):
            for name, value in values.items():
                setattr(row, name, value)
        if how == "one":
            for expert in experts[1:]:
                expert.opted_out = True
    await database.close()


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("nobody", NO_TEAM),
        ("one", NO_TEAM),
        ("all flagged", NO_TEAM),
        ("no words", 0),
        ("10,000 words", 0),
        ("language", NO_TEAM),
        ("area", 0),
        ("negative days", 0),
        ("a window of a day", NO_TEAM),
    ],
)
def test_whatever_the_register_holds_the_answer_is_in_words(
    muster: Muster, sqlite_url: str, how: str, code: int
) -> None:
    asyncio.run(_spoil(open_database(sqlite_url), how))

    result = muster("match", "2026-01", "--why-not", "EX-0003")

    assert (result.exit_code, result.exception is None or isinstance(result.exception, SystemExit)) == (
        code,
        True,
    )
    assert "Traceback" not in result.output
    assert len(result.stdout.split()) > 10


def test_a_rule_that_nobody_can_meet_is_named(
    muster: Muster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    impossible = tmp_path / "rules.toml"
    impossible.write_text(
        Path(config.rules.__file__).with_suffix(".toml").read_text(encoding="utf-8")
        + '\n[hard.veterans]\nkind = "at_least"\nattribute = "years"\nvalue = 900\ncount = 1\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("MUSTER_RULES_FILE", str(impossible))

    result = muster("match", "2026-01")

    assert result.exit_code == NO_TEAM
    assert "veterans" in result.stdout
    assert "Nearly: " in result.stdout
