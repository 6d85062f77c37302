"""The languages people work in: their names in the four interface languages, and CEFR levels."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache
from types import MappingProxyType
from typing import Self

from config.folding import fold

INTERFACE_LANGUAGES = ("en", "fr", "es", "pt")

# What speakers call their language, as Babel has it: asking Babel at run time would load one locale for each,
# which takes half a second and 50 MB.
_NATIVE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "ar": "العربية", "bg": "български", "bn": "বাংলা", "cs": "čeština", "da": "dansk",
        "de": "Deutsch", "el": "Ελληνικά", "es": "español", "et": "eesti", "fa": "فارسی", "fi": "suomi",
        "fr": "français", "ga": "Gaeilge", "he": "עברית", "hi": "हिन्दी", "hr": "hrvatski",
        "hu": "magyar", "hy": "հայերեն", "id": "Indonesia", "it": "italiano", "ja": "日本語",
        "ka": "ქართული", "kk": "қазақ тілі", "km": "ខ្មែរ", "ko": "한국어", "ky": "кыргызча", "lo": "ລາວ",
        "lt": "lietuvių", "lv": "latviešu", "mk": "македонски", "mn": "монгол", "ms": "Melayu",
        "mt": "Malti", "nl": "Nederlands", "no": "norsk", "pl": "polski", "pt": "português",
        "ro": "română", "ru": "русский", "sk": "slovenčina", "sl": "slovenščina", "sq": "shqip",
        "sr": "српски", "sv": "svenska", "sw": "Kiswahili", "th": "ไทย", "tr": "Türkçe",
        "uk": "українська", "ur": "اردو", "uz": "o‘zbek", "vi": "Tiếng Việt", "zh": "中文",
    }
)  # fmt: skip


_EVERYDAY_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ar": ("Modern Standard Arabic", "Arabic language"),
        "en": ("British English", "American English", "Inglés británico"),
        "es": ("Castilian", "Castellano", "Castillan", "Castelhano", "Spanish language"),
        "fa": ("Farsi", "Dari"),
        "el": ("Modern Greek",),
        "km": ("Cambodian", "Cambodgien", "Camboyano", "Cambojano"),
        "ky": ("Kirghiz", "Kirgiz"),
        "lo": ("Laotian", "Laotien", "Laosiano", "Laociano"),
        "ms": ("Bahasa Melayu", "Bahasa Malaysia"),
        "id": ("Bahasa", "Bahasa Indonesia"),
        "nl": ("Flemish", "Flamand", "Flamenco", "Flamengo", "Vlaams"),
        "pt": ("Brazilian Portuguese", "European Portuguese", "Português do Brasil", "Portugais du Brésil"),
        "ro": ("Moldovan", "Moldave", "Moldavo"),
        "rw": ("Kinyarwanda",),
        "rn": ("Kirundi",),
        "sw": ("Kiswahili",),
        "zh": ("Mandarin", "Mandarin Chinese", "Putonghua", "Mandarín"),
    }
)

_LEVEL_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "mother tongue": "NATIVE",
        "native speaker": "NATIVE",
        "langue maternelle": "NATIVE",
        "lengua materna": "NATIVE",
        "lingua materna": "NATIVE",
        "nativo": "NATIVE",
        "nativa": "NATIVE",
        "natif": "NATIVE",
        "native": "NATIVE",
    }
)


class Level(IntEnum):
    """How well somebody speaks a language: the CEFR levels, and native above them."""

    A1 = 1
    A2 = 2
    B1 = 3
    B2 = 4
    C1 = 5
    C2 = 6
    NATIVE = 7

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The level written as `C1` or `native`, if it is one."""
        folded = fold(text)
        return cls.__members__.get(_LEVEL_WORDS.get(folded, folded.upper()))

    @property
    def label(self) -> str:
        """The level as it is stored and printed: `C1`, `native`."""
        return "native" if self is Level.NATIVE else self.name


def language_name(code: str, in_language: str) -> str:
    """The name of a language in an interface language; the code itself when it is unknown."""
    spoken = _interface(in_language)
    return _babel_names("pt_PT" if spoken == "pt" else spoken).get(code, code)


def find_language(text: str) -> str | None:
    """The code of the language the text names, in any of the four languages, natively or as a code or tag."""
    folded = fold(text)
    found = all_language_names().get(folded)
    if found is not None:
        return found
    code, _, territory = folded.partition(" ")
    is_code = code in _babel_names("en") and len(territory) in {0, 2}
    return code if is_code and len(code) == 2 else None


@cache
def all_language_names() -> Mapping[str, str]:
    """Every folded name of a language with its code; codes themselves are left out, they match too much."""
    names: dict[str, str] = {}
    for code, name in _every_name():
        names.setdefault(fold(name), code)
    return MappingProxyType(names)


def _every_name() -> Iterator[tuple[str, str]]:
    for code, everyday in _EVERYDAY_NAMES.items():
        yield from ((code, name) for name in everyday)
    for language in INTERFACE_LANGUAGES:
        yield from ((code, name) for code, name in _babel_names(language).items() if len(code) == 2)
    yield from _NATIVE_NAMES.items()


@cache
def _babel_names(language: str) -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415 -- slow import: 30 ms that a start of the command line does not need

    return MappingProxyType(dict(Locale.parse(language).languages))


def _interface(language: str) -> str:
    return language if language in INTERFACE_LANGUAGES else "en"
