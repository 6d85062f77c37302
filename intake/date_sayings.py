"""What a text says of each date in it: offered, taken, or only mentioned."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile

from config.periods import Period, common, merged
from intake.answer_clauses import Clause, Sentence
from intake.answer_noise import closes
from intake.answer_offers import gives_itself, may_offer
from intake.answer_words import Sign, is_harmless, without_hedges, without_idioms
from intake.date_intervals import Mode, Statement, ever_from, ever_until
from intake.date_other_days import FROM_THEN, UNTIL_THEN, is_of_other_days
from intake.date_references import is_of_something_else, is_reference
from intake.date_spans import Span
from intake.date_stances import (
    AGAINST,
    FOR,
    Place,
    bars_days_before,
    departs,
    is_bygone,
    meaning_of_dates,
    places_of,
    says_itself,
)
from intake.loose_times import without_holidays
from intake.mode_words import mode_in, refuses_travel
from intake.neutral_words import is_neutral
from intake.recurring_days import speaks_of_all

_DAY = timedelta(days=1)
_MOST_BESIDE = 12
"""Clauses on each side that are looked at."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A date, and whether it is offered (YES), taken (NO) or only mentioned (NONE)."""

    span: Span
    stance: Sign
    mode: Mode = Mode.UNSAID
    refused: bool = False
    """In so many words, not only 'I am on leave'."""
    excepted: bool = False
    limited: bool = False
    """'only'."""
    exact: bool = True
    """False for 'ideally'."""
    over: bool = False
    """The days have gone by."""
    elsewhere: bool = False
    """Unread, and without a word that may offer: 'du 14 au 25 c'est la session'."""
    unread: bool = False
    """Named in words that are not understood."""
    hedged: bool = False
    """'maybe'."""
    implied: bool = False
    """Said by 'after that' and the like."""


def sayings_in(sentences: Iterable[Sentence], today: date, window: Period | None = None) -> Iterator[Saying]:
    """One for each date, and for 'after that' and 'until then'; days that are over and not offered are history."""
    latest: Saying | None = None
    for sentence in sentences:
        for saying in _sayings_of(sentence, today, window, latest):
            latest = saying if not saying.implied else latest
            yield saying


def _is_refused(place: Place, stance: Sign) -> bool:
    """Whether days are refused in so many words, in their clause or beside it: 'before the 17th, I cannot come'."""
    signs = place.clause.signs
    beside = stance is Sign.NO and place.clause.words == "§" and bool(place.every & Sign.NO)
    return beside or bool(signs & (Sign.NO | Sign.NEGATION))


def is_history(span: Span, today: date, window: Period | None) -> bool:
    """Whether days are over, or must be because nobody asked about the time they would come again: 'I broke my leg on 17 January'."""
    if span.open_end:
        return False
    far = window is not None and span.period.start > window.end + _FAR_AHEAD
    return span.period.end < today or (far and not span.year_said)


_FAR_AHEAD = timedelta(days=180)


def _sayings_of(
    sentence: Sentence, today: date, window: Period | None, latest: Saying | None
) -> Iterator[Saying]:
    for place in places_of(sentence):
        signs, words = place.clause.signs, place.clause.words
        stance = stance_of(place)
        if latest is not None and (beyond := _beyond(place, latest)) is not None:
            yield beyond
        for span in place.clause.spans:
            if stance is Sign.NO and _is_frame(span, place.clause.spans):
                continue  # 'September is full until the 13th'
            over = span.period.end < today and not span.open_end
            gone = is_history(span, today, window) or (
                span.open_end and span.period.start < today and _RETIRED.search(words)
            )
            if (gone and not (stance is Sign.YES and (signs & FOR or not over))) or (
                span.weak and not _is_meant(stance, place)
            ):
                continue
            unread = not stance and not signs & _LEFT_OPEN and is_unread(place)
            latest = Saying(
                span=span,
                stance=stance,
                mode=mode_of(words),
                refused=_is_refused(place, stance),
                excepted=Sign.EXCEPT in signs,
                limited=Sign.ONLY in signs,
                exact=_PREFERRED.search(words) is None,
                over=over,
                unread=unread,
                elsewhere=unread and not may_offer(words),
                hedged=stance is Sign.YES and Sign.HEDGE in signs,
            )
            yield latest
        if window is not None and stance is Sign.YES and bars_days_before(place.clause):
            yield _barred(place)


def _is_frame(span: Span, spans: Sequence[Span]) -> bool:
    """Whether a run of days only says where the bound of another one lies."""
    bounds = (
        one.period.end if one.open_start else one.period.start
        for one in spans
        if one is not span and (one.open_start or one.open_end)
    )
    return not (span.open_start or span.open_end) and any(
        span.period.start <= day < span.period.end for day in bounds
    )


def _barred(place: Place) -> Saying:
    """'Not before the 16th': of the days asked about those before it are refused."""
    span = place.clause.spans[0]
    day = span.period.start - _DAY
    before = replace(span, period=Period(day, day), open_start=True, open_end=False)
    return Saying(span=before, stance=Sign.NO, implied=True)


def _beyond(place: Place, latest: Saying) -> Saying | None:
    """The days after or before those just named: 'busy until the 19th, then free', 'from the 16th; before that I have exams'."""
    clause, span = place.clause, latest.span
    if clause.spans or place.sentence.asked or clause.signs & (Sign.HEDGE | Sign.CONDITION | Sign.NOTED):
        return None
    if any(one.spans and not one.signs & FOR for one in place.sentence.clauses[place.number + 1 :]):
        return None  # 'after that I am in Toronto, 14 December to 8 January'
    later, earlier = FROM_THEN.search(clause.words), UNTIL_THEN.search(clause.words)
    stance = _stance_behind(place) or _stance_beyond(clause)
    told = latest.stance or (latest.unread and stance is Sign.YES)
    if bool(later) == bool(earlier) or not stance or stance is latest.stance or not told:
        return None
    if span.open_end if later else span.open_start:
        return None
    day = span.period.end + _DAY if later else span.period.start - _DAY
    there = replace(span, period=Period(day, day), open_start=not later, open_end=bool(later), doubt="")
    return replace(
        latest, span=there, stance=stance, limited=False, excepted=False, refused=False, implied=True
    )


def _stance_behind(place: Place) -> Sign:
    """'After that, free': what the next clause says where this one is only the time."""
    following = place.sentence.clauses[place.number + 1 : place.number + 2]
    alone = len(place.clause.words.split()) <= _SHORT + 1
    return _stance_beyond(following[0]) if alone and following and not following[0].spans else Sign.NONE


def _stance_beyond(clause: Clause) -> Sign:
    if clause.signs & AGAINST:
        return Sign.NO
    if (
        clause.signs & FOR
        or _SUITS.search(clause.words)
        or _EASY.search(clause.words)
        or gives_itself(clause.words)
    ):
        return Sign.YES
    # 'Afterwards I have a jury': what is not understood offers no days, but may take them.
    engaged = _ENGAGED.search(clause.words) or len(clause.words.split()) <= _SHORT
    return Sign.NO if engaged and not is_neutral(clause.words) else Sign.NONE


# Since when somebody has been retired is no time that they are away for.
_RETIRED = re.compile(
    r"(?<!\w)(?:retire[ds]?|retirement|à la retraite|retraitée?|jubilad[oa]|jubil[ée]|pensionad[oa]|pension[ée]|aposentad[oa]|reformad[oa]|im ruhestand|in rente|in pensione|pensionat[oa])(?!\w)"
)
_SHORT = 2
_ENGAGED = re.compile(
    r"(?<!\w)(?:es|é|c'est|it is|it's|is|tem|há|hay|il y a|there is|there are|i have|i've|i'm|i am|i teach|i must|i (?:start|begin|have to|need to)|we have|j'ai|j'aurai|je (?:dois|commence|reprends|pars|rentre)|je suis|je serai|tengo|tendré|estoy|estaré|doy|empiezo|comienzo|me voy|entro|debo|começo|vou|devo|tenho|terei|estou|estarei|dou"
    r"|ich habe|ich bin|habe ich|bin ich|ho|sono|sarò)(?!\w)"
)


def suits(words: str) -> bool:
    """Whether words say that something suits."""
    return _SUITS.search(words) is not None


_EASY = re.compile(
    r"(?<!\w)(?:all yours|at your disposal|tout à (?:vous|fait)|à votre disposition|tranquil\w{1,3}|a su disposición|à (?:vossa|sua) disposição|poderei|podré|pourrai|can|sin problema|sem problema|no problem|pas de (?:souci|problème)|kein problem|je suis large|bora|toda? vuestra|all good|fine)(?!\w)|(?<!\w)(?:yes|oui|s[ií]|sim|ja|sì|ok|okay|gern|gerne|certo|d'accord|va bene)$"
)
_PREFERRED = re.compile(
    r"(?<!\w)(?:ideal\w*|prefer\w*|best|idéal\w*|préf\w+|de préférence|plutôt|mejor|melhor|am besten|lieber|for (?:instance|example)"
    r"|e\.g\.|par exemple|por (?:ejemplo|exemplo)|zum beispiel|ad esempio|including|y compris|incluso|incluindo)(?!\w)"
)
# 'I will let you know by 12 March': the day of an answer.
_LATER = re.compile(
    r"(?<!\w)(?:let you know|tell|confirm (?:by|before|on|until)|answer|reply|respond|check|ask|revert|get back|come back|decide|know|see|dir\w{1,4}|confirm\w+|répond\w+|redi\w{1,4}|reviens|reviendrai|recontact\w+"
    r"|sa[iu]\w+|respond\w+|avis\w+|dig\w+|sabré|saberei|melde|sage|weiß|faccio sapere|dirò|rispond\w+)(?!\w)"
)
# A date beside these is not about the writer's own time.
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:(?:your|my|our|the|his|her) (?:e-?mail|mail|message|letter|note|request|invitation|contract|report|law|visa|passport|decree"
    r"|convention) (?:of|from|dated|du|del)|(?:message|courriel|lettre|mail|invitation|demande) du"
    r"|(?:mensaje|correo|carta|solicitud|mensagem|pedido) del?|nachricht vom|messaggio del|born|née? le|nacid[oa]|nascid[oa]|geboren"
    r"|retire[sd]?|deadline|délai|plazo|prazo|frist|dated|daté|fechad[oa]|datad[oa]|since|depuis|finish(?:es)?|ends?|termin[eo]|termina|acab[ao]|finit|endet|finisce|expires?|vence|caduca|starts on"
    r"|(?:conference|meeting) (?:is|takes)|(?:was|were|worked|trained|visited|wrote|sent|received|published|signed|retired)(?: \w+){0,4} (?:in|on|from)"
    r"|ho chiesto|applied|asked for|solicité|pedí|pedi|ai (?:travaillé|demandé|reçu|écrit|formé)|trabaj[ée]|trabalhei|recib[íi]|recebi)(?!\w)"
)


def stance_of(place: Place) -> Sign:
    """YES, NO or NONE; days that nothing in a statement speaks against are offered."""
    if place.sentence.asked or is_of_something_else(place):
        return Sign.NONE
    meaning = meaning_of_dates(place)
    if meaning is Sign.YES and any(span.runs for span in place.clause.spans):
        clear = place.clause.signs & (Sign.ONLY | Sign.EXCEPT) or not speaks_of_all(place.clause.words)
        plain = place.clause.signs & (FOR | Sign.ONLY | Sign.EXCEPT) or is_neutral(place.clause.words)
        return Sign.YES if plain and clear else Sign.NONE  # 'my Tuesdays are flexible'
    if departs(place.clause):
        return meaning & Sign.NO  # 'I leave on 9 March and come back on 13 March': where to?
    if meaning is Sign.YES and (bars_days_before(place.clause) or not says_itself(place.clause)):
        return Sign.YES if _is_offer(place) else Sign.NO if _is_contradicted(place) else Sign.NONE
    if meaning or not place.clause.spans:
        return meaning
    return Sign.YES if _is_bare_offer(place) or _is_hedged_offer(place) else Sign.NONE


def _is_hedged_offer(place: Place) -> bool:
    """'I might be able to do 26-30 October': listed as a doubt; 'my colleague may' offers nobody's own days."""
    words = place.clause.words
    own = _OTHERS_TIME.search(words) is None and _LATER.search(words) is None
    return own and Sign.HEDGE in place.clause.signs and is_neutral(without_hedges(words))


def _is_bare_offer(place: Place) -> bool:
    """Whether days stand in words that leave nothing unread, beside others that leave nothing unread."""
    clause = place.clause
    if Sign.HEDGE in clause.signs and _LATER.search(clause.words):
        return False
    sure = _names_days_for_sure(place.sentence) or suits(clause.words)
    elsewhere = clause.aside or _ELSEWHERE.search(clause.words) or Sign.THANKS in clause.signs
    return bool(sure and is_neutral(clause.words) and not elsewhere and _is_all_read(place))


_OTHERS_TIME = re.compile(
    r"(?<!\w)(?:colleagues?|collègues?|colegas?|kolleg\w+|collegh?[aei]|on behalf)(?!\w)"
)


def _is_offer(place: Place) -> bool:
    """Whether days that others offer are nowhere taken back, or that somebody offers by barring those before them."""
    clause = place.clause
    if bars_days_before(clause):
        return not clause.signs & _LEFT_OPEN
    return is_neutral(clause.words) and not _is_contradicted(place)


def is_unread(place: Place) -> bool:
    """Whether the days of a clause stand in words that are neither understood nor known to be about something else."""
    words, aside = place.clause.words, place.clause.aside
    known = place.clause.signs & (Sign.THANKS | Sign.NOTED) or _ELSEWHERE.search(words) or is_neutral(words)
    return not (known or aside or is_reference(place) or is_bygone(place))


def _beside(place: Place) -> Iterator[Clause]:
    """The clauses on both sides, up to those that name days of their own."""
    clauses = place.sentence.clauses
    before = clauses[max(0, place.number - _MOST_BESIDE) : place.number]
    behind = clauses[place.number + 1 : place.number + 1 + _MOST_BESIDE]
    yield from takewhile(lambda clause: not clause.spans, reversed(before))
    yield from takewhile(lambda clause: not clause.spans, behind)


def _is_contradicted(place: Place) -> bool:
    """Whether words behind refuse them: 'the week of the 9th yes, that of the 16th not'."""
    behind = place.sentence.clauses[place.number + 1 : place.number + 1 + _MOST_BESIDE]
    following = takewhile(lambda clause: not clause.spans or clause.words == "§", behind)
    earlier = any(clause.spans for clause in place.sentence.clauses[: place.number])
    return earlier and any(
        clause.signs & AGAINST and not is_of_other_days(clause.words) for clause in following
    )


def _is_all_read(place: Place) -> bool:
    """Whether nothing beside days that no word offers may be a reason not to come: 'from the 20th, the congress keeps me here'."""
    told = FOR | Sign.ONLY | Sign.THANKS | Sign.REGRET
    behind = place.sentence.clauses[place.number + 1 :]
    return all(
        clause.signs & told
        or (
            is_of_other_days(clause.words)
            and (clause.signs & AGAINST or clause in behind)
            and not clause.signs & _LEFT_OPEN
        )
        or closes(clause.words)
        or is_neutral(without_idioms(without_holidays(clause.words)))
        or (is_harmless(clause.words) and not clause.contrary)
        for clause in _beside(place)
    )


_LEFT_OPEN = Sign.HEDGE | Sign.CONDITION


def _names_days_for_sure(sentence: Sentence) -> bool:
    return any(not span.weak for clause in sentence.clauses for span in clause.spans)


def _is_meant(stance: Sign, place: Place) -> bool:
    """Whether 'Monday', 'April' or 'the 12th' is about somebody's time: not in 'I will tell you on Monday'."""
    signs = place.clause.signs
    doubtful = Sign.HEDGE in signs and not signs & (FOR | AGAINST)
    if not stance or doubtful or Sign.THANKS in place.every:
        return False
    words = place.clause.words
    told = signs & (FOR | AGAINST | Sign.ONLY | Sign.EXCEPT) or place.stands or _SUITS.search(words)
    return bool(told) or _names_days_for_sure(place.sentence) or len(words.replace("§", " ").split()) <= 1


_SUITS = re.compile(
    r"(?<!\w)(?:have time|le temps|tengo tiempo|tenho tempo|hab(?:e|en) (?:ich |wir )?zeit|ho tempo|possible|posible|poss[ií]vel|parfait|tudo bem|bem|perfe[ck]t\w*|ideal\w*|idéal\w*|bien|mieux|best|works?|suits?|good|great|fine|ok|okay|convien\w*|convém|libres?"
    r"|livres?|free|open|serv\w+|va|vont|gut|bene|möglich|choix|posso|puedo|peux|kann|preferred|mejor|melhor|envisageable|optimal|entirely|completely)(?!\w)"
)


def mode_of(words: str) -> Mode:
    """The mode that words in lower case speak of; who cannot travel works from a distance."""
    mode = mode_in(words)
    # 'I cannot travel on 9 March' refuses a day.
    return Mode.REMOTE if mode is Mode.UNSAID and "§" not in words and refuses_travel(words) else mode


def statements_of(sayings: Sequence[Saying]) -> Iterator[Statement]:
    """The days offered and taken; a weekday that contradicts its date is left to be asked."""
    offered = any(one.stance is Sign.YES for one in sayings)
    for one in sayings:
        if not one.stance or one.over or one.span.doubt in {"weekday", "month"}:
            continue
        free = one.stance is Sign.YES
        for run in _offered_of(one, sayings) if free else runs_of(one.span):
            yield Statement(run, free, one.mode if free else Mode.UNSAID, one.exact)
        if not free and one.refused and not offered and (rest := _rest(one.span)) is not None:
            yield Statement(rest, free=True, mode=one.mode)


def days_of(span: Span) -> Period:
    """The days of a span, without an end where it has none."""
    if span.open_end:
        return ever_from(span.period.start)
    return ever_until(span.period.end) if span.open_start else span.period


def runs_of(span: Span) -> tuple[Period, ...]:
    """The days of a span in as many runs as they come in: each Tuesday is one."""
    return span.runs or (days_of(span),)


def _offered_of(saying: Saying, sayings: Sequence[Saying]) -> tuple[Period, ...]:
    """'Free 9-20 March. Mondays suit me': only those of the days offered."""
    runs = runs_of(saying.span)
    offers = [days_of(one.span) for one in sayings if one.stance is Sign.YES and not one.span.runs]
    return common(runs, merged(offers)) if saying.span.runs and offers else runs


def _rest(span: Span) -> Period | None:
    """'I cannot before the 15th' offers the days from the 15th on."""
    if span.open_start:
        return ever_from(span.period.end + _DAY)
    return ever_until(span.period.start - _DAY) if span.open_end else None
