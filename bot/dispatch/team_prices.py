"""What the rules of a stored proposal cost, and what would nearly be a team, by the names of today."""

from collections.abc import Mapping, Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch.facts import expert_name
from bot.dispatch.steering import experts_by_code
from bot.texts.team_prices import NearlyTeam, RulePrice
from matching.need import Price, Search, Team
from matching.team_score import best_possible, share_of_best

Names = Mapping[str, str]


async def rule_prices(session: AsyncSession, found: Search, rules: object) -> tuple[RulePrice, ...]:
    """The prices beside the best team shown, the dearest first."""
    if not found.teams or not found.prices:
        return ()
    best = found.teams[0]
    codes = {key for price in found.prices for key in price.members} | set(_codes(best))
    names = await _names(session, sorted(codes))
    return tuple(_price(price, best, rules, names) for price in found.prices)


async def nearly_team(session: AsyncSession, found: Search, rules: object) -> NearlyTeam | None:
    """The best team but for one rule; None if there is none."""
    team = found.nearly
    broken = next((one.name for one in team.rules if one.hard and not one.met), "") if team else ""
    if team is None or not broken:
        return None
    names = await _names(session, _codes(team))
    return NearlyTeam(broken, share_of_best(team, rules), tuple(names[key] for key in _codes(team)))


def _price(price: Price, best: Team, rules: object, names: Names) -> RulePrice:
    whole = best_possible(best, rules) or 1.0
    costs = price.gain > 0
    return RulePrice(
        rule=price.rule,
        score=min(1.0, (best.score + price.gain) / whole),
        now=share_of_best(best, rules),
        joining=tuple(names[key] for key in price.members if costs and key not in _codes(best)),
        leaving=tuple(names[key] for key in _codes(best) if costs and key not in price.members),
    )


async def _names(session: AsyncSession, codes: Sequence[str]) -> Names:
    """Everybody's name; the code of somebody who has left the register."""
    people = await experts_by_code(session, codes)
    return {code: expert_name(people[code]) if code in people else code for code in codes}


def _codes(team: Team) -> tuple[str, ...]:
    return tuple(member.key for member in team.members)
