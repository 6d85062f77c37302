import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from config.languages import INTERFACE_LANGUAGES
from matching.leaving import opt_out
from storage.database import Database, open_database
from storage.journal import JournalEntry
from storage.people import Expert
from tests.factories import MOMENT, add_expert

Muster = Callable[..., Result]


@pytest.fixture
def muster(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster` beside a register of four: one wants no mail, one cannot be reached, one is flagged."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "160")

    async def fill(database: Database) -> None:
        async with database.transaction() as session:
            await add_expert(session, 1)
            gone = await add_expert(session, 2)
            await add_expert(session, 3, email_bounced=True)
            await add_expert(session, 4, flagged=True, flag_reason="no longer works here")
            await opt_out(session, gone.id or 0, now=MOMENT)
        await database.close()

    asyncio.run(fill(open_database(sqlite_url)))

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, ["experts", *words], prog_name="muster")

    return run


@pytest.fixture
def journal(sqlite_url: str) -> Callable[[], list[tuple[str, str, str, dict[str, Any]]]]:
    """What the journal has of experts who came back, and who is left alone by now."""

    async def look() -> list[tuple[str, str, str, dict[str, Any]]]:
        database = open_database(sqlite_url)
        async with database.snapshot() as session:
            found = await session.exec(select(JournalEntry).where(JournalEntry.event == "expert.welcomed"))
            told = [(one.actor, one.event, one.subject, dict(one.facts)) for one in found]
            gone = (await session.exec(select(Expert.code).where(Expert.opted_out))).all()
        await database.close()
        return [*told, *(("", "gone", code, {}) for code in gone)]

    return lambda: asyncio.run(look())


def test_an_officer_who_wonders_sees_who_is_never_asked_and_why(muster: Muster) -> None:
    shown = muster().output

    rows = [line for line in shown.splitlines() if line.startswith("EX-")]
    assert [row.split()[0] for row in rows] == ["EX-0002", "EX-0003", "EX-0004"]
    assert "Ines Duarte2" in rows[0]
    assert "they asked for no more mail on 12 January 2026" in rows[0]
    assert "mail to expert0003@experts.example came back" in rows[1]
    assert "the register says: no longer works here" in rows[2]
    assert "experts welcome EX-0002" in shown


def test_scripts_get_the_same(muster: Muster) -> None:
    listed = json.loads(muster("--json").output)

    assert [(one["code"], one["opted_out"], one["bounced"], one["flagged"]) for one in listed] == [
        ("EX-0002", True, False, False),
        ("EX-0003", False, True, False),
        ("EX-0004", False, False, True),
    ]
    assert listed[0]["opted_out_on"] == "2026-01-12"


def test_an_expert_who_says_so_is_asked_again_and_the_journal_knows(
    muster: Muster, journal: Callable[[], object]
) -> None:
    done = muster("welcome", "ex-0002", "--because", "told Olga at the workshop")
    again = muster("welcome", "EX-0002")

    assert (done.exit_code, "Ines Duarte2 (EX-0002) can be proposed" in done.output) == (0, True)
    assert (again.exit_code, "Nothing has changed" in again.output) == (1, True)
    assert journal() == [
        ("operator", "expert.welcomed", "expert:2", {"reason": "told Olga at the workshop"}),
    ]


def test_an_address_that_fails_still_stands_in_the_way(muster: Muster, sqlite_url: str) -> None:
    async def bounce() -> None:
        database = open_database(sqlite_url)
        async with database.transaction() as session:
            (await session.get_one(Expert, 2)).email_bounced = True
        await database.close()

    asyncio.run(bounce())

    said = muster("welcome", "EX-0002").output

    assert "mail to expert0002@experts.example came back" in said


def test_a_code_nobody_has_changes_nothing(muster: Muster, journal: Callable[[], object]) -> None:
    unknown = muster("welcome", "EX-9999")

    assert (unknown.exit_code, "no expert with the code EX-9999" in unknown.output) == (1, True)
    assert journal() == [("", "gone", "EX-0002", {})]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_language_tells_every_reason(
    muster: Muster, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("MUSTER_LANGUAGE", language)

    assert "expert0003@experts.example" in muster().output
    assert "EX-0002" in muster("welcome", "EX-0002").output
