"""The reports by name: each a pure function of the registers."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from reporting.history import History
from reporting.table import Table
from reporting.tables.days import table5
from reporting.tables.experts import table3, table4, table6
from reporting.tables.overview import annex_b
from reporting.tables.requests import table2

Report = Callable[[History], Table]

REPORTS: Mapping[str, Report] = MappingProxyType(
    {
        "table2": table2,
        "table3": table3,
        "table4": table4,
        "table5": table5,
        "table6": table6,
        "annex-b": annex_b,
    }
)
"""Named as the facility's public report numbers them."""
