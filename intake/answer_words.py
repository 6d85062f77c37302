"""Words by which people accept, refuse, hedge, limit and condition, in English, French, Spanish, Portuguese, some German, Italian."""

import re
from enum import Flag, auto

from intake.answer_engagements import ENGAGEMENTS
from intake.answer_idioms import IDIOMS, any_of
from intake.answer_phrases import ACCEPTANCES, CONDITIONS, REFUSALS
from intake.answer_slips import mended
from intake.neutral_words import is_neutral


class Sign(Flag):
    """What the words of one clause do."""

    NONE = 0
    YES = auto()
    """'I am available', 'works for me'."""
    BARE_YES = auto()
    """'Yes', a thumb: counts only if nothing beside it needs understanding."""
    WEAK_YES = auto()
    """'OK', 'sure': may only mean 'I have read this'."""
    NO = auto()
    """A refusal."""
    BUSY = auto()
    """'on leave', 'another mission'."""
    NEGATION = auto()
    HEDGE = auto()
    CONDITION = auto()
    ONLY = auto()
    EXCEPT = auto()
    VAGUE = auto()
    """A limit in words that are no dates: mornings, Fridays, remotely."""
    REGRET = auto()
    NOTED = auto()
    """'well received', 'please send details', 'I am interested': not yet an answer."""
    THANKS = auto()
    COULD = auto()
    """'I could' offers days, but without days it promises nothing."""
    ALARM = auto()
    """'cancel', 'ill', 'someone else', 'in summer': whoever says so beside a yes may mean the contrary."""


def signs_in(clause: str) -> Sign:
    """The signs in a lower-case clause whose dates are replaced by §."""
    text = clause = mended(clause)
    for pattern, meaning in IDIOMS:
        text = pattern.sub(meaning, text)
    text = text.strip()
    found = Sign.NONE
    for sign, pattern in _SIGNS:
        if pattern.search(text):
            found |= sign
    # Courtesies hide no alarm: 'let me know how to cancel'.
    return found | Sign.ALARM if _ALARM.search(clause) else found


def is_partial(clause: str) -> bool:
    """Whether a clause limits days beyond naming them: to mornings, to Fridays, to a distance."""
    return _PARTIALLY.search(clause) is not None


def limits_length(clause: str) -> bool:
    """Whether a clause says for how long somebody could come: 'two weeks', 'half the time'."""
    return _LENGTH.search(clause) is not None


def is_compared(clause: str) -> bool:
    """Whether a clause only names what something else is better than."""
    return _COMPARED.match(clause) is not None


def without_hedges(clause: str) -> str:
    """The words beside 'maybe' and the like."""
    return _HEDGE.sub(" ", without_idioms(clause))


def without_idioms(clause: str) -> str:
    """The words that are left once what only sounds like an answer is taken away."""
    for pattern, _ in IDIOMS:
        clause = pattern.sub(" ", clause)
    return clause.strip(_SILENT)


def is_harmless(clause: str) -> bool:
    """Whether a clause beside a bare yes says nothing but yes, thanks and courtesies; every other word must be understood."""
    text = clause
    for pattern, meaning in IDIOMS:
        text = pattern.sub(meaning, text)
    text = _WEAK_YES.sub(" ", _BARE_YES.sub(" ", text.strip()))
    left = _COURTESIES.sub(" ", text).strip(_SILENT)
    # Days would be words of the offer, not of the yes.
    return left == "" or (_PLAIN_WORDS.fullmatch(left) is not None and is_neutral(left))


_PLAIN_WORDS = re.compile(r"[^\W\d_]+(?:[ ',.!-]+[^\W\d_]+)*")


# A filler of at most three words between a verb and what it governs.
_GAP = r"(?:\s+[\w'’-]{1,20}){0,3}?"

_YES = any_of(
    r"available|at your (?:full |entire )?disposal|à votre (?:entière )?disposition|a su (?:entera )?disposición|à (?:vossa|sua) (?:inteira )?disposição|zu ihrer verfügung|a (?:vostra|sua) disposizione|(?:ma|mi|minha|la mia|meine) (?:pleine |total )?(?:disponibilité|disponibilidade?|disponibilità|verfügbarkeit)(?= (?:\w+ ){0,5}§)|i'?m in(?= ?(?:[^\w\s]|$|for(?!\w)|too|then|if|provided|on §|with))|count me in|count on me(?! to)|my answer is yes|you have my (?:agreement|confirmation)",
    r"(?:i'm|i am|be|am) (?:still |also |then )?free(?! (?:to|of)(?!\w))|free(?= (?:§|on|from|for|during|that|those|these|all|then))",
    r"(?:i|we) (?:can|could|will|shall|am able to)"
    + _GAP
    + r" (?:(?:do|make|manage) (?:it|that|this|the|those|these|all|§)|come|join|participate|take part|go(?! to)|travel|attend|be there(?! in)|accept|commit(?! to)|serve|start|stay)",
    r"(?:i|we) can(?= ?(?:§|$))|i'll (?:be there(?! in)|come|join|go|do it|participate)",
    r"(?:i|we)(?: hereby| gladly| happily| fully| can| also| do)? accept(?= ?(?:$|§|and|the|this|it|with|gladly|your (?:\w{1,12} )?(?:invitation|proposal|offer|request)))",
    r"(?:i|we)(?: hereby| gladly| happily| fully| can| also| do)? agree(?= ?(?:$|§|to (?:participate|join|go|come)|(?:with|to) (?:the|these|those|your) (?:dates|period|proposal|mission)))",
    r"(?:i|we)(?: hereby| gladly| happily| fully| can| also| do)? confirm(?= ?(?:$|§|my (?:availability|participation|attendance|presence)|that i(?: am|'m| can| will)|i (?:am|can|will)|i'm|the (?:dates|period|mission)|it|this|availability))",
    r"(?:happy|glad|pleased|delighted|honou?red|willing|ready|thrilled) to(?= ?(?:§|$|participate|join|accept|come|take part|go|do|travel|contribute|be part|be there|confirm|serve|work|commit))",
    r"(?:works?|suits?|fine|ok|okay|good|perfect|possible|convenient|great|alright) (?:for|with|by) (?:me|us)(?! to(?!\w))",
    r"(?:that|this|it|which|dates?|period|they|these|§)(?: (?:is|are|looks?|sounds?|also|all"
    r"|perfectly|absolutely|just)){0,3} (?:works?|fine|ok|okay|good|perfect|suits?(?: me)?|suitable|convenient)(?! to)",
    r"(?:otherwise|rest is|rest of the (?:period|time) is) (?:fine|ok|okay|free|available|yes|no problem|good|possible)",
    r"§ (?:would|will|could)(?: also| all| both| probably)? (?:work|suit|do|be (?:fine|ok|okay|good|perfect|possible|great|ideal|best|better))(?! to)",
    r"with (?:great |much )?pleasure|gladly|fine with me",
    r"§ (?:serait|seraient|est|sont|ser[ií]an?|es|son|seriam?|é|são|sarebbe|wäre)(?: \w+)? (?:possibles?|posibles?|poss[ií]ve(?:l|is)|parfaite?s?|perfect[oa]s?|perfeit[oa]s?|bien|bon|bom|boas?|ideal|idéale?|ótim[oa]s?|perfetto|möglich|gut)(?! de| que)",
    # French
    r"je viens(?! d[e'])|j'y serai|j'en suis(?! désol)|je participe(?:rai)?(?! pas| à une?(?!\w)| à des| aux? )|je serai des vôtres|me conviendr(?:ait|aient|a|ont)",
    r"disponible|libre|je (?:viendrai|participerai|serai (?:là|présente?))|je (?:peux|pourrai|pourrais|suis en mesure de)(?: y| bien| tout à fait| donc)?(?= ?(?:§|$|participer|venir|aller|voyager|accepter|être|faire|partir|me (?:libérer|rendre)|assurer))",
    r"j'accepte(?! (?:vos|tes|ses))|je (?:vous )?confirme(?: par la présente| bien| donc| volontiers| avec plaisir)?(?= ?(?:$|§|ma (?:disponibilité|participation|présence|venue)|mon (?:accord|engagement|acceptation|oui)|que je (?:suis|serai|peux|pourrai|participe|viens)|que oui|être|(?:la|les|ces|cette|le) (?:dates?|période|mission)))|je suis (?:d'accord|partante?|prête?|ravie?|heureu(?:x|se))|je valide(?= ?(?:$|§|(?:la|les|ces|cette) (?:dates?|période|mission)))",
    r"(?:cela|ça|ca) me (?:convient|va)|me (?:convient|conviennent|va)|avec (?:grand |beaucoup de |le plus grand )?plaisir",
    r"c'est (?:bon|d'accord|ok|parfait|entendu|oui)|comptez sur moi|volontiers|pouvez compter sur moi",
    r"(?:sinon|autrement) (?:ok|c'est bon|oui|d'accord|ça va|tout va bien|pas de souci)",
    # Spanish
    r"(?:iré|asistir[eé]|participar[eé]|viajar[eé])(?= ?(?:$|§|con |a la|en |encantad))|me convendr[ií]an?|ser[aá] un placer|ah[ií] estar[eé]",
    r"puedo (?:ir|participar|viajar|asistir|acudir|hacer(?:lo)?|estar|aceptar|§)|podr[eé](?= ?(?:§|$|ir|participar|viajar|asistir|estar))|podr[ií]a (?:ir|participar|viajar|estar|§)",
    r"acepto(?! (?:sus|tus))|confirmo(?= ?(?:$|§|(?:mi|la|a minha|a) (?:disponibili(?:dad|dade)|participa[cç](?:i[oó]n|[ãa]o)|asistencia|presencia|presença)|que (?:estoy|puedo|estou|posso)|(?:la|a) (?:misi[oó]n|missão)|las fechas|as datas|(?:el|o) per[ií]odo|participa|disponib))|estoy (?:libre|de acuerdo|list[oa]|dispuest[oa])|me (?:viene|va|parece) (?:bien|perfecto)|me convienen?",
    r"con (?:mucho |todo )?(?:gusto|placer)|encantad[oa](?: de)?|cuenten? conmigo|claro que s[ií]",
    r"(?:por lo dem[aá]s|el resto) (?:bien|s[ií]|ok|est[aá] bien|perfecto|sin problema)",
    # Portuguese
    r"(?:irei|participarei|viajarei)(?= ?(?:$|§|com |na |no |em ))|ser[aá] um prazer|l[aá] estarei|conv[eê]m-me|servem-me",
    r"dispon[ií]ve(?:l|is)|posso (?:participar|ir|viajar|aceitar|estar|§)|poderei|aceito|concordo|estou (?:livre|de acordo|pront[oa])",
    r"com (?:muito |todo o |imenso )?(?:prazer|gosto)|contem? comigo|por mim (?:tudo bem|está bem|pode ser|sim)",
    r"(?:de resto|fora isso) (?:tudo bem|ok|sim|está bem|sem problema)|convém-me|serve-me|claro que sim",
    # German
    r"ich (?:komme|reise|nehme teil)(?! nicht)(?= ?(?:$|§|gern))|ich sage zu",
    r"verfügbar|ich (?:kann|könnte)(?: gerne?)?(?= ?(?:§|$|kommen|teilnehmen|dabei|reisen))|ich bin (?:gerne )?(?:dabei|bereit|frei)",
    r"ich (?:sage (?:gerne )?zu|bestätige(?= ?(?:$|§|meine (?:verfügbarkeit|teilnahme|zusage|anwesenheit)|die (?:termine|daten)|dass ich|den (?:termin|zeitraum)|gerne))|akzeptiere|nehme gerne teil)|passt(?: mir| für mich| gut)?|sehr gerne|mit vergnügen",
    r"sonst (?:ja|gerne|passt es|geht es|kein problem)|(?:das|es) passt",
    # Italian
    r"disponibile|posso (?:venire|partecipare|andare|viaggiare|accettare)|accetto|confermo(?= ?(?:$|§|la (?:mia )?(?:disponibilità|partecipazione|presenza|missione)|le date|il periodo|che (?:sono|posso|ci sarò)|volentieri))|sono (?:liber[oa]|d'accordo|liet[oa])",
    r"(?:mi|per me) va bene|con (?:molto |grande )?piacere|volentieri|ci sarò|contate su di me",
    r"§ (?:yes|oui|s[ií]|sim|ja|sì|ok|okay|would|does|do|will|is|are|perfe[ck]t\w{0,3}|perfeit[oa]s?|[óo]tim[oa]s?|parfaits?|ideal|idéal|fine|great|good)$",
    r"(?:ok|okay|d'accord|oui|sí|sim|vale|c'est bon) (?:pour moi|pr moi|por m[ií]|para m[ií]|para mim|für mich|per me)|(?:está|é|c'est|it is|it's|ist|è) (?:confirmad[oa]|confirmé|confirmed|bestätigt|confermato)(?= ?$)",
    r"dates? noted and confirmed|put (?:me|my name) down|i'm on board|i'm game|(?:i'd|i would)(?: \w{1,10}ly)? accept(?= (?:on|if|provided|subject))|réponds favorablement|(?<!peux )confirme ma (?:disponibilité|participation|venue)",
    r"me apunto|cuenta conmigo|topo(?= ?(?:$|sim))|podem? contar comigo|^partante?s?$",
    r"dates (?:sont|me vont)(?: \w+)? (?:parfaites?|bonnes?|idéales?|bien)|(?:fechas|datas) (?:son|são|est[aá][no]?)(?: \w+)? (?:perfect[oa]s?|perfeit[oa]s?|buenas?|boas?|ideales|ideais|bien|bem|ótimas?)|all[ií] estar[eé]",
    r"^(?:all|any|every|tous|toutes|todos|todas|alle)(?: of)?(?: the| these| those| les| los| las| os| as)? (?:days?|dates?|jours|d[ií]as|fechas|datas|tage)$",
    *ACCEPTANCES,
    # An idiom below was read.
    r"‹yes›",
)

# Only at the beginning of a clause: inside one these words mean many things.
_LEAD = r"^(?:well |so |then |hello |hi |dear all |bonjour |hola |olá |and |mais |pero |but )?"
_BARE_WORDS = (
    r"yes|yeah|yep|yup|of course|bien s[uû]r|por supuesto|certainly|absolutely|definitely|agreed|confirmed|accepted|oui|ouais|certainement|absolument|confirmé"
    r"|sí|confirmado|sim|com certeza|ja|jawohl|einverstanden|natürlich|sì|certamente"
    r"|absolutely|by all means|count me in|it's a deal|grand so|affirmative|et comment|avec joie|ça marche|ça roule|trato hecho|me sumo|me apunto|cuenten con(?: este| esta)? \w{1,12}|est[áa] aceite|estou dentro|tô dentro|claro que sim"
    r"|abgemacht|gebongt|ci sto|affare fatto|molto volentieri"
    r"|(?:sold|done|vendu|banco|présente?|marché conclu|c'est parti|nickel|hecho|listo|dale(?: pues)?|vamos(?: all[áa])?|bora lá|venga|adelante(?: pues)?|fechad\w{1,6}|feito|bora|partiu|topo|beleza|pode contar|zusage|fatto)(?= ?$)"
)
_WEAK_WORDS = (
    r"(?:tout à fait|entièrement|parfaitement|pleinement) d'accord|(?:totalmente|completamente|plenamente) de (?:acuerdo|acordo)|ok|okay|sure|perfect|fine|deal|d'accord|entendu|parfait|claro|vale|de acuerdo|de acordo|conforme|perfecto|combinado|perfeito|all good|est[aá] (?:bien|bem|ok)|tudo bem"
    r"|gerne|certo|va bene|d'accordo"
)
_BARE_YES = re.compile(
    rf"{_LEAD}(?:(?:{_BARE_WORDS})(?!\w)|(?:si|i can|je peux|puedo|posso|ich kann)$|[👍👌✅✔🆗])"
)
_WEAK_YES = re.compile(rf"{_LEAD}(?:{_WEAK_WORDS})(?!\w)")

# All that may stand beside a bare yes unread; whatever is not here makes an officer look.
_COURTESIES = any_of(
    _BARE_WORDS,
    _WEAK_WORDS,
    r"(?:many thanks|thanks|thank you|merci|je vous remercie|muchas gracias|gracias|(?:le |les )?agradezco|(?:muito )?obrigad[oa]|agradeço|vielen dank|danke|grazie|la ringrazio)"
    r"(?: (?:so much|very much|a lot|again|in advance|to you|you all|beaucoup|bien|encore|infiniment|d'avance|à vous|a usted|a ustedes|de nuevo|mais uma vez|sehr|nochmals|mille))?"
    r"(?: (?:for (?:the|your|this|asking|thinking|contacting|inviting)|pour (?:la|le|les|votre|vos|cette)|por (?:la|su|el|las|o|a|vossa|pensar)|de (?:votre|vos)|pel[oa]|für|per) ?"
    r"(?:(?:kind |aimable )?(?:invitation|message|e-?mail|mail|letter|offer|proposal|opportunity|trust|question|me|of me|proposition|message|courriel|confiance|invitación|mensaje|correo|propuesta|confianza|convite|mensagem|proposta|confiança|die einladung|ihre nachricht|l'invito))?)?",
    r"(?:será|es|é|seria|sería|it (?:is|would be|will be)|ce (?:sera|serait)|c'est) (?:para mí |pour moi |for me )?(?:un |uma? |a |an |une )?(?:gran |grande |great |vrai |real )?(?:honou?r|honra|honneur|placer|prazer|pleasure|plaisir|joie|privil[eèé]g[eio]{1,2})(?: (?:participar|to participate|de participer|to join|to be part))?",
    r"(?:from|on) (?:my|our) (?:side|end|part)|de (?:mon|notre) côté|(?:de|por) mi parte|da minha parte|por mim|meinerseits|da parte mia|reserven? (?:ya )?(?:el|los) vuelos?|i am|i'm|i do|i can|i will|i shall|it is|that is|we are|we can|please(?: do| go ahead| proceed)?|go ahead|any ?time|always|indeed|exactly|right|great|excellent|wonderful|good|super",
    r"(?:very )?(?:gladly|happily|willingly|happy|glad)|most certainly|very much|for sure|for me|for us|by all means|(?:it is |it's )?(?:a|my) pleasure|an honou?r|sounds (?:good|great|fine)|100 ?%|dear all|sir|madam",
    r"(?:for |during |on |at |in )?(?:all|the whole|the entire|the full|these|those|the|any of (?:the|these|those)|all (?:of )?(?:the|these|those)) (?:dates?|days|period|time|mission)",
    r"see you(?: (?:there|soon|then|in \w{1,20}))?|at your (?:disposal|service)|(?:kind |best |warm )*(?:regards|wishes)",
    r"(?:oui,? oui|yes,? yes|s[ií],? s[ií]|sim,? sim)|c'est (?:bien )?noté|à bientot|(?:queda|fica) anotado|je (?:le )?(?:peux|veux)(?: bien)?|tout à fait|avec joie|bien volontiers|sans hésiter|sans hésitation|pour moi|à votre disposition|très bien|bien entendu|s'il vous plaît|(?:pour |à |aux? |sur )?(?:toute la période|toutes (?:ces|les) dates|ces dates|dates (?:indiquées|proposées|prévues))|cordialement|à bientôt",
    r"desde luego|sin duda|para m[ií]|por favor|muy bien|bien|adelante|a su disposición|puedo|(?:en |para |durante )?(?:todo el per[ií]odo|todas (?:las|esas|estas) fechas|esas fechas|estas fechas)|(?:un )?saludos?",
    r"sem dúvida|para mim|com gosto|muito bem|à (?:sua|vossa) disposição|posso|(?:em |para |durante )?(?:todo o per[ií]odo|todas (?:as|essas) datas|nessas datas|nestas datas)|cumprimentos|abraços?",
    r"gern|sehr gern|klar|selbstverständlich|auf jeden fall|bitte|für mich|zu ihrer verfügung|(?:den |im )?(?:ganzen|gesamten) zeitraum|(?:viele |beste )?grüße|per me|con gioia|tutto il periodo|in quelle date|saluti",
    r"(?:(?:on|from|for|in|during|between|to|the|all of|du|le|la|les|en|pour|de|del|el|em|no|na|den|vom|im|am|dal|il) ){0,2}§",
)
_SILENT = " \t.,;:!…'\"()[]*-–—/§👍👌✅✔🆗🙂😊😀😃😄🙏\ufe0f🏻🏼🏽🏾🏿"

_ALARM = any_of(
    r"cancel\w{0,12}|annul\w{1,8}|anul\w{1,8}|annulier\w{0,4}|withdr\w{1,8}|declin\w{1,8}|déclin\w{1,8}|refus\w{0,6}|reject\w{0,4}|rehus\w{1,5}|rifiut\w{1,6}",
    r"désist\w{0,8}|desist\w{1,8}|renonc\w{1,6}|renounc\w{1,4}|renunci\w{1,6}|rinunci\w{1,6}|resign\w{0,6}|démission\w{0,8}|quit(?:s|ting)?|step\w{0,4} (?:down|aside|back|out)|retir(?:e|ed|ing|ement)|drop out|pull\w{0,3} out|stop\w{0,4}",
    r"absag\w{0,6}|abgesagt|ab(?:lehn|gelehn)\w{0,4}|stornier\w{0,4}|disdi\w{1,6}|ritir\w{1,6}|unsubscribe|delete|remove",
    r"ill|illness|sick\w{0,6}|unwell|malad\w{1,5}|souffrante?|enferm\w{1,8}|doentes?|doença|adoec\w{1,4}|krank\w{0,8}|erkrankt|malat\w{1,6}|injur\w{1,4}|accident|broken|pregnan\w{1,3}",
    r"doctors?|physician|médecin|m[eé]dic[oa]s?|arzt|ärztin|operation|operated|opération|operaci[oó]n|operad[oa]|operação|operiert|operazione|surgery|chirurgie|cirug[ií]a|cirurgia",
    r"hospital\w{0,8}|hôpital|krankenhaus|ospedale|dea(?:d|th)|died|décès|funeral|forbid\w{0,6}|interdit|prohíbe|proíbe|verboten|vieta",
    r"(?:some|any)(?:one|body) else|(?:another|other) (?:expert|person|candidate)|instead|replace\w{0,5}|quelqu'un d'autre|un autre expert|otra persona|otro experto|outra pessoa|outro perito|jemand(?:en)? ander\w{1,4}|qualcun altro",
    r"summer|autumn|winter|(?:in|this|next) (?:the )?(?:spring|fall)|(?:en|cet|l'|prochain) ?été|été prochain|automne|hiver|printemps|verano|otoño|invierno|primavera|verão|outono|inverno|sommer|herbst|frühling|frühjahr|estate|autunno",
)

_NO = any_of(
    r"can ?not|can't|cant|won't|will not|wouldn't|couldn't|could not|unable|not able|unavailable|impossible|count me out",
    r"not(?: (?:be|currently|really|fully|at all|going to be|generally|personally))? (?:available|free|possible|in a position|attend|join|participate|come|go)",
    r"(?:must|have to|need to|had to|would have to|regret to|i|i'll|shall|will|prefer to)(?: \w{1,12}ly| therefore)? (?:decline|refuse|withdraw|turn (?:it|this|you) down|say no|pass)",
    r"(?:doesn't|does not|don't|do not|won't|not|isn't|aren't) (?:work|suit|fit|fine|ok|okay|convenient|available|possible|good|for me)",
    r"(?:rather|prefer) not|préfér\w{1,5} (?:ne )?pas|prefier[oe] no|prefir[oa] n[ãa]o|lieber nicht|preferi\w{1,4} (?:di )?no|no (?:me )?(?:va a|resulta|será) (?:ser )?posible|n[ãa]o tenho condiç[õo]es",
    r"not this time(?! of)|no can do|sit this (?:one )?out|sans moi|rinunciare|schaffe (?:das|es) (?:\w{1,9} )?nicht|fica para (?:a )?próxima|he de declinar|recusar",
    r"not interested|no availability|no time|no longer|too busy|i'm out|i am out|(?<!not )remove me|unsubscribe|stop writing|never (?:write|contact)",
    r"(?:cancel|withdraw) my (?:participation|attendance|seat|place|trip|acceptance)|(?:drop|back) out",
    r"(?:skip|sit out|pass on) (?:this (?:one|time)|it this time|that one)|je passe mon tour|(?:esta|desta) vez pass?o|pass?o (?:esta|desta) vez|(?:ne |n')?(?:viendrai|participerai|viens|participe|irai) pas|no (?:ir[eé]|asistir[eé]|participar[eé]|viajar[eé])|n[ãa]o (?:irei|participarei|viajarei|vou(?= ?(?:$|participar|poder)))",
    # French
    r"(?:annuler|retirer) (?:ma (?:participation|venue)|mon (?:accord|voyage))|me (?:retirer|désister)",
    r"indisponibles?|(?:pas|plus|guère|aucunement)(?: \w{1,15})? (?:disponibles?|libres?|possible|en mesure|intéressée?s?)",
    r"(?:ne |n')?(?:peux|pourrai|pourrais|puis|serai|pouvons) (?:malheureusement |hélas |donc |vraiment |finalement )?(?:pas|plus)(?! encore)",
    r"je ne puis|décliner?|je (?:dois )?refuser?|renoncer|(?:convient|conviennent|va|vont) pas|dans l'impossibilité|empêchée?|hors de question",
    # Spanish
    r"no (?:\w{1,8} )?(?:puedo|podr[eé]|podr[ií]a|podemos|estoy|estar[eé]|es posible|ser[aá] posible|tengo (?:disponibilidad|tiempo)|voy a poder|acepto)",
    r"no me (?:viene|va) bien|no me convienen?|imposible|(?:dizer|dizer-vos|dizer-lhes) (?:que )?n[ãa]o|dire (?:que )?non|rechazo|declin(?:o|ar)|rechazar|no disponible|no cuenten conmigo|decir que no",
    r"(?:cancelar|retirar) mi (?:participación|viaje|plaza)|retirarme",
    # Portuguese
    r"(?:cancelar|retirar) a minha (?:participação|viagem|resposta)|retirar-me|desistir",
    r"n[ãa]o (?:\w{1,8} )?(?:posso|poderei|poderia|podemos|estou|estarei|é possível|será possível|tenho (?:disponibilidade|tempo)|vou poder|consigo|conseguirei|aceito|dá|contem)",
    r"imposs[ií]vel|indispon[ií]vel|recuso|recusar",
    r"já era|nem pensar|ni (?:hablar|pensarlo|de broma)|no way|forget it|kommt nicht in frage|fuori discussione|out of the question|nothing doing|même pas en rêve|rien à faire|impensable|descartad[oa]|nada feito"
    r"|sem hip[óo]tese|sem chances?|otra vez será|ser[áa] (?:en|para) otra(?: (?:ocasi[oó]n|vez|oportunidad))?|ser[aá] (?:n|par)?[ao] ?(?:outra|próxima)|ce sera pour une autre fois|ce n'est que partie remise",
    r"(?:ce sera|c'est|será|é|es|it is|it's|it'll be|that's a|answer is|answer has to be|respuesta es|resposta é|réponse est|antwort ist|risposta è) (?:un |a |sadly |unfortunately )?(?:no|non|não|nein)(?= ?$)",
    r"(?:no (?:se )?(?:puede|podr[aá])|n[ãa]o (?:se )?(?:pode|poderá)|ne (?:peut|pourra|saurait)|non (?:può|potrà)|kann nicht|(?:is|are) (?:not|un)(?: in a position to| able to|able to)|(?:may|can) not)(?: (?:être|ser|essere|\w{1,12}mente))? (?:dar(?: seguimiento| curso| seguimento)?|donnée?(?: suite)?|accéder|acceder|aceder|autoriser|autorizar|autorizzare|atender|participar|participer|partecipare|prendre part|tomar parte|liberar|libérer|release|undertake|participate|accept|grant|entsprechen|teilnehmen)",
    r"(?:no|aucun|ning[uú]n|nenhum|kein|nessun)(?: of our| de nos| de nuestros| dos nossos)? (?:officials?|officers?|staff|members?|agents?|fonctionnaires?|funcionari[oa]s?|funcionári[oa]s?|beamter|funzionari[oa])(?: \w{1,12}){0,3} (?:may|can|will|peut|pourra|puede|podrá|pode|poderá|kann|può)",
    # Nouns of refusal, as in "Je confirme mon refus"
    r"indisponibilit\w{1,3}|indisponibilidade?s?|(?<!pas de )refus|désistement|renuncia|recusa|aus[eê]ncia|absence(?= ?(?:$|§|(?:in|on|from|during|pour|à|aux|en|du)(?!\w)))|assenza|abwesenheit|absage|non[- ]availability|unavailability",
    # German
    r"nicht(?: \w{1,12})? (?:verfügbar|möglich|frei|teilnehmen|kommen|zusagen|annehmen|dabei|reisen)|(?:kann|können)"
    + _GAP
    + r" nicht|leider nicht|absagen|ablehnen|unmöglich|verhindert|keine zeit|nicht zur verfügung|geht nicht|passt(?: mir)? nicht",
    # Italian
    r"non (?:posso|potrò|potrei|sono (?:disponibile|liber[oa]|in grado)|sarò|mi è possibile|è possibile|accetto|riesco|mi va bene|ce la faccio)",
    r"impossibile|declinare|rifiutare|rifiuto",
    *REFUSALS,
    r"‹no›",
)
_BARE_NO = re.compile(
    r"^(?:so |well |sorry |but |and |alas |unfortunately |malheureusement |hélas |lamentablemente |infelizmente |leider |purtroppo )?"
    r"(?:no|non|não|nao|nein|nope|nee)"
    r"(?: (?:thanks?|thank you|merci|gracias|obrigad[oa]|danke|grazie|sorry|not this time|esta vez|cette fois|for me|pour moi|para mí))?$"
)

_BUSY = any_of(*ENGAGEMENTS)

_NEGATION = re.compile(
    r"n't(?!\w)|(?<!\w)(?:not|no|never|none|neither|nor|cannot|without|nobody|nothing|hardly|barely|rarely|wrong|false|(?<!en )personne|nadie|ninguém|niemand|nessuno|nada|rien|pas|jamais|aucune?|ni|non|plus que|nunca|jam[aá]s|ning[uú]n\w{0,2}|tampoco"
    r"|n[ãa]o|nenhum\w{0,2}|nem|weder|né|nicht|kein\w{0,2}|nie|nein|mai|nessun\w{0,2})(?!\w)"
)

_HEDGE = any_of(
    r"(?:trop tôt|demasiado pronto|demasiado cedo|muito cedo|zu früh|troppo presto) (?:pour|para|um|per)|que je (?:vérifie|voie|regarde|demande|consulte)|(?:mirar|ver|revisar|consultar) (?:mi|a minha|la|o meu) (?:agenda|calend\w+)",
    r"possible (?:that|que|che)|möglich dass|maybe|perhaps|possibly|probably|likely|might|may(?= \w)|unsure|i (?:think|guess|suppose|hope|believe)|hopefully|in (?:principle|theory)|normally|tentatively|tentative|presumably|almost",
    r"j'attends (?:encore |toujours )?(?:une |la |leur |sa |de )?(?:réponse|confirmation|décision|résultats?|nouvelles)|(?:i'm |i am |still )?waiting (?:for|to hear|on) (?:an?|the|their|news|about|back|from|word)(?: answer| reply| decision)?|(?:estoy |sigo )?esperando (?:una? |la |su )?(?:respuesta|confirmación|decisión|noticias|resultados?)|(?:estou |continuo )?à espera de (?:uma |um |a )?(?:resposta|confirmação|decisão|notícias|resultados?)|aguardo (?:uma |la |a )?(?:resposta|respuesta|decisão|decisión)"
    r"|(?:not|n't)(?: yet| quite| entirely| completely)? (?:sure|certain|decided|confirmed|clear|know|think)|not yet|(?:don't|do not) (?:yet )?know|yet",
    r"let me (?:check|think|see|confirm|get back|come back|verify|ask|first|look)|too early|to be confirmed|tbc|tbd|trying|try to|why not|more or less",
    r"(?:will|'ll|i'll|shall|need to|have to|must|should|want to|going to|got to|just|first)"
    + _GAP
    + r" (?:check|think|see|verify|consult|get back|come back|let you know|revert|ask|consider|discuss|look|reply|answer|inform you|decide)",
    r"n[ãa]o é (?:certo|seguro|garantido|definitivo)|no es (?:seguro|cierto|firme|definitivo)|(?:ce n'est |c'est )?pas (?:garanti|définitif|certain)|(?:not|n't|isn't) (?:certain|guaranteed|definite|set in stone|firm)|nicht (?:sicher|garantiert|fest)|non è (?:sicuro|certo|detto)|can't promise|ne (?:peux|puis) rien (?:promettre|garantir)|no (?:les )?(?:puedo )?prometo? nada|n[ãa]o (?:posso )?promet\w{1,3} nada|verspreche nichts|non prometto",
    r"^complet[oa]$|‹doubt›|used to be|(?:§|dates?|period|that|this|it|they) could(?: \w{1,12}ly| well| also)? (?:work|suit|fit)",
    # Available for something else, or hardly.
    r"available (?:only )?to (?:answer|discuss|talk|chat|speak|reply|respond|advise|explain|clarify)|disponible (?:pour (?:répondre|discuter|parler|conseiller)|para (?:responder|contestar|conversar|aclarar))|disponível para (?:responder|esclarecer|discutir)"
    r"|verfügbar für (?:fragen|rückfragen)|disponibile (?:a|per) (?:rispondere|parlare|discutere)",
    r"(?:très |trop |assez )?peu (?:disponibles?|libres?)|(?:muy )?poc[oa] (?:disponible|libre|disponibilidad)|pouc[oa] (?:disponível|livre|disponibilidade)|(?:kaum|wenig|begrenzt) (?:verfügbar|frei)|poc[oa] (?:disponibile|liber[oa]|disponibilità)|(?:little|limited|scarcely|hardly|barely) (?:available|availability)",
    r"(?:as|for) (?:an? |the |your )?(?:back-?up|reserve|substitute|stand-?by|alternate|replacement|last resort)|^(?:an? |the |your )?(?:back-?up|reserve|substitute|stand-?by|alternate|replacement)$|on stand-?by|en réserve|comme (?:remplaçante?|réserve|suppléante?)|en dernier recours|(?:como|de) (?:suplente|reserva|sustitut[oa]|substitut[oa])|als (?:ersatz|reserve|vertretung)|come (?:riserva|sostitut[oa])",
    r"(?:can't|cannot|can not|couldn't|not|n't) (?:\w{1,10} )?(?:say|confirm|tell|commit|promise|decide|guarantee|answer|give)",
    r"should be|depends?|supposed to|tempted|vous redis|te redis",
    # Somebody or something else is available, or was.
    r"(?<!§ )(?:is|was|were|has been|had been|have been)(?: \w{1,12})? (?:available|free)|(?<!we )(?<!§ )are (?:available|free)|colleague|collègue|colega|kollege|kollegin|collega|on behalf",
    r"(?<!§ )(?<!soussigné )(?<!soussignée )(?:est|sont|serait|seront|sera|était)(?: \w{1,12})? disponibles?|(?<!§ )(?<!suscribe )(?<!firma )est[aá]n? disponibles?|(?<!§ )(?<!assinado )(?<!signatário )est(?:á|a|ão) dispon[ií]ve(?:l|is)|(?<!§ )(?<!zeichnende )(?:ist|sind|war) verfügbar|(?<!§ )(?<!scrivente )(?<!sottoscritto )è disponibile",
    r"available (?:for (?:a )?(?:call|chat|meeting|discussions?|questions?|interview)|by (?:phone|telephone|mail|e-?mail))|disponible (?:pour (?:un appel|en discuter|échanger|toute question)|para (?:una llamada|hablar|cualquier))|disponível para (?:uma chamada|falar|conversar|qualquer)",
    r"(?:will|'ll|shall|to) confirm|(?:le|les|lhes?|vos|vous|you) (?:confirm\w{0,5}|d(?:ig|ir)\w{1,4}|av[ei]s\w{1,4}|tell|let you know)(?: \w{1,4})? §|confirm (?:later|soon|tomorrow|by|next)|(?:please|can you|could you|you) confirm|(?:veuillez|merci de) confirmer|(?:favor|por favor) (?:de )?confirm\w{1,3}|then i am in",
    r"(?:confirme|confirmerai|confirmo|confirmar[eé]i?) (?:la semaine|demain|bientôt|plus tard|d'ici|rapidement|lundi|dès|la semana|ma[nñ]ana|luego|m[aá]s tarde|en breve|pronto|cuando|amanhã|depois|em breve|mais tarde|para a semana|la recep|o receb)",
    r"you (?:wrote|said|say|asked?|think|thought|told)|told",
    r"peut[- ]être|probablement|sans doute|éventuellement|je (?:pense|crois|suppose|verrai|réfléchis)|j'espère|en (?:principe|théorie)|sur le principe|normalement|[aà] priori|pourquoi pas",
    r"pas (?:encore |tout à fait |totalement )?(?:sûre?|certaine?|décidée?)|sais pas|pas encore|dépend|à confirmer|devrai[st]?",
    r"(?:dois|vais|faut|devrai|souhaite|aimerais|voudrais)"
    + _GAP
    + r" (?:vérifier|demander|consulter|réfléchir|voir|revenir|parler|en parler|répondre)",
    r"je (?:vous )?(?:reviens|reviendrai|tiens au courant|tiendrai|recontacte\w{0,3}|réponds (?:demain|plus tard|bientôt))|pas (?:encore |vous )*(?:dire|confirmer|garantir|promettre)",
    r"quiz[aá]s?|tal vez|a lo mejor|probablemente|posiblemente|puede (?:ser|que)|creo|espero|en (?:principio|teor[ií]a)|a[uú]n no|todav[ií]a no|por confirmar|depende|por qu[eé] no|supongo|pienso",
    r"no (?:estoy segur[oa]|lo s[eé]|s[eé]|puedo (?:\w{1,6} )?(?:confirmar|decir|asegurar|garantizar)(?:l[eo]s?)?)|les aviso|le aviso",
    r"(?:tengo que|debo|voy a|necesito|deber[ií]a|tendr[ií]a que|quiero)"
    + _GAP
    + r" (?:consultar\w{0,3}|preguntar|ver|revisar|pensar\w{0,2}|comprobar|verificar|hablar|confirmar)",
    r"talvez|provavelmente|possivelmente|acho|creio|penso|em (?:princ[ií]pio|teoria)|ainda n[ãa]o|a confirmar|por ?que n[ãa]o|aviso depois",
    r"n[ãa]o (?:sei|tenho (?:a )?certeza|posso (?:\w{1,6} )?(?:confirmar|dizer|garantir))|(?:tenho (?:de|que)|preciso(?: de)?|vou|devo|quero)"
    + _GAP
    + r" (?:consultar|perguntar|ver|verificar|confirmar|pensar|falar)",
    r"vielleicht|wahrscheinlich|möglicherweise|eventuell|vermutlich|ich (?:denke|glaube|hoffe)|noch nicht|weiß|nicht sicher|grundsätzlich|im prinzip|kommt darauf an|voraussichtlich|melde mich|sollte",
    r"(?:muss|müsste|werde|möchte)(?: \w{1,14}){0,6}? (?:klären|prüfen|fragen|schauen|absprechen|überlegen|nachsehen|nachfragen)",
    r"forse|probabilmente|può darsi|magari|credo|spero|in linea di (?:massima|principio)|in principio|non (?:sono sicur[oa]|so|lo so|ancora)|dipende|da confermare|dovrei",
    r"(?:devo|vorrei|voglio)"
    + _GAP
    + r" (?:verificare|chiedere|vedere|controllare|confermare|parlare|pensarci)",
)

_CONDITION = any_of(
    *CONDITIONS,
    r"pour autant que?|pour peu que|mientras|contanto que|salvo imprevistos?|sauf imprevus?|sauf imprévus?|barring",
    r"(?:a la espera de|à espera d[aeo]|en attente (?:de|d')|dans l'attente (?:de|d')) ?(?:que |mi |el |la |los |las |o |a |um |mon |ma |l')?(?:\w+ ){0,2}(?:concedan|conceda|autori\w+|aprob\w+|aprov\w+|visad?o?|visto|permiso|licença|accord|feu vert|approbation|confirm\w+)|falta(?:ndo)?(?= (?:apenas |só |sólo |solo |que |[oa] |me )?(?:apenas |só |que |[oa] )?(?:visto|visado|visa|aval|autoriz\w*|licença|permiso|acordo|acuerdo))|awaiting (?:my|the|a) (?:visa|approval|leave)",
    r"if|provided|providing|as soon as|subject to|as long as|so long as|assuming|unless|conditions?|conditional|conditionally|pending|contingent|depending|once (?:my|i|the|we)|in case|when (?:my|the)|require[ds]?",
    r"si(?= (?!comunica|informa|conferma|prega|trasmette)\w)|s'il|sous réserve|pourvu que|dès que|après accord|à moins|en cas|dans la mesure|imprévus?|moyennant|(?<!je )(?<!j'ai )réserves?(?! (?:mon|ma|mes|le|la|les|ces|un)(?!\w))|réserve mon accord|lorsque|dès lors|il faudrait|à condition",
    r"siempre (?:que|y cuando)|a condici[oó]n|sujet[oa]|condicionad[oa]|con tal|a menos que|a reserva|salvo que|en caso|una vez que|previ[oa]|imprevistos?|cuando (?:mi|el|la)",
    r"se(?= (?:o|a|os|as|for|houver|meu|minha|tiver|n[ãa]o|conseguir|tudo|puder|il|la|mi|l'|non|tutto|possibile|fosse|ho|posso|me|possível))|desde que|sujeit[oa]|sob reserva|sob condi[çc][ãa]o|salvo se|caso|mediante(?! (?:oficio|carta|nota|documento|correo|escrito|ofício|despacho|e-mail))|dependendo|condiç[ãa]o|condições",
    r"condici[oó]n(?:es)?|condiç(?:ão|ões)|condicao|condizion[ei]|bedingung\w{0,2}|wenn|falls|sofern|vorausgesetzt|vorbehalt|vorbehaltlich|bedingung|solange|sobald|a (?:condizione|patto)|purché|previa|subordinat[oa]|condizione",
)

_ONLY = any_of(
    r"only(?! (?:i|that)(?!\w))|solely|just(?= (?:for|on|from|in|§))|at most|maximum|up to|limited|part of|seulement|uniquement|exclusivement|limitée?",
    r"s[oó]lo(?! que(?!\w))|solamente|[uú]nicamente|exclusivamente|só(?! que(?!\w))|somente|apenas|nur|lediglich|soltanto|unicamente|como m[aá]ximo|no máximo|au maximum|tout au plus|como mucho|at the (?:very |absolute )?most|höchstens",
    r"the only (?:one|ones|week|weeks|days?|slots?|dates?|time|period|option|possibility)(?!\w)|(?:el|la|los|las|lo|o|a|os|as) únic[oa]s?|l[ea]s? seule?s?|die einzige\w?|der einzige|das einzige|l'unic[oa]|il solo|la sola|seule?s?(?= (?:§|la |le |les ))|‹only›",
)
EXCEPTIONS = (
    r"except(?:ing)?(?: for)?|apart from|aside from|other than|excluding|save(?= (?:for|the|on)(?!\w))|bar(?:ring)?(?= (?:on )?(?:the )?(?:§|\d))|minus(?= )"
    r"|à l'exclusion|sauf|hormis|excepté|à l'exception|à part|mis à part|en dehors d|hors(?= (?:(?:du|le|les|la)(?!\w)|§))|salvo|excepto|menos|a excepci[oó]n|exceptuando|quitando|(?<!estoy )(?<!estaré )(?<!estar )(?<!estamos )fuera de(?= )|exceto|tirando|à exce[pç][çã]?ão|fora(?= (?:o|a|os|as|de)(?!\w))"
    r"|außer|ausgenommen|bis auf|ausser|tranne|eccetto|a parte|ad eccezione"
)
"""Words before days that are left out of those named."""
COMPARISONS = r"(?:rather|better|more|sooner) than|instead of|plutôt qu[e']|davantage qu[e']|mieux qu[e']|mejor que|antes que|más que|melhor (?:do )?que|em vez d[eo]|en vez de|au lieu d[eu']|lieber als|eher als|statt|meglio (?:di|che)|piuttosto che"
"""Words before days that are not preferred."""
_COMPARED = re.compile(rf"(?:{COMPARISONS})")
_EXCEPT = any_of(r"(?:everything|anything|any (?:day|date|time)|every day|all) but|but not", EXCEPTIONS)
_PARTIAL = (
    r"remote|remotely|online|on-line|virtual(?:ly|mente)?|by (?:video|phone|zoom|teams)|à distance|en ligne|visio(?:conférence)?|a distancia|en l[ií]nea|remot[oa]|remotamente|à distância|da remoto|aus der ferne",
    r"part[- ]time|half[- ]days?|mornings?|afternoons?|evenings?|week-?ends?|partly|partially|some (?:of the |of these )?(?:days|dates|weeks)|(?:a few|few) days|partiel\w{0,6}|en partie|mi-temps|parcial\w{0,5}|en parte|em parte|teilweise|in parte",
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|segundas?-feiras?|sextas?-feiras?|montags?|freitags?|lunedì|venerdì",
)
_VAGUE = any_of(
    *_PARTIAL,
    r"(?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten)th|final|penultimate|middle|latter|next|other|last|one|two|[1-9](?:st|nd|rd|th)|only)(?: two| three| half| few)?(?: of the)? (?:weeks?|half|days?|part|month)|(?:premières?|deuxièmes?|secondes?|[\wè]{3,8}ième|avant-dernière|autres?|dernières?|premiers|derniers) (?:semaines?|quinzaine|moitié|partie|jours)",
    r"(?:primer[ao]?s?|segund[ao]|tercer[ao]?|terceir[ao]|cuart[ao]|quart[ao]|quint[ao]|sext[ao]|pen[úu]ltim[ao]|otr[ao]s?|outr[ao]s?|últim[ao]s?|ultim[ao]s?|primeir[ao]s?) (?:semanas?|quincena|quinzena|mitad|metade|parte|d[ií]as)|(?:erste|zweite|letzte)n? (?:woche|hälfte)|(?:prima|seconda|ultima) (?:settimana|metà)",
    r"next (?:week|month|year)|tomorrow|la semaine prochaine|le mois prochain|demain|pr[oó]xim[ao]s?|mañana|amanhã|nächste[rn]?|prossim[ao]",
    r"after(?! all)|before|until|till|once|starting|as (?:of|from)|jusqu(?:e|'à|'au)?|après(?! tout)|avant|à partir|dès|hasta|después(?! de todo)|antes|a partir|até|depois(?! de tudo)|nach|bis|dopo|prima",
    r"in (?:the|a) future|another time|next time|autre fois|prochaine fois|otra (?:vez|ocasi[oó]n)|outra (?:vez|ocasião|altura)|anderes mal|altra volta",
    r"(?:tail|back|front) (?:end|half|part|bit)|(?:beginning|start|end|middle|most|bulk|part) of (?:the|your|that|this|it|those|these)(?= |$)|(?:début|fin|milieu) de (?:la|cette|votre) (?:période|fenêtre)|(?:principio|inicio|final?) del per[ií]odo|(?:princípio|início|fim|final) do período",
    r"half|moitié|mitad|metade|hälfte|metà|a medias|\d{1,3} (?:working |full )?(?:days?|jours?|d[ií]as?|tage|giorni|weeks?|semaines?|semanas?|wochen|settimane)",
    r"other dates|another (?:date|time|period)|different dates|later|earlier|autres? (?:dates?|période)|plus tard|otras? fechas?|m[aá]s tarde|outras? datas?|mais tarde|anderer termin|altre date",
)
_PARTIALLY = any_of(*_PARTIAL)
_LENGTH = any_of(
    r"half|moitié|mitad|metade|hälfte|metà|(?:\d{1,3}|an?|one|two|three|un|une|deux|trois|una?|dos|tres|uma?|dois|duas|três|ein\w{0,2}|zwei|drei|due|tre) (?:\w+ )?(?:days?|jours?|d[ií]as?|tage?|giorn[io]|weeks?|semaines?|semanas?|wochen?|settiman[ae])"
)
_REGRET = any_of(
    r"unfortunately|sorry|regret|regretfully|regrettably|afraid|alas|malheureusement|hélas|désolée?|regrette|à (?:mon|grand) regret|lamentablemente|desafortunadamente|desgraciadamente|lo siento|lamento",
    r"would have (?:loved|liked|been)|j'aurais|hubiera|teria gostado|infelizmente|desculpem?|leider|bedauer\w{0,6}|purtroppo|mi dispiace|spiacente",
)
_NOTED = any_of(
    r"interest(?:ed|ing)|(?:would|'d|i'd) (?:really |very much )?(?:like|want)|intéress\w{1,6}|j'aimerais|je voudrais|me (?:gustar[ií]a|encantar[ií]a|interesa\w{0,2})",
    r"interesad[oa]|interesante|gostaria|adoraria|interessad[oa]|interessante|würde gerne?|interessant|vorrei|mi piacerebbe|mi interessa",
    r"noted|receipt|réception|recepci[oó]n|rece[pç][çc]ão|empfang|eingang|lue?|leíd[oa]|lid[oa]|gelesen|lett[oa]|received|got (?:it|your)|read|understood|bien reçu|reçue?|bien noté|pris note|recibid[oa]|recib[ií]|enterad[oa]|recebid[oa]|recebi|anotad[oa]|erhalten|zur kenntnis|ricevut[oa]|preso nota",
    r"(?:send|give|share)(?: me| us)?(?: \w{1,12}){0,3} (?:details|information|info|terms|more)|more (?:details|information|info)|further (?:details|information)|plus (?:de détails|d'informations?)|m[aá]s (?:detalles|informaci[oó]n)|mais (?:detalhes|informações)|mehr (?:informationen|details)|maggiori (?:informazioni|dettagli)",
)

_COULD = any_of(
    r"could|would be available|serais|estar[ií]a|wäre|sarei|pourrais|podr[ií]a|poderia|könnte|potrei"
)
THANKS = re.compile(
    r"(?<!\w)(?:many thanks|thanks?(?: you)?|merci|je vous remercie|muchas gracias|gracias|le agradezco|agradezco|muito obrigad[oa]|obrigad[oa]|agradeço|vielen dank|danke|grazie|la ringrazio)"
    r"(?!\w).{0,120}$"
)

_SIGNS = (
    (Sign.YES, _YES),
    (Sign.BARE_YES, _BARE_YES),
    (Sign.WEAK_YES, _WEAK_YES),
    (Sign.NO, _NO),
    (Sign.NO, _BARE_NO),
    (Sign.BUSY, _BUSY),
    (Sign.NEGATION, _NEGATION),
    (Sign.HEDGE, _HEDGE),
    (Sign.CONDITION, _CONDITION),
    (Sign.ONLY, _ONLY),
    (Sign.EXCEPT, _EXCEPT),
    (Sign.VAGUE, _VAGUE),
    (Sign.REGRET, _REGRET),
    (Sign.NOTED, _NOTED),
    (Sign.THANKS, THANKS),
    (Sign.COULD, _COULD),
)
