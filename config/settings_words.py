"""The settings in words for an operator: the list of the README and a muster.toml that explains itself."""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from config.attachment_settings import AttachmentSettings
from config.day_settings import DaySettings
from config.mission_settings import MissionSettings
from config.settings import PREFIX, Settings

_SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "data_dir": "The facility",
        "mail_address": "Mail",
        "oauth_token": "Access tokens, for mail accounts that take no password (OAuth2)",
        "imap_host": "Mailbox read by IMAP",
        "mail_connections": "Sending: pace and signature",
        "clamd": "Files that come with mails",
        "telegram_token": "Telegram",
        "allowance_eur_per_day": "Missions",
        "log_format": "Log and monitor",
    }
)


def describe() -> list[tuple[str, str, str]]:
    """Every setting as variable name, default and explanation."""
    return [
        (PREFIX + name.upper(), _plain(field.get_default()), field.description or "")
        for name, field in _in_order()
    ]


def _in_order() -> Iterator[tuple[str, FieldInfo]]:
    """Every setting where an operator looks for it: the mailbox with the mail, the day with the facility."""
    placed = {
        "secret": DaySettings.model_fields,
        "telegram_token": AttachmentSettings.model_fields,
        "log_format": MissionSettings.model_fields,
    }
    for name, field in Settings.model_fields.items():
        yield from placed.get(name, {}).items()
        if not any(name in fields for fields in placed.values()):
            yield name, field


def toml_template(chosen: Mapping[str, object] | None = None) -> str:
    """A muster.toml that explains every setting; those chosen are set, the others commented out at their default."""
    return "\n".join(_template_lines(chosen or {})) + "\n"


def _template_lines(chosen: Mapping[str, object]) -> Iterator[str]:
    yield "# Settings of Muster. A line that starts with # shows the default; remove the # to change it."
    yield f"# A variable of the environment wins over this file: {PREFIX}LANGUAGE over language."
    for name, field in _in_order():
        if name in _SECTIONS:
            yield f"\n# ----- {_SECTIONS[name]} -----"
        yield f"\n# {field.description}"
        is_chosen = name in chosen
        value = chosen[name] if is_chosen else field.get_default()
        yield f"{'' if is_chosen else '# '}{name} = {_toml(value)}"


def _toml(value: object) -> str:
    """Strings of JSON are strings of TOML."""
    return str(value) if isinstance(value, int | float) else json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return "" if value is None else str(value)
