import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession
from typer.testing import CliRunner, Result

from bot.cli.commands import app
from storage import inbox
from storage.database import open_database
from storage.inbox import Arrival
from storage.mail import Inbox
from storage.open_messages import DECISION
from tests.cases import add_case
from tests.factories import MOMENT

LEASE = timedelta(minutes=1)
DOUBT = {
    "reason": "not_a_party",
    "about": "request:1",
    "sender": "eve@elsewhere.example",
    "subject": "Re: pensions",
    "excerpt": "Yes.",
}
Muster = Callable[..., Result]
Work = Callable[[AsyncSession], Awaitable[None]]


@pytest.fixture
def database(sqlite_url: str) -> Callable[[Work], None]:
    """Do something in the database that the commands look at."""

    def run(work: Work) -> None:
        async def opened() -> None:
            database = open_database(sqlite_url)
            async with database.transaction() as session:
                await work(session)
            await database.close()

        asyncio.run(opened())

    return run


@pytest.fixture
def muster(database: Callable[[Work], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Muster:
    """`muster` beside one doubtful message, one dead and one that waits for its turn."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUSTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "120")

    async def fill(session: AsyncSession) -> None:
        await add_case(session)
        names = ("doubtful", "dead", "waiting")
        await inbox.store_many(
            session,
            [Arrival("mail", name, f"{name}@elsewhere.example", b"raw", {}, MOMENT) for name in names],
        )
        first, second, _ = await inbox.claim(session, owner="w", now=MOMENT, lease=LEASE, limit=3)
        await inbox.remember(session, first.id or 0, "doubt", DOUBT)
        await inbox.finish(session, first.id or 0, owner="w", now=MOMENT, doubtful=True)
        second.attempts = inbox.MAX_ATTEMPTS
        await session.flush()
        await inbox.fail(session, second.id or 0, owner="w", now=MOMENT, error="KeyError")

    database(fill)

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, ["inbox", *words])

    return run


def test_what_waits_is_listed(muster: Muster) -> None:
    shown = muster()

    assert shown.exit_code == 0
    assert "1: eve@elsewhere.example" in shown.stdout
    assert "2: dead@elsewhere.example" in shown.stdout
    assert "1 more messages wait" in shown.stdout


def test_the_list_is_a_document_for_scripts(muster: Muster) -> None:
    found = json.loads(muster("--json").stdout)

    assert found["waiting"] == 1
    assert [(one["number"], one["code"], one["dead"]) for one in found["open"]] == [
        (1, "2026-01", False),
        (2, "", True),
    ]


def test_one_message_says_why_it_waits(muster: Muster) -> None:
    shown = muster("show", "1")

    assert "no party to this file" in shown.stdout
    assert "2026-01" in shown.stdout
    assert "Yes." in shown.stdout


def test_a_message_is_attached_for_the_service_to_handle(
    muster: Muster, database: Callable[[Work], None]
) -> None:
    decisions: list[object] = []

    async def look(session: AsyncSession) -> None:
        row = await session.get_one(Inbox, 1)
        decisions.append((row.status, row.envelope[DECISION]))

    shown = muster("attach", "1")
    database(look)

    assert "counts as written about 2026-01" in " ".join(shown.stdout.split())
    assert decisions == [("waiting", {"attached_to": "request:1", "by": "operator"})]


def test_a_dead_message_is_tried_again(muster: Muster) -> None:
    shown = muster("retry", "2")

    assert "once more" in shown.stdout
    assert json.loads(muster("--json").stdout)["waiting"] == 2


def test_a_message_that_is_settled_is_settled_for_good(muster: Muster) -> None:
    first, second = muster("discard", "1"), muster("discard", "1")

    assert (first.exit_code, second.exit_code) == (0, 1)
    assert "already decided" in second.stderr


@pytest.mark.parametrize("number", ["99", "0", "-1", "x", "9" * 30])
def test_numbers_of_no_message_are_answered_plainly(muster: Muster, number: str) -> None:
    shown = muster("show", "--", number)

    assert shown.exit_code in {1, 2}
    assert isinstance(shown.exception, SystemExit)


def test_a_message_is_taken_as_a_new_request(muster: Muster, database: Callable[[Work], None]) -> None:
    shown, done, again = muster("show", "1"), muster("take", "1"), muster("take", "1")
    kept: list[object] = []

    async def look(session: AsyncSession) -> None:
        kept.append((await session.get_one(Inbox, 1)).envelope[DECISION])

    database(look)

    assert "inbox take 1" in shown.stdout
    assert (done.exit_code, again.exit_code) == (0, 1)
    assert "as a new request" in " ".join(done.stdout.split())
    assert kept == [{"attached_to": "new", "by": "operator"}]


@pytest.mark.parametrize("number", ["x", "0", "1.5", "²", "9" * 30])
def test_what_is_no_number_is_said_in_plain_words(muster: Muster, number: str) -> None:
    told = " ".join(muster("attach", number).stderr.replace("│", " ").split())

    assert f"“{number}” is no number of a message; `muster inbox` lists them." in told
