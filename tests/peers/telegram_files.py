"""Files that people and the bot attach: their descriptions, and what getFile and a download give."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from tests.peers.telegram_wire import Params, Refusal

LARGEST_DOWNLOAD = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attached:
    """One file as somebody attaches it."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"
    size: int | None = None
    """What Telegram says its size is; None for the true one. Over 20 MB a bot may not fetch it."""


@dataclass(slots=True)
class Files:
    """Everything that was attached, by file id and by path."""

    _by_id: dict[str, tuple[str, Attached]] = field(default_factory=dict)

    def document(self, file: Attached) -> Params:
        """A message's content: a document."""
        return {"document": {"file_name": file.name, "mime_type": file.mime, **self._keep("documents", file)}}

    def photo(self, file: Attached) -> Params:
        """A message's content: a photo, in two sizes as Telegram makes them."""
        small = Attached(file.name, file.content[:64], file.mime)
        sizes = [("small", small, 90, 67), ("photos", file, 1280, 960)]
        return {
            "photo": [
                {**self._keep(folder, each), "width": width, "height": height}
                for folder, each, width, height in sizes
            ]
        }

    def voice(self, file: Attached, seconds: int = 3) -> Params:
        """A message's content: a voice note."""
        return {"voice": {**self._keep("voice", file), "duration": seconds, "mime_type": "audio/ogg"}}

    def described(self, params: Params) -> Params:
        """The answer to getFile."""
        kept = self._by_id.get(str(params.get("file_id", "")))
        if kept is None:
            raise Refusal(400, "Bad Request: invalid file_id")
        path, file = kept
        size = _size(file)
        if size > LARGEST_DOWNLOAD:
            raise Refusal(400, "Bad Request: file is too big")
        return {**_ids(path, file), "file_size": size, "file_path": path}

    def at(self, path: str) -> bytes | None:
        """What a download of this path gives."""
        return next((file.content for known, file in self._by_id.values() if known == path), None)

    def _keep(self, folder: str, file: Attached) -> Params:
        path = f"{folder}/file_{len(self._by_id)}.{file.name.rpartition('.')[2]}"
        ids = _ids(path, file)
        self._by_id[ids["file_id"]] = (path, file)
        return {**ids, "file_size": _size(file)}


def _ids(path: str, file: Attached) -> dict[str, Any]:
    unique = hashlib.sha256(path.encode() + file.content).hexdigest()[:16]
    return {"file_id": f"BQAC-{unique}", "file_unique_id": unique}


def _size(file: Attached) -> int:
    return len(file.content) if file.size is None else file.size
