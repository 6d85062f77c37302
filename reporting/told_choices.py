"""Cells that tell what officers preferred: a key with numbers or codes, put in words of the reader's language."""

from config.texts import list_text, say
from matching.learning import Case
from reporting.table import SEPARATOR

WITHIN = ","
"""Between codes or names in one part of a cell."""


def few(cases: int) -> str:
    """There are too few cases to tell anything."""
    return _cell("few", str(cases))


def counted_cases(how: str, cases: int, of: int) -> str:
    """In how many of so many cases it was so: `more`, `less`, `chance` or `taken`."""
    return _cell(how, str(cases), str(of))


def over(case: Case) -> str:
    """Who was preferred to whom, of what there was more or less, and whether it took another search."""
    parts = (case.joining, case.leaving, case.more, case.less)
    return _cell("over" if case.beside else "again", *(WITHIN.join(part) for part in parts))


def told_text(cell: str, language: str) -> str:
    """The sentence of a cell."""
    how, *parts = cell.split(SEPARATOR)
    if how in {"over", "again"}:
        told = _over(*(part.split(WITHIN) if part else [] for part in parts), language=language)
        return f"{told} {say(language, 'learning.told.again')}" if how == "again" else told
    values = dict(zip(("cases", "of"), parts, strict=False))
    return say(language, f"learning.told.{how}", **values)


def _over(joining: list[str], leaving: list[str], more: list[str], less: list[str], *, language: str) -> str:
    names = {"joining": list_text(joining, language), "leaving": list_text(leaving, language)}
    sentences = [say(language, "learning.told.over", **names)]
    for key, measures in (("more_of", more), ("less_of", less)):
        if measures:
            words = [_inside(say(language, f"learning.label.{one}")) for one in measures]
            sentences.append(say(language, f"learning.told.{key}", measures=list_text(words, language)))
    return " ".join(sentences)


def _inside(label: str) -> str:
    """A label as it stands inside a sentence."""
    return label[:1].lower() + label[1:]


def _cell(*parts: str) -> str:
    return SEPARATOR.join(parts)
