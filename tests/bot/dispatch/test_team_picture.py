from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch import matchmaking
from bot.dispatch.facts import request_facts, team_facts
from bot.dispatch.proposal_letter import proposal_letter
from bot.dispatch.team_picture import CALENDARS, HOLIDAYS, picture_of
from bot.texts.letter_json import letter_from_json, letter_to_json
from config.holidays import public_holidays
from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from matching.availability import LONGEST_WINDOW
from reporting.proposal_picture import Days, ProposalPicture
from storage.database import Database
from storage.missions import Proposal
from storage.people import AvailabilityPeriod, Expert
from storage.requests import Request
from tests.bot.dispatch.office import HOUSE, tray
from tests.bot.dispatch.test_matchmaking import furnish, match
from tests.bot.texts.every_letter import every_letter
from tests.matching.people import MARCH, march


async def drawn(session: AsyncSession, language: str = "en") -> ProposalPicture | None:
    proposal = await session.get_one(Proposal, 1)
    facts = await request_facts(session, await session.get_one(Request, 1))
    return picture_of(proposal, facts, await team_facts(session, proposal, HOUSE), language=language)


async def proposed(database: Database) -> ProposalPicture:
    """Of six experts the second is free for two weeks and the third taken for two days."""
    await furnish(database)
    async with database.transaction() as session:
        session.add(
            AvailabilityPeriod(expert_id=6, start=march(2, 2).start, end=march(20, 20).end, free=True)
        )
        session.add(AvailabilityPeriod(expert_id=5, start=march(4, 4).start, end=march(5, 5).end, free=False))
    await match(database)
    async with database.transaction() as session:
        shown = await drawn(session)
    assert shown is not None
    return shown


async def test_parts_add_up_to_the_scores_that_officers_read(sqlite_database: Database) -> None:
    shown = await proposed(sqlite_database)

    async with sqlite_database.transaction() as session:
        told = await team_facts(session, await session.get_one(Proposal, 1), HOUSE)
    for team, facts in zip(shown.teams, told, strict=True):
        assert team.letter == facts.letter
        assert sum(team.parts) == pytest.approx(facts.score, abs=0.001)
        for member, fact in zip(team.members, facts.members, strict=True):
            assert (member.code, member.name, member.country) == (fact.code, fact.name, fact.country)
            assert sum(member.parts) == pytest.approx(fact.score, abs=0.001)


async def test_days_are_those_known_when_the_teams_were_found(sqlite_database: Database) -> None:
    shown = await proposed(sqlite_database)

    days = {member.code: member.days for team in shown.teams for member in team.members}
    assert days["EX-0006"] == Days((march(2, 20),), ())
    assert days["EX-0005"] == Days(None, (march(4, 5),))
    assert shown.window == MARCH
    assert shown.holidays == public_holidays("TG", MARCH)


async def test_an_old_proposal_gives_the_same_picture_whatever_has_changed_since(
    sqlite_database: Database,
) -> None:
    before = await proposed(sqlite_database)

    async with sqlite_database.transaction() as session:
        session.add(AvailabilityPeriod(expert_id=6, start=MARCH.start, end=MARCH.end, free=False))
        request = await session.get_one(Request, 1)
        request.window_end = MARCH.end + timedelta(days=60)
        request.duration_days = 1
        expert = await session.get_one(Expert, 6)
        expert.missions_abroad, expert.years_of_experience = 0, 0
    async with sqlite_database.transaction() as session:
        after = await drawn(session)

    assert after == before


async def test_whoever_has_left_the_register_is_no_longer_named(sqlite_database: Database) -> None:
    await proposed(sqlite_database)

    async with sqlite_database.transaction() as session:
        expert = await session.get_one(Expert, 6)
        expert.code = "EX-9999"
    async with sqlite_database.transaction() as session:
        after = await drawn(session)

    assert after is not None
    gone = [member for team in after.teams for member in team.members if member.code == "EX-0006"]
    assert {(one.name, one.country) for one in gone} == {("", "")}


async def test_a_proposal_of_before_has_a_picture_without_days(sqlite_database: Database) -> None:
    await proposed(sqlite_database)
    async with sqlite_database.transaction() as session:
        proposal = await session.get_one(Proposal, 1)
        kept = {key: value for key, value in proposal.basis.items() if key not in {CALENDARS, HOLIDAYS}}
        proposal.basis = kept
    async with sqlite_database.transaction() as session:
        shown = await drawn(session)

    assert shown is not None
    assert {member.days for team in shown.teams for member in team.members} == {None}
    assert shown.holidays == ()


async def test_an_endless_window_is_cut(sqlite_database: Database) -> None:
    await furnish(sqlite_database, window_end=date(9999, 12, 31))
    await match(sqlite_database)

    async with sqlite_database.transaction() as session:
        shown = await drawn(session)

    assert shown is not None
    assert shown.window == Period(MARCH.start, MARCH.start + timedelta(days=LONGEST_WINDOW - 1))
    assert {team.period for team in shown.teams} == {shown.window}
    assert max(shown.holidays) <= shown.window.end


async def test_without_a_team_there_is_nothing_to_show(sqlite_database: Database) -> None:
    await furnish(sqlite_database, experts=1)
    await match(sqlite_database)

    async with sqlite_database.transaction() as session:
        assert await drawn(session) is None
        (letter,) = await tray(session)
    assert letter.letter.picture is None


async def test_the_letter_that_brings_the_teams_brings_the_picture(sqlite_database: Database) -> None:
    shown = await proposed(sqlite_database)

    async with sqlite_database.transaction() as session:
        (letter,) = await tray(session)
        proposal, request = await session.get_one(Proposal, 1), await session.get_one(Request, 1)
        french = (await proposal_letter(session, request, proposal, HOUSE))("fr")

    assert letter.letter.picture == shown
    assert french.picture == replace(shown, language="fr")
    assert letter_from_json(letter_to_json(french)) == french


async def test_prices_of_rules_are_kept_and_told(sqlite_database: Database) -> None:
    await proposed(sqlite_database)

    async with sqlite_database.transaction() as session:
        (letter,) = await tray(session)
    assert "What the rules cost" in letter.words


async def test_without_a_team_officers_read_who_would_nearly_be_one(sqlite_database: Database) -> None:
    await furnish(sqlite_database, experts=2)
    async with sqlite_database.transaction() as session:
        (await session.get_one(Expert, 2)).nationality = (await session.get_one(Expert, 1)).nationality
    await match(sqlite_database)

    async with sqlite_database.transaction() as session:
        (letter,) = await tray(session)
    assert "Nearly: Ines Duarte" in letter.words
    assert "but for the rule “Experts from two EU Member States”." in letter.words


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_no_letter_to_partners_or_experts_has_a_picture_of_people(language: str) -> None:
    assert {letter.picture for letter in every_letter(language)} == {None}


def test_only_the_letter_of_a_proposal_and_the_command_line_show_the_picture() -> None:
    bot = Path(matchmaking.__file__).parents[1]

    using = {
        file.name for file in bot.rglob("*.py") if "import picture_of" in file.read_text(encoding="utf-8")
    }

    assert using == {"proposal_letter.py", "match.py"}
