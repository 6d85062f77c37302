"""Whether somebody who answers a newsletter wants no more of them: in the first line, and in few words."""

import re

from config.folding import fold
from intake.answer_intents import wants_to_be_left_alone

SUBJECT = "unsubscribe"
"""What the mailto address of a newsletter puts into the subject, for mail programs that unsubscribe by mail."""
_LONGEST = 120
_POLITE = re.compile(
    r"\b(?:please|hello|hi|dear all|thank you|thanks|kind regards|bonjour|merci|svp|s il vous plait|veuillez|hola|buenos dias"
    r"|por favor|favor|gracias|ola|bom dia|obrigad[oa]|je voudrais|je souhaite|i want to|i would like to|quiero|quisiera"
    r"|quero|gostaria de)\b"
)
_THING = (
    r"(?: (?:me|us|my address|this address|de|del|da|do|des?|la|le|du|from|of|to|my|mi|minha|ma|mon|the|this|your|sua|su|votre|vos|a|o|as|os|el|los|las|"
    r"list|lista|liste|newsletters?|news|boletin|boletim|lettres?|d information|abonnement|suscripcion|subscricao|subscription|"
    r"inscripcion|inscricao|assinatura|correos?|mails?|e mails?|emails?|mensajes|mensagens|messages?)){0,7}"
)
_OUT = re.compile(
    rf"(?:unsubscribe|opt out|stop|remove|cancel|sign me off|(?:me |nous )?(?:desabonner|desabonne[zr] moi|desabonnez|desinscrire"
    rf"|desinscrivez|desinscription|desabonnement)|arreter|retirez|retirer|(?:darme|dar me|darse|denme|deme|dar) de baja|baja"
    rf"|cancelar|cancele|cancelen|desuscribir(?:me)?|desinscribir(?:me)?|remover|remova|retirar|descadastrar|cancelamento"
    rf"|anular|abmelden|abbestellen){_THING}"
)


def wants_out(subject: str, text: str) -> bool:
    """Whether the mail says to send no more newsletters; anything else that it says is for people to read."""
    if fold(subject) == SUBJECT:
        return True
    first = next((line for line in text[:2_000].splitlines() if line.strip()), "").strip()
    if not first or len(first) > _LONGEST or "?" in first:
        return False
    words = " ".join(_POLITE.sub(" ", fold(first)).split())
    return _OUT.fullmatch(words) is not None or wants_to_be_left_alone(first)
