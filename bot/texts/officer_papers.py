"""What officers read of the papers an action owes: which have come, which are late, and what to press or write next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.texts.facts import RequestFacts
from bot.texts.letter import Block, Bullets, Choice, Choices, Letter
from bot.texts.rows import about_request, say_paragraph
from bot.texts.words import decision_word
from config.texts import date_text, list_text, say

STEPS = ("received", "checked", "edited")
_MOST_BUTTONS = 8


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper and the days of its steps, each None until it is done."""

    id: int
    number: int
    """Its place in the list, from 1: so officers name it."""
    title: str
    due: date | None
    steps: tuple[date | None, date | None, date | None]

    @property
    def next_step(self) -> int:
        """The place of the first step that is not done; 3 if all are."""
        return next((place for place, day in enumerate(self.steps) if day is None), len(STEPS))


def papers_listed(
    facts: RequestFacts,
    papers: Sequence[PaperFacts],
    *,
    today: date,
    language: str,
    first: Sequence[Block] = (),
) -> Letter:
    """Every paper with its days, and a button for what comes next; `first` is what was just noted."""
    if not papers:
        blocks: tuple[Block, ...] = (say_paragraph(language, "deliverables.none", code=facts.code),)
        return about_request(facts, "deliverables.subject", (*first, *blocks), language)
    open_papers = [one for one in papers if one.next_step < len(STEPS)]
    blocks = (
        *first,
        Bullets(tuple(_line(one, today, language) for one in papers)),
        _how(facts, (open_papers or papers)[0], today, language),
    )
    if open_papers:
        rows = tuple((_button(facts, one, language),) for one in open_papers[:_MOST_BUTTONS])
        blocks = (*blocks, Choices(rows))
    return about_request(facts, "deliverables.subject", blocks, language)


def step_noted(title: str, step: str, day: date, *, before: date | None, language: str) -> Block:
    """What was entered, and what stood there before."""
    key = "deliverables.noted" if before is None else "deliverables.corrected"
    return say_paragraph(
        language,
        key,
        title=title,
        step=step_word(step, language),
        day=date_text(day, language),
        before=date_text(before, language) if before else "",
    )


def step_refused(why: str, title: str, language: str) -> Block:
    """Why nothing was entered."""
    return say_paragraph(language, f"deliverables.refused.{why}", title=title)


def not_read(words: str, language: str) -> Block:
    """The words named no paper, no step, or a day that no calendar has."""
    return say_paragraph(language, "deliverables.unread", words=words)


def step_word(step: str, language: str) -> str:
    """The step in a sentence, and as officers may write it."""
    return say(language, f"deliverables.step.{step}")


def _line(paper: PaperFacts, today: date, language: str) -> str:
    days = [
        say(language, "deliverables.done", step=step_word(step, language), day=date_text(day, language))
        for step, day in zip(STEPS, paper.steps, strict=True)
        if day is not None
    ]
    if paper.steps[0] is None and paper.due is not None:
        key = "deliverables.late" if paper.due < today else "deliverables.due"
        days.append(say(language, key, day=date_text(paper.due, language)))
    told = list_text(days, language) if days else say(language, "deliverables.open")
    return say(language, "deliverables.line", number=paper.number, title=paper.title, days=told)


def _how(facts: RequestFacts, paper: PaperFacts, today: date, language: str) -> Block:
    step = step_word(STEPS[min(paper.next_step, len(STEPS) - 1)], language)
    words = f"{paper.number} {step} {date_text(today, language)}"
    return say_paragraph(
        language,
        "deliverables.how",
        chat=f"/deliverables {facts.code} {words}",
        mail=f"{decision_word('deliverables', language)} {words}",
    )


def _button(facts: RequestFacts, paper: PaperFacts, language: str) -> Choice:
    step = STEPS[paper.next_step]
    words = step_word(step, language)
    return Choice(
        say(language, "deliverables.button", number=paper.number, step=words),
        f"deliverables:{facts.id}:{paper.next_step + 1}:{paper.id}",
        f"{decision_word('deliverables', language)} {paper.number} {words}",
        say(language, "deliverables.button.hint", title=paper.title, step=words),
    )
