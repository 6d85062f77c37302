"""Sending a stored document to a chat: its bytes leave the database only now."""

from dataclasses import dataclass

from telegram import Bot
from telegram.error import TelegramError

from bot.chat.send import LONGEST_CAPTION, Pace, deliver_telegram, judge
from bot.dispatch.outcome import Never, Outcome, Sent
from storage.mail import Job
from storage.requests import StoredFile
from storage.transaction import Transaction

LARGEST = 50 * 1024 * 1024
"""Telegram takes no larger file from a bot."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Sends letters as they are, and documents from the database."""

    bot: Bot
    pace: Pace
    transaction: Transaction

    async def deliver(self, job: Job) -> Outcome:
        """What became of a job for a chat."""
        number = job.payload.get("photo") or job.payload.get("document")
        if not isinstance(number, int):
            return await deliver_telegram(self.bot, self.pace, job)
        file = await self._file(number)
        if file is None or file.size > LARGEST:
            return Never("the document is no longer there, or too large for Telegram")
        try:
            return await self._send(job, file)
        except TelegramError as error:
            return judge(error)

    async def _file(self, file_id: int) -> StoredFile | None:
        async with self.transaction() as session:
            file = await session.get(StoredFile, file_id)
            if file is not None:
                session.expunge(file)
            return file

    async def _send(self, job: Job, file: StoredFile) -> Outcome:
        """A photo has the same in words below it, for who cannot see it."""
        chat = int(str(job.payload["chat_id"]))
        await self.pace.turn(chat)
        if "photo" in job.payload:
            told = str(job.payload.get("caption", ""))[:LONGEST_CAPTION]
            sent = await self.bot.send_photo(chat, file.content, caption=told, filename=file.filename)
        else:
            sent = await self.bot.send_document(chat, document=file.content, filename=file.filename)
        return Sent({"chat_id": chat, "message_id": sent.message_id})
