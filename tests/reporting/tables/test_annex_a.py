from dataclasses import replace
from datetime import date

from reporting.history import History, PastActivity, PastMission, PastRequest, Rendered
from reporting.page import page_of
from reporting.table import Cell
from reporting.tables.annex_a import annex_a
from storage.states import MissionStatus, RequestStatus
from tests.reporting.past import AS_OF, expert, facility, request

ONGOING = RequestStatus.APPROVED
FULL = replace(
    request("2016-01", "TG", ONGOING),
    title="Health insurance",
    institution="INAM",
    areas=("social_pensions", "elderly_care"),
    general_objective="Cover more people.",
    activities=(
        PastActivity("1", "Study", "", date(2016, 9, 5), date(2016, 9, 16)),
        PastActivity("2", "Training", "", date(2016, 11, 7), date(2016, 11, 11)),
        PastActivity("3", "Seminar", "", date(2017, 2, 6), date(2017, 2, 10)),
        PastActivity("4", "Visit", "cancelled", date(2016, 12, 5), date(2016, 12, 9)),
    ),
)
WORK = (Rendered("2016-01", "EX-0001", 20), Rendered("2016-01", "EX-0002", 3))


def history(*requests: PastRequest, rendered: tuple[Rendered, ...] = ()) -> History:
    return History(AS_OF, requests, (expert("EX-0001", "FR"), expert("EX-0002", "BE")), rendered)


def codes(past: History) -> list[str]:
    return [line.key for line in annex_a(past).lines]


def cells(past: History) -> dict[str, Cell]:
    table = annex_a(past)
    (line,) = table.lines
    return dict(zip((column.key for column in table.columns), line.cells, strict=True))


def test_a_sheet_has_aims_the_latest_activity_and_who_worked() -> None:
    assert cells(history(FULL, rendered=WORK)) == {
        "country": "TG",
        "title": "Health insurance",
        "areas": "social_pensions;elderly_care",
        "institution": "INAM",
        "general_objective": "Cover more people.",
        "specific_objectives": "",
        "expected_results": "",
        "latest_activity": "2. Training",
        "latest_from": "2016-11-07",
        "latest_until": "2016-11-11",
        "experts": 2,
        "origins": "BE;FR",
        "days": 23,
    }


def test_areas_countries_and_dates_are_put_in_words() -> None:
    page = page_of(annex_a(history(FULL, rendered=WORK)), as_of=AS_OF, language="fr")

    (row,) = page.rows
    assert row.cells[2] == "Pensions sociales et Personnes âgées et soins de longue durée"
    assert row.cells[8:] == ("7 novembre 2016", "11 novembre 2016", "2", "Belgique et France", "6")


def test_an_activity_without_days_is_named_and_one_called_off_is_not() -> None:
    undated = replace(
        FULL, activities=(PastActivity("1", "Study"), PastActivity("2", "Visit", "not_implemented"))
    )

    found = cells(history(undated, rendered=WORK))

    assert (found["latest_activity"], found["latest_from"], found["latest_until"]) == ("1. Study", "", "")


def test_only_ongoing_actions_in_which_something_was_done_have_a_sheet() -> None:
    begun = (PastActivity("1", "Study", "", date(2016, 12, 31)),)
    ahead = (PastActivity("1", "Study", "", date(2017, 1, 1)),)
    past = history(
        replace(request("2016-01", status=ONGOING), activities=begun),
        replace(request("2016-02", status=ONGOING), activities=ahead),
        request("2016-03", status=ONGOING),
        request("2016-04", status=RequestStatus.COMPLETED),
        rendered=(Rendered("2016-03", "EX-0001", 4), Rendered("2016-04", "EX-0001", 4)),
    )

    assert codes(past) == ["2016-01", "2016-03"]


def test_a_mission_that_has_begun_is_something_done_and_a_cancelled_one_is_not() -> None:
    mission = PastMission(1, "2016-01", MissionStatus.CONFIRMED, date(2016, 12, 12), date(2016, 12, 16))
    past = replace(history(request("2016-01", status=ONGOING)), missions=(mission,))

    called_off = replace(past, missions=(replace(mission, status=MissionStatus.CANCELLED),))
    ahead = replace(past, missions=(replace(mission, start=date(2017, 1, 9)),))

    assert [codes(one) for one in (past, called_off, ahead)] == [["2016-01"], [], []]


def test_the_published_summaries_are_ours_but_for_one_whose_days_were_never_printed() -> None:
    published = {
        *("2015-22", "2015-23", "2016-11", "2015-21", "2016-05", "2015-24"),
        *("2015-16", "2016-04", "2015-09", "2014-15", "2014-26"),
    }

    # 2016-05: its mission of 16-23 November 2016 is told in annex A, but table 5 has no day for it
    assert set(codes(facility())) == published - {"2016-05"}
