import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.secret import SHORTEST, UnusableSecretError, kept_secret


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "secret"


def test_secret_is_made_on_first_use_and_kept(file: Path) -> None:
    first = kept_secret(file)

    assert kept_secret(file) == first == file.read_bytes()
    assert len(first) >= SHORTEST


def test_two_facilities_have_different_secrets(tmp_path: Path) -> None:
    assert kept_secret(tmp_path / "one") != kept_secret(tmp_path / "two")


def test_nobody_else_can_read_the_secret_or_its_folder(file: Path) -> None:
    kept_secret(file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_processes_that_start_at_once_get_the_same_secret(file: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(kept_secret, [file] * 32))

    assert secrets == {file.read_bytes()}


def test_no_draft_is_left_behind(file: Path) -> None:
    kept_secret(file)

    assert list(file.parent.iterdir()) == [file]


def test_line_break_of_an_editor_is_no_part_of_the_secret(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("s" * 40 + "\n", encoding="ascii")

    assert kept_secret(file) == b"s" * 40


def test_damaged_secret_is_told_and_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.touch()

    with pytest.raises(UnusableSecretError, match="fewer than 32"):
        kept_secret(file)
    assert file.read_bytes() == b""
