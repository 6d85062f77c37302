"""Every letter about plans, with facts in no language; `every_letter` has them too."""

from collections.abc import Iterator

from bot.texts.letter import Letter
from bot.texts.officer_planning import (
    Lost,
    PlanFacts,
    PlannedRow,
    PlannedTeam,
    planning_begun,
    planning_letter,
)

BEST = PlannedTeam(("EX-0001", "EX-0002"), ("Zfirst", "Zsecond"), 0.853, 1.0)
LESS = PlannedTeam(("EX-0001", "EX-0003"), ("Zfirst", "Zthird"), 0.81, 0.95)
OTHER = PlannedTeam(("EX-0003", "EX-0002"), ("Zthird", "Zsecond"), 0.83, 0.97)
SERVED = PlannedRow(2, "2026-02", "Ztitle", "TG", BEST, BEST, BEST)
CUT = PlannedRow(1, "2026-01", "Ztitle", "TG", LESS, BEST, OTHER, (Lost("EX-0002", "Zsecond", "2026-02"),))
WITHOUT = PlannedRow(3, "2026-04", "Ztitle", "TG", None, BEST, LESS, (Lost("EX-0001", "Zfirst", "2026-01"),))
NOBODY = PlannedRow(4, "2026-05", "Ztitle", "TG", None, None, None)
PLAN = PlanFacts((SERVED, CUT), (), 2.5, 2.5, 0.0, 0.95, 2.5, 0.95)
HARD = PlanFacts((CUT, SERVED, WITHOUT, NOBODY), (("2026-06", "Ztitle"),), 2.5, 2.51, 0.0004, 0.0, 2.45, 0.6)
EASY = PlanFacts((SERVED,), (("2026-06", "Ztitle"), ("2026-07", "Ztitle")), 1.7, 1.7)


def planning_letters(language: str) -> Iterator[Letter]:
    for count in (0, 1, 3):
        yield planning_begun(count, language=language)
    for facts in (PLAN, HARD, EASY, PlanFacts(()), PlanFacts((SERVED,) * 27)):
        yield planning_letter(facts, language=language)
    yield planning_letter(PLAN, language=language, weekly=True)
