"""Mails of the corpus and how tests of reading get at them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.message import Message
from intake.mime import read_mail

MAILS = Path(__file__).parents[1] / "mails"
MOMENT = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)

Read = Callable[..., Message]


@pytest.fixture
def read_raw() -> Read:
    def read(raw: bytes | str, **values: object) -> Message:
        content = raw.encode() if isinstance(raw, str) else raw
        return read_mail(content, **({"source_id": "mail:1", "received_at": MOMENT} | values))  # type: ignore[arg-type]

    return read


@pytest.fixture
def read_file(read_raw: Read) -> Read:
    def read(start: str, **values: object) -> Message:
        (file,) = MAILS.glob(f"*{start}.eml")
        return read_raw(file.read_bytes(), **values)

    return read


@pytest.fixture(scope="session")
def written() -> Mapping[str, str]:
    """What the person wrote now, by file name."""
    blocks = (MAILS / "expected.txt").read_text(encoding="utf-8").split("=== ")[1:]
    return {name: text.rstrip("\n") for name, _, text in (block.partition("\n") for block in blocks)}
