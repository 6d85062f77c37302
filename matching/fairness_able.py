"""Who could be in a team at all, by what is asked for and nothing else."""

from collections.abc import Iterable, Sequence

from matching.experience import experience
from matching.kinds import AreasCovered, NoConflict
from matching.languages import language
from matching.need import Candidate, Need


def able(candidates: Iterable[Candidate], needs: Sequence[Need]) -> frozenset[str]:
    """Codes of those who could take a seat in one of these needs at least, whatever their calendar and load."""
    return frozenset(one.key for one in candidates if any(_serves(one, need) for need in needs))


def _serves(candidate: Candidate, need: Need) -> bool:
    noes = (
        experience(candidate)[1],
        language(candidate, need.languages)[1],
        NoConflict().bar(need, need.profiles[0], candidate) if need.profiles else None,
    )
    seats = (AreasCovered().bar(need, profile, candidate) is None for profile in need.profiles)
    return all(no is None for no in noes) and any(seats)
