"""Which country, area, language, number of days or people the words of an answer mean, misspelt or not."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from config.areas import area_names, areas_in
from config.countries import country_names, find_country
from config.folding import fold
from config.languages import all_language_names, find_language
from intake import number_words

LONGEST_NAME = 120
"""Longer answers are no names: fuzzy comparison of a page with a list only costs time."""
LONGEST_TEXT = 20_000
_CLEAR = 88.0
_POSSIBLE = 72.0
_MARGIN = 5.0
_LONGEST_LIST = 40

_SEPARATORS = re.compile(r"[,;/&+\n•|]|\s[-–]\s|\b(?:and|or|et|ou|y|e|o|und|oder)\b", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:in|the|le|la|les|el|los|o|a|l|en|au|aux|em|no|na|do|da|du|de|del|pays|country|pais) "
)
_CALENDAR_DAYS = re.compile(
    r"\b(?:calendar|calendaires|calendario|corridos|naturales|civils|calend\w{2,8})\b"
)
_ONLY_NUMBERS = re.compile(r"[\d.]+(?: (?:a|to|or|ou|o|1))?(?: [\d.]+)?")
_WEIGHED = re.compile(r"(\d{1,3})(?:[.,](\d))?")
_NO_COUNT = re.compile(r"(?<![\w)])[-−]\d|\de[+-]?\d", re.IGNORECASE)
"""'-3' and '1e9' count nobody; '2-3' and the list item '- 3' do."""
_AND = re.compile(r"\s*(?:[,;+&]|\b(?:and|et|y|e)\b)\s*", re.IGNORECASE)
_NO_LIST = re.compile(r"[():]|\b(?:or|ou|o)\b", re.IGNORECASE)
"""Alternatives, and a whole that is told with its parts."""


@dataclass(frozen=True, slots=True)
class Match:
    """The likeliest code for a name; `others` are further codes it may have meant, likeliest first."""

    code: str
    score: float
    exact: bool
    others: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether no question is needed."""
        return self.exact or (self.score >= _CLEAR and not self.others)


def match_country(text: str) -> Match | None:
    """The country a whole answer names, None if nothing comes near."""
    found = find_country(text[:LONGEST_NAME]) or find_country(_LEADING.sub("", fold(text[:LONGEST_NAME])))
    if found is not None:
        return Match(found, 100.0, exact=True)
    named = countries_in(text[:LONGEST_NAME])
    if len(named) == 1:
        return Match(named[0], 95.0, exact=True)
    return _nearest(_LEADING.sub("", fold(text)), country_names())


def _nearest(name: str, names: Mapping[str, str]) -> Match | None:
    if not 3 <= len(name) <= LONGEST_NAME:
        return None
    scored = process.extract(name, names.keys(), scorer=fuzz.ratio, score_cutoff=_POSSIBLE, limit=12)
    best: dict[str, float] = {}
    for spelling, score, _ in scored:
        best.setdefault(names[spelling], score)
    if not best:
        return None
    (code, score), *rest = best.items()
    near = tuple(other for other, value in rest if value >= score - _MARGIN or score < _CLEAR)
    return Match(code, score, exact=False, others=near[:3])


def countries_in(text: str) -> tuple[str, ...]:
    """The countries a text names as whole words, most often named first."""
    hits = Counter(names_in(text, country_names(), longest=8))
    return tuple(code for code, _ in hits.most_common())


def names_in(text: str, names: Mapping[str, str], *, longest: int) -> Iterator[str]:
    """The codes of all names in a text, in its order; the longest name at a place counts."""
    words = fold(text[:LONGEST_TEXT]).split()
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            code = names.get(" ".join(words[at : at + length]))
            if code is not None:
                yield code
                at += length - 1
                break
        at += 1


def match_areas(text: str) -> tuple[str, ...]:
    """The areas of assistance an answer names, in its own words or nearly."""
    found = list(areas_in(text[:LONGEST_TEXT]))
    for part in parts_of(text):
        if not areas_in(part):
            near = process.extractOne(part, area_names().keys(), scorer=fuzz.ratio, score_cutoff=_CLEAR)
            found.extend([area_names()[near[0]]] if near else ())
    return tuple(dict.fromkeys(found))


def near_areas(text: str, limit: int = 6) -> tuple[str, ...]:
    """Areas whose names share words with the text, for a 'did you mean'."""
    name = fold(text[:LONGEST_NAME])
    if len(name) < 3:
        return ()
    scorer = fuzz.token_set_ratio
    near = process.extract(name, area_names().keys(), scorer=scorer, score_cutoff=_POSSIBLE, limit=3 * limit)
    return tuple(dict.fromkeys(area_names()[spelling] for spelling, _, _ in near))[:limit]


def match_languages(text: str) -> tuple[str, ...]:
    """The languages an answer names: names in any of the four languages, native names or codes."""
    found: list[str] = []
    for part in parts_of(text):
        code = find_language(part)
        if code is None:
            named = list(names_in(part, _language_words(), longest=2))
            found.extend(named or _near_language(part))
        else:
            found.append(code)
    return tuple(dict.fromkeys(found))


def _near_language(part: str) -> tuple[str, ...]:
    if not 5 <= len(part) <= 20:
        return ()
    near = process.extractOne(part, all_language_names().keys(), scorer=fuzz.ratio, score_cutoff=82.0)
    return (all_language_names()[near[0]],) if near else ()


@cache
def _language_words() -> Mapping[str, str]:
    """Names safe to look for inside a sentence."""
    return {name: code for name, code in all_language_names().items() if len(name) > 3}


def parts_of(text: str) -> list[str]:
    """The folded items of a list in words: 'French and English' -> french, english."""
    parts = (fold(part) for part in _SEPARATORS.split(text[:2_000], maxsplit=_LONGEST_LIST))
    return [_LEADING.sub("", part) for part in parts if part][:_LONGEST_LIST]


def match_name(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Known names a written one may stand for, likeliest first; exactly one if they are the same when folded."""
    written = fold(text)
    if not 3 <= len(written) <= 2 * LONGEST_NAME:
        return ()
    folded = {fold(name): name for name in names}
    if written in folded:
        return (folded[written],)
    near = process.extract(written, folded.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=80.0, limit=3)
    return tuple(folded[name] for name, _, _ in near)


def guess_language(text: str) -> str:
    """The interface language a text is written in, English if it gives no hint."""
    counts = Counter(fold(text[:4_000]).split())
    scores = {
        language: sum(counts[word] for word in words) for language, words in number_words.COMMON_WORDS.items()
    }
    best = max(scores, key=lambda language: (scores[language], language == "en"))
    return best if scores[best] else "en"


def read_days(text: str, *, unit_needed: bool = False) -> int | None:
    """Working days an answer asks for: '10', 'ten days', 'deux semaines' (10), '14 calendar days' (10)."""
    if text.lstrip().startswith(("-", "−")):
        return None
    words = fold_numbers(text)
    amounts = _amounts(words)
    said = [found for found in amounts if found[1] is not None]
    if not said and not unit_needed and len(amounts) <= 2 and _ONLY_NUMBERS.fullmatch(words):
        said = amounts
    if not said:
        return None
    amount, unit = said[-1] if len({unit for _, unit in said}) == 1 else said[0]
    days = amount * number_words.WORKING_DAYS[unit or "day"]
    if _CALENDAR_DAYS.search(words) and (unit or "day") == "day":
        days = days * 5 / 7
    return math.ceil(days - 0.01) or None


def _amounts(words: str) -> list[tuple[float, str | None]]:
    """Numbers with the unit of time behind them; in '5 to 7 days' both are days."""
    tokens = words.split()
    found: list[tuple[float, str | None]] = []
    for place, token in enumerate(tokens):
        if (amount := _WEIGHED.fullmatch(token)) is not None:
            value = float(f"{amount[1]}.{amount[2] or 0}")
            found.append((value, _unit(tokens[place + 1 : place + 4])))
    return found


def _unit(following: Sequence[str]) -> str | None:
    for word in following:
        if (unit := number_words.UNITS.get(word)) is not None:
            return unit
        if word not in number_words.BETWEEN_NUMBER_AND_UNIT and not word.isdecimal():
            return None
    return None


def fold_numbers(text: str) -> str:
    """The folded text with its number words as digits and decimals kept: 'Deux semaines' -> '2 semaines'."""
    kept = re.sub(r"(\d{1,6})[.,](\d)(?!\d)", r"\1p\2", text[:1_000])
    folded = re.sub(r"(\d)p(\d)\b", r"\1.\2", fold(kept))
    folded = re.sub(r"(\d)(?=[a-z])", r"\1 ", folded)
    return " ".join(number_words.NUMBERS.get(word, word) for word in folded.split())


def read_count(text: str) -> int | None:
    """The number of people an answer asks for: '2', 'deux experts', 'one or two' (2), 'an actuary and a lawyer' (2)."""
    words = fold_numbers(text).split()
    if number_words.VAGUE_NUMBERS & set(words) or _NO_COUNT.search(text[:1_000]):
        return None
    if (added := _added_up(text)) is not None:
        return added
    people = [word for word, unit in pairwise([*words, ""]) if unit not in number_words.UNITS]
    numbers = _numbers(people)
    return max(numbers) if numbers else None


def _numbers(words: Iterable[str]) -> list[int]:
    return [int(word) for word in words if word.isdecimal() and len(word) <= 4]


def _added_up(text: str) -> int | None:
    """The sum of a list in which each number has its own people; None if it is no such list."""
    parts = [fold_numbers(part).split() for part in _AND.split(text[:1_000])]
    counts = [_numbers(part) for part in parts]
    if len(parts) < 2 or _NO_LIST.search(text[:1_000]) or any(len(found) != 1 for found in counts):
        return None
    if any(part[-1].isdecimal() or number_words.UNITS.keys() & set(part) for part in parts):
        return None  # 'for 2 and 3', '2 experts and 10 days'
    first, *others = (found[0] for found in counts)
    told_whole = first == sum(others) and bool(number_words.PEOPLE & set(parts[0]))
    return first if told_whole else first + sum(others)
