"""What an expert's reply means: yes, no, some dates, conditions, or unclear. Never a yes that was not said."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import islice

from config.periods import Period, common, merged, without
from intake.answer_clauses import Clause, Sentence, sentences_of
from intake.answer_intents import (
    awaits_employer,
    hides_refusal,
    is_unsure,
    names_employer,
    wants_to_be_left_alone,
)
from intake.answer_words import Sign, is_harmless
from intake.date_intervals import Interval, Mode, laid_over
from intake.date_sayings import Saying, is_unread, mode_of, sayings_in, stance_of, statements_of
from intake.date_stances import AGAINST, FOR, Place, is_of_other_days, is_of_the_rest, places_of
from intake.mode_words import mode_in

MAX_QUOTE = 300
_MOST_SAYINGS = 100


class Verdict(StrEnum):
    """What to do with the reply."""

    YES = "yes"
    NO = "no"
    SOME_DATES = "some_dates"
    """Some days of those asked about."""
    OTHER_DATES = "other_dates"
    """Only days that were not asked about."""
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


@dataclass(slots=True)
class _Told:
    """What the sentences read so far add up to."""

    sayings: list[Saying] = field(default_factory=list)
    yes: str = ""
    no: str = ""
    occupied: str = ""
    """A reason to be away without its days."""
    turned_down: bool = False
    """The refusal came last, after 'but' or with regret."""
    condition: str = ""
    limit: str = ""
    """A limit that names no days."""
    doubt: str = ""
    never: str = ""
    """Asks not to be written to again."""
    asked: str = ""
    """A question back."""
    otherwise: bool = False
    """Other days are spoken of and not refused."""
    afar: str = ""
    """Speaks of working from a distance and does not refuse it."""
    modes: set[Mode] = field(default_factory=set)


def read_answer(text: str, *, window: Period, today: date, language: str = "") -> Answer:
    """The answer a reply gives to 'are you available in this window?'; when in doubt, unclear."""
    sentences = sentences_of(text, window=window, today=today, language=language)
    stating = [one for one in sentences if not wants_to_be_left_alone(one.text)]
    told = _Told(list(islice(sayings_in(stating, today), _MOST_SAYINGS)))
    for sentence in sentences:
        _read_sentence(told, sentence, window)
    answer = _verdict(told, window)
    if answer.verdict is Verdict.YES and hides_refusal(text):
        answer = replace(answer, verdict=Verdict.UNCLEAR)
    return Answer(
        answer.verdict,
        answer.free,
        answer.busy,
        answer.condition[:MAX_QUOTE],
        (answer.because or text)[:MAX_QUOTE].strip(),
    )


def _verdict(told: _Told, window: Period) -> Answer:
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


def _beside_yes_and_no(told: _Told, free: tuple[Period, ...], busy: tuple[Period, ...]) -> Answer | None:
    """To be left alone, to hear more, to work from a distance; None if nothing of this was said."""
    if told.never:
        mixed = told.yes or free or told.condition
        return Answer(Verdict.UNCLEAR if mixed else Verdict.NEVER_AGAIN, free, busy, because=told.never)
    said = told.yes or told.no or told.occupied or told.condition or told.limit or free or busy
    if told.asked and not said and told.doubt in {"", told.asked}:
        return Answer(Verdict.QUESTION, because=told.asked)
    willing = told.yes or told.limit or free
    if told.modes == {Mode.REMOTE} and willing and not (told.condition or told.doubt):
        return Answer(Verdict.REMOTE_ONLY, free, busy, told.limit, told.limit or told.yes)
    return None


def _refined(told: _Told, answer: Answer, window: Period, free: tuple[Period, ...]) -> Answer:
    """What kind of doubt a doubtful answer is, and whether other days were offered."""
    if answer.verdict in {Verdict.CONDITIONS, Verdict.UNCLEAR}:
        words = answer.condition or told.doubt
        if words and names_employer(words):
            return replace(answer, verdict=Verdict.EMPLOYER, condition=words)
    if answer.verdict is Verdict.UNCLEAR and told.doubt and is_unsure(told.doubt):
        return replace(answer, verdict=Verdict.MAYBE)
    elsewhere = free and not any(period.overlap(window) for period in free)
    if elsewhere and not told.doubt and answer.verdict in {Verdict.NO, Verdict.UNCLEAR}:
        return replace(answer, verdict=Verdict.OTHER_DATES, free=free)
    return answer


def _plain_verdict(told: _Told, window: Period, free: tuple[Period, ...], busy: tuple[Period, ...]) -> Answer:
    inside = _less(common(free, (window,)), busy)
    if told.afar and told.no:
        return Answer(Verdict.REMOTE_ONLY, free, busy, told.afar, told.afar)
    if told.no and not inside:
        # Nobody who said yes as well is taken at the no, unless the no came as the turn of the sentence.
        mixed = told.condition or told.otherwise or (told.yes and not told.turned_down)
        return Answer(Verdict.UNCLEAR if mixed else Verdict.NO, free, busy, told.condition, told.no)
    if told.doubt and not (told.condition and not is_unsure(told.doubt) and _is_willing(told, free)):
        return Answer(Verdict.UNCLEAR, free, busy, told.condition, told.doubt)
    if told.condition or told.limit:
        return _limited(told, free, busy)
    if told.occupied:
        verdict = Verdict.UNCLEAR if told.yes or told.otherwise or free else Verdict.NO
        return Answer(verdict, free, busy, because=told.occupied)
    return _dated(told, window, free, busy)


def _is_willing(told: _Told, free: Sequence[Period]) -> bool:
    return bool(told.yes or free) or _WILLING.search(told.condition) is not None


# 'I would accept if ...': no yes, but more than a doubt.
_WILLING = re.compile(
    r"(?<!\w)(?:(?:would|'d|will|'ll) (?:\w+ly )?(?:accept|come|go|join|do it)|accepte\w{0,5}|partante?|volontiers|viendrais|acept\w{1,5}|ir[ií]a|vendr[ií]a|aceit\w{0,5}|alinh\w{1,3}|iria|viria|akzeptier\w{1,3}|käme|accett\w{1,5}|verrei|yes|oui|sí|sim|ja|sì)(?!\w)",
    re.IGNORECASE,
)


def _limited(told: _Told, free: tuple[Period, ...], busy: tuple[Period, ...]) -> Answer:
    words = told.condition or told.limit
    verdict = Verdict.CONDITIONS if _is_willing(told, free) else Verdict.UNCLEAR
    return Answer(verdict, free, busy, words, told.yes or words)


def _dated(told: _Told, window: Period, free: tuple[Period, ...], busy: tuple[Period, ...]) -> Answer:
    excepted = any(one.excepted and one.stance is Sign.NO for one in told.sayings)
    excepted = excepted and all(one.stance for one in told.sayings)
    offered = free or ((window,) if told.yes or excepted else ())
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


def _read_sentence(told: _Told, sentence: Sentence, window: Period) -> None:
    if wants_to_be_left_alone(sentence.text):
        told.never = told.never or sentence.text
        return
    if sentence.asked:
        told.asked = told.asked or ("" if _is_echo(sentence) else sentence.text)
        # 'Would 20-25 April do as well?' leaves the answer open; 'What is the fee?' does not.
        if any(_troubles(clause) for clause in sentence.clauses):
            told.doubt = told.doubt or sentence.text
        return
    every = Sign.NONE
    for place in places_of(sentence):
        every = place.every
        _read_clause(told, place, window)
    if awaits_employer(sentence.text):
        told.doubt = told.doubt or sentence.text
    _weigh_bare_yes(told, sentence, every)
    _weigh_loose_ends(told, sentence, every)


def _troubles(clause: Clause) -> bool:
    """Whether a clause of a question may take a yes back: 'No, ok?'."""
    short_no = Sign.NEGATION in clause.signs and len(clause.words.split()) <= 3
    return bool(clause.spans) or short_no or bool(clause.signs & (Sign.ALARM | Sign.NO | Sign.BUSY))


def _is_echo(sentence: Sentence) -> bool:
    """'Yes?' asks nothing that an officer could answer."""
    return any(
        clause.signs & (FOR | Sign.NO) and len(clause.words.split()) <= 2 for clause in sentence.clauses
    )


def _read_clause(told: _Told, place: Place, window: Period) -> None:
    """Adds what one clause says."""
    clause, signs, text = place.clause, place.clause.signs, place.sentence.text
    told.otherwise = told.otherwise or _leaves_days(place)
    told.modes |= {mode_of(clause.words)} - {Mode.UNSAID}
    if mode_in(clause.words) is Mode.REMOTE and not signs & AGAINST:
        told.afar = told.afar or text
    if any(span.doubt or span.reversed for span in clause.spans):
        told.doubt = told.doubt or text
    if Sign.CONDITION in signs:
        told.condition = told.condition or text
        told.yes = told.yes or (text if signs & FOR else "")
    elif Sign.HEDGE in signs:
        told.doubt = told.doubt or text
    elif clause.spans:
        _read_dates(told, place, window)
    elif place.number and signs == Sign.ONLY and len(clause.words.split()) == 1 and told.sayings:
        return  # 'from 3 to 14 March only'
    elif _is_said_in_days(told, place):
        return
    elif signs & (Sign.EXCEPT | Sign.ONLY) or (Sign.VAGUE in signs and place.every & _ABOUT_AVAILABILITY):
        told.limit = told.limit or text
        told.yes = told.yes or (text if Sign.YES in signs and not signs & AGAINST else "")
    else:
        _read_dateless(told, place)


def _leaves_days(place: Place) -> bool:
    """Whether a clause may offer other days in words that are not understood: '15-26 June wld work', 'the rest is ok'."""
    clause = place.clause
    if clause.signs & AGAINST:
        return False
    return is_of_the_rest(clause.words) or bool(clause.spans and is_unread(place) and not stance_of(place))


def _is_said_in_days(told: _Told, place: Place) -> bool:
    """Whether a limit in words is one in days as well: 'only the first week: 5-9 October', '...; before that I have exams'."""
    beyond = is_of_other_days(place.clause.words) and any(one.implied for one in told.sayings)
    following = place.sentence.clauses[place.number + 1 : place.number + 2]
    spelt_out = Sign.ONLY in place.clause.signs and following and following[0].spans
    return beyond or bool(spelt_out and not following[0].signs & (AGAINST | Sign.EXCEPT))


def _read_dateless(told: _Told, place: Place) -> None:
    """Adds what a clause without days or limits says."""
    clause, signs, text = place.clause, place.clause.signs, place.sentence.text
    if signs & (Sign.NO | Sign.BUSY):
        _note_absence(told, place)
    elif Sign.NEGATION in signs:
        told.doubt = told.doubt or text
    elif Sign.YES in signs:
        _note_yes(told, text, signs)
    elif clause.contrary and not signs:
        told.limit = told.limit or text


_ABOUT_AVAILABILITY = AGAINST | FOR | Sign.ONLY | Sign.EXCEPT


def _note_yes(told: _Told, text: str, signs: Sign) -> None:
    # 'I could come', 'I am glad you wrote': kind words, no promise.
    if signs & (Sign.COULD | Sign.NOTED):
        told.doubt = told.doubt or text
    else:
        told.yes = told.yes or text


def _note_absence(told: _Told, place: Place) -> None:
    clause, text = place.clause, place.sentence.text
    if Sign.NO in clause.signs or Sign.REGRET in place.every:
        told.no = told.no or text
        told.turned_down = told.turned_down or clause.contrary or Sign.REGRET in place.every
    else:
        told.occupied = told.occupied or text


def _read_dates(told: _Told, place: Place, window: Period) -> None:
    clause, text = place.clause, place.sentence.text
    periods = [span.period for span in clause.spans]
    meaning = stance_of(place)
    told.limit = told.limit or (text if Sign.VAGUE in clause.signs and meaning else "")
    if meaning is Sign.NO:
        if clause.listing and told.no == text:
            # As in "I am not available on these days: 16 and 17 March".
            told.no = ""
    elif meaning is Sign.YES:
        if place.every & (FOR | Sign.ONLY) and any(period.overlap(window) for period in periods):
            told.yes = told.yes or text
    elif clause.contrary or is_unread(place) or any(_cuts(period, window) for period in periods):
        told.doubt = told.doubt or text


def _cuts(period: Period, window: Period) -> bool:
    """Whether days were named that part the window; the whole window named again only repeats the question."""
    return period.overlap(window) is not None and not period.contains(window)


def _weigh_bare_yes(told: _Told, sentence: Sentence, every: Sign) -> None:
    if not every & (Sign.BARE_YES | Sign.WEAK_YES) or Sign.YES in every:
        return
    # A condition or a 'but' beside it is quoted to the officer; any other word must be known to be harmless.
    beside = (c for c in sentence.clauses if not c.signs & ~_PLAIN and (c.signs or not c.contrary))
    noted = Sign.NOTED in every or (Sign.BARE_YES not in every and Sign.THANKS in every)
    if noted or not all(is_harmless(clause.words) for clause in beside):
        told.doubt = told.doubt or sentence.text
    else:
        told.yes = told.yes or sentence.text


_PLAIN = Sign.BARE_YES | Sign.WEAK_YES | Sign.THANKS


def _weigh_loose_ends(told: _Told, sentence: Sentence, every: Sign) -> None:
    """Beside a yes: numbers nobody read, regret without its reason, a sentence left open. An officer must look."""
    if Sign.ALARM in every and not every & (Sign.NO | Sign.BUSY):
        # Even in a sentence of its own: 'Yes. Please cancel it.'
        told.doubt = told.doubt or sentence.text
    dated = any(clause.spans for clause in sentence.clauses)
    if not every & FOR and not dated:
        return
    unread = any(_UNREAD_NUMBER.search(clause.words) for clause in sentence.clauses)
    regret = Sign.REGRET in every and not every & AGAINST and not dated
    if unread or regret or sentence.text.rstrip().endswith(("...", "…")):
        told.doubt = told.doubt or sentence.text


# A small number that is no amount, share or count of days may be a date in a shape nobody foresaw.
_UNREAD_NUMBER = re.compile(
    r"(?<![\w€$£.,])(?<!eur )\d{1,2}(?:st|nd|rd|th|er|º|\.)?(?!\w)(?![.,]?\d)(?! ?(?:%|€|eur|usd|days?|jours?|d[ií]as?|dias|tage|giorni"
    r"|hours?|h(?!\w)|years?|ans|años|anos|jahre|anni|experts?|weeks?|semaines?|semanas?|wochen|settimane|people|persons?))"
)
