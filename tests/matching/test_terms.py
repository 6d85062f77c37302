from datetime import timedelta

import pytest

from matching.terms import Terms


def test_terms_of_a_facility_that_says_nothing() -> None:
    terms = Terms()

    assert (terms.preparation_quarter_days, terms.reporting_quarter_days) == (8, 8)
    assert (terms.allowance_eur_per_day, terms.reply_within, terms.remind_after) == (
        250,
        timedelta(days=7),
        timedelta(days=3),
    )


@pytest.mark.parametrize(("days", "quarters"), [(0, 0), (0.25, 1), (0.5, 2), (1.5, 6), (1.9, 8), (10, 40)])
def test_days_are_kept_as_whole_quarters(days: float, quarters: int) -> None:
    terms = Terms(preparation_days=days, reporting_days=days)

    assert (terms.preparation_quarter_days, terms.reporting_quarter_days) == (quarters, quarters)
