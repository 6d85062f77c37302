"""Whether a sentence asks something: who proposes days in the shape of a question offers them."""

import re

from intake.calendar_names import month_names, plain
from intake.neutral_words import is_neutral

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_TAG = 60
_LONGEST_PROPOSAL = 160
_QUESTION = re.compile(
    r"(?:who|what|why|when|where|how|whose|whether|qui(?! \d)|que|quand|pourquoi|comment|qu[eé]|qui[eé]n|cu[aá]ndo|c[oó]mo(?! (?:muy|m[aá]ximo|pronto|m[ií]nimo))|quem|quando|porqu[eê]|wer|wann|warum"
    r"|wie|chi|come|perché)\s",
    re.IGNORECASE,
)
# 'I am free 9-13 March, does that suit you?' offers them all the same.
_TAG = re.compile(
    r"[\s,.;–-]¿?(?:(?:ça|ca|cela) (?:vous|te) (?:va|conviendrait|convient)|(?:ça|ca|cela) (?:vous|te) (?:irait|irait-il|arrange\w{0,4}|semble \w{3,10})|(?:cela|ça) (?:irait|ira|marche|marcherait|joue)|(?:je|on) (?:la|le|les) (?:réserve|bloque|note)|(?:shall|should|may) i (?:pencil|book|block|reserve|note|keep|hold)[^?]{0,20}|(?:l[oa]s? )?(?:reservo|bloqueo|apunto|anoto)|(?:reservo|bloqueio|marco)(?:-[oa]s?)?|(?:les?|te|os) (?:parece|cuadra|sirve|encaja|serv[ií]r[ií]an?|valdr[ií]a|ir[ií]a bien|vendr[ií]a bien)|(?:dava|daria|servia|serviria)(?: jeito)?|(?:d'accord|vale|agreed|combinado|deal|is that a deal|acordado)|(?:does|would|will) (?:that|this|it) (?:work|suit)(?: you| for you)?"
    r"|(?:les?|te|os) (?:viene|va|parece) bien|(?:est[áa] bem|serve|convém)(?: assim| para (?:si|vocês?|vós))?|pode ser|d[áa] certo|te parece|(?:vous |te )?convient|(?:qu'en|que) (?:pensez|dites)-vous|qu[eé] (?:les|te|le) parece|(?:is|would) that (?:be )?(?:ok(?:ay)?|fine|all right|alright|possible|too late|work)(?: for you)?|ok(?:ay)?(?: for you| pour vous| pour toi)?|passt das(?: \w{2,8})?|geht das|(?:vi? )?va bene)\s{0,3}\?+\s*$",
    re.IGNORECASE,
)
# 'How about 12 to 23 January?'
_PROPOSES = re.compile(
    r"[\s¿]{0,3}(?:(?:so|then|alors|entonces|então|also) )?(?:(?:how|what) about|que (?:diriez|pensez|penseriez)-vous d(?:e|u|es|'une?)|qué (?:tal|(?:les|le|os|te) parec(?:e|en|ería))|que (?:tal|lhes? parece|vos parece|acham de)|o que acham de|(?:não )?(?:podia|poderia|pode) ser(?: feit[ao])?|(?:no )?(?:podr[ií]a|puede) ser|(?:no )?se (?:podr[ií]a|puede) (?:hacer|mover|pasar|aplazar)(?:l[oa])?|(?:não )?se (?:podia|poderia|pode) fazer|(?:pourrait|peut)-on (?:dire|faire|partir sur)|(?:could|can) (?:it be|we (?:do|say|make it|(?:move|shift|postpone|push) it (?:to|until)))|(?:on|nous) (?:peut|peuvent|pourrait|pouvons|pourrions)(?: \w+)? (?:dire|faire|partir sur)|(?:podemos|podr[ií]amos|poder[ií]amos) (?:hacerlo|hacer|fazer|fazê-lo|decir|dizer|quedar)|serait-(?:ce|il) possible d[ue]|(?:ser[ií]a|é|es) pos(?:ible|sível) d[e\w]{1,2}|seria possível d\w"
    r"|wie wäre es (?:mit|vom)|wie wär's mit|che ne (?:dite|direste) d\w{1,3}|(?:would|could|might) (?=[^?]{0,40}\d)(?=[^?]{4,80} (?:work|suit|do|fit|be (?:possible|ok|okay|fine))(?: for you)?\?)(?!.{0,80} (?:also|as well|instead|too)))(?!\w)",
    re.IGNORECASE,
)


def is_question(sentence: str, *, answering: bool) -> bool:
    """Whether a sentence states nothing; a tag behind days, or a proposal of days, leaves them offered."""
    tag = _TAG.search(sentence, max(0, len(sentence) - _LONGEST_TAG))
    if tag is not None and any(c.isdigit() for c in sentence[: tag.start()]):
        sentence = sentence[: tag.start()]
    if answering and _proposes(sentence):
        return False
    return sentence.rstrip(" )\"'").endswith("?") or _QUESTION.match(sentence) is not None


def _proposes(sentence: str) -> bool:
    """Whether a sentence proposes days by asking for them; 'how about 12 March to discuss the terms?' proposes a talk."""
    match = _PROPOSES.match(sentence)
    if match is None or len(sentence) > _LONGEST_PROPOSAL:
        return False
    proposed = sentence[match.end() :].lower()
    named = any(c.isdigit() for c in proposed) or any(
        plain(word) in month_names() for word in _WORD.findall(proposed)
    )
    return named and is_neutral(proposed)
