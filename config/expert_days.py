"""The days one expert renders for one mission, in three parts: integer quarter days, written 1.5+5+2."""

import re
from dataclasses import dataclass
from decimal import Decimal

QUARTERS = 4
MOST_DAYS = 200
_PART = r"\d{1,3}(?:[.,]\d{1,2})?"
WRITTEN = rf"{_PART}\s*\+\s*{_PART}\s*\+\s*{_PART}"
"""A pattern for what `read_parts` reads, if its quarters are right."""
_THREE = re.compile(rf"\s*({_PART})\s*\+\s*({_PART})\s*\+\s*({_PART})\s*")


@dataclass(frozen=True, slots=True)
class ExpertDays:
    """Quarter days of preparation, on site and of reporting."""

    preparation: int = 0
    on_site: int = 0
    reporting: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.preparation + self.on_site + self.reporting

    def __str__(self) -> str:
        return "+".join(
            f"{(Decimal(quarters) / QUARTERS).normalize():f}"
            for quarters in (self.preparation, self.on_site, self.reporting)
        )


def read_parts(text: str) -> ExpertDays | None:
    """The days of `1.5+5+2`; none for anything else, and for parts of a day that are no quarters."""
    match = _THREE.fullmatch(text[:60])
    parts = [_quarters(part) for part in match.groups()] if match else []
    preparation, on_site, reporting = parts or (None, None, None)
    if preparation is None or on_site is None or reporting is None:
        return None
    return ExpertDays(preparation, on_site, reporting)


def _quarters(text: str) -> int | None:
    quarters = Decimal(text.replace(",", ".")) * QUARTERS
    whole = int(quarters)
    return whole if whole == quarters and whole <= MOST_DAYS * QUARTERS else None
