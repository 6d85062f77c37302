"""What officers can press or write: each decision with its button, its word for mails, and what it does."""

from dataclasses import replace

from bot.texts.facts import AskedFacts, RequestFacts
from bot.texts.letter import Choice, Choices
from bot.texts.words import decision_word
from config.texts import say


def decision_choice(decision: str, action: str, *, language: str) -> Choice:
    """One decision that needs nothing but its word."""
    return Choice(
        say(language, f"officer.choice.{decision}"),
        action,
        decision_word(decision, language),
        say(language, f"officer.choice.{decision}.hint"),
    )


def team_choice(letter: str, action: str, *, language: str) -> Choice:
    """Approves the team of that letter."""
    return Choice(
        say(language, "officer.choice.approve", letter=letter),
        action,
        f"{decision_word('approve', language)} {letter}",
        say(language, "officer.choice.approve.hint", letter=letter),
    )


def refusal_choice(action: str, *, language: str) -> Choice:
    """Rejects every proposed team; in a mail the word is the same as for a request."""
    return Choice(
        say(language, "officer.choice.none"),
        action,
        decision_word("reject", language),
        say(language, "officer.choice.none.hint"),
    )


def request_choices(facts: RequestFacts, *, language: str) -> Choices:
    """Eligible or not, ask the partner, or see everything."""
    about = facts.id
    return Choices(
        (
            (decision_choice("eligible", f"eligible:{about}", language=language),),
            (
                decision_choice("reject", f"reject:{about}", language=language),
                decision_choice("ask", f"ask:{about}", language=language),
            ),
            (decision_choice("details", f"card:{about}", language=language),),
        )
    )


def search_choices(facts: RequestFacts, *, language: str) -> Choices:
    """What remains when there is no team: ask the partner, search again, see everything."""
    about = facts.id
    return Choices(
        (
            (decision_choice("ask", f"ask:{about}", language=language),),
            (
                decision_choice("teams", f"teams:{about}", language=language),
                decision_choice("details", f"card:{about}", language=language),
            ),
        )
    )


def doubt_choices(inquiry_id: int, *, who: AskedFacts | None = None, language: str) -> Choices:
    """Settles an answer that was not clear: the expert takes part, or the next one is asked.

    Where several may be in doubt, `who` names the one that is meant.
    """
    choices = tuple(
        decision_choice(decision, f"{decision}:{inquiry_id}", language=language)
        for decision in ("take", "pass")
    )
    if who is not None:
        choices = tuple(
            replace(one, label=f"{one.label} - {who.name}", word=f"{one.word} {who.last_name}")
            for one in choices
        )
    return Choices((choices,))
