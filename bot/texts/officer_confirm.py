"""The question before a decision by button: what would happen, who would hear of it, yes or back."""

from dataclasses import dataclass, replace
from datetime import date

from bot.texts.facts import LETTERS, RequestFacts
from bot.texts.letter import Block, Choice, Choices, Letter, Quote
from bot.texts.officer_teams import cost_words
from bot.texts.rows import (
    about_request,
    facts_of,
    one_each,
    say_paragraph,
    shortened,
    status_word,
    subject,
)
from config.periods import Period
from config.texts import date_text, list_text, period_text, say


@dataclass(frozen=True, slots=True)
class Details:
    """What a decision is about beside its request; only what it needs is filled."""

    reason: str = ""
    names: tuple[str, ...] = ()
    period: Period | None = None
    cost_eur: int | None = None
    fees: int = 0
    until: date | None = None
    code: str = ""
    title: str = ""


def are_you_sure(
    facts: RequestFacts,
    *,
    decision: str,
    target: int,
    rank: int = 0,
    other: int = 0,
    details: Details,
    language: str,
) -> Letter:
    """Asks once more: `decision` is the order's verb, `target` and `rank` what its button names."""
    question = say(
        language,
        f"desk.sure.{decision}",
        code=facts.code,
        title=shortened(facts.title),
        letter=LETTERS[rank - 1] if rank else "",
        names=list_text(details.names, language),
        date=date_text(details.until, language) if details.until else "",
        into=details.code,
        other_title=shortened(details.title),
    )
    blocks: list[Block] = [say_paragraph(language, "desk.sure.question", question=question)]
    blocks.append(
        facts_of(
            language,
            (
                ("common_dates", period_text(details.period, language) if details.period else ""),
                ("cost", cost_words(details.cost_eur, details.fees, language)),
            ),
        )
    )
    if details.reason:
        blocks.append(Quote(details.reason))
    blocks.append(say_paragraph(language, f"desk.sure.{decision}.then"))
    yes = f"yes:{decision}:{target}" + "".join(f":{part}" for part in (rank or other,) if part)
    back = f"team:{target}:{rank}" if decision == "approve" else f"card:{facts.id}"
    blocks.append(
        one_each(
            (
                Choice(say(language, "desk.sure.yes"), yes),
                Choice(say(language, "desk.sure.back"), back),
            )
        )
    )
    return Letter(
        language,
        subject(language, facts.code, "desk.sure.subject"),
        tuple(block for block in blocks if block != facts_of(language, ())),
        topic=f"request:{facts.id}",
    )


def numbered(letter: Letter, question: str) -> Letter:
    """The question with its number on the buttons that answer it; any other letter as it is."""
    if not question:
        return letter
    blocks = (_with_number(one, question) if isinstance(one, Choices) else one for one in letter.blocks)
    return replace(letter, blocks=tuple(blocks))


def _with_number(choices: Choices, question: str) -> Choices:
    rows = (
        tuple(
            replace(one, action=f"{one.action}#{question}") if one.action.startswith(_ANSWERS) else one
            for one in row
        )
        for row in choices.rows
    )
    return Choices(tuple(rows))


_ANSWERS = ("yes:", "sure:", "keep:")


def question_spent(facts: RequestFacts, choices: Choices, *, language: str) -> Letter:
    """A Yes whose question has been answered, or was put to somebody else: nothing is done twice."""
    blocks = (
        say_paragraph(language, "asked.spent"),
        facts_of(language, (("title", facts.title), ("status", status_word(language, facts.status)))),
        choices,
    )
    return about_request(facts, "asked.spent.subject", blocks, language)
