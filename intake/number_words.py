"""Numbers, units of time and the commonest words in English, French, Spanish and Portuguese, folded."""

from collections.abc import Mapping


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SPELT = (
    (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty"
    ),
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    (
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
        "diecisiete dieciocho diecinueve veinte"
    ),
    (
        "um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete "
        "dezoito dezanove vinte"
    ),
    "una duas",
    "une",
    "uma",
    "a",
)

NUMBERS: Mapping[str, str] = {
    word: str(number) for names in _SPELT for number, word in enumerate(names.split(), start=1)
} | {
    "vingt": "20",
    "trente": "30",
    "thirty": "30",
    "treinta": "30",
    "trinta": "30",
    "forty": "40",
    "quarante": "40",
    "cuarenta": "40",
    "quarenta": "40",
    "an": "1",
    "dezesseis": "16",
    "dezessete": "17",
    "dezenove": "19",
    "half": "0.5",
    "demi": "0.5",
    "media": "0.5",
    "meia": "0.5",
    "couple": "2",
    "dozen": "12",
}

_UNIT_WORDS = {
    "day": "day days jour jours dia dias jrs j d workday workdays workingdays journee journees jornada jornadas "
    "tag tage",
    "week": "week weeks wk wks semaine semaines sem semana semanas woche wochen",
    "fortnight": "fortnight fortnights quinzaine quincena quinzena",
    "month": "month months mois mes meses monat monate",
}
UNITS: Mapping[str, str] = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()}

WORKING_DAYS: Mapping[str, float] = {"day": 1, "week": 5, "fortnight": 10, "month": 21}

BETWEEN_NUMBER_AND_UNIT = _set(
    "working work business expert experts man person calendar full consecutive to a or ou o of and et y e "
    "utiles ouvrables ouvres habiles uteis homme personne"
)

COMMON_WORDS: Mapping[str, frozenset[str]] = {
    "en": _set("the of and to in is we our for with would that are on by this from your not"),
    "fr": _set(
        "le la les des et du de nous notre nos est pour dans une un que qui avec sur votre au aux ce par "
        "l d vous cette sont pas"
    ),
    "es": _set(
        "el la los las y del de nuestro nuestra es para en una un que con por su se al lo como son este "
        "esta nos usted ustedes sobre"
    ),
    "pt": _set(
        "o a os as e do da dos das de nosso nossa para em uma um que com por sua seu no na nos nas ao não "
        "nao sao este esta voce sobre pelo pela"
    ),
}

PEOPLE = _set(
    "expert experts experte expertes experto expertos experta expertas perito peritos perita peritas people persons "
    "personnes personas pessoas specialists specialistes especialistas consultants consultores"
)
"""What anybody may be called who is sent: 'two experts, an actuary and a lawyer' are two."""
VAGUE_NUMBERS = _set(
    "few some several many lot plusieurs quelques varios varias algunos algunas alguns algumas"
)
"""'A few' names no number, though it has an article."""
