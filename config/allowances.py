"""What an expert-day costs: allowances of public experts and fees of private ones, by the year they begin with."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

_FILE = Path(__file__).parent / "allowances.toml"
_TABLES = frozenset({"allowance", "fee"})
_YEARS = range(1990, 2200)
MOST_EUROS = 100_000


@dataclass(frozen=True, slots=True)
class Allowances:
    """Whole euros a day; a rate holds from its year until the next."""

    allowance: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    fee: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))

    def allowance_in(self, year: int) -> int | None:
        """The allowance of public experts; None if the file names none for the year."""
        return _in(self.allowance, year)

    def fee_in(self, year: int) -> int | None:
        """The fee of private experts; None if it is not known."""
        return _in(self.fee, year)


class AllowancesError(Exception):
    """The file cannot be used; the message names the file and the mistake."""


def load_allowances(path: Path | None = None) -> Allowances:
    """The rates of the file, or of the one that comes with Muster."""
    file = path or _FILE
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AllowancesError(f"{file} cannot be read: {error}") from error
    for unknown in sorted(tables.keys() - _TABLES):
        raise AllowancesError(f"{file}: {unknown!r} is not known; known: {', '.join(sorted(_TABLES))}")
    return Allowances(**{name: _rates(file, name, tables.get(name, {})) for name in sorted(_TABLES)})


def _rates(file: Path, name: str, table: Any) -> Mapping[int, int]:  # noqa: ANN401 -- TOML
    if not isinstance(table, dict):
        raise AllowancesError(f"{file}: {name!r} must be a table, [{name}]")
    rates = {}
    for year, euros in table.items():
        if not (year.isascii() and year.isdecimal() and int(year[:5]) in _YEARS):
            raise AllowancesError(f"{file}: {name}: {year!r} is no year")
        if type(euros) is not int or not 0 <= euros <= MOST_EUROS:
            raise AllowancesError(f"{file}: {name} {year}: must be whole euros, not {euros!r}")
        rates[int(year)] = euros
    return MappingProxyType(dict(sorted(rates.items())))


def _in(rates: Mapping[int, int], year: int) -> int | None:
    return next((euros for since, euros in sorted(rates.items(), reverse=True) if since <= year), None)
