"""Attachments in the database: capped in size, their type sniffed, their name only ever a label."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import filetype
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.requests import StoredFile

MAX_BYTES = 25 * 1024 * 1024
MAX_NAME = 120
_SNIFFED_BYTES = 8192


@dataclass(frozen=True, slots=True)
class TooLarge:
    """The file was not kept."""

    filename: str
    size: int
    limit: int = MAX_BYTES


async def store_file(
    session: AsyncSession,
    *,
    request_id: int | None,
    inbox_id: int | None,
    filename: str,
    content: bytes,
    now: datetime,
) -> StoredFile | TooLarge:
    """The kept file; the one from before if this request has the same bytes already, as with repeated logos."""
    name = safe_name(filename)
    if len(content) > MAX_BYTES:
        return TooLarge(name, len(content))
    digest = sha256(content).hexdigest()
    if request_id and (known := await _known(session, request_id, digest)):
        return known
    stored = StoredFile(
        request_id=request_id,
        inbox_id=inbox_id,
        filename=name,
        media_type=sniff(content),
        size=len(content),
        sha256=digest,
        content=content,
        created_at=now,
    )
    session.add(stored)
    await session.flush()
    return stored


def safe_name(filename: str) -> str:
    """The last part of the name without anything a screen, a shell or a mail header could trip over."""
    last = unicodedata.normalize("NFC", filename[-10 * MAX_NAME :]).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c if c.isalnum() or c in " ._-()" else "_" for c in last)
    tidy = " ".join(kept.split()).lstrip(". ")
    stem, dot, ending = tidy.rpartition(".")
    if len(tidy) > MAX_NAME and dot and len(ending) <= 10:
        tidy = f"{stem[: MAX_NAME - len(ending) - 1]}.{ending}"
    return tidy[:MAX_NAME] or "file"


def sniff(content: bytes) -> str:
    """The media type the bytes themselves show; nothing a browser would run."""
    found = filetype.guess_mime(content[:_SNIFFED_BYTES])
    if found is not None:
        return str(found)
    return "text/plain" if _is_text(content[:_SNIFFED_BYTES]) else "application/octet-stream"


def _is_text(beginning: bytes) -> bool:
    if b"\0" in beginning:
        return False
    try:
        beginning.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"  # cut in the middle of a letter
    return True


async def _known(session: AsyncSession, request_id: int, digest: str) -> StoredFile | None:
    query = select(StoredFile).where(StoredFile.request_id == request_id, StoredFile.sha256 == digest)
    return (await session.exec(query.limit(1))).one_or_none()
