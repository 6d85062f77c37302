"""A table for scripts: keys and exact numbers, with the words people read beside them."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from reporting.page import page_of
from reporting.table import Cell, Line, Table, Unit
from reporting.words import label_of


def as_json(table: Table, *, as_of: datetime, language: str, span: str = "") -> dict[str, Any]:
    """The whole table as plain values; days are decimals, shares parts of one."""
    page = page_of(table, as_of=as_of, language=language, span=span)
    return {
        "name": table.name,
        "title": page.title,
        "as_of": as_of.isoformat(),
        "notes": list(page.notes),
        "columns": [
            {"key": column.key, "unit": column.unit, "head": head}
            for column, head in zip(table.columns, page.heads, strict=True)
        ],
        "lines": [_line(table, line, language) for line in table.lines],
        "total": table.total and _line(table, table.total, language),
    }


def _line(table: Table, line: Line, language: str) -> dict[str, Any]:
    cells = zip(line.cells, table.columns, strict=True)
    told: dict[str, Any] = {
        "naming": line.naming,
        "key": line.key,
        "label": label_of(line, language),
        "cells": [_plain(value, column.unit) for value, column in cells],
    }
    return told | ({"parts": [_line(table, part, language) for part in line.parts]} if line.parts else {})


def _plain(value: Cell, unit: Unit) -> float | int | str | None:
    if value is None or isinstance(value, str):
        return value
    if unit is Unit.COUNT:
        return int(value)
    return float(Fraction(value) / 4) if unit is Unit.DAYS else float(value)
