"""What officers read about an expert's calendar that says something else than Muster does."""

from bot.texts.facts import RequestFacts
from bot.texts.letter import Letter
from bot.texts.rows import say_paragraph, subject
from config.periods import Period
from config.texts import period_text


def accepts_other_days(
    facts: RequestFacts, *, expert: str, days: Period, mission: Period, language: str
) -> Letter:
    """A member of the team has accepted other days in their calendar than those of the mission."""
    told = {"expert": expert, "days": period_text(days, language), "mission": period_text(mission, language)}
    blocks = (
        say_paragraph(language, "calendar.other_days", **told),
        say_paragraph(language, "calendar.other_days.next", **told),
    )
    return Letter(
        language, subject(language, facts.code, "calendar.other_days.subject", expert=expert), blocks
    )
