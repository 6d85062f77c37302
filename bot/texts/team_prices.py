"""What each rule costs, and what would nearly be a team: one short line each."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts.letter import Block, Bullets, Heading, Paragraph
from bot.texts.reasons import rule_name
from bot.texts.rows import fine_percent
from config.texts import list_text, say

MOST_PRICES = 3


@dataclass(frozen=True, slots=True)
class RulePrice:
    """The best team without one rule, beside the best with all of them; scores as teams are shown."""

    rule: str
    score: float
    now: float
    joining: tuple[str, ...]
    leaving: tuple[str, ...]
    """Names; empty if the rule costs nothing."""


@dataclass(frozen=True, slots=True)
class NearlyTeam:
    """The best that would be a team if one rule could be broken."""

    rule: str
    score: float
    members: tuple[str, ...]


def price_blocks(prices: Sequence[RulePrice], language: str) -> tuple[Block, ...]:
    """The dearest rules; nothing for teams whose rules were not priced."""
    if not prices:
        return ()
    lines = tuple(_line(price, language) for price in prices if price.joining)[:MOST_PRICES]
    heading = Heading(say(language, "teams.price.heading"))
    return (heading, Bullets(lines)) if lines else (heading, Paragraph(say(language, "teams.price.none")))


def nearly_text(nearly: NearlyTeam, language: str) -> str:
    """Who would go but for one rule."""
    return say(
        language,
        "teams.nearly",
        members=list_text(nearly.members, language),
        score=fine_percent(nearly.score, language),
        rule=rule_name(nearly.rule, language),
    )


def _line(price: RulePrice, language: str) -> str:
    return say(
        language,
        "teams.price.line",
        rule=rule_name(price.rule, language),
        score=fine_percent(price.score, language),
        now=fine_percent(price.now, language),
        joining=list_text(price.joining, language),
        leaving=list_text(price.leaving, language),
    )
