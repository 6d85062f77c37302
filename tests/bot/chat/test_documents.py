from typing import Any

import pytest

from bot.chat.documents import album_of, files_in
from intake.message import RemoteFile

SIZES = [
    {"file_id": "small", "file_size": 100},
    {"file_id": "large", "file_size": 9_000},
    {"file_id": "middle", "file_size": 900},
]


def test_a_document_is_named_as_its_sender_named_it() -> None:
    message = {"document": {"file_id": "A1", "file_name": "law.pdf", "file_size": 12}}

    assert files_in(message) == (RemoteFile("A1", "law.pdf", 12),)


def test_of_a_photo_the_largest_size_is_taken() -> None:
    assert files_in({"message_id": 7, "photo": SIZES}) == (RemoteFile("large", "photo-7.jpg", 9_000),)


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"document": {}},
        {"document": {"file_id": ""}},
        {"document": {"file_id": "x" * 5_000}},
        {"document": {"file_id": 7}},
        {"document": "law.pdf"},
        {"document": {"file_id": "A1"}, "animation": {"file_id": "A1"}},
        {"photo": []},
        {"photo": {}},
        {"photo": ["x", None]},
        {"text": "hello"},
    ],
    ids=range(11),
)
def test_what_is_no_file_is_none(message: dict[str, Any]) -> None:
    assert files_in(message) == ()


@pytest.mark.parametrize("size", [None, -1, "12", 0])
def test_a_size_that_is_not_told_is_none(size: object) -> None:
    message = {"document": {"file_id": "A1", "file_name": "law.pdf", "file_size": size}}

    assert files_in(message) == (RemoteFile("A1", "law.pdf", 0),)


def test_a_document_without_a_name_gets_one() -> None:
    assert files_in({"document": {"file_id": "A1", "file_name": None}})[0].filename == "document"


@pytest.mark.parametrize(("group", "album"), [("13", "13"), (13, ""), (None, ""), ("x" * 500, "x" * 100)])
def test_the_parts_of_an_album_share_its_name(group: object, album: str) -> None:
    assert album_of({"media_group_id": group}) == album
