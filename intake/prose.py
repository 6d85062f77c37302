"""What a letter in plain words says of the fields of a request; what it does not say is left out."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from config.areas import area_label, areas_in
from config.countries import country_name, is_country, official_language
from config.folding import fold
from config.languages import all_language_names, language_name
from intake.field_list import FIELDS
from intake.filled_form import before_form, labelled, sections
from intake.flowing import flowing
from intake.letter_layout import Letter, laid_out, sentences, unwrapped
from intake.prose_names import institution_in, person_in
from intake.prose_time import dates_in, duration_in
from intake.words import countries_in, fold_numbers, guess_language, names_in

_REPLY_MARKS = re.compile(
    r"^\s*(?:(?:re|fw|fwd|tr|rv|enc|res|ref|aw|wg)\s?(?:\[\d+\])?\s?[:：]\s*|\[[^\]\n]{0,40}\]\s*)",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"^\s*(?:(?:official |formal )?request for (?:technical |short[- ]term )?(?:assistance|support|expertise)|"
    r"technical assistance(?: request)?|(?:requête|demande) (?:d['’]appui|d['’]assistance|d['’]expertise)(?: technique)?|"
    r"(?:demande|requête) d['’]une mission|assistance technique|solicitud de (?:asistencia|apoyo)(?: técnic[ao])?|"
    r"asistencia técnica|pedido de (?:assistência|apoio)(?: técnic[ao])?|solicitação de (?:assistência|apoio)(?: técnic[ao])?|"
    r"assistência técnica|request|demande|solicitud|pedido)"
    r"\s*(?:[:：–—-]|\b(?:for|on|to|with|pour|relative à|sur|en matière de|para|sobre|en|em|relativ[oa] a)\b|$)\s*",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:assistance|support|help|appui|soutien|aide|asistencia|apoyo|ayuda|assistência|apoio|ajuda)"
    r"(?: techni(?:que|cal)| técnic[ao])?"
    r"\s+(?:for|on|with|in|pour|dans|sur|à|para|con|com|en|em|no|na|a)\s+([^.;:!?\n]{12,140})",
    re.IGNORECASE,
)
_EXPERTS = re.compile(
    r"\b(\d{1,2}) (?:[a-z]{2,16} ){0,2}?(?:expert|experts|experte|expertes|expertos|experto|expertas|peritos|perito|"
    r"especialistas?|specialistes?|specialists?|consultants?)\b"
    r"(?! (?:mission|visit|advice|support|days?|opinion|workshop|meeting))"
)
_PROFILE = re.compile(
    r"\b((?:expert|experte|specialist|spécialiste|especialista|experto|experta|perito|perita)s?"
    r" (?:en|in|em|on|de|du|des|del|da|do) [^,.;:()\n]{3,70}?)"
    r"(?=,|\.|;|:|\(|\n|$| et (?:un|une|d['’])| and (?:an?|one)\b| y (?:un|una|de)\b| e (?:um|uma)\b"
    r"| pour | for | para | would | will | is | who | qui | que )",
    re.IGNORECASE,
)
_LANGUAGE_SIGN = re.compile(
    r"\b(?:language|langue|idioma|lengua|lingua|speak|parlant|parle|habl|fala|interpret|working in|work in|francophone|"
    r"anglophone|hispan|lusofon|lusophone)"
)
_SPOKEN = {"francophone": "fr", "francophones": "fr", "anglophone": "en", "anglophones": "en", "hispanohablantes": "es",
           "hispanohablante": "es", "hispanophones": "es", "lusofonos": "pt", "lusophones": "pt", "francofonos": "fr"}  # fmt: skip
_PHONE = re.compile(r"\+?\d[\d ()./-]{6,24}\d")
_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_GOVERNMENT = re.compile(r"@(?:[\w-]{1,63}\.){0,4}(?:gov|gouv|gob|go|govt)\.([a-z]{2})$")
_LABELLED = frozenset(
    ["general_objective", "specific_objectives", "expected_results", "profiles", "experts", "languages"]
)
_PLAIN_FACTS = frozenset({"contact_name", "contact_email", "window", "duration_days"})


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WEAK = _set(
    """help hello hi dear please request question inquiry mail email message urgent support assistance information info
    mission test aide bonjour demande requete appui assistance urgence soutien svp ayuda hola solicitud apoyo asistencia
    consulta urgente ajuda ola pedido apoio assistencia solicitacao technical technique tecnica tecnico needed wanted
    need we i the a for your of un una une de d our my required"""
)
"""Words that alone, or among themselves, name no subject."""
_NO_FORM: Mapping[str, str] = MappingProxyType({})
_MOST_AREAS = 4
_LONGEST_PHRASE = 90
_SHORTEST_TITLE = 8
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Facts:
    """What came with the letter."""

    subject: str
    sender: str
    sender_name: str
    today: date
    language: str


def read_prose(
    text: str,
    *,
    subject: str = "",
    sender: str = "",
    sender_name: str = "",
    form: Mapping[str, str] = _NO_FORM,
    today: date,
    language: str,
) -> dict[str, str]:
    """The fields a letter or a filled form (or both in one) tells, as they are written.

    `form` holds the labels of a form that came beside the letter, '' for those left blank.
    """
    facts = _Facts(subject, sender, sender_name, today, language)
    above = before_form(text) if not form and sections(text) else text
    form = form or sections(text)
    found = dict(_said(laid_out(above), facts, with_body=not form))
    # A label left blank is a question the writer passed over: only plain facts of the covering note answer it.
    told = {name: value for name, value in found.items() if name not in form or name in _PLAIN_FACTS}
    return {**told, **{name: value for name, value in form.items() if value}}


def _said(letter: Letter, facts: _Facts, *, with_body: bool) -> Iterator[tuple[str, str]]:
    everything = (*_who(letter, facts), *_what(letter, facts), *_when(letter, facts), *_whom(letter, facts))
    yield from ((name, value) for name, value in everything if value)
    if with_body and letter.body:
        body = flowing(letter.body)[: FIELDS["background"].longest]
        yield "background", body[:1].upper() + body[1:]


def _who(letter: Letter, facts: _Facts) -> Iterator[tuple[str, str]]:
    institution = institution_in(letter)
    signature = "\n".join(letter.signature)
    address = _ADDRESS.search(signature)
    phone = _PHONE.search(signature)
    country = _country(letter, institution, facts)
    yield "institution", institution
    yield "country", country_name(country, facts.language) if country else ""
    yield "contact_name", person_in(letter.signature) or facts.sender_name
    yield "contact_email", facts.sender if "@" in facts.sender else (address.group() if address else "")
    yield "contact_phone", phone.group() if phone else ""


def _country(letter: Letter, institution: str, facts: _Facts) -> str:
    """The country of the institution, the signature, the letter's head, else the only (or main) one named."""
    for text in (institution, "\n".join(letter.signature), "\n".join(letter.head)):
        named = countries_in(text)
        if len(named) == 1:
            return named[0]
    if (match := _GOVERNMENT.search(facts.sender.lower())) and is_country(match.group(1).upper()):
        return match.group(1).upper()
    named = countries_in(f"{facts.subject}\n{letter.text}")
    if len(named) == 1:
        return named[0]
    titled = countries_in(facts.subject)
    return titled[0] if len(titled) == 1 else ""


def _what(letter: Letter, facts: _Facts) -> Iterator[tuple[str, str]]:
    lines = labelled(letter.text)
    title = title_of(facts.subject) or title_of(lines.get("title", "")) or _title_in(letter.body)
    objective = lines.get("general_objective", "")
    found = areas_in(f"{title}\n{objective}") or areas_in(letter.body)
    areas = ", ".join(area_label(key, facts.language) for key in found[:_MOST_AREAS])
    yield "title", (title or areas or _first_words(letter.body))[: FIELDS["title"].longest]
    yield "areas", areas
    yield from ((name, lines[name]) for name in _LABELLED if lines.get(name))


def title_of(subject: str) -> str:
    """The subject without 'Re:', 'Fwd:' and 'Demande d'assistance technique :'; '' if nothing else is left."""
    title = unwrapped(subject[:500])
    for _ in range(6):
        shorter = _REPLY_MARKS.sub("", title, count=1)
        if shorter == title:
            break
        title = shorter
    if set(fold(title).split()) <= _WEAK:
        return ""
    framed = _FRAME.sub("", title, count=1).strip(" :-–—.")
    if framed == title.strip(" :-–—."):
        framed = title if len(title.split()) >= 2 else ""
    elif len(framed) < _SHORTEST_TITLE:
        framed = ""
    return framed[:1].upper() + framed[1:]


def _title_in(body: str) -> str:
    """What help is asked for, in the letter's own words."""
    match = _WANTED.search(unwrapped(body[:5_000]))
    return match.group(1).strip().capitalize() if match else ""


def _first_words(body: str) -> str:
    """The first sentence of a letter that names no subject, shortened at a word."""
    words = next((unwrapped(part.text) for part in sentences(body)), "").strip(" .!?;:")
    if len(words) > _LONGEST_PHRASE:
        words = words[:_LONGEST_PHRASE].rpartition(" ")[0].rstrip(" ,;:") + "…"
    return words[:1].upper() + words[1:] if len(words.split()) >= _FEWEST_WORDS else ""


def _when(letter: Letter, facts: _Facts) -> Iterator[tuple[str, str]]:
    yield "window", dates_in(letter.text, today=facts.today, language=facts.language)
    yield "duration_days", duration_in(letter.body or letter.text)


def _whom(letter: Letter, facts: _Facts) -> Iterator[tuple[str, str]]:
    experts = _EXPERTS.search(_folded_numbers(letter.body))
    yield "languages", ", ".join(language_name(code, facts.language) for code in _languages(letter, facts))
    yield "experts", experts.group(1) if experts else ""
    profiles = dict.fromkeys(unwrapped(match) for match in _PROFILE.findall(unwrapped(letter.body)))
    yield "profiles", "\n".join(list(profiles)[:6])


def _folded_numbers(text: str) -> str:
    return " . ".join(fold_numbers(part.text) for part in sentences(text))


def _languages(letter: Letter, facts: _Facts) -> tuple[str, ...]:
    """Languages said to be worked in; else the letter's own if it is also the country's."""
    found: list[str] = []
    for part in sentences(letter.text):
        words = fold(part.text)
        if _LANGUAGE_SIGN.search(words):
            found.extend(names_in(words, _language_words(), longest=2))
            found.extend(code for word, code in _SPOKEN.items() if word in words.split())
        else:
            found.extend(_after_in(words.split()))
            found.extend(_standing_alone(part.text))
    if found:
        return tuple(dict.fromkeys(found))
    written = guess_language(letter.body)
    country = _country(letter, institution_in(letter), facts)
    return (written,) if country and official_language(country) == written else ()


def _language_words() -> Mapping[str, str]:
    return {name: code for name, code in all_language_names().items() if len(name) > 4}


def _standing_alone(text: str) -> Iterator[str]:
    """'Two experts, English and French, ten days'."""
    names = _language_words()
    for piece in re.split(r"[,;:()]", text[:2_000]):
        words = fold(piece).split()
        said = [names[word] for word in words if word in names]
        if said and all(word in names or word in {"and", "et", "y", "e", "or", "ou", "o"} for word in words):
            yield from said


def _after_in(words: list[str]) -> Iterator[str]:
    """'in French', 'en français et en anglais', 'em português'."""
    for before, word in itertools.pairwise(words):
        if before in {"in", "en", "em"} and word in _language_words():
            yield _language_words()[word]
