"""Words as a picture can show them: what our one font cannot write is marked, and nothing is read as a formula."""

from functools import cache

UNKNOWN = "\N{WHITE SQUARE}"


def drawable(words: str) -> str:
    """The words with a square for each sign the font lacks; a dollar sign begins no formula."""
    known = _signs()
    shown = (sign if sign == "\n" or ord(sign) in known else UNKNOWN for sign in words)
    return "".join(shown).replace("$", r"\$")


@cache
def _signs() -> frozenset[int]:
    # Loaded by the first picture only: the import takes a third of a second.
    from matplotlib import font_manager  # noqa: PLC0415

    return frozenset(font_manager.get_font(font_manager.findfont("DejaVu Sans")).get_charmap())
