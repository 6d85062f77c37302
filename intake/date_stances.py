"""Whether the days named in a clause are offered or taken: by its own words, by those before it, or by those after."""

import re
from dataclasses import dataclass

from intake.answer_clauses import Clause, Sentence
from intake.answer_words import Sign
from intake.neutral_words import is_neutral

_MOST_ALONE = 40
"""Clauses of a sentence that is nothing but a list of days."""
AGAINST = Sign.NO | Sign.BUSY | Sign.NEGATION
FOR = Sign.YES | Sign.BARE_YES | Sign.WEAK_YES


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands."""

    sentence: Sentence
    number: int
    stands: Sign
    """What dates stand for if their own clause does not say: YES, NO or NONE."""
    every: Sign
    """The signs of the whole sentence."""

    @property
    def clause(self) -> Clause:
        """The clause itself."""
        return self.sentence.clauses[self.number]


def places_of(sentence: Sentence) -> list[Place]:
    """The clauses of a sentence, each with what dates in it stand for."""
    every = Sign.NONE
    for clause in sentence.clauses:
        every |= clause.signs
    found: list[Place] = []
    stands, heading = Sign.NONE, Sign.NONE
    for number, clause in enumerate(sentence.clauses):
        # 'March is impossible; April, from the 13th' begins anew, 'Not available: 16 March; 17 March' goes on.
        place = Place(sentence, number, heading if clause.fresh else stands, every)
        found.append(place)
        stands = _what_follows(place)
        heading = stands if not clause.spans else heading
    return found


def _what_follows(place: Place) -> Sign:
    """What dates in the next clause stand for if it does not say."""
    signs = place.clause.signs
    agreed = Sign.YES if signs & (Sign.BARE_YES | Sign.WEAK_YES) else place.stands
    if signs & (Sign.CONDITION | Sign.HEDGE):
        return agreed
    if place.clause.spans:
        return meaning_of_dates(place) or place.stands
    if signs & (Sign.EXCEPT | Sign.ONLY) or (Sign.VAGUE in signs and place.every & (AGAINST | FOR)):
        return agreed
    if signs & (Sign.NO | Sign.BUSY):
        return Sign.NO
    promised = Sign.YES in signs and not signs & (Sign.NEGATION | Sign.COULD | Sign.NOTED)
    return Sign.YES if promised else agreed


def meaning_of_dates(place: Place) -> Sign:
    """YES if the days of a clause are offered, NO if they are taken, NONE if its words do not tell."""
    signs, stands = place.clause.signs, place.stands
    if Sign.NOTED in signs or is_bygone(place):
        return Sign.NONE
    if Sign.EXCEPT in signs:
        # 'Not available except 12-20 March' offers them.
        return Sign.YES if stands is Sign.NO or Sign.NO in signs else Sign.NO
    if signs & (AGAINST | FOR | Sign.ONLY):
        return Sign.NO if signs & AGAINST else Sign.YES
    return _answered(place) or _by_neighbours(place)


_BYGONE = re.compile(
    r"(?<!\w)(?:used to be|(?:my|mon|mi|o meu) (?:birthday|anniversaire|cumpleaños|aniversário))(?!\w)"
)
_CALLED_OFF = re.compile(
    r"(?<!\w)(?:cancell?ed|called off|postponed|annulée?s?|reportée?s?|cancelad[oa]s?|aplazad[oa]s?|anulad[oa]s?|adiad[oa]s?|abgesagt"
    r"|verschoben|ausgefallen|annullat[oa]|rinviat[oa])(?!\w)"
)


def is_bygone(place: Place) -> bool:
    """'My birthday is on 12 March', 'I had a mission 9-13 March, but it was cancelled': no word on days that are free."""
    later = place.sentence.clauses[place.number :]
    occupied = Sign.BUSY in place.clause.signs and Sign.NO not in place.clause.signs
    called_off = occupied and any(_CALLED_OFF.search(clause.words) for clause in later)
    return called_off or _BYGONE.search(place.clause.words) is not None


def _by_neighbours(place: Place) -> Sign:
    """What the clauses around say of days whose own clause says nothing."""
    if place.clause.contrary:
        return _turned(place)
    return place.stands or _said_after(place) or (Sign.YES if _is_dates_alone(place.sentence) else Sign.NONE)


def _turned(place: Place) -> Sign:
    """'In March but the last week' leaves it out; 'not the 4th, but Thursday 5 and Friday 6 are perfect' offers them."""
    earlier = [span for clause in place.sentence.clauses[: place.number] for span in clause.spans]
    inside = any(one.period.contains(own.period) for own in place.clause.spans for one in earlier)
    if place.clause.words == "§" and place.stands is Sign.YES and inside:
        return Sign.NO
    if place.stands is Sign.YES and place.clause.words in {"§", "erst §"} and _is_open(place.clause):
        return Sign.YES  # 'yes, but from the 12th'
    later = _said_after(place)
    return later if place.stands is Sign.NO and later is Sign.YES else Sign.NONE


def _is_open(clause: Clause) -> bool:
    return any(span.open_start or span.open_end for span in clause.spans)


def _answered(place: Place) -> Sign:
    """'9-13 March: yes; 16-20 March: no'."""
    following = place.sentence.clauses[place.number + 1 : place.number + 2]
    if not following or not following[0].listing or following[0].spans:
        return Sign.NONE
    signs = following[0].signs
    return Sign.NO if signs & AGAINST else Sign.YES if signs & FOR else Sign.NONE


# 'From the 12th on, not the 16th': says nothing of the days before it.
_EXCLUDES = re.compile(
    r"(?:and |et |y |e )?(?:not|pas|no|n[ãa]o|nicht|non|ni|nem)(?: \w+){0,3} §(?: .{0,30})?"
)


def _said_after(place: Place) -> Sign:
    """What later clauses say of days just named, as in "On 16 March, unfortunately, I have another mission"."""
    later = (c for c in place.sentence.clauses[place.number + 1 :] if not _EXCLUDES.fullmatch(c.words))
    after = next((c.signs for c in later if c.fresh or c.signs & (AGAINST | FOR)), Sign.NONE)
    if after & (Sign.HEDGE | Sign.CONDITION):
        return Sign.NONE
    if after & AGAINST:
        return Sign.NO
    # 'I'm snowed in 9-13 March, then free': what was not understood may be a reason not to come.
    return Sign.YES if after & FOR and is_neutral(place.clause.words) else Sign.NONE


def _is_dates_alone(sentence: Sentence) -> bool:
    if len(sentence.clauses) > _MOST_ALONE:
        return False
    words = " ".join(clause.words for clause in sentence.clauses).replace("§", " ").split()
    signed = any(clause.signs & ~Sign.THANKS for clause in sentence.clauses)
    return len(words) <= 3 and not signed and all(is_neutral(clause.words) for clause in sentence.clauses)
