"""A figure in words, for those who cannot see it: what kind of picture, what it shows, and its numbers."""

from collections.abc import Iterator, Sequence

from config.texts import list_text, say
from reporting.figures.figure import Figure, Kind
from reporting.table import Cell, Line, Naming, number_in
from reporting.words import cell_text, head_of, in_reading_order, label_of, title_of

_MOST_TOLD = 60


def tell(figure: Figure, language: str) -> str:
    """The picture in words: each line with its numbers; of a map each country, the largest number first."""
    lines = _lines(figure, language)
    between = say(language, "figure.alt.then", first="", then="")
    told = between.join(_value(figure, line, language) for line in lines[:_MOST_TOLD])
    words = [say(language, f"figure.alt.{figure.kind}", title=title_of(figure.table, language)), f"{told}."]
    if figure.table.total and figure.kind is not Kind.GROUPS:
        words.append(
            say(language, "figure.alt.total", numbers=_numbers(figure, figure.table.total, language))
        )
    return " ".join(words)


def _lines(figure: Figure, language: str) -> Sequence[Line]:
    if figure.kind is not Kind.MAP:
        return tuple(_nested(figure.table.lines, language))
    place = figure.place(figure.series[0])
    countries = [line for _, line in figure.table.walk() if line.naming is Naming.COUNTRY]
    alphabetic = in_reading_order(countries, language)
    return sorted(alphabetic, key=lambda line: number_in(line.cells[place]), reverse=True)


def _nested(lines: Sequence[Line], language: str) -> Iterator[Line]:
    """Groups of people before their parts; of regions the countries are left to the table."""
    for line in in_reading_order(lines, language):
        yield line
        yield from (part for part in line.parts if part.naming is Naming.OCCUPATION)


def _value(figure: Figure, line: Line, language: str) -> str:
    numbers = _numbers(figure, line, language)
    return say(language, "figure.alt.value", label=label_of(line, language), numbers=numbers)


def _numbers(figure: Figure, line: Line, language: str) -> str:
    """The number of a line, or one for each series, or for each part; what is empty is left out."""
    key = figure.series[0]
    if line.parts and figure.kind is Kind.COLUMNS:
        parts = in_reading_order(line.parts, language)
        named = [(label_of(part, language), _cell(figure, key, part.cells, language)) for part in parts]
    else:
        heads = [head_of(figure.column(one), language) for one in figure.series]
        cells = [_cell(figure, one, line.cells, language) for one in figure.series]
        named = [(head, cell) for head, cell in zip(heads, cells, strict=True) if cell]
    alone = len(figure.series) == 1 and not (line.parts and figure.kind is Kind.COLUMNS)
    words = [cell if alone else f"{name} {cell}" for name, cell in named] or ["0"]
    beside = _cell(figure, figure.beside, line.cells, language) if figure.beside else ""
    return list_text(words, language) + (f" ({beside})" if beside else "")


def _cell(figure: Figure, key: str, cells: tuple[Cell, ...], language: str) -> str:
    return cell_text(cells[figure.place(key)], figure.column(key).unit, language)
