"""Whether the days named in a clause are offered or taken: by its own words, by those before it, or by those after."""

import re
from collections.abc import Iterator
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
    return _by_other_words(place)


def _by_other_words(place: Place) -> Sign:
    """What verbs or neighbours say of days where no sign does."""
    if place.clause.aside:
        return Sign.NONE  # '(letter of 1 June)'
    if offers_itself(place.clause.words):
        return Sign.YES
    taken = _TAKEN.search(place.clause.words)
    return Sign.NO if taken else _answered(place) or _by_neighbours(place)


_ABLE = re.compile(
    r"(?<!\w)(?:(?:i|we) (?:\w+ly )?(?:can|could|am able|'m able|propose|suggest|offer)|(?:i|we) (?:have|do have|'ve got)(?: \w+){0,2} (?:gaps?|slots?|windows?|openings?|time)"
    r"|je (?:\w+ )?(?:peux|pourrais|pourrai|propose)|nous (?:pouvons|pourrions)|(?:j'ai|il me reste)(?: \w+){0,2} (?:créneaux?|disponibilités?|trous?)|je viendrais|j'irais|ser(?:ais|ai) (?:très )?heureu(?:x|se)|(?:would|'d|will|'ll) be (?:very )?(?:happy|glad|pleased|delighted) to"
    r"|puedo|podr[ií]a|podr[eé]|podemos|podr[ií]amos|ir[ií]a|viajar[ií]a|propongo|tengo(?: \w+)? (?:libres?|huecos?|tiempo|disponib\w+)|(?:l[oa]s? )?tengo (?:despejad|libre)[oa]?s?"
    r"|posso|poderia|poderei|podia|podemos|poder[ií]amos|consigo|conseguia|conseguiria|iria|proponho|tenho(?: \w+)? (?:livres?|vagas?|tempo|disponib\w+)"
    r"|(?:ich|wir) k(?:a|ö)nnte?n?|k(?:a|ö)nnte? ich|(?:hätte|habe) ich (?:zeit|luft|frei)|ich (?:hätte|habe) (?:zeit|luft|frei)|ginge|potrei|potremmo|riesco|riuscirei|avrei (?:tempo|spazio))(?!\w)"
)
_SUITING = re.compile(
    r"§(?: \w+)? (?:me|m'|mi|nos|nous|os|les?|te|mir)[ ']?\w*(?:ría|rían|rait|raient|ria|riam|ebbe|ebbero|arrange|arrangent|convient|conviennent|convien?en?|convém|serve|servem)(?!\w)|§(?: \w+)? (?:arrangerait|irait|conviendrait|funcionar[ií]an?|serviriam?|passt|passen|ginge|würde passen|marche|roule|funciona|andrebbe)(?!\w)"
    r"|§ (?:would|will|could|should|might well) (?:fit|do|suit|work|go)|§ (?:looks?|seems?|is|are) (?:clear|open|free|fine|good|ok|okay)|ça (?:marche|roule|me va|va|joue)(?!\w)|(?:despejad|libre|livre|disponible|disponível)[oa]?s?(?= ?(?:$|§))|(?<!\w)(?:libres?|livres?|liber[oaie]|frei|dispo)(?= (?:de|del|du|da|a|à|au|entre|desde|à partir|vom|ab|dal|en|em|na|nas|la|las) (?:\w+ )?§| §)"
)


_TAKEN = re.compile(
    r"(?<!\w)(?:i'm|i am|i'll be|i will be|we are|je suis|je serai|nous sommes|estoy|estar[eé]|estamos|estou|estarei|estamos|ich bin|bin ich|ich werde|sono|sarò) (?:in|at|en|à|au|aux|em|no|na|nos|nas|auf|bei|all'|nel|a)[ ']?"
    r"(?!position|disposi|principle|favou?r|a position|charge|mesure|condi|su |sua|vossa|votre|vous|your|touch|contact|disponib|libre|time|ple)(?=[^\W\d_])"
    r"|(?:tengo|tendr[eé]|tenho|terei)(?: ya| já)? (?!que|de(?!\w)|todo|toda|libre|livre|tiempo|tempo|disponib|hueco|vaga|posib|possib|prefer|interés|interesse|mucho|muito|la |el |o |a |§)(?=[^\W\d_])"
    r"|^(?!start|begin|arriv|includ|be|com|leav|go|stay|follow|dur|hop|look)\w{3,12}ing (?:all |through )?§"
)
"""Being somewhere or having something on these days: 'I am in Vienna §', 'tengo clases §', 'marking §'."""


def says_itself(clause: Clause) -> bool:
    """Whether a clause offers its days in its own words."""
    return bool(clause.signs & (FOR | Sign.ONLY | Sign.EXCEPT)) or offers_itself(clause.words)


def offers_itself(words: str) -> bool:
    """Whether a clause that refuses nothing offers its days by its verb: 'I could do §', '§ me vendría bien'."""
    return _ABLE.search(words) is not None or _SUITING.search(words) is not None


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
    if place.stands is not Sign.NO or not is_neutral(place.clause.words):
        return Sign.NONE
    return _said_after(place) or Sign.YES


def _is_open(clause: Clause) -> bool:
    return any(span.open_start or span.open_end for span in clause.spans)


def _answered(place: Place) -> Sign:
    """'9-13 March: yes; 16-20 March: no'."""
    following = place.sentence.clauses[place.number + 1 : place.number + 2]
    if not following or not following[0].listing or following[0].spans:
        return Sign.NONE
    signs = following[0].signs
    return Sign.NO if signs & AGAINST else Sign.YES if signs & FOR else Sign.NONE


FROM_THEN = re.compile(
    r"(?<!\w)(?:then(?! (?:i|we) (?:will|shall))|after that|after which|afterwards?|after(?= ?$)|from then|thereafter|later|ensuite|après(?! (?:le|la|les|un|une|que|mon|ma|§))|au-delà|par la suite|plus tard|despu[eé]s(?! del?(?!\w))|despu[eé]s de eso|luego"
    r"|m[aá]s tarde|a partir de (?:entonces|ah[ií]|a[ií])|depois(?! d[eoa]s?(?!\w))|a partir da[ií]|mais tarde|danach|nachher|dann|dopo(?! (?:il|la|l'|§))|poi|in seguito)(?!\w)"
)
"""Words for the time after the days just named."""
UNTIL_THEN = re.compile(
    r"(?<!\w)(?:before (?:that|then|this)|before(?= ?$)|until then|till then|beforehand|earlier(?! than)|avant(?! (?:de|le|la|les|que|mon|ma|§))|d'ici là|jusque-là|plus tôt|antes(?! d(?:e|el|o|a|os|as)(?!\w))|antes de (?:eso|isso)|hasta entonces"
    r"|até (?:lá|então)|vorher|davor|bis dahin|prima(?! (?:d|che))|fino ad allora)(?!\w)"
)
"""Words for the time before them."""
_OTHERS = re.compile(
    r"^(?:which|that is|qui|que es|que é|o que|che è|was)(?!\w)|(?<!\w)(?:otherwise|no (?:more|other)|m[aá]s hueco|ning[uú]n otro|pas (?:davantage|d'autres?)|nada m[aá]s|mais nada|the rest|the others?|others?(?= (?:days|dates|weeks))|anything else|nothing else|les autres|le reste|autrement|sinon|l[oa]s (?:otr[oa]s|demás)|el resto|o resto|[oa]s outr[oa]s|de resto|sonst|die anderen|il resto|gli altri|le altre)(?!\w)"
)


def is_of_the_rest(words: str) -> bool:
    """Whether words are about all days but those named."""
    return _OTHERS.search(words) is not None


def is_of_other_days(words: str) -> bool:
    """Whether words are about other days than those named before: 'after that I teach', 'the others do not suit me'."""
    return any(pattern.search(words) for pattern in (FROM_THEN, UNTIL_THEN, _OTHERS))


# 'From the 12th on, not the 16th': says nothing of the days before it.
_EXCLUDES = re.compile(
    r"(?:and |et |y |e )?(?:not|pas|no|n[ãa]o|nicht|non|ni|nem)(?: \w+){0,3} §(?: .{0,30})?"
)


def _said_after(place: Place) -> Sign:
    """What later clauses say of days just named, as in "On 16 March, unfortunately, I have another mission"."""
    after = next(_told_later(place), Sign.NONE)
    if after & (Sign.HEDGE | Sign.CONDITION):
        return Sign.NONE
    if after & AGAINST:
        return Sign.NO
    # 'I'm snowed in 9-13 March, then free': what was not understood may be a reason not to come.
    return Sign.YES if after & FOR and is_neutral(place.clause.words) else Sign.NONE


def _told_later(place: Place) -> Iterator[Sign]:
    """The signs of later clauses that may speak of these days."""
    listed = _is_listed(place.clause)
    for clause in place.sentence.clauses[place.number + 1 : place.number + _MOST_ALONE]:
        if clause.spans and not listed:
            return  # 'From 12 to 23 January I could, in December not'
        telling = clause.fresh or clause.signs & (AGAINST | FOR)
        if telling and not _EXCLUDES.fullmatch(clause.words) and not is_of_other_days(clause.words):
            yield clause.signs


def _is_listed(clause: Clause) -> bool:
    """Whether a clause is only days, and leaves it to others to say what of them."""
    return len(clause.words.replace("§", " ").split()) <= _MOST_BESIDE * len(clause.spans)


_MOST_BESIDE = 2


def _is_dates_alone(sentence: Sentence) -> bool:
    if len(sentence.clauses) > _MOST_ALONE:
        return False
    words = " ".join(clause.words for clause in sentence.clauses).replace("§", " ").split()
    signed = any(clause.signs & ~Sign.THANKS for clause in sentence.clauses)
    return len(words) <= 3 and not signed and all(is_neutral(clause.words) for clause in sentence.clauses)
