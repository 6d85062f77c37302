"""What keeps people away: leave, missions, meetings, full diaries, in the words they use for it."""

# 'I have an audit': busy; 'I have a gap', 'j'ai une préférence': not.
_HAVE = (
    r"(?:i have|i've|i've got|i have got|we have|j'ai|j'aurai|nous avons|tengo|tendré|tenho|terei|ich habe|ho)(?: déjà| ya| já| schon| già)?"
    r" (?:an?|my|our|another|un|une|des|mon|ma|mes|una|unos|mi|mis|otr[oa]s?|um|uma|uns|meu|minha|outr[oa]s?|ein\w{0,2}|mein\w{0,2})"
    r" (?!.{0,30}(?:gap|slot|window|free|open|few|chance|opportun|prefer|question|créneau|trou|dispo|libre|possib|préfér|posib|hueco|pregunta|duda|vaga|livre|dúvida|pergunta|lücke|frage|avail|zeit|couple|calendar|agenda|week|semaine|semana|days|jours|d[ií]as))"
)
ENGAGEMENTS = (
    (
        r"copad[oa]s?|petad[oa]s?|de gira|de luna de miel|(?:em |de )?lua de mel|huelga|greve|(?:en )?grève|on strike|(?:on|en) (?:a )?p[eè]l[eé]?rinage|on (?:a )?pilgrimage|on (?:my |our )?honeymoon|je siège(?! social)|half[- ]term|skiing|au ski|esquiando"
        r"|estoy mal[oa](?! que)|tomad[oa]s(?= ?$)|(?:lo|la|los|las) tengo (?:todo )?(?:complet|llen|ocupad|pillad|cogid)\w+|double[- ]?booked|coincée? (?:à|au|en|avec|par)|jour chômé|moving house|déménage\w*"
    ),
    rf"{_HAVE}\w[^§]{{1,60}}§|§[^§]{{0,12}}{_HAVE}\w{{2,40}}",
    r"^(?:ko|full|complet|lotad[oa])$|(?:§|(?:is|are|est|sont|está|están|estão))(?: déjà| ya| já| already)? (?:ko|blocked|bloquée?s?|bloquead[oa]s?|lost|perdue?s?|perdid[oa]s?|lotad[oa]s?|complet[oa]s?|complete?s?|full|a (?:no-go|washout))",
    r"(?:is|are|be) (?:shut|closed)|we close|fermée?s?|fermeture|cerrad[oa]s?|cerramos|fechad[oa]s? (?=entre|de|§|$)|fechamos|geschlossen|chius[oi]|jury duty|(?:in|au|en|no|em) (?:court|tribunal|juicio|julgamento)|juicio|audit me retient",
    r"(?:(?:my|our|mes|mis|minhas|meine?|le mie|nos) )?(?:holidays?|vacations?|vacances|congés?|vacaciones|férias|urlaub|ferien|ferie)|(?:tengo|tenho) (?:m[ée]dico|dentista|consulta|compromis\w{1,4}|visitas?|guardia|juicio)|(?:rendez-vous|rdv) médical",
    r"me retien(?:t|nent|e)|me retém|llen[oa]s?|pillad[oa]s?|chei[oa]s?|l[oa]s? (?:tengo|tenho) (?:todo )?complet[oa]s?|snowed under|swamped|up to my (?:eyes|neck)|débordée?s?|liad[oa]s?|liad[ií]sim[oa]s?|enrolad[oa]s?|atarefad[oa]s?|agobiad[oa]s?|hasta arriba|lost to|washout|no-go|(?:is|are) (?:bad|hopeless|terrible|dead|awful)",
    r"§ (?:is|are|es|é|est|c'est) (?:an? |un |um )?(?:public |bank |national |jour |día |dia )?(?:holiday|férié|feriado|festivo)",
    r"§ (?:lo |la |los )?(?:tengo |é |es |está |c'est |est )?(?:un peu |un poco |um pouco |algo |muy |muito |très )?(?:complicad[oa]s?|compliquée?s?|difícil|difíceis|difíciles|difficile?s?)(?= ?$)|§ (?:is|are|looks?|will be|would be|seems?)(?: \w+){0,2} (?:difficult|tricky|tough|awkward|complicated|problematic)(?= ?$)|§ (?:est|sont|sera|seront) (?:d'ores et déjà |déjà )?(?:(?:trop|très|bien|assez) )?(?:chargée?s?|surchargée?s?|remplie?s?|pleine?s?)|§ (?:is|are) (?:out|taken|gone|blocked|full|no good)|lecturing|j'enseigne|donne (?:des |un )?cours|doy (?:una )?clases?|dou (?:uma )?aulas?|unterrichte|insegno|(?:de|em) baixa|im krankenstand|in malattia",
    r"(?:i have|i've got|there is) (?:a|an|my|some|two|three)(?: \w{1,12})? (?:course|training|workshop|seminar|wedding|meeting|trip|exams?|holiday|appointment)s?|en (?:formation|stage|réunion|séminaire|conférence)|examens?|ex[áa]menes|exames",
    r"j'ai (?:un|une|des)(?: \w{1,12})? (?:réunion|formation|séminaire|mariage|voyage|conférence|colloque|cours|rendez-vous)s?|(?:tengo|tenho) (?:un|una|um|uma)(?: \w{1,12})? (?:curso|reuni[óo]n|reuni[ãa]o|congreso|congresso|conferencia|conferência|viaje|viagem|boda|casamento|formación|formação|seminario|seminário|taller)",
    r"(?:agenda|calendar|diary|schedule|planning|calendrier|calend[aá]rio|kalender|calendario)(?: \w{1,12}){0,3} (?:full|packed|complete?t?[oa]?|pleine?|chargée?|surchargée?|llen[oa]|chei[oa]|voll|pien[oa])",
    r"(?:llena|cheia|full|complet[ea]?) (?:la |a |my )?(?:agenda|calendar|diary)",
    r"(?:i'm|i am|we're|i'll be) off(?= (?:on |from |until |the )?§)|out of (?:the )?(?:office|country|town)|estar[ée]i? (?:fuera|fora)|esto[yu]u? (?:fuera|fora)|tied up|off work|not around|exclue?s?|busy|booked|engaged|travell?ing|abroad|on (?:annual |sick |maternity |parental )?(?:leave|mission|holidays?|vacation)|away|on duty",
    r"(?:another|other) (?:job|project|contract|work|trip|meeting)|autres? (?:projets?|travail|travaux|contrat|chantier|rendez-vous|déplacement)|otr[oa]s? (?:encargo|trabajos?|proyectos?|viajes?|citas?|reuni[oó]n|contrato|cosa)|outr[oa]s? (?:encargo|trabalhos?|projetos?|viagem|viagens|contrato|reunião)|ander\w{1,2} (?:auftrag|projekt|termine?|verpflichtung(?:en)?)|altr[oi] (?:lavoro|progetto|incarico)",
    r"(?:another|other|prior|previous|already a|family|a) (?:mission|commitments?|engagements?|appointment|assignment|conference|obligations?|trip)",
    r"(?:have|had) (?:already |other |prior |previous |some )?(?:commitments|engagements|obligations|plans)|already (?:committed|taken|teaching|planned)|surgery|conflict|clash(?:es)?|teaching|exams?",
    r"occupée?|prise?|en (?:congés?|mission|déplacement|vacances|voyage)|(?:autre|d'autres) (?:mission|engagements?|obligations?)|retenue?|déjà engagée?|absente?",
    r"ocupad[oa]|de (?:vacaciones|viaje|baja|permiso)|(?:otr[oa]s?) (?:misi[oó]n|compromisos?|obligaci[oó]n|obligaciones)|comprometid[oa]|me compromet\w{1,3}|fuera del pa[ií]s|ausente",
    r"(?:de|em) (?:férias|viagem|licença|missão)|(?:outr[oa]s?) (?:missão|compromissos?|obrigações)|fora do país|compromisso",
    r"im urlaub|verplant|auf dienstreise|beschäftigt|belegt|anderweitig|impegnat[oa]|in ferie|in viaggio|altro impegno|altri impegni|occupat[oa]",
)
"""Patterns on a clause in lower case with § for its days."""
