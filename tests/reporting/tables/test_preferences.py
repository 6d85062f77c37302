from dataclasses import replace

import pytest

from config.languages import INTERFACE_LANGUAGES
from matching.learning import MEASURES, PastProposal
from reporting.choices import PastChoices
from reporting.history import History
from reporting.page import page_of
from reporting.table import Cell, Line
from reporting.tables.preferences import preferences
from tests.matching.chosen import member, proposal, team
from tests.reporting.past import AS_OF

ONE, TWO = "EX-0001", "EX-0002"
SEASONED = team(member(TWO, missions=8, experience=0.9))
FRESH = team(member(ONE, missions=1, experience=0.2))


def history(*proposals: PastProposal) -> History:
    return History(AS_OF, choices=PastChoices(proposals))


def sections(*proposals: PastProposal) -> dict[str, Line]:
    return {line.key: line for line in preferences(history(*proposals)).lines}


def rows(line: Line) -> dict[str, tuple[Cell, ...]]:
    return {part.key: part.cells for part in line.parts}


def repeated(times: int) -> list[PastProposal]:
    return [proposal(n, FRESH, SEASONED, code=f"2026-{n:02}", chosen=2) for n in range(1, times + 1)]


def test_nobody_chose_anything_yet() -> None:
    found = sections()

    assert [line.cells[0] for line in found.values()] == [0, 0, 0, 0]
    assert rows(found["measures"])["topic"] == (None, None, None, "few;0")


def test_what_was_preferred_is_counted_and_told() -> None:
    measured = rows(sections(*repeated(6))["measures"])

    assert list(measured) == list(MEASURES)
    assert measured["missions"] == (6, 6, None, "more;6;6")
    assert measured["topic"] == (None, None, None, "few;0")


def test_what_was_avoided_is_told_as_less() -> None:
    turned = [replace(one, chosen=1) for one in repeated(6)]

    assert rows(sections(*turned)["measures"])["experience"] == (6, None, 6, "less;6;6")


def test_what_coins_would_do_is_told_as_chance() -> None:
    mixed = [replace(one, chosen=1 + (one.number > 2)) for one in repeated(6)]

    assert rows(sections(*mixed)["measures"])["missions"] == (6, 4, 2, "chance;4;6")


def test_places_count_the_teams_shown_beside_each_other() -> None:
    alone = proposal(9, FRESH, code="2026-09", chosen=1)

    assert rows(sections(*repeated(2), alone)["places"]) == {
        "A": (3, 1, 2, "taken;1;3"),
        "B": (2, 2, None, "taken;2;2"),
    }


def test_an_earlier_team_steered_away_from_has_no_place() -> None:
    before = proposal(1, FRESH)
    after = proposal(2, SEASONED, chosen=1, steered=True, excluded=frozenset({ONE}))

    found = sections(before, after)

    assert rows(found["places"]) == {"A": (1, 1, None, "taken;1;1")}
    assert found["cases"].cells[0] == 1


def test_every_case_is_told_with_its_code() -> None:
    (case,) = sections(*repeated(1))["cases"].parts

    assert (case.key, case.cells) == ("2026-01", (None, 2, None, f"over;{TWO};{ONE};experience,missions;"))


def test_proposals_turned_down_are_counted() -> None:
    assert sections(proposal(1, FRESH, turned_down=True))["turned_down"].cells[0] == 1


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_it_can_be_read_in_every_language(language: str) -> None:
    page = page_of(preferences(history(*repeated(6))), as_of=AS_OF, language=language)

    assert len(page.rows) == 4 + len(MEASURES) + 2 + 6
    assert len(page.notes) == 2
    assert not any("{" in cell for row in page.rows for cell in row.cells)
