from reporting.history import History, Rendered
from reporting.table import Line, Naming
from reporting.tables.days import table5
from tests.reporting.past import AS_OF, expert, request, total_of

BELGIAN, TOGOLESE = expert("EX-0001", "BE"), expert("EX-0002", "TG", "Africa", "partner")
SWISS = expert("EX-0003", "CH", "Non-EU")
WORK = (
    Rendered("2026-01", "EX-0001", 10),
    Rendered("2026-01", "EX-0002", 6),
    Rendered("2026-02", "EX-0001", 4),
    Rendered("ADB", "EX-0001", 3),
)
REQUESTS = (request("2026-01", "TG"), request("2026-02", "VN"))


def test_days_stand_under_region_country_and_action_with_work_outside_requests_last() -> None:
    table = table5(History(AS_OF, REQUESTS, (BELGIAN, TOGOLESE), WORK))

    assert [column.key for column in table.columns] == ["eu", "partner", "total"]
    assert [(depth, line.naming, line.key, line.cells) for depth, line in table.walk()] == [
        (0, Naming.REGION, "Africa", (10, 6, 16)),
        (1, Naming.COUNTRY, "TG", (10, 6, 16)),
        (2, Naming.ACTION, "2026-01", (10, 6, 16)),
        (0, Naming.REGION, "Asia", (4, None, 4)),
        (1, Naming.COUNTRY, "VN", (4, None, 4)),
        (2, Naming.ACTION, "2026-02", (4, None, 4)),
        (0, Naming.ACTION, "ADB", (3, None, 3)),
    ]
    assert table.total == Line(Naming.TOTAL, "", (17, 6, 23))


def test_other_european_experts_get_a_column_only_if_one_worked() -> None:
    work = (*WORK, Rendered("2026-02", "EX-0003", 8))

    table = table5(History(AS_OF, REQUESTS, (BELGIAN, TOGOLESE, SWISS), work))

    assert [column.key for column in table.columns] == ["eu", "partner", "other_european", "total"]
    assert total_of(table) == (17, 6, 8, 31)
