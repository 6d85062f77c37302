from datetime import date

import pytest

from config.holidays import public_holidays
from config.periods import Period


def test_the_holidays_of_a_partner_country_are_known() -> None:
    spring = Period(date(2026, 4, 20), date(2026, 5, 2))

    assert public_holidays("TG", spring) == (date(2026, 4, 27), date(2026, 5, 1))


def test_a_territory_keeps_the_holidays_of_its_state() -> None:
    january = Period(date(2026, 1, 1), date(2026, 1, 31))

    assert public_holidays("TZ-Z", january) == public_holidays("TZ", january)
    assert date(2026, 1, 12) in public_holidays("TZ-Z", january)


def test_a_window_over_the_new_year_has_both() -> None:
    turn = Period(date(2026, 12, 20), date(2027, 1, 3))

    assert public_holidays("FR", turn) == (date(2026, 12, 25), date(2027, 1, 1))


@pytest.mark.parametrize("country", ["", "XX", "-", "no country"])
def test_of_an_unknown_country_no_holiday_is_known(country: str) -> None:
    assert public_holidays(country, Period(date(2026, 1, 1), date(2026, 12, 31))) == ()


def test_an_endless_period_is_cut() -> None:
    assert max(public_holidays("FR", Period(date(2026, 1, 1), date(9999, 12, 31)))).year == 2036
