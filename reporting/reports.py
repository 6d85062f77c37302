"""The reports by name: each a pure function of the registers."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from reporting.figures.by_name import FIGURES
from reporting.figures.figure import Drawn
from reporting.history import History
from reporting.table import Table
from reporting.tables.actions import overview, silence
from reporting.tables.annex_a import annex_a
from reporting.tables.answers import acceptance, expert_statistics
from reporting.tables.cost import cost
from reporting.tables.days import table5
from reporting.tables.experts import table3, table4, table6
from reporting.tables.exposure import experts_exposure
from reporting.tables.overview import annex_b
from reporting.tables.planning import planning
from reporting.tables.preferences import preferences
from reporting.tables.requests import table2
from reporting.tables.stages import stages
from reporting.tables.table1 import table1

Report = Callable[[History], Table]


def _data_of(drawn: Drawn) -> Report:
    """The table a figure is drawn from."""
    return lambda history: drawn(history).table


REPORTS: Mapping[str, Report] = MappingProxyType(
    {
        "table1": table1,
        "table2": table2,
        "table3": table3,
        "table4": table4,
        "table5": table5,
        "table6": table6,
        **{name: _data_of(drawn) for name, drawn in FIGURES.items()},
        "annex-a": annex_a,
        "annex-b": annex_b,
        "overview": overview,
        "planning": planning,
        "silence": silence,
        "stages": stages,
        "experts": expert_statistics,
        "acceptance": acceptance,
        "cost": cost,
        "preferences": preferences,
        "exposure": experts_exposure,
    }
)
"""Named as the facility's public report numbers them; a figure gives the table it is drawn from."""

OF_CHOICES = frozenset({"preferences", "exposure"})
"""Reports that need to know what officers chose; for all others it is not read."""

OF_COURSE = frozenset({"overview", "planning", "silence", "stages", "experts", "acceptance"})
"""Reports that need to know how work goes on; of a day that is over nobody knows that any more."""

OF_SKILLS = frozenset({"experts", "acceptance"})
"""Those of them that need to know what each expert can do."""
