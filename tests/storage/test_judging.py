from datetime import date, datetime

from sqlmodel import select

from storage.database import Database
from storage.evaluations import Evaluation
from storage.judging import judge
from tests.factories import add_expert, add_request

DAY = date(2026, 3, 21)


async def test_a_later_judgement_of_the_same_evaluator_replaces_the_first(
    sqlite_database: Database, now: datetime
) -> None:
    async with sqlite_database.transaction() as session:
        await add_request(session, code="2026-04")
        await add_expert(session)
        new = [
            await judge(
                session, 1, expert, evaluator=who, score=score, words=words, today=DAY, now=now
            )
            for expert, who, score, words in (
                (1, "officer:1", 4, ""),
                (1, "officer:1", 4, ""),
                (1, "officer:1", 5, "Very good"),
                (1, "officer:2", 3, ""),
                (None, "contact:1", 5, "Useful"),
                (None, "contact:1", 5, "Useful"),
            )
        ]  # fmt: skip
        found = (await session.exec(select(Evaluation))).all()

    assert new == [True, False, True, True, True, False]
    assert sorted((one.expert_id or 0, one.evaluator, one.score, one.words) for one in found) == [
        (0, "contact:1", 5, "Useful"),
        (1, "officer:1", 5, "Very good"),
        (1, "officer:2", 3, ""),
    ]
