"""The files of a Telegram message: pure; only their references, for the bytes stay with Telegram until they are wanted."""

from collections.abc import Iterator, Mapping

from intake.message import RemoteFile

Json = Mapping[str, object]
_LONGEST_REFERENCE = 300
_LONGEST_NAME = 200


def files_in(message: Json) -> tuple[RemoteFile, ...]:
    """The document, or the largest size of the photo, of a message."""
    return tuple(_document(message)) + tuple(_photo(message))


def album_of(message: Json) -> str:
    """What the parts of one album share; '' for a message of its own."""
    album = message.get("media_group_id")
    return album[:100] if isinstance(album, str) else ""


def _document(message: Json) -> Iterator[RemoteFile]:
    document = message.get("document")
    if isinstance(document, dict) and not message.get("animation"):
        name = document.get("file_name")
        yield from _file(document, name[:_LONGEST_NAME] if isinstance(name, str) and name else "document")


def _photo(message: Json) -> Iterator[RemoteFile]:
    sizes = message.get("photo")
    known = [size for size in sizes if isinstance(size, dict)] if isinstance(sizes, list) else []
    if known:
        largest = max(known, key=_size)
        yield from _file(largest, f"photo-{message.get('message_id', 1)}.jpg")


def _file(told: Json, filename: str) -> Iterator[RemoteFile]:
    reference = told.get("file_id")
    if isinstance(reference, str) and 0 < len(reference) <= _LONGEST_REFERENCE:
        yield RemoteFile(reference, filename, _size(told))


def _size(told: Json) -> int:
    size = told.get("file_size")
    return size if isinstance(size, int) and size > 0 else 0
