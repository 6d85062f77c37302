from datetime import date, datetime

import pytest
from sqlmodel import col, select

from matching.papers import Step, StepNoted, StepRefused, note_step, papers_owed
from storage.database import Database
from storage.deliverables import Deliverable
from storage.journal import JournalEntry
from tests.factories import add_request, added

TODAY = date(2026, 4, 20)


Days = tuple[date | None, date | None]
"""When a paper was received and when it was checked."""


def paper(*, received: date | None = None, checked: date | None = None) -> Days:
    return received, checked


async def noted(
    database: Database, given: Days, step: Step, day: date, now: datetime
) -> StepNoted | StepRefused:
    received, checked = given
    async with database.transaction() as session:
        request = await add_request(session, code="2026-04")
        stored = await added(
            session,
            Deliverable(
                request_id=request.id or 0, kind="exmr", title="ExMR", received=received, checked=checked
            ),
        )
        return note_step(session, stored, step, day, actor="officer:1", today=TODAY, now=now)


@pytest.mark.parametrize(
    ("given", "step", "day", "before"),
    [
        (paper(), Step.RECEIVED, date(2026, 4, 1), None),
        (paper(received=date(2026, 4, 1)), Step.RECEIVED, date(2026, 4, 2), date(2026, 4, 1)),
        (paper(received=date(2026, 4, 1)), Step.CHECKED, date(2026, 4, 1), None),
        (paper(received=date(2026, 4, 1)), Step.EDITED, TODAY, None),
    ],
)
async def test_a_step_gets_its_day_and_a_line_in_the_journal(
    given: Days, step: Step, day: date, before: date | None, database: Database, now: datetime
) -> None:
    done = await noted(database, given, step, day, now)

    assert done == StepNoted(before)
    async with database.snapshot() as session:
        (kept,) = await papers_owed(session, 1)
        entry = (await session.exec(select(JournalEntry).order_by(col(JournalEntry.id).desc()))).first()
    assert getattr(kept, step) == day
    assert entry is not None
    assert (entry.event, entry.actor) == (f"deliverable.{step}", "officer:1")


@pytest.mark.parametrize(
    ("given", "step", "day", "why"),
    [
        (paper(), Step.CHECKED, date(2026, 4, 1), StepRefused.NOT_RECEIVED),
        (paper(received=date(2026, 4, 5)), Step.EDITED, date(2026, 4, 4), StepRefused.BEFORE_IT_CAME),
        (
            paper(received=date(2026, 4, 5), checked=date(2026, 4, 6)),
            Step.RECEIVED,
            date(2026, 4, 7),
            StepRefused.BEFORE_IT_CAME,
        ),
        (paper(), Step.RECEIVED, date(2026, 4, 21), StepRefused.FUTURE),
    ],
)
async def test_a_day_that_cannot_be_is_refused_and_changes_nothing(
    given: Days, step: Step, day: date, why: StepRefused, database: Database, now: datetime
) -> None:
    done = await noted(database, given, step, day, now)

    assert done is why
    async with database.snapshot() as session:
        (kept,) = await papers_owed(session, 1)
    assert (kept.received, kept.checked, kept.edited) == (*given, None)
