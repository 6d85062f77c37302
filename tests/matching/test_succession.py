import json

import pytest

from config.languages import Level
from config.periods import Period
from config.rules import Rules, load_rules
from matching.inquiries import SeatOpen, TooLate
from matching.succession import keeps_rules, next_alternate, rules_from_json, team_around
from storage.database import Database
from storage.missions import Mission, Proposal, Seat
from storage.people import AvailabilityPeriod, Expert
from tests.factories import add_expert, add_mission, add_request, add_seat
from tests.matching.people import (
    ABROAD,
    ALL_RULES,
    LOAD,
    NO_CONFLICT,
    TOGETHER,
    TWO_STATES,
    expert,
    march,
    need,
    rules,
)
from tests.matching.planned import FIVE, FOUR, NO, ONE, SIX, THREE, TWO, YES, Plan, only, plan


async def the_next(planned: Plan, position: int = 1) -> str | None:
    """Code of whoever would be asked for this seat now."""
    async with planned.database.transaction() as session:
        mission = await session.get_one(Mission, planned.mission)
        seat = await session.get_one(Seat, position)
        found = await next_alternate(session, seat, mission)
        return found.code if found else None


async def change(planned: Plan, number: int, **values: object) -> None:
    async with planned.database.transaction() as session:
        expert = await session.get_one(Expert, number)
        for name, value in values.items():
            setattr(expert, name, value)


def test_team_must_keep_hard_rules_only() -> None:
    two_of_one_country = [expert("EX-0001", country="FR"), expert("EX-0002", country="FR")]

    assert keeps_rules(need(), rules(), two_of_one_country)
    assert not keeps_rules(need(), rules(TWO_STATES), two_of_one_country)


def test_team_that_is_not_complete_may_still_meet_a_rule() -> None:
    alone = [expert("EX-0001", country="FR", missions_abroad=0)]

    assert keeps_rules(need(), rules(TWO_STATES, ABROAD), alone, missing=1)
    assert not keeps_rules(need(), rules(TWO_STATES, ABROAD), alone)


def test_rules_kept_with_a_proposal_judge_teams_as_they_did() -> None:
    before = load_rules()

    again = rules_from_json(json.loads(json.dumps(before.as_json())))

    assert [(rule.name, rule.kind, dict(rule.params)) for rule in again.hard] == [
        (rule.name, rule.kind, json.loads(json.dumps(dict(rule.params), default=dict)))
        for rule in before.hard
    ]
    assert (again.wishes, again.min_language, again.load_cap) == ((), Level.B2, before.load_cap)


def test_level_nobody_can_read_any_more_is_the_usual_one() -> None:
    stored = rules().as_json() | {"min_language": "fluent"}

    assert isinstance(again := rules_from_json(stored), Rules)
    assert again.min_language is Level.B2


async def test_first_alternate_comes_first(database: Database) -> None:
    planned = await plan(database, alternates=((FOUR, THREE), ()))

    assert await the_next(planned) == FOUR
    assert await the_next(planned, 2) is None


@pytest.mark.parametrize("fact", ["flagged", "email_bounced", "opted_out"])
async def test_alternate_who_must_not_or_cannot_be_asked_is_passed_over(
    database: Database, fact: str
) -> None:
    planned = await plan(database, alternates=((THREE, FOUR), ()))

    await change(planned, 3, **{fact: True})

    assert await the_next(planned) == FOUR


async def test_alternate_who_left_the_register_is_passed_over(database: Database) -> None:
    planned = await plan(database, alternates=(("EX-0999", FOUR), ()))

    assert await the_next(planned) == FOUR


async def test_alternate_asked_for_another_seat_is_not_asked_again(database: Database) -> None:
    planned = await plan(database, alternates=((TWO, THREE), ()))

    assert await the_next(planned) == THREE


async def test_alternate_must_fit_the_team_as_it_has_become(database: Database) -> None:
    """ONE (PT) could be replaced by FOUR (FR) beside TWO (SE); beside FIVE (FR) that would be one country."""
    countries = ("PT", "SE", "EE", "FR", "FR", "ES")
    planned = await plan(database, alternates=((FOUR, SIX), (FIVE,)), hard=(TWO_STATES,), countries=countries)
    assert await the_next(planned) == FOUR

    await planned.says(2, NO)

    assert await planned.asked() == [ONE, TWO, FIVE]
    assert await the_next(planned) == SIX


async def test_alternate_who_cannot_make_the_days_that_are_left_is_passed_over(database: Database) -> None:
    planned = await plan(database, alternates=((THREE, FOUR), ()), hard=(TOGETHER,))
    await planned.says(2, only(march(12, 20)))
    async with database.transaction() as session:
        session.add(
            AvailabilityPeriod(expert_id=3, start=march(9, 17).start, end=march(9, 17).end, free=False)
        )

    assert await the_next(planned) == FOUR


@pytest.mark.parametrize(
    ("taken", "expected"), [(march(9, 20), THREE), (march(5, 24), FOUR)], ids=["room left", "no room left"]
)
async def test_alternate_whom_another_mission_leaves_no_room_is_passed_over(
    database: Database, taken: Period, expected: str
) -> None:
    planned = await plan(database, alternates=((THREE, FOUR), ()))
    async with database.transaction() as session:
        session.add(
            AvailabilityPeriod(expert_id=3, start=taken.start, end=taken.end, free=False, source="mission:99")
        )

    assert await the_next(planned) == expected


async def test_alternate_from_the_partner_country_is_passed_over(database: Database) -> None:
    countries = ("PT", "SE", "TG", "FR")
    planned = await plan(database, alternates=((THREE, FOUR), ()), hard=(NO_CONFLICT,), countries=countries)

    assert await the_next(planned) == FOUR


async def test_this_mission_is_no_load_that_forbids_its_own_team(database: Database) -> None:
    planned = await plan(database, alternates=((THREE,), (FOUR,)), hard=(LOAD,))
    async with database.transaction() as session:
        other = await add_mission(session, await add_request(session), start=march(2, 6).start)
        for number in range(2):
            await add_seat(session, other, position=number + 1, expert_id=2, status="confirmed")

    assert await the_next(planned) == THREE


async def test_second_vacant_seat_does_not_keep_the_first_from_being_filled(database: Database) -> None:
    planned = await plan(database, alternates=((THREE,), ()), hard=(TWO_STATES,))
    await planned.says(2, NO)

    assert await planned.seat_words() == ["asked", "vacant"]
    assert await the_next(planned) == THREE


async def test_mission_without_a_proposal_has_no_team_to_fit(database: Database) -> None:
    async with database.transaction() as session:
        one = await add_expert(session)
        mission = await add_mission(session, await add_request(session))
        seat = await add_seat(session, mission, alternates=[one.code])

        assert await team_around(session, seat, mission) is None
        assert await next_alternate(session, seat, mission) == one


async def test_every_rule_of_the_facility_can_be_asked_about_a_stored_team(database: Database) -> None:
    planned = await plan(database, alternates=((), ()))
    async with database.transaction() as session:
        proposal = await session.get_one(Proposal, 1)
        proposal.basis = {**proposal.basis, "rules": rules(*ALL_RULES).as_json()}
        mission, seat = await session.get_one(Mission, planned.mission), await session.get_one(Seat, 1)

        team = await team_around(session, seat, mission)
        newcomer = await session.get_one(Expert, 3)

        assert team is not None
        assert [other.key for other in team.others] == [TWO]
        assert (team.missing, team.need.days) == (0, 5)
        assert not team.may_have(newcomer), "nobody here speaks French"


async def test_yes_after_no_still_fits_when_the_team_is_as_it_was(database: Database) -> None:
    planned = await plan(database, alternates=((), ()), hard=(TWO_STATES,))
    assert isinstance(await planned.says(1, NO), SeatOpen)

    assert not isinstance(await planned.says(1, YES), TooLate)
