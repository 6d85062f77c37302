"""What the operator decides about the facility's day: which clock it goes by, and when its digest comes."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

from config.mailbox_settings import setting

Hour = Annotated[int, Field(ge=-1, le=23)]


class DaySettings(BaseSettings):
    """Part of the settings."""

    time_zone: str = setting(
        "UTC", "Time zone of the facility, by its name in the tz database.", "Europe/Brussels"
    )
    digest_hour: Hour = setting(
        8, "Hour of the daily digest for people who have chosen none; -1 to send none to them.", 7
    )

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("must be the name of a time zone, such as Europe/Brussels") from error
        return value
