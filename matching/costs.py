"""What a mission costs before anybody is paid: allowances of public experts, fees of private ones."""

from matching.terms import QUARTERS_PER_DAY, Terms

CENTS = 100


def allowance_cents(public: int, quarter_days: int, *, year: int, terms: Terms) -> int:
    """The allowances of so many public experts who each render these quarter days."""
    return _cents(public * quarter_days, terms.allowance_in(year))


def mission_cents(public: int, private: int, quarter_days: int, *, year: int, terms: Terms) -> int | None:
    """Allowances and fees; None if there are private experts and the facility has named no fee."""
    fee = terms.rates.fee_in(year)
    if private and fee is None:
        return None
    allowances = allowance_cents(public, quarter_days, year=year, terms=terms)
    return allowances + _cents(private * quarter_days, fee or 0)


def _cents(quarter_days: int, euros_per_day: int) -> int:
    return quarter_days * euros_per_day * CENTS // QUARTERS_PER_DAY
