"""Days offered without being named: the rest of them, whenever you like, all but these."""

from datetime import date

import pytest

from config.periods import Period
from intake.answer_offers import gives_itself, may_offer
from intake.answers import Verdict, read_answer
from intake.dates import read_dates

WINDOW = Period(date(2026, 3, 2), date(2026, 3, 27))
TODAY = date(2026, 1, 12)


@pytest.mark.parametrize(
    "words",
    [
        "whenever you like",
        "quand vous voulez",
        "cuando quieran",
        "quando quiserem",
        "jederzeit",
        "decidete voi",
    ],
)
def test_who_leaves_the_days_to_others_offers_them(words: str) -> None:
    assert gives_itself(words)


@pytest.mark.parametrize("words", ["when i know", "quand je saurai", "cuando sepa", "quando souber"])
def test_who_speaks_of_a_time_to_come_offers_nothing(words: str) -> None:
    assert not gives_itself(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("§ wld work", True),
        ("podríamos ver §", True),
        ("§ riyadh", True),
        ("strike ballot opens §", False),
        ("c'est la session de la chambre §", False),
        ("soy mayordomo de la procesión §", False),
    ],
)
def test_words_that_may_offer_are_told_from_a_reason(words: str, *, expected: bool) -> None:
    assert may_offer(words) is expected


@pytest.mark.parametrize(
    "text",
    [
        "On 16 March I am at a wedding, otherwise as you like.",
        "Le 16 mars je suis à un mariage, sinon tous les autres jours me vont.",
        "El 16 de marzo tengo notaría. El resto, los que quieran.",
        "No dia 16 de março fico em casa; nos outros dias do período, às ordens.",
    ],
)
def test_the_rest_is_free_where_somebody_says_so(text: str) -> None:
    free = (Period(date(2026, 3, 2), date(2026, 3, 15)), Period(date(2026, 3, 17), date(2026, 3, 27)))

    assert read_answer(text, window=WINDOW, today=TODAY).verdict is Verdict.SOME_DATES
    assert read_dates(text, TODAY, window=WINDOW).free_in(WINDOW) == free
