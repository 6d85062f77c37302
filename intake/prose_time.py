"""Dates and durations in a letter: which of all it names are those of the mission."""

import re
from dataclasses import dataclass
from datetime import date

from config.folding import fold
from intake.date_spans import Span, periods_in
from intake.letter_layout import Sentence, sentences, unwrapped
from intake.words import fold_numbers, read_days

_MISSION = re.compile(
    r"\b(?:mission|visit|assist|support|appui|apoyo|apoio|expert|perito|come\b|venir|workshop|period|dates|"
    r"fechas|datas|week|semaine|semana|training|formation|formacion|formacao|availab|dispon|prefer|souhait|"
    r"ideal|take place|lieu|realiz|sejour|start|deploy|between|entre|mision|missao|asistenc|accueill|receb|recib|"
    r"receive|host|schedul|prevu|prevoi|previst|planned|planifi|desarroll|desea|would like|gostar)"
)
_LAWS = re.compile(
    r"\b(?:law|act|decree|regulation|constitution|since|loi|decret|arrete|depuis|ley|decreto|desde|lei|adopted|"
    r"adoptee|adoptada|signed|signee|letter of|lettre du|lettre en date|carta del|carta de|convention|agreement|"
    r"accord|study|etude|report of|rapport|informe|relatorio|survey|census|recensement|last year|established|"
    r"founded|creee|cree en)\b[^.]{0,40}$"
)
_DEADLINES = re.compile(
    r"\b(?:reply|answer|respond|reponse|repondre|respuesta|responder|resposta|deadline|delai|plazo|prazo)\b"
)
_STAY = re.compile(
    r"\b(?:mission|duration|duree|pendant|for|lasting|last|during|de|durant|duracion|durante|duracao|stay|sejour|"
    r"on site|sur place|jours ouvr|working days|dias laborables|dias uteis|expert|visit|misi|missa|appui|por)\b"
)
_NOT_STAY = re.compile(
    r"\b(?:within|dans un delai|sous|dans les|notice|delai|plazo|prazo|ago|il y a|hace|ha|the last|the past|derniers?|"
    r"age|years|leave|conge|per year|par an)\b"
)
_AMOUNT = re.compile(
    r"[\w,.-]{1,14}[ \u00a0]{1,3}(?:\([^()\n]{1,12}\)[ ]?)?(?:full |working |calendar |business |expert[ -])?"
    r"(?:days?|weeks?|fortnight|months?|jours?|semaines?|quinzaine|mois|d[ií]as?|semanas?|quincena|quinzena|mes(?:es)?)"
    r"(?:\s(?:ouvr[ée]s|ouvrables|laborables|h[áa]biles|[úu]teis|calendaires))?",
    re.IGNORECASE,
)
_MOST_AMOUNTS = 40
_GOOD = 3
_MOST_SPANS = 60
_NEAR = 300
"""Characters of a long sentence that count as near."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: int
    words: str


def dates_in(text: str, *, today: date, language: str) -> str:
    """The words that most likely say when the mission is wanted, '' if none do."""
    parts = list(sentences(text))
    spans = periods_in(text, today=today, language=language)[:_MOST_SPANS]
    found = [_Candidate(_score(text, parts, span, today), _words(text, span)) for span in spans]
    best = max(found, key=lambda one: one.score, default=None)
    return best.words if best is not None and best.score >= _GOOD else ""


def _words(text: str, span: Span) -> str:
    return unwrapped(text[span.start_offset : span.end_offset])


def _score(text: str, parts: list[Sentence], span: Span, today: date) -> int:
    before, around = _surroundings(text, parts, span)
    is_past = span.period.end < today
    single = span.period.days == 1
    score = 3 * bool(_MISSION.search(around)) + 2 * (not single)
    score -= 2 * is_past + 5 * bool(_LAWS.search(before)) + 6 * _is_dateline(text, span)
    score -= 3 * bool(single and _DEADLINES.search(around))
    # A whole month or more of the past is history, not a mission somebody forgot to update.
    return score - 4 * (is_past and (span.period.days > 20 or single))


def _surroundings(text: str, parts: list[Sentence], span: Span) -> tuple[str, str]:
    """What the sentence says before the dates, and all of it (as far as it is near), folded."""
    part = next((part for part in reversed(parts) if part.start <= span.start_offset), Sentence(text, 0))
    start = max(part.start, span.start_offset - _NEAR)
    end = min(part.start + len(part.text), span.end_offset + _NEAR)
    return fold(text[start : span.start_offset]), fold(text[start:end])


def _is_dateline(text: str, span: Span) -> bool:
    """'Lomé, le 12 janvier 2026' alone in its line."""
    start = text.rfind("\n", 0, span.start_offset) + 1
    end = text.find("\n", span.end_offset)
    others = fold(
        text[start : span.start_offset] + " " + text[span.end_offset : end if end >= 0 else len(text)]
    )
    return span.period.days == 1 and len(others.split()) <= 4 and not _MISSION.search(others)


def duration_in(text: str) -> str:
    """The words that most likely say how long the experts should stay, '' if none do."""
    found: list[_Candidate] = []
    for part in sentences(text):
        for match in _AMOUNT.finditer(part.text):
            if len(found) >= _MOST_AMOUNTS:
                break
            if read_days(fold_numbers(match.group())) is not None:
                found.append(
                    _Candidate(_stay_score(part.text, match.start(), match.end()), unwrapped(match.group()))
                )
    best = max(found, key=lambda one: one.score, default=None)
    return best.words if best is not None and best.score > 0 else ""


def _stay_score(text: str, start: int, end: int) -> int:
    near = fold(text[max(0, start - 50) : start])
    score = 2 * bool(_STAY.search(near)) + bool(
        _MISSION.search(fold(text[max(0, start - _NEAR) : end + _NEAR]))
    )
    score += 2 * bool(
        re.match(
            r"[ ,]{0,2}(?:mission|visit|on site|sur place|stay|of work|de travail)", text[end : end + 20]
        )
    )
    return score - 4 * bool(_NOT_STAY.search(near))
