"""`muster match`: teams told and not stored, in four languages, with exit codes scripts can trust."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from bot.cli.match import NO_TEAM
from config.languages import INTERFACE_LANGUAGES
from storage.database import Database, open_database
from storage.missions import Proposal
from storage.people import ExpertArea, ExpertLanguage
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
    ],
)
def test_what_cannot_be_searched_is_said(muster: Muster, words: tuple[str, ...], said: str) -> None:
    result = muster(*words)

    assert result.exit_code == 1
    assert said in result.output


def test_the_window_is_in_the_json(muster: Muster) -> None:
    window = json.loads(muster("match", "2026-01", "--json").stdout)["need"]["window"]

    assert date.fromisoformat(window[0]) == SOON
