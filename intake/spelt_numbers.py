"""Days of the month in words: twelve, twelfth, vingt et un, treinta y uno, vinte e dois, zwölften, ventuno."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

_CARDINALS = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco "
    "veintiseis veintisiete veintiocho veintinueve treinta",
    "pt": "dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis "
    "dezassete dezoito dezanove vinte",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove venti ventuno ventidue ventitre ventiquattro venticinque "
    "ventisei ventisette ventotto ventinove trenta trentuno",
}
"""From two on: 'one', 'un' and 'um' are articles. In 'sept' and 'dos' the language decides."""

_ORDINALS = {
    "en": "fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "de": "funften sechsten siebten achten neunten zehnten elften zwolften "
    "dreizehnten vierzehnten funfzehnten sechzehnten siebzehnten achtzehnten neunzehnten zwanzigsten "
    "einundzwanzigsten zweiundzwanzigsten dreiundzwanzigsten vierundzwanzigsten funfundzwanzigsten "
    "sechsundzwanzigsten siebenundzwanzigsten achtundzwanzigsten neunundzwanzigsten dreissigsten "
    "einunddreissigsten",
}
_FIRST_ORDINALS = {
    "en": ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
}
_TENS = {
    "en": (("twenty", 20), ("thirty", 30)),
    "fr": (("vingt", 20), ("trente", 30)),
    "pt": (("vinte", 20), ("trinta", 30)),
    "es": (("treinta", 30),),
}
_ONES = {"en": ("one",), "fr": ("un",), "pt": ("um",), "es": ("uno", "un")}
_LINKS = {"en": (("-",), ()), "fr": (("-",), (), ("et",), ("-", "et", "-")), "pt": (("e",),), "es": (("y",),)}
_MORE = {"duas": 2, "thirtieth": 30, "thirty": 30, "trente": 30, "trinta": 30, "dezesseis": 16, "dezessete": 17,
         "dezenove": 19}  # fmt: skip

Spelt = Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]
"""First word -> whole phrases beginning with it and their numbers, longest first."""


@cache
def spelt_days(languages: frozenset[str]) -> Spelt:
    """The days of the month in the words of these languages."""
    found: dict[tuple[str, ...], int] = {(word,): number for word, number in _MORE.items()}
    for language in sorted(languages):
        found |= dict(_of_one_language(language))
    by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for phrase, number in sorted(found.items(), key=lambda item: -len(item[0])):
        by_first.setdefault(phrase[0], []).append((phrase, number))
    return {first: tuple(phrases) for first, phrases in by_first.items()}


def number_at(spelt: Spelt, words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The number spelt at this place, and of how many words."""
    for phrase, number in spelt.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return number, len(phrase)
    return None


def _of_one_language(language: str) -> Iterator[tuple[tuple[str, ...], int]]:
    cardinals = _CARDINALS.get(language, "").split()
    ordinals = _ORDINALS.get(language, "").split()
    for start, names in ((2, cardinals), (5, ordinals)):
        for number, name in enumerate(names, start=start):
            yield tuple(name.replace("-", " - ").split()), number
    units = (
        *((word, 1) for word in _ONES.get(language, ())),
        *zip(cardinals[:8], range(2, 10), strict=False),
    )
    for tens, ten in _TENS.get(language, ()):
        for unit, one in (*units, *zip(_FIRST_ORDINALS.get(language, ()), range(1, 10), strict=False)):
            if ten + one <= 31:
                yield from (((tens, *link, unit), ten + one) for link in _LINKS[language])
