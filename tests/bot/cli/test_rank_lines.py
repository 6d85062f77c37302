import gzip
from pathlib import Path

import pytest

from bot.cli import rank_lines
from bot.cli.rank_lines import BadLine, Register, read_register
from matching.relevance.document import Document, Request
from matching.relevance.records import Flaw, read_request

FIRST, SECOND = b'{"id": "a", "text": "x"}', b'{"id": "b", "text": "y"}'
TAKEN = [Request("a", Document("", "x")), Request("b", Document("", "y"))]


def register(folder: Path, content: bytes) -> Register[Request]:
    file = folder / "requests.jsonl"
    file.write_bytes(content)
    return read_register(file, read_request)


@pytest.mark.parametrize(
    "content",
    [
        FIRST + b"\n" + SECOND + b"\n",
        FIRST + b"\n" + SECOND,
        FIRST + b"\r\n" + SECOND + b"\r\n",
        b"\n\n" + FIRST + b"\n  \n" + SECOND + b"\n\n",
        gzip.compress(FIRST + b"\n" + SECOND),
        gzip.compress(FIRST + b"\n") + gzip.compress(SECOND),
    ],
    ids=["closed", "open", "windows", "gaps", "packed", "packed in two"],
)
def test_lines_are_taken_in_their_order(tmp_path: Path, content: bytes) -> None:
    assert register(tmp_path, content) == Register(TAKEN, [])


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    found = register(tmp_path, b"\n" + FIRST + b"\n\noops\n")

    assert found == Register(TAKEN[:1], [BadLine(4, Flaw("not_json", detail="1"))])


def test_the_first_of_two_with_the_same_id_is_taken(tmp_path: Path) -> None:
    found = register(tmp_path, FIRST + b"\n" + FIRST.replace(b'"x"', b'"z"') + b"\n" + SECOND)

    assert found == Register(TAKEN, [BadLine(2, Flaw("repeated", detail="1"))])


def test_the_number_and_the_text_of_it_are_the_same_id(tmp_path: Path) -> None:
    found = register(tmp_path, b'{"id": 1, "text": ""}\n{"id": "1", "text": ""}')

    assert found.bad == [BadLine(2, Flaw("repeated", detail="1"))]


@pytest.mark.parametrize("packed", [False, True])
def test_a_line_too_long_to_hold_is_passed_over(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    packed: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    # The real limit would need a file of 64 MB.
    monkeypatch.setattr(rank_lines, "LONGEST_LINE", 40)
    content = FIRST + b"\n" + b"z" * 130 + b"\n" + SECOND + b"\n" + b"z" * 40

    found = register(tmp_path, gzip.compress(content) if packed else content)

    assert found == Register(TAKEN, [BadLine(2, Flaw("too_long")), BadLine(4, Flaw("too_long"))])


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    found = register(tmp_path, b"")

    assert (found.taken, found.bad) == ([], [])


@pytest.mark.parametrize(
    "content", [gzip.compress(FIRST * 99)[:-9], b"\x1f\x8bno archive"], ids=["cut", "fake"]
)
def test_a_damaged_archive_is_one_of_the_expected_errors(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(rank_lines.UNREADABLE):
        register(tmp_path, content)
