from types import MappingProxyType

from config.allowances import Allowances
from matching.costs import allowance_cents, mission_cents
from matching.terms import Terms

BY_YEAR = Allowances(MappingProxyType({2015: 300}), MappingProxyType({2014: 600}))


def test_allowances_are_paid_for_quarters_of_a_day() -> None:
    assert allowance_cents(2, 37, year=2014, terms=Terms()) == 2 * 37 * 250 * 25


def test_a_year_may_have_a_rate_of_its_own() -> None:
    terms = Terms(rates=BY_YEAR)

    assert [allowance_cents(1, 4, year=year, terms=terms) for year in (2014, 2015)] == [25_000, 30_000]


def test_private_experts_cost_their_fee() -> None:
    assert mission_cents(1, 1, 4, year=2015, terms=Terms(rates=BY_YEAR)) == 30_000 + 60_000


def test_without_a_known_fee_nothing_is_estimated_for_private_experts() -> None:
    assert mission_cents(2, 1, 36, year=2014, terms=Terms()) is None
    assert mission_cents(2, 0, 36, year=2014, terms=Terms()) == 450_000
