"""A proposal with one team, as its picture shows it."""

from datetime import date

from reporting.proposal_picture import Days, MemberPicture, ProposalPicture, TeamPicture
from tests.matching.people import MARCH, march

ANA = MemberPicture(
    "EX-0001",
    "Ana Costa",
    "PT",
    0.88,
    (0.41, 0.2, 0.2, 0.07),
    Days((march(3, 20),), (march(11, 12),)),
)
LUC = MemberPicture("EX-0144", "Luc Janssens", "BE", 0.76, (0.45, 0.17, 0.1, 0.04), Days(None))
GONE = MemberPicture("EX-0300", "", "", 0.61, (0.3, 0.1, 0.2, 0.01), Days(None))
TEAM = TeamPicture("A", 0.823, (0.36, 0.16, 0.13, 0.05, 0.12), (ANA, LUC), march(13, 20))


def picture(language: str) -> ProposalPicture:
    """The picture, with two holidays."""
    holidays = (date(2026, 3, 9), date(2026, 3, 20))
    return ProposalPicture(language, "2026-03", "Pension reform", "TG", MARCH, 7, (TEAM,), holidays)
