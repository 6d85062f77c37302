"""Nationalities as people write them: an adjective in four languages, men's and women's, or the country itself."""

from collections.abc import Iterator, Mapping
from functools import cache

from config.countries import find_country
from config.folding import fold

_ADJECTIVES: Mapping[str, str] = {
    "AT": "austrian autrichien autrichienne austriaco austriaca",
    "BE": "belgian belge belga",
    "BG": "bulgarian bulgare bulgaro bulgara",
    "HR": "croatian croate croata",
    "CY": "cypriot chypriote chipriota cipriota",
    "CZ": "czech tcheque checo checa tcheco tcheca",
    "DK": "danish danois danoise danes danesa dinamarques dinamarquesa",
    "EE": "estonian estonien estonienne estonio estonia",
    "FI": "finnish finlandais finlandaise finlandes finlandesa",
    "FR": "french francais francaise frances francesa",
    "DE": "german allemand allemande aleman alemana alemao alema",
    "GR": "greek grec grecque griego griega grego grega hellenic",
    "HU": "hungarian hongrois hongroise hungaro hungara",
    "IE": "irish irlandais irlandaise irlandes irlandesa",
    "IT": "italian italien italienne italiano italiana",
    "LV": "latvian letton lettone leton letona letao",
    "LT": "lithuanian lituanien lituanienne lituano lituana",
    "LU": "luxembourgish luxembourger luxembourgeois luxembourgeoise luxemburgues luxemburguesa",
    "MT": "maltese maltais maltaise maltes maltesa",
    "NL": "dutch neerlandais neerlandaise neerlandes neerlandesa holandes holandesa",
    "PL": "polish polonais polonaise polaco polaca polones polonesa",
    "PT": "portuguese portugais portugaise portugues portuguesa",
    "RO": "romanian roumain roumaine rumano rumana romeno romena",
    "SK": "slovak slovaque eslovaco eslovaca",
    "SI": "slovenian slovene esloveno eslovena",
    "ES": "spanish espagnol espagnole espanol espanola espanhol espanhola",
    "SE": "swedish suedois suedoise sueco sueca",
    "GB": "british britannique britanico britanica",
    "CH": "swiss suisse suizo suiza suico suica",
    "NO": "norwegian norvegien norvegienne noruego noruega noruegues norueguesa",
    "AL": "albanian albanais albanaise albanes albanesa",
    "RS": "serbian serbe serbio serbia servio servia",
    "UA": "ukrainian ukrainien ukrainienne ucraniano ucraniana",
    "TR": "turkish turc turque turco turca",
    "BF": "burkinabe",
    "BJ": "beninese beninois beninoise benines beninesa",
    "CI": "ivorian ivoirien ivoirienne marfileno marfilena marfinense",
    "CM": "cameroonian camerounais camerounaise camerunes camerunesa camaronês",
    "CV": "cape verdean cap verdien capverdien caboverdiano caboverdiana cabo verdiano",
    "ET": "ethiopian ethiopien ethiopienne etiope",
    "KE": "kenyan kenyane kenian keniano keniana queniano queniana",
    "MA": "moroccan marocain marocaine marroqui marroquino marroquina",
    "ML": "malian malien malienne maliense",
    "MZ": "mozambican mozambicain mozambicaine mozambiqueno mozambiquena mocambicano mocambicana",
    "SN": "senegalese senegalais senegalaise senegales senegalesa",
    "TG": "togolese togolais togolaise togoles togolesa",
    "TN": "tunisian tunisien tunisienne tunecino tunecina tunisiano tunisiana",
    "TZ": "tanzanian tanzanien tanzanienne tanzano tanzana tanzaniano tanzaniana",
    "AR": "argentine argentinian argentin argentino argentina",
    "BR": "brazilian bresilien bresilienne brasileno brasilena brasileiro brasileira",
    "CL": "chilean chilien chilienne chileno chilena",
    "CO": "colombian colombien colombienne colombiano colombiana",
    "PE": "peruvian peruvien peruvienne peruano peruana",
    "PY": "paraguayan paraguayen paraguayenne paraguayo paraguaya paraguaio paraguaia",
    "UY": "uruguayan uruguayen uruguayenne uruguayo uruguaya uruguaio uruguaia",
    "KG": "kyrgyz kirghize kirguis kirguiso quirguiz",
    "KH": "cambodian cambodgien cambodgienne camboyano camboyana cambojano cambojana",
    "MN": "mongolian mongol mongole mongola",
    "VN": "vietnamese vietnamien vietnamienne vietnamita",
}
_LONGEST = 60


def nationality_of(words: str) -> str:
    """The country of a nationality, '' if nobody can tell; of two the first counts."""
    return next(_codes(words[:_LONGEST]), "")


def _codes(words: str) -> Iterator[str]:
    for piece in (words, *words.replace("/", ",").replace(";", ",").split(",")):
        if code := _adjectives().get(fold(piece)) or find_country(piece):
            yield code
    for word in fold(words).split():
        if code := _adjectives().get(word):
            yield code


@cache
def _adjectives() -> Mapping[str, str]:
    return {fold(word): code for code, words in _ADJECTIVES.items() for word in words.split()} | {
        "cape verdean": "CV"
    }
