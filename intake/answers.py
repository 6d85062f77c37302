"""What an expert's reply means: yes, no, some dates, conditions, or unclear. Never a yes that was not said."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from config.periods import Period, common, merged, without
from intake.answer_clauses import Sentence, sentences_of
from intake.answer_intents import agrees_in_principle, hides_refusal, is_unsure, names_employer
from intake.answer_parts import asks_to_shift, names_part
from intake.answer_second_thoughts import takes_back_no, takes_back_yes
from intake.answer_told import Told, told_by
from intake.answer_words import Sign
from intake.date_contrasts import rest_of
from intake.date_intervals import Interval, Mode, laid_over
from intake.date_sayings import statements_of
from intake.recurring_days import names_habit

MAX_QUOTE = 300


class Verdict(StrEnum):
    """What to do with the reply."""

    YES = "yes"
    NO = "no"
    SOME_DATES = "some_dates"
    """Some days of those asked about."""
    OTHER_DATES = "other_dates"
    """Only days that were not asked about."""
    WHICH_DATES = "which_dates"
    """Days are named, and somebody has to be asked which of them are offered."""
    REMOTE_ONLY = "remote_only"
    CONDITIONS = "conditions"
    EMPLOYER = "employer"
    """Somebody's employer has to agree."""
    MAYBE = "maybe"
    QUESTION = "question"
    """A question back and nothing else."""
    NEVER_AGAIN = "never_again"
    """'Please remove me from your list.'"""
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply understood; `because` quotes the words that decided."""

    verdict: Verdict
    free: tuple[Period, ...] = ()
    """Days offered inside the window; after a no or a doubt also days outside it."""
    busy: tuple[Period, ...] = ()
    condition: str = ""
    because: str = ""


def read_answer(text: str, *, window: Period, today: date, language: str = "") -> Answer:
    """The answer a reply gives to 'are you available in this window?'; when in doubt, unclear."""
    sentences = sentences_of(text, window=window, today=today, language=language)
    told = told_by(sentences, today=today, window=window)
    answer = _verdict(told, window)
    if answer.verdict is Verdict.YES and hides_refusal(text):
        answer = replace(answer, verdict=Verdict.UNCLEAR)
    if answer.verdict in {Verdict.YES, Verdict.NO} and _has_unread_days(sentences):
        answer = replace(answer, verdict=Verdict.UNCLEAR)
    if (answer.verdict is Verdict.YES and takes_back_yes(text)) or (
        answer.verdict is Verdict.NO and takes_back_no(text)
    ):
        answer = replace(answer, verdict=Verdict.UNCLEAR)
    if answer.verdict is Verdict.NO and asks_to_shift(text):
        answer = replace(answer, verdict=Verdict.OTHER_DATES)
    if answer.verdict is Verdict.YES and _has_unread_habit(sentences):
        answer = replace(answer, verdict=Verdict.WHICH_DATES, free=())
    if _is_about_part(told, answer, text):
        answer = replace(answer, verdict=Verdict.WHICH_DATES)
    return Answer(
        answer.verdict,
        answer.free,
        answer.busy,
        answer.condition[:MAX_QUOTE],
        (answer.because or text)[:MAX_QUOTE].strip(),
    )


# '3/16': as many read the 16th of March as nothing at all; 24/7 is no day.
_NUMERIC_DAY = re.compile(r"(?<![\d/.])(?!24/7)(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])(?![\d/])")


def _has_unread_days(sentences: Sequence[Sentence]) -> bool:
    """Whether something is left that looks like a day: no yes or no is certain beside it."""
    return any(_NUMERIC_DAY.search(clause.words) for sentence in sentences for clause in sentence.clauses)


def _has_unread_habit(sentences: Sequence[Sentence]) -> bool:
    """Whether days that come again are spoken of and not understood: 'Yes, but on Fridays I go home'."""
    return any(
        names_habit(clause.words)
        for sentence in sentences
        for clause in sentence.clauses
        if not clause.spans and not sentence.asked
    )


def _verdict(told: Told, window: Period) -> Answer:
    offered, taken = laid_over(statements_of(told.sayings))
    free, busy = _closed(offered, window), _closed(taken, window)
    return _beside_yes_and_no(told, free, busy) or _refined(
        told, _plain_verdict(told, window, free, busy), window, free
    )


def _closed(intervals: Iterable[Interval], window: Period) -> tuple[Period, ...]:
    """The days, to the ends of the window where they are open."""
    return merged(_between(one.start, one.end, window) for one in intervals)


def _between(start: date | None, end: date | None, window: Period) -> Period:
    first = start or min(window.start, end or window.start)
    return Period(first, end or max(window.end, first))


def _beside_yes_and_no(told: Told, free: tuple[Period, ...], busy: tuple[Period, ...]) -> Answer | None:
    """To be left alone, to hear more, to work from a distance; None if nothing of this was said."""
    if told.never:
        mixed = told.yes or told.condition
        return Answer(Verdict.UNCLEAR if mixed else Verdict.NEVER_AGAIN, free, busy, because=told.never)
    said = told.yes or told.no or told.occupied or told.condition or told.limit or free or busy
    if told.asked and not said and told.doubt in {"", told.asked}:
        return Answer(Verdict.QUESTION, because=told.asked)
    willing = told.yes or told.limit or free
    if told.modes == {Mode.REMOTE} and willing and not (told.condition or told.doubt):
        return Answer(Verdict.REMOTE_ONLY, free, busy, told.limit, told.limit or told.yes)
    return None


def _refined(told: Told, answer: Answer, window: Period, free: tuple[Period, ...]) -> Answer:
    """What kind of doubt a doubtful answer is, and whether other days were offered."""
    if answer.verdict in {Verdict.CONDITIONS, Verdict.UNCLEAR}:
        words = next((words for words in (answer.condition, told.doubt) if names_employer(words)), "")
        if words:
            return replace(answer, verdict=Verdict.EMPLOYER, condition=words)
    if answer.verdict is Verdict.UNCLEAR and told.doubt and is_unsure(told.doubt):
        return replace(answer, verdict=Verdict.MAYBE)
    elsewhere = free and not any(period.overlap(window) for period in free)
    if elsewhere and not told.doubt and answer.verdict in {Verdict.NO, Verdict.UNCLEAR}:
        return replace(answer, verdict=Verdict.OTHER_DATES, free=free)
    limited = answer.verdict is Verdict.CONDITIONS and told.loose and not told.condition
    if (limited or answer.verdict is Verdict.UNCLEAR) and _names_days(told, answer, window):
        return replace(answer, verdict=Verdict.WHICH_DATES)
    return answer


def _is_about_part(told: Told, answer: Answer, text: str) -> bool:
    """Whether what is left open is which of the days: 'I can do the tail end of your window'."""
    if told.condition or told.no or told.occupied or told.never:
        return False
    limited = answer.verdict is Verdict.CONDITIONS and names_part(answer.condition)
    return (limited or answer.verdict is Verdict.UNCLEAR) and names_part(text)


def _names_days(told: Told, answer: Answer, window: Period) -> bool:
    """Whether a doubtful reply is about days: some that cannot be, or only those that somebody is away."""
    if told.condition or told.no or told.occupied:
        return False
    doubtful = any(one.stance is Sign.YES and (one.span.doubt or one.span.reversed) for one in told.sayings)
    left = _less((window,), answer.busy)
    away = left not in {(), (window,)} and not told.doubt
    return doubtful or told.loose or away


def _plain_verdict(told: Told, window: Period, free: tuple[Period, ...], busy: tuple[Period, ...]) -> Answer:
    inside = _less(common(free, (window,)), busy)
    if told.afar and told.no:
        return Answer(Verdict.REMOTE_ONLY, free, busy, told.afar, told.afar)
    if told.no and not inside:
        # Nobody who said yes as well is taken at the no, unless the no came as the turn of the sentence.
        mixed = told.condition or told.otherwise or (told.yes and not told.turned_down)
        return Answer(Verdict.UNCLEAR if mixed else Verdict.NO, free, busy, told.condition, told.no)
    if told.doubt and not (told.condition and not _is_undecided(told) and _is_willing(told, free)):
        return Answer(Verdict.UNCLEAR, free, busy, told.condition, told.doubt)
    if told.condition or told.limit:
        return _limited(told, free, busy)
    if told.occupied:
        verdict = Verdict.UNCLEAR if told.yes or told.otherwise or free else Verdict.NO
        return Answer(verdict, free, busy, because=told.occupied)
    return _dated(told, window, free, busy)


def _is_undecided(told: Told) -> bool:
    """Whether a doubt is more than the 'in principle' of a yes under a condition."""
    # 'It depends on the ticket: if you buy it I accept' is a condition.
    doubt = _DEPENDS.sub(" ", told.doubt) if told.condition else told.doubt
    return is_unsure(doubt) and not agrees_in_principle(doubt)


_DEPENDS = re.compile(r"(?<!\w)(?:depends?|dépend\w*|depende\w*|hängt|dipende)(?!\w)", re.IGNORECASE)


def _is_willing(told: Told, free: Sequence[Period]) -> bool:
    return bool(told.yes or free) or _WILLING.search(told.condition) is not None


# 'I would accept if ...': no yes, but more than a doubt.
_WILLING = re.compile(
    r"(?:(?<!\w)(?:would|will)|'d|'ll) (?:\w+ly )?(?:accept|come|go|join|do(?! not)|take|travel|be (?:there|happy|glad|pleased|willing|in))(?!\w)|(?<!\w)(?:count me in|i'm in|go(?= ?$)|j'en (?:suis|serai)|je (?:viens|prends|pars)|avec (?:grand )?plaisir|voy|vamos|ir[eé]|(?:con )?(?:todo |mucho )?gusto|topo|vou|bora|com (?:todo o )?(?:gosto|prazer)|gern\w?|mache|komme|ci sto|vengo|volentieri|accepte\w{0,5}|partante?|volontiers|viendrais|acept\w{1,5}|ir[ií]a|vendr[ií]a|aceit\w{0,5}|alinh\w{1,3}|iria|viria|akzeptier\w{1,3}|käme|accett\w{1,5}|verrei|yes|oui|sí|sim|ja|sì)(?!\w)",
    re.IGNORECASE,
)


def _limited(told: Told, free: tuple[Period, ...], busy: tuple[Period, ...]) -> Answer:
    words = told.condition or told.limit
    verdict = Verdict.CONDITIONS if _is_willing(told, free) else Verdict.UNCLEAR
    return Answer(verdict, free, busy, words, told.yes or words)


def _dated(told: Told, window: Period, free: tuple[Period, ...], busy: tuple[Period, ...]) -> Answer:
    excepted = any(one.excepted and one.stance is Sign.NO for one in told.sayings)
    excepted = excepted and all(one.stance for one in told.sayings)
    offered = free or (rest_of(told.sayings, window) if told.yes or excepted else ())
    left = _less(common(offered, (window,)), busy)
    if not left:
        taken = not _less((window,), busy) and not free and not told.yes
        return Answer(Verdict.NO if taken else Verdict.UNCLEAR, free, busy, because=told.yes)
    if left != (window,):
        return Answer(Verdict.SOME_DATES, left, busy, because=told.yes)
    said = told.yes and not told.no
    return Answer(Verdict.YES if said else Verdict.UNCLEAR, left, busy, because=told.yes or told.no)


def _less(periods: Iterable[Period], removed: Iterable[Period]) -> tuple[Period, ...]:
    left = tuple(periods)
    for period in removed:
        left = without(left, period)
    return left
