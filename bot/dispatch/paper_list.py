"""An officer looks at what an action owes on paper, and enters when a paper came, was checked and was edited."""

import re
from collections.abc import Sequence
from datetime import date

from bot.dispatch.commands import Command
from bot.dispatch.facts import request_facts
from bot.dispatch.late import actor_of
from bot.dispatch.post import Post
from bot.texts import officer_papers as letters
from bot.texts.letter import Block, Letter
from bot.texts.officer_papers import STEPS, PaperFacts
from config.folding import fold
from intake.date_spans import periods_in
from matching.papers import Step, StepNoted, note_step, papers_owed
from storage.deliverables import Deliverable
from storage.people import Officer
from storage.requests import Request

_SAID = re.compile(r"(?P<number>\d{1,3})[.):]?\s+(?P<step>[^\W\d_]+)(?:[\s,:]+(?P<day>.{1,60}))?")

Order = tuple[Deliverable, Step, date]
"""A paper, a step and its day."""


async def list_papers(post: Post, officer: Officer, request: Request, command: Command) -> Letter:
    """Note what the button or the words say, if anything; then all papers of the request as they stand."""
    papers = await papers_owed(post.session, request.id or 0)
    first = _noted(post, officer, papers, command)
    today = post.house.today(post.now)
    facts = [_facts(number, paper) for number, paper in enumerate(papers, start=1)]
    return letters.papers_listed(
        await request_facts(post.session, request), facts, today=today, language=officer.language, first=first
    )


def _noted(
    post: Post, officer: Officer, papers: Sequence[Deliverable], command: Command
) -> tuple[Block, ...]:
    """What came of the order; nothing if it only asked for the list."""
    today, words = post.house.today(post.now), command.words.strip()
    if command.other:
        order = _pressed(papers, command, today)
    elif words:
        order = _order(words, papers, today, officer.language)
    else:
        return ()
    if order is None:
        return (letters.not_read(words[:60], officer.language),)
    paper, step, day = order
    done = note_step(post.session, paper, step, day, actor=actor_of(officer), today=today, now=post.now)
    if isinstance(done, StepNoted):
        noted = letters.step_noted(paper.title, step, day, before=done.before, language=officer.language)
        return (noted,)
    return (letters.step_refused(done, paper.title, officer.language),)


def _pressed(papers: Sequence[Deliverable], command: Command, today: date) -> Order | None:
    """The paper of a button, its step, and today."""
    paper = next((one for one in papers if one.id == command.other), None)
    known = paper is not None and 1 <= command.rank <= len(STEPS)
    return (paper, Step(STEPS[command.rank - 1]), today) if paper and known else None


def _order(words: str, papers: Sequence[Deliverable], today: date, language: str) -> Order | None:
    """`2 checked 12 March`: the paper, the step and its day, today if none is said."""
    said = _SAID.fullmatch(words)
    step = _step(said["step"], language) if said else None
    if said is None or step is None:
        return None
    day = _day(said["day"], today, language) if said["day"] else today
    number = int(said["number"])
    return (papers[number - 1], step, day) if day is not None and 1 <= number <= len(papers) else None


def _step(word: str, language: str) -> Step | None:
    for step in Step:
        if fold(word) in {fold(letters.step_word(step, code)) for code in ("en", language)}:
            return step
    return None


def _day(words: str, today: date, language: str) -> date | None:
    """The one day that words name; without a year the last that was, for what is noted has happened."""
    spans = periods_in(words, today=today, language=language, near=True)
    if len(spans) != 1 or spans[0].period.days != 1:
        return None
    day = spans[0].period.start
    if day <= today or spans[0].year_said:
        return day
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return None


def _facts(number: int, paper: Deliverable) -> PaperFacts:
    return PaperFacts(
        paper.id or 0, number, paper.title, paper.due, (paper.received, paper.checked, paper.edited)
    )
