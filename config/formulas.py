"""Which cells a spreadsheet would run: what the import disarms, and what an export marks as text."""

import re

FORMULA = re.compile(r"(?:[=@+]|-(?=\S))[=@+\-\s]*")
"""The signs at the beginning of a cell that make it a formula."""
_NUMBER = re.compile(r"[+-]\d+(?:[.,]\d+)?")


def begins_formula(cell: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula; -3.5 is a number."""
    return FORMULA.match(cell.lstrip()) is not None and not _NUMBER.fullmatch(cell.strip())
