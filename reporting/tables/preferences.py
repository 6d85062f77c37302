"""What officers preferred when they chose between teams: measure by measure, by place, and case by case."""

from collections.abc import Iterator, Sequence

from matching.learning import Case, Choice, Leaning, cases, choices, leanings, telling
from reporting.history import History
from reporting.table import Column, Line, Naming, Table, Unit, counted
from reporting.told_choices import counted_cases, few, over

_COLUMNS = (Column("cases"), Column("in_favour"), Column("against"), Column("in_words", Unit.TOLD))
PLACES = "ABCDEFGHIJ"
"""Teams are lettered in the order in which they are shown."""


def preferences(history: History) -> Table:
    """What the teams approved had more or less of than the others, in which place they stood, and every case."""
    past = history.choices
    every = choices(past.proposals)
    told, apart = telling(every), cases(every, past.known)
    measured = tuple(map(_measured, leanings(every, past.known)))
    placed = tuple(_placed(every))
    refused = sum(proposal.turned_down for proposal in past.proposals)
    return Table(
        "preferences",
        _COLUMNS,
        (
            Line(Naming.SECTION, "measures", (len(told), None, None, ""), measured),
            Line(Naming.SECTION, "places", (len(every), None, None, ""), placed),
            Line(Naming.SECTION, "turned_down", (refused, None, None, "")),
            Line(Naming.SECTION, "cases", (len(apart), None, None, ""), tuple(map(_line, apart))),
        ),
    )


def _measured(leaning: Leaning) -> Line:
    cells = (counted(leaning.differing), counted(leaning.more), counted(leaning.less), _verdict(leaning))
    return Line(Naming.MEASURE, leaning.measure, cells)


def _verdict(leaning: Leaning) -> str:
    if leaning.too_few:
        return few(leaning.differing)
    if leaning.by_chance:
        return counted_cases("chance", leaning.more, leaning.differing)
    how = "more" if leaning.more > leaning.less else "less"
    return counted_cases(how, max(leaning.more, leaning.less), leaning.differing)


def _placed(every: Sequence[Choice]) -> Iterator[Line]:
    """For each place, how often a team stood there among those shown, and how often it was approved."""
    ranks = sorted({option.rank for one in every for option in one.options if option.beside})
    for rank in ranks:
        shown = sum(any(option.beside and option.rank == rank for option in one.options) for one in every)
        taken = sum(one.taken.rank == rank for one in every)
        words = counted_cases("taken", taken, shown)
        yield Line(Naming.PLACE, PLACES[rank - 1], (shown, counted(taken), counted(shown - taken), words))


def _line(case: Case) -> Line:
    cells = (None, counted(len(case.more)), counted(len(case.less)), over(case))
    return Line(Naming.ACTION, case.code, cells)
