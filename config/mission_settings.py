"""What the operator decides about missions: what is paid, and how long experts have to answer and to report."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

from config.mailbox_settings import Days, setting

Euro = Annotated[int, Field(ge=0, le=100_000)]


class MissionSettings(BaseSettings):
    """Part of the settings."""

    allowance_eur_per_day: Euro = setting(
        250, "Fixed additional allowance of public experts, euro a day.", 250
    )
    allowances_file: Path | None = setting(
        None, "Allowances and fees by year; empty to pay every year alike.", "/etc/muster/allowances.toml"
    )
    preparation_days: Days = setting(2, "Expert-days of preparation paid for a mission.", 2)
    reporting_days: Days = setting(2, "Expert-days of reporting paid for a mission.", 2)
    reply_by_days: Days = setting(7, "Days an expert has to answer an inquiry.", 7)
    reminder_after_days: Days = setting(3, "Days after which an expert who is silent is reminded.", 3)
    report_by_days: Days = setting(30, "Days after a mission within which its experts report.", 30)

    @field_validator("allowances_file", mode="before")
    @classmethod
    def _no_file(cls, value: object) -> object:
        return value or None
