"""The historic data the vocabulary was made for: what partners asked, and what experts know."""

import csv
from pathlib import Path

import pytest

_DATA = Path(__file__).parents[2] / "bot" / "demo_data"


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def requests() -> list[dict[str, str]]:
    return _rows("requests.csv")


@pytest.fixture(scope="session")
def experts() -> list[dict[str, str]]:
    return _rows("experts.csv")
