from pathlib import Path

import pytest

from config.settings import Settings, SettingsError, load_settings
from config.settings_words import toml_template

MAILBOX = {"IMAP_HOST": "imap.facility.example", "IMAP_USERNAME": "muster", "IMAP_PASSWORD": "hush"}
APPLICATION = {"OAUTH_PROVIDER": "google", "OAUTH_CLIENT_ID": "me", "OAUTH_REFRESH_TOKEN": "r"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def load(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(f"MUSTER_{name}", value)
    return load_settings()


def problems(monkeypatch: pytest.MonkeyPatch, **values: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as error:
        load(monkeypatch, **values)
    return error.value.problems


def test_a_mailbox_needs_server_user_and_password(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, **MAILBOX)

    assert (settings.imap_host, settings.imap_port, settings.imap_security) == (
        "imap.facility.example", 993, "tls",
    )  # fmt: skip
    assert (settings.imap_folder, settings.imap_done_folder, settings.imap_days_back) == (
        "INBOX", "Muster done", 30,
    )  # fmt: skip
    assert "hush" not in repr(settings)


def test_what_is_missing_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told = problems(monkeypatch, IMAP_HOST="imap.facility.example")

    assert [problem.partition(" is needed")[0] for problem in told] == [
        "MUSTER_IMAP_USERNAME",
        "MUSTER_IMAP_PASSWORD",
    ]


@pytest.mark.parametrize("tokens", [{"OAUTH_TOKEN": "abc"}, {"OAUTH_COMMAND": "token"}, APPLICATION])
def test_access_tokens_stand_for_passwords(monkeypatch: pytest.MonkeyPatch, tokens: dict[str, str]) -> None:
    accounts = {"IMAP_HOST": "imap.example", "IMAP_USERNAME": "muster", "SMTP_USERNAME": "muster"}

    settings = load(monkeypatch, **accounts, **tokens)

    assert not settings.imap_password
    assert not settings.smtp_password


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"IMAP_FOLDER": "Muster done"}, "MUSTER_IMAP_DONE_FOLDER must not be the folder that is read"),
        ({"IMAP_FOLDER": "Req*"}, "MUSTER_IMAP_FOLDER must be the name of a folder, without * and %"),
        ({"IMAP_SECURITY": "ssl"}, "MUSTER_IMAP_SECURITY must be 'none', 'starttls' or 'tls'"),
        ({"IMAP_DAYS_BACK": "-1"}, "MUSTER_IMAP_DAYS_BACK must be at least 0"),
        ({"OAUTH_COMMAND": "token 'x"}, "MUSTER_OAUTH_COMMAND has a quotation mark that is not closed"),
        (
            {"OAUTH_TOKEN": "abc", "OAUTH_COMMAND": "token"},
            "MUSTER_OAUTH_COMMAND cannot be used together with MUSTER_OAUTH_TOKEN",
        ),
        (
            {"OAUTH_TOKEN": "abc"} | APPLICATION,
            "MUSTER_OAUTH_CLIENT_ID cannot be used together with MUSTER_OAUTH_TOKEN or MUSTER_OAUTH_COMMAND",
        ),
        ({"OAUTH_CLIENT_ID": "me"}, "MUSTER_OAUTH_CLIENT_ID must be set together with MUSTER_OAUTH_PROVIDER"),
        (
            {"OAUTH_PROVIDER": "google"},
            "MUSTER_OAUTH_CLIENT_ID must be set together with MUSTER_OAUTH_PROVIDER",
        ),
        (
            {"OAUTH_PROVIDER": "yahoo"},
            "MUSTER_OAUTH_PROVIDER must be microsoft, google or an https:// address",
        ),
        (
            {"OAUTH_PROVIDER": "http://provider.example/token"},
            "MUSTER_OAUTH_PROVIDER must be microsoft, google or an https:// address",
        ),
    ],
)
def test_a_mistake_is_told_with_its_setting(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], problem: str
) -> None:
    told = problems(monkeypatch, **values)

    assert [text for text in told if text.startswith(problem)] != []


@pytest.mark.parametrize(
    "provider", ["Microsoft", "google", "https://login.example/t/token", "http://127.0.0.1:8080/token"]
)
def test_providers_are_names_or_addresses(monkeypatch: pytest.MonkeyPatch, provider: str) -> None:
    settings = load(monkeypatch, **(APPLICATION | {"OAUTH_PROVIDER": provider}))

    assert settings.oauth_provider.lower() == provider.lower()


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = repr(
        load(monkeypatch, **(APPLICATION | {"OAUTH_CLIENT_SECRET": "hush", "OAUTH_REFRESH_TOKEN": "psst"}))
    )

    assert "hush" not in shown
    assert "psst" not in shown


def test_the_template_has_the_mailbox_between_mail_and_telegram() -> None:
    sections = [line for line in toml_template().splitlines() if line.startswith("# -----")]

    names = [section.strip("# -") for section in sections]
    assert names[:4] == [
        "The facility", "Mail", "Access tokens, for mail accounts that take no password (OAuth2)",
        "Mailbox read by IMAP",
    ]  # fmt: skip
    assert "Telegram" in names[4:]
