"""Small courses of work for tests: one request on its way, and the questions put for it."""

from datetime import UTC, date, datetime, timedelta

from reporting.course import Course, PastInquiry, Skills, Standing, Step
from reporting.history import History, PastMission, Rendered
from storage.states import InquiryStatus, MissionStatus, RequestStatus
from storage.turns import Turn
from tests.reporting.past import expert, request

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def inquiry(
    code: str = "EX-0001",
    status: InquiryStatus = InquiryStatus.ASKED,
    asked: float = 10,
    answered: float | None = None,
) -> PastInquiry:
    answered_at = None if answered is None else ago(answered)
    return PastInquiry("2026-01", code, status, ago(asked), ago(asked - 7), ago(asked - 3), answered_at)


def mission(number: int = 1, action: str = "2026-01", **values: object) -> PastMission:
    planned = PastMission(
        number,
        action,
        MissionStatus.CONFIRMED,
        date(2026, 3, 23),
        date(2026, 4, 3),
        estimated_cents=1_000_000,
    )
    return PastMission(**{name: getattr(planned, name) for name in planned.__slots__} | values)


def on_its_way() -> History:
    """Two requests: one with a mission ahead and questions out, one that waits for its partner."""
    return History(
        NOW,
        (
            request("2026-01", "TG", RequestStatus.APPROVED),
            request("2026-02", "VN", RequestStatus.CHECKING),
        ),
        (
            expert(),
            expert("EX-0002", "PT", gender="man", occupation="private"),
            expert("EX-0003", "SN", "Africa", "partner"),
        ),
        (Rendered("2026-01", "EX-0001", 20, 1), Rendered("2026-01", "EX-0002", 20, 1)),
        (mission(),),
        course=Course(
            standings={
                "2026-01": Standing(Turn.NOBODY, ago(20)),
                "2026-02": Standing(Turn.PARTNER, ago(5.5)),
            },
            steps={
                "2026-01": {
                    Step.RECEIVED: ago(40),
                    Step.ACKNOWLEDGED: ago(39.5),
                    Step.ELIGIBLE: ago(36.5),
                    Step.PROPOSED: ago(36),
                    Step.APPROVED: ago(30),
                    Step.CONFIRMED: ago(20),
                },
                "2026-02": {Step.RECEIVED: ago(6)},
            },
            inquiries=(
                inquiry(status=InquiryStatus.ACCEPTED, answered=8),
                inquiry("EX-0002", InquiryStatus.DOUBTFUL, answered=2),
                inquiry("EX-0003"),
            ),
            teams={1: ("EX-0001", "EX-0002")},
            skills=Skills(
                areas={"EX-0001": ("social_pensions",), "EX-0003": ("social_pensions",)},
                languages={"EX-0001": ("fr", "en"), "EX-0003": ("fr",)},
                calendars=frozenset({"EX-0003"}),
            ),
        ),
    )
