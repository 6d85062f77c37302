"""What is read of 1,360 replies by writers who never saw the code; the floors lie below what was measured."""

from functools import cache

import pytest

from tests.intake.reply_corpus import Judged, judged, replies

# Days exact, verdicts, decisions, wrong readings. A to E were tuned on, and the odd replies of F and G; their even ones nobody read: 88, 79 and 84 % of F
# (85 % with what an officer is told that the unclear ones are most like), 85, 76 and 78 % of G (80 %).
FLOORS = [
    ("a", 0.95, 0.96, 0.94, 0.0),
    ("b", 0.91, 0.90, 0.89, 0.0),
    ("c", 0.88, 0.89, 0.90, 0.0),
    ("d", 0.95, 0.97, 0.95, 0.0),
    ("e", 0.92, 0.93, 0.85, 0.0),
    ("f", 0.90, 0.82, 0.84, 0.0),
    ("g", 0.86, 0.85, 0.84, 0.005),
]
SIZES = [
    ("a", 200, 6),
    ("b", 200, 6),
    ("c", 200, 6),
    ("d", 240, 4),
    ("e", 120, 4),
    ("f", 200, 4),
    ("g", 200, 4),
]


@cache
def all_judged(name: str) -> tuple[Judged, ...]:
    return tuple(judged(reply) for reply in replies(name))


@pytest.mark.parametrize(("name", "dates", "verdicts", "decisions", "wrong_at_most"), FLOORS)
def test_replies_of_strangers_are_read_as_well_as_measured(
    name: str, dates: float, verdicts: float, decisions: float, wrong_at_most: float
) -> None:
    found = all_judged(name)

    assert sum(one.exact for one in found) / len(found) >= dates
    assert sum(one.verdict for one in found) / len(found) >= verdicts
    assert sum(one.told for one in found) >= sum(one.verdict for one in found)
    assert sum(one.decided for one in found) / len(found) >= decisions
    assert sum(one.safe for one in found) / len(found) >= 0.99
    assert sum(one.wrong for one in found) / len(found) <= wrong_at_most


@pytest.mark.parametrize(("name", "size", "languages"), SIZES)
def test_each_set_holds_its_replies_in_its_languages(name: str, size: int, languages: int) -> None:
    found = list(replies(name))

    assert len({reply.name for reply in found}) == size
    assert {reply.language for reply in found} == set(["en", "fr", "es", "pt", "de", "it"][:languages])


@pytest.mark.parametrize("name", ["a", "b", "c", "d", "e", "f", "g"])
def test_hardly_a_day_is_seen_in_replies_without_days(name: str) -> None:
    found = all_judged(name)

    assert sum(one.false_dates for one in found) <= 4
