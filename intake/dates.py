"""When somebody is free and when not, as far as a text says so; what is doubtful is listed to be asked back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice

from config.periods import Period, merged, without
from intake.answer_clauses import Sentence, prepared, sentences_of
from intake.answer_intents import wants_to_be_left_alone
from intake.answer_noise import asks_again_later
from intake.answer_words import Sign
from intake.date_contrasts import contrasted, frees_rest, weekdays_of_rest
from intake.date_intervals import Interval, Mode, interval_of, laid_over, period_of
from intake.date_sayings import Saying, days_of, mode_of, runs_of, sayings_in, statements_of
from intake.date_stances import AGAINST, FOR
from intake.loose_times import holidays_in, is_season, on_weekdays, weekdays_in
from intake.neutral_words import is_neutral

_MOST_SAYINGS = 100
_LONGEST_BY_WEEKDAY = 400
"""Days of a run that is cut into its Mondays."""


class Doubt(StrEnum):
    """Why words do not say for certain which days they mean."""

    ORDER = "order"
    """03/04/2026 in English: 3 April or 4 March."""
    WEEKDAY = "weekday"
    """Friday 14 March 2026, which is a Saturday."""
    YEAR = "year"
    """2-6 March, said on 20 March."""
    PAST = "past"
    """A day offered that is over."""
    NEXT = "next"
    """'next Friday', said on a Monday."""
    REVERSED = "reversed"
    """20-12 March."""
    HOLIDAY = "holiday"
    """'after Easter', 'in summer'."""
    HEDGE = "hedge"
    """'March could work', 'maybe 9-13 March'."""
    UNREAD = "unread"
    """A day among those offered, in a clause that is not understood."""
    MONTH = "month"
    """'the 20th' of a window that has two of them."""


_ASSUMED = frozenset({Doubt.ORDER, Doubt.YEAR, Doubt.NEXT, Doubt.REVERSED, Doubt.HEDGE})


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Words that somebody has to be asked about, and what they may mean, the likeliest first."""

    words: str
    doubt: Doubt
    readings: tuple[Interval, ...] = ()
    assumed: bool = False
    """Whether the first reading is counted among the days, because a custom makes it the likeliest."""


@dataclass(frozen=True, slots=True)
class Dates:
    """When somebody is free and when not; no day is in both."""

    available: tuple[Interval, ...] = ()
    unavailable: tuple[Interval, ...] = ()
    mode: Mode = Mode.UNSAID
    """How they would work, if one thing is said of all days."""
    ambiguous: tuple[Ambiguity, ...] = ()
    others_free: bool | None = None
    """What is said of all other days: free ('except the 16th'), taken ('only the 16th'), or nothing."""
    weekdays: frozenset[int] = frozenset()
    """Days of the week that are meant where no run of days is said ('Mondays'), Monday being 0; empty for all."""
    mentioned: tuple[Interval, ...] = ()
    """Days named without a word on whether they are free."""

    @property
    def open_start(self) -> bool:
        """Whether days are offered without a beginning: 'until the 20th'."""
        return any(interval.open_start for interval in self.available)

    @property
    def open_end(self) -> bool:
        """Whether days are offered without an end: 'from the 12th'."""
        return any(interval.open_end for interval in self.available)

    @property
    def clear(self) -> bool:
        """Whether nothing has to be asked back."""
        return not self.ambiguous

    def free_in(self, window: Period) -> tuple[Period, ...]:
        """The days of a window that are offered."""
        left = _inside(self.available, window)
        if self.others_free and not self.available:
            left = (window,)
        for taken in self.unavailable:
            left = without(left, period_of(taken))
        return on_weekdays(left, self.weekdays)

    def taken_in(self, window: Period) -> tuple[Period, ...]:
        """The days of a window that are refused."""
        return _inside(self.unavailable, window)


def _inside(intervals: Sequence[Interval], window: Period) -> tuple[Period, ...]:
    found = (interval.within(window) for interval in intervals)
    return merged(period for period in found if period is not None)


def read_dates(text: str, today: date, language: str | None = None, *, window: Period | None = None) -> Dates:
    """When a text says that its writer is free; `window`, if the text answers a question, helps with 'the 12th'."""
    body = prepared(text)
    sentences = sentences_of(text, window=window, today=today, language=language or "", near=True)
    never = any(wants_to_be_left_alone(sentence.text) for sentence in sentences)
    named = (
        () if never else sayings_in(sentences, today, window)
    )  # 'this is the 3rd time I ask, after 12 March'
    sayings = [
        one
        for one in contrasted(list(islice(named, _MOST_SAYINGS)), sentences, today)
        if window is None or not _is_absence_now(one, window)
    ]
    free, taken = laid_over(statements_of(sayings))
    weekdays = _weekdays(sentences)
    mode = _mode_of_all(free, sentences)
    return Dates(
        available=tuple(_by_weekday(free, weekdays, mode)),
        unavailable=taken,
        mode=mode,
        ambiguous=(
            *_ambiguities(sayings, body),
            *_unread(sayings, free, body),
            *_exceptions(sentences, free),
            *_holidays(sentences),
        ),
        others_free=_others_free(sayings, sentences),
        weekdays=weekdays or weekdays_of_rest(sayings) if not free else frozenset(),
        mentioned=tuple(interval_of(run) for one in sayings if not one.stance for run in runs_of(one.span)),
    )


def _is_absence_now(saying: Saying, window: Period) -> bool:
    """'Travelling until Thursday' in an answer about next month says when more is to be heard."""
    return saying.stance is Sign.NO and saying.span.weak and saying.span.period.end < window.start


def _others_free(sayings: Sequence[Saying], sentences: Sequence[Sentence]) -> bool | None:
    if any(one.limited and one.stance is Sign.YES for one in sayings):
        return False
    offered = any(one.stance is Sign.YES for one in sayings)
    rest = any(frees_rest(one, number) for one in sentences for number in range(len(one.clauses)))
    excepted = any((one.excepted or rest) and one.stance is Sign.NO for one in sayings)
    # '20 April to 3 May, except 1 May': whoever names days excepts from them, not from all others.
    framed = any(
        not one.stance and other.excepted and one.span.period.contains(other.span.period)
        for one in sayings
        for other in sayings
    )
    return True if excepted and not offered and not framed else None


# --- how, and on which days of the week ---


def _mode_of_all(free: Sequence[Interval], sentences: Sequence[Sentence]) -> Mode:
    """The mode of all days, if there is one; days offered in different ways have none in common."""
    of_days = {interval.mode for interval in free} - {Mode.UNSAID}
    if of_days:
        return of_days.pop() if len({interval.mode for interval in free}) == 1 else Mode.UNSAID
    said = {
        mode_of(clause.words) for sentence in sentences if not sentence.asked for clause in sentence.clauses
    }
    said -= {Mode.UNSAID}
    return said.pop() if len(said) == 1 else Mode.EITHER if said else Mode.UNSAID


def _weekdays(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The days of the week somebody is limited to: 'weekdays only', 'not on Fridays'."""
    kept: set[int] = set()
    dropped: set[int] = set()
    for clause in (clause for sentence in sentences if not sentence.asked for clause in sentence.clauses):
        against = clause.signs & (AGAINST | Sign.EXCEPT)
        if against:
            dropped |= weekdays_in(clause.words)
        elif clause.signs & (FOR | Sign.ONLY) or is_neutral(clause.words):
            kept |= weekdays_in(clause.words)  # not in 'I start a course on Mondays and Wednesdays'
    return frozenset((kept or set(range(7)) if dropped else kept) - dropped)


def _by_weekday(free: Sequence[Interval], weekdays: frozenset[int], mode: Mode) -> Iterator[Interval]:
    for interval in free:
        one = replace(interval, mode=mode if interval.mode is Mode.UNSAID else interval.mode)
        period = period_of(one)
        if not weekdays or interval.open_start or interval.open_end or period.days > _LONGEST_BY_WEEKDAY:
            yield one
            continue
        yield from (interval_of(run, one.mode) for run in on_weekdays((period,), weekdays))


# --- what has to be asked back ---


def _ambiguities(sayings: Sequence[Saying], body: str) -> Iterator[Ambiguity]:
    for one in sayings:
        doubt = Doubt.PAST if one.over else _doubt(one)
        if doubt is not None and one.stance:
            words = body[one.span.start_offset : one.span.end_offset]
            readings = one.span.readings or one.span.runs or (one.span.period,)
            yield Ambiguity(words, doubt, tuple(map(interval_of, readings)), doubt in _ASSUMED)


def _unread(sayings: Sequence[Saying], free: Sequence[Interval], body: str) -> Iterator[Ambiguity]:
    """Days among those offered that somebody says something of, and nobody knows what."""
    for one in sayings:
        named = days_of(one.span)
        if one.unread and any(period_of(run).contains(named) and period_of(run) != named for run in free):
            words = body[one.span.start_offset : one.span.end_offset]
            yield Ambiguity(words, Doubt.UNREAD, (interval_of(named),))


def _exceptions(sentences: Sequence[Sentence], free: Sequence[Interval]) -> Iterator[Ambiguity]:
    """'September, except the two first days': days are left out, and nobody knows which."""
    for clause in (clause for sentence in sentences for clause in sentence.clauses if free):
        loose = weekdays_in(clause.words) or any(holidays_in(clause.text))
        if Sign.EXCEPT in clause.signs and not clause.spans and not loose:
            yield Ambiguity(clause.text, Doubt.UNREAD)


def _doubt(saying: Saying) -> Doubt | None:
    if saying.span.doubt:
        return Doubt(saying.span.doubt)
    if saying.span.reversed:
        return Doubt.REVERSED
    return Doubt.HEDGE if saying.hedged else None


def _holidays(sentences: Sequence[Sentence]) -> Iterator[Ambiguity]:
    """No day is guessed for Easter, Ramadan or the summer: what is meant by them is the writer's to say."""
    for sentence in sentences:
        refused = any(clause.signs & (Sign.NO | Sign.BUSY | Sign.REGRET) for clause in sentence.clauses)
        told_later = refused or asks_again_later(sentence.text)
        spelt_out = any(clause.spans for clause in sentence.clauses)
        for words in () if spelt_out and not refused else holidays_in(sentence.text):
            # 'Too many commitments this spring', 'ask me again in autumn': no days are offered by it.
            if not (told_later and is_season(words)):
                yield Ambiguity(words, Doubt.HOLIDAY)
