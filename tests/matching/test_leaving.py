from datetime import timedelta

from matching.inquiries import apply_availability
from matching.leaving import opt_out, wait_for_officer, welcome_back
from matching.proposals import load_candidates
from storage.database import Database
from storage.missions import Inquiry
from storage.people import Expert
from tests.factories import MOMENT
from tests.matching.planned import NO, ONE, TERMS, plan

LATE = MOMENT + timedelta(days=6)


async def test_question_of_an_expert_leaves_time_for_the_officer(database: Database) -> None:
    await plan(database)

    async with database.transaction() as session:
        waiting = await wait_for_officer(session, 1, terms=TERMS, now=LATE)
        inquiry = await session.get_one(Inquiry, 1)

    assert (waiting, inquiry.status) == (True, "asked")
    assert inquiry.reply_by == LATE + TERMS.remind_after


async def test_question_about_a_closed_inquiry_changes_nothing(database: Database) -> None:
    await plan(database)
    async with database.transaction() as session:
        await apply_availability(session, 1, NO, terms=TERMS, now=MOMENT)

    async with database.transaction() as session:
        before = (await session.get_one(Inquiry, 1)).reply_by
        waiting = await wait_for_officer(session, 1, terms=TERMS, now=LATE)
        after = (await session.get_one(Inquiry, 1)).reply_by

    assert (waiting, after) == (False, before)


async def test_whoever_opts_out_is_no_candidate_any_more(database: Database) -> None:
    await plan(database)

    async with database.transaction() as session:
        still_open = await opt_out(session, 1, now=MOMENT)
        again = await opt_out(session, 1, now=MOMENT)

    async with database.transaction() as session:
        assert (await session.get_one(Expert, 1)).opted_out
        assert ONE not in {one.key for one in await load_candidates(session, year=2026)}
        assert ONE in {one.key for one in await load_candidates(session, year=2026, unreachable_too=True)}
    assert still_open == again == (1,)


async def test_whoever_is_welcomed_back_is_a_candidate_again(database: Database) -> None:
    await plan(database)
    async with database.transaction() as session:
        await opt_out(session, 1, now=MOMENT)
        code = (await session.get_one(Expert, 1)).code

    async with database.transaction() as session:
        done = await welcome_back(session, f" {code.lower()} ", actor="operator", because="", now=LATE)
        again = await welcome_back(session, code, actor="operator", because="", now=LATE)
        nobody = await welcome_back(session, "EX-9999", actor="operator", because="", now=LATE)

        assert ONE in {one.key for one in await load_candidates(session, year=2026)}
    assert done is not None
    assert again is not None
    assert (done.was_gone, again.was_gone, nobody) == (True, False, None)
