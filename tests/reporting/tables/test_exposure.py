import pytest

from config.languages import INTERFACE_LANGUAGES
from matching.learning import PastProposal
from reporting.choices import PastChoices
from reporting.history import History, Rendered
from reporting.page import page_of
from reporting.table import Cell, Naming
from reporting.tables.exposure import experts_exposure
from tests.matching.chosen import member, proposal, team
from tests.reporting.past import AS_OF, expert, facility

EXPERTS = (
    expert("EX-0001", "BE", gender="woman"),
    expert("EX-0002", "PL", gender="man", occupation="private"),
    expert("EX-0003", "PL", gender="man"),
    expert("EX-0004", "TN", "Africa", "partner", gender=""),
)
BEST, NEXT = team(member("EX-0001"), member("EX-0002")), team(member("EX-0001"), member("EX-0003"))


def shown(times: int) -> tuple[PastProposal, ...]:
    return tuple(proposal(n, BEST, NEXT, code=f"2026-{n:02}", chosen=1) for n in range(1, times + 1))


def history(times: int) -> History:
    return History(
        AS_OF,
        experts=EXPERTS,
        rendered=(Rendered("2026-01", "EX-0001", 20), Rendered("2026-01", "EX-0002", 10)),
        choices=PastChoices(
            shown(times), able=frozenset({"EX-0001", "EX-0002", "EX-0003"}), confirmed={"EX-0002": 2}
        ),
    )


def cells(of: History) -> dict[tuple[Naming, str], tuple[Cell, ...]]:
    return {(line.naming, line.key): line.cells for _, line in experts_exposure(of).walk()}


def test_each_group_is_followed_from_the_register_to_the_days() -> None:
    found = cells(history(1))

    assert found[Naming.GENDER, "woman"][:6] == (1, 1, 2, 1, 0, 20)
    assert found[Naming.GENDER, "man"][:6] == (2, 2, 2, 1, 2, 10)
    assert found[Naming.TOTAL, ""][:6] == (4, 3, 4, 2, 2, 30)


def test_groups_stand_by_gender_sector_and_origin_with_countries() -> None:
    assert list(cells(history(0))) == [
        (Naming.GENDER, "unknown"),
        (Naming.GENDER, "man"),
        (Naming.GENDER, "woman"),
        (Naming.OCCUPATION, "private"),
        (Naming.OCCUPATION, "public"),
        (Naming.ORIGIN, "eu"),
        (Naming.COUNTRY, "BE"),
        (Naming.COUNTRY, "PL"),
        (Naming.ORIGIN, "partner"),
        (Naming.COUNTRY, "TN"),
        (Naming.TOTAL, ""),
    ]


def test_ratios_weigh_a_second_team_half() -> None:
    found = cells(history(20))

    # Of 60 weighed places (20 times 2 of the best and 2 halves) the woman has 30, a quarter of the register.
    assert found[Naming.GENDER, "woman"][6:] == (2, 2, None)
    assert found[Naming.GENDER, "man"][6:] == (1, 1, None)
    assert found[Naming.COUNTRY, "PL"][6] == 1


def test_where_little_would_be_due_no_ratio_is_given() -> None:
    assert cells(history(2))[Naming.GENDER, "woman"][6:] == (None, None, None)
    assert cells(history(5))[Naming.GENDER, "woman"][6:] == (2, None, None)


def test_days_of_before_have_their_ratio_too() -> None:
    found = cells(facility())

    assert found[Naming.TOTAL, ""][8] == 1
    assert found[Naming.GENDER, "woman"][8] is not None
    assert found[Naming.GENDER, "woman"][6:8] == (None, None)


def test_an_empty_register_is_an_empty_table() -> None:
    assert cells(History(AS_OF)) == {(Naming.TOTAL, ""): (0, 0, 0, 0, 0, 0, None, None, None)}


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_it_can_be_read_in_every_language(language: str) -> None:
    page = page_of(experts_exposure(history(20)), as_of=AS_OF, language=language)

    assert len(page.rows) == 11
    assert len(page.notes) == 2
