"""What people say in place of an answer: a question back, that they do not know, a yes or thanks to a question of another kind."""

import re
from collections.abc import Mapping
from enum import StrEnum

from config.folding import fold

LONGEST_REMARK = 120


class Remark(StrEnum):
    """What was said; each is the key of the problem that answers it."""

    ASKED_BACK = "asked_back"
    NOT_KNOWN = "not_known"
    NO_ANSWER = "no_answer"


_NOT_KNOWN = frozenset(
    ["i don t know", "i dont know", "don t know", "dont know", "dunno", "i do not know", "do not know", "no idea", "not sure",
     "i m not sure", "i am not sure", "not known", "unknown", "not yet known", "don t know yet", "i don t know yet", "idk",
     "to be defined", "to be determined", "to be decided", "tbd", "tbc",
     "je ne sais pas", "je sais pas", "j sais pas", "ne sais pas", "je ne sais pas encore", "aucune idee", "pas sur", "pas sure",
     "je ne suis pas sur", "je ne suis pas sure", "inconnu", "a definir", "a determiner", "a preciser",
     "no se", "no lo se", "no lo se todavia", "no se todavia", "ni idea", "no estoy seguro", "no estoy segura", "no sabemos",
     "por definir", "por determinar", "a definir", "desconocido",
     "nao sei", "ainda nao sei", "nao sei ainda", "sei la", "nao tenho certeza", "nao tenho a certeza", "nao sabemos",
     "nao faco ideia", "desconhecido",
     "we don t know", "we do not know", "we don t know yet", "on ne sait pas", "nous ne savons pas"]
)  # fmt: skip
_NO_ANSWER = frozenset(
    ["yes", "yes please", "yep", "yeah", "no", "nope", "ok", "okay", "sure", "of course", "fine", "thanks", "thank you",
     "thank you very much", "many thanks", "thx", "good", "great", "please", "ok thanks", "ok thank you",
     "oui", "non", "d accord", "bien sur", "merci", "merci beaucoup", "parfait", "oui merci", "ok merci", "tres bien", "svp",
     "s il vous plait",
     "si", "claro", "vale", "de acuerdo", "gracias", "muchas gracias", "por favor", "bueno", "muy bien", "perfecto", "si gracias",
     "send", "send it", "submit", "envoyer", "envoyez", "enviar", "finish", "finished", "terminer", "termine", "terminado",
     "sim", "nao", "esta bem", "obrigado", "obrigada", "muito obrigado", "muito obrigada", "perfeito", "sim obrigado",
     "sim obrigada"]
)  # fmt: skip
_TO_US = re.compile(
    r"(?:sorry |excuse me |pardon |please |perdon |desculpe )?(?:"
    r"what (?:do you mean|does (?:this|that|it) mean|is (?:this|that|meant|it)|should i (?:write|put|say|answer)"
    r"|do i (?:write|put|say|answer|have to)|for|happens (?:next|then))|what|huh|why|how|who are you|are you (?:a )?(?:human|robot|bot|person|real)"
    r"|how (?:long|much time|many questions)(?: \w+){0,6}|why do you (?:ask|need|want)(?: \w+){0,4}"
    r"|(?:can|could) (?:you|i)(?: \w+){1,10}|i (?:don t|do not) understand(?: \w+){0,5}"
    r"|qu est ce que (?:cela|ca|c est|vous|tu|je|ce)(?: \w+){0,5}|c est quoi(?: \w+){0,3}|quoi|comment|pourquoi|comment ca|c est a dire"
    r"|que (?:voulez vous dire|dois je (?:ecrire|mettre|repondre)|veut dire(?: \w+){1,3})|pourquoi (?:demandez|voulez) vous(?: \w+){0,4}"
    r"|(?:ca prend |cela prend )?combien de (?:temps|questions)(?: \w+){0,6}|qui etes vous|je ne comprends pas(?: \w+){0,4}"
    r"|(?:pouvez vous|puis je|est ce que (?:je|vous))(?: \w+){1,10}"
    r"|que (?:quiere|quieren|quereis) decir(?: \w+){0,3}|que (?:significa|es)(?: (?:eso|esto))?|que (?:pongo|escribo|debo \w+)|que|como|por que"
    r"|como asi|cuanto (?:tiempo|tarda|dura|falta)(?: \w+){0,5}|cuantas preguntas(?: \w+){0,4}|quien(?:es)? (?:es|son|eres)(?: \w+){0,2}"
    r"|no (?:lo )?entiendo(?: \w+){0,4}|por que (?:pregunta|lo pide|quiere)\w*(?: \w+){0,4}|(?:puede|puedo|podria)(?: \w+){1,10}"
    r"|(?:o )?que (?:quer|querem) dizer(?: \w+){0,3}|o que (?:e|significa)(?: (?:isso|isto))?|o que (?:escrevo|ponho|devo \w+)|o que"
    r"|quanto tempo(?: \w+){0,6}|quantas perguntas(?: \w+){0,4}|quem (?:e|sao)(?: \w+){0,2}|nao (?:entendo|entendi|percebo|percebi)(?: \w+){0,4}"
    r"|por que (?:pergunta|quer|precisa)\w*(?: \w+){0,4}|(?:pode|posso|poderia)(?: \w+){1,10})"
)
"""Questions that are put to Muster and can hardly be the title or the background of a request."""
_NEEDS_MARK = re.compile(
    r"(?:can|could|pouvez|puis|est|puede|puedo|podria|pode|posso|poderia|como|comment|que|how|why|what|por)\b"
)
_QUESTION_WORDS: Mapping[str, str] = {
    "en": "what which who whom where when why how is are do does can could should will would may must",
    "fr": "que qu quoi quel quelle quels quelles qui ou quand pourquoi comment combien est dois peut pouvez puis faut",
    "es": "que cual cuales quien quienes donde cuando cuanto cuantos cuantas es debo puede puedo hay tengo",
    "pt": "qual quais quem onde quando porque quanto quantos quantas e devo pode posso ha tenho",
}
_ASKING = frozenset(word for words in _QUESTION_WORDS.values() for word in words.split()) - {"e", "ou"}


def remark(text: str) -> Remark | None:
    """What these words say in place of any answer, None if they may be one."""
    if len(text) > LONGEST_REMARK:
        return None
    words = fold(text)
    if words in _NOT_KNOWN:
        return Remark.NOT_KNOWN
    if words in _NO_ANSWER:
        return Remark.NO_ANSWER
    is_to_us = _TO_US.fullmatch(words) is not None and (_is_marked(text) or not _NEEDS_MARK.match(words))
    return Remark.ASKED_BACK if is_to_us else None


def asks_back(text: str) -> bool:
    """Whether words that are no name, date or number are a question: 'which one?'."""
    words = fold(text[:LONGEST_REMARK]).split()
    return len(text) <= LONGEST_REMARK and _is_marked(text) and bool(words) and words[0] in _ASKING


def _is_marked(text: str) -> bool:
    return text.rstrip(" !.…").endswith(("?", "؟", "？"))
