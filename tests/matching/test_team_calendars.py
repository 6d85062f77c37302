import json

from config.periods import Period
from matching.propose import propose
from matching.team_calendars import KnownDays, calendars_from_json, calendars_json
from tests.matching.people import MARCH, expert, march, need, rules

PEOPLE = [
    expert(
        "EX-0001", free=(Period(march(2, 2).start.replace(month=1), march(20, 20).end),), busy=(march(4, 5),)
    ),
    expert("EX-0002", country="FR", busy=(Period(march(27, 27).start, march(27, 27).end.replace(month=6)),)),
    expert("EX-0003", flagged=True),
]


def test_the_days_of_those_in_a_team_are_kept_as_far_as_they_lie_in_the_window() -> None:
    kept = json.loads(json.dumps(calendars_json(propose(need(), PEOPLE, rules()), PEOPLE, MARCH)))

    assert calendars_from_json(kept) == {
        "EX-0001": KnownDays((march(2, 20),), (march(4, 5),)),
        "EX-0002": KnownDays(None, (march(27, 27),)),
    }


def test_free_days_of_other_months_say_nothing_of_these() -> None:
    april = Period(march(2, 2).start.replace(month=4), march(2, 2).start.replace(month=4))
    people = [expert("EX-0001", free=(april,)), expert("EX-0002", country="FR")]

    kept = calendars_json(propose(need(), people, rules()), people, MARCH)

    assert kept["EX-0001"] == {"free": None, "busy": []}


def test_a_proposal_of_before_kept_no_calendars() -> None:
    assert calendars_from_json(None) == {}
