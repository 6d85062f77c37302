"""How an officer steers the search for teams: who must go, who must not, how many to see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.folding import fold
from storage.missions import Proposal
from storage.people import Expert
from storage.queries import expert_by_code, experts

TEAMS_SHOWN = 3
MOST_TEAMS = 9
KEPT = "steered"
"""Where a proposal keeps how it was steered."""


@dataclass(frozen=True, slots=True)
class Steering:
    """Experts are named by their codes."""

    pinned: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    wanted: int = TEAMS_SHOWN
    officer_id: int = 0
    """Who steers: the result is theirs to read; 0 when nobody does."""

    @classmethod
    def of(cls, stored: object) -> Self:
        """As it was kept in a job or a proposal; nothing kept is no steering."""
        kept = stored if isinstance(stored, Mapping) else {}
        return cls(
            frozenset(map(str, kept.get("pinned", ()))),
            frozenset(map(str, kept.get("excluded", ()))),
            int(kept.get("wanted", TEAMS_SHOWN)),
            int(kept.get("officer", 0)),
        )

    @classmethod
    def of_proposal(cls, proposal: Proposal) -> Self:
        """How the teams of a proposal were steered."""
        return cls.of(proposal.basis.get(KEPT))

    def as_json(self) -> dict[str, object]:
        """To be kept."""
        return {
            "pinned": sorted(self.pinned),
            "excluded": sorted(self.excluded),
            "wanted": self.wanted,
            "officer": self.officer_id,
        }

    def pin(self, *keys: str) -> "Steering":
        """These must go; whoever was excluded may go again."""
        return replace(self, pinned=self.pinned | set(keys), excluded=self.excluded - set(keys))

    def exclude(self, key: str) -> "Steering":
        """This one must not go."""
        return replace(self, pinned=self.pinned - {key}, excluded=self.excluded | {key})

    def swap(self, out: str, others: Iterable[str], into: str = "") -> "Steering":
        """Somebody else instead of one member, the others staying: each team found is an alternate."""
        kept = replace(self, pinned=frozenset(others)).exclude(out)
        return kept.pin(into) if into else kept

    def more(self) -> "Steering":
        """As before, and further teams."""
        return replace(self, wanted=min(self.wanted + TEAMS_SHOWN, MOST_TEAMS))

    @property
    def steers(self) -> bool:
        """Whether an officer asked for these teams."""
        return bool(self.officer_id)


async def people_named(session: AsyncSession, words: str) -> tuple[Expert, ...]:
    """The experts whose code, family name or full name is written; several where a name is not one person's."""
    said = fold(words)
    codes = [word.upper() for word in words.replace(",", " ").split() if word.upper().startswith("EX-")]
    if codes:
        found = [await expert_by_code(session, code) for code in dict.fromkeys(codes)]
        return tuple({expert.code: expert for expert in found if expert is not None}.values())
    if not said:
        return ()
    everybody = await experts(session)
    named = [one for one in everybody if _contains(said, fold(f"{one.first_name} {one.last_name}"))]
    return tuple(named or [one for one in everybody if _contains(said, fold(one.last_name))])


async def experts_by_code(session: AsyncSession, codes: Sequence[str]) -> dict[str, Expert]:
    """The experts of these codes who are still registered."""
    found = await session.exec(select(Expert).where(col(Expert.code).in_(codes)))
    return {expert.code: expert for expert in found.all()}


def _contains(said: str, name: str) -> bool:
    return bool(name) and f" {name} " in f" {said} "
