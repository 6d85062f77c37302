"""What a pressed calendar button means together with the words beside it: a button never outweighs a condition."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from config.periods import Period
from intake.answers import MAX_QUOTE, Answer, Verdict, read_answer
from intake.calendar_reply import Attendance, CalendarReply

# The button as a sentence: read together with the comment, "only if my ministry agrees" limits it as it would in a mail.
_SENTENCE = {Attendance.ACCEPTED: "Yes, I am available.", Attendance.DECLINED: "No, I am not available."}
_LIMITED = frozenset({Verdict.CONDITIONS, Verdict.EMPLOYER, Verdict.REMOTE_ONLY, Verdict.OTHER_DATES})
_CONTRADICTS = {
    Attendance.ACCEPTED: frozenset({Verdict.NO, Verdict.NEVER_AGAIN}),
    Attendance.DECLINED: frozenset({Verdict.YES, Verdict.SOME_DATES}),
}


_DAY = timedelta(days=1)
"""So far a zone can move an entry; whatever is further is other days."""


def read_calendar_answer(
    reply: CalendarReply, words: str, *, window: Period, today: date, language: str = ""
) -> Answer:
    """The answer to 'are you available in this window?'; unclear when button and words disagree."""
    if reply.attendance is Attendance.COUNTERED:
        return _other_days(reply, words, window)
    sentence = _SENTENCE.get(reply.attendance, "")
    read = partial(read_answer, window=window, today=today, language=language)
    answer = read(f"{sentence}\n\n{words}")
    answer = replace(answer, because=words[:MAX_QUOTE])
    if reply.attendance is Attendance.TENTATIVE:
        return answer if answer.verdict in _LIMITED else Answer(Verdict.MAYBE, because=words[:MAX_QUOTE])
    if not sentence or answer.verdict in _CONTRADICTS[reply.attendance] or _takes_back(reply, words, read):
        return replace(answer, verdict=Verdict.UNCLEAR)
    return answer


def is_about_other_days(reply: CalendarReply, asked: Period) -> bool:
    """Whether what was accepted or declined is not what was asked: somebody has moved the entry in their calendar."""
    if reply.days is None or reply.attendance is Attendance.COUNTERED:
        return False
    first, last = abs(reply.days.start - asked.start), abs(reply.days.end - asked.end)
    return first > _DAY or (last > _DAY and not reply.endless)


def own_words(reply: CalendarReply, text: str) -> str:
    """What the person wrote beside the button, without the sentences that calendars write in their name."""
    body = "\n".join(_without_announcement(text.strip().split("\n")))
    parts = [part for part in (reply.comment, body.strip()) if part]
    # A comment stands in the file and in the body, often with marks around it.
    return "\n".join(parts if len(parts) < 2 or parts[0] not in parts[1] else parts[1:])


def _takes_back(reply: CalendarReply, words: str, read: Callable[[str], Answer]) -> bool:
    """Whether the words say that the wrong button was pressed, or that somebody who declined wants to come."""
    if _MISTAKEN.search(words):
        return True
    wants = reply.attendance is Attendance.DECLINED and _WANTS.search(words) is not None
    return wants and read(words).verdict is not Verdict.NO  # "I would love to come, but I cannot."


def _other_days(reply: CalendarReply, words: str, window: Period) -> Answer:
    """Proposed days are never taken as they are: somebody asks the partner or the team first."""
    proposed = (reply.days,) if reply.days is not None and reply.days != window else ()
    verdict = Verdict.OTHER_DATES if proposed else Verdict.UNCLEAR
    return Answer(verdict, free=proposed, because=words[:MAX_QUOTE])


def _without_announcement(lines: list[str]) -> list[str]:
    number = next((n for n, line in enumerate(lines) if _announces(line)), None)
    if number is None:
        return lines
    after = lines[number + 1 :]
    if not any(_GOOGLE.search(line) for line in after):
        return [*lines[:number], *after]
    # The days and guests that Google repeats are ours; only a note in quotation marks is the person's.
    return [*lines[:number], *(_note(after) if _NOTE.search(lines[number]) else [])]


def _announces(line: str) -> bool:
    match = _ANNOUNCEMENT.search(line[:500])
    return match is not None and _LIMITS.search(line[match.end() : 500]) is None


def _note(lines: list[str]) -> list[str]:
    note: list[str] = []
    for line in lines:
        if line.strip():
            note.append(line.strip().strip('"“”«»'))
        elif note:
            break
    return note


# In the third person: "I have accepted the invitation" is the person's own sentence and stays.
_ANNOUNCEMENT = re.compile(
    r"\bhas (?:provisionally |tentatively )?(?:accepted|declined|replied|proposed)\b.{0,80}\b(?:invitation|event|meeting|time)"
    r"|\ba (?:provisoirement )?(?:accepté|refusé|décliné|répondu|proposé)\b.{0,80}\b(?:invitation|événement|réunion|horaire)"
    r"|\bha (?:aceptado|rechazado|respondido|propuesto)\b.{0,80}\b(?:invitación|evento|reunión|hora)"
    r"|(?<!eu )\b(?:aceitou|recusou|rejeitou|respondeu|propôs)\b.{0,80}\b(?:convite|evento|reunião|hor[áa]rio)"
    r"|\bhat .{0,80}(?:einladung|termin|ereignis|besprechung).{0,80}(?:angenommen|zugesagt|abgelehnt|abgesagt|akzeptiert|vorgeschlagen)"
    r"|\bha (?:provvisoriamente )?(?:accettato|rifiutato|declinato|proposto)\b.{0,80}\b(?:invito|evento|riunione)"
    r"|\bheeft .{0,80}(?:uitnodiging|afspraak|vergadering|gebeurtenis).{0,80}(?:geaccepteerd|geweigerd|afgewezen)",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:but|if|only|except|unless|subject to|mais|si|sauf|seulement|pero|solo|sólo|salvo|mas|se|apenas|exceto|aber|wenn|nur|ma|solo)\b",
    re.IGNORECASE,
)
_MISTAKEN = re.compile(
    r"\bwrong (?:button|key|click)\b|\b(?:by|in) (?:mistake|error|accident)\b|\b(?:accidentally|misclicked)\b"
    r"|\bmauvais(?:e)? (?:bouton|touche)\b|\bpar (?:erreur|mégarde)\b|\btrompée? de (?:bouton|touche)\b|\bfausse manœuvre\b"
    r"|\b(?:botón|tecla) (?:equivocad[oa]|incorrect[oa])\b|\bpor (?:error|equivocación)\b|\bsin querer\b|\bme equivoqué\b"
    r"|\bbotão (?:errado|incorreto)\b|\btecla errada\b|\bpor (?:erro|engano|lapso)\b|\bsem querer\b|\benganei-me\b"
    r"|\bfalsche[nr]? (?:taste|knopf|schaltfläche)\b|\b(?:aus versehen|versehentlich|irrtümlich|verklickt)\b"
    r"|\b(?:pulsante|tasto) sbagliato\b|\bper (?:errore|sbaglio)\b|\bverkeerde knop\b|\bper ongeluk\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\bI(?:['’]d| would| do| still| really)* (?:want|wish|like|love|intend|plan|hope) to (?:come|go|attend|join|take part|participate)\b"
    r"|\bI(?:['’]m| am) still (?:available|free|interested|coming|in)\b"
    r"|\bje (?:veux|souhaite|voudrais|compte|désire) (?:bien |toujours |vraiment |quand même )?(?:venir|participer|y aller|être là)\b"
    r"|(?<!\bno )\b(?:quiero|deseo|quisiera|me gustaría) (?:ir|venir|participar|asistir)\b"
    r"|(?<!\bnão )\b(?:quero|desejo|gostaria de|pretendo) (?:ir|vir|participar)\b"
    r"|\bich (?:möchte|will) (?:doch |gerne? )*(?:kommen|teilnehmen|mitkommen)\b"
    r"|(?<!\bnon )\b(?:voglio|vorrei|desidero) (?:venire|partecipare|andare)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\b(?:note|message|comment|nota|mensaje|mensagem|notiz|messaggio|remarque)\b", re.IGNORECASE
)
_GOOGLE = re.compile(r"calendar\.google\.com|Google (?:Calendar|Agenda|Kalender)", re.IGNORECASE)
