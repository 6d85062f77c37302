"""What people read of a search of the register: what was understood, who fits and why, or which words leave nobody."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from bot.texts.letter import Block, Bullets, Letter, Paragraph
from config.areas import area_label
from config.countries import country_name, is_country, region_name
from config.languages import language_name
from config.texts import say, say_many
from intake.expert_search import Part, Query
from intake.expert_search_words import Kind, places
from reporting.expert_search import Found, Searched
from reporting.expert_search_words import Hit

MOST_IN_A_LETTER = 10
ORDER = "/experts"
_AREAS_OF_EACH = 4
_PLAIN = frozenset({Kind.ELIGIBILITY, Kind.OCCUPATION, Kind.EMPLOYMENT, Kind.GENDER})
_SWITCHES = frozenset({Kind.FLAGGED, Kind.MOBILISED})
_NAMED: Mapping[Kind, Callable[[str, str], str]] = MappingProxyType(
    {
        Kind.AREA: area_label,
        Kind.LANGUAGE: language_name,
        Kind.COUNTRY: country_name,
        Kind.REGION: region_name,
    }
)


def understood_words(query: Query, language: str) -> str:
    """How the words were read, so that a wrong reading is seen."""
    if not query.parts:
        return say(language, "roster.not_understood")
    return say(
        language,
        "roster.understood",
        parts=_together((part_words(part, language) for part in query.parts), language),
    )


def part_words(part: Part, language: str) -> str:
    """One thing asked for, as a reader of the language calls it."""
    words = _named(part, language)
    if part.kind in {Kind.AREA, Kind.LANGUAGE, Kind.WORKED_IN, Kind.WORD}:
        words = say(language, f"roster.part.{part.kind}", name=words)
    if part.level:
        words = say(language, "roster.part.level", name=words, level=_level(part.level, language))
    return say(language, "roster.part.guessed", name=words, written=part.written) if part.guessed else words


def _together(words: Iterable[str], language: str) -> str:
    """Set apart as the language does it: French puts a space before a semicolon."""
    return ("\N{NO-BREAK SPACE}; " if language == "fr" else "; ").join(words)


def _named(part: Part, language: str) -> str:
    if part.kind in _PLAIN:
        return say(language, f"values.{part.kind}.{part.value}").lower()
    if part.kind in _SWITCHES:
        return say(language, f"roster.part.{part.kind}.{part.value}")
    if part.kind is Kind.WORKED_IN:
        return (
            country_name(part.value, language)
            if is_country(part.value)
            else region_name(part.value, language)
        )
    named = _NAMED.get(part.kind)
    return named(part.value, language) if named else part.written or part.value


def _level(level: str, language: str) -> str:
    return say(language, "roster.native") if level == "native" else level


def fit_words(found: Found, query: Query, language: str, *, private: bool = True) -> str:
    """Why somebody fits, shortly: areas and languages asked for, where words were found, and what stands in the way."""
    wanted = [part.value for part in query.of(Kind.AREA)]
    spoken = [part.value for part in query.of(Kind.LANGUAGE)]
    reasons = [area_label(area, language) for area in found.areas if area in wanted]
    reasons += [
        f"{language_name(code, language)} {_level(level, language)}"
        for code, level in found.languages
        if code in spoken
    ]
    places_named = {code for part in query.of(Kind.WORKED_IN) for code in places(part.value)}
    if there := [country_name(code, language) for code in found.worked_in if code in places_named]:
        reasons.append(say(language, "roster.part.worked_in", name=", ".join(there)))
    said = [part for part in query.parts if part.kind in _PLAIN | _SWITCHES]
    reasons += [_named(part, language) for part in said if _is_so(part, found)]
    reasons += [_hit_words(hit, language) for hit in found.hits if private]
    if found.never_asked:
        reasons.append(say(language, "roster.never_asked"))
    return _together(dict.fromkeys(reasons), language)


def _is_so(part: Part, found: Found) -> bool:
    """Of several kinds asked for, such as public or private, the one that it is."""
    return part.kind in _SWITCHES or getattr(found, part.kind.value) == part.value


def _hit_words(hit: Hit, language: str) -> str:
    return say(language, f"roster.hit.{hit.place}", written=hit.written, found=hit.found)


def nobody_words(searched: Searched, language: str, *, order: str = ORDER) -> tuple[str, ...]:
    """That nobody fits, and without which words somebody would."""
    if not searched.query.parts:
        return (say(language, "roster.how", order=order),)
    told = [say(language, "roster.nobody")]
    for one in searched.in_the_way:
        names = _together((part_words(part, language) for part in one.parts), language)
        told.append(say_many(language, "roster.without", one.without, part=names))
    return tuple(told)


def experts_found(searched: Searched, *, private: bool, language: str) -> Letter:
    """The best of a search for a chat or a mail; without `private` nobody is named."""
    subject = say(language, "roster.subject")
    blocks: list[Block] = [Paragraph(understood_words(searched.query, language))]
    if not searched.total:
        blocks += [Paragraph(line) for line in nobody_words(searched, language)]
        return Letter(language, subject, tuple(blocks))
    blocks.append(Paragraph(say_many(language, "roster.count", searched.total)))
    best = searched.best[:MOST_IN_A_LETTER]
    blocks.append(Bullets(tuple(_line(one, searched.query, language, private=private) for one in best)))
    if (more := searched.total - len(best)) > 0:
        blocks.append(Paragraph(say_many(language, "roster.more", more)))
    return Letter(language, subject, tuple(blocks))


def search_how(*, language: str) -> Letter:
    """How a search is written."""
    return Letter(
        language, say(language, "roster.subject"), (Paragraph(say(language, "roster.how", order=ORDER)),)
    )


def _line(found: Found, query: Query, language: str, *, private: bool) -> str:
    country = country_name(found.country, language)
    areas = ", ".join(area_label(area, language) for area in found.areas[:_AREAS_OF_EACH])
    if not private:
        return f"{found.code} ({country})\n{areas}".rstrip()
    why = fit_words(found, query, language) or areas
    return f"{found.code} - {found.name} ({country})\n{found.email}\n{why}".rstrip()
