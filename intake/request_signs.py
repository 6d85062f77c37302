"""Whether free prose asks the facility for help, or is some other mail: thanks, an offer, a bill, a newsletter."""

import re

from config.areas import areas_in
from config.folding import fold

SHORTEST = 80
LONGEST_READ = 20_000
ENOUGH = 3
"""Of the five kinds of sign: an area, asking, whose help, who asks, when. Nobody who asks has all of them."""
ENOUGH_UNASKED = 4
"""The same for a mail that says what is needed, but asks for nothing in so many words."""
AGAINST = 2

# Patterns meet folded text: no case, no accents, no punctuation; "l'appui" is "l appui".
_ASKING = re.compile(
    r"\b(would (?:now |very much )?(?:like|be (?:most |very )?grateful|appreciate|welcome|need)"
    r"|be (?:glad|happy|delighted) to (?:host|receive|welcome|have|work)|please (?:advise|send|help|support)"
    r"|(?:could|can|would|might) (?:you|we|somebody|someone)|requests? (?:for|your|a|an|the|two|technical)"
    r"|we (?:need|want|wish to|seek|propose|ask|request|kindly)|(?:is|are) (?:asking|requesting|seeking|looking for)"
    r"|in need of|(?:asks?|asking|hopes?|seeks?) for|help us|wonders? (?:whether|if)|would be enough"
    r"|needs? (?:help|support|advice|assistance|experts?|an?)|hoping for|who could|interest(?:ed)? in|show us"
    r"|sollicit\w+|souhait\w+|voudri\w+|aimeri\w+|(?:besoin|demand(?:e|ent|ons)) (?:d|de|des|du|l|un|une|votre)"
    r"|pourri(?:ez|ons)|pourrait (?:elle|il|on)|est ce possible|serait possible|serai(?:t|ent) (?:tres )?utiles?"
    r"|nous (?:prions|demandons|cherchons)|beneficier|interesse(?:e|s|es)? par|que faut il faire"
    r"|vous (?:saisit|saisir|pouvez)|pouvez vous|nous aider|proposons"
    r"|solicit\w+|necesit\w+|quisier\w+|querriamos|dese(?:a|an|amos|ariamos)|pedimos|piden?|requer\w+|requier\w+"
    r"|quieren?|queremos|cuentan ustedes|interesad[oa]s? en|proponemos|agradecer(?:ia|iamos|iam)"
    r"|seria posible|nos (?:ayude|interesa|apoye)\w*|gustari\w+|podri(?:a|an) (?:enviar|apoyar|ayudar)\w*"
    r"|precis(?:a|am|amos|os)|necessit\w+|gostari\w+|queriamos|pretend(?:e|em|emos)"
    r"|pedi(?:r|mos|do de)|pedem?|desej\w+|seria possivel"
    r"|por este meio|(?:poderia|poderiam|podem) (?:enviar|apoiar|ajudar)\w*)\b"
)
_HELP = re.compile(
    r"\b(technical (?:assistance|support)|expertise|experts?|peers?|specialists?|trainers?|advis[eo]rs?|actuar(?:y|ies)"
    r"|statisticians?|lawyers?"
    r"|missions?|assistance technique|appui|accompagnement|specialistes?|formateurs?|pairs|actuaires?|juristes?|echanges?"
    r"|asistencia|apoyo|acompanamiento|expert[oa]s?|especialistas?|mision(?:es)?|formador(?:a|es|as)?|capacitar"
    r"|actuari[oa]s?|atuari[oa]s?|juristas?|colaboracion|colaboracao|intercambio"
    r"|assistencia tecnica|apoio|apoiar|cooperacao|perit[oa]s?|missao|missoes|formar)\b"
)
_ASKER = re.compile(
    r"\b(minist(?:ry|ries|er|ere|re|erio|ro|ra|erios)|agenc(?:y|e|ia)|national|funds?|fonds|fondo|fundo|institut[eo]?"
    r"|departe?ments?|departamento|directorate|direction|direccion|direc?cao|caisse|caja|caixa|board|authorit(?:y|ies)"
    r"|autorite|autoridade?|trade union|syndicat|sindicato|sindical|secretariat|secretari[ao]|inspectorate"
    r"|council|conseil|consejo|conselho|commission|government|gouvernement|gobierno|governo|superintendencia"
    r"|employment service|cnss|cnam|inss|imss|administration|on behalf of|en nombre del?"
    r"|our institution|notre institution|nuestra institucion|nossa instituicao"
    r"|au nom d[eu])\b"
)
_WHEN = re.compile(
    r"\b(days?|weeks?|quarter|semester|autumn|spring|onwards|jours?|semaines?|trimestre|semestre|dias?|semanas?|quinzaine"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro)\b"
)
_THANKS = re.compile(
    r"\b(thank(?:s| you) (?:so much |very much |again )?for (?:the|your|all)|remercier|remercions|remerciements"
    r"|merci (?:beaucoup |encore )?pour|muchas gracias por|agradec(?!er)\w+|(?:muito )?obrigad[oa] pel[oa]s?)\b"
)
_OTHER = re.compile(
    # sent to many
    r"\b(unsubscrib\w+|newsletter|view (?:it )?in (?:your )?browser|desabonner|lettre d information|webinaires?|webinars?"
    r"|voir dans (?:le|votre) navigateur|boletin|darse de baja|ver (?:en el|no) navegador|cancelar a subscricao"
    r"|register now|call for papers|abstracts|early bird|registration fee|invite you to|mailing list|attendance"
    # wants to be hired, or to learn
    r"|my (?:cv|resume|curriculum)|(?:mon|mi|meu) (?:cv|curriculum)|cover letter|lettre de motivation|hoja de vida"
    r"|carta de motivac(?:ion|ao)|candidatures?|candidaturas?|me candidatar|candidatar me|postular(?:me)?"
    r"|(?:like|wish|want) to apply|internship|stagiaire|pasantia|estagio|student|etudiante?|estudiante|thesis"
    # about money, or about one person's own pension
    r"|invoice|facture n|la facture|factura|fatura|amount due|my (?:flight|ticket|expenses|pension)"
    r"|mes frais|mi vuelo|o meu voo|ma (?:pension|retraite)|mi (?:pension|jubilacion)|minha (?:pensao|reforma)"
    # comes back from a mission
    r"|(?:final|mission) report|report (?:of|on) the mission|rapport de mission|informe (?:final|de mision)"
    r"|relatorio (?:final|da missao)|confirm receipt"
    # wants to sell, to take, to print
    r"|click here|cliquez sur|haga clic|clique aqui|bank account number|next of kin|loans? at|strict confidence"
    r"|we offer|offer you|our (?:award winning )?(?:services|platform|solution|software|products?)|quotation"
    r"|discount|password|parcel"
    r"|free (?:audit|trial|demo)|seo|book a (?:slot|call)|journaliste?|periodista|jornalista)\b"
)


def is_request(text: str, *, subject: str = "") -> bool:
    """Whether a mail asks for help: enough kinds of sign say so, less those of any other mail; and it is no line.

    Both mistakes are mild: a request not seen is shown to an officer, and any other mail taken for one is asked
    what help is wanted.
    """
    if len(text.strip()) < SHORTEST:
        return False
    words = f"{subject}\n{text}"[:LONGEST_READ]
    plain = fold(words)
    asking = _different(_ASKING, plain)
    signs = min(asking, 2) + sum(bool(kind.search(plain)) for kind in (_HELP, _ASKER, _WHEN))
    signs += bool(areas_in(words))
    against = bool(_THANKS.search(plain)) + AGAINST * _different(_OTHER, plain)
    return signs - against >= (ENOUGH if asking else ENOUGH_UNASKED)


def _different(signs: re.Pattern[str], plain: str) -> int:
    """How many different signs there are: saying one thing twice proves no more."""
    return len(set(signs.findall(plain)))
