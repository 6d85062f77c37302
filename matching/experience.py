"""How seasoned a candidate is: missions abroad first, then years of work."""

from matching.need import Candidate, Part, Reason

MISSIONS_FOR_FULL_MARK = 8
YEARS_FOR_FULL_MARK = 25
SHARE_OF_MISSIONS = 0.6
"""Having advised abroad says more than years at a desk; both level off, so that nobody wins by age alone."""


def experience(candidate: Candidate) -> tuple[Part, Reason | None]:
    """The experience part; a flagged expert is a hard no."""
    missions = _capped(candidate.missions_abroad, MISSIONS_FOR_FULL_MARK)
    years = _capped(candidate.years, YEARS_FOR_FULL_MARK)
    part = Part(SHARE_OF_MISSIONS * missions + (1 - SHARE_OF_MISSIONS) * years, _words(candidate))
    return part, Reason("experience.flagged") if candidate.flagged else None


def _capped(count: int, full: int) -> float:
    return min(max(count, 0), full) / full


def _words(candidate: Candidate) -> Reason:
    """One year or one mission is a key of its own: catalogues hold sentences, not plural rules."""
    years, missions = candidate.years, candidate.missions_abroad
    key = {0: "none", 1: "one_mission"}.get(max(missions, 0), "missions")
    if years > 1:
        key = "years" if key == "none" else f"years_{key}"
    return Reason(f"experience.{key}", {"years": years, "missions": missions})
