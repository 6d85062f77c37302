from typing import Any

import pytest
from pydantic import ValidationError

from config.day_settings import DaySettings


def test_facility_goes_by_utc_and_is_told_of_its_day_at_eight() -> None:
    settings = DaySettings()

    assert (settings.time_zone, settings.digest_hour) == ("UTC", 8)
    assert (settings.planning_day, settings.planning_hour) == ("monday", 9)


@pytest.mark.parametrize("zone", ["Europe/Brussels", "Africa/Lome", "UTC"])
def test_time_zones_are_known_by_name(zone: str) -> None:
    assert DaySettings(time_zone=zone).time_zone == zone


@pytest.mark.parametrize("zone", ["", "Brussels", "../../etc/passwd", "Europe", "UTC\x00"])
def test_unknown_time_zone_is_refused_in_plain_words(zone: str) -> None:
    with pytest.raises(ValidationError, match="must be the name of a time zone"):
        DaySettings(time_zone=zone)


@pytest.mark.parametrize("hour", [-2, 24])
def test_hour_is_one_of_the_day_or_none(hour: int) -> None:
    with pytest.raises(ValidationError):
        DaySettings(digest_hour=hour)


@pytest.mark.parametrize(
    "chosen", [{"planning_day": "someday"}, {"planning_hour": 24}, {"planning_hour": -1}]
)
def test_weekly_plan_has_a_weekday_and_an_hour(chosen: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        DaySettings(**chosen)


def test_weekly_plan_can_be_left_out() -> None:
    assert DaySettings(planning_day="never").planning_day == "never"
