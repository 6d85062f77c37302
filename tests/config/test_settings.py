import os
import tomllib
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from config.settings import (
    PREFIX,
    Settings,
    SettingsError,
    load_settings,
    signing_secret,
    stray_variables,
)
from config.settings_words import describe, toml_template

_LONG = "0123456789abcdef0123456789abcdef"
_RELAYS_EXAMPLE = "(example: 127.0.0.0/8, ::1, 192.0.2.25)."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings come from the environment and the current folder, so both are made empty here."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _problems(path: Path | None = None) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    return caught.value.problems


def _write(folder: Path, text: str) -> Path:
    file = folder / "muster.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_nothing_needs_to_be_set(folder: Path) -> None:
    settings = load_settings()

    assert settings.database == f"sqlite+aiosqlite:///{folder}/muster-data/muster.db"
    assert (settings.mail_listen_host, settings.mail_listen_port) == ("127.0.0.1", 2525)
    assert (settings.smtp_host, settings.telegram_token.get_secret_value()) == ("", "")
    assert (settings.reply_by_days, settings.reminder_after_days, settings.allowance_eur_per_day) == (
        7,
        3,
        250,
    )
    assert settings.telegram_base_url == "https://api.telegram.org/bot"


def test_file_in_the_current_folder_is_read(folder: Path) -> None:
    _write(folder, 'language = "fr"\nmail_listen_port = 0\n')

    settings = load_settings()

    assert (settings.language, settings.mail_listen_port) == ("fr", 0)


def test_environment_wins_over_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _write(folder, 'language = "fr"\nfacility_name = "From the file"\n')
    # The environment is what is tested here.
    monkeypatch.setenv("MUSTER_LANGUAGE", "pt")

    settings = load_settings(file)

    assert (settings.language, settings.facility_name) == ("pt", "From the file")


def test_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    # The environment is what is tested here.
    monkeypatch.setenv("MUSTER_SMTP_PORT", "")

    assert load_settings().smtp_port == 587


def test_named_file_must_exist(folder: Path) -> None:
    assert _problems(folder / "other.toml") == (f"There is no settings file {folder}/other.toml.",)


def test_broken_file_is_told_with_its_name(folder: Path) -> None:
    broken = _write(folder, "language = ")
    latin = folder / "latin.toml"
    latin.write_bytes(b"# \xe9")

    assert [problem.startswith(f"{broken} is not valid TOML: ") for problem in _problems(broken)] == [True]
    assert [problem.startswith(f"{latin} is not valid TOML: ") for problem in _problems(latin)] == [True]


def test_unknown_key_is_told_with_what_was_probably_meant(folder: Path) -> None:
    file = _write(folder, 'mail_adress = "a@b.example"\nzzz = 1\n')

    assert _problems(file) == (
        f"{file} has 'mail_adress', which is no setting; did you mean mail_address?",
        f"{file} has 'zzz', which is no setting; remove it.",
    )


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("SMTP_PORT", "abc", "must be a whole number, not 'abc' (example: 587)."),
        ("SMTP_PORT", "2.5", "must be a whole number, not '2.5' (example: 587)."),
        ("MAIL_LISTEN_PORT", "70000", "must be at most 65535, not '70000' (example: 2525)."),
        ("MAIL_LISTEN_PORT", "-1", "must be at least 0, not '-1' (example: 2525)."),
        (
            "MAIL_LISTEN_PROTOCOL",
            "imap",
            "must be 'smtp' or 'lmtp', not 'imap' (example: lmtp).",
        ),
        (
            "MAIL_RELAYS",
            "relay.example, ::1",
            f"must be addresses or networks with commas between them, not 'relay.example, ::1' {_RELAYS_EXAMPLE}",
        ),
        (
            "MAIL_RELAYS",
            "192.0.2.1/24",
            f"must be addresses or networks with commas between them, not '192.0.2.1/24' {_RELAYS_EXAMPLE}",
        ),
        ("LANGUAGE", "de", "must be 'en', 'fr', 'es' or 'pt', not 'de' (example: fr)."),
        ("SMTP_SECURITY", "ssl", "must be 'none', 'starttls' or 'tls', not 'ssl' (example: tls)."),
        ("LOG_LEVEL", "loud", "must be 'DEBUG', 'INFO', 'WARNING' or 'ERROR', not 'LOUD' (example: DEBUG)."),
        ("LOG_FORMAT", "xml", "must be 'console' or 'json', not 'xml' (example: json)."),
        (
            "MAIL_ADDRESS",
            "nobody",
            "must be a plain e-mail address without a + sign, not 'nobody' (example: muster@facility.example).",
        ),
        (
            "MAIL_ADDRESS",
            "a+b@c.example",
            "must be a plain e-mail address without a + sign, not 'a+b@c.example' (example: muster@facility.example).",
        ),
        ("MAIL_MAX_BYTES", "0", "must be at least 1024, not '0' (example: 26214400)."),
        ("MAIL_RATE_PER_SECOND", "-1", "must be more than 0, not '-1' (example: 5.0)."),
        ("MAIL_RATE_PER_SECOND", "fast", "must be a number, not 'fast' (example: 5.0)."),
        ("MAIL_RATE_PER_SECOND", "nan", "must be at most 1000, not 'nan' (example: 5.0)."),
        ("MAIL_RATE_PER_SECOND", "inf", "must be at most 1000, not 'inf' (example: 5.0)."),
        ("MAIL_CONNECTIONS", "0", "must be at least 1, not '0' (example: 2)."),
        ("MAIL_RATE_PER_MINUTE", "-1", "must be at least 0, not '-1' (example: 30)."),
        (
            "MAIL_DKIM_SELECTOR",
            "my key",
            "must be a-z, 0-9 and -, as it becomes a name in the DNS, not 'my key' (example: muster2026).",
        ),
        ("ALLOWANCE_EUR_PER_DAY", "-5", "must be at least 0, not '-5' (example: 250)."),
        ("REMINDER_AFTER_DAYS", "7", "must be less than MUSTER_REPLY_BY_DAYS, not '7' (example: 3)."),
        (
            "FACILITY_NAME",
            "A\r\nBcc: x@y.example",
            "must be one line of at most 100 characters, not 'A\\r\\nBcc: x@y.example' (example: Social Protection Facility).",
        ),
        (
            "TELEGRAM_BASE_URL",
            "ftp://x",
            "must be an https:// or http:// address, not 'ftp://x' (example: http://127.0.0.1:8081/bot).",
        ),
        (
            "WEBHOOK_URL",
            "muster.example",
            "must be an https:// or http:// address, not 'muster.example' (example: https://muster.facility.example/telegram).",
        ),
    ],
)
def test_wrong_value_is_told_with_variable_mistake_and_example(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, problem: str
) -> None:
    # The environment is what is tested here.
    monkeypatch.setenv(PREFIX + name, value)

    assert _problems() == (f"{PREFIX}{name} {problem}",)


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("SECRET", "hunter2", "must have at least 32 characters, or be empty"),
        ("DATABASE_URL", "mysql://root:hunter2@db/x", "must be a postgresql:// or sqlite:/// address"),
        ("TELEGRAM_TOKEN", "hunter2", "must be digits, a colon and the rest, as @BotFather gave it"),
        ("WEBHOOK_SECRET", "hunter2", "must be 16 to 256 of A-Z, a-z, 0-9, _ and -"),
    ],
)
def test_wrong_secret_is_told_without_showing_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, problem: str
) -> None:
    # The environment is what is tested here.
    monkeypatch.setenv(PREFIX + name, value)

    (told,) = _problems()

    assert told.startswith(f"{PREFIX}{name} {problem} (example: ")
    assert "hunter2" not in told


def test_all_problems_are_told_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _write(folder, 'smtp_port = "x"\nfoo = 1\nmail_address = ""\nlog_level = 3\n')
    # The environment is what is tested here.
    monkeypatch.setenv("MUSTER_TELEGRAM_MODE", "webhook")
    monkeypatch.setenv("MUSTER_SMTP_USERNAME", "muster")

    names = [problem.split(" ")[0] for problem in _problems(file)]

    assert names == [
        "mail_address",
        "smtp_port",
        "MUSTER_SMTP_PASSWORD",
        "MUSTER_WEBHOOK_URL",
        "MUSTER_WEBHOOK_SECRET",
        "log_level",
        str(file),
    ]


def test_wrong_value_of_the_file_is_told_with_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _write(folder, 'smtp_port = "x"\n')
    in_the_file = _problems(file)
    # A variable wins over the file, so it is the one to put right.
    monkeypatch.setenv("MUSTER_SMTP_PORT", "y")

    assert in_the_file == (f"smtp_port in {file} must be a whole number, not 'x' (example: 587).",)
    assert _problems(file) == ("MUSTER_SMTP_PORT must be a whole number, not 'y' (example: 587).",)


def test_variable_that_is_no_setting_is_named_with_what_was_probably_meant() -> None:
    environment = {"MUSTER_SMPT_HOST": "x", "MUSTER_QQQ": "1", "MUSTER_LANGUAGE": "fr", "HOME": "/root"}

    assert stray_variables(environment) == (
        "The environment has 'MUSTER_QQQ', which is no setting; it is ignored.",
        "The environment has 'MUSTER_SMPT_HOST', which is no setting; did you mean MUSTER_SMTP_HOST?",
    )


def test_problems_stand_one_to_a_line() -> None:
    assert str(SettingsError("One.", "Two.")) == "One.\nTwo."


def test_webhook_that_is_fully_set_is_accepted(folder: Path) -> None:
    file = _write(
        folder,
        'telegram_mode = "webhook"\ntelegram_token = "123:abc_D-9"\n'
        f'webhook_url = "https://muster.example/telegram"\nwebhook_secret = "{_LONG}"\n',
    )

    assert load_settings(file).webhook_secret.get_secret_value() == _LONG


@pytest.mark.parametrize("name", ["mail_tls_cert", "mail_tls_key"])
def test_a_certificate_and_its_key_are_set_together(folder: Path, name: str) -> None:
    file = _write(folder, f'{name} = "/etc/muster/file.pem"')

    with pytest.raises(SettingsError) as told:
        load_settings(file)

    [problem] = told.value.problems
    assert "must be set together with MUSTER_MAIL_TLS_CERT, or both be empty" in problem


def test_certificate_key_and_socket_are_paths_and_empty_means_none(folder: Path) -> None:
    file = _write(folder, 'mail_tls_cert = "a.pem"\nmail_tls_key = "a.key"\nmail_listen_socket = ""')

    settings = load_settings(file)

    paths = (settings.mail_tls_cert, settings.mail_tls_key, settings.mail_listen_socket)
    assert paths == (Path("a.pem"), Path("a.key"), None)


def test_relays_are_networks_and_a_bare_address_is_one_of_them(folder: Path) -> None:
    file = _write(folder, 'mail_relays = "10.0.0.0/8,192.0.2.25, 2001:db8::/32,"')

    relays = load_settings(file).relays

    assert [str(relay) for relay in relays] == ["10.0.0.0/8", "192.0.2.25/32", "2001:db8::/32"]


def test_by_default_the_relays_are_this_machine() -> None:
    assert [str(relay) for relay in Settings().relays] == ["127.0.0.0/8", "::1/128"]


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("postgresql://u:p%40ss@db.example/muster", "postgresql+psycopg://u:p%40ss@db.example/muster"),
        ("postgres://db.example/muster", "postgresql+psycopg://db.example/muster"),
        ("postgresql+psycopg://db/muster?sslmode=require", "postgresql+psycopg://db/muster?sslmode=require"),
        ("postgresql:///muster?host=/run/postgresql", "postgresql+psycopg:///muster?host=/run/postgresql"),
        ("sqlite:////srv/muster.db", "sqlite+aiosqlite:////srv/muster.db"),
        ("sqlite+aiosqlite:///muster.db", "sqlite+aiosqlite:///muster.db"),
    ],
)
def test_database_address_gets_the_driver_muster_uses(folder: Path, written: str, used: str) -> None:
    file = _write(folder, f'database_url = "{written}"')

    assert load_settings(file).database == used


def test_address_and_log_level_are_read_in_any_case(folder: Path) -> None:
    file = _write(folder, 'mail_address = "Muster@Facility.Example"\nlog_level = "debug"\n')

    settings = load_settings(file)

    assert (settings.mail_address, settings.log_level) == ("muster@facility.example", "DEBUG")


def test_rules_file_may_be_named_or_left_empty(folder: Path) -> None:
    assert load_settings(_write(folder, 'rules_file = ""')).rules_file is None
    assert load_settings(_write(folder, 'rules_file = "my/rules.toml"')).rules_file == Path("my/rules.toml")


def test_secrets_never_show() -> None:
    settings = Settings(
        secret=SecretStr(_LONG),
        database_url=SecretStr("postgresql://u:hunter2@db/x"),
        smtp_password=SecretStr("hunter2"),
        telegram_token=SecretStr("1:hunter2"),
        webhook_secret=SecretStr(_LONG),
    )

    shown = f"{settings!r} {settings}"

    assert ("hunter2" in shown, _LONG in shown) == (False, False)


def test_settings_cannot_be_changed() -> None:
    settings = load_settings()

    with pytest.raises(ValidationError):
        settings.language = "fr"  # type: ignore[misc]


def test_configured_secret_signs(folder: Path) -> None:
    assert signing_secret(Settings(secret=SecretStr(_LONG))) == _LONG.encode()
    assert list(folder.iterdir()) == []


def test_secret_that_is_not_configured_is_kept_in_the_data_folder(folder: Path) -> None:
    settings = Settings(data_dir=folder / "data")

    assert signing_secret(settings) == signing_secret(settings) == (folder / "data" / "secret").read_bytes()


def test_secret_that_cannot_be_kept_is_told_with_the_way_out(folder: Path) -> None:
    (folder / "data").touch()

    with pytest.raises(SettingsError, match="Set MUSTER_SECRET instead"):
        signing_secret(Settings(data_dir=folder / "data"))


def test_every_setting_is_described() -> None:
    rows = describe()

    assert sorted(name for name, _, _ in rows) == sorted(
        PREFIX + field.upper() for field in Settings.model_fields
    )
    assert [name for name, _, what in rows if not what.endswith(".")] == []
    assert rows[0] == ("MUSTER_DATA_DIR", "muster-data", "Folder of the database and the signing secret.")


def test_template_changes_nothing_until_it_is_edited(folder: Path) -> None:
    template = toml_template()

    assert tomllib.loads(template) == {}
    assert load_settings(_write(folder, template)).model_dump() == Settings().model_dump()


def test_template_with_every_line_uncommented_holds_the_defaults(folder: Path) -> None:
    lines = toml_template().splitlines()
    settings = [
        line.removeprefix("# ") for line in lines if line.partition(" = ")[0][2:] in Settings.model_fields
    ]

    file = _write(folder, "\n".join(settings))

    assert len(settings) == len(Settings.model_fields)
    assert load_settings(file).model_dump() == Settings().model_dump()


def test_template_sets_what_was_chosen(folder: Path) -> None:
    chosen = {
        "facility_name": 'The "Facility" of Łódź',
        "mail_listen_port": 0,
        "smtp_password": SecretStr("pw\\"),
    }

    settings = load_settings(_write(folder, toml_template(chosen)))

    assert (settings.facility_name, settings.mail_listen_port) == ('The "Facility" of Łódź', 0)
    assert settings.smtp_password.get_secret_value() == "pw\\"


def test_public_address_leads_to_a_port_of_muster(folder: Path) -> None:
    file = _write(folder, 'health_port = 8081\npublic_url = " https://muster.example/help/ "\n')

    assert load_settings(file).public_url == "https://muster.example/help"


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ('public_url = "https://muster.example"', "MUSTER_HEALTH_PORT"),
        ('health_port = 8081\npublic_url = "http://muster.example"', "https://"),
        ('health_port = 8081\npublic_url = "https://muster.example/?a=<b>"', "https://"),
    ],
)
def test_public_address_that_cannot_be_used_is_refused(folder: Path, lines: str, why: str) -> None:
    [problem] = _problems(_write(folder, lines))

    assert "public_url" in problem.lower()
    assert why in problem
