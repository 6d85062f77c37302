"""The wish for somebody of a group that past choices passed over: a rule kind that knows counts, not people."""

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override

from matching.conditions import Condition, Tally
from matching.kinds import Kind, Trait
from matching.need import Candidate, Need, Reason, Represented
from matching.pool import Pool


@dataclass(frozen=True, slots=True)
class UnderRepresented(Kind):
    """At least one member of one of these groups."""

    attribute: str
    groups: tuple[Represented, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """What the attribute is in these groups."""
        return tuple(one.value for one in self.groups)

    @override
    def trait(self, need: Need, candidate: Candidate) -> Trait:
        return getattr(candidate, self.attribute) in self.values

    @override
    def possible(self, need: Need, traits: Sequence[Trait], missing: int = 0) -> bool:
        return any(traits) or (missing > 0 and bool(self.groups))

    @override
    def conditions(self, need: Need, pool: Pool) -> tuple[Condition, ...]:
        return (Tally(1, pool.text(self.attribute).among(self.values)),)

    @override
    def words(self, need: Need, traits: Sequence[Trait]) -> Reason:
        if not self.groups:
            return Reason("rule.under_represented.none")
        return Reason("rule.under_represented", {"count": sum(map(bool, traits))})
