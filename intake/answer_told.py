"""What the sentences of a reply add up to, clause by clause, before anybody decides what follows from it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from config.periods import Period
from intake.answer_clauses import Clause, Sentence
from intake.answer_intents import awaits_employer, refused_by_employer, wants_to_be_left_alone
from intake.answer_noise import asks_again_later, closes, is_of_papers
from intake.answer_offers import gives_itself, may_offer
from intake.answer_slips import mended
from intake.answer_words import Sign, is_harmless, is_partial, limits_length
from intake.date_contrasts import contrasted, frees_rest, is_set_aside
from intake.date_intervals import Mode
from intake.date_other_days import is_of_other_days, is_of_the_rest
from intake.date_references import is_reference
from intake.date_sayings import Saying, is_history, is_unread, mode_of, sayings_in, stance_of
from intake.date_stances import (
    AGAINST,
    FOR,
    Place,
    explains,
    goes_on_about_others,
    places_of,
    refuses_days_before,
)
from intake.loose_times import holidays_in, is_season
from intake.mode_words import mode_in, refuses_travel
from intake.neutral_words import is_neutral
from intake.recurring_days import names_habit

_MOST_SAYINGS = 100


@dataclass(slots=True)
class Told:
    """What the sentences read so far add up to."""

    sayings: list[Saying] = field(default_factory=list)
    today: date = date.min
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
    rest: bool = False
    """All other days are free."""
    loose: bool = False
    """Offers by a feast, whose days nobody guesses: 'after Easter'."""


def told_by(sentences: Sequence[Sentence], *, today: date, window: Period) -> Told:
    """What a reply says, before it is decided what that means."""
    stating = [one for one in sentences if not wants_to_be_left_alone(one.text)]
    sayings = list(islice(sayings_in(stating, today, window), _MOST_SAYINGS))
    told = Told(contrasted(sayings, sentences, today), today)
    told.rest = any(frees_rest(one, number) for one in sentences for number in range(len(one.clauses)))
    for sentence in sentences:
        _read_sentence(told, sentence, window)
    return told


def _read_sentence(told: Told, sentence: Sentence, window: Period) -> None:
    if wants_to_be_left_alone(sentence.text):
        told.never = told.never or sentence.text
        return
    told.loose = told.loose or any(not is_season(words) for words in holidays_in(sentence.text))
    if sentence.asked:
        told.asked = told.asked or ("" if _is_echo(sentence) else sentence.text)
        # 'Would 20-25 April do as well?' leaves the answer open; 'What is the fee?' does not.
        if any(_troubles(clause) for clause in sentence.clauses):
            told.doubt = told.doubt or sentence.text
        return
    answers = any(clause.spans or clause.signs & _ANSWERS for clause in sentence.clauses)
    if asks_again_later(sentence.text) and not answers:
        return
    every = Sign.NONE
    places = places_of(sentence)
    for place in places:
        every = place.every
        _read_clause(told, place, window)
    if refused_by_employer(sentence.text) and not every & (Sign.CONDITION | Sign.HEDGE):
        told.no = told.no or sentence.text
    elif awaits_employer(sentence.text):
        told.doubt = told.doubt or sentence.text
    _weigh_bare_yes(told, sentence, every, places)
    _weigh_loose_ends(told, sentence, every)


_ANSWERS = AGAINST | FOR | Sign.CONDITION | Sign.EXCEPT | Sign.ONLY


def _troubles(clause: Clause) -> bool:
    """Whether a clause of a question may take a yes back: 'No, ok?'."""
    short_no = Sign.NEGATION in clause.signs and len(clause.words.split()) <= 3
    return (
        bool(clause.spans)
        or names_habit(clause.words)
        or short_no
        or bool(clause.signs & (Sign.ALARM | Sign.NO | Sign.BUSY))
    )


def _is_echo(sentence: Sentence) -> bool:
    """'Yes?' asks nothing that an officer could answer."""
    return any(
        clause.signs & (FOR | Sign.NO) and len(clause.words.split()) <= 2 for clause in sentence.clauses
    )


def _read_clause(told: Told, place: Place, window: Period) -> None:
    """Adds what one clause says."""
    clause, signs, text = place.clause, place.clause.signs, place.sentence.text
    if frees_rest(place.sentence, place.number) and any(one.stance is Sign.NO for one in told.sayings):
        told.yes = told.yes or text
        return
    _note_manner(told, place)
    if Sign.CONDITION in signs:
        told.condition = told.condition or text
        told.yes = told.yes or (text if signs & FOR else "")
    elif Sign.HEDGE in signs:
        told.doubt = told.doubt or text
    elif clause.spans:
        _read_dates(told, place, window)
    else:
        _read_without_days(told, place)


def _note_manner(told: Told, place: Place) -> None:
    """Adds what a clause says besides: of other days, of working from a distance, of days that cannot be."""
    clause, text = place.clause, place.sentence.text
    told.otherwise = told.otherwise or _leaves_days(place)
    told.modes |= {mode_of(clause.words)} - {Mode.UNSAID}
    if mode_in(clause.words) is Mode.REMOTE and not clause.signs & AGAINST:
        told.afar = told.afar or text
    if any(span.doubt or span.reversed for span in clause.spans):
        told.doubt = told.doubt or text


def _read_without_days(told: Told, place: Place) -> None:
    clause, signs, text = place.clause, place.clause.signs, place.sentence.text
    if _closes_offer(told, clause) or explains(place):
        return
    if place.number and signs == Sign.ONLY and len(clause.words.split()) == 1 and told.sayings:
        return  # 'from 3 to 14 March only'
    if _is_said_in_days(told, place) or _is_nuance(told, clause):
        return
    if signs & (Sign.EXCEPT | Sign.ONLY) or (Sign.VAGUE in signs and place.every & _ABOUT_AVAILABILITY):
        told.limit = told.limit or text
        told.yes = told.yes or (text if Sign.YES in signs and not signs & AGAINST else "")
    else:
        _read_dateless(told, place)


def _is_nuance(told: Told, clause: Clause) -> bool:
    """Whether a time in words only explains days that are offered: 'teaching ends the Friday before, so I could do 9-20 March'."""
    explains_days = clause.signs & ~(Sign.REGRET | AGAINST) == Sign.VAGUE and not clause.contrary
    short = limits_length(clause.words) and not clause.signs & AGAINST
    return explains_days and _offers(told) and not is_partial(clause.words) and not short


def _closes_offer(told: Told, clause: Clause) -> bool:
    """Whether a clause only says that no more days are offered than were: 'and nothing else', 'the others no'."""
    if not _offers(told):
        return False
    refused = bool(clause.signs & AGAINST) and is_of_the_rest(clause.words)
    return refused or closes(clause.words)


def _offers(told: Told) -> bool:
    return any(one.stance is Sign.YES and not one.span.doubt for one in told.sayings)


def _leaves_days(place: Place) -> bool:
    """Whether a clause may offer other days in words that are not understood: '15-26 June wld work', 'the rest is ok'."""
    clause = place.clause
    if clause.signs & AGAINST:
        return False
    unread = clause.spans and is_unread(place) and not stance_of(place) and may_offer(clause.words)
    except_habit = Sign.EXCEPT in clause.signs and not clause.spans and names_habit(clause.words)
    return is_of_the_rest(clause.words) or bool(unread) or except_habit


def _is_said_in_days(told: Told, place: Place) -> bool:
    """Whether a limit in words is one in days as well: 'only the first week: 5-9 October', '...; before that I have exams'."""
    beyond = is_of_other_days(place.clause.words) and any(one.implied for one in told.sayings)
    following = place.sentence.clauses[place.number + 1 : place.number + 2]
    limited = place.clause.signs & (Sign.ONLY | Sign.VAGUE) and not place.clause.signs & AGAINST
    spelt_out = limited and not is_partial(place.clause.words) and following and following[0].spans
    return beyond or bool(spelt_out and not following[0].signs & (AGAINST | Sign.EXCEPT))


def _read_dateless(told: Told, place: Place) -> None:
    """Adds what a clause without days or limits says."""
    clause, signs, text = place.clause, place.clause.signs, place.sentence.text
    if signs & (Sign.NO | Sign.BUSY):
        _note_absence(told, place)
    elif refuses_travel(clause.words):
        told.no = told.no or text
    elif Sign.NEGATION in signs:
        # 'On the 7th there is a parade and I do not travel': of those days it has been noted.
        known = refuses_days_before(place) or goes_on_about_others(place)
        told.doubt = told.doubt or ("" if _offers(told) and known else text)
    elif Sign.YES in signs:
        _note_yes(told, text, signs)
    elif clause.contrary and not (signs or gives_itself(clause.words) or _leads_to_days(place)):
        told.limit = told.limit or text


def _leads_to_days(place: Place) -> bool:
    """Whether a clause only begins the next one: 'but I can', 'only the week of 16 March'."""
    following = place.sentence.clauses[place.number + 1 : place.number + 2]
    return bool(following and following[0].spans) and is_neutral(place.clause.words)


_ABOUT_AVAILABILITY = AGAINST | FOR | Sign.ONLY | Sign.EXCEPT


def _note_yes(told: Told, text: str, signs: Sign) -> None:
    # 'I could come', 'I am glad you wrote': kind words, no promise.
    if signs & (Sign.COULD | Sign.NOTED):
        told.doubt = told.doubt or text
    else:
        told.yes = told.yes or text


def _note_absence(told: Told, place: Place) -> None:
    clause, text = place.clause, place.sentence.text
    if (told.yes or told.rest or _offers(told)) and refuses_days_before(place):
        return  # 'April, that is excluded': of those days it has been noted
    if names_habit(clause.words):
        told.limit = told.limit or text  # 'I teach every morning'
        return
    if Sign.NO in clause.signs or Sign.REGRET in place.every:
        told.no = told.no or text
        told.turned_down = told.turned_down or clause.contrary or Sign.REGRET in place.every
    else:
        told.occupied = told.occupied or text


def _read_dates(told: Told, place: Place, window: Period) -> None:
    clause, text = place.clause, place.sentence.text
    periods = [span.period for span in clause.spans]
    meaning = stance_of(place)
    told.limit = told.limit or (text if meaning and is_partial(clause.words) else "")
    if meaning is Sign.NO:
        if clause.listing and told.no == text:
            # As in "I am not available on these days: 16 and 17 March".
            told.no = ""
    elif meaning is Sign.YES:
        if place.every & (FOR | Sign.ONLY) and any(period.overlap(window) for period in periods):
            told.yes = told.yes or text
    elif is_reference(place):
        _read_dateless(told, place)  # 'we cannot accede to your letter of 6 May'
    elif _is_background(told, clause, window) or _is_set_aside(told, place, periods):
        return
    elif clause.contrary or is_unread(place) or any(_cuts(period, window) for period in periods):
        told.doubt = told.doubt or text


def _is_set_aside(told: Told, place: Place, periods: Sequence[Period]) -> bool:
    """Whether days that nobody understood are beside the matter: others are offered, and these for certain not."""
    other = told.rest or is_set_aside(periods, told.sayings)
    return other and not (is_unread(place) and may_offer(place.clause.words))


def _is_background(told: Told, clause: Clause, window: Period) -> bool:
    """Whether the days of a clause are nobody's free days: what has been, and what stands in papers."""
    gone = all(is_history(span, told.today, window) for span in clause.spans)
    weighs = AGAINST | Sign.ALARM | Sign.REGRET | Sign.CONDITION | Sign.HEDGE
    return not clause.signs & weighs and (gone or is_of_papers(clause.words))


def _cuts(period: Period, window: Period) -> bool:
    """Whether days were named that part the window; the whole window named again only repeats the question."""
    return period.overlap(window) is not None and not period.contains(window)


def _weigh_bare_yes(told: Told, sentence: Sentence, every: Sign, places: Sequence[Place]) -> None:
    if not every & (Sign.BARE_YES | Sign.WEAK_YES) or Sign.YES in every:
        return
    # A condition or a 'but' beside it is quoted to the officer; any other word must be known to be harmless.
    if Sign.NOTED not in every and any(_is_offered(one) for one in places):
        told.yes = told.yes or sentence.text  # 'from 8 to 18, perfect': the yes is of these days
        return
    reasons = [place.clause for place in places if explains(place)]
    clauses = (clause for clause in sentence.clauses if clause not in reasons)
    beside = (c for c in clauses if not c.signs & ~_PLAIN and (c.signs or not c.contrary))
    noted = Sign.NOTED in every or (Sign.BARE_YES not in every and Sign.THANKS in every)
    if noted or not all(
        is_harmless(one.words) or _is_in_person(one) or gives_itself(one.words) for one in beside
    ):
        told.doubt = told.doubt or sentence.text
    else:
        told.yes = told.yes or sentence.text


def _is_offered(place: Place) -> bool:
    return bool(place.clause.spans) and stance_of(place) is Sign.YES and not is_unread(place)


def _is_in_person(clause: Clause) -> bool:
    """'Claro, voy personalmente': how somebody comes is part of the yes."""
    return mode_in(clause.words) is Mode.ON_SITE and is_neutral(clause.words)


_PLAIN = Sign.BARE_YES | Sign.WEAK_YES | Sign.THANKS


def _weigh_loose_ends(told: Told, sentence: Sentence, every: Sign) -> None:
    """Beside a yes: numbers nobody read, regret without its reason, a sentence left open. An officer must look."""
    reasons = [place.clause for place in places_of(sentence) if explains(place)]
    alarmed = [one for one in sentence.clauses if Sign.ALARM in one.signs and one not in reasons]
    elsewhere = all(
        clause.spans and is_set_aside([span.period for span in clause.spans], told.sayings)
        for clause in alarmed
    )
    if alarmed and not elsewhere and not every & (Sign.NO | Sign.BUSY):
        # Even in a sentence of its own: 'Yes. Please cancel it.'
        told.doubt = told.doubt or sentence.text
    dated = any(clause.spans for clause in sentence.clauses)
    if not every & FOR and not dated:
        return
    unread = any(
        _UNREAD_NUMBER.search(mended(clause.words))
        for clause in sentence.clauses
        if not is_of_papers(clause.words)
    )
    regret = Sign.REGRET in every and not every & AGAINST and not dated
    if unread or regret or sentence.text.rstrip().endswith(("...", "…")):
        told.doubt = told.doubt or sentence.text


# A small number that is no amount, share or count of days may be a date in a shape nobody foresaw.
_UNREAD_NUMBER = re.compile(
    r"(?<![\w€$£.,])(?<!eur )\d{1,2}(?:st|nd|rd|th|er|º|\.)?(?!\w)(?![.,]?\d)(?! ?(?:%|€|eur|usd|days?|jours?|d[ií]as?|dias|tage|giorni"
    r"|hours?|h(?!\w)|years?|ans|años|anos|jahre|anni|experts?|weeks?|semaines?|semanas?|wochen|settimane|people|persons?))"
)
