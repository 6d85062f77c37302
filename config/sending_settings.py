"""What the operator decides about the pace of outgoing mail and its signature."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator

from config.mailbox_settings import MailboxSettings, setting

Connections = Annotated[int, Field(ge=1, le=20)]
Quota = Annotated[int, Field(ge=0, le=1_000_000)]

_SELECTOR = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?){0,3}")


class SendingSettings(MailboxSettings):
    """Part of the settings."""

    mail_connections: Connections = setting(2, "Most connections to the sending server at one time.", 2)
    mail_rate_per_minute: Quota = setting(
        0, "Most mails sent in one minute; 0 for no limit. Microsoft 365 takes 30.", 30
    )
    mail_rate_per_day: Quota = setting(
        0, "Most mails sent in 24 hours; 0 for no limit. Google Workspace takes 2000.", 2000
    )
    mail_dkim_selector: str = setting(
        "", "Selector of Muster's own DKIM signature; empty where the sending server signs.", "muster2026"
    )
    mail_dkim_key: Path | None = setting(
        None,
        "Key of that signature, made by `muster dkim`; empty for dkim-SELECTOR.pem in data_dir.",
        "/etc/muster/dkim.pem",
    )

    @field_validator("mail_dkim_key", mode="before")
    @classmethod
    def _empty_means_default(cls, value: object) -> object:
        return value or None

    @field_validator("mail_dkim_selector")
    @classmethod
    def _name_in_the_dns(cls, value: str) -> str:
        if value and not is_selector(value):
            raise ValueError("must be a-z, 0-9 and -, as it becomes a name in the DNS")
        return value


def is_selector(text: str) -> bool:
    """Whether this can be a DKIM selector."""
    return _SELECTOR.fullmatch(text) is not None
