"""What the operator decides about a mailbox that is read by IMAP, and about mail accounts that take no password."""

import re
import shlex
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings

Port = Annotated[int, Field(ge=0, le=65535)]
Days = Annotated[int, Field(ge=0, le=366)]

_FOLDER = re.compile(r"[^\x00-\x1f\x7f-\x9f%*]{1,200}")
_ENDPOINT = re.compile(r"https://[^\s/]+/\S*|http://(127\.0\.0\.1|localhost)(:[0-9]{1,5})?/\S*")


def setting(default: object, what: str, example: object) -> Any:  # noqa: ANN401 -- stands where a default of any type stands
    """A field that explains itself to `muster init`, to the README and in error messages."""
    return Field(default=default, description=what, examples=[example], validate_default=True)


def has_oauth(values: Mapping[str, object]) -> bool:
    """Whether access tokens can be had."""
    return any(values.get(name) for name in ("oauth_token", "oauth_command", "oauth_client_id"))


class MailboxSettings(BaseSettings):
    """Part of the settings; access tokens stand first, because what follows may need them instead of a password."""

    oauth_token: SecretStr = setting(
        SecretStr(""), "Access token, if one is made by hand; few live longer than an hour.", "ya29.a0AfB_by"
    )
    oauth_command: str = setting(
        "",
        "Command that prints an access token, run without a shell; asked again when the token is refused.",
        "/usr/local/bin/mail-token --account muster@facility.example",
    )
    oauth_provider: str = setting(
        "",
        "Who gives access tokens: microsoft, google, or the https:// address of a token endpoint.",
        "https://login.microsoftonline.com/TENANT/oauth2/v2.0/token",
    )
    oauth_client_id: str = setting("", "Application as it is registered with that provider.", "4f1c7a52-0d3e")
    oauth_client_secret: SecretStr = setting(
        SecretStr(""), "Secret of that application, if it has one.", "secret"
    )
    oauth_refresh_token: SecretStr = setting(
        SecretStr(""),
        "Token from the consent of the mailbox's owner, if `muster oauth` has not kept one; else empty.",
        "0.AXoA",
    )
    oauth_scope: str = setting("", "Permissions to ask for; empty for what the provider usually wants.", "")

    imap_host: str = setting(
        "", "Server of a mailbox that Muster reads; empty to read none.", "imap.facility.example"
    )
    imap_port: Port = setting(993, "Port of that server.", 993)
    imap_security: Literal["none", "starttls", "tls"] = setting(
        "tls", "How the connection to that server is protected: none, starttls or tls.", "starttls"
    )
    imap_username: str = setting("", "User name at that server.", "muster@facility.example")
    imap_password: SecretStr = setting(
        SecretStr(""), "Password at that server; empty where access tokens are used (OAuth2).", "secret"
    )
    imap_folder: str = setting("INBOX", "Folder that is read.", "INBOX")
    imap_done_folder: str = setting(
        "Muster done", "Folder that mails are moved to once they are stored; made if missing.", "Muster done"
    )
    imap_days_back: Days = setting(
        30, "Mails that were older than so many days when Muster first read the folder are left alone.", 30
    )

    @field_validator("oauth_command")
    @classmethod
    def _can_be_split(cls, value: str, others: ValidationInfo) -> str:
        if value and others.data.get("oauth_token"):
            raise ValueError("cannot be used together with MUSTER_OAUTH_TOKEN")
        try:
            shlex.split(value)
        except ValueError as error:
            raise ValueError("has a quotation mark that is not closed") from error
        return value

    @field_validator("oauth_provider")
    @classmethod
    def _known_provider(cls, value: str) -> str:
        if value.lower() in {"", "microsoft", "google"}:
            return value.lower()
        if not _ENDPOINT.fullmatch(value):
            raise ValueError("must be microsoft, google or an https:// address")
        return value

    @field_validator("oauth_client_id")
    @classmethod
    def _one_source(cls, value: str, others: ValidationInfo) -> str:
        if value and (others.data.get("oauth_token") or others.data.get("oauth_command")):
            raise ValueError("cannot be used together with MUSTER_OAUTH_TOKEN or MUSTER_OAUTH_COMMAND")
        if bool(value) != bool(others.data.get("oauth_provider", value)):
            raise ValueError("must be set together with MUSTER_OAUTH_PROVIDER, or both be empty")
        return value

    @field_validator("imap_username")
    @classmethod
    def _user_of_mailbox(cls, value: str, others: ValidationInfo) -> str:
        if others.data.get("imap_host") and not value:
            raise ValueError("is needed because MUSTER_IMAP_HOST is set")
        return value

    @field_validator("imap_password")
    @classmethod
    def _password_of_mailbox(cls, value: SecretStr, others: ValidationInfo) -> SecretStr:
        if others.data.get("imap_host") and not value and not has_oauth(others.data):
            raise ValueError(
                "is needed because MUSTER_IMAP_HOST is set, or else access tokens (MUSTER_OAUTH_...)"
            )
        return value

    @field_validator("imap_folder", "imap_done_folder")
    @classmethod
    def _folder_name(cls, value: str, others: ValidationInfo) -> str:
        if not _FOLDER.fullmatch(value):
            raise ValueError("must be the name of a folder, without * and %")
        if others.field_name == "imap_done_folder" and value == others.data.get("imap_folder"):
            raise ValueError("must not be the folder that is read")
        return value
