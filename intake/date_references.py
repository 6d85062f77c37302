"""Days that are nobody's free days: of letters and papers, of answers to come, of what is over."""

import re

from intake.answer_words import Sign, is_compared
from intake.date_stances import Place, is_bygone


def is_of_something_else(place: Place) -> bool:
    """Whether nothing follows from the days of a clause, whatever is said beside them."""
    clause = place.clause
    other = Sign.NOTED in clause.signs or is_bygone(place) or is_compared(clause.words) or is_reference(place)
    return bool(other) or _STRADDLES.search(clause.words) is not None


# 'a week between March and April': the days are said elsewhere.
_STRADDLES = re.compile(
    r"(?<!\w)(?:à cheval (?:sur|entre)|straddl\w{1,3}|spanning|a caballo entre|entre duas|semana entre|semaine entre|week between)(?!\w)"
)


def is_reference(place: Place) -> bool:
    """'My letter of 1 June', 'I will send it on the 12th': days of something else, whatever is refused or offered beside."""
    words, signs = place.clause.words, place.clause.signs
    answers = _TO_BE_DONE.search(words) and not signs & (Sign.YES | Sign.BUSY)
    return bool(answers) or _DOCUMENT.search(words) is not None or _EXPIRES.search(words) is not None


_EXPIRES = re.compile(
    r"(?<!\w)(?:expires?|valid (?:until|till|to|through)|valable jusqu|expire|caduca|vence|v[aá]lid[oa] (?:hasta|até)|gültig bis|scade|valido fino)(?!\w)"
)


# What is done on a day that is nobody's free day: answering, deciding, sending.
_TO_BE_DONE = re.compile(
    r"(?<!\w)(?:(?:you'll|you will) (?:have|get|receive) my|vous (?:aurez|recevrez) (?:mon|ma|mes)|(?:recibirán|tendrán) mi|(?:receberão|terão) [oa] meu|let you know|tell you|know more|(?:get|come|be) back to you|revert(?: to you)?|(?:will|'ll|shall|to|can|could|should) (?:\w+ ){0,2}(?:tell|reply|answer|respond|decide|know|hear|learn|send|call|phone|write|ring|submit|sign|confirm)|decides|meets"
    r"|(?:vous )?(?:dirai|redirai|répondrai|confirmerai|enverrai|appellerai|écrirai|saurai|recontacterai|reviendrai vers|reviens vers|tiendrai au courant)|décide(?:ra|nt)?|(?:vous|te) (?:dis|redis|réponds|confirme|envoie|appelle)(?= §)|statue(?:ra)?|se réunit|recontacter|(?:contact|ask) (?:me )?again|recontactarme|contactarme de nuevo"
    r"|(?:les? |te )?(?:dir[eé]|digo|responder[eé]|confirmar[eé]|enviar[eé]|env[ií]o|llamar[eé]|llamo|escribir[eé]|sabr[eé]|aviso|avisar[eé]|contestar[eé])|decid[ei]|decidir[aá]|se re[uú]ne"
    r"|(?:lhes? )?(?:direi|digo|responderei|confirmarei|enviarei|envio|ligo|ligarei|escreverei|saberei|avisarei)|respondo|(?:digo|aviso|respondo|confirmo|envio)-(?:lhes?|vos)|decide|reúne"
    r"|melde (?:ich )?mich|gebe (?:ich )?(?:ihnen )?bescheid|bescheid|weiß ich|schicke|sende|entscheidet|faccio sapere|farò sapere|dirò|risponderò|scriverò|confermerò|manderò|saprò|richiamo)(?!\w)"
)
_DOCUMENT = re.compile(
    r"(?<!\w)(?:e-?mail|mail|message|letter|note|(?:phone )?call|conversation|meeting|minute|reminder|reply|request|invitation|inquiry|enquiry|contract|report|act|decree|decision|ruling|resolution|order|circular|memo|form|passport|visa|convention|law"
    r"|courriel|courrier|entretien(?: téléphonique)?|appel|rappel|lettre|réponse|demande|décision|arrêté|décret|résolution|loi|rapport|contrat|formulaire|correo|llamada|conversación|comunicación|carta|respuesta|solicitud|consulta|decisión|resolución|oficio|ley|decreto|informe|contrato|mensaje|orden"
    r"|mensagem|telefonema|conversa|comunicação|resposta|pedido|decisão|despacho|ofício|resolução|lei|portaria|relatório|convite|nachricht|telefonat|gespräch|schreiben|brief|antwort|anfrage|bescheid|verordnung|gesetz|bericht|messaggio|lettera|nota|circolare|risposta|richiesta|delibera|legge|decisione|rapporto)"
    r"(?: [^§ ]{1,15}){0,3}? (?:of|dated|from|du|en date du|daté\w{0,2} du|del?|de el|con fecha|fechad[oa] (?:el|de|a)|datad[oa] de|do|da|vom|von|del|di)(?: (?:the|el|le|o|la|a|dem|dia))? §"
)
