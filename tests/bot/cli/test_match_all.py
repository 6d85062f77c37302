"""`muster match --all`: one plan for all waiting requests, shown, and stored only if that is asked for."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from config.languages import INTERFACE_LANGUAGES
from storage.database import Database, open_database
from storage.missions import Proposal
from storage.people import ExpertArea, ExpertLanguage
from storage.requests import Request
from storage.states import RequestStatus
from tests.factories import add_expert, add_request

Muster = Callable[..., Result]
SOON = datetime.now(UTC).date() + timedelta(days=60)
COUNTRIES = ("PT", "ES", "FR", "BE")


async def _fill(database: Database) -> None:
    """Two requests for two experts each at the same time, four who could go, and a request that says too little."""
    async with database.transaction() as session:
        for code in ("2026-01", "2026-02"):
            await add_request(
                session,
                code=code,
                status=RequestStatus.ELIGIBLE,
                areas=["cash_transfers"],
                window_start=SOON,
                window_end=SOON + timedelta(days=27),
                duration_days=5,
                languages=["fr"],
                experts_wanted=2,
            )
        await add_request(session, code="2026-03", status=RequestStatus.ELIGIBLE)
        for number, country in enumerate(COUNTRIES, start=1):
            expert = await add_expert(
                session, number, nationality=country, missions_abroad=9 - number, years_of_experience=20
            )
            session.add(ExpertLanguage(expert_id=expert.id or 0, language="fr", level="C1"))
            session.add(ExpertArea(expert_id=expert.id or 0, area="cash_transfers"))
    await database.close()


async def _proposals(database: Database) -> list[Proposal]:
    async with database.snapshot() as session:
        found = list((await session.exec(select(Proposal).order_by(col(Proposal.request_id)))).all())
    await database.close()
    return found


async def _none_waits(database: Database) -> None:
    async with database.transaction() as session:
        for request in (await session.exec(select(Request))).all():
            request.status = RequestStatus.REJECTED
    await database.close()


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "220")
    asyncio.run(_fill(open_database(sqlite_url)))

    def run(*words: str, language: str = "en") -> Result:
        return CliRunner().invoke(app, ["match", *words], env={"MUSTER_LANGUAGE": language})

    return run


def test_the_plan_is_shown_as_a_table_and_nothing_is_stored(muster: Muster, sqlite_url: str) -> None:
    shown = muster("--all")

    assert shown.exit_code == 0, shown.output
    assert "2026-01" in shown.stdout
    assert "goes for 2026-0" in shown.stdout
    assert "2 requests wait for teams. 2 of them do not get their own best teams" in shown.stdout
    assert "2026-03 is not in the plan" in shown.stdout
    assert asyncio.run(_proposals(open_database(sqlite_url))) == []


def test_nobody_is_in_two_teams_at_the_same_time(muster: Muster) -> None:
    told = json.loads(muster("--all", "--json").stdout)

    first, second = (set(row["team"]["codes"]) for row in told["requests"])
    assert (len(first), len(second), first & second) == (2, 2, set())
    assert told["gap"] == 0
    assert told["not_ready"] == ["2026-03"]
    assert [row["code"] for row in told["requests"]] == ["2026-01", "2026-02"]


def test_planned_teams_are_proposed_as_team_a(muster: Muster, sqlite_url: str) -> None:
    told = json.loads(muster("--all", "--propose", "--json").stdout)

    one, other = asyncio.run(_proposals(open_database(sqlite_url)))
    assert told["proposed"] == 2
    assert _members(one) | _members(other) == {"EX-0001", "EX-0002", "EX-0003", "EX-0004"}
    assert [len(found.teams) for found in (one, other)] == [3, 3]


def _members(proposal: Proposal) -> set[str]:
    members = proposal.teams[0]["members"]
    assert isinstance(members, list)
    return {member["key"] for member in members}


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_language_has_the_plan_without_a_hole(muster: Muster, language: str) -> None:
    shown = muster("--all", language=language)

    assert shown.exit_code == 0, shown.output
    assert "planning." not in shown.stdout
    assert "{" not in shown.stdout


def test_where_nobody_waits_that_is_said(muster: Muster, sqlite_url: str) -> None:
    asyncio.run(_none_waits(open_database(sqlite_url)))

    shown = muster("--all")

    assert (shown.exit_code, shown.stdout.strip()) == (0, "No request waits for a team.")


@pytest.mark.parametrize(
    "words", [(), ("2026-01", "--all"), ("--all", "--pin", "EX-0001"), ("2026-01", "--propose")]
)
def test_contradictions_end_with_a_sentence(muster: Muster, words: tuple[str, ...]) -> None:
    told = muster(*words)

    assert told.exit_code == 2
    assert "--all" in told.output
