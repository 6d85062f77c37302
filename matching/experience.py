"""How seasoned a candidate is: missions abroad first, then years of work, and how those who worked with them judged it."""

from matching.need import Candidate, Part, Reason

MISSIONS_FOR_FULL_MARK = 8
YEARS_FOR_FULL_MARK = 25
SHARE_OF_MISSIONS = 0.6
"""Having advised abroad says more than years at a desk; both level off, so that nobody wins by age alone."""
SHARE_OF_RATINGS = 0.4
"""What many evaluations weigh in this part,"""
HALF_BELIEVED = 2
"""and of how many it is half of that: one unhappy colleague does not decide."""
_LOWEST, _BEST = 1, 5


def experience(candidate: Candidate) -> tuple[Part, Reason | None]:
    """The experience part; a flagged expert is a hard no. Whom nobody has evaluated gains and loses nothing."""
    missions = _capped(candidate.missions_abroad, MISSIONS_FOR_FULL_MARK)
    years = _capped(candidate.years, YEARS_FOR_FULL_MARK)
    seasoned = SHARE_OF_MISSIONS * missions + (1 - SHARE_OF_MISSIONS) * years
    part = Part(_with_ratings(seasoned, candidate), _words(candidate))
    return part, Reason("experience.flagged") if candidate.flagged else None


def _with_ratings(seasoned: float, candidate: Candidate) -> float:
    if candidate.ratings <= 0:
        return seasoned
    weight = SHARE_OF_RATINGS * candidate.ratings / (candidate.ratings + HALF_BELIEVED)
    rated = (min(max(candidate.rating, _LOWEST), _BEST) - _LOWEST) / (_BEST - _LOWEST)
    return (1 - weight) * seasoned + weight * rated


def _capped(count: int, full: int) -> float:
    return min(max(count, 0), full) / full


def _words(candidate: Candidate) -> Reason:
    """One year or one mission is a key of its own: catalogues hold sentences, not plural rules."""
    years, missions = candidate.years, candidate.missions_abroad
    key = {0: "none", 1: "one_mission"}.get(max(missions, 0), "missions")
    if years > 1:
        key = "years" if key == "none" else f"years_{key}"
    values: dict[str, str | int | float] = {"years": years, "missions": missions}
    if candidate.ratings <= 0:
        return Reason(f"experience.{key}", values)
    values |= {"rating": round(candidate.rating, 1), "ratings": candidate.ratings}
    return Reason(f"experience.{key}_rated", values)
