"""What the operator decides: MUSTER_* variables, then muster.toml, then these defaults. Read once, at the start."""

import os
import re
import tomllib
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from config.attachment_settings import AttachmentSettings
from config.complaints import Source, complaints, strays
from config.day_settings import DaySettings
from config.mailbox_settings import Port, has_oauth
from config.mailbox_settings import setting as _setting
from config.mission_settings import MissionSettings
from config.networks import networks
from config.secret import UnusableSecretError, kept_secret

PREFIX = "MUSTER_"

SETTINGS_FILE = Path("muster.toml")
_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*/=?^_`{|}~-]{1,40}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){0,8}")
_ONE_LINE = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]{1,100}")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_BOT_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?")
_PUBLIC_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]{0,200})?")
_DATABASE = re.compile(r"(sqlite|postgresql|postgres)(?:\+[a-z]+)?(:///?\S+)")
_DRIVERS: Mapping[str, str] = MappingProxyType(
    {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
)

Bytes = Annotated[int, Field(ge=1024, le=104_857_600)]
Rate = Annotated[float, Field(gt=0, le=1000)]


class Settings(DaySettings, MissionSettings, AttachmentSettings):
    """Every setting, checked; secrets never show when it is printed."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    data_dir: Path = _setting(
        Path("muster-data"), "Folder of the database and the signing secret.", "/var/lib/muster"
    )
    database_url: SecretStr = _setting(
        SecretStr(""),
        "Database; empty for one SQLite file in data_dir. PostgreSQL lets several processes share the work.",
        "postgresql://muster:password@db.example/muster",
    )
    rules_file: Path | None = _setting(
        None, "Team rules and weights; empty for the ones that come with Muster.", "/etc/muster/rules.toml"
    )
    facility_name: str = _setting(
        "Technical Assistance Facility", "Name that letters are signed with.", "Social Protection Facility"
    )
    language: Literal["en", "fr", "es", "pt"] = _setting(
        "en", "Language for people whose own is not known: en, fr, es or pt.", "fr"
    )
    secret: SecretStr = _setting(
        SecretStr(""),
        "Signs reply addresses, at least 32 characters; empty to have one made and kept in data_dir.",
        "output of: openssl rand -hex 32",
    )

    mail_address: str = _setting(
        "muster@facility.example",
        "Address Muster writes from; replies come to the same address with a +tag before the @.",
        "muster@facility.example",
    )
    mail_listen_host: str = _setting("127.0.0.1", "Network address on which Muster receives mail.", "0.0.0.0")  # noqa: S104 -- an example
    mail_listen_port: Port = _setting(2525, "Port on which Muster receives mail; 0 to receive none.", 2525)
    mail_listen_socket: Path | None = _setting(
        None,
        "Unix socket on which Muster receives mail, instead of host and port; empty for none.",
        "/var/spool/postfix/muster/lmtp",
    )
    mail_listen_protocol: Literal["smtp", "lmtp"] = _setting(
        "smtp",
        "What the mail server in front speaks: smtp, or lmtp, which answers for each recipient.",
        "lmtp",
    )
    mail_tls_cert: Path | None = _setting(
        None,
        "Certificate, with its chain, that Muster offers to those who bring mail (STARTTLS); empty for none.",
        "/etc/letsencrypt/live/help.facility.example/fullchain.pem",
    )
    mail_tls_key: Path | None = _setting(
        None,
        "Key of that certificate. Both are read again when they are renewed.",
        "/etc/letsencrypt/live/help.facility.example/privkey.pem",
    )
    mail_relays: str = _setting(
        "127.0.0.0/8, ::1",
        "Networks of the mail servers in front of Muster; from elsewhere, one address gets 10 connections.",
        "127.0.0.0/8, ::1, 192.0.2.25",
    )
    mail_authserv_id: str = _setting(
        "",
        "Name under which your own mail server writes what it found about senders (Authentication-Results); "
        "'unnamed' for Microsoft 365. Empty: officers confirm each decision they send by mail.",
        "mx.facility.example",
    )
    mail_max_bytes: Bytes = _setting(26_214_400, "Largest mail accepted, in bytes.", 26_214_400)
    smtp_host: str = _setting(
        "", "Server that mail is sent through; empty to send none.", "smtp.facility.example"
    )
    smtp_port: Port = _setting(587, "Port of that server.", 587)
    smtp_username: str = _setting("", "User name at that server; empty if it asks for none.", "muster")
    smtp_password: SecretStr = _setting(SecretStr(""), "Password at that server.", "secret")
    smtp_security: Literal["none", "starttls", "tls"] = _setting(
        "starttls", "How the connection to that server is protected: none, starttls or tls.", "tls"
    )
    mail_rate_per_second: Rate = _setting(5.0, "Most mails sent in one second.", 5.0)

    telegram_token: SecretStr = _setting(
        SecretStr(""), "Token of the bot, from @BotFather; empty to leave Telegram out.", "123456:ABC-DEF"
    )
    telegram_base_url: str = _setting(
        "https://api.telegram.org/bot",
        "Bot API server, for those who run their own.",
        "http://127.0.0.1:8081/bot",
    )
    telegram_mode: Literal["polling", "webhook"] = _setting(
        "polling",
        "How updates arrive: polling needs no open port, webhook needs a public address.",
        "webhook",
    )
    webhook_url: str = _setting(
        "",
        "Public address Telegram sends updates to, in webhook mode.",
        "https://muster.facility.example/telegram",
    )
    webhook_host: str = _setting("127.0.0.1", "Network address on which updates are received.", "127.0.0.1")
    webhook_port: Port = _setting(8443, "Port on which updates are received.", 8443)
    webhook_secret: SecretStr = _setting(
        SecretStr(""),
        "Shared with Telegram to recognise its calls: 16 to 256 of A-Z, a-z, 0-9, _ and -.",
        "output of: openssl rand -hex 32",
    )

    log_format: Literal["console", "json"] = _setting(
        "console", "How the log is written: console or json.", "json"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = _setting(
        "INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR.", "DEBUG"
    )
    health_port: Port = _setting(
        0, "Port on 127.0.0.1 where GET /health tells a monitor how each channel stands; 0 for none.", 8081
    )
    public_url: str = _setting(
        "",
        "Address that leads to /unsubscribe on the health or webhook port, so that one click ends a newsletter; "
        "empty: by reply only.",
        "https://muster.facility.example",
    )

    @property
    def database(self) -> str:
        """The SQLAlchemy URL with an asynchronous driver; holds the password, so keep it out of logs."""
        parts = _DATABASE.fullmatch(self.database_url.get_secret_value())
        if parts is None:
            return f"sqlite+aiosqlite:///{self.data_dir.absolute() / 'muster.db'}"
        return _DRIVERS[parts[1]] + parts[2]

    @property
    def relays(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The mail servers in front of Muster."""
        return networks(self.mail_relays)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then the file."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @field_validator("rules_file", "mail_listen_socket", "mail_tls_cert", "mail_tls_key", mode="before")
    @classmethod
    def _empty_means_none(cls, value: object) -> object:
        return value or None

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("facility_name")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if not _ONE_LINE.fullmatch(value):
            raise ValueError("must be one line of at most 100 characters")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr) -> SecretStr:
        if value and not _DATABASE.fullmatch(value.get_secret_value()):
            raise ValueError("must be a postgresql:// or sqlite:/// address")
        return value

    @field_validator("secret")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value) < 32:
            raise ValueError("must have at least 32 characters, or be empty")
        return value

    @field_validator("mail_address")
    @classmethod
    def _address(cls, value: str) -> str:
        address = value.strip().lower()
        if not _ADDRESS.fullmatch(address):
            raise ValueError("must be a plain e-mail address without a + sign")
        return address

    @field_validator("mail_tls_key")
    @classmethod
    def _key_of_certificate(cls, value: Path | None, others: ValidationInfo) -> Path | None:
        if "mail_tls_cert" in others.data and (value is None) != (others.data["mail_tls_cert"] is None):
            raise ValueError("must be set together with MUSTER_MAIL_TLS_CERT, or both be empty")
        return value

    @field_validator("mail_relays")
    @classmethod
    def _networks_of_relays(cls, value: str) -> str:
        try:
            networks(value)
        except ValueError as error:
            raise ValueError("must be addresses or networks with commas between them") from error
        return value

    @field_validator("smtp_password")
    @classmethod
    def _password_of_user(cls, value: SecretStr, others: ValidationInfo) -> SecretStr:
        if others.data.get("smtp_username") and not value and not has_oauth(others.data):
            raise ValueError("is needed because MUSTER_SMTP_USERNAME is set")
        return value

    @field_validator("telegram_token")
    @classmethod
    def _bot_token(cls, value: SecretStr) -> SecretStr:
        if value and not _BOT_TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("must be digits, a colon and the rest, as @BotFather gave it")
        return value

    @field_validator("telegram_base_url", "webhook_url")
    @classmethod
    def _web_address(cls, value: str, others: ValidationInfo) -> str:
        if not value and others.field_name == "webhook_url":
            if others.data.get("telegram_mode") == "webhook":
                raise ValueError("is needed because MUSTER_TELEGRAM_MODE is webhook")
            return value
        if not _WEB_ADDRESS.fullmatch(value):
            raise ValueError("must be an https:// or http:// address")
        return value

    @field_validator("public_url")
    @classmethod
    def _served(cls, value: str, others: ValidationInfo) -> str:
        address = value.strip().rstrip("/")
        if not address:
            return ""
        if not _PUBLIC_ADDRESS.fullmatch(address):
            raise ValueError("must be an https:// address, as mail programs ask for")
        if not others.data.get("health_port") and others.data.get("telegram_mode") != "webhook":
            raise ValueError("needs MUSTER_HEALTH_PORT, which is where it must lead to")
        return address

    @field_validator("webhook_secret")
    @classmethod
    def _shared_with_telegram(cls, value: SecretStr, others: ValidationInfo) -> SecretStr:
        if not value and others.data.get("telegram_mode") == "webhook":
            raise ValueError("is needed because MUSTER_TELEGRAM_MODE is webhook")
        if value and not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("must be 16 to 256 of A-Z, a-z, 0-9, _ and -")
        return value

    @field_validator("reminder_after_days")
    @classmethod
    def _before_the_deadline(cls, value: int, others: ValidationInfo) -> int:
        if value >= others.data.get("reply_by_days", value + 1):
            raise ValueError("must be less than MUSTER_REPLY_BY_DAYS")
        return value


class SettingsError(Exception):
    """The settings cannot be used; `problems` holds one plain sentence for each thing to put right."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load_settings(path: Path | None = None) -> Settings:
    """The settings of this process; a path that is named must exist, ./muster.toml need not."""
    if path is not None and not path.is_file():
        raise SettingsError(f"There is no settings file {path}.")

    class SettingsOfFile(Settings):
        model_config = SettingsConfigDict(toml_file=path or SETTINGS_FILE)

    try:
        return SettingsOfFile()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path or SETTINGS_FILE} is not valid TOML: {error}.") from error
    except OSError as error:
        raise SettingsError(f"{path or SETTINGS_FILE} cannot be read: {error}.") from error
    except ValidationError as error:
        source = _source(path or SETTINGS_FILE)
        raise SettingsError(*complaints(error, Settings.model_fields, prefix=PREFIX, source=source)) from None


def _source(file: Path) -> Source:
    """What the file, which can be read, decides."""
    in_file = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    set_outside = {name.upper() for name, value in os.environ.items() if value}
    return Source(file, [name for name in in_file if PREFIX + name.upper() not in set_outside])


def stray_variables(environment: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence for each MUSTER_ variable that is no setting: probably misspelt."""
    return tuple(strays(sorted(environment), Settings.model_fields, prefix=PREFIX))


def signing_secret(settings: Settings) -> bytes:
    """The secret that signs reply addresses: the one configured, else one made once in data_dir."""
    if settings.secret:
        return settings.secret.get_secret_value().encode()
    try:
        return kept_secret(settings.data_dir / "secret")
    except (OSError, UnusableSecretError) as error:
        why = f"The signing secret cannot be kept: {error}. Set {PREFIX}SECRET instead."
        raise SettingsError(why) from error
