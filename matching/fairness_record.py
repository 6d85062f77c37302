"""How often past choices fell on each group of experts, for a need whose wishes ask for it."""

from collections import Counter
from dataclasses import replace

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from config.rules import Rules
from matching.fairness_cost import PRICED
from matching.need import Need, Represented
from storage.missions import Inquiry
from storage.people import Expert


async def with_record(session: AsyncSession, need: Need, rules: Rules) -> Need:
    """The need with the counts that the facility's wishes look at; most have no such wish, and nothing is read."""
    attributes = sorted({str(wish.params["attribute"]) for wish in rules.wishes if wish.kind == PRICED})
    if not attributes:
        return need
    return replace(need, record=tuple([group for one in attributes for group in await _groups(session, one)]))


async def _groups(session: AsyncSession, attribute: str) -> tuple[Represented, ...]:
    """Everybody registered, and everybody asked to take a seat, each time they were."""
    own = col(getattr(Expert, "nationality" if attribute == "country" else attribute))
    registered = Counter(dict((await session.exec(select(own, func.count()).group_by(own))).all()))
    asked = select(own, func.count()).join(Inquiry, col(Inquiry.expert_id) == col(Expert.id)).group_by(own)
    chosen = Counter(dict((await session.exec(asked)).all()))
    return tuple(
        Represented(attribute, value, registered[value], chosen[value]) for value in sorted(registered)
    )
