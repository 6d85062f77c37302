"""The figures by name: each a pure function of the registers."""

from collections.abc import Mapping
from types import MappingProxyType

from reporting.figures.experts import figure9, figure11, figure12, figure13
from reporting.figures.figure import Drawn
from reporting.figures.requests import figure1, figure2, figure3, figure4, figure5, figure6
from reporting.figures.work import figure7, figure8, figure10

FIGURES: Mapping[str, Drawn] = MappingProxyType(
    {
        "figure1": figure1,
        "figure2": figure2,
        "figure3": figure3,
        "figure4": figure4,
        "figure5": figure5,
        "figure6": figure6,
        "figure7": figure7,
        "figure8": figure8,
        "figure9": figure9,
        "figure10": figure10,
        "figure11": figure11,
        "figure12": figure12,
        "figure13": figure13,
    }
)
"""Named as the facility's public report numbers them."""
