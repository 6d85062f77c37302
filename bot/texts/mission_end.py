"""What officers read when a mission is over: which days were rendered, and how the experts worked."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts.choices import decision_choice
from bot.texts.facts import RequestFacts
from bot.texts.letter import Block, Bullets, Choice, Choices, Letter, Quote
from bot.texts.rows import about_request, one_row, say_paragraph, shortened, status_word
from bot.texts.words import decision_word
from config.expert_days import ExpertDays
from config.periods import Period
from config.texts import days_text, list_text, period_text, say
from storage.states import RequestStatus

BEST = 5
_SCORES = range(1, BEST + 1)
_EXAMPLE = "1.5+5+2"
_LONGEST_NAME = 14


@dataclass(frozen=True, slots=True)
class DaysOf:
    """The days of one expert."""

    id: int
    code: str
    name: str
    days: ExpertDays


@dataclass(frozen=True, slots=True)
class EndFacts:
    """A mission that is over, as officers are told."""

    code: str
    """2014-01/M1."""
    period: Period
    team: tuple[DaysOf, ...]

    @property
    def example(self) -> str:
        """Somebody of the team, to show how days are written."""
        return self.team[0].code if self.team else "EX-0001"


def ask_days(facts: RequestFacts, end: EndFacts, *, language: str) -> Letter:
    """Asks whether the days planned are the days rendered."""
    period = period_text(end.period, language)
    blocks = (
        say_paragraph(language, "closing.ask.over", mission=end.code, title=facts.title, period=period),
        _lines(end, language),
        say_paragraph(language, "closing.ask.parts"),
        _choices(facts, end, language),
    )
    return about_request(facts, "closing.ask.subject", blocks, language)


def give_days(
    facts: RequestFacts,
    end: EndFacts,
    *,
    unread: Sequence[str] = (),
    strangers: Sequence[str] = (),
    language: str,
) -> Letter:
    """Asks for the days in words; what could not be read, and whom nobody knows, is repeated."""
    blocks: list[Block] = []
    for key, words in (("unread", unread), ("strangers", strangers)):
        if words:
            blocks += (say_paragraph(language, f"closing.give.{key}"), Quote("\n".join(words)))
    example = f"{end.example} {_EXAMPLE}"
    blocks += (
        say_paragraph(language, "closing.give.how", mission=end.code, example=example),
        say_paragraph(language, "closing.give.rest"),
        _lines(end, language),
        _choices(facts, end, language),
    )
    return about_request(facts, "closing.give.subject", blocks, language)


def days_noted(
    facts: RequestFacts, end: EndFacts, *, again: bool = False, by: str = "", language: str
) -> Letter:
    """The mission is completed; whoever likes may say how the experts worked."""
    total = days_text(sum(one.days.total for one in end.team), language)
    blocks: list[Block] = [
        say_paragraph(
            language, f"closing.noted.{'by' if by else 'you'}", mission=end.code, days=total, by=by
        ),
        _lines(end, language),
    ]
    if again:
        blocks.append(say_paragraph(language, "closing.noted.again"))
    if went := [one for one in end.team if one.days.total]:
        word = decision_word("rate", language)
        blocks.append(say_paragraph(language, "closing.rate.ask", word=word, example=went[0].code))
        blocks.append(Choices(tuple(row for one in went for row in _scores(facts, one))))
    if facts.status == RequestStatus.APPROVED:
        blocks.append(say_paragraph(language, "closing.complete.ask"))
        blocks.append(one_row(decision_choice("complete", f"complete:{facts.id}", language=language)))
    return about_request(facts, "closing.noted.subject", blocks, language)


def expert_rated(facts: RequestFacts, *, expert: str, score: int, words: str, language: str) -> Letter:
    """How an expert worked is noted."""
    blocks: list[Block] = [say_paragraph(language, "closing.rated", expert=expert, score=score, best=BEST)]
    if words:
        blocks.append(Quote(words))
    return about_request(facts, "closing.rated.subject", blocks, language)


def how_to_rate(facts: RequestFacts, end: EndFacts, *, language: str) -> Letter:
    """Asks whose work is meant, and for the points."""
    blocks = (
        say_paragraph(language, "closing.rate.how", best=BEST, example=f"{end.example} 4"),
        _lines(end, language),
    )
    return about_request(facts, "closing.rate.how.subject", blocks, language)


def no_mission_over(facts: RequestFacts, *, language: str) -> Letter:
    """There are no days to tell of."""
    blocks = (say_paragraph(language, "closing.not_over", code=facts.code),)
    return about_request(facts, "closing.not_over.subject", blocks, language)


def not_to_complete(facts: RequestFacts, *, missions: Sequence[str], language: str) -> Letter:
    """Why an action is not completed now: missions that are open, or it is none that goes on."""
    key = "closing.complete.open" if missions else "closing.complete.not_ongoing"
    blocks = (
        say_paragraph(
            language,
            key,
            code=facts.code,
            missions=list_text(list(missions), language),
            status=status_word(language, facts.status),
        ),
    )
    return about_request(facts, "closing.complete.subject", blocks, language)


def planned_words(language: str) -> tuple[str, ...]:
    """Words for: everybody rendered the days that were planned."""
    return tuple(word.strip() for word in say(language, "closing.planned.words").split("|"))


def _lines(end: EndFacts, language: str) -> Bullets:
    return Bullets(
        tuple(
            say(
                language, "closing.line", code=one.code, name=one.name, days=str(one.days).replace("+", " + ")
            )
            for one in end.team
        )
    )


def _choices(facts: RequestFacts, end: EndFacts, language: str) -> Choices:
    word = decision_word("days", language)
    planned = planned_words(language)[0]
    return one_row(
        Choice(
            say(language, "closing.choice.planned"),
            f"days:{facts.id}:1",
            f"{word} {planned.upper()}",
            say(language, "closing.choice.planned.hint"),
        ),
        Choice(
            say(language, "closing.choice.other"),
            f"days:{facts.id}",
            f"{word} {end.example} {_EXAMPLE}",
            say(language, "closing.choice.other.hint"),
        ),
    )


def _scores(facts: RequestFacts, one: DaysOf) -> tuple[tuple[Choice, ...], ...]:
    """The points, the first of them with the name."""
    name = shortened(one.name.split()[-1] if one.name else one.code, _LONGEST_NAME)
    return (
        tuple(
            Choice(f"{name}: {score}" if score == 1 else str(score), f"rate:{facts.id}:{score}:{one.id}")
            for score in _SCORES
        ),
    )
