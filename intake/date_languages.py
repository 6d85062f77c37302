"""The commonest words beside dates, which show the language a text is in."""

from collections.abc import Mapping


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON_WORDS: Mapping[str, frozenset[str]] = {
    "en": _set(
        "the of and to in is we our i am m for with would will that are on by this from your not can be free available it my me you have works"
    ),
    "fr": _set(
        "le la les des et du de je suis nous notre est pour dans une un que qui avec sur votre au aux ce par l d j ne pas mon ma me serai peux c libre disponible"
    ),
    "es": _set(
        "el la los las y del de estoy para en una un que con por su al lo mi me no puedo yo esta es son libre disponible podria entre"
    ),
    "pt": _set(
        "o a os as e do da dos das de nao em uma um que com por no na nos nas ao sao este estou para posso eu minha meu me livre disponivel dia"
    ),
    "de": _set(
        "der die das und ich bin ist nicht vom bis zum am im in den dem kann mir es passt habe mich verfugbar zeit von ab nur"
    ),
    "it": _set(
        "il la le e di del dal al che non sono per con una un in mi posso mia mio ho disponibile libero va bene solo sulla"
    ),
}
"""What shows in which language a text is."""
