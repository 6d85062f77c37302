"""Idioms of a reply, which are read before anything else: they say the contrary of, or nothing like, what they contain."""

import re


def any_of(*alternatives: str) -> re.Pattern[str]:
    """A pattern for any of these, as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")


IDIOMS = (
    (
        # Two refusals are none, and 'pass this on' is no 'pass'.
        any_of(
            r"(?:can't|cannot|can not|couldn't|could not|wouldn't|would not|won't|will not|never)(?: \w{1,12}ly)? (?:refuse|say no|decline|resist|wait(?= ?(?:$|to(?!\w)))|turn (?:it|this|that|you|such \w+)(?: one| offer| mission)? down|be (?:any )?(?:happier|prouder|gladder|better|more (?:pleased|delighted|honou?red|glad|excited|thrilled)))",
            r"(?:ne |n')?(?:peux|puis|pourrais|saurais|veux|vais|oserais|dis)(?: \w{1,12}ment)? (?:pas )?(?:refuser|dire non|décliner|vous dire non|non)(?<! dis non)",
            r"no (?:l[eo]s? |me )?(?:puedo|podr[ií]a|quiero|voy a|digo)(?: \w{1,12}mente)? (?:negarme|rechazar(?:l[ao])?|rehusar|declinar|decir(?:l[eo]s?)? que no|que no)",
            r"n[ãa]o (?:l?h?e?s? ?)(?:posso|poderia|quero|vou|consigo|digo)(?: \w{1,12}mente)? (?:recusar|declinar|rejeitar|dizer(?:-\w{2,4})? (?:que )?n[ãa]o|que n[ãa]o)",
            r"(?:kann|könnte|möchte|will|werde)(?: (?:ich|da|dazu|einfach|wirklich|das|es)){0,3} nicht (?:nein sagen|ablehnen|absagen|ausschlagen)",
            r"non (?:posso|potrei|voglio|saprei)(?: \w{1,12}mente)? (?:non (?!venire|partecipare)\w{3,14}|rifiutare|dire di no|declinare)",
            r"n[ãa]o (?:consigo|posso) faltar|no puedo faltar|ne (?:peux|puis) (?:pas )?(?:manquer|rater)|(?:can't|cannot) miss",
            r"pass (?:this|it|that|these|them|your \w{1,14}|the \w{1,14})(?: \w{1,14})? (?:on to|onto|along|over to|to)",
        ),
        "‹doubt›",
    ),
    (
        any_of(
            r"no (?:l[eo]s? |te )?(?:puedo|podr[ií]a|s[eé])(?: a[uú]n| todav[ií]a)? (?:decir\w{0,4}|confirmar\w{0,4}|asegurar\w{0,4}|garantizar)|n[ãa]o (?:lhes? |vos )?(?:posso|consigo|sei)(?: ainda)? (?:dizer|confirmar|garantir)",
            r"(?:let you know|tell you|(?:vous |te )?(?:dirai|confirmerai|saurai|verrai)|(?:vous|te) dis|(?:les? |te )?(?:digo|diré|confirmaré|aviso|avisaré|sabré|veré)|(?:direi|confirmarei|avisarei|saberei|verei|digo|aviso)(?:-(?:vos|lhes?))?|sage ihnen|farò sapere|dirò)(?: [\w§'-]{1,15}){0,4} (?:if|whether|si|se|ob) (?:i|we|je|nous|puedo|podr[eé]|podemos|posso|poderei|podemos|ich|my|mon|ma|mi|o meu|a minha)(?: \w+){0,3}",
            r"(?:come|get|be|revert) back to you|whether(?: or not)?(?: (?:i|we) (?:can|could|will|am|are|shall))?(?: (?:go|come|attend|be free))?|rather not (?:say|tell)",
        ),
        "‹doubt›",
    ),
    (
        any_of(
            # A file that does not open refuses nothing.
            r"(?:can(?:not|'t| not)|couldn't|could not|unable to|not able to|fail(?:ed)? to) (?:open|read|find|download|access|locate|view) (?:the|your|any|it|this)\b|(?:n'arrive|ne parviens|ne peux|n'ai|ne réussis) pas (?:à |pu )?(?:ouvrir|lire|trouver|télécharger|accéder|afficher)"
            r"|no (?:puedo|consigo|logro|pude|he podido) (?:abrir|leer|encontrar|descargar|acceder|ver (?:el|la|los))|n[ãa]o (?:consigo|posso|consegui|pude) (?:abrir|ler|encontrar|descarregar|baixar|aceder|acessar|ver [oa]s?)|(?:kann|konnte)(?: \w+){0,4} nicht (?:öffnen|lesen|finden)|non (?:riesco ad?|posso) (?:aprire|leggere|trovare|scaricare)",
        ),
        "‹doubt›",
    ),
    (
        any_of(
            r"(?:let me know|tell me|inform me|advise me|contact me|call me|write to me|do not hesitate|don't hesitate|feel free|n'hésitez pas|dites-moi|no dude[n]? en|av[ií]seme|não hesitem?|avise-me|zögern sie nicht|non esit\w{1,3})(?: if| whether| to| à| en| em| se| si| should).{0,100}",
            r"if (?:you (?:need|require|want|have|wish)|needed|necessary|any|there is anything).{0,80}|si (?:besoin|nécessaire|vous avez (?:besoin|des questions)|necesita|tiene).{0,80}|se (?:precisar|necessário|tiver (?:dúvidas|perguntas)).{0,80}",
            r"(?:if|si|se|wenn|falls) (?:at all )?(?:possible|posible|possível|möglich|possibile)|si cela vous (?:convient|va|arrange)|si (?:les|le) (?:conviene|parece|viene bien|sirve)|if (?:that|this|it)(?:'s| is| suits| works)(?: \w+){0,4}(?= ?$)|se (?:ainda )?for a tempo|se (?:vos|lhes?) convier|por si (?:acaso|l[oa]s? \w+)",
            r"i hope (?:this|that|you|your|all|to|everything).{0,100}|hoping .{0,100}|j'espère (?:que (?:vous|tout|cette|ce)|pouvoir).{0,100}|espero que (?:est[eé]|se encuentr|todo|esteja|tudo|se encontr).{0,100}",
            r"ich hoffe (?:es geht|ihnen|sie).{0,100}|spero che (?:lei|tu|stia|tutto).{0,100}|look(?:ing)? forward.{0,100}|would love to(?= ?(?:$|participate|join|come|go|be|take|do|help|work))(?: \w+)?",
            r"(?:(?:i|we) (?:have the (?:honou?r|pleasure) (?:to|of)|am (?:pleased|happy|glad|writing) to|(?:hereby |would like to |wish to |can )?)|be |please be |)(?:inform(?:ing)? you|advise(?:d)?|let you know|confirm(?:ing)?(?: to you)?|note)(?: herewith| hereby)? that",
            r"(?:j'ai (?:l'honneur|le plaisir|le regret) de |je (?:souhaite |tiens à |peux )?|)(?:vous )?(?:informer?|signaler?|préviens|prévenir|confirmer?|faire savoir|fais savoir|indiquer?|noter?z?)(?: par la présente)? qu(?:e |')",
            r"(?:me (?:es grato|complace|permito)|tengo el (?:agrado|gusto|honor|placer) de|c[uú]mpleme|les?|quiero|deseo|quisiera|por la presente) ?(?:les? )?(?:inform[ao]r?|comunic[ao]r?|confirm[ao]r?|avis[ao]r?|particip[ao]r?|manifestar|indicar|se[nñ]alar|informo|comunico|participo|hago saber)(?:les?)? que",
            r"(?:apraz-me|tenho o (?:prazer|gosto) de|venho(?: por este meio)?|cumpre-me|sirvo-me da presente para|desejo|quero|)(?: ?lhes?| ?vos)? ?(?:informar?|comunicar?|confirmar?|avisar?|informo|comunico|aviso|confirmo)(?:-(?:lhes?|vos))? que",
            r"(?:no|not a|pas de|sans|sin|sem|ohne|kein\w?|senza|nessun) (?:bother|sweat|hassle|worries|rush|hurry|stress|kidding|bar|drama|rodeos|prisa|apuro|pressa|faute|faille|quiproquo|eile|fretta|malentend\w{1,4})|ni modo|otherwise no\w* different|as (?:young|fit|busy) as",
            r"(?:if you don't mind|if that's not too late|if it is not too late|if (?:it|that|this)(?: is|'s) (?:still )?(?:ok|okay|fine|possible|convenient|of any use)(?: (?:for|with|to) (?:you|the team))?|if you like|if you want|si (?:no )?(?:les|le|os|te) (?:va|viene|parece|sirve|conviene|importa)n?(?: bien)?"
            r"|si (?:cela|ça) ne vous dérange pas|si ce n'est pas trop tard|s'il n'est pas trop tard|si (?:vous le|tu le|vous) (?:voulez|souhaitez)|si no es (?:muy|demasiado) tarde|se (?:não )?(?:for|fosse) (?:possível|muito tarde|tarde demais|conveniente)(?: para \w+ \w+)?|se não se importar\w*|se vos convier|wenn es (?:ihnen )?(?:passt|recht ist)|se (?:vi|le) va bene)",
            r"(?:for |pour |para )?(?:any|all|tout[es]{0,2}|cualquier|qualquer|eventuais) (?:further |other |additional |more |autres? )?(?:information|informations?|renseignements?|questions?|details?|documents?|detalles?|información|consulta|dúvida|esclarecimentos?|informaç(?:ão|ões))(?: \w+){0,6}",
            r"(?:à|a) (?:très )?bientôt,? j'espère|j'espère à (?:très )?bientôt|hope(?:fully)? (?:to )?(?:see|hear|meet|that helps)(?: \w+){0,4}|con (?:las|sus|los) (?:condiciones|términos)|com as (?:vossas )?condições|with the (?:conditions|terms)(?: of reference)?|(?:avec|aux) (?:les |vos )?conditions",
            r"si (?:dios|dieu|deus) (?:quiere|lo quiere|le veut|veut|quiser)|se deus quiser|dios mediante|god willing|please god|inshallah|so gott will|never too busy|salvo melhor juízo"
            r"|é só (?:marcar|dizer(?:em)?|avisar(?:em)?|chamar(?:em)?|combinar)|just (?:let me know|tell me|say (?:when|the word)|give me a (?:call|shout))|il (?:suffit|n'y a qu'à)(?: de)? (?:me )?(?:dire|prévenir|appeler)|s[oó]lo (?:d[ií]ganme|av[ií]senme|avisen|digan)",
            r"(?:after|having|upon|on) (?:check(?:ing|ed)|look(?:ing|ed)|consult(?:ing|ed)|review(?:ing|ed)|discuss(?:ing|ed))(?: at| in| with| through)? (?:my|the|our|your|it)(?: \w+){0,2}|après (?:avoir )?(?:consult|vérifi|regard|vu|discut|examin)\w*(?: \w+){1,3}|(?:i have|i've|i) (?:just |now )?(?:checked|looked at|consulted|reviewed) (?:my|the|our) \w+"
            r"|(?:después de|tras|luego de|una vez) (?:haber )?(?:revis|consult|mir|ver|comprob|habl|vist)\w*(?: con)?(?: (?:mi|la|el|mis|las|los|su|nuestr[oa]))? \w+|(?:depois de|após) (?:ter )?(?:olh|ver|vist|consult|verific|fal|analis)\w*(?: com)?(?: (?:n?[ao]|minha|meu)){0,2} \w+|nach (?:rücksprache|durchsicht|prüfung)(?: \w+){0,3}|dopo (?:aver )?(?:controll|guard|vist|verific|consult)\w*(?: (?:la|il|l'|mia|mio))* ?\w+",
            r"reten\w{1,3} toute (?:mon|notre) attention|(?:merece|ha merecido|mereceu) (?:toda )?(?:mi|a minha|nuestra|nossa) atenci?[oóã]n?o?",
            r"if (?:you|anyone)(?:'re| are)? (?:calls?|calling|phones?|phoning|booking|books?|rings?|need to (?:call|reach|book))(?!\w).{0,40}|si (?:me )?(?:llam|reserv)\w{1,4}(?!\w)|si vous (?:m'|me )?(?:appel|réserv)\w{1,4}(?!\w)|se (?:me )?(?:ligar|reservar|chiam|prenot)\w{0,3}(?!\w)",
            # Why an answer comes late is no answer.
            r"(?:sorry|apolog(?:ies|i[sz]e)|excuse me|my apologies)?(?: \w+){0,2} ?for (?:the |my |this |such a )?(?:late|delayed|slow|belated) (?:reply|answer|response|email|mail)|(?:sorry|apolog(?:ies|i[sz]e)) (?:about|for) (?:the|my|this) (?:delay|silence|wait)|sorry (?:to (?:reply|answer|respond)|for (?:replying|answering|responding|not (?:replying|answering|responding))) ?(?:so |this )?(?:late|earlier|sooner)?"
            r"|(?:désolée?|pardon|veuillez (?:m')?excuser|toutes mes excuses|mes excuses|excusez(?:-moi)?)(?: \w+){0,2} ?(?:du|pour|de) ?(?:le |la |ce |cette |mon |ma )?(?:retard|réponse tardive|silence|délai)|désolée? de (?:vous )?répondre (?:si |aussi )?tard(?:ivement)?"
            r"|(?:perd[oó]n(?:en?)?|disculp(?:a|e|en)|lamento|siento|mil disculpas)(?: \w+)? (?:(?:por |de )?(?:la|el|mi) )?(?:demora|tardanza|retraso|silencio)|(?:perd[oó]n(?:en?)?|disculp(?:a|e|en)) (?:que|por) (?:no )?(?:contest|respond)\w+(?: \w+){0,2}"
            r"|(?:desculp(?:a|e|em)|peço desculpas?|lamento|perd[ãa]o|perdoem?)(?: \w+)? (?:(?:pel[ao]|por|a|o) )?(?:(?:a|o|minha|meu) )?(?:demora|atraso|silêncio|resposta tardia)",
            r"(?:i|we) (?:was|were|have been|'ve been|had been)(?: \w+)? (?:travell?ing|away|on (?:annual |sick )?(?:leave|holidays?|vacation|mission)|sick|ill|out of (?:the )?(?:office|country)|abroad|offline|in hospital)(?= ?(?:$|until yesterday|last week|these days|and))|i've been(?: \w+)? (?:travell?ing|away|on leave|sick|ill|abroad)(?= ?$)"
            r"|j'(?:étais|ai été)(?: \w+)? (?:en (?:congés?|mission|déplacement|vacances|voyage)|malade|absente?|à l'étranger|hors ligne)(?= ?$)|(?:estaba|estuve|he estado|andaba|anduve) (?:de (?:viaje|vacaciones|baja|permiso|misión)|enferm[oa]|fuera|en cama|ausente)(?= ?$)"
            r"|(?:estava|estive|tenho estado|andava|andei) (?:(?:em|de) (?:viagem|férias|licença|missão|baixa)|doente|fora|ausente|de cama)(?= ?$)",
            r"(?:sent|envoyée?|enviad[oa]|gesendet|inviat[oa]) (?:from|with|de(?:puis)?|desde|d[oae]|von|da|par) (?:my |mon |mi |meu |meinem |mio |l')?(?:iphone|ipad|android|samsung|huawei|xiaomi|mobile|téléphone|móvil|telemóvel|telefone|celular|phone|smartphone|outlook|yahoo|gmail)(?: [\w.]+){0,3}",
            r"(?:as soon as|dès que|cuanto antes|lo antes|tan pronto como(?: (?:sea|les sea))?|o mais (?:breve|rápido|cedo)(?: que)?(?: (?:for|lhes for))?|assim que(?: for)?|logo que|sobald|sobald wie|il prima) (?:possible|posible|possível|möglich|possibile)|cuanto antes|asap|o quanto antes|quanto antes|dès que vous (?:le )?(?:pouvez|pourrez)|as soon as you can|when you can|cuando puedan|quando puderem",
            r"(?:(?:has|have|had|sees?|raises?|raised) no|(?:does|do|did)(?: not|n't) (?:have|see|raise) an?y?) (?:objections?|problems?|issues?)|n'y (?:voit|voient|trouve) (?:pas d'|aucun |aucune )(?:inconvénient|objection|problème)|(?:no )?(?:me )?(?:pone|ponen|ve|ven|puso|tiene|tienen|hay) (?:ning[uú]n[ao]? )?(?:pegas?|objeci[oó]n|objeciones|reparos?|trabas?|inconvenientes?)|(?:n[ãa]o )?(?:põe|põem|vê|veem|coloca|levanta) (?:qualquer |nenhum |nenhuma )?(?:problemas?|obstáculos?|obje(?:ção|ções)|entraves?)",
            r"if (?:you|we|they|it|the (?:dates|mission|start|period)) (?:can|could|might|were|would)(?: be)? (?:able to )?(?:shift\w*|mov\w{1,3}|postpon\w+|reschedul\w+|delay\w*|push\w*)(?: it| them| this| that| the (?:dates|mission|start|whole thing))?(?: back| a (?:bit|little)| slightly| forward)?(?=.*§)"
            r"|si (?:vous|on|nous|l'on|elle|la mission) (?:pou\w+|peu\w+|accept\w+)(?: de)? (?:décaler|repousser|déplacer|reporter|reculer)(?: (?:la mission|les dates|ça|cela|un peu|le tout))*(?=.*§)|si (?:se )?(?:pued\w+|pudier\w+|podr[ií]a\w*)(?: ser)? (?:mover|aplazar|retrasar|cambiar|posponer|correr)(?:l[oa]s?|se)?(?: (?:las fechas|la misión|un poco))*(?=.*§)"
            r"|se (?:puder\w*|pudess\w+|der para|desse para|for possível)(?: \w+)? ?(?:adiar|mudar|deslocar|mover|passar|empurrar)(?:-[oa]s?)?(?: (?:a missão|as datas|um pouco))*(?=.*§)",
            r"until further notice|jusqu'à nouvel ordre|hasta nuevo aviso|até (?:nova ordem|novo aviso)|bis auf weiteres|fino a nuovo (?:avviso|ordine)",
            r"no later than|not only|no doubt|no entanto|no sooner|not to mention|non seulement|pas seulement|not at all",
            r"no(?= (?:dia|per[ií]odo|m[eê]s|in[ií]cio|fim|final|momento|âmbito|quadro|prazo|mesmo)(?!\w))",
        ),
        " ",
    ),
    (
        any_of(
            r"(?:i )?(?:see|have|there is|there's|it's|is|that's)? ?(?:no|not a|not any|without)(?: \w{1,12})? (?:problems?|objections?|issues?|conflicts?|obstacles?|difficult(?:y|ies)|worries|impediments?|constraints?)(?: at all| on my side| for me| with (?:the|these|those) dates)?",
            r"(?:il n'y a )?(?:pas d[e']|aucun|sans|aucune) ?(?:obstacle|problème|souci|objection|difficulté|contrainte|empêchement|inconvénient)s?|rien ne m'empêche",
            r"(?:no (?:hay|tengo|veo) )?(?:ning[uú]n|sin) (?:obstáculo|problema|inconveniente|impedimento|objeci[oó]n)s?(?: alguno)?|no (?:hay|tengo|veo) (?:problema|inconveniente|impedimento|objeci[oó]n)s?(?: alguno)?",
            r"(?:n[ãa]o (?:h[aá]|tenho|vejo) )?(?:nenhum|sem|qualquer) (?:obstáculo|problema|inconveniente|impedimento|objeção)s?|n[ãa]o (?:h[aá]|tenho|vejo) (?:problema|impedimento|inconveniente)s?",
            r"(?:i |i've |i have |je |j'|no |n[ãa]o )?(?:n'|ne )?(?:have |got |ai |tengo |tenho |hay |h[áa] )?(?:nothing|rien|nada)(?: else| d'autre| m[áa]s| mais)? (?:on(?!\w)|planned|scheduled|booked|fixed|de prévu|de planifié|de fixé|prévu"
            r"|previsto|planeado|planificado|programado|agendado|marcado|planejado)(?: at all| yet)?",
            r"(?:(?:i )?(?:have|'ve)(?: got)? no|je n'ai (?:pas d'|aucune? )|no tengo|n[ãa]o tenho|ich habe keine?|non ho) ?(?:other |competing |conflicting |clashing |further |prior |autres? |otros |outros |nenhum |ning[uú]n )?(?:commitments?|engagements?|plans?|obligations?|clash(?:es)?|compromis[os]{1,3}|obligaciones|obrigações|verpflichtungen|impegni)(?= ?(?:$|§|then|in (?:my|that)|on (?:those|these)|during|dans mon|en ese|nesse|en esas))(?: in my (?:calendar|diary|schedule))?|no clash(?:es)? (?:in|with) my (?:calendar|diary|schedule)",
            r"without(?: any| much| too much)? (?:troubles?|difficult(?:y|ies)|effort|problems?|issues?|hassle)|sans(?: aucune?| trop de)? (?:difficultés?|peine|soucis?|problèmes?|mal|encombre)|sin (?:ninguna? )?(?:dificultad|problemas?|apuros?|líos?)|sem (?:qualquer |nenhuma? )?(?:dificuldades?|problemas?|stress)|ohne (?:probleme|weiteres|schwierigkeiten)|senza (?:difficoltà|problemi)",
            r"nothing (?:stands|is) in (?:the|my) way|nothing (?:prevents|stops|keeps) me(?: from (?:coming|going|joining))?|rien ne s'y oppose|rien à signaler(?: (?:sur|pour|à) (?:ces|les|cette|la) (?:dates|période))?|ras(?= ?$)|sem (?:nenhum )?problemas?(?: nenhum)?(?: com (?:essas|as|estas) datas)?|nada que (?:objetar|lo impida)|nada (?:me )?(?:lo )?impide|nada se opõe|nada [om]e? impede",
            r"kein problem|keine einwände|nichts dagegen|nessun problema|nessuna obiezione|senza problemi|non c'è problema",
            r"(?:would like|wish|am (?:happy|pleased|glad|writing)|want|can|'d like) to (?:confirm|accept)|(?:je (?:souhaite|voudrais|tiens à)|j'aimerais|ai le plaisir de|j'ai le plaisir de) (?:vous )?(?:confirmer|accepter)|(?:quisiera|quiero|me gustar[ií]a|deseo|puedo) confirmar(?:les?)?(?: mi disponibilidad)|(?:gostaria de|quero|venho)(?: por este meio| pela presente)? confirmar a minha disponibilidade",
        ),
        "‹yes›",
    ),
    (
        any_of(
            # Here 'conditions' and 'may' set none.
            r"^(?:alas )?another time(?= ?$)|otra vez será|(?:lo )?(?:dejo|dejamos|queda) para otra (?:ocasión|vez|oportunidad)|(?:fica|deixo|deixamos) para outra (?:ocasião|vez|altura|oportunidade)|(?:i've|i have) retired from (?:missions|travel\w*|consult\w*)(?: for good)?",
            r"fica p(?:ara|ra) (?:(?:a|uma) )?próxima|será (?:en|para) otra (?:ocasi[oó]n|vez|oportunidad)|ce sera pour une (?:autre|prochaine) fois|sarà per un'altra volta|ein andermal|(?:it|this) (?:will|'ll) have to be another time",
            r"n[ãa]o (?:tenho|há|estou em) condiç[õo]es|no (?:tengo|hay|estoy en) condiciones|(?:pas|plus) (?:les conditions|en état|en condition)(?: de)?|non sono in condizione|nicht in der lage",
            r"(?:no|aucun|ning[uú]n|nenhum|kein|nessun)(?: of our| de nos| de nuestros| dos nossos)? (?:officials?|officers?|staff|members?|agents?|fonctionnaires?|funcionari[oa]s?|funcionári[oa]s?|beamter|funzionari[oa])(?: \w{1,12}){0,3} (?:may|can|will|peut|pourra|puede|podrá|pode|poderá|kann|può)",
        ),
        "‹no›",
    ),
    (
        re.compile(
            r"(?:\bne\b|\bn')[\w' -]{0,50}?\bqu(?:e\b|')(?= ?(?:§|du|le|la|les|à|entre|pour|jusqu|en))|\bno\b[\w ]{0,30}\bm[aá]s que\b|\bsino\b|\bsen[ãa]o\b|\bnicht mehr als\b|\bnon\b[\w ]{0,30}\bche\b(?= ?§)"
        ),
        "‹only›",
    ),
)
