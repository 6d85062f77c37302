"""One plan for requests that want the same experts: ordered in a chat or by mail, or written once a week."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.flows.chats import OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA, Facility, open_facility, said
from tests.flows.steps import SALMA, form, propose_teams
from tests.peers.smtp import Delivered

pytestmark = ON_SQLITE

SUBJECT = "Plan for all requests that wait for teams"
SENA = "sena@agency.example"
SECOND = form(title="A register of pensioners", country="Kenya")


@pytest.fixture
async def facility(database: Database, tmp_path: Path) -> AsyncIterator[Facility]:
    """It is Monday, 12 January 2026, 9:00 UTC."""
    async with open_facility(
        database, tmp_path / "data", planning_day="tuesday", planning_hour=7
    ) as open_one:
        yield open_one


@pytest.fixture
async def two(facility: Facility) -> Facility:
    """Two eligible requests for two experts in the same weeks."""
    await propose_teams(facility)
    await propose_teams(facility, SECOND, sender=SENA)
    return facility


def plans(facility: Facility, to: str = OLGA) -> list[Delivered]:
    return [mail for mail in facility.mails_to(to) if SUBJECT in mail.subject]


async def test_officer_has_all_requests_planned_by_a_word_in_a_mail(two: Facility) -> None:
    await two.reply(two.mails_to(OLGA)[-1], "PLAN")
    await two.quiet()

    begun, plan = plans(two)
    assert "I am planning teams for 2 requests together" in said(begun)
    assert "2026-01 - Monitoring of the universal social pension" in said(plan)
    assert "2026-02 - A register of pensioners" in said(plan)
    assert "2 requests wait for teams." in said(plan)


async def test_officer_plans_in_the_chat_and_opens_a_request_from_there(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await propose_in(telegram, "2026-01", form())
    await propose_in(telegram, "2026-02", SECOND, sender=SENA)

    shown = await telegram.say(OLGAS_CHAT, "/plan")
    card = await telegram.press(OLGAS_CHAT, "card:2")

    assert "2 requests wait for teams." in shown
    assert "goes for 2026-0" in shown
    assert "A register of pensioners" in card


async def propose_in(telegram: Telegram, code: str, text: str, *, sender: str = SALMA) -> None:
    await telegram.facility.write(sender, "Request for assistance", text)
    await telegram.quiet()
    await telegram.say(OLGAS_CHAT, f"/eligible {code}")


async def test_without_requests_there_is_nothing_to_plan(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")

    assert "No request waits for a team." in await telegram.say(OLGAS_CHAT, "/plan")


async def test_weekly_plan_comes_once_on_its_day_if_requests_compete(two: Facility) -> None:
    await two.look_at_clock()  # Monday
    before = len(plans(two))
    two.time.forward(hours=22)  # Tuesday, 7:00
    for _ in range(3):
        await two.look_at_clock()
        await two.quiet()

    [plan] = plans(two)
    assert before == 0
    assert "This is your weekly plan" in said(plan)
    assert "goes for 2026-0" in said(plan)


async def test_one_request_alone_needs_no_weekly_plan(facility: Facility) -> None:
    await propose_teams(facility)

    facility.time.forward(hours=22)
    await facility.look_at_clock()
    await facility.quiet()

    assert plans(facility) == []
