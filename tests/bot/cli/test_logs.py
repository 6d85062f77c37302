import json
import logging
from pathlib import Path

import pytest
import structlog

from bot.cli.logs import set_up_logs
from config.settings import Settings

pytestmark = pytest.mark.usefixtures("logs_put_back", "home")


def test_a_log_for_machines_has_one_json_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(Settings(log_format="json"))

    structlog.get_logger().info("job.tried", kind="mail", job=7)
    logging.getLogger("bot.mail.listener").info("mail.listening port=%d", 2525)

    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert first.pop("timestamp") <= second.pop("timestamp")
    assert first == {"event": "job.tried", "kind": "mail", "job": 7, "level": "info"}
    assert second == {"event": "mail.listening port=2525", "level": "info"}


def test_a_log_for_people_has_no_colours_in_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(Settings())

    structlog.get_logger().warning("job.lease_lost", job=7)

    shown = capsys.readouterr()
    assert shown.out == ""
    assert "[warning  ] job.lease_lost" in shown.err
    assert "job=7" in shown.err
    assert "\x1b" not in shown.err


def test_a_log_in_a_file_leaves_the_screen_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    set_up_logs(Settings(), file=tmp_path / "muster.log")

    structlog.get_logger().info("service.started")

    assert capsys.readouterr() == ("", "")
    assert "service.started" in (tmp_path / "muster.log").read_text(encoding="utf-8")


def test_an_error_is_logged_with_its_traceback_in_one_json_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(Settings(log_format="json"))

    try:
        int("no")
    except ValueError:
        structlog.get_logger().exception("job.failed")

    [line] = capsys.readouterr().err.splitlines()
    assert json.loads(line)["exception"].endswith("ValueError: invalid literal for int() with base 10: 'no'")


def test_the_level_is_the_one_of_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(Settings(log_level="WARNING"))

    structlog.get_logger().info("quiet")
    structlog.get_logger().warning("loud")

    assert [line.split()[3] for line in capsys.readouterr().err.splitlines()] == ["loud"]


@pytest.mark.parametrize("library", ["httpx", "telegram", "mail.log", "sqlalchemy", "alembic"])
def test_libraries_that_would_log_addresses_or_tokens_are_quiet(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(Settings(log_level="INFO"))

    logging.getLogger(library).info("POST https://api.telegram.org/bot123456:SECRET/getMe")

    assert capsys.readouterr().err == ""
