"""Files of a chat are fetched from Telegram outside every transaction, and stored before anybody reads them."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.chat.client import TelegramClient, open_client
from bot.chat.documents import album_of
from bot.dispatch.closer_look import NotYet
from intake.message import Attachment, Channel, Message, RemoteFile, Why, Withheld
from storage.chat_files import (
    MOST_A_DAY,
    fetched_before,
    files_within_a_day,
    inbox_row_of,
    waiting_behind,
)
from storage.files import TooLarge, store_file
from storage.mail import Inbox
from storage.requests import StoredFile
from storage.transaction import Transaction

LARGEST = 20 * 1024 * 1024
"""Telegram lets no bot fetch more."""
FETCH_SECONDS = 20.0
"""For one message; only its own chat waits for it."""
AGAIN_AFTER = timedelta(seconds=20)
PATIENCE = timedelta(minutes=10)
ALBUM_SECONDS = 0.7
"""So long the parts of an album may lie apart."""


@dataclass(frozen=True, slots=True)
class ChatFiles:
    """Fetches what people send to the bot."""

    token: str
    base_url: str
    transaction: Transaction
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def __call__(self, message: Message, now: datetime) -> Message | NotYet:
        """The message with its files; or wait, if Telegram cannot be reached. A group's files are nobody's request."""
        private = message.channel is Channel.TELEGRAM and message.recipients == (message.sender,)
        if not message.files or not private:
            return message
        row = await self._row(message)
        if row is None or row.id is None:
            return message
        before = await self._fetched(row.id)
        too_many = not before and await self._too_many(row, now)
        pause = 0.0 if too_many else ALBUM_SECONDS
        message = replace(message, more_follows=await self._more_follows(message, row, pause))
        if before:
            return replace(message, attachments=before)
        if too_many:
            return _withheld(message, *((file, Why.TOO_MANY) for file in message.files))
        return await self._with_files(message, row, now)

    async def _row(self, message: Message) -> Inbox | None:
        async with self.transaction() as session:
            return await inbox_row_of(session, message.channel, message.source_id)

    async def _fetched(self, inbox_id: int) -> tuple[Attachment, ...]:
        async with self.transaction() as session:
            return tuple(_attachment(file) for file in await fetched_before(session, inbox_id))

    async def _too_many(self, row: Inbox, now: datetime) -> bool:
        async with self.transaction() as session:
            return await files_within_a_day(session, row.stream, now=now) >= MOST_A_DAY

    async def _more_follows(self, message: Message, row: Inbox, pause: float) -> bool:
        """Whether another part of the album has arrived, or arrives within a moment."""
        if not message.album:
            return False
        if await self._is_behind(message.album, row):
            return True
        if not pause:
            return False
        await self.pause(pause)
        return await self._is_behind(message.album, row)

    async def _is_behind(self, album: str, row: Inbox) -> bool:
        async with self.transaction() as session:
            payloads = await waiting_behind(session, row)
        return any(_album(payload) == album for payload in payloads)

    async def _with_files(self, message: Message, row: Inbox, now: datetime) -> Message | NotYet:
        try:
            async with asyncio.timeout(FETCH_SECONDS), open_client(self.token, self.base_url) as client:
                for file in message.files:
                    message = await self._with_file(client, message, row, file, now)
        except (TelegramError, TimeoutError) as error:
            if now - message.received_at < PATIENCE:
                return NotYet(f"telegram file: {type(error).__name__}", AGAIN_AFTER)
            return _withheld(message, *((file, Why.UNCHECKED) for file in message.files))
        return message

    async def _with_file(
        self, client: TelegramClient, message: Message, row: Inbox, file: RemoteFile, now: datetime
    ) -> Message:
        content = await _content(client, file)
        if content is None:
            return _withheld(message, (file, Why.TOO_LARGE))
        async with self.transaction() as session:
            kept = await store_file(
                session, request_id=None, inbox_id=row.id, filename=file.filename, content=content, now=now
            )
            if isinstance(kept, TooLarge):
                return _withheld(message, (file, Why.TOO_LARGE))
            return replace(message, attachments=(*message.attachments, _attachment(kept)))


async def _content(client: TelegramClient, file: RemoteFile) -> bytes | None:
    """The bytes; None if Telegram does not hand out so many."""
    if file.size > LARGEST:
        return None
    try:
        found = await client.get_file(file.reference)
        return bytes(await found.download_as_bytearray())
    except (InvalidToken, Forbidden):
        raise
    except BadRequest:  # "file is too big"; a reference that is none is as lost
        return None


def _withheld(message: Message, *files: tuple[RemoteFile, Why]) -> Message:
    more = tuple(Withheld(file.filename, why) for file, why in files)
    return replace(message, withheld=(*message.withheld, *more))


def _attachment(file: StoredFile) -> Attachment:
    return Attachment(file.filename, file.media_type, file.content)


def _album(payload: bytes) -> str:
    with suppress(ValueError, RecursionError, AttributeError):
        return album_of(json.loads(payload).get("message") or {})
    return ""
