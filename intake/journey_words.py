"""How people say by when they have to be home: the day of that journey is the last one they offer."""

from collections.abc import Iterator
from itertools import product

_ENGLISH = (
    ("have to", "need to", "must", "got to", "has to", "should"),
    ("be back", "be home", "be back home", "return", "leave", "fly back", "fly home", "go back", "go home", "depart", "head home", "head back"),
    ("by", "on", "no later than"),
)  # fmt: skip
_FRENCH = (
    ("dois", "devrais", "devrai", "il faut que je sois", "il me faut", "il me faudrait"),
    ("rentrer", "repartir", "revenir", "etre rentre", "etre rentree", "etre de retour", "etre revenu", "etre revenue", "partir", "m ' en aller"),
    ("le", "pour le", "avant le", "au plus tard le"),
)  # fmt: skip
_SPANISH = (
    ("tengo que", "tendria que", "tendre que", "debo", "deberia", "debere", "he de", "necesito"),
    ("volver", "regresar", "estar de vuelta", "estar de regreso", "marcharme", "irme", "salir", "volverme", "regresarme"),
    ("el", "el dia", "antes del", "como muy tarde el"),
)  # fmt: skip
_PORTUGUESE = (
    ("tenho de", "tenho que", "teria de", "teria que", "terei de", "terei que", "devo", "deveria", "preciso de", "precisaria de", "preciso"),
    ("voltar", "regressar", "estar de volta", "estar de regresso", "partir", "sair", "ir embora"),
    ("a", "em", "no dia", "ate", "ate ao dia", "ate dia", "dia"),
)  # fmt: skip


def journeys_home() -> Iterator[str]:
    """'have to be home by', 'tendria que volver el': folded words, each group up to the date behind it."""
    for language in (_ENGLISH, _FRENCH, _SPANISH, _PORTUGUESE):
        yield from (" ".join(words) for words in product(*language))


_BACK = (
    (("back", "return", "returning", "home"), ("from",), ("leave", "holiday", "holidays", "vacation", "mission", "my holidays", "my leave", "annual leave"), ("on",)),
    (("rentre", "reviens", "rentrerai", "reviendrai", "retour"), ("de",), ("vacances", "conges", "conge", "mission", "voyage"), ("le",)),
    (("vuelvo", "regreso", "vuelta", "volvere", "regresare"), ("de",), ("vacaciones", "viaje", "permiso", "mision", "las vacaciones"), ("el", "el dia")),
    (("volto", "regresso", "voltarei", "regressarei", "volta"), ("de", "das"), ("ferias", "viagem", "licenca", "missao"), ("a", "em", "no dia", "na", "no", "dia")),
)  # fmt: skip


def returns() -> Iterator[str]:
    """'back from leave on', 'volto de ferias a': folded words, each group up to the first day that is free."""
    for language in _BACK:
        yield from (" ".join(words) for words in product(*language))
