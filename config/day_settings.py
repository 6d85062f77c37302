"""What the operator decides about the facility's day: which clock it goes by, and when its digest comes."""

import re
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

from config.mailbox_settings import setting

Hour = Annotated[int, Field(ge=-1, le=23)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[str, ...] = get_args(Weekday)


REPORT = r"table[1-6]|figure(?:1[0-3]|[1-9])|annex-[ab]|interim|overview|planning|silence|stages|experts|acceptance|cost|preferences|exposure"
"""The names of reports; reporting itself is not known here."""
_SCHEDULE = re.compile(rf"(?:(?:{REPORT}) (?:six-)?monthly(?:, ?(?!$)|$)){{0,30}}")


class DaySettings(BaseSettings):
    """Part of the settings."""

    time_zone: str = setting(
        "UTC", "Time zone of the facility, by its name in the tz database.", "Europe/Brussels"
    )
    digest_hour: Hour = setting(
        8, "Hour of the daily digest for people who have chosen none; -1 to send none to them.", 7
    )
    report_schedule: str = setting(
        "",
        "Reports that officers get by themselves, monthly or six-monthly, on the first working day; empty for none.",
        "interim six-monthly, silence monthly",
    )
    planning_day: Weekday | Literal["never"] = setting(
        "monday",
        "Weekday of the plan for all requests, written if they want the same experts; or never.",
        "friday",
    )
    planning_hour: Annotated[int, Field(ge=0, le=23)] = setting(9, "Hour of the weekly plan.", 14)

    @field_validator("report_schedule")
    @classmethod
    def _known_reports(cls, value: str) -> str:
        plain = " ".join(value.lower().split())
        if not _SCHEDULE.fullmatch(plain):
            raise ValueError(
                "must be like: interim six-monthly, table2 monthly (`muster report` lists the names)"
            )
        return plain

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("must be the name of a time zone, such as Europe/Brussels") from error
        return value
