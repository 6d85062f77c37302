"""Whether the days named in a clause are offered or taken: by its own words, by those before it, or by those after."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intake.answer_clauses import Clause, Sentence
from intake.answer_noise import closes
from intake.answer_offers import gives_itself
from intake.answer_words import Sign
from intake.date_other_days import is_of_other_days
from intake.neutral_words import is_neutral, is_ordinary, praises

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
        # 'On the 7th there is a parade and I do not travel; from 8 to 18, perfect': the reason is no heading.
        heading = stands if not any(one.clause.spans for one in found) else heading
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
        return _limits_to(signs, agreed)
    if signs & (Sign.NO | Sign.BUSY):
        return Sign.NO
    if not signs & FOR and _TAKEN.search(place.clause.words) and not offers_itself(place.clause.words):
        return Sign.NO  # 'after that I am in Toronto, 14 December to 8 January'
    promised = Sign.YES in signs and not signs & (Sign.NEGATION | Sign.COULD | Sign.NOTED)
    return Sign.YES if promised else agreed


def _limits_to(signs: Sign, agreed: Sign) -> Sign:
    """What dates behind a limit stand for: 'only the last week, 23-27 March', 'all of April save Easter Monday, the 6th'."""
    if Sign.EXCEPT in signs:
        return agreed if signs & AGAINST else Sign.NONE
    offers = Sign.ONLY in signs and not signs & (AGAINST | Sign.COULD | Sign.NOTED)
    return Sign.YES if offers else agreed


def meaning_of_dates(place: Place) -> Sign:
    """YES if the days of a clause are offered, NO if they are taken, NONE if its words do not tell."""
    signs, stands = place.clause.signs, place.stands
    if Sign.NOTED in signs or is_bygone(place) or _is_not_known_yet(place.clause):
        return Sign.NONE
    if Sign.EXCEPT in signs:
        # 'Not available except 12-20 March' offers them.
        return Sign.YES if stands is Sign.NO or Sign.NO in signs else Sign.NO
    if signs & (AGAINST | FOR | Sign.ONLY):
        return Sign.NO if signs & AGAINST or _is_kept_away(place) or _is_turned_behind(place) else Sign.YES
    if bars_days_before(place.clause):
        return Sign.YES
    return Sign.NO if _is_called_so(place) else _by_other_words(place)


def _is_not_known_yet(clause: Clause) -> bool:
    """'I do not have the calendar of § yet' refuses none of its days."""
    return _NOT_YET.search(clause.words) is not None and not clause.signs & (Sign.NO | Sign.BUSY)


_NOT_YET = re.compile(
    r"(?<!\w)(?:(?:not|n't)(?: \w+){0,4} yet|(?:not|n't) yet|pas encore|(?:todav[ií]a|a[uú]n) no|no(?: \w+){0,3} (?:todav[ií]a|a[uú]n)|ainda n[ãa]o|n[ãa]o(?: \w+){0,3} ainda|noch (?:nicht|kein\w*)|non(?: \w+){0,2} ancora)(?!\w)"
)


def _by_other_words(place: Place) -> Sign:
    """What verbs or neighbours say of days where no sign does."""
    if place.clause.aside:
        return Sign.NONE  # '(letter of 1 June)'
    if offers_itself(place.clause.words) or _MAY.fullmatch(place.clause.words):
        return Sign.YES
    taken = _TAKEN.search(place.clause.words)
    return Sign.NO if taken else _answered(place) or _by_neighbours(place)


# '... and could fly out §'.
_MAY = re.compile(r"(?:could|can|pourrais|peux|podr[ií]a|puedo|poderia|posso)(?: \w{1,12})? §")


def _is_kept_away(place: Place) -> bool:
    """'Only from 6 to 9 January I shall be in Bogotá': the only days are those away."""
    return not place.clause.signs & FOR and _TAKEN.search(place.clause.words) is not None


def _is_turned_behind(place: Place) -> bool:
    """'Só na última semana (26 a 30) é que não posso': the only days are the ones refused."""
    behind = place.sentence.clauses[place.number + 1 : place.number + 3]
    return not place.clause.signs & FOR and any(
        clause.signs & AGAINST and not clause.spans and _THAT.match(clause.words) is not None
        for clause in behind
    )


_THAT = re.compile(r"(?:é|est-ce|c'est|es|sono?|is|are|do|can) ?(?:que?|qu'|cuando|quando|i)(?!\w)")


def explains(place: Place) -> bool:
    """Whether a clause gives the reason for days just refused, or for an 'only from then': '..., when I have to be in Geneva'."""
    clause = place.clause
    if not place.number or clause.spans or clause.signs & (FOR | Sign.CONDITION | Sign.HEDGE):
        return False
    before = place.sentence.clauses[place.number - 1]
    refused = before.signs & (AGAINST | Sign.EXCEPT) or bars_days_before(before)
    told = _REASON.match(clause.words) or _ENGAGEMENT.match(clause.words)
    return bool(before.spans and refused) and told is not None


_REASON = re.compile(
    r"(?:when|where|which|while|whereas|because|since|during which|où|car|parce|puisque|pendant lesquel|que |qui |en (?:que|los que|la que)|cuando|donde|ya que|pues|em que|n[ao]s? qua(?:l|is)|quando|onde|pois|porque|já que|weil|denn|wo|an denen|in cui|perché|dato che)(?!\w)"
)


# 'Not the week of 16 March, I have an exam board'.
_ENGAGEMENT = re.compile(
    r"(?:i have (?:a|an|my|our|another|to)|i've (?:a|an|got)|i'm (?:in|at|on|chairing|giving)|i am (?:in|at|on)|there(?:'s| is)|it(?:'s| is)|j'ai (?:un|une|mon|ma|des)|je (?:dois|suis (?:en|au|à)|préside)|il y a|c'est|tengo (?:un|una|que|mi)|hay|es|estoy (?:en|de)|presido|tenho (?:um|uma|de|que|o|a)|h[áa]|é|estou (?:em|de|no|na))(?!\w)"
)


def refuses_days_before(place: Place) -> bool:
    """Whether a clause refuses the days that the clauses before it name: 'April, that is excluded'."""
    if place.clause.spans or is_of_other_days(place.clause.words):
        return False
    earlier = place.sentence.clauses[: place.number]
    last = next((number for number in range(len(earlier) - 1, -1, -1) if earlier[number].spans), None)
    if last is None:
        return False
    return meaning_of_dates(places_of(place.sentence)[last]) is Sign.NO


def goes_on_about_others(place: Place) -> bool:
    """Whether the clauses before are about other days than those named: 'after that there is the feast and I do not stir'."""
    earlier = place.sentence.clauses[: place.number]
    last = max((number for number, clause in enumerate(earlier) if clause.spans), default=-1)
    return any(is_of_other_days(clause.words) for clause in earlier[last + 1 :])


def _is_called_so(place: Place) -> bool:
    """'The bank holiday no, that is 2-6 January': the days are those just refused."""
    if not place.number or not _APPOSED.match(place.clause.words):
        return False
    return bool(place.sentence.clauses[place.number - 1].signs & AGAINST)


_APPOSED = re.compile(
    r"(?:that is|i\.? ?e\.?|namely|c'est[- ]à[- ]dire|soit|à savoir|es decir|o sea|esto es|ou seja|isto é|quer dizer|das heißt|d\. ?h\.|also|cioè|ossia)(?!\w)[ ,:]*(?=\w* ?\w* ?§)"
)
_NOT_BEFORE = re.compile(
    r"(?<!\w)(?:(?:not|no) (?:before|until|earlier than|prior to)|pas avant|no antes|n[ãa]o antes|nicht vor|non prima)(?!\w)",
    re.IGNORECASE,
)


def bars_days_before(clause: Clause) -> bool:
    """'Not before the 16th, please': the days from then on are offered, whatever keeps somebody until then."""
    spans = clause.spans
    return len(spans) == 1 and spans[0].open_end and _NOT_BEFORE.search(clause.text) is not None


_ABLE = re.compile(
    r"(?<!\w)(?:(?:i|we) (?:\w+ly )?(?:can|could|am able|'m able|propose|suggest|offer)|(?:i|we) (?:have|do have|'ve got)(?: \w+){0,2} (?:gaps?|slots?|windows?|openings?|time|options?|possibilities)"
    r"|je (?:\w+ )?(?:peux|pourrais|pourrai|propose)|nous (?:pouvons|pourrions)|(?:j'ai|il me reste)(?: \w+){0,2} (?:créneaux?|disponibilités?|trous?|fenêtres?|options?|possibilités?)|(?:deux|two|dos|duas|three|trois|tres|três|due|drei|zwei) (?:créneaux|slots|windows|ventanas|huecos|janelas|vagas|possibilit\w{2,4}|posibilidad\w{0,2}|options?|opciones|opções|alternativ\w{1,2})|je viendrais|j'irais|j'arriverais|je (?:partirais|volerais)|(?:i'd|i would) (?:arrive|fly in|come|start|travel)|llegar[ií]a|volar[ií]a|saldr[ií]a|estar[ií]a(?= (?:ah[ií]|all[ií]|con))|chegaria|partiria|estaria(?= (?:a[ií]|l[aá]))|(?:(?:the )?best|(?:mi |la )?mejor|(?:a )?(?:minha )?melhor|(?:ma |la )?meilleure|(?:meine )?beste|(?:la )?(?:mia )?migliore) (?:option|opción|opção|choice|elección|escolha|choix|semana|semaine|week|woche|settimana|time|slot|fecha|data|date|dates|periodo|período|période|period|moment|momento|créneau|alternativa|alternative|solución|solution|opzione|wahl)|ser(?:ais|ai) (?:très )?heureu(?:x|se)|(?:would|'d|will|'ll) be (?:very )?(?:happy|glad|pleased|delighted) to"
    r"|in a position to|(?:need|have|must|dois|debo|tengo que|tenho (?:de|que)|devo|preciso de)(?: to)? (?:be back|be home|être (?:rentrée?|de retour)|estar de (?:vuelta|regreso|volta)|volver|voltar|regresar|regressar|rentrer|return)|en mesure d(?:e|')|en condiciones de|em condições de|in der lage|(?:have|got|there's|there is)(?: some| a little)? (?:room|space|a gap|a slot|a window)|je n'ai rien(?: de prévu)?(?= (?:du|de|entre|§))|no tengo nada(?= (?:del|de|entre|§))|não tenho nada(?= (?:de|entre|§))|resta-me|restam-me|me resta[n]?|il me reste|podia ser|puedo|podr[ií]a|podr[eé]|podemos|podr[ií]amos|ir[ií]a|viajar[ií]a|propongo|tengo(?: \w+)? (?:libres?|huecos?|tiempo|ventanas?|opciones|disponib\w+)|(?:l[oa]s? )?tengo (?:despejad|libre)[oa]?s?"
    r"|posso|poderia|poderei|podia|podemos|poder[ií]amos|consigo|conseguia|conseguiria|iria|proponho|tenho(?: \w+)? (?:livres?|vagas?|tempo|janelas?|opções|disponib\w+)"
    r"|(?:ich|wir) k(?:a|ö)nnte?n?|k(?:a|ö)nnte? ich|(?:hätte|habe) ich (?:zeit|luft|frei)|ich (?:hätte|habe) (?:zeit|luft|frei)|ginge|potrei|potremmo|riesco|riuscirei|avrei (?:tempo|spazio))(?!\w)"
)
_SUITING = re.compile(
    r"§(?: \w+)? (?:me|m'|mi|nos|nous|os|les?|te|mir)[ ']?\w*(?:ría|rían|rait|raient|ria|riam|ebbe|ebbero|arrange|arrangent|convient|conviennent|convien?en?|convém|serve|servem)(?!\w)|§(?: \w+)? (?:arrangerait|irait|conviendrait|funcionar[ií]an?|serviriam?|passt|passen|ginge|würde passen|marche|roule|funciona|andrebbe)(?!\w)"
    r"|§ (?:would|will|could|should|might well) (?:fit|do|suit|work|go)|§ (?:est|sont|está|están|estão|is|are|looks?|seems?)(?: \w+)? (?:clear|open|free|fine|good|ok|okay|dégagée?s?|ouverte?s?|despejad[oa]s?|desocupad[oa]s?|desimpedid[oa]s?|abiert[oa]s?|abert[oa]s?)(?! à| to| a )|(?:est|es|é|is) (?:la|el|a|o|the|le) (?:únic[oa]|only|seule?)(?: \w+){0,2} (?:me (?:queda|resta|reste)|left|i have|possible)|ça (?:marche|roule|me va|va|joue)(?!\w)|(?:despejad|libre|livre|disponible|disponível)[oa]?s?(?= ?(?:$|§))|(?<!\w)(?:libres?|livres?|liber[oaie]|frei|dispo)(?= (?:de|del|du|da|a|à|au|entre|desde|à partir|vom|ab|dal|en|em|na|nas|la|las) (?:\w+ )?§| §)"
)


# As people write on a telephone: 'can do §', '§ me cuadra', 'pra mim dá §', 'mettons §', '§ ça le fait'.
_FAMILIAR = re.compile(
    r"(?<!\w)(?:can (?:do|make|manage|come|travel|go|start|fly|fit|offer|squeeze)|could (?:do|make|manage|come|travel|go|start|fly|fit|offer|squeeze)|(?:i will|i'll|i'd|i would)(?= §)|i(?: will|'ll| shall|'d| would)(?: be able to| gladly| happily)? (?:do|take|come|go|fly|be around|make|cover|attend|serve)|(?:would|will|'ll|'d) be able to (?:\w+ )?(?:come|travel|go|join|do|fly|attend|serve|start|work)"
    r"|(?:i'm|i am|i'll be|i will be) (?:around|yours|a free (?:wo)?man|all yours|in town|at your (?:service|disposal))|all yours|in a position to offer"
    r"|(?:how|what) about|que diriez-vous|que penseriez-vous|qu[eé] (?:tal|les parece|te parece)|que tal|o que acham|wie wäre es|che ne dite|je (?:me libère|me dégage|prends|ferai|viendrai|partirai|peux me (?:libérer|dégager))|j'(?:arriverai[st]?|arrive|irai[st]?)|je suis (?:à vous|des vôtres|large|dispo)|mettons|disons|anything(?= (?:between|from|§))|hors §|tirando §|je vous réserve|opérationnel\w*|(?:os |les )?reservo(?:-vos|-lhes?)?|(?:i can |i'll |i will )(?:keep|reserve|hold|set aside)(?= §)|ça (?:passe|colle|le fait|joue|roule|ira|irait)|(?:m'|nous )arrange\w{0,4}|tombe bien|tout à vous"
    r"|(?:me|nos) (?:cuadra|encaja|acomoda|funciona|sirve|va|queda|vendr[ií]a|viene|es factible|es posible|resulta)\w{0,3}|voy(?! de| al?(?! §)| a (?:estar|ver|consultar|preguntar|mirar))|ir[eé]|vale|toda? vuestra|todo suyo"
    r"|(?:me )?d[áa](?: certo|-me jeito)?(?= §| de §| para|$)|§ d[áa](?=$| [^\W\d_])|calha\w{0,3}|pode(?:m|ria|riam)? ser|puede(?:n)? ser|podr[ií]an? ser|vou(?! ao| à| a §| estar| ser| para| de | ver| consultar| perguntar| pensar| verificar)|(?:eu )?(?:faço|embarco|encaixo|fico com)|t[áa] (?:ótimo|bom|ok|livre|perfeito)|na boa|às ordens|à disposição"
    r"|ci sono|ci sarei|voyez plutôt|plutôt|m[aá]s bien|lieber|piuttosto|passt|ginge|geht(?! nicht)|hätt(?:e)? i(?:ch)? zeit|ci sono|mi va bene|posso)(?!\w)"
)

_TAKEN = re.compile(
    r"(?<!\w)(?:(?:i'm|i am|i'll be|i will be|we are)(?: still| then| already| probably)? (?:in|at|on|away)|(?:je suis|je serai|nous sommes|estoy|estar[eé]|estamos|ando|andar[eé]|soy|estou|estarei|estaremos|ich bin|bin ich|ich werde|sono|sarò)(?: aún| todavía| ainda| encore| noch| ancora)? (?:in|en|à|aux?|em|no|na|nos|nas|de|do|da|auf|bei|all'|nel|nell'|dai|dagli|da|a|chez|beim?))[ ']?"
    r"(?!position|disposi|principle|acuerdo|acordo|accord|vuelta|volta|regreso|retour|your service|favor|favou?r|a position|charge|mesure|condi|su |sua|vossa|votre|vous|your|touch|contact|disponib|libre|time|ple)(?=[^\W\d_])"
    r"|(?:tengo|tendr[eé]|tenho|terei)(?: ya| já)? (?!que|de(?!\w)|todo|toda|libre|livre|despejad|abiert|abert|tiempo|tempo|disponib|hueco|vaga|posib|possib|prefer|interés|interesse|mucho|muito|la |el |o |a |§)(?=[^\W\d_])"
    r"|(?:i|we) (?:teach|lecture)|j'enseigne|j'ai (?:déjà )?(?:(?:des|un|mes) )?cours|doy clases?|dou aulas?|ich unterrichte|insegno"
    r"|^(?:on |le |les |el |los |em |a |no |nos |la |the )?§,? (?:i|we) (?:have to|must|need to|'ve got to|have got to) (?!start|begin|arriv|leav|go|come|travel|return|be back|fly|ask|check|know|say|declin|pass|confirm|see|stop|finish|be (?:done|finished|home))\w{3}|(?:have to|need to|must|tengo que|debo|he de|tenho (?:de|que)|preciso(?: de)?|dois|devo|muss) (?:be|estar|être|essere|sein) (?:in|at|en|à|au|em|na|no|a|zu)(?!\w)"
    r"|^(?!start|begin|arriv|includ|be|com|leav|go|stay|follow|dur|hop|look)\w{3,12}ing (?:all |through )?§"
)
"""Being somewhere or having something on these days: 'I am in Vienna §', 'tengo clases §', 'marking §'."""


_DEPARTS = re.compile(
    r"(?<!\w)(?:(?:i|we) (?:leave|depart|fly|travel)|(?:leav|depart|fly|travell?)ing|departure|kick-?off|je (?:pars|repars)|on part|salgo|viajo|parto|me voy|partida|départ|salida|partenza|abreise|abflug|ich (?:reise|fliege|fahre))(?!\w)"
)
_BACK = re.compile(r"(?<!\w)(?:arriv\w*|llegada|chegada|ankunft)(?!\w)")


def departs(clause: Clause) -> bool:
    """Whether the days of a clause are those of a journey that nobody offers in so many words: 'salida', 'kick-off', 'I leave §'."""
    words, signs = clause.words, clause.signs
    told = signs & (FOR | Sign.ONLY) or _ABLE.search(words) or _SUITING.search(words) or gives_itself(words)
    return not told and _DEPARTS.search(words) is not None and _BACK.search(words) is None


def says_itself(clause: Clause) -> bool:
    """Whether a clause offers its days in its own words."""
    return (
        bool(clause.signs & (FOR | Sign.ONLY | Sign.EXCEPT))
        or bars_days_before(clause)
        or offers_itself(clause.words)
    )


def offers_itself(words: str) -> bool:
    """Whether a clause that refuses nothing offers its days by its verb: 'I could do §', '§ me vendría bien'."""
    if _ABLE.search(words) or _SUITING.search(words) or gives_itself(words):
        return True
    # Loose words offer nothing beside others that may be a reason: 'I make my defence §', '§ great seminar'.
    praised = len(words.split()) <= _FEW and praises(words)
    return (praised and is_neutral(words)) or (_FAMILIAR.search(words) is not None and is_ordinary(words))


_FEW = 5
"""Words of a clause that praises nothing but its days."""


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
    if place.stands is Sign.NO and place.clause.words == "§" and any(s.open_end for s in place.clause.spans):
        return _said_after(place) or Sign.NO  # 'until the 12th I teach, then (from the 15th) free'
    return (
        place.stands
        or _headed(place)
        or _said_after(place)
        or (Sign.YES if _is_dates_alone(place.sentence) else Sign.NONE)
    )


def _headed(place: Place) -> Sign:
    """'Tenho vagas: 3 a 6 e 10 a 13 de março': the words before the colon offer what follows it."""
    if not place.clause.listing or not place.number:
        return Sign.NONE
    heads = place.sentence.clauses[max(0, place.number - _MOST_HEADS) : place.number]
    against = any(
        one.spans or one.signs & (AGAINST | Sign.HEDGE | Sign.CONDITION | Sign.NOTED) for one in heads
    )
    return Sign.YES if not against and any(offers_itself(one.words) for one in heads) else Sign.NONE


_MOST_HEADS = 2
"""Clauses of a heading: 'Me sirven la primera y la última semana:'."""


def _turned(place: Place) -> Sign:
    """'In March but the last week' leaves it out; 'not the 4th, but Thursday 5 and Friday 6 are perfect' offers them."""
    earlier = [span for clause in place.sentence.clauses[: place.number] for span in clause.spans]
    inside = any(one.period.contains(own.period) for own in place.clause.spans for one in earlier)
    if place.clause.words == "§" and place.stands is Sign.YES and inside:
        return Sign.NO
    if place.stands is Sign.YES and place.clause.words in {"§", "erst §"} and _is_open(place.clause):
        return Sign.YES  # 'yes, but from the 12th'
    if place.stands is not Sign.NO or not is_neutral(place.clause.words):
        return Sign.NO if place.clause.words == "§" and _said_after(place) is Sign.NO else Sign.NONE
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
        given = gives_itself(clause.words) and not clause.signs & AGAINST
        telling = given or clause.fresh or clause.signs & (AGAINST | FOR)
        apart = _EXCLUDES.fullmatch(clause.words) or is_of_other_days(clause.words) or closes(clause.words)
        if telling and not apart:
            yield clause.signs | Sign.WEAK_YES if given else clause.signs


def _is_listed(clause: Clause) -> bool:
    """Whether a clause is only days, and leaves it to others to say what of them."""
    return _JUST_DAYS.fullmatch(clause.words) is not None


_JUST_DAYS = re.compile(
    r"(?:[§()&/,+ -]|(?<!\w)(?:on|from|to|in|the|next|following|siguiente|suivante|seguinte|and|or|either|also|then|week|of|days?|both|le|la|les|l|du|au|aux|à|de|des|d|en|et|ou|soit|puis|semaines?|jours?|el|los|las|del|al|y|o|a|u|semanas?|d[ií]as?"
    r"|em|no|na|nos|nas|do|dos|da|e|ou|os|as|am|im|vom|den|dem|der|und|oder|woche|il|i|gli|dal|nei|nella|settimana|giorni)(?!\w))+"
)


def _is_dates_alone(sentence: Sentence) -> bool:
    if len(sentence.clauses) > _MOST_ALONE:
        return False
    words = " ".join(clause.words for clause in sentence.clauses).replace("§", " ").split()
    signed = any(clause.signs & ~Sign.THANKS for clause in sentence.clauses)
    return len(words) <= 3 and not signed and all(is_neutral(clause.words) for clause in sentence.clauses)
