import pytest

from reporting.history import History
from reporting.table import Line, Naming
from reporting.tables.requests import STAGES, Stage, table2
from storage.states import RequestStatus
from tests.reporting.past import AS_OF, request, total_of

STAGE = list(Stage)


def cells(**numbers: int) -> tuple[int | None, ...]:
    return (*(numbers.get(stage) for stage in STAGE), sum(numbers.values()))


def test_requests_count_under_their_region_and_country() -> None:
    history = History(
        AS_OF,
        (
            request("2026-01", "TG"),
            request("2026-02", "TG", RequestStatus.APPROVED),
            request("2026-03", "VN", RequestStatus.REJECTED),
        ),
    )

    table = table2(history)

    togo = Line(Naming.COUNTRY, "TG", cells(completed=1, ongoing=1))
    vietnam = Line(Naming.COUNTRY, "VN", cells(rejected=1))
    assert table.lines == (
        Line(Naming.REGION, "Africa", togo.cells, (togo,)),
        Line(Naming.REGION, "Asia", vietnam.cells, (vietnam,)),
    )
    assert table.total == Line(Naming.TOTAL, "", cells(completed=1, ongoing=1, rejected=1))


@pytest.mark.parametrize("status", [status for status in RequestStatus if status is not RequestStatus.DRAFT])
def test_every_status_of_a_request_with_a_code_is_counted(status: RequestStatus) -> None:
    table = table2(History(AS_OF, (request(status=status),)))

    assert table.total == Line(Naming.TOTAL, "", cells(**{STAGES[status]: 1}))


def test_a_request_without_a_country_is_counted_too() -> None:
    table = table2(History(AS_OF, (request(country=""),)))

    assert [(line.naming, line.key) for _, line in table.walk()] == [
        (Naming.REGION, ""),
        (Naming.COUNTRY, ""),
    ]
    assert total_of(table) == cells(completed=1)


def test_a_facility_without_requests_has_an_empty_table() -> None:
    table = table2(History(AS_OF))

    assert (table.lines, total_of(table)) == ((), cells())
