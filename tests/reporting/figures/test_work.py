from dataclasses import replace
from datetime import date
from fractions import Fraction

from config.allowances import Allowances
from reporting.figures.figure import Kind
from reporting.figures.work import figure7, figure8, figure10, weeks_of
from reporting.history import History, PastMission, Rendered
from reporting.table import Line, Naming
from storage.states import MissionStatus
from tests.reporting.past import AS_OF, expert, facility, request

MISSION = PastMission(
    7, "2014-01", MissionStatus.COMPLETED, date(2014, 10, 6), date(2014, 10, 17), actual_cents=400_000
)
HISTORY = History(
    AS_OF,
    (
        replace(request("2014-01", "TG"), received_on=date(2014, 3, 31)),
        replace(request("2014-02", "VN"), received_on=date(2014, 5, 1)),
    ),
    (expert("EX-0001"), expert("EX-0002", occupation="private")),
    (
        Rendered("2014-01", "EX-0001", 40, 7),
        Rendered("2014-01", "EX-0002", 20, 7),
        Rendered("2014-02", "EX-0001", 10),
        Rendered("ADB", "EX-0001", 5),
    ),
    (MISSION,),
)


def test_a_week_has_five_days() -> None:
    assert weeks_of(HISTORY.rendered[:1]) == 2


def test_work_is_dated_by_its_mission_and_else_by_its_request() -> None:
    figure = figure7(HISTORY)

    assert (figure.kind, figure.series, figure.curve) == (
        Kind.COLUMNS,
        ("by_mission", "by_request"),
        "cumulative",
    )
    assert [(line.key, line.cells) for line in figure.table.lines] == [
        ("2014-04-01", (None, Fraction(1, 2), Fraction(1, 2))),
        ("2014-10-01", (3, None, Fraction(7, 2))),
        ("", (None, Fraction(1, 4), Fraction(15, 4))),
    ]
    assert figure.table.total == Line(Naming.TOTAL, "", (3, Fraction(3, 4), Fraction(15, 4)))


def test_quarters_are_made_of_the_regions_of_the_partners() -> None:
    figure = figure8(HISTORY)

    assert figure.table.lines == (
        Line(
            Naming.QUARTER,
            "2014-04-01",
            (Fraction(1, 2),),
            (Line(Naming.REGION, "Asia", (Fraction(1, 2),)),),
        ),
        Line(Naming.QUARTER, "2014-07-01", (Fraction(0),)),
        Line(Naming.QUARTER, "2014-10-01", (Fraction(3),), (Line(Naming.REGION, "Africa", (Fraction(3),)),)),
    )
    assert figure.table.total == Line(Naming.TOTAL, "", (Fraction(7, 2),))


def test_a_week_costs_what_its_missions_cost_and_at_least_the_allowances() -> None:
    costs = {line.key: line.cells for line in figure10(HISTORY).table.lines}

    # 4,000 euros for three weeks; ten days of the public expert at 250 euros in them
    assert costs["2014-10-01"] == (Fraction(4000, 3), Fraction(2500, 3))
    assert costs["2014-04-01"] == (None, 1250)


def test_an_estimate_stands_until_a_mission_is_paid() -> None:
    planned = replace(MISSION, actual_cents=None, estimated_cents=300_000)

    costs = figure10(replace(HISTORY, missions=(planned,))).table.lines[1].cells

    assert costs[0] == 1000


def test_a_mission_without_a_price_is_no_free_mission() -> None:
    unpriced = replace(MISSION, actual_cents=None)
    other = replace(MISSION, number=8, start=date(2014, 11, 3))
    history = replace(
        HISTORY,
        missions=(unpriced, other),
        rendered=(*HISTORY.rendered, Rendered("2014-01", "EX-0002", 20, 8)),
    )

    assert figure10(history).table.lines[1].cells[0] == 4000


def test_the_allowance_is_the_facilitys() -> None:
    doubled = replace(HISTORY, allowance_eur_per_day=500)

    assert figure10(doubled).table.lines[0].cells == (None, 2500)


def test_the_allowance_is_that_of_the_year_the_work_began_in() -> None:
    began_later = replace(MISSION, start=date(2015, 3, 2))
    history = replace(
        HISTORY,
        missions=(began_later,),
        rendered=(Rendered("2014-01", "EX-0001", 20, began_later.number),),
        experts=tuple(replace(expert, occupation="public") for expert in HISTORY.experts),
    )
    by_year = replace(history, rates=Allowances({2014: 300, 2015: 400}))
    from_then = replace(history, rates=Allowances({2016: 400}))

    assert figure10(by_year).table.lines[-1].cells[1] == 2000
    assert figure10(from_then).table.lines[-1].cells[1] == 1250


def test_no_work_of_the_facility_is_lost_on_the_way_into_a_figure() -> None:
    weeks = Fraction(6926, 20)

    figure, quarters = figure7(facility()), figure8(facility())

    assert figure.table.total is not None
    assert quarters.table.total is not None
    assert figure.table.total.cells == (None, weeks, weeks)
    assert quarters.table.total.cells == (weeks - Fraction(61, 20),)
