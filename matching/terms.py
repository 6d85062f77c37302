"""The facility's terms for a mission: days paid beside those on site, and how long experts have to answer."""

from dataclasses import dataclass, field
from datetime import timedelta

from config.allowances import Allowances

QUARTERS_PER_DAY = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """Days are working days; expert-days are kept as integer quarter days."""

    preparation_days: float = 2
    reporting_days: float = 2
    allowance_eur_per_day: int = 250
    reply_within: timedelta = timedelta(days=7)
    remind_after: timedelta = timedelta(days=3)
    rates: Allowances = field(default_factory=Allowances)
    report_within: timedelta = timedelta(days=30)
    """How long after a mission its reports are due."""

    def allowance_in(self, year: int) -> int:
        """Euros a day of public experts in missions that begin in that year."""
        rate = self.rates.allowance_in(year)
        return self.allowance_eur_per_day if rate is None else rate

    @property
    def preparation_quarter_days(self) -> int:
        """Preparation per expert."""
        return round(self.preparation_days * QUARTERS_PER_DAY)

    @property
    def reporting_quarter_days(self) -> int:
        """Reporting per expert."""
        return round(self.reporting_days * QUARTERS_PER_DAY)
