from fractions import Fraction

from reporting.history import History, Rendered
from reporting.table import Line, Naming
from reporting.tables.experts import origin_of, table3, table4, table6
from tests.reporting.past import AS_OF, expert, total_of

BELGIAN = expert("EX-0001", "BE")
SWISS = expert("EX-0002", "CH", "Non-EU", occupation="private", gender="man")
TOGOLESE = expert("EX-0003", "TG", "Africa", "partner", gender="man")
IDLE = expert("EX-0004", "FR")
HISTORY = History(
    AS_OF,
    experts=(BELGIAN, SWISS, TOGOLESE, IDLE),
    rendered=(
        Rendered("2026-01", "EX-0001", 10),
        Rendered("2026-02", "EX-0001", 7),
        Rendered("2026-01", "EX-0002", 4),
        Rendered("ADB", "EX-0003", 2),
    ),
)


def test_origin_is_the_union_a_partner_country_or_elsewhere() -> None:
    assert [origin_of(one) for one in (BELGIAN, SWISS, TOGOLESE)] == ["eu", "other_european", "partner"]


def test_only_who_rendered_days_is_mobilised_and_counts_once() -> None:
    table = table3(HISTORY)

    assert [(line.key, line.cells) for _, line in table.walk()] == [
        ("eu", (1, None, 1)),
        ("BE", (1, None, 1)),
        ("other_european", (None, 1, 1)),
        ("CH", (None, 1, 1)),
        ("partner", (1, None, 1)),
        ("TG", (1, None, 1)),
    ]
    assert (total_of(table), table.shares) == ((2, 1, 3), (Fraction(2, 3), Fraction(1, 3), Fraction(1)))


def test_days_of_all_actions_are_summed_in_quarters() -> None:
    table = table4(HISTORY)

    assert [(line.key, line.cells) for line in table.lines] == [
        ("eu", (17, None, 17)),
        ("other_european", (None, 4, 4)),
        ("partner", (2, None, 2)),
    ]
    assert table.total == Line(Naming.TOTAL, "", (19, 4, 23))


def test_registered_experts_have_the_share_of_their_line_and_of_everybody() -> None:
    table = table6(HISTORY)

    assert [(line.key, line.cells) for line in table.lines] == [
        ("european", (2, Fraction(2, 3), 1, Fraction(1, 3), 3, Fraction(3, 4))),
        ("partner", (None, 0, 1, 1, 1, Fraction(1, 4))),
    ]
    assert total_of(table) == (2, Fraction(1, 2), 2, Fraction(1, 2), 4, 1)


def test_an_expert_whose_gender_nobody_noted_is_counted_in_the_number() -> None:
    table = table6(History(AS_OF, experts=(expert(gender=""),)))

    assert total_of(table) == (None, 0, None, 0, 1, 1)


def test_empty_registers_make_empty_tables() -> None:
    empty = History(AS_OF)

    assert [make(empty).lines for make in (table3, table4, table6)] == [(), (), ()]
    assert (table3(empty).shares, total_of(table6(empty))) == ((), (None, None, None, None, 0, None))
