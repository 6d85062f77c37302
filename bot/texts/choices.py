"""What officers can press or write: each decision with its button, its word for mails, and what it does."""

from bot.texts.facts import RequestFacts
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


def doubt_choices(inquiry_id: int, *, language: str) -> Choices:
    """Settles an answer that was not clear: the expert takes part, or the next one is asked."""
    return Choices(
        (
            (
                decision_choice("take", f"take:{inquiry_id}", language=language),
                decision_choice("pass", f"pass:{inquiry_id}", language=language),
            ),
        )
    )
