"""What is read of 600 replies by writers who never saw the code; the floors lie below what was measured."""

import pytest

from tests.intake.reply_corpus import judged, replies

# Of C, which nobody tuned on, 63 % of the dates, 43 % of the verdicts and 4.5 % wrong readings were measured at first sight.
FLOORS = [("a", 0.86, 0.70, 0.01), ("b", 0.63, 0.43, 0.03), ("c", 0.60, 0.40, 0.06)]


@pytest.mark.parametrize(("name", "dates", "verdicts", "wrong_at_most"), FLOORS)
def test_replies_of_strangers_are_read_as_well_as_measured(
    name: str, dates: float, verdicts: float, wrong_at_most: float
) -> None:
    found = [judged(reply) for reply in replies(name)]

    assert sum(one.exact for one in found) / len(found) >= dates
    assert sum(one.verdict for one in found) / len(found) >= verdicts
    assert sum(one.safe for one in found) / len(found) >= 0.97
    assert sum(one.wrong for one in found) / len(found) <= wrong_at_most


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_each_set_holds_two_hundred_replies_in_six_languages(name: str) -> None:
    found = list(replies(name))

    assert len({reply.name for reply in found}) == 200
    assert {reply.language for reply in found} == {"en", "fr", "es", "pt", "de", "it"}


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_hardly_a_day_is_seen_in_replies_without_days(name: str) -> None:
    found = [judged(reply) for reply in replies(name)]

    assert sum(one.false_dates for one in found) <= 6
