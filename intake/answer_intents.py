"""What a reply asks of us beside yes and no: to be left alone, to wait for an employer, to hear more; or that it is unsure."""

import re

_LONGEST = 4_000


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


_LIST = (
    r"(?:(?:your|the|this|that|all|any|every|these|vos|votre|la|cette|toutes?|su|sus|la|esta|vuestra|a|sua|vossa|as|suas|ihrer|der|vostra|sua) ){0,3}"
    r"(?:(?:mailing|distribution|contact|e-?mail|expert) ?)?(?:lists?|database|data ?base|register|roster|pool|files?|records|contacts|system|mails?|mailings?|listes?|base(?: de (?:données|datos|dados))?|fichiers?|registres?|listas?|registros?|registos?|fichero|ficheiro"
    r"|contactos|contatos|liste|verteiler|datenbank|kartei|elenco|archivio)"
)
_NEVER_AGAIN = _any(
    rf"(?:remove|delete|erase|strike|unsubscribe) me(?= ?(?:$|[.!,;)]|please|now|at once|immediately|(?:from|off) {_LIST}))",
    rf"take (?:me|my (?:name|address)) (?:off|out of|from) {_LIST}",
    rf"(?:remove|delete|erase) (?:all )?my (?:name|address|e-?mail(?: address)?|data|details|contact\w*|account|profile|record)(?: from {_LIST})?",
    r"unsubscribe(?= ?(?:$|[.!,;)]|me\b|please))|opt(?:ing)? out",
    r"(?:do not|don't|never|please (?:do not|don't)|not to) (?:ever )?(?:contact|write to|write|e-?mail|mail|ask|bother|disturb|approach)(?: to)? me(?: (?:again|any ?more|any longer|ever again|in (?:the )?future))?(?= ?(?:$|[.!,;)]))",
    r"(?:stop|quit) (?:writing|contacting|e-?mailing|mailing|bothering|asking)(?: to)?(?: me)?|no (?:more|further) (?:e-?mails|mails|messages|invitations|requests)|leave me alone",
    r"no longer (?:wish|want) to (?:be contacted|receive|hear|be asked|be on)",
    rf"(?:me |m')?(?:retirer|supprimer|enlever|rayer|effacer|désinscrire|désabonner)(?:-moi)? (?:de|des|du) {_LIST}",
    rf"(?:retirez|supprimez|enlevez|rayez|effacez|désinscrivez|désabonnez)[- ]moi(?= ?(?:$|[.!,;)]|s'il|svp|(?:de|des|du) {_LIST}))|(?:supprimer|effacer|supprimez|effacez) mes (?:données|coordonnées)",
    r"ne (?:me |m')(?:contact|écri|sollicit|envoy|recontact|dérang)\w{0,6} plus|ne plus (?:me |m')(?:contacter|écrire|solliciter|envoyer|recontacter|déranger)|ne (?:souhaite|veux|désire) plus (?:être|recevoir|figurer)|laissez-moi tranquille|me désinscrire|me désabonner",
    rf"(?:elim[íi]ne(?:n)?me|b[óo]rre(?:n)?me|qu[íi]te(?:n)?me|s[áa]que(?:n)?me|ret[íi]re(?:n)?me)(?= ?(?:$|[.!,;)]|por favor|de {_LIST}))|(?:darme|d[ée](?:n)?me) de baja|(?:borren|eliminen|elimine|borre) mis datos",
    rf"(?:eliminar|borrar|quitar|sacar|retirar)me de {_LIST}|no me (?:escriban?|contacten?|molesten?|env[íi]en?|vuelvan? a (?:escribir|contactar))(?: m[áa]s| nada| nunca)?(?= ?(?:$|[.!,;)]|m[áa]s))|no (?:deseo|quiero) (?:recibir m[áa]s|que me (?:escriban|contacten)|seguir)|d[ée]jenme en paz",
    rf"(?:retirem?|removam?|remova|apaguem?|eliminem?|tirem?|exclua)-me(?= ?(?:$|[.!,;)]|por favor|d[aeo]s? {_LIST}))|me (?:retirem?|removam?|tirem?|excluam?|remova) d[aeo]s? {_LIST}|(?:apaguem?|eliminem?|removam?) os meus dados",
    r"n[ãa]o me (?:contact(?:em|e)|contat(?:em|e)|escrev(?:am|a)|envi(?:em|e)|incomod(?:em|e)|volt(?:em|e) a (?:escrever|contactar|contatar))(?: mais| nada| nunca)?(?= ?(?:$|[.!,;)]|mais))|n[ãa]o (?:desejo|quero) (?:receber mais|ser contactad[oa]|ser contatad[oa]|que me)|deixem-me em paz",
    r"(?:nehmen|streichen|löschen) sie mich(?: bitte)?(?: (?:von|aus) \w+ (?:liste|verteiler|datenbank))?|(?:schreiben|kontaktieren) sie m(?:ir|ich)(?: bitte)? nicht mehr|nicht mehr kontaktieren",
    r"(?:remov|retir|elimin|apag|exclu)\w{1,4} (?:por favor )?(?:o |os |a )?(?:meus?|minha) (?:contactos?|contatos?|dados|nome|e-?mail|endereço|morada)|(?:borr|elimin|quit|retir)\w{1,4} (?:por favor )?mis? (?:correo|nombre|contacto|dirección|datos|ficha)|(?:supprim|effac|retir|enlev)\w{1,4} (?:mon (?:nom|adresse|contact|mail|courriel|profil)|mes coordonnées)",
    r"(?:cancellatemi|toglietemi|rimuovetemi|mi cancelli|mi tolga|mi rimuova)|non (?:mi )?(?:scrivetemi|contattatemi|scriva|contatti|scrivete|contattate) più",
)
_NOT_BEFORE = re.compile(
    r"(?:not|n't|never|ne|no|n[ãa]o|nicht|non|why|if)(?: [\w']{1,12}){0,4} $", re.IGNORECASE
)

_SUPERIOR = _any(
    r"employers?|boss|bosses|director|supervisor|manager|ministry|minister|hierarchy|superiors?|head of (?:unit|department|service)|management|hr|human resources|university|dean|institution|agency|headquarters|administration|line manager|office(?= (?:agrees|approves|allows))",
    r"employeur|patron(?:ne)?|direct(?:eur|rice|ion)|hiérarchie|ministère|ministre|supérieure?s?|chef(?:fe)?|chef de service|administration|responsable|institution|université|tutelle",
    r"empleador(?:a)?|jef[ea]s?|directora?|direcci[óo]n|ministerio|ministr[oa]|superior(?:es)?|jerarqu[íi]a|administraci[óo]n|instituci[óo]n|universidad|empresa|responsable|empleo",
    r"empregador(?:a)?|patr[ãa]o|chef[ei]a?s?|diretor(?:a)?|director(?:a)?|dire[cç][cç]?[ãa]o|ministério|ministr[oa]|hierarquia|entidade patronal|administração|instituição|universidade",
    r"arbeitgeber(?:in|s)?|chefin|vorgesetzt\w{1,3}|ministerium|behörde|dienststelle|leitung|datore di lavoro|capo|direttor[ei]|direttrice|ministero|superior[ei]|amministrazione|azienda",
)
_CONSENT = _any(
    r"depends?|dépend|depende|hängt|dipende|agree\w{0,6}|approv\w{1,5}|permission|authori[sz]\w{0,6}|consent\w{0,3}|clearance|green light|allow\w{0,3}|ask|check\w{0,3}|consult\w{0,4}|lets me|release[sd]?|leave|confirm\w{0,5}|talk|speak|decide\w?|okay|ok|accept\w{0,3}|permits?|sign[- ]?off|verify",
    r"(?:d'|l')?accords?|autoris\w{0,7}|approuv\w{0,3}|approbation|permission|aval|feu vert|consentement|demand\w{0,3}|consult\w{0,3}|vérifier|valid\w{0,6}|accept\w{0,3}|permet\w{0,4}|parler|libère|voir avec",
    r"acuerdo|autori[cz]\w{1,7}|aprob\w{1,6}|aprueb\w{1,3}|permi\w{1,6}|visto bueno|consent\w{0,8}|pregunt\w{1,5}|consult\w{1,5}|hablar|acept\w{1,3}|conced\w{1,3}",
    r"acordo|concord\w{1,4}|aprov\w{1,6}|consentimento|pergunt\w{1,5}|falar|aceit\w{1,3}|verificar",
    r"zustimm\w{0,4}|genehmig\w{0,4}|erlaub\w{0,4}|einverstanden|fragen|klären|absprechen|freigabe|frei(?:stell\w{1,4})|consenso|approvazione|autorizz\w{1,6}|permesso|chiedere|d'accordo|parlare",
)
_UNSURE = _any(
    r"trop tôt|demasiado pronto|demasiado cedo|muito cedo|zu früh|troppo presto|que je (?:vérifie|voie|regarde)|(?:mirar|ver|revisar|consultar) (?:mi|a minha|la|o meu) (?:agenda|calend\w+)",
    r"maybe|perhaps|possibly|probably|likely|might|unsure|i (?:think|guess|suppose|hope|believe)(?: so)?|hopefully|in (?:principle|theory)|tentative\w{0,3}|presumably|should be (?:able|available|possible|fine|ok|free)|depends?",
    r"(?:not|n't)(?: yet| quite| entirely| completely)? (?:sure|certain|decided|know|say|confirm|tell|promise|commit)|too early|to be confirmed|tbc|tbd|trying|try to",
    r"let me (?:check|think|see|get back|come back|verify|look|first)|(?:will|'ll|need to|have to|must|should|want to|going to) (?:\w+ ){0,2}(?:check|think|see|verify|get back|come back|let you know|tell you|revert|consider|look|reply|answer|inform you|decide)",
    r"peut[- ]être|probablement|sans doute|éventuellement|je (?:pense|crois|suppose|verrai|réfléchis)|en (?:principe|théorie)|sur le principe|normalement|[aà] priori|(?:pas|aucunement) (?:encore |tout à fait |totalement )?(?:sûre?|certaine?|décidée?)|sais pas|à confirmer|devrai[st]|dépend"
    r"|(?:dois|vais|faut|souhaite|voudrais) (?:\w+ ){0,2}(?:vérifier|réfléchir|voir)|je (?:vous )?(?:reviens|reviendrai|dirai|tiendrai|tiens au courant|recontacte\w{0,3}|redis)|pas (?:encore |vous )*(?:dire|confirmer|garantir|promettre)|possible mais",
    r"quiz[aá]s?|tal vez|a lo mejor|probablemente|posiblemente|puede (?:ser|que)|creo|en (?:principio|teor[ií]a)|a[uú]n no|todav[ií]a no|por confirmar|depende|supongo|pienso|no (?:estoy segur[oa]|lo s[eé]|s[eé])|(?:les|le) (?:aviso|digo|dir[eé]|confirmo)",
    r"talvez|provavelmente|possivelmente|acho|creio|penso|pode ser(?=,| que|[.! ]*$)|em (?:princ[ií]pio|teoria)|ainda n[ãa]o|a confirmar|aviso depois|digo-(?:vos|lhes?)|n[ãa]o (?:sei|tenho (?:a )?certeza)",
    r"vielleicht|wahrscheinlich|möglicherweise|eventuell|vermutlich|ich (?:denke|glaube|hoffe)|noch nicht|weiß (?:es )?(?:noch )?nicht|nicht sicher|im prinzip|grundsätzlich|melde mich|(?:muss|müsste) (?:\w+ ){0,2}(?:klären|prüfen|schauen|überlegen)",
    r"forse|probabilmente|può darsi|magari|credo|in linea di (?:massima|principio)|non (?:sono sicur[oa]|so|lo so)|dipende|da confermare|devo (?:\w+ ){0,2}(?:verificare|vedere|controllare|pensarci)",
)


_NEEDED = _any(
    r"needs?|must|has to|have to|first|before|until|pending|require[sd]?|waiting|awaiting",
    r"doit|dois|faut|besoin|nécessite|attends?|avant|d'abord|tiene que|tengo que|debe|debo|necesit[oa]|hace falta|esper[oa]|primero|antes",
    r"tem de|tenho de|tem que|tenho que|deve|devo|precis[oa]|aguardo|primeiro|muss|brauche|erst|zuerst|warte|devo|serve|bisogno|prima",
)


def wants_to_be_left_alone(sentence: str) -> bool:
    """Whether somebody asks never to be written to again; 'please do not remove me' does not."""
    match = _NEVER_AGAIN.search(sentence)
    return match is not None and _NOT_BEFORE.search(sentence[: match.start()]) is None


def names_employer(sentence: str) -> bool:
    """Whether the answer hangs on somebody's employer."""
    return _SUPERIOR.search(sentence) is not None and _CONSENT.search(sentence) is not None


def awaits_employer(sentence: str) -> bool:
    """Whether somebody's employer has still to agree: 'My ministry must authorise it first'."""
    return _NEEDED.search(sentence) is not None and names_employer(sentence)


def refused_by_employer(sentence: str) -> bool:
    """Whether somebody's employer has said no: 'The Ministry did not release me'."""
    return (_SUPERIOR.search(sentence) or _MORE_SUPERIOR.search(sentence)) is not None and _DENIED.search(
        sentence
    ) is not None


_MORE_SUPERIOR = _any(
    r"secretar\w{1,8}|unions?|syndicat|sindicato|sindacato|chefia|hierarquia|jerarqu[ií]a|rector\w{0,4}|rectorat|reitor\w{0,3}|dicastero|department|dienstherr|team lead(?:er)?|mairie|prefeitura|superintend\w{1,8}"
)
_LEFT = (
    r"(?:let me|release me|free me|allow me|permit me|give me (?:leave|time)|agree|approve (?:it|this|my)|(?:grant|authori[sz]e|approve|give) (?:me )?(?:the |my |any )?(?:leave|absence|travel|mission|permission|participation)"
    r"|me lib[eé]r\w{1,3}|libér\w{1,3}|me laiss\w{1,4}|m'autoris\w{1,3}|m'accord\w{1,3}|voulu|autoriser?|autorisé|permis|me dej\w{1,3}|me autoriz\w{1,4}|me permit\w{1,4}|autoriz\w{1,4}|me liber\w{1,4}|liber\w{1,3}|deix\w{1,3}|concede\w?"
    r"|mi lasci\w{1,4}|mi autorizz\w{1,4}|autorizzat\w|lässt mich|gibt mich|genehmigt|freigestellt)"
)
_DENIED = _any(
    rf"(?:not|n't|no|n[ãa]o|non|nicht|n'a|n'ont|ne)(?: (?:\w{{1,12}} )?(?:pas )?| )(?:\w{{1,12}} )?{_LEFT}(?: (?:pas|go|travel|leave|partir|participer|venir|ir|viajar|sair|andare|partire|gehen|reisen))?",
    rf"ne {_LEFT} pas|{_LEFT} (?:pas|nicht)",
    r"(?<!not )(?<!n't )(?<!never )(?:refused|denied|turned down|rejected|vetoed)(?: \w{1,8})? (?:me|my|the|leave|permission|it)|(?:a|ont|m'a|m'ont) refusé|me (?:ha )?(?:neg(?:ó|ado)|deneg(?:ó|ado)|negou|recusou)|(?:neg|deneg|rechaz)ó (?:mi|el|la)|negou (?:o|a|meu|minha)"
    r"|(?:said|says|has said) no|(?:a|ont|m'a) dit non|dijo que no|ha dicho que no|disse que n[ãa]o|ha detto (?:di )?no|nein gesagt|(?:the |their |his |her )answer (?:is|was) no|s'y oppose|se opone|opõe-se|abgelehnt",
)


def agrees_in_principle(sentence: str) -> bool:
    """'Yes in principle', and no other doubt."""
    return _PRINCIPLE.search(sentence) is not None and _UNSURE.search(_PRINCIPLE.sub(" ", sentence)) is None


_PRINCIPLE = _any(
    r"(?:(?:yes|oui|s[ií]|sim|ja|sì|ok|agreed|d'accord),? )?(?:in principle|en principe|sur le principe|en principio|em princ[ií]pio|im prinzip|grundsätzlich|in linea di (?:massima|principio))(?: (?:yes|oui|s[ií]|sim|ja|sì|ok|d'accord))?"
)


def is_unsure(sentence: str) -> bool:
    """Whether somebody says that they do not know yet."""
    return _UNSURE.search(sentence) is not None


# Without spaces and signs: 'I am n ot available', "don 't work", 'in disponible'.
_HIDDEN = re.compile(
    r"(?:not|n't|un)(?:be|really|fully|atall|currently)?(?:available|free|possible|work|suit|able|come|go(?!od)|join|attend|travel|for ?me)|(?:wo|ca)n't"
    r"|indisponi|unavailab|(?<!s)impos+[ií]|(?:pas|plus)(?:être)?(?:disponible|libre|possible)|(?:convient|conviennent|vont|va|peux|pourrai|serai|viendrai)(?:donc)?pas(?!s)"
    r"|nicht(?:verfügbar|möglich|kommen|teilnehmen|frei|dabei|zur)|keinezeit|no(?:lo)?(?:puedo|podr|meviene|meconviene|meva|estoydisponible|estoylibre|estaré|esposible|será|cuenten)"
    r"|n[ãa]o(?:me)?(?:posso|poderei|podr|estou|estarei|conv[eé]|serve|épos|será|contem)|non(?:posso|potr|sonod|sonol|sar|miè|riesco)|declin|déclin|refus|recus|rechaz|rifiut|ablehn|absag|abwesen"
    r"|myabsence|monabsence|miausencia|minhaausência|miaassenza|désist|renunci|renonc"
)
_GAPS = re.compile(r"[^\w']+")


def hides_refusal(text: str) -> bool:
    """Whether a refusal shows once spaces and signs are left out, so that a slip of the finger makes no yes of it."""
    return _HIDDEN.search(_GAPS.sub("", text[:_LONGEST].lower().replace("\u2019", "'"))) is not None
