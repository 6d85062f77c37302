"""The one place where somebody's judgement of an action, or of an expert's work in it, is noted."""

from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.evaluations import Evaluation
from storage.journal import record


async def judge(
    session: AsyncSession,
    request_id: int,
    expert_id: int | None,
    *,
    evaluator: str,
    score: int,
    words: str,
    today: date,
    now: datetime,
) -> bool:
    """Note a score and its words; a later one of the same evaluator replaces it. False if it was noted so before."""
    of_whom = col(Evaluation.expert_id).is_(None) if expert_id is None else Evaluation.expert_id == expert_id
    query = select(Evaluation).where(
        Evaluation.request_id == request_id, Evaluation.evaluator == evaluator, of_whom
    )
    known = (await session.exec(query)).first()
    if known is not None and (known.score, known.words) == (score, words):
        return False
    one = known or Evaluation(
        request_id=request_id, expert_id=expert_id, evaluator=evaluator, score=score, evaluated_on=today
    )
    one.score, one.words, one.evaluated_on = score, words, today
    session.add(one)
    await session.flush()
    record(
        session, at=now, actor=evaluator, event="evaluation.given", subject=f"evaluation:{one.id}",
        request_id=request_id, facts={"score": score},
    )  # fmt: skip
    return True
