"""What the operator decides about files that come with mails."""

import re

from pydantic import field_validator

from config.mailbox_settings import setting
from config.sending_settings import SendingSettings

_DAEMON = re.compile(r"/[^\x00-\x1f]{1,100}|(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:]{2,45}\]):[1-9][0-9]{0,4}")


class AttachmentSettings(SendingSettings):
    """Part of the settings."""

    clamd: str = setting(
        "",
        "ClamAV daemon that checks files for viruses: host:port, or the path of its socket; empty for none.",
        "/var/run/clamav/clamd.ctl",
    )

    @field_validator("clamd")
    @classmethod
    def _daemon(cls, value: str) -> str:
        if value and (not _DAEMON.fullmatch(value) or _port(value) > 65535):
            raise ValueError("must be host:port, or the path of a socket")
        return value


def _port(value: str) -> int:
    port = value.rpartition(":")[2]
    return int(port) if port.isdecimal() and not value.startswith("/") else 0
