"""What an officer calls a kind of expert, in four languages: the words that a search of the register understands."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from config.areas import area_names
from config.countries import country_names, is_eu_member, region_of
from config.everyday_words import everyday_words
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES, all_language_names

LONGEST_NAME = 8
"""Words in the longest name of an area or a country that is looked for."""
_SHORTEST_LANGUAGE = 4
"""Shorter names of languages (Ewe, Ido, Twi) are more often a part of somebody's name."""


class Kind(StrEnum):
    """What a part of a search is about."""

    AREA = "area"
    LANGUAGE = "language"
    COUNTRY = "country"
    REGION = "region"
    WORKED_IN = "worked_in"
    ELIGIBILITY = "eligibility"
    OCCUPATION = "occupation"
    EMPLOYMENT = "employment"
    GENDER = "gender"
    FLAGGED = "flagged"
    MOBILISED = "mobilised"
    WORD = "word"


Meaning = tuple[Kind, str]

_WORDS: Mapping[Meaning, str] = MappingProxyType(
    {
        (Kind.EMPLOYMENT, "retired"): "retired, retiree, retirees, en retraite, à la retraite, jubilado, jubilada, jubilados,"
        " jubiladas, retirado, retirada, retirados, reformado, reformada, reformados, aposentado, aposentada, aposentados",
        (Kind.EMPLOYMENT, "active"): "active, actif, active, actifs, actives, en activité, en poste, activo, activa, activos,"
        " activas, en activo, ativo, ativa, ativos, no ativo, still working, not retired",
        (Kind.OCCUPATION, "public"): "public, public sector, public service, civil servant, civil servants, publique, publics,"
        " secteur public, fonctionnaire, fonctionnaires, público, pública, públicos, sector público, funcionario,"
        " funcionaria, funcionarios, setor público, sector público, funcionário, funcionária, funcionários",
        (Kind.OCCUPATION, "private"): "private, private sector, privé, privée, privés, secteur privé, privado, privada,"
        " privados, sector privado, setor privado",
        (Kind.GENDER, "woman"): "woman, women, female, females, femme, femmes, mujer, mujeres, mulher, mulheres, feminin",
        (Kind.GENDER, "man"): "man, men, male, males, homme, hommes, hombre, hombres, varón, homem, homens, masculin",
        (Kind.ELIGIBILITY, "european"): "european, europeans, european expert, européen, européenne, européens, européennes,"
        " europeo, europea, europeos, europeas, europeu, europeia, europeus",
        (Kind.ELIGIBILITY, "partner"): "partner, partner country, partner countries, partner country expert, pays partenaire,"
        " pays partenaires, país socio, países socios, país asociado, país parceiro, países parceiros",
        (Kind.REGION, "EU"): "eu, ue, european union, union européenne, unión europea, união europeia, member state,"
        " member states, état membre, états membres, estado miembro, estados miembros, estado membro, estados membros",
        (Kind.REGION, "Non-EU"): "non eu, outside the eu, outside eu, hors ue, hors de l ue, non ue, fuera de la ue, no ue,"
        " fora da ue, não ue",
        (Kind.REGION, "Europe"): "europe, europa",
        (Kind.REGION, "Africa"): "africa, african, afrique, africain, africaine, áfrica, africano, africana",
        (Kind.REGION, "Asia"): "asia, asian, asie, asiatique, asiático, asiática, ásia",
        (Kind.REGION, "Caribbean"): "caribbean, caraïbe, caraïbes, caribe, caraíbas, caribeño",
        (Kind.REGION, "Central Asia"): "central asia, asie centrale, asia central, ásia central",
        (Kind.REGION, "Latin America"): "latin america, latin american, amérique latine, américa latina, latinoamérica,"
        " latinoamericano, latinoamericana",
        (Kind.REGION, "Middle East"): "middle east, moyen orient, proche orient, oriente medio, oriente próximo, médio oriente,"
        " oriente médio",
        (Kind.FLAGGED, "yes"): "flagged, signalé, signalée, signalés, señalado, señalada, sinalizado, sinalizada, marcado",
        (Kind.FLAGGED, "no"): "not flagged, unflagged, non signalé, sin señalar, não sinalizado",
        (Kind.MOBILISED, "yes"): "mobilised, mobilized, mobilisé, mobilisée, mobilisés, movilizado, movilizada, movilizados,"
        " mobilizado, mobilizada, mobilizados, already sent, déjà mobilisé",
        (Kind.MOBILISED, "no"): "not mobilised, not mobilized, never mobilised, never mobilized, non mobilisé,"
        " jamais mobilisé, no movilizado, nunca movilizado, não mobilizado, nunca mobilizado",
        (Kind.LANGUAGE, "fr"): "francophone, francophones, francófono, francófona, francófonos, francófone, francófones,"
        " francoparlante, french speaking",
        (Kind.LANGUAGE, "en"): "anglophone, anglophones, anglófono, anglófona, anglófonos, anglófone, anglófones,"
        " angloparlante, english speaking",
        (Kind.LANGUAGE, "es"): "hispanophone, hispanophones, hispanófono, hispanófona, hispanohablante, hispanohablantes,"
        " hispanófone, hispanofalante, castellanohablante, spanish speaking",
        (Kind.LANGUAGE, "pt"): "lusophone, lusophones, lusófono, lusófona, lusófonos, lusófone, lusófones,"
        " luso, lusohablante, portuguese speaking",
        (Kind.LANGUAGE, "ar"): "arabophone, arabophones, arabófono, arabófona, arabófone, arabic speaking, arabe",
        (Kind.LANGUAGE, "de"): "germanophone, germanophones, germanófono, germanófona, german speaking",
        (Kind.LANGUAGE, "ru"): "russophone, russophones, rusófono, russófono, russian speaking",
    }
)  # fmt: skip

_NOISE = (
    "expert experts experte expertes experto experta expertos expertas perito peritos perita especialista specialist"
    " specialists speak speaks speaking speaker speakers parlant parlants parle habla hablan hablante fala falam falante"
    " language languages langue langues idioma idiomas lengua lingua level niveau nivel somebody someone people person"
    " find search show list cherche chercher recherche buscar busca buscamos sector secteur setor country countries pays"
    " pais paises knows knowing know conoce conocen connaissant connait conhece conhecem area areas experience experienced conocimientos good bon bons working work works"
)

WORKED = frozenset(
    fold(
        "worked working work works experience experienced travaillé travaillant expérience trabajó trabajado"
        " experiencia trabalhou trabalhado experiência"
    ).split()
)
"""With a country behind them they ask where somebody has worked."""
BETWEEN = frozenset(
    fold(
        "in of the and or en au aux dans à la le les l de du des et ou el los las y o e em no na nos nas do da dos das"
    ).split()
)
"""What may stand between such a word and the countries, and between these."""

RETIRED_WITH_ACCENT = frozenset({"retraité", "retraitée", "retraités", "retraitées"})
"""Without accents they are also the French for a pension, which is an area."""


@cache
def meanings() -> Mapping[str, Meaning]:
    """What each folded name means; a word of this room before an area, an area before a language, before a country."""
    known: dict[str, Meaning] = {}
    for meaning, words in _WORDS.items():
        for word in words.split(","):
            known.setdefault(fold(word), meaning)
    for names in (area_meanings(), _of(Kind.LANGUAGE, _languages()), _of(Kind.COUNTRY, country_names())):
        for name, meaning in names:
            known.setdefault(name, meaning)
    return MappingProxyType(known)


def area_meanings() -> Iterator[tuple[str, Meaning]]:
    """The areas by name and, because a plural -s does not matter there, by its singular."""
    for name, key in area_names().items():
        yield name, (Kind.AREA, key)
    for name, key in area_names().items():
        yield singular(name), (Kind.AREA, key)


@cache
def places(name: str) -> tuple[str, ...]:
    """The countries of a region, and a country itself; outside the EU is anywhere else."""
    codes = sorted(set(country_names().values()))
    match name:
        case "EU":
            return tuple(code for code in codes if is_eu_member(code))
        case "Non-EU":
            return tuple(code for code in codes if not is_eu_member(code))
    return tuple(code for code in codes if region_of(code) == name) or (name,)


@cache
def noise() -> frozenset[str]:
    """Words that narrow nothing."""
    everyday = (everyday_words()[language] for language in INTERFACE_LANGUAGES)
    return frozenset(_NOISE.split()).union(*everyday)


def singular(name: str) -> str:
    """The words without the -s that all four languages add."""
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in name.split())


def _languages() -> Mapping[str, str]:
    return {name: code for name, code in all_language_names().items() if len(name) >= _SHORTEST_LANGUAGE}


def _of(kind: Kind, names: Mapping[str, str]) -> Iterator[tuple[str, Meaning]]:
    for name, code in names.items():
        yield name, (kind, code)
