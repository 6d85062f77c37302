from dataclasses import replace
from datetime import date

import pytest

from reporting.history import History, PastActivity
from reporting.tables.overview import annex_b
from storage.states import RequestStatus
from tests.reporting.past import AS_OF, facility, request

ASKED = replace(
    request("2014-01", "LR"), title="Cash transfers", institution="Ministry", received_on=date(2014, 1, 16)
)


def cells(**changed: object) -> tuple[object, ...]:
    (line,) = annex_b(History(AS_OF, (replace(ASKED, **changed),))).lines  # type: ignore[arg-type] # any field
    return line.cells


def test_a_request_is_told_on_one_line() -> None:
    assert cells() == ("LR", "Cash transfers", "Ministry", "2014-01-16", "completed", "")


@pytest.mark.parametrize(
    ("activity", "told"),
    [
        (PastActivity("1", "Review"), "1. Review"),
        (PastActivity("4a", "Training", "not_implemented"), "4a. Training (not implemented)"),
        (PastActivity("3", "Training (cancelled)", "cancelled"), "3. Training (cancelled)"),
    ],
)
def test_an_activity_has_its_number_and_once_its_state(activity: PastActivity, told: str) -> None:
    assert cells(activities=(activity,))[-1] == told


def test_several_activities_stand_in_their_order() -> None:
    two = (PastActivity("1", "Review"), PastActivity("2", "Training"))

    assert cells(activities=two)[-1] == "1. Review; 2. Training"


def test_a_merged_request_points_to_its_action() -> None:
    merged = cells(status=RequestStatus.MERGED, merged_into="2014-09")

    assert merged[-2:] == ("merged", "→ 2014-09")


def test_a_request_of_which_little_is_known_leaves_its_cells_empty() -> None:
    assert cells(country="", institution="", received_on=None) == (
        "",
        "Cash transfers",
        "",
        "",
        "completed",
        "",
    )


def test_every_request_of_the_facility_is_there_and_nothing_is_summed() -> None:
    table = annex_b(facility())

    assert (len(table.lines), table.lines[0].key, table.total) == (67, "2014-01", None)
