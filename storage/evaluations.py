"""The table of evaluations: what somebody thinks of an action, or of an expert's work in it."""

from datetime import date

from sqlmodel import Field, SQLModel

LOWEST = 1
BEST = 5


class Evaluation(SQLModel, table=True):
    """One evaluator's judgement; of the action as a whole where no expert is named."""

    __tablename__ = "evaluations"

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="requests.id", index=True)
    expert_id: int | None = Field(default=None, foreign_key="experts.id", index=True)
    evaluator: str = Field(description="officer:2, contact:3, or a name from a register")
    score: int = Field(description="1 to 5, 5 is best")
    words: str = ""
    flagged: bool = Field(default=False, description="not to be sent again; needs a reason")
    flag_reason: str = ""
    evaluated_on: date
