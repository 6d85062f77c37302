from datetime import timedelta

from matching.learning import Known, choices
from reporting.choices import PastChoices, load_choices, load_proposals
from storage.database import Database
from tests.factories import MOMENT, add_proposal, add_request
from tests.matching.chosen import member, proposal, team
from tests.past_choices import add_past

ONE, TWO, THREE = (f"EX-000{number}" for number in range(1, 4))
FIRST = team(member(ONE, missions=3, years=9, topic=0.8), member(TWO), wishes=0.07)
SECOND = team(member(ONE, missions=3, years=9, topic=0.8), member(THREE, language=0.9))


async def loaded(database: Database) -> PastChoices:
    async with database.snapshot() as session:
        return await load_choices(session)


async def test_proposals_come_back_as_they_were_shown(database: Database) -> None:
    before = proposal(1, FIRST, SECOND)
    after = proposal(2, SECOND, chosen=1, steered=True, excluded=frozenset({TWO}), pinned=frozenset({ONE}))
    refused = proposal(3, FIRST, code="2026-02", turned_down=True)
    async with database.transaction() as session:
        await add_past(session, [before, after, refused])

    past = await loaded(database)
    async with database.snapshot() as session:
        assert await load_proposals(session) == past.proposals

    days = [(MOMENT + timedelta(days=n)).date() for n in (1, 2, 3)]
    assert [one.on for one in past.proposals] == days
    assert [(one.code, one.chosen, one.turned_down) for one in past.proposals] == [
        ("2026-01", None, False),
        ("2026-01", 1, False),
        ("2026-02", None, True),
    ]
    assert [one.teams for one in past.proposals] == [(FIRST, SECOND), (SECOND,), (FIRST,)]
    assert (past.proposals[1].steered, past.proposals[1].pinned, past.proposals[1].excluded) == (
        True, frozenset({ONE}), frozenset({TWO}),
    )  # fmt: skip
    (choice,) = choices(past.proposals)
    assert [option.team for option in choice.others] == [FIRST]


async def test_answers_evaluations_and_seats_are_read_with_them(database: Database) -> None:
    async with database.transaction() as session:
        await add_past(session, [proposal(3, FIRST, SECOND, chosen=2)], outcomes=True)

    past = await loaded(database)

    day = (MOMENT + timedelta(days=3)).date()
    assert past.known == Known(declined={ONE: (day,)}, evaluated={THREE: ((day, 4),)})
    assert dict(past.confirmed) == {THREE: 1}
    assert past.able == {ONE, TWO, THREE}


async def test_nothing_proposed_is_nothing_read(database: Database) -> None:
    async with database.transaction() as session:
        request = await add_request(session, code="2026-01")
        await add_proposal(session, request, teams=[])
        await add_proposal(session, request, teams=[], basis={"need": None})

    assert await loaded(database) == PastChoices()
