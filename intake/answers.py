"""What an expert's reply means: yes, no, some dates, conditions, or unclear. Never a yes that was not said."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from config.periods import Period, common, merged, without
from intake.answer_clauses import Clause, Sentence, sentences_of
from intake.answer_words import Sign, is_harmless

MAX_QUOTE = 300


class Verdict(StrEnum):
    """What to do with the reply."""

    YES = "yes"
    NO = "no"
    SOME_DATES = "some_dates"
    CONDITIONS = "conditions"
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

    free: list[Period] = field(default_factory=list)
    busy: list[Period] = field(default_factory=list)
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
    chosen: bool = False
    """Days were offered in words that exclude the others."""


def read_answer(text: str, *, window: Period, today: date, language: str = "") -> Answer:
    """The answer a reply gives to 'are you available in this window?'; when in doubt, unclear."""
    told = _Told()
    for sentence in sentences_of(text, window=window, today=today, language=language):
        _read_sentence(told, sentence, window)
    answer = _verdict(told, window)
    return Answer(
        answer.verdict,
        answer.free,
        answer.busy,
        answer.condition[:MAX_QUOTE],
        (answer.because or text)[:MAX_QUOTE].strip(),
    )


def _verdict(told: _Told, window: Period) -> Answer:
    free, busy = merged(told.free), merged(told.busy)
    inside = _less(common(free, (window,)), busy)
    if told.no and not (told.chosen and inside):
        # Nobody who said yes as well is taken at the no, unless the no came as the turn of the sentence.
        mixed = told.condition or (told.yes and not told.turned_down)
        return Answer(Verdict.UNCLEAR if mixed else Verdict.NO, free, busy, told.condition, told.no)
    if told.doubt:
        return Answer(Verdict.UNCLEAR, free, busy, told.condition, told.doubt)
    if told.condition or told.limit:
        return _limited(told, free, busy)
    if told.occupied:
        verdict = Verdict.UNCLEAR if told.yes or free else Verdict.NO
        return Answer(verdict, free, busy, because=told.occupied)
    return _dated(told, window, free, busy)


def _limited(told: _Told, free: tuple[Period, ...], busy: tuple[Period, ...]) -> Answer:
    words = told.condition or told.limit
    verdict = Verdict.CONDITIONS if told.yes or free else Verdict.UNCLEAR
    return Answer(verdict, free, busy, words, told.yes or words)


def _dated(told: _Told, window: Period, free: tuple[Period, ...], busy: tuple[Period, ...]) -> Answer:
    offered = free or ((window,) if told.yes or told.chosen else ())
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
    if sentence.asked:
        # 'Would 20-25 April do as well?' leaves the answer open; 'What is the fee?' does not.
        if any(clause.spans or Sign.ALARM in clause.signs for clause in sentence.clauses):
            told.doubt = told.doubt or sentence.text
        return
    every = Sign.NONE
    for clause in sentence.clauses:
        every |= clause.signs
    stands = Sign.NONE
    for number, clause in enumerate(sentence.clauses):
        stands = _read_clause(_Place(told, sentence, number, stands, every), clause, window)
    _weigh_bare_yes(told, sentence, every)
    _weigh_loose_ends(told, sentence, every)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a clause stands."""

    told: _Told
    sentence: Sentence
    number: int
    stands: Sign
    """What dates stand for if their own clause does not say: YES, NO or NONE."""
    every: Sign
    """The signs of the whole sentence."""

    @property
    def text(self) -> str:
        return self.sentence.text


def _read_clause(place: _Place, clause: Clause, window: Period) -> Sign:
    """Adds what one clause says; the result is what dates after it stand for."""
    told, signs, text = place.told, clause.signs, place.text
    if Sign.CONDITION in signs:
        told.condition = told.condition or text
        told.yes = told.yes or (text if signs & (Sign.YES | Sign.BARE_YES | Sign.WEAK_YES) else "")
    elif Sign.HEDGE in signs:
        told.doubt = told.doubt or text
    elif clause.spans:
        return _read_dates(place, clause, window)
    elif signs & (Sign.EXCEPT | Sign.ONLY) or (Sign.VAGUE in signs and place.every & _ABOUT_AVAILABILITY):
        told.limit = told.limit or text
        told.yes = told.yes or (text if Sign.YES in signs and not signs & _AGAINST else "")
    elif signs & (Sign.NO | Sign.BUSY):
        return _note_absence(place, clause)
    elif Sign.NEGATION in signs:
        told.doubt = told.doubt or text
    elif Sign.YES in signs:
        return _note_yes(place, signs)
    elif clause.contrary and not signs:
        told.limit = told.limit or text
    return Sign.YES if signs & (Sign.BARE_YES | Sign.WEAK_YES) else place.stands


_AGAINST = Sign.NO | Sign.BUSY | Sign.NEGATION
_FOR = Sign.YES | Sign.BARE_YES | Sign.WEAK_YES
_ABOUT_AVAILABILITY = _AGAINST | _FOR | Sign.ONLY | Sign.EXCEPT


def _note_yes(place: _Place, signs: Sign) -> Sign:
    # 'I could come', 'I am glad you wrote': kind words, no promise.
    if signs & (Sign.COULD | Sign.NOTED):
        place.told.doubt = place.told.doubt or place.text
        return place.stands
    place.told.yes = place.told.yes or place.text
    return Sign.YES


def _note_absence(place: _Place, clause: Clause) -> Sign:
    told, text = place.told, place.text
    if Sign.NO in clause.signs or Sign.REGRET in place.every:
        told.no = told.no or text
        told.turned_down = told.turned_down or clause.contrary or Sign.REGRET in place.every
    else:
        told.occupied = told.occupied or text
    return Sign.NO


def _read_dates(place: _Place, clause: Clause, window: Period) -> Sign:
    told, text = place.told, place.text
    periods = [span.period for span in clause.spans]
    meaning = _meaning_of_dates(place, clause)
    told.limit = told.limit or (text if Sign.VAGUE in clause.signs and meaning else "")
    if meaning is Sign.NO:
        told.busy += periods
        if clause.listing and told.no == text:
            # As in "I am not available on these days: 16 and 17 March".
            told.no = ""
        # 'I cannot before the 15th' offers the rest; 'I am away on the 16th' alone does not.
        stated = clause.signs & (Sign.NO | Sign.NEGATION)
        told.chosen = told.chosen or bool(stated and any(s.open_start or s.open_end for s in clause.spans))
    elif meaning is Sign.YES:
        told.free += periods
        told.chosen = True
        if place.every & (_FOR | Sign.ONLY) and any(period.overlap(window) for period in periods):
            told.yes = told.yes or text
    elif clause.contrary or any(_cuts(period, window) for period in periods):
        told.doubt = told.doubt or text
    return meaning or place.stands


def _meaning_of_dates(place: _Place, clause: Clause) -> Sign:
    """YES if the days of a clause are offered, NO if they are taken, NONE if its words do not tell."""
    signs, stands = clause.signs, place.stands
    if Sign.NOTED in signs:
        return Sign.NONE
    if Sign.EXCEPT in signs:
        # 'Not available except 12-20 March' offers them.
        return Sign.YES if stands is Sign.NO or Sign.NO in signs else Sign.NO
    if signs & (_AGAINST | _FOR | Sign.ONLY):
        return Sign.NO if signs & _AGAINST else Sign.YES
    if clause.contrary or stands:
        return Sign.NONE if clause.contrary else stands
    return _said_after(place) or (Sign.YES if _is_dates_alone(place.sentence) else Sign.NONE)


def _said_after(place: _Place) -> Sign:
    """What later clauses say of days just named, as in "On 16 March, unfortunately, I have another mission"."""
    after = next(
        (c.signs for c in place.sentence.clauses[place.number + 1 :] if c.signs & (_AGAINST | _FOR)),
        Sign.NONE,
    )
    if after & (Sign.HEDGE | Sign.CONDITION):
        return Sign.NONE
    return Sign.NO if after & _AGAINST else Sign.YES if after & _FOR else Sign.NONE


def _is_dates_alone(sentence: Sentence) -> bool:
    words = " ".join(clause.words for clause in sentence.clauses).replace("§", " ").split()
    return len(words) <= 3 and not any(clause.signs & ~Sign.THANKS for clause in sentence.clauses)


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
    if not every & _FOR and not dated:
        return
    unread = any(_UNREAD_NUMBER.search(clause.words) for clause in sentence.clauses)
    regret = Sign.REGRET in every and not every & _AGAINST and not dated
    if unread or regret or sentence.text.rstrip().endswith(("...", "…")):
        told.doubt = told.doubt or sentence.text


# A small number that is no amount, share or count of days may be a date in a shape nobody foresaw.
_UNREAD_NUMBER = re.compile(
    r"(?<![\w€$£.,])(?<!eur )\d{1,2}(?:st|nd|rd|th|er|º|\.)?(?!\w)(?![.,]?\d)(?! ?(?:%|€|eur|usd|days?|jours?|d[ií]as?|dias|tage|giorni"
    r"|hours?|h(?!\w)|years?|ans|años|anos|jahre|anni|experts?|weeks?|semaines?|semanas?|wochen|settimane|people|persons?))"
)
