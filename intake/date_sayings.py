"""What a text says of each date in it: offered, taken, or only mentioned."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from config.periods import Period
from intake.answer_clauses import Clause, Sentence
from intake.answer_words import Sign
from intake.date_intervals import Mode, Statement, ever_from, ever_until
from intake.date_spans import Span
from intake.date_stances import AGAINST, FOR, Place, is_bygone, meaning_of_dates, places_of
from intake.mode_words import mode_in, refuses_travel
from intake.neutral_words import is_neutral

_DAY = timedelta(days=1)


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


def sayings_of(sentence: Sentence, today: date) -> Iterator[Saying]:
    """One for each date of a sentence; days that are over and not offered are history."""
    latest: Saying | None = None
    for place in places_of(sentence):
        signs, words = place.clause.signs, place.clause.words
        stance = _stance(place)
        if latest is not None and _is_from_then_on(place):
            yield _thereafter(latest)
        for span in place.clause.spans:
            over = span.period.end < today and not span.open_end
            if (over and not (stance is Sign.YES and signs & FOR)) or (
                span.weak and not _is_meant(stance, place)
            ):
                continue
            latest = Saying(
                span=span,
                stance=stance,
                mode=mode_of(words),
                refused=bool(signs & (Sign.NO | Sign.NEGATION)),
                excepted=Sign.EXCEPT in signs,
                limited=Sign.ONLY in signs,
                exact=_PREFERRED.search(words) is None,
                over=over,
            )
            yield latest


def _is_from_then_on(place: Place) -> bool:
    """'busy until the 19th, then free'."""
    clause = place.clause
    told = clause.signs & FOR or _SUITS.search(clause.words) or _EASY.search(clause.words)
    doubtful = clause.signs & (AGAINST | Sign.HEDGE | Sign.CONDITION) or place.sentence.asked
    return bool(told) and not clause.spans and not doubtful and _FROM_THEN.search(clause.words) is not None


def frees_the_rest(clause: Clause) -> bool:
    """'busy 9-11 March, free otherwise'."""
    told = clause.signs & FOR or _SUITS.search(clause.words)
    return (
        bool(told)
        and not clause.spans
        and not clause.signs & AGAINST
        and _REST.search(clause.words) is not None
    )


_REST = re.compile(
    r"(?<!\w)(?:otherwise|the rest|any other|other (?:days|dates)|sinon|le reste|autrement|el resto|por lo dem[aá]s|o resto|no resto|de resto|sonst|ansonsten|altrimenti|il resto)(?!\w)"
)


def _thereafter(before: Saying) -> Saying:
    """The days after those that were taken; nothing new if they were offered."""
    if before.stance is not Sign.NO or before.span.open_end:
        return before
    start = before.span.period.end + _DAY
    return replace(
        before,
        span=replace(before.span, period=Period(start, start), open_start=False, open_end=True),
        stance=Sign.YES,
    )


_FROM_THEN = re.compile(
    r"(?<!\w)(?:then|after that|after which|afterwards?|from then|thereafter|ensuite|après|par la suite|despu[eé]s|luego|a partir de (?:entonces|ah[ií]|a[ií])|depois|a partir da[ií]|danach|dann|dopo|poi)(?!\w)"
)
_EASY = re.compile(
    r"(?<!\w)(?:all yours|at your disposal|tout à (?:vous|fait)|à votre disposition|tranquil\w{1,3}|a su disposición|à (?:vossa|sua) disposição|poderei|podré|pourrai|can|sin problema|sem problema|no problem)(?!\w)"
)
_PREFERRED = re.compile(
    r"(?<!\w)(?:ideal\w*|prefer\w*|best|idéal\w*|préf\w+|de préférence|plutôt|mejor|melhor|am besten|lieber|for (?:instance|example)"
    r"|e\.g\.|par exemple|por (?:ejemplo|exemplo)|zum beispiel|ad esempio|including|y compris|incluso|incluindo)(?!\w)"
)
# 'I will let you know by 12 March': the day of an answer.
_LATER = re.compile(
    r"(?<!\w)(?:let you know|tell|confirm|answer|reply|respond|check|ask|revert|get back|come back|decide|know|see|dir\w{1,4}|confirm\w+|répond\w+|reviens|reviendrai|recontact\w+"
    r"|sa[iu]\w+|respond\w+|avis\w+|dig\w+|sabré|saberei|melde|sage|weiß|faccio sapere|dirò|rispond\w+)(?!\w)"
)
# A date beside these is not about the writer's own time.
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:(?:your|my|our|the|his|her) (?:e-?mail|mail|message|letter|note|request|invitation|contract|report|law|visa|passport|decree"
    r"|convention) (?:of|from|dated|du|del)|(?:message|courriel|lettre|mail|invitation|demande) du"
    r"|(?:mensaje|correo|carta|solicitud|mensagem|pedido) del?|nachricht vom|messaggio del|born|née? le|nacid[oa]|nascid[oa]|geboren"
    r"|retire[sd]?|deadline|délai|plazo|prazo|frist|dated|daté|fechad[oa]|datad[oa]|since|depuis|finish(?:es)?|ends?|termin[eo]|termina|acab[ao]|finit|endet|finisce|expires?|vence|caduca|starts on"
    r"|(?:conference|meeting) (?:is|takes)|(?:was|were|worked|trained|visited|wrote|sent|received|published|signed|retired)(?: \w+){0,4} (?:in|on|from)"
    r"|ai (?:travaillé|reçu|écrit|formé)|trabaj[ée]|trabalhei|recib[íi]|recebi)(?!\w)"
)


# 'a week between March and April': the days are said elsewhere.
_STRADDLES = re.compile(
    r"(?<!\w)(?:à cheval (?:sur|entre)|straddl\w{1,3}|spanning|a caballo entre|entre duas|semana entre|semaine entre|week between)(?!\w)"
)


def _stance(place: Place) -> Sign:
    """YES, NO or NONE; days that nothing in a statement speaks against are offered."""
    if place.sentence.asked or Sign.NOTED in place.clause.signs or is_bygone(place):
        return Sign.NONE
    meaning = Sign.NONE if _STRADDLES.search(place.clause.words) else meaning_of_dates(place)
    if meaning or not place.clause.spans:
        return meaning
    if Sign.HEDGE in place.clause.signs and _LATER.search(place.clause.words):
        return Sign.NONE
    strong = _names_days_for_sure(place.sentence) or _SUITS.search(place.clause.words)
    elsewhere = (
        _STRADDLES.search(place.clause.words)
        or _ELSEWHERE.search(place.clause.words)
        or Sign.THANKS in place.clause.signs
    )
    neutral = is_neutral(place.clause.words)
    return Sign.YES if strong and neutral and not elsewhere else Sign.NONE


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
    r"(?<!\w)(?:possible|posible|poss[ií]vel|parfait|perfe[ck]t\w*|ideal\w*|idéal\w*|bien|mieux|best|works?|suits?|good|great|fine|ok|okay|convien\w*|convém|libres?"
    r"|livres?|free|open|serv\w+|va|vont|gut|bene|möglich|choix|posso|puedo|peux|kann|preferred|mejor|melhor|envisageable|optimal|entirely|completely)(?!\w)"
)


def mode_of(words: str) -> Mode:
    """The mode that words in lower case speak of; who cannot travel works from a distance."""
    mode = mode_in(words)
    return Mode.REMOTE if mode is Mode.UNSAID and refuses_travel(words) else mode


def statements_of(sayings: Sequence[Saying]) -> Iterator[Statement]:
    """The days offered and taken; a weekday that contradicts its date is left to be asked."""
    offered = any(one.stance is Sign.YES for one in sayings)
    for one in sayings:
        if not one.stance or one.over or one.span.doubt == "weekday":
            continue
        free = one.stance is Sign.YES
        yield Statement(days_of(one.span), free, one.mode if free else Mode.UNSAID, one.exact)
        if not free and one.refused and not offered and (rest := _rest(one.span)) is not None:
            yield Statement(rest, free=True, mode=one.mode)


def days_of(span: Span) -> Period:
    """The days of a span, without an end where it has none."""
    if span.open_end:
        return ever_from(span.period.start)
    return ever_until(span.period.end) if span.open_start else span.period


def _rest(span: Span) -> Period | None:
    """'I cannot before the 15th' offers the days from the 15th on."""
    if span.open_start:
        return ever_from(span.period.end + _DAY)
    return ever_until(span.period.start - _DAY) if span.open_end else None
