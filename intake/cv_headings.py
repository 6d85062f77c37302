"""The parts of a CV by their headings, in English, French, Spanish and Portuguese."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

from config.folding import fold

MOST_LINES = 5_000
LONGEST_LINE = 400
_LONGEST_HEADING = 60
_NUMBER = re.compile(r"^\W*(?:\d{1,2}|[ivx]{1,4})[.)]\s+", re.IGNORECASE)


class Part(StrEnum):
    """What a part of a CV is about."""

    HEAD = "head"
    """Before the first heading."""
    PERSON = "person"
    WORK = "work"
    EDUCATION = "education"
    LANGUAGES = "languages"
    COUNTRIES = "countries"
    OTHER = "other"


_HEADINGS: Mapping[Part, str] = {
    Part.PERSON: (
        "personal information|personal details|personal data|about me|informations personnelles|etat civil"
        "|donnees personnelles|informacion personal|datos personales|informacao pessoal|informacoes pessoais"
        "|dados pessoais|contact|contacto|contato|coordonnees|a propos de moi|sobre mi|sobre mim"
    ),
    Part.WORK: (
        "work experience|professional experience|employment|employment history|employment record|experience"
        "|career|career history|professional background|work history|relevant experience|professional record"
        "|experience professionnelle|experiences professionnelles|parcours professionnel|emplois"
        "|carriere|experiencia profesional|experiencia laboral|experiencia|trayectoria profesional|historia laboral"
        "|experiencia profissional|experiencias profissionais|percurso profissional|historico profissional"
    ),
    Part.EDUCATION: (
        "education|education and training|academic background|qualifications|training|studies|academic qualifications"
        "|formation|formations|education et formation|etudes|diplomes|formation academique|educacion"
        "|educacion y formacion|formacion|formacion academica|estudios|educacao|educacao e formacao|formacao"
        "|formacao academica|habilitacoes|habilitacoes literarias|estudos"
    ),
    Part.LANGUAGES: (
        "languages|language skills|language|languages spoken|foreign languages|language competences|linguistic skills"
        "|langues|competences linguistiques|langues parlees|connaissances linguistiques|idiomas|lenguas"
        "|competencias linguisticas|conocimientos de idiomas|linguas|conhecimentos linguisticos|mother tongue"
        "|mother tongues|other language|other languages|langue maternelle|langues maternelles|autre langue"
        "|autres langues|lengua materna|lenguas maternas|otros idiomas|lingua materna|linguas maternas"
        "|outras linguas|outros idiomas|otra lengua|otras lenguas|outra lingua"
    ),
    Part.COUNTRIES: (
        "countries of work experience|country experience|countries|specific experience in the region"
        "|pays d experience|experience par pays|experience pays|paises|paises de experiencia"
        "|experiencia por pais|countries worked in|pays d intervention|paises onde trabalhou|paises de trabajo"
    ),
    Part.OTHER: (
        "skills|personal skills|publications|references|summary|profile|interests|digital skills|key qualifications"
        "|job related skills|communication skills|organisational managerial skills|driving licence|additional information"
        "|competences|competences personnelles|publications principales|profil|loisirs|references professionnelles|resume"
        "|competencias|competencias personales|publicaciones|referencias|perfil|resumen|aficiones|competencias pessoais"
        "|publicacoes|resumo|hobbies|other skills|areas of expertise|expertise|domaines d expertise|domaines de competence"
        "|areas de especializacion|areas de especializacao|voluntary work|volunteering|membership|memberships"
    ),
}
TONGUE = ("mother tongue", "langue maternelle", "langues maternelles", "lengua materna", "lingua materna",
          "lenguas maternas", "linguas maternas")  # fmt: skip
"""Beginnings of folded lines whose languages are native ones."""


def parts_of(text: str) -> Mapping[Part, str]:
    """The words of each part; parts that come twice are put together."""
    found: dict[Part, list[str]] = defaultdict(list)
    part = Part.HEAD
    for line in lines_of(text):
        heading, rest = _heading(line)
        part = heading or part
        if heading is None or rest:
            found[part].append(rest if heading else line)
    return {name: "\n".join(lines) for name, lines in found.items()}


def lines_of(text: str) -> Iterator[str]:
    """The lines that say something, as far as a CV goes."""
    for line in text.splitlines()[:MOST_LINES]:
        if kept := line[:LONGEST_LINE].strip():
            yield kept


def heading_of(line: str) -> Part | None:
    """The part a line is the heading of, None for any other line."""
    return _heading(line)[0]


def _heading(line: str) -> tuple[Part | None, str]:
    """The part that begins, and what stands behind its colon; a line that names the mother tongue is kept whole."""
    title, _, rest = _NUMBER.sub("", line).partition(":")
    words = fold(title.replace("(s)", "s")) if len(title) <= _LONGEST_HEADING else ""
    part = _parts().get(words)
    if part is Part.LANGUAGES and words.startswith(TONGUE):
        return part, line
    if part is None and fold(line[:_LONGEST_HEADING].replace("(s)", "s")).startswith(TONGUE):
        return Part.LANGUAGES, line
    return part, rest.strip()


@cache
def _parts() -> Mapping[str, Part]:
    return {words: part for part, told in _HEADINGS.items() for words in told.split("|")}
