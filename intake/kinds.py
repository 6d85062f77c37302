"""Who wrote a mail: a person, or which kind of machine. In the order of certainty; only a person can answer."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intake.bounces import is_notice
from intake.message import Kind

Headers = Mapping[str, str]
"""Decoded values by lower-case name."""


CALENDAR_ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER"})


@dataclass(frozen=True, slots=True)
class Signs:
    """Everything about a mail that tells its kind."""

    headers: Headers
    subject: str = ""
    text: str = ""
    """What was written now, without quoted history."""
    answers: bool = False
    """Whether the mail refers to an earlier one or goes to a signed reply address."""
    sender: str = ""
    media_type: str = "text/plain"
    report_type: str = ""
    part_types: frozenset[str] = frozenset()
    calendar_method: str = ""
    null_sender: bool = False


def kind_of(signs: Signs) -> Kind:
    """The kind of a mail: bounce, calendar reply, automatic, list, else a person."""
    return kind_and_sign(signs)[0]


def kind_and_sign(signs: Signs) -> tuple[Kind, str]:
    """The kind of a mail and what told it: a header or the words of the subject; a person's mail bears no sign."""
    if sign := next(_bounce_signs(signs), ""):
        return Kind.BOUNCE, sign
    # Google marks what a person presses as automatic, so this comes before the marks of machines.
    if signs.calendar_method.upper() in CALENDAR_ANSWERS and not signs.null_sender:
        return Kind.CALENDAR, f"METHOD:{signs.calendar_method.upper()}"
    if sign := next(_automatic_signs(signs), ""):
        return Kind.AUTOMATIC, sign
    if sign := next(_list_signs(signs.headers), ""):
        return Kind.LIST, sign
    return Kind.PERSON, ""


def answers_by_itself(headers: Headers) -> bool:
    """Whether a mailbox has answered an invitation by a rule of its own, and nobody has pressed anything.

    That a program has sent the answer proves nothing: Google puts `Auto-Submitted: auto-generated` on what its owner
    presses, because the server sends it. RFC 3834 keeps `auto-replied` for what is answered without the owner, and
    Exchange names the agent of its that wrote. Its other X-MS-Exchange-Organization headers are on people's mail too.
    """
    submitted = headers.get("auto-submitted", "").partition(";")[0].strip().lower()
    if submitted == "auto-replied" or any(_is_said(headers, name) for name in _BY_RULE):
        return True
    return any("resourcetype" in name.replace("-", "") for name in headers)


def away_words(text: str) -> str:
    """The sentences of an out-of-office that tell dates, at most 300 characters."""
    sentences = re.split(
        r"(?<=[^\d\s.][.!?])\s+|(?<=\d{4}\.)\s+|\n\n", " \n\n".join(_paragraphs(text[:5_000]))
    )
    told = [" ".join(sentence.split()) for sentence in sentences if _WHEN.search(sentence)]
    return " ".join(told)[:300]


def _bounce_signs(signs: Signs) -> Iterator[str]:
    if signs.report_type == "delivery-status" or "message/delivery-status" in signs.part_types:
        yield "delivery-status"
    if "x-failed-recipients" in signs.headers:
        yield "X-Failed-Recipients"
    if signs.null_sender or _MAILER.match(signs.sender):
        if _BOUNCE_SUBJECT.match(signs.subject):
            yield f"Subject: {signs.subject}"
        if is_notice(signs.text):
            yield "a notice of a mail server"


def _automatic_signs(signs: Signs) -> Iterator[str]:
    headers = signs.headers
    submitted = headers.get("auto-submitted", "").partition(";")[0].strip().lower()
    if submitted not in _NOT_BY_MACHINE:
        yield f"Auto-Submitted: {submitted}"
    if signs.media_type == "multipart/report":
        yield signs.media_type
    if signs.null_sender:
        yield "MAIL FROM:<>"
    if _MAILER.match(signs.sender) or _NO_REPLY.match(signs.sender):
        yield f"From: {signs.sender}"
    yield from (name for name in _VENDOR_HEADERS if _is_said(headers, name))
    yield from (
        f"{name}: {_value(headers, name)}"
        for name, values in _VENDOR_VALUES.items()
        if _value(headers, name) in values
    )
    if _tells_absence(signs.subject) and (signs.answers or _is_away_body(signs.text)):
        yield f"Subject: {signs.subject}"


def _tells_absence(subject: str) -> bool:
    """Whether the subject is an absence and nothing more; "Out of office workers: request" is a person's topic."""
    away = _AWAY_SUBJECT.match(subject)
    if away is not None:
        return _AFTER_AWAY.match(subject[away.end() :]) is not None
    return _AUTO_QUOTED.match(subject) is not None


def _is_away_body(text: str) -> bool:
    return not text.strip() or _AWAY_BODY.search(text[:600]) is not None


def _list_signs(headers: Headers) -> Iterator[str]:
    yield from (name for name in _LIST_HEADERS if _is_said(headers, name))
    if _value(headers, "precedence") in {"bulk", "list", "junk"}:
        yield f"Precedence: {_value(headers, 'precedence')}"


def _value(headers: Headers, name: str) -> str:
    return headers.get(name, "").strip().lower()


def _is_said(headers: Headers, name: str) -> bool:
    return name in headers and _value(headers, name) not in {"no", "false"}


def _paragraphs(text: str) -> list[str]:
    # A wrapped line goes on in the next one; a sentence must not end there.
    return [" ".join(block.split()) for block in re.split(r"\n[ \t]*\n", text)]


# A person's mailbox that passes everything on says "auto-forwarded".
_NOT_BY_MACHINE = frozenset({"", "no", "false", "auto-forwarded"})
_LIST_HEADERS = frozenset(
    {"list-id", "list-post", "list-unsubscribe", "list-help", "x-mailing-list", "mailing-list"}
)

# X-Auto-Response-Suppress is not here: Exchange sets it on people's mails too.
_VENDOR_HEADERS = frozenset(
    {
        "x-autoreply",
        "x-auto-reply",
        "x-autoreply-from",
        "x-auto-reply-from",
        "x-autorespond",
        "x-autoresponder",
        "x-autogenerated",
        "x-mail-autoreply",
        "x-mailer-autoreply",
        "x-vacation",
        "x-fc-machinegenerated",
        "x-exim-autoreply",
        "x-kerio-autoreply",
        "auto-submitted-by",
    }
)
# Of the mailbox rules, the room and the transport agents of Exchange; none is on what a person sends.
_BY_RULE = frozenset(
    {
        "x-ms-exchange-generated-message-source",
        "x-ms-exchange-organization-generated-message-source",
        "x-ms-exchange-inbox-rules-loop",
        *_VENDOR_HEADERS,
    }
)
_VENDOR_VALUES: Mapping[str, frozenset[str]] = {
    "precedence": frozenset({"auto_reply", "auto-reply", "autoreply"}),
    "preference": frozenset({"auto_reply"}),
    "x-precedence": frozenset({"auto_reply", "auto-reply"}),
    "delivered-to": frozenset({"autoresponder"}),
    "x-post-messageclass": frozenset({"9; autoresponder"}),
    "x-ms-exchange-generated-message-source": frozenset({"mailbox rules agent", "antispam agent"}),
}

_MAILER = re.compile(
    r"(?:mailer-?daemon|postmaster|mail-?delivery|no-?reply-?bounces?)(?:[+-][^@]{0,100})?@", re.IGNORECASE
)
# Whoever writes from such an address reads no answer.
_NO_REPLY = re.compile(
    r"(?:no|do[-_.]?not)[-_.]?reply[^@]{0,40}@|(?:ne-?pas|no)[-_.]?(?:repondre|responder)@|nao[-_.]?responda@|keine?[-_.]?antwort@",
    re.IGNORECASE,
)
_BOUNCE_SUBJECT = re.compile(
    r"(?:undeliver(?:able|ed)|delivery (?:status notification|failure|has failed|incomplete)"
    r"|(?:mail|message) delivery (?:failed|failure|subsystem)|mail (?:system error|could not be delivered)"
    r"|returned mail|failure notice|warning: (?:could not send|message)"
    r"|non[ -]?(?:remis|distribuable)|échec (?:de|d'|de la) ?(?:la )?(?:remise|envoi|livraison)"
    r"|no se puede entregar|error de entrega|no entregado|correo devuelto"
    r"|não (?:é possível entregar|entregue|foi possível entregar)|falha na entrega"
    r"|unzustellbar|zustellung fehlgeschlagen|nicht zugestellt"
    r"|mancato recapito|non recapitabile|onbestelbaar|kan niet worden bezorgd)",
    re.IGNORECASE,
)
# Anchored: "Re: Automatic reply: ..." is a person who answers a machine.
_AWAY_SUBJECT = re.compile(
    r"\W{0,3}(?:automatic (?:reply|response)|auto[- ]?(?:reply|response|responder|matic reply)\b"
    r"|out of (?:the )?office|away from (?:the |my )?(?:office|desk)|vacation (?:reply|response|notice)"
    r"|(?:on|i am on) (?:annual|sick|maternity|parental) leave\b"
    r"|réponse automatique|reponse automatique|absen(?:ce|te?)(?:\(e\))? (?:du|de mon|de) bureau|message d['’]absence"
    r"|(?:avis|notification) d['’]absence|en congés?(?: annuels?)?\b"
    r"|respuesta autom[aá]tica|fuera de (?:la )?oficina|ausen(?:te|cia) de la oficina|aviso de ausencia"
    r"|resposta autom[aá]tica|fora do (?:escritório|gabinete)|ausência (?:temporária|(?:do|de) (?:escritório|gabinete|serviço))|aviso de ausência"
    r"|automatische (?:antwort|reactie)|abwesenheits(?:notiz|nachricht|meldung|assistent)|abwesend\b|nicht im büro"
    r"|risposta automatica|fuori (?:ufficio|sede)|assen(?:te|za) dall['’]ufficio"
    r"|automatisch antwoord|afwezig(?:heid\w{0,12})?\b|niet aanwezig|buiten kantoor"
    r"|auto(?:matiskt? )?svar\b|frånvaro(?:meddelande)?\b|automaattinen vastaus|poissaolo(?:ilmoitus)?\b|automaatvastus"
    r"|automatyczna odpowiedź|nieobecność(?: w biurze)?\b|automatick[áé] odpove[ďd]|automatická odpověď|mimo kancelář"
    r"|automatikus válasz|răspuns automat|automatski odgovor|samodejni odgovor|automatinis atsakymas|automātiskā atbilde"
    r"|αυτόματη απάντηση|автоматич\w{2,5} (?:ответ|отговор|відповідь)|автоответ|otomatik yanıt|رد تلقائي)",
    re.IGNORECASE,
)
# What may follow: nothing, until when, or the subject of the mail that is answered.
_AFTER_AWAY = re.compile(
    r"\s*(?:$|[:.!(–—-]|(?:until|till|from|since|jusqu|à partir|hasta|desde|até|bis|vom|fino|dal|tot|vanaf)\b"
    r"|(?:du |de |au |del |do |a )?\d)",
    re.IGNORECASE,
)
_AUTO_QUOTED = re.compile(r"\W{0,3}auto ?: ?(?:(?:re|aw|sv|rv|res|tr) ?:|\[?(?:19|20)\d\d-\d)", re.IGNORECASE)
_AWAY_BODY = re.compile(
    r"\b(?:out of (?:the )?office|away (?:from|until|till|on)|(?:am|are|is) (?:currently )?away"
    r"|on (?:(?:annual|sick|maternity|parental) )?leave|on (?:holiday|vacation)|(?:be|am) back|automatic(?:ally)?"
    r"|absent|absente|en congés?|de retour|automatique(?:ment)?|ausente|de vacaciones|fuera de|fora d[oe]"
    r"|de férias|autom[aá]tic[ao]|abwesend|nicht im büro|urlaub|automatisch\w{0,2}|assente|in ferie|fuori"
    r"|automatic[ao]|afwezig|niet aanwezig|vakantie)\b",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan|feb|fév|fev|mar|mär|maa|apr|abr|avr|mai|may|maj|mei|mag|jun|juin|giu|jul|juil|lug|aug|aoû|ago|sep|set"
    r"|oct|okt|out|ott|nov|dec|déc|dez|dic|ene|gen)"
)
_WHEN = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|er|º|ª|\.)?[ -](?:(?:of|de|do|d['’]) ?)?{_MONTH}|\b{_MONTH}[^\W\d]{{0,10}} \d{{1,2}}\b"
    r"|\b\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\b|\b\d{4}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)
