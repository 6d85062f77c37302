"""What officers can press or write: each decision with its button, its word for mails, and what it does."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.texts.facts import LETTERS, AskedFacts, RequestFacts
from bot.texts.letter import Choice, Choices
from bot.texts.words import decision_word
from config.texts import say
from storage.states import RequestStatus


def decision_choice(decision: str, action: str, *, language: str) -> Choice:
    """One decision that needs nothing but its word."""
    return Choice(
        say(language, f"officer.choice.{decision}"),
        action,
        decision_word(decision, language),
        say(language, f"officer.choice.{decision}.hint"),
    )


def all_documents(facts: RequestFacts, *, language: str) -> Choice:
    """Sends the documents of the request along."""
    return decision_choice("documents", f"files:{facts.id}", language=language)


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
    """Eligible or not, ask the partner, let it wait, or see everything."""
    return _rows(facts, language, ("eligible",), ("reject", "ask"), ("hold", "card"))


def search_choices(facts: RequestFacts, *, language: str) -> Choices:
    """What remains when there is no team: ask the partner, search again, let it wait, see everything."""
    return _rows(facts, language, ("ask", "teams"), ("hold", "card"))


def choices_now(
    facts: RequestFacts,
    *,
    proposal_id: int = 0,
    ranks: Iterable[int] = (),
    vacant: bool = False,
    language: str,
) -> Choices:
    """What fits a request as it stands: teams of an open proposal by rank, and a vacant seat, change it."""
    teams = tuple(
        team_choice(LETTERS[rank - 1], f"approve:{proposal_id}:{rank}", language=language) for rank in ranks
    )
    orders = _orders_now(facts, vacant=vacant)
    if not teams:
        return _rows(facts, language, *orders)
    refusal = (refusal_choice(f"none:{proposal_id}", language=language),)
    return Choices((teams, refusal, *_rows(facts, language, *_without("reject", orders)).rows))


def _orders_now(facts: RequestFacts, *, vacant: bool) -> tuple[tuple[str, ...], ...]:
    match facts.status:
        case RequestStatus.RECEIVED | RequestStatus.CHECKING:
            return (("eligible",), ("reject", "ask"), ("hold", "card"))
        case RequestStatus.ELIGIBLE:
            return (("teams", "ask"), ("hold", "reject"), ("card",))
        case RequestStatus.FORMULATED if vacant:
            return (("teams", "ask"), ("cancel", "card"))
        case RequestStatus.FORMULATED | RequestStatus.APPROVED:
            return (("cancel", "ask"), ("card",))
        case RequestStatus.ON_HOLD:
            return (("resume", "reject"), ("hold", "ask"), ("card",))
        case _:
            return (("card",),)


_MERGEABLE = frozenset(
    {RequestStatus.RECEIVED, RequestStatus.CHECKING, RequestStatus.ELIGIBLE, RequestStatus.ON_HOLD}
)


def card_choices(
    facts: RequestFacts,
    *,
    vacant: bool = False,
    teams_shown: bool = False,
    mine: bool = False,
    language: str,
) -> Choices:
    """What fits a request whose card lies before the officer; under teams, to reject means to reject these."""
    orders = _without("card", _orders_now(facts, vacant=vacant))
    if any(orders):
        care = () if mine else ("assign",)
        orders = (*orders, (*care, "merge") if facts.status in _MERGEABLE else care)
    return _rows(facts, language, *(_without("reject", orders) if teams_shown else orders))


def _without(order: str, rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one for one in row if one != order) for row in rows)


def hold_choices(facts: RequestFacts, *, language: str) -> Choices:
    """A request on hold can go on at once, or wait until another day."""
    return _rows(facts, language, ("resume", "hold"))


def call_off_choice(facts: RequestFacts, *, language: str) -> Choices:
    """Calls the mission off, which opens the way for other orders."""
    return _rows(facts, language, ("cancel", "card"))


def sure_choices(facts: RequestFacts, *, language: str) -> Choices:
    """Yes or no; only a chat asks, so there is no word for mails."""
    return Choices(
        tuple(
            (Choice(say(language, f"officer.choice.{answer}"), f"{answer}:{facts.id}"),)
            for answer in ("sure", "keep")
        )
    )


def _rows(facts: RequestFacts, language: str, *rows: tuple[str, ...]) -> Choices:
    """Orders about the request itself, side by side."""
    return Choices(tuple(tuple(_order(order, facts, language) for order in row) for row in rows if row))


def _order(order: str, facts: RequestFacts, language: str) -> Choice:
    decision = "details" if order == "card" else order
    return decision_choice(decision, f"{order}:{facts.id}", language=language)


def doubt_choices(
    *in_doubt: AskedFacts, decisions: Sequence[str] = ("take", "pass"), language: str
) -> Choices:
    """Settles answers that were not clear: the expert takes part, or the next one is asked.

    The word for mails names the expert, because other answers may wait as well.
    """
    return Choices(
        tuple(tuple(_about_expert(order, who, language) for order in decisions) for who in in_doubt)
    )


def _about_expert(decision: str, who: AskedFacts, language: str) -> Choice:
    choice = decision_choice(decision, f"{decision}:{who.inquiry_id}", language=language)
    return replace(choice, label=f"{choice.label} - {who.name}", word=f"{choice.word} {who.last_name}")
